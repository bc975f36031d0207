"""The archive on the disk: making one, opening one.

    HOME/cableroom.toml       settings of the private side
    HOME/published/           generations; all that the public account may read
    HOME/vault/               0700: everything we hold
        vault.sqlite3         originals, records, cables, editions, releases, journal
        secret                32 random bytes: salts the commitments of what is published
        lock                  held by the one process that writes (lock.py)

``create`` builds the vault aside and renames it into view as its last step, so
a folder is an archive wholly or not at all.
"""

import os
import secrets
from pathlib import Path
from typing import Final

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction

from cableroom import durable
from cableroom.private.vault.errors import (
    ArchiveExists,
    ArchiveMissing,
    FolderNotEmpty,
    VaultFailed,
    VaultNewer,
)
from cableroom.private.vault.lock import folder_lock, writer_lock
from cableroom.settings.common import InvalidSetting
from cableroom.settings.private import PrivateSettings, django_settings, read_settings

DATABASE_NAME: Final = "vault.sqlite3"
SECRET_BYTES: Final = 32
SCHEMA: Final = 4
"""Number of the newest layout of tables and seals; stands in the database as its user_version.

1 had no seals, 2 no tables for sections and for pairs of cables, 3 a row for each paragraph address.
"""
_UNSEALED: Final = 1

_UNFINISHED: Final = ".vault.unfinished"


def set_up_django() -> None:
    """Make the vault's models importable in this process; no archive is open yet. Once is enough."""
    if not apps.ready:
        os.environ["DJANGO_SETTINGS_MODULE"] = "cableroom.settings.private"
        django.setup()


def create(home: Path) -> None:
    """Make an archive at ``home``, a new or an empty folder whose parent exists, and open it.

    An earlier ``create`` that was killed is taken up again.
    Raises ArchiveExists, FolderNotEmpty, VaultLocked (another is at it), or what read_settings does;
    nothing was changed then.
    """
    read_settings(home)  # what it refuses is refused before anything is made
    _refuse_taken(home)
    if not home.exists():
        durable.make_directory(home)
    home = home.resolve()
    with folder_lock(home):
        # Another process may have been quicker.
        _refuse_taken(home)
        _make(home)


def _make(home: Path) -> None:
    unfinished = home / _UNFINISHED
    durable.make_directory(unfinished, mode=0o700)
    # Not the folder itself: it tells that what else is here is ours.
    for left in unfinished.iterdir():
        durable.remove_tree(left)
    own = secrets.token_bytes(SECRET_BYTES)
    durable.write_file(unfinished / "secret", own, mode=0o600)
    _point_at(home, database=unfinished / DATABASE_NAME)
    # Imported here: a table can be named only where Django is set up.
    from cableroom.private.vault import journal  # noqa: PLC0415

    _lay_out(own, sealed=False)
    journal.note(journal.actor(), "init", str(home))
    connections["default"].close()
    # SQLite gives its journal files the permissions of the database.
    (unfinished / DATABASE_NAME).chmod(0o600)
    durable.make_directory(home / "published")
    durable.write_file(home / "cableroom.toml", _settings_file().encode())
    durable.sync_tree(unfinished)
    durable.move_directory(unfinished, home / "vault")
    _point_at(home, database=home / "vault" / DATABASE_NAME)


def open_archive(home: Path) -> None:
    """Make the archive at ``home`` the one that this process works on; another one is left.

    A vault of an older layout is brought to this one.
    Raises ArchiveMissing, VaultNewer, VaultFailed; VaultLocked, where it is older and another
    process writes; or UnknownSetting and InvalidSetting of settings.common.
    """
    home = home.resolve()
    database = home / "vault" / DATABASE_NAME
    if not database.is_file():
        raise ArchiveMissing(f"{home} is no archive")
    _point_at(home, database=database)
    if (schema := _schema(database)) > SCHEMA:
        raise VaultNewer(f"{database} has schema {schema}; this cableroom knows up to {SCHEMA}")
    if _UNSEALED <= schema < SCHEMA:
        with writer_lock():
            # Another process may have been quicker.
            if (schema := _schema(database)) < SCHEMA:
                _lay_out(secret(), sealed=schema > _UNSEALED)


def _schema(database: Path) -> int:
    """Return the number of the vault's layout; raises VaultFailed."""
    try:
        with connections["default"].cursor() as cursor:
            schema: int = cursor.execute("PRAGMA user_version").fetchone()[0]
    except UnicodeDecodeError as exc:
        # SQLite's message repeats a name that has become no text.
        raise VaultFailed(f"{database} is damaged in the list of its tables") from exc
    finally:
        # Opened before another process made the seals, it would not keep them.
        connections["default"].close()
    return schema


def _lay_out(own: bytes, *, sealed: bool) -> None:
    """Give the vault all tables and seals, its secret included, and the number of this layout, in one step.

    sealed: it has seals; only tables that are new get them now.
    """
    # Imported here: a connection can be named only where Django is set up.
    from cableroom.private.vault import seals  # noqa: PLC0415

    connection = connections["default"]
    # Django alters tables of SQLite only while that is off, which cannot change within a transaction.
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        call_command("migrate", database="default", verbosity=0, interactive=False)
        if sealed:
            seals.seal_new(connection)
        else:
            seals.seal_all(connection, own)
        cursor.execute(f"PRAGMA user_version = {SCHEMA:d}")
    connection.close()


def secret() -> bytes:
    """Return the 32 bytes that salt the commitments of what the open archive publishes.

    Raises InvalidSetting: the file was cut or changed.
    """
    path: Path = settings.CABLEROOM_VAULT / "secret"
    stored = path.read_bytes()
    if len(stored) != SECRET_BYTES:
        raise InvalidSetting(f"{path} has {len(stored)} bytes instead of {SECRET_BYTES}")
    return stored


def _refuse_taken(home: Path) -> None:
    if not os.path.lexists(home):
        return
    if not home.is_dir():
        raise FolderNotEmpty(f"{home} is no folder")
    if (home / "vault").exists():
        raise ArchiveExists(f"{home} is an archive already; nothing was changed")
    names = {entry.name for entry in home.iterdir()}
    if names and _UNFINISHED not in names:
        raise FolderNotEmpty(f"{home} is not empty; nothing was changed")


def _point_at(home: Path, *, database: Path) -> None:
    """Let Django's settings and its connection speak of the archive at ``home``."""
    values = django_settings(read_settings(home))
    set_up_django()
    for name, value in values.items():
        setattr(settings, name, value)
    connection = connections["default"]
    connection.close()
    connection.settings_dict["NAME"] = database


def _settings_file() -> str:
    """Write the table of settings as a commented TOML file with the defaults."""
    lines = [
        "# Settings of this archive's private side (docs/settings.md).",
        "# A variable of the environment, such as CABLEROOM_PRODUCTION, wins over a line here.",
    ]
    for name in ("production", "keep_generations"):
        field = PrivateSettings.model_fields[name]
        default = str(field.default).lower()
        lines += ["", f"# {field.description}", f"{name} = {default}"]
    return "\n".join(lines) + "\n"
