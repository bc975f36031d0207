"""The inside of a backup: a tar stream in which nothing is left open.

    backup.json              the manifest: what follows, in this order, with lengths and SHA-256
    cableroom.toml           where there is one
    vault/secret
    vault/vault.sqlite3
    published/000042/...     the generation that was served; none where nothing was published

``tar`` can list and unpack it.  We ourselves believe none of its headers: from
the manifest follows what each header must be, to the byte, so that there is no
place for a member, a path, a link or an owner that the manifest does not name.
"""

import hashlib
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BufferedIOBase
from typing import Any, Final

from cableroom.private.vault.age import Readable
from cableroom.private.vault.archive import DATABASE_NAME, SECRET_BYTES
from cableroom.private.vault.backup_errors import BackupDamaged, BackupUnknown
from cableroom.settings.private import SETTINGS_FILE

FORMAT: Final = 1
MANIFEST: Final = "backup.json"
SECRET: Final = "vault/secret"  # noqa: S105 - where it lies, not what it says
DATABASE: Final = f"vault/{DATABASE_NAME}"
AT_ONCE: Final = 1024 * 1024
"""Bytes that are held at a time."""

Told = Callable[[str, int, int], None]
"""Is told a step, and how many bytes of how many are done."""

_LARGEST_MANIFEST: Final = 16 * 1024 * 1024
_BLOCK: Final = tarfile.BLOCKSIZE
_END: Final = bytes(2 * _BLOCK)
_GENERATION_FILE: Final = re.compile(r"published/[0-9]{6,}/[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+){0,3}")
_LATEST: Final = 1 << 40
"""Seconds since 1970, or before it, that any system takes for a file's time."""


def silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a backup."""

    name: str
    """Path below the archive's folder, with ``/``."""
    size: int
    """Bytes."""
    sha256: str
    """Hex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds."""

    made: str
    """UTC, ISO 8601: the moment whose commits are in it."""
    version: str
    """Of the cableroom that made it."""
    generation: int | None
    """The one that was served."""
    modified: int
    """Seconds since 1970, UTC: the modification time of all files of the generation.

    Less than nothing for one that was released with a date before.
    """
    files: tuple[Member, ...]

    @property
    def size(self) -> int:
        """Return the bytes of all files."""
        return sum(member.size for member in self.files)


