"""A stream of bytes -> the rows of a comma-separated file, with exact bytes and offsets.

The dialect of ``cables.csv`` (MySQL's OUTFILE): every field in quotes, a
backslash before quotes, backslashes and line ends inside, no header.  Doubled
quotes and bare numbers are understood too.  The standard reader is no
use here: it forgets where a row began, and one open quote lets it swallow the
rest of the file.

A broken row ends where the next one begins: at the first line start after it
that reads ``"<digits>","<date>","``, or as the dialect says.  Telegrams have no such lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cableroom.sources import limits
from cableroom.sources.base import Readable
from cableroom.sources.window import Window

ROW_START: Final = re.compile(rb'(?:\A|(?<=[\r\n]))"[0-9]{1,9}","[0-9/:. -]{0,24}","')
_ROW_START_LENGTH: Final = 48
"""More than the longest match of ROW_START, in bytes."""
_FIELDS_MOST: Final = 128
"""A row of more is no row of anything we read; without a limit it would fill the memory."""
_STOP: Final = re.compile(rb'["\\]')
_QUOTE_STOP: Final = re.compile(rb'"')
_BARE_STOP: Final = re.compile(rb'[",\r\n]')
_QUOTE, _COMMA, _BACKSLASH = b'",\\'
_LINE_ENDS: Final = b"\r\n"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written."""

    escapes: bool
    """Whether a backslash takes a quote's or a line end's meaning away; else it is a letter like others."""
    row_start: re.Pattern[bytes]
    """What stands where a row begins, at most 48 bytes of it; reading goes on there after a fault."""


OUTFILE: Final = Dialect(escapes=True, row_start=ROW_START)
"""MySQL's."""


@dataclass(frozen=True, slots=True)
class Row:
    """A whole row."""

    offset: int
    """Of its first byte in the stream."""
    raw: bytes
    """Without the line end."""
    fields: tuple[bytes, ...]
    """Between the quotes, still escaped."""


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """Bytes from a row's beginning to the next one's."""

    offset: int
    code: str
    """``row-broken``, ``row-columns``, ``quote-unclosed`` or ``field-over-limit``."""


class _Broken(Exception):
    """The row at hand cannot be read."""

    def __init__(self, code: str) -> None:
        self.code = code


def read_rows(stream: Readable, *, dialect: Dialect = OUTFILE) -> Iterator[Row | BrokenRow]:
    """Give the rows in order; empty lines are none.  One row at a time is in memory."""
    window = Window(stream)
    while window.reach(0):
        if window.bytes[0] in _LINE_ENDS:
            window.drop(1)
            continue
        offset = window.offset
        try:
            spans, end = _scan_row(window, dialect)
        except _Broken as broken:
            yield BrokenRow(offset, broken.code)
            _skip_to_next(window, dialect.row_start)
            continue
        raw = bytes(window.bytes[:end])
        window.drop(end)
        yield Row(offset, raw, tuple(raw[start:stop] for start, stop in spans))


def _scan_row(window: Window, dialect: Dialect) -> tuple[list[tuple[int, int]], int]:
    """Return where the fields of the first row in memory stand, and where the row ends."""
    spans: list[tuple[int, int]] = []
    position = 0
    while True:
        quoted = window.reach(position) and window.bytes[position] == _QUOTE
        if quoted:
            start = position + 1
            stop = _closing_quote(window, start, _STOP if dialect.escapes else _QUOTE_STOP)
            position = stop + 1
        else:
            start = position
            stop = position = _bare_end(window, start)
        spans.append((start, stop))
        if len(spans) > _FIELDS_MOST:
            raise _Broken("row-columns")
        if not window.reach(position) or window.bytes[position] in _LINE_ENDS:
            return spans, position
        if window.bytes[position] != _COMMA:
            raise _Broken("row-broken")
        position += 1


def _closing_quote(window: Window, start: int, stops: re.Pattern[bytes]) -> int:
    """Return where the field that begins at ``start`` has its closing quote."""
    position = start
    while True:
        found = stops.search(window.bytes, position)
        stop = found.start() if found else len(window.bytes)
        if stop - start > limits.FIELD:
            raise _Broken("field-over-limit")
        if found is None:
            position = stop
            if not window.reach(position):
                raise _Broken("quote-unclosed")
        elif window.bytes[stop] == _BACKSLASH or (
            window.reach(stop + 1) and window.bytes[stop + 1] == _QUOTE
        ):
            position = stop + 2
            if not window.reach(position - 1):
                raise _Broken("quote-unclosed")
        else:
            return stop


def _bare_end(window: Window, start: int) -> int:
    """Return where the unquoted field that begins at ``start`` ends."""
    position = start
    while True:
        found = _BARE_STOP.search(window.bytes, position)
        stop = found.start() if found else len(window.bytes)
        if stop - start > limits.FIELD:
            raise _Broken("field-over-limit")
        if found is None:
            position = stop
            if not window.reach(position):
                return stop
        elif window.bytes[stop] == _QUOTE:
            raise _Broken("row-broken")
        else:
            return stop


def _skip_to_next(window: Window, row_start: re.Pattern[bytes]) -> None:
    """Drop the broken row: all up to the next line start that begins a row."""
    while True:
        # From 1: never the broken row's own beginning.
        if found := row_start.search(window.bytes, 1):
            window.drop(found.start())
            return
        # A row's beginning may be cut by the end of what is in memory, so a tail stays.
        window.drop(max(0, len(window.bytes) - _ROW_START_LENGTH))
        if not window.reach(len(window.bytes)):
            window.drop(len(window.bytes))
            return
