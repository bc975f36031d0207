"""Making an archive of a backup: built aside, looked at, and renamed into view as the last step.

    IN -> age -> zstd -> tar -> .DIR.restoring (0700) -> DIR

Whatever is wrong with IN is found before DIR exists.  A restore that was killed
leaves ``.DIR.restoring``, which is no archive; the next one clears it away.
"""

import fcntl
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Final

import zstandard

from cableroom import durable
from cableroom.private.vault import age
from cableroom.private.vault.archive import SCHEMA
from cableroom.private.vault.backup_errors import BackupDamaged, BackupPlain, BackupUnknown, IdentityMissing
from cableroom.private.vault.backup_format import DATABASE, Manifest, Told, Unpacking, silent
from cableroom.private.vault.errors import ArchiveExists, FolderNotEmpty, VaultLocked, VaultNewer
from cableroom.private.vault.room import make_sure_of_room
from cableroom.settings.private import read_settings

_ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"
_LARGEST_WINDOW: Final = 128 * 1024 * 1024
"""Bytes that a compressed stream may ask us to keep at hand; ours ask for 2 MB."""
_PIECE: Final = 4096
"""Bytes that are decompressed at a time: the most hostile of them become 128 MB."""
_WITHHELD: Final = 0o700


def restore(source: Path, home: Path, *, identity: Path | None = None, told: Told = silent) -> Manifest:
    """Make the archive that ``source`` holds at ``home``, a new or an empty folder whose parent exists.

    identity: file of the secret half of a key that the backup was encrypted to.
    Returns what the backup says of itself.  The archive is not opened.
    Raises ArchiveExists, FolderNotEmpty, RoomMissing, VaultLocked (another is at it); BackupUnknown,
    BackupDamaged, BackupPlain, IdentityMissing, IdentityInvalid, IdentityWrong, VaultNewer;
    UnknownSetting, InvalidSetting; OSError.  There is nothing at ``home`` then.
    """
    home = home.parent.resolve() / home.name if home.name else home.resolve()
    _refuse_taken(home)
    with source.open("rb") as file:
        keys = _keys(file, source, identity)
        # Nothing shrinks when it is decompressed, so this is the least; the manifest says the rest.
        size = os.fstat(file.fileno()).st_size
        make_sure_of_room((home.parent, 2 * size if keys else size))
        with _aside(home) as folder, _plain(file, keys, folder, told) as plain:
            manifest = _unpack(plain, folder, told)
            _refuse_newer(folder)
            read_settings(folder)
            folder.chmod(0o755)
            durable.move_directory(folder, home)
    return manifest


def _refuse_taken(home: Path) -> None:
    if not os.path.lexists(home):
        return
    if (home / "vault").exists():
        raise ArchiveExists(f"{home} is an archive already; nothing was changed")
    if home.is_symlink() or not home.is_dir() or any(home.iterdir()):
        raise FolderNotEmpty(f"{home} is no empty folder; nothing was changed")
    if home.is_mount():
        # It could not be renamed into place at the end.
        raise FolderNotEmpty(f"{home} is a disk of its own: name a new folder on it; nothing was changed")


def _keys(file: BufferedReader, source: Path, identity: Path | None) -> list[object]:
    """Return the secret keys to decrypt with; none where the backup is not encrypted."""
    head = file.peek(len(age.MAGIC))
    if head.startswith(age.MAGIC):
        if identity is None:
            raise IdentityMissing(f"{source} is encrypted")
        return age.identities(identity)
    if not head.startswith(_ZSTD_MAGIC):
        raise BackupUnknown(f"{source} is no backup")
    if identity is not None:
        raise BackupPlain(f"{source} is not encrypted")
    return []


