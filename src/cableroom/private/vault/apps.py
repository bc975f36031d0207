"""The Django app of the vault."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """What we hold: originals, records, cables, editions, releases."""

    name = "cableroom.private.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
