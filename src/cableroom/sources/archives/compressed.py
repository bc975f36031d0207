"""One compressed file (gzip, bzip2, xz), or a tar within one.

Several parts one behind the other are one file, as the tools that write them
have it.  Zero bytes behind the last part are padding; others are reported.
"""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO, Final, Protocol

from cableroom.sources import limits
from cableroom.sources.archives import tars
from cableroom.sources.archives.base import Allowance, Member, Rewound
from cableroom.sources.base import SNIFF_BYTES, Readable
from cableroom.sources.errors import ArchiveDamaged

NAME = "compressed"
_READ_BYTES: Final = 64 * limits.KIB
_PIECE_BYTES: Final = limits.MIB
_DICTIONARY_BYTES: Final = 256 * limits.MIB
"""xz may ask for so much memory, which ``xz -9`` stays below."""
_SUFFIXES: Final = {".gz", ".bz2", ".xz"}


class _Engine(Protocol):
    """What bz2 and lzma give."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Gzip:
    """zlib in the shape of the others; it checks the length and the checksum at the end."""

    def __init__(self) -> None:
        self._engine = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._engine.eof

    @property
    def needs_input(self) -> bool:
        return not self._engine.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._engine.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._engine.decompress(self._engine.unconsumed_tail + data, max_length)


_ENGINES: Final[dict[bytes, Callable[[], _Engine]]] = {
    b"\x1f\x8b\x08": _Gzip,
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\0": lambda: lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_DICTIONARY_BYTES),
}


def sniff(head: bytes) -> bool:
    """Say whether ``head`` begins as gzip, bzip2 or xz does."""
    return _engine(head) is not None


def members(stream: BinaryIO, *, file: str, allowance: Allowance) -> Iterator[Member]:
    """Give the file within, by the archive's name without its suffix; or the members of the tar within."""
    unpacked = _Unpacked(stream, file=file, allowance=allowance)
    source = Rewound(unpacked)
    if tars.sniff(source.peek(SNIFF_BYTES)):
        # It reads to the end, so that a checksum there is looked at.
        yield from tars.read_tar(source, file=file, allowance=allowance)
    else:
        allowance.count()
        path = PurePath(file)
        yield Member(path.stem if path.suffix in _SUFFIXES else path.name, source)
    if unpacked.trailing:
        yield Member("", None, "trailing-bytes")


def _engine(head: bytes) -> _Engine | None:
    return next((make() for magic, make in _ENGINES.items() if head.startswith(magic)), None)


class _Unpacked:
    """The bytes that a compressed stream stands for, in pieces, as they are asked for."""

    def __init__(self, stream: Readable, *, file: str, allowance: Allowance) -> None:
        self._stream = stream
        self._file = file
        self._allowance = allowance
        self._waiting = stream.read(_READ_BYTES)
        self._engine = _engine(self._waiting)
        self.trailing = False
        """Bytes that are no part of the file came behind it; known when all is read."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, none at the end. Raises ArchiveDamaged, ArchiveOverLimit."""
        while self._engine is not None:
            if self._engine.eof:
                self._begin_next_part()
                continue
            if not self._waiting and self._engine.needs_input:
                self._waiting = self._stream.read(_READ_BYTES)
                if not self._waiting:
                    raise ArchiveDamaged(self._file, "its end is missing")
            data, self._waiting = self._waiting, b""
            try:
                piece = self._engine.decompress(data, min(size, _PIECE_BYTES))
            except (zlib.error, lzma.LZMAError, OSError, EOFError) as exc:
                raise ArchiveDamaged(self._file, "its compressed bytes are broken") from exc
            if piece:
                self._allowance.spend(len(piece))
                return piece
        return b""

    def _begin_next_part(self) -> None:
        assert self._engine is not None
        rest = self._engine.unused_data.lstrip(b"\0")
        while not rest and (more := self._stream.read(_READ_BYTES)):
            rest = more.lstrip(b"\0")
        if rest and len(rest) < _READ_BYTES:
            rest += self._stream.read(_READ_BYTES)
        self._engine = _engine(rest)
        self._waiting = rest
        self.trailing = bool(rest) and self._engine is None