def measured(name: str, file: BufferedIOBase) -> Member:
    """Return ``file``, read from its beginning, as the member ``name``."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256")
    return Member(name, file.seek(0, os.SEEK_END), digest.hexdigest())


def is_generation_file(name: str) -> bool:
    """Whether a backup can hold, among what is published, a file of this name: a path below the archive.

    A longer one would need a second header.
    """
    parts_are_names = not {".", ".."} & set(name.split("/"))
    return bool(_GENERATION_FILE.fullmatch(name)) and parts_are_names and len(name) <= tarfile.LENGTH_NAME


def packed(manifest: Manifest, files: Sequence[BufferedIOBase]) -> Iterator[bytes]:
    """Give the tar stream in parts; files: those of the manifest, in its order.

    Raises BackupDamaged: a file is not as long as it was when it was measured.
    """
    said = _as_bytes(manifest)
    yield _header(MANIFEST, len(said)) + said + _padding(len(said))
    for member, file in zip(manifest.files, files, strict=True):
        yield _header(member.name, member.size)
        file.seek(0)
        left = member.size
        while left and (data := file.read(min(left, AT_ONCE))):
            left -= len(data)
            yield data
        if left:
            raise BackupDamaged(f"{member.name} became shorter while it was saved")
        yield _padding(member.size)
    yield _END


class Unpacking:
    """A tar stream that is read member by member, in the manifest's order, to its very end."""

    def __init__(self, stream: Readable) -> None:
        """Read the manifest. Raises BackupUnknown, BackupDamaged."""
        self._stream = stream
        head = self._exactly(_BLOCK)
        try:
            size = tarfile.TarInfo.frombuf(head, "utf-8", "strict").size
        except (tarfile.HeaderError, UnicodeDecodeError) as exc:
            raise BackupUnknown("the file does not begin as a backup does") from exc
        if not 0 < size <= _LARGEST_MANIFEST or head != _header(MANIFEST, size):
            raise BackupUnknown("the file does not begin as a backup does")
        self.manifest: Final = _manifest(self._exactly(size))
        self._skip_padding(size)

    def member(self, member: Member) -> Iterator[bytes]:
        """Give the bytes of the next member in parts. Raises BackupDamaged, at the latest at its end."""
        if self._exactly(_BLOCK) != _header(member.name, member.size):
            raise BackupDamaged(f"{member.name} is not where the manifest has it")
        digest, left = hashlib.sha256(), member.size
        while left:
            data = self._exactly(min(left, AT_ONCE))
            left -= len(data)
            digest.update(data)
            yield data
        self._skip_padding(member.size)
        if digest.hexdigest() != member.sha256:
            raise BackupDamaged(f"{member.name} does not have the bytes that were saved")

    def end(self) -> None:
        """Raise BackupDamaged unless this is the end of everything."""
        if self._exactly(len(_END)) != _END or self._stream.read(1):
            raise BackupDamaged("something follows that the manifest does not name")

    def _exactly(self, size: int) -> bytes:
        parts, left = [], size
        while left:
            data = self._stream.read(left)
            if not data:
                raise BackupDamaged("the stream is cut off")
            parts.append(data)
            left -= len(data)
        return b"".join(parts)

    def _skip_padding(self, size: int) -> None:
        padding = _padding(size)
        if self._exactly(len(padding)) != padding:
            raise BackupDamaged("something stands between its files")


def _header(name: str, size: int) -> bytes:
    """Return the one header that a file of this name and size has in a backup."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    # GNU's way with numbers holds files of more than 8 GB without a second header.
    return info.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict")


def _padding(size: int) -> bytes:
    return bytes(-size % _BLOCK)


def _as_bytes(manifest: Manifest) -> bytes:
    document = {"format": FORMAT, **asdict(manifest)}
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()


def _manifest(data: bytes) -> Manifest:
    try:
        document = json.loads(data)
        if document["format"] != FORMAT:
            raise BackupUnknown("the file has another format than this cableroom writes")
        manifest = _from_document(document)
    except (ValueError, OverflowError, KeyError, TypeError, RecursionError) as exc:
        raise BackupDamaged(f"{MANIFEST} is no manifest") from exc
    # One form only: no second spelling, no key that nobody reads.
    if _as_bytes(manifest) != data:
        raise BackupDamaged(f"{MANIFEST} is not in its canonical form")
    return manifest


def _from_document(document: dict[str, Any]) -> Manifest:
    """Return the manifest that a document states. Raises ValueError where a backup cannot have it."""
    files = tuple(Member(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in document["files"])
    number, modified = document["generation"], int(document["modified"])
    of_generation = "" if number is None else f"published/{int(number):06d}/"
    sizes = {member.name: member.size for member in files}
    if len(sizes) != len(files) or min(sizes.values(), default=-1) < 0 or abs(modified) > _LATEST:
        raise ValueError("a name comes twice, or a number cannot be")
    # It is shown to people, and in their terminals.
    if datetime.fromisoformat(document["made"]).isoformat(timespec="seconds") != document["made"]:
        raise ValueError("no time in its one form")
    if sizes.get(SECRET) != SECRET_BYTES or DATABASE not in sizes:
        raise ValueError("no vault")
    for name in sizes.keys() - {SETTINGS_FILE, SECRET, DATABASE}:
        if not (of_generation and name.startswith(of_generation) and is_generation_file(name)):
            raise ValueError("a file that no backup holds")
    return Manifest(
        made=str(document["made"]),
        version=str(document["version"]),
        generation=None if number is None else int(number),
        modified=modified,
        files=files,
    )
