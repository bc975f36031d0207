"""Paragraphs by the sequence of their numbers.

A number at a line start begins a paragraph only where it continues the
sequence: wrapped sentences leave numbers at line starts too ("... UNSCRs 1718
and / 1737."), and so do lists inside a paragraph.
"""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from cableroom.telegram.lines import Line, Sheet
from cableroom.telegram.model import Problem
from cableroom.telegram.portions import read_portion
from cableroom.telegram.struck import MARK

_NUMBER = re.compile(r"([0-9]{1,4}) ?(?:\.(?![0-9])|(?=\()|, ?(?=\())")
_INSIDE = re.compile(r"(?<=[.!?:\"')a-z-]) {1,4}([0-9]{1,3})\. ?(?=\()")
# In lines as long as this the telegram was unwrapped, and numbers may stand in mid-line.
_UNWRAPPED = 160
_BLANK_LINES = re.compile(r"\n\n\n+")
_WIDEST_GAP = 6
"""The next number after a gap: five numbers may be lost with what was struck."""


class _Candidate(NamedTuple):
    number: int
    line: int
    start: int
    """Of the number."""
    marking: str | None
    text: int
    """Where the text goes on."""


class Numbered(NamedTuple):
    """Where a paragraph begins."""

    number: int
    anchor: str
    marking: str | None
    line: int
    start: int
    text: int


def find_numbers(sheet: Sheet, first: int, end: int) -> tuple[list[Numbered], list[Problem]]:
    """Return where the paragraphs of ``sheet.lines[first:end]`` begin, and the false marks among them."""
    candidates = _candidates(sheet, first, end)
    chosen = _sequence(candidates, _breaks(sheet, first, end))
    anchors: dict[int, int] = {}
    numbered = []
    for candidate in chosen:
        times = anchors[candidate.number] = anchors.get(candidate.number, 0) + 1
        anchor = f"p{candidate.number}" if times == 1 else f"p{candidate.number}-{times}"
        mark = _site_mark(sheet, candidate)
        start = candidate.start if mark is None else mark
        numbered.append(
            Numbered(candidate.number, anchor, candidate.marking, candidate.line, start, candidate.text)
        )
    used = {candidate.start for candidate in chosen}
    problems = [
        Problem("paragraph-mark-false", mark, candidate.text)
        for candidate in candidates
        if candidate.start not in used and (mark := _site_mark(sheet, candidate)) is not None
    ]
    return numbered, problems


def _candidates(sheet: Sheet, first: int, end: int) -> list[_Candidate]:
    found = []
    for index, line in enumerate(sheet.lines[first:end], first):
        text = line.text
        if text[:1].isdigit() and (number := _NUMBER.match(text)) is not None:
            candidate = _candidate(sheet, index, line.start, line.start + number.end(), number[1])
            if text[number.end() - 1] == "." or candidate.marking:
                found.append(candidate)
        if len(text) > _UNWRAPPED:
            for number in _INSIDE.finditer(text):
                start = line.start + number.start(1)
                candidate = _candidate(sheet, index, start, line.start + number.end(), number[1])
                if candidate.marking:
                    found.append(candidate)
    return found


def _candidate(sheet: Sheet, index: int, start: int, end: int, number: str) -> _Candidate:
    marking, text = read_portion(sheet.clean, end)
    return _Candidate(int(number), index, start, marking, text)


def _sequence(candidates: list[_Candidate], breaks: list[int]) -> list[_Candidate]:
    """The candidates that continue the sequence, from 1 on."""
    places: dict[int, list[int]] = {}
    for index, candidate in enumerate(candidates):
        places.setdefault(candidate.number, []).append(index)
    chosen: list[_Candidate] = []
    position = -1
    last = 0
    while (place := _next_place(candidates, breaks, places, position, last)) is not None:
        position = place
        last = candidates[place].number
        chosen.append(candidates[place])
    return chosen


def _next_place(
    candidates: list[_Candidate],
    breaks: list[int],
    places: dict[int, list[int]],
    position: int,
    last: int,
) -> int | None:
    """Index of the candidate that comes next behind ``position``; None where the sequence ends."""
    following = _best(candidates, places.get(last + 1, []), position)
    repeated = _repeated(candidates, places.get(last, []), position, before=following) if last else None
    if repeated is not None:
        return repeated
    if following is not None:
        return following
    for number in range(last + 2, last + 1 + _WIDEST_GAP):
        place = _best(candidates, places.get(number, []), position)
        if place is not None and (
            candidates[place].marking is not None or _gap_explained(candidates, breaks, position, place)
        ):
            return place
    return None


def _best(candidates: list[_Candidate], places: list[int], position: int) -> int | None:
    """The first candidate behind ``position``, or the first with a portion mark where one has it."""
    start = bisect_right(places, position)
    if start == len(places):
        return None
    # A list inside a paragraph has numbers too, but no portion marks. Looking at a few is enough.
    for place in places[start : start + _WIDEST_GAP]:
        if candidates[place].marking is not None:
            return place
    return places[start]


def _repeated(
    candidates: list[_Candidate], places: list[int], position: int, *, before: int | None
) -> int | None:
    """A second paragraph of the same number: it has a portion mark and comes before the next number."""
    start = bisect_right(places, position)
    for place in places[start : start + 1]:
        if candidates[place].marking is not None and (before is None or place < before):
            return place
    return None


def _breaks(sheet: Sheet, first: int, end: int) -> list[int]:
    """Indexes of the lines behind a section break, and of those that hold a mark."""
    marked = MARK in sheet.clean
    return [
        index
        for index, line in enumerate(sheet.lines[first:end], first)
        if line.after_break or (marked and MARK in line.text)
    ]


def _gap_explained(candidates: list[_Candidate], breaks: list[int], position: int, place: int) -> bool:
    """Tell whether a mark or a section break stands where numbers are missing."""
    begin = candidates[position].line if position >= 0 else 0
    nearest = bisect_left(breaks, begin)
    return nearest < len(breaks) and breaks[nearest] <= candidates[place].line


def _site_mark(sheet: Sheet, candidate: _Candidate) -> int | None:
    """Where the ¶ of the site stands before a number; None without one."""
    before = sheet.text.rfind("¶", max(0, candidate.start - 4), candidate.start)
    return before if before >= 0 and sheet.lines[candidate.line].start == candidate.start else None


def text_of(sheet: Sheet, lines: list[Line], start: int, end: int) -> str:
    """The lines between two offsets, with their breaks and indents.

    Of blank lines that follow one another one is kept, and none at the ends.
    """
    torn = sheet.is_torn(start, end)
    parts = [
        line.indent + line.text
        if start <= line.start and line.end <= end and not torn
        else _part_of(sheet, line, start, end)
        for line in lines
    ]
    return _BLANK_LINES.sub("\n\n", "\n".join(parts)).rstrip().lstrip(" \n")


def _part_of(sheet: Sheet, line: Line, start: int, end: int) -> str:
    """What of a line stands between two offsets, closed up where furniture was glued into it."""
    if not line.text:
        return ""
    if line.start >= start:
        return line.indent + sheet.prose(line.start, min(line.end, end))
    return sheet.prose(start, max(start, min(line.end, end))).strip()
