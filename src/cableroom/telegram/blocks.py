"""Parts of the body that are no prose: tables and enclosures. Lines in, blocks out."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from cableroom.telegram.lines import Line, is_rule
from cableroom.telegram.model import Block, Span

# Columns are three blanks apart; sentences at most two, seldom three.
_GAP = re.compile(r"\S {3,}\S")
_DASHES = "-=_"
_COLUMN_RULE = re.compile(r"[-=_]{2,}(?: {2,}[-=_]{2,})+$")
_FEWEST_ROWS = 3
_ENCLOSED = (
    r"(?P<title>(?:(?:UNOFFICIAL|INFORMAL|OFFICIAL|UNCLASSIFIED|FULL|EMBASSY) )?"
    r"(?:NON-?PAPER|TEXT|TRANSLATION|TALKING POINTS|POINTS|LETTER|STATEMENT|DOCUMENT|NOTE VERBALE"
    r"|DEMARCHE|MESSAGE))\b"
)
# "BEGIN NON-PAPER", "(U) Begin text:", "END OF TEXT." Source: 5 FAH-2 H-442, quoted matter.
_BEFORE_BEGIN = "-(Bb"
_BEGIN = re.compile(
    rf"(?:-{{1,3}} ?)?(?:\([A-Z/]{{1,12}}\) ?)?BEGIN (?:OF )?(?:THE )?{_ENCLOSED}", re.IGNORECASE
)
_END = re.compile(rf"END (?:OF )?(?:THE )?{_ENCLOSED}\.?", re.IGNORECASE)


def find_blocks(
    clean: str, lines: tuple[Line, ...], first: int, end: int, headings: list[Span]
) -> tuple[Block, ...]:
    """Return tables and enclosures among ``lines[first:end]``, in order.

    headings: their spans, in order. An enclosure without an END counts only where
        its BEGIN is a heading, and goes on to the next one.
    """
    found = [*_tables(lines, first, end), *_enclosures(clean, lines[first:end], headings)]
    return tuple(sorted(found, key=lambda block: (block.start, block.end)))


def _tables(lines: tuple[Line, ...], first: int, end: int) -> Iterator[Block]:
    rows: list[Line] = []
    for line in lines[first:end]:
        if _is_row(line.text):
            rows.append(line)
        elif rows and not is_rule(line.text):
            yield from _table(rows)
            rows = []
    yield from _table(rows)


def _is_row(text: str) -> bool:
    if "   " in text and _GAP.search(text) is not None:
        return True
    return text[:1] in _DASHES and _COLUMN_RULE.match(text) is not None


def _table(rows: list[Line]) -> Iterator[Block]:
    if len(rows) >= _FEWEST_ROWS:
        yield Block("table", None, rows[0].start, rows[-1].end)


def _enclosures(clean: str, lines: tuple[Line, ...], headings: list[Span]) -> Iterator[Block]:
    # A plain search is much quicker than the patterns, and few telegrams enclose anything.
    if not ("BEGIN" in clean or "Begin" in clean or "begin" in clean):
        return
    begins = [
        (line, begin)
        for line in lines
        if line.text[:1] in _BEFORE_BEGIN and (begin := _BEGIN.match(line.text)) is not None
    ]
    if not begins:
        return
    ends = [found.end() for found in _END.finditer(clean, lines[0].start, lines[-1].end)]
    until = 0
    for line, begin in begins:
        if line.start < until:
            continue
        place = bisect_right(ends, line.end)
        until = ends[place] if place < len(ends) else _end_under_heading(lines, line, headings)
        if until:
            yield Block("enclosure", " ".join(begin["title"].upper().split()), line.start, until)


def _end_under_heading(lines: tuple[Line, ...], line: Line, headings: list[Span]) -> int:
    """Where the text under a heading ends; 0 where ``line`` is none."""
    place = bisect_right(headings, line.start, key=lambda span: span.start)
    if not place or headings[place - 1].end < line.end:
        return 0
    following = headings[place].start if place < len(headings) else lines[-1].end + 1
    last = bisect_right(lines, following - 1, key=lambda other: other.start) - 1
    while not lines[last].text or lines[last].is_rule:
        last -= 1
    return lines[last].end
