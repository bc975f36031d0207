"""Paragraphs: where each begins, its anchor, and the text of its lines."""

import re
from typing import NamedTuple

from cableroom.telegram.lines import Line, Sheet
from cableroom.telegram.model import Problem, Span
from cableroom.telegram.paragraph_numbers import Candidate, find_candidates
from cableroom.telegram.sequence import chain
from cableroom.telegram.struck import MARK

_BLANK_LINES = re.compile(r"\n\n\n+")


class Numbered(NamedTuple):
    """Where a paragraph begins."""

    number: int
    anchor: str
    marking: str | None
    line: int
    start: int
    text: int


def find_numbers(
    sheet: Sheet, first: int, end: int, enclosures: list[Span]
) -> tuple[list[Numbered], list[Problem]]:
    """Return where the paragraphs of ``sheet.lines[first:end]`` begin, and the false marks among them."""
    candidates = find_candidates(sheet, first, end)
    chosen = chain(candidates, _breaks(sheet, first, end), enclosures)
    marked = "¶" in sheet.text
    anchors: dict[int, int] = {}
    numbered = []
    for candidate in chosen:
        times = anchors[candidate.number] = anchors.get(candidate.number, 0) + 1
        anchor = f"p{candidate.number}" if times == 1 else f"p{candidate.number}-{times}"
        mark = _site_mark(sheet, candidate) if marked else None
        start = candidate.start if mark is None else mark
        numbered.append(
            Numbered(candidate.number, anchor, candidate.marking, candidate.line, start, candidate.text)
        )
    return numbered, _false_marks(sheet, candidates, chosen) if marked else []


def _false_marks(sheet: Sheet, candidates: list[Candidate], chosen: list[Candidate]) -> list[Problem]:
    """The ¶ of a site that stand before numbers that begin no paragraph."""
    used = {candidate.start for candidate in chosen}
    return [
        Problem("paragraph-mark-false", mark, candidate.text)
        for candidate in candidates
        if candidate.start not in used and (mark := _site_mark(sheet, candidate)) is not None
    ]


def _breaks(sheet: Sheet, first: int, end: int) -> list[int]:
    """Indexes of the lines behind a section break, and of those that hold a mark."""
    breaks = [index for index in sheet.breaks if first <= index < end]
    if MARK not in sheet.clean:
        return breaks
    struck = (index for index, line in enumerate(sheet.lines[first:end], first) if MARK in line.text)
    return sorted({*breaks, *struck})


def _site_mark(sheet: Sheet, candidate: Candidate) -> int | None:
    """Where the ¶ of the site stands before a number; None without one."""
    before = sheet.text.rfind("¶", max(0, candidate.start - 4), candidate.start)
    return before if before >= 0 and sheet.lines[candidate.line].start == candidate.start else None


def text_of(sheet: Sheet, lines: list[Line], start: int, end: int, torn: set[int]) -> str:
    """The lines between two offsets, with their breaks and indents.

    Of blank lines that follow one another one is kept, and none at the ends.

    torn: starts of the lines into which furniture was glued.
    """
    parts = [line.indent + line.text if line.indent else line.text for line in lines]
    # Only those at both ends can be cut.
    for place, line in enumerate(lines):
        if line.start >= start:
            break
        parts[place] = _part_of(sheet, line, start, end, torn=False)
    if lines and lines[-1].end > end:
        parts[-1] = _part_of(sheet, lines[-1], start, end, torn=False)
    if torn:
        for place, line in enumerate(lines):
            if line.start in torn:
                parts[place] = _part_of(sheet, line, start, end, torn=True)
    text = "\n".join(parts).rstrip().lstrip(" \n")
    # The pattern is slow, and most paragraphs have no two blank lines.
    return _BLANK_LINES.sub("\n\n", text) if "\n\n\n" in text else text


def _part_of(sheet: Sheet, line: Line, start: int, end: int, *, torn: bool) -> str:
    """What of a line stands between two offsets, closed up where furniture was glued into it."""
    if not line.text:
        return ""
    begin, stop = max(start, line.start), min(line.end, end)
    text = sheet.prose(begin, max(begin, stop)) if torn else sheet.clean[begin:stop]
    return line.indent + text if line.start >= start else text.strip()
