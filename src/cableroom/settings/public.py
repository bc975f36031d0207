"""Django settings of the reading room: the process that can see only ``published/``.

In: CABLEROOM_* variables.  Out: the module's upper-case names, which are
``django.conf.settings``.  The wall comes first: from here on an import of the private
side fails.  There is no database, session, cookie, account or secret key here; a
generation is opened by ``public.editions`` without the ORM.
"""

# ruff: noqa: E402 - the wall stands before anything else is imported
from cableroom.settings.wall import raise_the_wall

raise_the_wall()

from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from cableroom.public.search.opensearch.cluster import address_list
from cableroom.settings.common import InvalidSetting, refuse_unknown_variables


class PublicSettings(BaseSettings):
    """Every setting of the public side: name, default, unit, sentence."""

    model_config = SettingsConfigDict(env_prefix="CABLEROOM_", extra="forbid", frozen=True)

    published: Path = Field(
        default=Path("published"),
        description="The folder of generations; --published wins over it.",
        json_schema_extra={"unit": "path"},
    )
    origin: str = Field(
        default="",
        max_length=200,
        description="What absolute links begin with, https://cables.example; without it, links hold no host.",
        json_schema_extra={"unit": "scheme and host"},
    )
    production: bool = Field(
        default=False,
        description="Real cables are served: refuse to start where this account could read a vault.",
        json_schema_extra={"unit": "true or false"},
    )

    opensearch: str = Field(
        default="",
        max_length=2_000,
        description="Nodes of OpenSearch that answer searches, once `load-index` has filled them.",
        json_schema_extra={"unit": "http(s)://host:port, commas between"},
    )
    opensearch_name: str = Field(
        default="archive",
        pattern="^[a-z0-9][a-z0-9-]{0,39}$",
        description="What this archive is called there; its indexes begin with `cables-NAME-`.",
        json_schema_extra={"unit": "small letters, digits, hyphens"},
    )

    @field_validator("opensearch")
    @classmethod
    def _are_addresses(cls, value: str) -> str:
        """Each a scheme and a host, perhaps name and password, perhaps a port."""
        address_list(value)
        return value

    @field_validator("origin")
    @classmethod
    def _is_an_origin(cls, value: str) -> str:
        """Scheme and host, perhaps a port, and nothing after them."""
        if not value:
            return value
        if not value.isascii() or not value.isprintable() or " " in value:
            raise ValueError("it holds characters that no address has")
        parts = urlsplit(value.rstrip("/"))
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            raise ValueError("it does not begin with http:// or https:// and a host")
        if parts.path or parts.query or parts.fragment:
            raise ValueError("there is more than scheme, host and port")
        _ = parts.port  # raises ValueError for one that is no port
        return f"{parts.scheme}://{parts.netloc.lower()}"


def read_settings() -> PublicSettings:
    """Return the settings as the environment has them now.

    Raises UnknownSetting, or InvalidSetting with the name of the setting and the rule it breaks.
    """
    refuse_unknown_variables()
    try:
        return PublicSettings()
    except ValidationError as exc:
        first = exc.errors()[0]
        raise InvalidSetting(f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from exc


_SETTINGS: Final = read_settings()

CABLEROOM_PUBLISHED: Path = _SETTINGS.published
CABLEROOM_ORIGIN: str = _SETTINGS.origin
CABLEROOM_PRODUCTION: bool = _SETTINGS.production
CABLEROOM_OPENSEARCH: str = _SETTINGS.opensearch
CABLEROOM_OPENSEARCH_NAME: str = _SETTINGS.opensearch_name

DEBUG = False
# Nothing may be built from the Host header, so Django's get_host() refuses every host;
# the middleware compares the header with CABLEROOM_ORIGIN.
ALLOWED_HOSTS: list[str] = []
INSTALLED_APPS = ["cableroom.public.editions", "cableroom.public.site"]
MIDDLEWARE = ["cableroom.public.site.middleware.ReadingRoom"]
ROOT_URLCONF = "cableroom.public.site.urls"
DATABASES: dict[str, dict[str, str]] = {}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [Path(__file__).parent.parent / "public" / "site" / "templates"],
        "OPTIONS": {"environment": "cableroom.public.site.environment.environment"},
    }
]
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"
# Our own: Django's prints the addresses that were asked for.
LOGGING_CONFIG = "cableroom.public.site.logs.configure"
LOGGING = {"level": "ERROR"}
