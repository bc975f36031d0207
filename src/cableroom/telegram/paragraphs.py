"""Paragraphs by the sequence of their numbers.

A number at a line start begins a paragraph only where it continues the
sequence: wrapped sentences leave numbers at line starts too ("... UNSCRs 1718
and / 1737."), and so do lists inside a paragraph.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from cableroom.telegram.lines import Line, Sheet
from cableroom.telegram.model import Problem
from cableroom.telegram.portions import read_portion
from cableroom.telegram.struck import MARK

_NUMBER = re.compile(r"([0-9]{1,4}) ?(?:\.(?![0-9])|(?=\()|, ?(?=\())")
_INSIDE = re.compile(r"(?<=[.!?:\"')a-z-]) {1,4}([0-9]{1,3})\. ?(?=\()")
# In lines as long as this the telegram was unwrapped, and numbers may stand in mid-line.
_UNWRAPPED = 160
_WIDEST_GAP = 6
"""The next number after a gap: five numbers may be lost with what was struck."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: int
    line: int
    start: int
    """Of the number."""
    marking: str | None
    text: int
    """Where the text goes on."""
    set_off: bool
    """A blank line or a rule stands before it."""


@dataclass(frozen=True, slots=True)
class Numbered:
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
    problems = []
    for candidate in candidates:
        mark = _site_mark(sheet, candidate)
        if mark is not None and candidate.start not in used:
            problems.append(Problem("paragraph-mark-false", mark, candidate.text))
    return numbered, problems


def _candidates(sheet: Sheet, first: int, end: int) -> list[_Candidate]:
    found = []
    for index in range(first, end):
        line = sheet.lines[index]
        if line.text[:1].isdigit() and (number := _NUMBER.match(line.text)) is not None:
            candidate = _candidate(sheet, index, line.start, line.start + number.end(), number[1])
            if line.text[number.end() - 1] == "." or candidate.marking:
                found.append(candidate)
        if len(line.text) > _UNWRAPPED:
            for number in _INSIDE.finditer(line.text):
                start = line.start + number.start(1)
                candidate = _candidate(sheet, index, start, line.start + number.end(), number[1])
                if candidate.marking:
                    found.append(candidate)
    return found


def _candidate(sheet: Sheet, index: int, start: int, end: int, number: str) -> _Candidate:
    marking, text = read_portion(sheet.clean, end)
    before = sheet.lines[index - 1] if index else None
    set_off = before is None or not before.text or before.is_rule or sheet.lines[index].after_break
    return _Candidate(int(number), index, start, marking, text, set_off)


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
        for index in range(first, end)
        if sheet.lines[index].after_break or (marked and MARK in sheet.lines[index].text)
    ]


def _gap_explained(candidates: list[_Candidate], breaks: list[int], position: int, place: int) -> bool:
    """Tell whether a mark or a section break stands where numbers are missing."""
    begin = candidates[position].line if position >= 0 else 0
    nearest = bisect_left(breaks, begin)
    return nearest < len(breaks) and breaks[nearest] <= candidates[place].line


def _site_mark(sheet: Sheet, candidate: _Candidate) -> int | None:
    """Where the ¶ of the site stands before a number; None without one."""
    line = sheet.lines[candidate.line]
    if line.start != candidate.start:
        return None
    before = sheet.text.rfind("¶", max(0, line.start - 4), line.start)
    return before if before >= 0 else None


def text_of(sheet: Sheet, lines: list[tuple[int, Line]], start: int, end: int) -> str:
    """The lines between two offsets, with their breaks and indents; blank lines at the ends are dropped.

    lines: (index, line), without headings and rules; where one is left out a blank line takes its place.
    """
    parts: list[str] = []
    last = None
    for index, line in lines:
        if last is not None and index > last + 1:
            # A heading was left out: one blank line stays, whichever side had one.
            while parts and not parts[-1]:
                parts.pop()
            parts.append("")
        last = index
        if line.start >= start:
            words = _indent(sheet, line) + sheet.prose(line.start, min(line.end, end)) if line.text else ""
        else:
            words = sheet.prose(start, max(start, min(line.end, end))).strip()
        if words or (parts and parts[-1]):
            parts.append(words)
    return "\n".join(parts).rstrip().lstrip(" ")


def _indent(sheet: Sheet, line: Line) -> str:
    """The blanks before a line, without the one that was a site's ¶."""
    return line.indent[:-1] if sheet.text[line.start - 1 : line.start] == "¶" else line.indent
