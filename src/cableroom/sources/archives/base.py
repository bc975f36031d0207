"""What an archive gives: its members, one after the other, and how much of them we take.

bytes of an archive -> Member.  An archive format is a module in this folder
with ``NAME``, ``sniff()`` and ``members()``, and one line in ``ARCHIVES``.
Nothing is ever unpacked to a disk: a member's bytes go through memory, piece by piece.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from cableroom.errors import CableroomError
from cableroom.sources import limits
from cableroom.sources.base import Readable
from cableroom.sources.errors import ArchiveDamaged, ArchiveOverLimit


class MemberFault(CableroomError):
    """One member cannot be read; the others can.  ``code`` is one of ``REJECTIONS``."""

    def __init__(self, code: str) -> None:
        super().__init__("a member of an archive cannot be read")
        self.code = code


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; its stream is good until the next member is asked for."""

    name: str
    """As the archive has it; empty for what belongs to no member."""
    stream: Readable | None
    """None where ``refused`` says why."""
    refused: str = ""
    """A code of ``REJECTIONS``."""


class Allowance:
    """How much more of one archive is taken: members, and bytes as they come out, whatever it claims."""

    def __init__(self, file: str, *, packed: int) -> None:
        """packed: bytes of the archive itself."""
        self._file = file
        self._members = limits.MEMBERS
        self._bytes = min(limits.UNPACKED, max(limits.RATIO * packed, limits.UNPACKED_ALWAYS))

    def count(self, members: int = 1) -> None:
        """Take ``members`` more. Raises ArchiveOverLimit."""
        self._members -= members
        if self._members < 0:
            raise ArchiveOverLimit(self._file)

    def spend(self, unpacked: int) -> None:
        """Take ``unpacked`` bytes more. Raises ArchiveOverLimit."""
        self.expect(unpacked)
        self._bytes -= unpacked

    def expect(self, unpacked: int) -> None:
        """Raise ArchiveOverLimit now where ``unpacked`` bytes more would be too many."""
        if unpacked > self._bytes:
            raise ArchiveOverLimit(self._file)


class ArchiveFormat(Protocol):
    """A module of this folder."""

    NAME: str

    def sniff(self, head: bytes) -> bool:
        """Say whether a file beginning with ``head`` is such an archive."""

    def members(self, stream: BinaryIO, *, file: str, allowance: Allowance) -> Iterator[Member]:
        """Give the members in the archive's order, folders left out.

        Raises ArchiveDamaged, ArchiveOverLimit and the other archive errors of ``sources.errors``.
        """


class Names:
    """The names met so far; two that a file system could take for one are not both read."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def fault(self, name: str) -> str:
        """Return the code of what is wrong with ``name``, or nothing; it counts as met from now on."""
        parts = name.replace("\\", "/").split("/")
        absolute = not parts[0] or parts[0][1:2] == ":"
        if absolute or ".." in parts or "\0" in name or len(name) > limits.MEMBER_NAME:
            return "member-name-unsafe"
        plain = "/".join(part for part in parts if part not in {"", "."})
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", plain).casefold())
        if folded in self._taken:
            return "member-name-taken"
        self._taken.add(folded)
        return ""


class Slice:
    """The next ``size`` bytes of a stream."""

    def __init__(self, source: Readable, size: int, *, file: str) -> None:
        self._source = source
        self._left = size
        self._file = file

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, none at the end. Raises ArchiveDamaged: the source ended before."""
        if not self._left:
            return b""
        piece = self._source.read(min(size, self._left))
        if not piece:
            raise ArchiveDamaged(self._file, "it ends inside a member")
        self._left -= len(piece)
        return piece

    def skip(self) -> None:
        """Go to the end."""
        while self.read(limits.MIB):
            pass


class Rewound:
    """A stream whose beginning can be looked at before it is read."""

    def __init__(self, source: Readable) -> None:
        self._source = source
        self._head = b""
        self._failed: CableroomError | None = None

    def peek(self, size: int) -> bytes:
        """Return the first bytes, at most ``size``; once, and before the first ``read``."""
        try:
            while len(self._head) < size and (piece := self._source.read(size - len(self._head))):
                self._head += piece
        except CableroomError as exc:
            # What came before the fault is still good; it is met again when reading gets there.
            self._failed = exc
        if not self._head and self._failed:
            raise self._failed
        return self._head

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes, none at the end."""
        if self._head:
            piece, self._head = self._head[:size], self._head[size:]
            return piece
        if self._failed:
            raise self._failed
        return self._source.read(size)
