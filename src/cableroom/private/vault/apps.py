"""The Django app of the vault."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from cableroom.private.vault import seals


class VaultConfig(AppConfig):
    """What we hold: originals, records, cables, editions, releases."""

    name = "cableroom.private.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every connection to a vault keep its seals."""
        connection_created.connect(_opened)


def _opened(connection: BaseDatabaseWrapper, **_: Any) -> None:  # noqa: ANN401 - what Django sends beside it
    if connection.alias == "default":
        seals.keep(connection)
