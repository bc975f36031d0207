"""Zip archives: stored and deflated members, in the order of the directory at the end.

The directory is looked over before anything is read: how many members it
holds, how large they claim to be, whether two share bytes.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from cableroom.sources import limits
from cableroom.sources.archives.base import Allowance, Member, MemberFault
from cableroom.sources.errors import ArchiveDamaged, ArchiveOverLimit

NAME = "zip"
_MAGIC: Final = (b"PK\x03\x04", b"PK\x05\x06")
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_COMMENT_BYTES: Final = 65_535
_LOCATOR: Final = b"PK\x06\x07"
_LOCATOR_BYTES: Final = 20
_END_64_BYTES: Final = 56
_ENTRY: Final = b"PK\x01\x02"
_ENTRY_BYTES: Final = 46
_LOCAL_BYTES: Final = 30
_DIRECTORY_BYTES: Final = 256 * limits.MIB
_UNKNOWN_32: Final = 0xFFFFFFFF
# Encrypted, strongly encrypted, with a masked directory.
_ENCRYPTED: Final = 0x0001 | 0x0040 | 0x2000
_UNICODE_PATH: Final = 0x7075
# What the standard library raises on broken archives.
_FAULTS: Final = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, OverflowError)


def sniff(head: bytes) -> bool:
    """Say whether ``head`` begins with a member, or with the end of an empty archive."""
    return head.startswith(_MAGIC)


def members(stream: BinaryIO, *, file: str, allowance: Allowance) -> Iterator[Member]:
    """Give the members; a member that claims a wrong size or checksum is a fault of its own."""
    try:
        count, more = _count_entries(stream, file=file)
        allowance.count(count)
        archive = zipfile.ZipFile(stream)
    except (*_FAULTS, NotImplementedError) as exc:
        raise ArchiveDamaged(file, "its directory cannot be read") from exc
    with archive:
        entries = archive.infolist()
        _refuse_overlap(entries, end=archive.start_dir, file=file)
        allowance.expect(sum(entry.file_size for entry in entries))
        # Where two zips were put one behind the other, the directory of the last does not know the first.
        if more or min((entry.header_offset for entry in entries), default=archive.start_dir):
            yield Member("", None, "trailing-bytes")
        for entry in entries:
            if entry.is_dir():
                continue
            refused = _refused(entry)
            stream_or_none = None if refused else _Content(archive, entry, allowance)
            yield Member(entry.orig_filename, stream_or_none, refused)


def _count_entries(stream: BinaryIO, *, file: str) -> tuple[int, bool]:
    """Return how many entries the directory holds, whatever number it states; not beyond one too many.

    Also whether anything but zeros stands behind the archive's end.

    Raises ArchiveOverLimit for a directory that should not be read at all.
    """
    size = stream.seek(0, 2)
    tail_start = max(0, size - _END_BYTES - _COMMENT_BYTES - _LOCATOR_BYTES)
    stream.seek(tail_start)
    tail = stream.read()
    end = tail.rfind(_END)
    if end < 0:
        raise ArchiveDamaged(file, "its end is missing")
    length, _offset, comment = struct.unpack_from("<IIH", tail, end + 12)
    more = tail[end + _END_BYTES + comment :].strip(b"\0")
    directory_end = tail_start + end
    locator = end - _LOCATOR_BYTES
    if locator >= 0 and tail[locator:end].startswith(_LOCATOR):
        (directory_end,) = struct.unpack_from("<Q", tail, locator + 8)
        if directory_end + _END_64_BYTES > size:
            raise ArchiveDamaged(file, "its directory cannot be read")
        stream.seek(directory_end)
        (length,) = struct.unpack_from("<Q", stream.read(_END_64_BYTES), 40)
    if length > _DIRECTORY_BYTES:
        raise ArchiveOverLimit(file)
    if length > directory_end:
        raise ArchiveDamaged(file, "its directory cannot be read")
    stream.seek(directory_end - length)
    directory = stream.read(length)
    count = position = 0
    while (
        count <= limits.MEMBERS
        and directory.startswith(_ENTRY, position)
        and position + _ENTRY_BYTES <= length
    ):
        position += _ENTRY_BYTES + sum(struct.unpack_from("<HHH", directory, position + 28))
        count += 1
    return count, bool(more)


def _refuse_overlap(entries: list[zipfile.ZipInfo], *, end: int, file: str) -> None:
    """Refuse an archive in which bytes are used twice, as the densest bombs do."""
    free = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < free:
            raise ArchiveDamaged(file, "two members share bytes")
        free = entry.header_offset + _LOCAL_BYTES + entry.compress_size
    if free > end:
        raise ArchiveDamaged(file, "a member lies beyond its end")


def _refused(entry: zipfile.ZipInfo) -> str:
    """Return why a member is not read, or nothing."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "member-not-a-file"
    if entry.flag_bits & _ENCRYPTED:
        return "member-encrypted"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "member-method-unknown"
    if _has_second_name(entry):
        return "member-name-unsafe"
    return ""


def _has_second_name(entry: zipfile.ZipInfo) -> bool:
    """Say whether an extra field gives the member another name than its header."""
    extra, position = entry.extra, 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        if kind == _UNICODE_PATH:
            # One byte of version and four of checksum come before it.
            name = extra[position + 9 : position + 4 + length]
            return name != entry.orig_filename.encode("utf-8", "surrogateescape")
        position += 4 + length
    return False


class _Content:
    """A member's bytes; it is opened when the first is wanted."""

    def __init__(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, allowance: Allowance) -> None:
        self._archive = archive
        self._entry = entry
        self._left = entry.file_size
        self._allowance = allowance
        self._open: zipfile.ZipExtFile | None = None

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, none at the end. Raises MemberFault, ArchiveOverLimit."""
        try:
            if self._open is None:
                self._open = self._archive.open(self._entry)  # type: ignore[assignment]  # mode r gives this
                assert self._open is not None
            piece = self._open.read(min(size, limits.MIB))
        except _FAULTS as exc:
            raise MemberFault("member-damaged") from exc
        except (RuntimeError, NotImplementedError) as exc:
            raise MemberFault("member-method-unknown") from exc
        self._left -= len(piece)
        if not piece and self._left:
            raise MemberFault("member-damaged")
        self._allowance.spend(len(piece))
        return piece
