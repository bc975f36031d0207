"""Which table lies in which database: the vault in ``default``, what is published in ``generation``."""

from typing import Any

from django.db.models import Model


class SideRouter:
    """Send the app ``editions`` to the generation being built, everything else to the vault."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:  # noqa: ANN401 - Django's signature
        """Name the database alias that holds ``model``."""
        del hints
        return "generation" if model._meta.app_label == "editions" else "default"  # noqa: SLF001 - Django's public API

    def db_for_write(self, model: type[Model], **hints: Any) -> str:  # noqa: ANN401 - Django's signature
        """Name the database alias that holds ``model``."""
        return self.db_for_read(model, **hints)

    def allow_relation(self, first: Model, second: Model, **hints: Any) -> bool:  # noqa: ANN401 - Django's signature
        """Say no to a foreign key from one side to the other."""
        del hints
        return self.db_for_read(type(first)) == self.db_for_read(type(second))

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:  # noqa: ANN401 - Django's signature
        """Migrate the vault only: a generation is made fresh, with ``schema_editor``."""
        del hints
        return db == "default" and app_label != "editions"
