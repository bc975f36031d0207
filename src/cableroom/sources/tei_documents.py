"""A TEI volume of bytes -> the documents in it, each with its exact bytes.

The volume is never parsed whole: its ``<div type="document">`` elements are cut out by their marks, so
that one broken document costs one record, and no more than one is in memory.  Comments, CDATA sections
and instructions are stepped over.  Documents do not lie in one another.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cableroom.sources import limits
from cableroom.sources.base import Readable

_MARK: Final = re.compile(rb"<!--|<!\[CDATA\[|<\?|</?div(?=[ \t\r\n/>])|</TEI(?=[ \t\r\n>])")
_ENDS: Final = {b"<!--": b"-->", b"<![CDATA[": b"]]>", b"<?": b"?>"}
_LONGEST_MARK: Final = len(b"<![CDATA[")
_TAG_END: Final = re.compile(rb"[<>]")
_DOCUMENT: Final = re.compile(rb"<div[^<>]*\btype[ \t\r\n]*=[ \t\r\n]*[\"']document[\"']")
_ROOT: Final = re.compile(rb"<TEI[^<>]*\bxml:id[ \t\r\n]*=[ \t\r\n]*[\"']([A-Za-z0-9_.-]{1,64})[\"']")
_LONE: Final = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n]*<div[ \t\r\n]")
"""A document without its volume."""
_NUMBER: Final = re.compile(rb"<idno type=[\"']frus[\"']>[ \t\r\n]*([A-Za-z0-9_.-]{1,64})")
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a volume, from ``<div`` to ``</div>``."""

    offset: int
    raw: bytes
    volume: str | None
    """``frus1969-76v36``; None where what was read does not say it."""


@dataclass(frozen=True, slots=True)
class BrokenDocument:
    """A document that has no end or is too long, or a volume that breaks off."""

    offset: int
    code: str


class _Window:
    """The part of the stream in memory: from the document at hand, or from where no mark was found yet."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.bytes = bytearray()
        self.offset = 0
        """Of the first byte in memory."""
        self.position = 0
        """Where the next mark is sought."""

    def more(self) -> bool:
        """Read on; False at the stream's end."""
        piece = self._stream.read(_CHUNK)
        self.bytes += piece
        return bool(piece)

    def drop(self, count: int) -> None:
        del self.bytes[:count]
        self.offset += count
        self.position = max(0, self.position - count)

    def next_mark(self) -> bytes | None:
        """Return the next whole mark, ``position`` behind it; None at the end of what can be told apart."""
        while True:
            found = _MARK.search(self.bytes, self.position)
            if found is None:
                # A mark may be cut by the end of what is in memory.
                self.position = max(self.position, len(self.bytes) - _LONGEST_MARK)
                return b"" if self.more() else None
            kind, start, inside = found[0], found.start(), found.end()
            if kind in _ENDS:
                if not self._pass(_ENDS[kind], inside):
                    return None
            elif end := self._tag_end(inside):
                self.position = end
                return bytes(self.bytes[start:end])
            else:
                self.position = inside

    def _pass(self, end: bytes, start: int) -> bool:
        """Go behind ``end``; False where it does not come within the length of a document."""
        while (found := self.bytes.find(end, start)) < 0:
            start = max(start, len(self.bytes) - len(end) + 1)
            if start - self.position > limits.PAGE or not self.more():
                return False
        self.position = found + len(end)
        return True

    def _tag_end(self, inside: int) -> int:
        """Return where the tag ends whose name ends at ``inside``; 0 where another begins before that."""
        while True:
            found = _TAG_END.search(self.bytes, inside)
            if found:
                return found.end() if found[0] == b">" else 0
            inside = len(self.bytes)
            if not self.more():
                return 0


def read_documents(stream: Readable) -> Iterator[Document | BrokenDocument]:
    """Give the documents in order; last, where the volume has no end mark, that it breaks off."""
    window = _Window(stream)
    window.more()
    volume = _volume(bytes(window.bytes))
    whole = bool(_LONE.match(window.bytes))
    depth = 0  # of elements of this name, in the document at hand; 0: outside
    while (mark := window.next_mark()) is not None:
        begins = bool(_DOCUMENT.match(mark))
        if depth and (begins or window.position > limits.PAGE):
            yield BrokenDocument(window.offset, "document-broken" if begins else "page-over-limit")
            depth = 0
        if not depth:
            # Nothing before the mark is wanted any more.
            window.drop(window.position - len(mark))
        whole = whole or mark.startswith(b"</TEI")
        if depth or begins:
            depth += _step(mark)
            if not depth:
                yield Document(window.offset, bytes(window.bytes[: window.position]), volume)
                window.drop(window.position)
    if depth:
        yield BrokenDocument(window.offset, "document-broken")
    if not whole:
        yield BrokenDocument(window.offset + len(window.bytes), "volume-truncated")


def _step(mark: bytes) -> int:
    """Return how much deeper a mark leads."""
    if mark.startswith(b"</div"):
        return -1
    return 1 if mark.startswith(b"<div") and not mark.endswith(b"/>") else 0


def _volume(head: bytes) -> str | None:
    found = _ROOT.search(head) or _NUMBER.search(head)
    return found[1].decode("ascii") if found else None
