"""Parts of the body that are no prose: tables and enclosures."""

import re
from collections.abc import Iterator

from cableroom.telegram.lines import Line
from cableroom.telegram.model import Block

_GAP = re.compile(r"\S {3,}\S")
_COLUMN_RULE = re.compile(r"[-=_]{2,}(?: {2,}[-=_]{2,})+$")
_FEWEST_ROWS = 3
# "BEGIN NON-PAPER", "BEGIN TEXT:", "Begin unofficial translation"; the title is what is enclosed.
_BEGIN = re.compile(
    r"(?:-{1,3} ?)?(?:\([A-Z/]{1,12}\) ?)?BEGIN (?:OF )?(?:THE )?(?P<title>(?:UNOFFICIAL |INFORMAL |OFFICIAL |UNCLASSIFIED |FULL |EMBASSY )?"
    r"(?:NON-?PAPER|TEXT|TRANSLATION|TALKING POINTS|POINTS|LETTER|STATEMENT|DOCUMENT|NOTE VERBALE|DEMARCHE|MESSAGE))\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"END (?:OF )?(?:THE )?(?:UNOFFICIAL |INFORMAL |OFFICIAL |UNCLASSIFIED |FULL |EMBASSY )?"
    r"(?P<title>NON-?PAPER|TEXT|TRANSLATION|TALKING POINTS|POINTS|LETTER|STATEMENT|DOCUMENT|NOTE VERBALE|DEMARCHE|MESSAGE)\b\.?",
    re.IGNORECASE,
)


def find_blocks(
    clean: str, lines: tuple[Line, ...], first: int, end: int, headings: list[tuple[int, int]]
) -> tuple[Block, ...]:
    """Return tables and enclosures among ``lines[first:end]``, in order.

    headings: their spans. An enclosure without an END goes on to the heading after its own.
    """
    found = [*_tables(lines, first, end), *_enclosures(clean, lines, first, end, headings)]
    return tuple(sorted(found, key=lambda block: (block.start, block.end)))


def _tables(lines: tuple[Line, ...], first: int, end: int) -> Iterator[Block]:
    rows: list[int] = []
    for index in range(first, end + 1):
        text = lines[index].text if index < end else ""
        if text and ("   " in text or text[0] in "-=_") and (_GAP.search(text) or _COLUMN_RULE.match(text)):
            rows.append(index)
            continue
        if text and not text.strip("-=_ ") and rows:
            continue
        if len(rows) >= _FEWEST_ROWS:
            yield Block("table", None, lines[rows[0]].start, lines[rows[-1]].end)
        rows = []


def _enclosures(
    clean: str, lines: tuple[Line, ...], first: int, end: int, headings: list[tuple[int, int]]
) -> Iterator[Block]:
    if first >= end:
        return
    begin_text, stop = lines[first].start, lines[end - 1].end
    ends = list(_END.finditer(clean, begin_text, stop))
    until = -1
    next_end = 0
    for index in range(first, end):
        line = lines[index]
        if line.start < until or not line.text or "BEGIN" not in line.text[:40].upper():
            continue
        found = _BEGIN.match(line.text)
        if found is None:
            continue
        while next_end < len(ends) and ends[next_end].start() < line.end:
            next_end += 1
        if next_end < len(ends):
            until = ends[next_end].end()
        else:
            following = [start for start, _end in headings if start > line.start]
            is_heading = any(start <= line.start < stop_at for start, stop_at in headings)
            if not is_heading:
                continue
            until = _end_before(lines, following[0] if following else stop, index, end)
        yield Block("enclosure", " ".join(found["title"].upper().split()), line.start, until)


def _end_before(lines: tuple[Line, ...], offset: int, index: int, end: int) -> int:
    """Where the last line of text before ``offset`` ends."""
    last = lines[index].end
    for line in lines[index:end]:
        if line.start >= offset:
            break
        if line.text and not line.is_rule:
            last = line.end
    return last
