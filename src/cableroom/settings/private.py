"""Settings of the private process (``cableroom``): the table of them, and Django's names.

In: CABLEROOM_* variables and HOME/cableroom.toml; a variable wins over the file.
Importing this reads neither and needs no archive: Django's names then say "none
is open".  ``private.vault.archive.open_archive`` reads the settings of one
archive and gives its values to ``django.conf.settings``.
"""

import tomllib
from pathlib import Path
from typing import Any, Final

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from cableroom.settings.common import InvalidSetting, UnknownSetting, refuse_unknown_variables

SETTINGS_FILE: Final = "cableroom.toml"


class PrivateSettings(BaseSettings):
    """Every setting of the private side: name, default, unit, sentence."""

    model_config = SettingsConfigDict(env_prefix="CABLEROOM_", extra="forbid", frozen=True)

    home: Path = Field(
        default=Path(),
        description="The archive's folder; --home wins over it.",
        json_schema_extra={"unit": "path"},
    )
    published: Path = Field(
        default=Path("published"),
        description="Where generations are published; in cableroom.toml, relative to the archive's folder.",
        json_schema_extra={"unit": "path"},
    )
    production: bool = Field(
        default=False,
        description="Real cables are served: what `doctor` only warns of is then refused.",
        json_schema_extra={"unit": "true or false"},
    )
    keep_generations: int = Field(
        default=3,
        ge=1,
        le=1000,
        description="How many generations are kept for a rollback, the current one included.",
        json_schema_extra={"unit": "generations"},
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic calls by these names
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let a variable win over the file, whose table is given to the constructor."""
        return env_settings, init_settings


def read_settings(home: Path) -> PrivateSettings:
    """Return the settings of the archive at ``home``, with absolute paths; there need not be an archive.

    Raises UnknownSetting: a variable, or a line of cableroom.toml, that is no setting.
    Raises InvalidSetting: a value that cannot be, or one of vault and published inside the other.
    """
    refuse_unknown_variables()
    home = home.resolve()
    table = _read_table(home / SETTINGS_FILE)
    # The file lies in the archive's folder, so it cannot say where that is.
    for name in table:
        if name == "home" or name not in PrivateSettings.model_fields:
            raise UnknownSetting(f"{name} in {home / SETTINGS_FILE} is no setting")
    table["published"] = _below(home, table.get("published", "published"))
    try:
        read = PrivateSettings(**table)
    except ValidationError as exc:
        first = exc.errors()[0]
        raise InvalidSetting(f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from exc
    settings = read.model_copy(update={"home": home, "published": read.published.resolve()})
    vault = home / "vault"
    if settings.published.is_relative_to(vault) or vault.is_relative_to(settings.published):
        message = f"published ({settings.published}) and the vault ({vault}) lie one inside the other"
        raise InvalidSetting(message)
    return settings


def django_settings(settings: PrivateSettings) -> dict[str, Any]:
    """Return what Django's settings say of one archive, by name."""
    return {
        "CABLEROOM_HOME": settings.home,
        "CABLEROOM_VAULT": settings.home / "vault",
        "CABLEROOM_PUBLISHED": settings.published,
        "CABLEROOM_PRODUCTION": settings.production,
        "CABLEROOM_KEEP_GENERATIONS": settings.keep_generations,
    }


def _below(home: Path, value: object) -> object:
    return home / value if isinstance(value, str) else value


def _read_table(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise InvalidSetting(f"{path} is no TOML: {exc}") from exc


# Until an archive is open.
CABLEROOM_HOME = Path()
CABLEROOM_VAULT = Path("vault")
CABLEROOM_PUBLISHED = Path("published")
CABLEROOM_PRODUCTION = False
CABLEROOM_KEEP_GENERATIONS = 3

INSTALLED_APPS = ["cableroom.private.vault", "cableroom.public.editions"]
DATABASE_ROUTERS = ["cableroom.settings.routers.SideRouter"]
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False

# A committed import survives a power cut (FULL); a damaged or hostile file is noticed (cell sizes,
# no functions run from the schema); 64 MB of cache keep the digest index of a whole archive at hand.
_VAULT_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
    "PRAGMA cell_size_check=ON; PRAGMA trusted_schema=OFF; PRAGMA cache_size=-65536;"
)
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": ":memory:",  # no archive is open
        # IMMEDIATE: two writers meet at the start of a transaction, where waiting still helps.
        "OPTIONS": {"init_command": _VAULT_PRAGMAS, "transaction_mode": "IMMEDIATE", "timeout": 20},
    },
    # The generation under construction: the gate gives it its file for each build.
    "generation": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"},
}
