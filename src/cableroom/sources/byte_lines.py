"""A stream of bytes -> its lines, with exact bytes and offsets.  One line at a time is in memory."""

from collections.abc import Iterator
from dataclasses import dataclass

from cableroom.sources.base import Readable
from cableroom.sources.window import Window


@dataclass(frozen=True, slots=True)
class ByteLine:
    """A line, or what stands for one that is too long."""

    offset: int
    """Of its first byte in the stream."""
    raw: bytes | None
    """With its line feed, if it has one; None where it is longer than was asked for."""


def read_lines(stream: Readable, *, longest: int) -> Iterator[ByteLine]:
    """Give the lines in order, cut behind each line feed.

    longest: bytes, without the line feed; of a longer line no more is ever held.
    """
    window = Window(stream)
    while window.reach(0):
        offset = window.offset
        end = _line_end(window, longest)
        if end is None:
            _skip_line(window)
            yield ByteLine(offset, None)
        else:
            raw = bytes(window.bytes[:end])
            window.drop(end)
            yield ByteLine(offset, raw)


def _line_end(window: Window, longest: int) -> int | None:
    """Return where the line feed is behind us, or the stream; None for a line that is too long."""
    position = 0
    while (found := window.bytes.find(b"\n", position)) < 0:
        position = len(window.bytes)
        if position > longest:
            return None
        if not window.reach(position):
            return position
    return found + 1 if found <= longest else None


def _skip_line(window: Window) -> None:
    while (found := window.bytes.find(b"\n")) < 0:
        window.drop(len(window.bytes))
        if not window.reach(0):
            return
    window.drop(found + 1)
