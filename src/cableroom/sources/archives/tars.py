"""Tar archives, read from front to back.

Our own reader of the headers, because the standard library's believes the
sizes of extended headers and keeps every member in memory.
Source: POSIX.1-2017, pax, "ustar Interchange Format" and "pax Header Block";
the GNU tar manual for long names (L) and for sizes in base 256.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from cableroom.sources import limits
from cableroom.sources.archives.base import Allowance, Member, Slice
from cableroom.sources.base import Readable
from cableroom.sources.errors import ArchiveDamaged

NAME = "tar"
_BLOCK: Final = 512
_CHECKSUM: Final = slice(148, 156)
_FILES: Final = frozenset(b"0\07")
_FOLDER, _LONG_NAME, _LONG_LINK, _EXTENDED, _EXTENDED_ALL = b"5LKxg"
_EXTENDED_BYTES: Final = limits.MIB
"""Of one extended header; a name and a size need far less."""


class _Broken(Exception):
    """The header at hand cannot be read."""


def sniff(head: bytes) -> bool:
    """Say whether ``head`` begins with a header whose checksum is right; there is no other sure sign."""
    return len(head) >= _BLOCK and _is_header(head[:_BLOCK])


def members(stream: BinaryIO, *, file: str, allowance: Allowance) -> Iterator[Member]:
    """Give the members of a tar that is not compressed."""
    return read_tar(stream, file=file, allowance=allowance, counted=False)


def read_tar(stream: Readable, *, file: str, allowance: Allowance, counted: bool = True) -> Iterator[Member]:
    """Give the members of the tar in ``stream``, unpacked already, and read it to its very end.

    Behind the archive's own end there may be zeros; anything else, such as a second tar, is reported.
    counted: the stream itself spends the allowance as it unpacks.
    """
    said: dict[str, str] = {}
    try:
        while (header := _header(stream)) is not None:
            allowance.count()
            kind = header[156]
            size = _number(header[124:136])
            if kind in (_LONG_NAME, _LONG_LINK, _EXTENDED, _EXTENDED_ALL):
                said |= _extended(kind, _padded(stream, size))
                continue
            if "size" in said:
                size = _decimal(said["size"])
            if not counted:
                allowance.spend(size)
            content = Slice(stream, size, file=file)
            name = said.get("path") or _own_name(header)
            if kind in _FILES and "GNU.sparse" not in said:
                # Before POSIX a folder was a file whose name ends in a slash.
                if not name.endswith("/"):
                    yield Member(name, content)
            elif kind != _FOLDER:
                yield Member(name, None, "member-not-a-file")
            said = {}
            content.skip()
            _exactly(stream, -size % _BLOCK)
        if _has_more(stream):
            yield Member("", None, "trailing-bytes")
    except _Broken as exc:
        raise ArchiveDamaged(file, str(exc)) from exc


def _has_more(stream: Readable) -> bool:
    """Read the rest, and say whether it is more than zeros."""
    found = False
    while piece := stream.read(limits.MIB):
        found = found or bool(piece.strip(b"\0"))
    return found


def _header(stream: Readable) -> bytes | None:
    """Return the next header, or None at the block of zeros that ends the archive."""
    header = _exactly(stream, _BLOCK)
    if header == bytes(_BLOCK):
        return None
    if not _is_header(header):
        raise _Broken("a header is broken")
    return header


def _is_header(block: bytes) -> bool:
    try:
        stated = _number(block[_CHECKSUM])
    except _Broken:
        return False
    # The field counts as blanks; zeros alone, whose sum is that of the blanks, state nothing.
    return stated != 0 and stated == sum(block) - sum(block[_CHECKSUM]) + 8 * ord(" ")


def _exactly(stream: Readable, size: int) -> bytes:
    taken = b""
    while len(taken) < size:
        piece = stream.read(size - len(taken))
        if not piece:
            raise _Broken("its end is missing")
        taken += piece
    return taken


def _padded(stream: Readable, size: int) -> bytes:
    """Return an extended header's content, and pass over what fills its last block."""
    if size > _EXTENDED_BYTES:
        raise _Broken("an extended header is too long")
    return _exactly(stream, size + -size % _BLOCK)[:size]


def _number(field: bytes) -> int:
    """Return a number in octal digits, or in base 256 where the first bit is set."""
    if field[0] == 0x80:  # noqa: PLR2004 - the marker itself
        return int.from_bytes(field[1:], "big")
    digits = field.partition(b"\0")[0].strip(b" ")
    if digits.strip(b"01234567"):
        raise _Broken("a header has no number where one should be")
    return int(digits or b"0", 8)


def _decimal(words: str) -> int:
    if not (words.isascii() and words.isdigit() and len(words) < 20):  # noqa: PLR2004 - 64 bits have 19
        raise _Broken("an extended header has no number where one should be")
    return int(words)


def _own_name(header: bytes) -> str:
    name = header[:100].partition(b"\0")[0]
    # GNU's older form has other things in the place of the prefix.
    prefix = header[345:500].partition(b"\0")[0] if header[257:263] == b"ustar\0" else b""
    return _text(prefix + b"/" + name if prefix else name)


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")


def _extended(kind: int, content: bytes) -> dict[str, str]:
    """Return what the header says of the member behind it: ``path``, ``size``, ``GNU.sparse``."""
    if kind == _LONG_NAME:
        return {"path": _text(content.rstrip(b"\0"))}
    said: dict[str, str] = {}
    position = 0
    while kind == _EXTENDED and position < len(content):
        length = _decimal(_text(content[position : position + 20].partition(b" ")[0]))
        record = content[position : position + length]
        key, equals, value = record.partition(b" ")[2].removesuffix(b"\n").partition(b"=")
        if not equals or len(record) != length:
            raise _Broken("an extended header is broken")
        if key in (b"path", b"size"):
            said[_text(key)] = _text(value)
        elif key.startswith(b"GNU.sparse."):
            said["GNU.sparse"] = "1"
        position += length
    return said
