"""Saving the open archive in one file, while others read it, import into it and publish from it.

    one read transaction -> copy of the vault by SQLite's own backup --+
    secret, cableroom.toml, the generation that is served -------------+-> tar -> zstd -> age -> OUT

1. What is saved is one moment of the vault: every commit before it, none after it.
2. The generation belongs to that moment; where the two differ, a publication is running, and we wait.
   A vault whose public side is lost is saved without it, when that is asked for.
3. The copy has no name on the disk while it is read, so that no kill leaves one behind.
4. OUT appears whole or not at all, readable by its owner alone, and never among what is published.
"""

import os
import sqlite3
import stat
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from io import BufferedReader
from pathlib import Path
from typing import Any, Final

import zstandard
from django.conf import settings
from django.db import OperationalError

from cableroom import durable
from cableroom.private.vault import age, journal
from cableroom.private.vault.backup_errors import BackupExists, BackupPlace, PublishedUnsettled
from cableroom.private.vault.backup_format import (
    AT_ONCE,
    DATABASE,
    SECRET,
    Manifest,
    Member,
    Told,
    is_generation_file,
    measured,
    packed,
    silent,
)
from cableroom.private.vault.errors import VaultFailed
from cableroom.private.vault.room import make_sure_of_room
from cableroom.settings.private import SETTINGS_FILE

# Most of the vault is compressed already; measured, level 9 saves 2 % more and takes four times as long.
_LEVEL: Final = 3
_PAGES_AT_ONCE: Final = 2048
_TRIES: Final = 240
_SECONDS_BETWEEN: Final = 0.5
_NOTES: Final = 6
"""Tries, of which each waits as long as the settings let one wait for the database: two minutes in all."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was written."""

    manifest: Manifest
    size: int
    """Bytes of the file."""


def back_up(out: Path, *, keys: Sequence[Any], vault_only: bool = False, told: Told = silent) -> BackedUp:
    """Save the open archive in the new file ``out``.

    keys: of ``age.recipients``; without any, the file is not encrypted.
    vault_only: leave out what is published, and do not look at it.
    Raises BackupPlace, BackupExists, RoomMissing, PublishedUnsettled, VaultFailed, and OSError (full disk).
    """
    out = out.parent.resolve() / out.name
    _refuse_place(out)
    _make_sure_of_room(out, vault_only=vault_only)
    # Before the copy, so that no copy exists without its line; it holds this line itself.
    _note(out, keys, told)
    with ExitStack() as stack:
        moment = stack.enter_context(_moment(told, vault_only=vault_only))
        files = {name: stack.enter_context(_opened(path)) for name, path in _small_files()}
        files[DATABASE] = stack.enter_context(_copy_of(moment.database, told))
        files |= moment.generation_files
        members = tuple(_measured(files, told))
        manifest = Manifest(
            made=moment.made,
            version=version("cableroom"),
            generation=moment.generation,
            modified=moment.modified,
            files=members,
        )
        source = _Parts(packed(manifest, list(files.values())), manifest.size, told)
        size = _write(out, source, keys)
    return BackedUp(manifest, size)