@contextmanager
def _aside(home: Path) -> Iterator[Path]:
    """Give an empty folder beside ``home`` that only we can look into; whatever is there at the end goes."""
    folder = home.with_name(f".{home.name}.restoring")
    folder.mkdir(mode=_WITHHELD, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        _lock(descriptor, folder)
        folder.chmod(_WITHHELD)
        _empty(folder)
        try:
            yield folder
        finally:
            # Unless it was renamed into view.
            if _is_that(folder, descriptor):
                # Not ``remove_tree``: a kill would leave it under a name that nobody clears away.
                _empty(folder)
                durable.remove_empty(folder)
    finally:
        os.close(descriptor)


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        durable.remove_tree(left)


def _is_that(folder: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), folder.lstat())
    except FileNotFoundError:
        return False


def _lock(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as exc:
        raise VaultLocked(f"another process is restoring into {folder}") from exc
    # The one who had it may have renamed it into view since we opened it.
    if not _is_that(folder, descriptor):
        raise VaultLocked(f"another process was restoring into {folder}")


@contextmanager
def _plain(file: BufferedReader, keys: list[object], folder: Path, told: Told) -> Iterator[BufferedReader]:
    """Give the compressed stream; a decrypted one is whole and genuine before its first byte is looked at.

    It lies in a file without a name, so that no kill leaves it behind.
    """
    if not keys:
        yield file
        return
    descriptor, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(descriptor, "w+b", buffering=0) as decrypted:
        Path(name).unlink()
        age.decrypt(_Watched(file, told), decrypted, keys)
        decrypted.seek(0)
        yield BufferedReader(decrypted)


class _Watched:
    """A file that tells how far it was read."""

    def __init__(self, file: BufferedReader, told: Told) -> None:
        self._file, self._told = file, told
        self._total = os.fstat(file.fileno()).st_size

    def read(self, size: int = -1) -> bytes:
        self._told("Decrypting", self._file.tell(), self._total)
        return self._file.read(size)


class _Decompressed:
    """What a compressed file holds; unlike the library's reader, it misses an end that is not there."""

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self._frame = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW).decompressobj()
        self._waiting = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        while not self._waiting and not self._frame.eof:
            data = self._file.read(_PIECE)
            if not data:
                raise BackupDamaged("the compressed stream is cut off")
            self._waiting = memoryview(self._frame.decompress(data))
        if not self._waiting and (self._frame.unused_data or self._file.read(1)):
            raise BackupDamaged("something follows the compressed stream")
        size = len(self._waiting) if size < 0 else size
        found, self._waiting = self._waiting[:size], self._waiting[size:]
        return bytes(found)


def _unpack(plain: BufferedReader, folder: Path, told: Told) -> Manifest:
    """Write every file of the backup below ``folder``; all bytes are on the disk on return."""
    try:
        unpacking = Unpacking(_Decompressed(plain))
        manifest = unpacking.manifest
        make_sure_of_room((folder, manifest.size))
        durable.make_directory(folder / "vault", mode=_WITHHELD)
        durable.make_directory(folder / "published")
        done = 0
        for member in manifest.files:
            path = folder / member.name
            path.parent.mkdir(parents=True, exist_ok=True)
            with durable.writing(path, mode=0o600) as file:
                for data in unpacking.member(member):
                    file.write(data)
                    done += len(data)
                    told("Unpacking", done, manifest.size)
        unpacking.end()
    except zstandard.ZstdError as exc:
        raise BackupDamaged("the compressed stream was cut or changed") from exc
    if manifest.generation is not None:
        name = f"{manifest.generation:06d}"
        durable.settle_tree(folder / "published" / name, modified=manifest.modified)
        durable.point_link(folder / "published" / "current", name)
    toml = folder / "cableroom.toml"
    if toml.exists():
        toml.chmod(0o644)
    durable.sync_tree(folder)
    return manifest


def _refuse_newer(folder: Path) -> None:
    path = folder / DATABASE
    try:
        # immutable: no file is made beside it before it is in its place.
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            schema = database.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as exc:
        raise BackupDamaged(f"{DATABASE} is no database") from exc
    # An empty file is a database to SQLite, too.
    if not schema:
        raise BackupDamaged(f"{DATABASE} is no vault")
    if schema > SCHEMA:
        raise VaultNewer(f"the backup has schema {schema}; this cableroom knows up to {SCHEMA}")
