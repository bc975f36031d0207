"""7z archives, by the library py7zr (LGPL, an extra: ``pip install 'cableroom[sevenzip]'``).

Only its reader of the directory and its chain of decompressors are used: its
own extraction writes files, and holds all compressed bytes of a block in
memory.  A block of many members is unpacked once, from front to back.
"""

import binascii
import lzma
import stat
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final

from cableroom.sources import limits
from cableroom.sources.archives.base import Allowance, Member, MemberFault, Slice
from cableroom.sources.base import Readable
from cableroom.sources.errors import ArchiveDamaged, ArchiveEncrypted, ArchiveMethodUnknown, SevenZipMissing

if TYPE_CHECKING:
    from py7zr import SevenZipFile
    from py7zr.compressor import SevenZipDecompressor

NAME = "7z"
_MAGIC: Final = b"7z\xbc\xaf\x27\x1c"
_METHODS: Final = frozenset({"LZMA", "LZMA2", "LZMA*", "BZip2", "COPY", "Delta", "delta", "BCJ", "BCJ(x86)"})
"""Those whose decompressors can be told how much to give at once."""
# Of a Unix mode: not stated, a file, a folder.
_KINDS: Final = frozenset({None, 0, stat.S_IFREG, stat.S_IFDIR})
_READ_BYTES: Final = 64 * limits.KIB
_PIECE_BYTES: Final = 4 * limits.MIB


def sniff(head: bytes) -> bool:
    """Say whether ``head`` begins as 7z does."""
    return head.startswith(_MAGIC)


def members(stream: BinaryIO, *, file: str, allowance: Allowance) -> Iterator[Member]:
    """Give the members. Raises SevenZipMissing where the extra is not installed, and the archive errors."""
    archive = _open(stream, file=file)
    entries = archive.files
    allowance.count(len(entries))
    allowance.expect(sum(entry.uncompressed for entry in entries))
    blocks = _blocks(archive, stream, file=file, allowance=allowance)
    block: Readable | None = None
    block_of: object = None
    for entry in entries:
        if entry.folder is not None and entry.folder is not block_of:
            block_of, block = entry.folder, next(blocks)
        # Every member of a block is passed over, read or not.
        content = Slice(block or _Nothing(), entry.uncompressed, file=file)
        checked = _Checked(content, entry.crc32)
        if entry.is_junction or entry.st_fmt not in _KINDS:
            yield Member(entry.filename, None, "member-not-a-file")
        elif not entry.is_directory:
            yield Member(entry.filename, checked)
        content.skip()


def _open(stream: BinaryIO, *, file: str) -> "SevenZipFile":
    try:
        import py7zr  # noqa: PLC0415 - an extra
        from py7zr.exceptions import PasswordRequired  # noqa: PLC0415
    except ImportError as exc:
        raise SevenZipMissing(file) from exc
    try:
        archive = py7zr.SevenZipFile(stream)
        methods = set(archive.archiveinfo().method_names)
    except PasswordRequired as exc:
        raise ArchiveEncrypted(file) from exc
    except Exception as exc:  # the library lets many kinds out of a broken directory
        raise ArchiveDamaged(file, "its directory cannot be read") from exc
    if archive.needs_password():
        raise ArchiveEncrypted(file)
    if not methods <= _METHODS:
        raise ArchiveMethodUnknown(file)
    return archive


def _blocks(
    archive: "SevenZipFile", stream: BinaryIO, *, file: str, allowance: Allowance
) -> Iterator["_Block"]:
    """Give the compressed blocks in their order, each ready to be unpacked."""
    streams = archive.header.main_streams
    start = archive.afterheader
    packed = streams.packinfo.packpositions
    for number, folder in enumerate(streams.unpackinfo.folders):
        stream.seek(start + packed[number])
        size = packed[number + 1] - packed[number]
        yield _Block(stream, folder.get_decompressor(size), file=file, allowance=allowance)


class _Nothing:
    """What members without bytes are read from."""

    def read(self, _size: int, /) -> bytes:
        return b""


class _Block:
    """The unpacked bytes of one block."""

    def __init__(
        self, stream: BinaryIO, engine: "SevenZipDecompressor", *, file: str, allowance: Allowance
    ) -> None:
        self._stream = stream
        self._engine = engine
        self._file = file
        self._allowance = allowance
        self._ready = b""
        self._position = 0
        self._reads = 0

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, none at the end."""
        if self._position == len(self._ready):
            self._ready, self._position = self._unpack(), 0
        piece = self._ready[self._position : self._position + size]
        self._position += len(piece)
        return piece

    def _unpack(self) -> bytes:
        while True:
            source = _Sips(self._stream)
            try:
                piece = bytes(self._engine.decompress(source, _PIECE_BYTES))
            except (lzma.LZMAError, EOFError, OSError, ValueError) as exc:
                raise ArchiveDamaged(self._file, "its compressed bytes are broken") from exc
            if piece or not source.gave:
                self._allowance.spend(len(piece))
                return piece


class _Sips:
    """A file that is read in small pieces, whatever is asked for.

    The library fetches a whole megabyte for each small member, and keeps it.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.gave = False

    def read(self, size: int) -> bytes:
        piece = self._stream.read(min(size, _READ_BYTES))
        self.gave = self.gave or bool(piece)
        return piece


class _Checked:
    """A member's bytes; at their end its checksum is compared."""

    def __init__(self, content: Slice, checksum: int | None) -> None:
        self._content = content
        self._stated = checksum
        self._sum = 0

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, none at the end. Raises MemberFault: they are not those stated."""
        piece = self._content.read(size)
        self._sum = binascii.crc32(piece, self._sum)
        if not piece and self._stated is not None and self._sum != self._stated:
            raise MemberFault("member-damaged")
        return piece