def _note(out: Path, keys: Sequence[Any], told: Told) -> None:
    """Write the line of the journal; the last step of a large publication may keep us from it for long."""
    recipients = [str(key) for key in keys]
    for tried in range(1, _NOTES + 1):
        try:
            journal.note(journal.actor(), "backup", str(out), recipients=recipients)
        except OperationalError as exc:
            busy = getattr(exc.__cause__, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
            if not busy or tried == _NOTES:
                raise
            told("Waiting for a publication to end", tried, _NOTES)
        else:
            return


def _refuse_place(out: Path) -> None:
    for folder in (settings.CABLEROOM_PUBLISHED, settings.CABLEROOM_VAULT):
        if out.is_relative_to(folder.resolve()):
            raise BackupPlace(f"{out} lies in {folder}; nothing was written")
    if os.path.lexists(out):
        raise BackupExists(f"{out} exists; nothing was written")


def _make_sure_of_room(out: Path, *, vault_only: bool) -> None:
    """Ask for all bytes that will be saved: most are compressed already, and hardly become fewer."""
    vault: Path = settings.CABLEROOM_VAULT
    copy = sum(path.stat().st_size for path in vault.glob(f"{Path(DATABASE).name}*"))
    served = settings.CABLEROOM_PUBLISHED / "current"
    public = 0
    # A publication may delete it meanwhile; then the disk itself says whether there is room.
    with suppress(FileNotFoundError):
        for path in () if vault_only else served.glob("**/*"):
            public += path.stat().st_size
    make_sure_of_room((vault, copy), (out.parent, copy + public))


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment of the archive: a connection that sees the vault as it was then, and open files."""

    database: sqlite3.Connection
    made: str
    generation: int | None
    modified: int
    generation_files: dict[str, BufferedReader]


@contextmanager
def _moment(told: Told, *, vault_only: bool) -> Iterator[_Moment]:
    """Hold a moment at which the vault and what is published agree.

    A read transaction keeps the vault as it was, and an open file outlives its deletion;
    so writers need not wait for us, nor we for them.
    """
    for tried in range(1, _TRIES + 1):
        with ExitStack() as stack:
            database = stack.enter_context(closing(_connection()))
            database.execute("BEGIN")
            done, generation = _settled(database)
            made = datetime.now(UTC).isoformat(timespec="seconds")
            if vault_only:
                yield _Moment(database, made, None, 0, {})
                return
            if done and (found := _generation_files(generation, stack)) is not None:
                modified, files = found
                yield _Moment(database, made, generation, modified, files)
                return
        told("Waiting for a publication to end", tried, _TRIES)
        time.sleep(_SECONDS_BETWEEN)
    raise PublishedUnsettled(f"{settings.CABLEROOM_PUBLISHED} does not serve what the vault says")


def _connection() -> sqlite3.Connection:
    path: Path = settings.CABLEROOM_VAULT / Path(DATABASE).name
    return sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, isolation_level=None)


def _settled(database: sqlite3.Connection) -> tuple[bool, int | None]:
    """Return whether every publication is finished, and the generation of the last; begins the snapshot."""
    try:
        rows = database.execute("SELECT generation, done FROM vault_publication ORDER BY id").fetchall()
    except sqlite3.Error as exc:
        raise VaultFailed(f"the vault's database refused: {exc}") from exc
    return all(done for _, done in rows), rows[-1][0] if rows else None


def _generation_files(
    generation: int | None, stack: ExitStack
) -> tuple[int, dict[str, BufferedReader]] | None:
    """Open all files of a generation that is served; None where another is, or where it just goes away.

    Raises PublishedUnsettled: something lies there that belongs to none.
    """
    link: Path = settings.CABLEROOM_PUBLISHED / "current"
    if generation is None:
        return None if os.path.lexists(link) else (0, {})
    name = f"{generation:06d}"
    try:
        if str(link.readlink()) != name:
            return None
        folder = link.parent / name
        files = {}
        for path in sorted(path for path in folder.rglob("*") if not path.is_dir()):
            saved_as = f"published/{path.relative_to(link.parent).as_posix()}"
            if not (stat.S_ISREG(path.lstat().st_mode) and is_generation_file(saved_as)):
                # No restore would take it.
                raise PublishedUnsettled(f"{path} is no file of a generation")
            files[saved_as] = stack.enter_context(_opened(path))
        return int(folder.stat().st_mtime), files
    except FileNotFoundError:
        return None


def _small_files() -> Iterator[tuple[str, Path]]:
    toml: Path = settings.CABLEROOM_HOME / SETTINGS_FILE
    if toml.exists():
        # A machine's settings may well be linked here.
        yield SETTINGS_FILE, toml.resolve()
    yield SECRET, settings.CABLEROOM_HOME / SECRET


def _opened(path: Path) -> BufferedReader:
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")


@contextmanager
def _copy_of(database: sqlite3.Connection, told: Told) -> Iterator[BufferedReader]:
    """Give a copy of the database as the connection sees it: a file without a name, on the vault's disk."""

    def progress(_status: int, remaining: int, pages: int) -> None:
        told("Copying the vault", (pages - remaining) * page_size, pages * page_size)

    page_size = database.execute("PRAGMA page_size").fetchone()[0]
    descriptor, name = tempfile.mkstemp(dir=settings.CABLEROOM_VAULT, prefix=".backup.")
    with os.fdopen(descriptor, "rb") as file:
        try:
            with closing(sqlite3.connect(name, isolation_level=None)) as copy:
                # A journal could only save what nobody wants any more; and it needs a name.
                copy.execute("PRAGMA journal_mode=OFF")
                copy.execute("PRAGMA synchronous=OFF")
                Path(name).unlink()
                database.backup(copy, pages=_PAGES_AT_ONCE, progress=progress, sleep=0)
        except sqlite3.Error as exc:
            raise VaultFailed(f"the vault could not be copied: {exc}") from exc
        finally:
            Path(name).unlink(missing_ok=True)
        # Writers need not keep the old state for us any longer.
        database.rollback()
        yield file


def _measured(files: dict[str, BufferedReader], told: Told) -> Iterator[Member]:
    sizes = [os.fstat(file.fileno()).st_size for file in files.values()]
    done = 0
    for (name, file), size in zip(files.items(), sizes, strict=True):
        yield measured(name, file)
        done += size
        told("Measuring", done, sum(sizes))


class _Parts:
    """The tar stream as something to read from; tells how far it is."""

    def __init__(self, parts: Iterator[bytes], total: int, told: Told) -> None:
        self._parts, self._total, self._told = parts, total, told
        self._waiting = memoryview(b"")
        self._done = 0

    def read(self, size: int = -1) -> bytes:
        # A part may be empty (no padding); nothing read means the end.
        while not self._waiting and (part := next(self._parts, None)) is not None:
            self._waiting = memoryview(part)
            self._done += len(part)
            self._told("Writing", min(self._done, self._total), self._total)
        size = len(self._waiting) if size < 0 else size
        data, self._waiting = self._waiting[:size], self._waiting[size:]
        return bytes(data)


def _write(out: Path, source: _Parts, keys: Sequence[Any]) -> int:
    """Write the stream to ``out``, compressed, and encrypted where there are keys. Returns its bytes."""
    compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True, threads=-1)
    with durable.writing(out, mode=0o600) as file:
        compressed = compressor.stream_reader(source, read_size=AT_ONCE)  # type: ignore[arg-type]
        if keys:
            age.encrypt(compressed, file, keys)
        else:
            while data := compressed.read(AT_ONCE):
                file.write(data)
        # Somebody may have been quicker than we were.
        _refuse_place(out)
        return file.tell()
