"""Parts of the body that are no prose: tables and enclosures. Lines in, blocks out."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from cableroom.telegram.lines import Line, Sheet, is_rule, line_at
from cableroom.telegram.model import Block, Span

# Two blanks or more, with which no sentence ends. These patterns begin with the blanks, and look behind
# them afterwards: a search for any letter before them would stop at each.
_PARTED = re.compile(r"  (?<=[^\s.!?:;]  )")
# Columns are three blanks apart; sentences at most two, seldom three. Two gaps of two blanks are columns too.
_GAP = re.compile(r"  (?:(?<=[^\s.!?:;]  ) +\S|(?<=[^\s.!?:;,]  ) *\S[^\s]{0,20} {2,}\S)")
# A number at the end, two blanks behind a word, is a column whatever stands before it.
_LAST_COLUMN = re.compile(r"  (?<=[^\s.!?:;,]  ) *[-+$(]?[0-9][0-9.,%)/-]{0,14}$")
_ENDS_NUMBER = frozenset("0123456789%)")
_BULLET = re.compile(r"(?:[-*o]{1,3}|\(?[A-Za-z0-9]{1,3}[.)])(?: |$)")
# "Wheat ........ 12", "Wheat . . . . 12".
_LEADER = re.compile(r"\.{4,} ?\S|(?: \.){4,} ?\S")
_DASHES = "-=_+"
_DASHED = re.compile(f"[{_DASHES}]")
"""Among the initials."""
_COLUMN_RULE = re.compile(r"[-=_+|]{2,}(?: {1,}[-=_+|]{2,})+$|\+(?:[-=]{2,}\+)+$")
_FEWEST_ROWS = 3

_NOUN = (
    r"(?:NON-?\s?PAPERS?|(?:UNCLASSIFIED )?TEXT|TRANSLATION|TALKING POINTS|POINTS|LETTER|STATEMENT|DOCUMENT"
    r"|NOTE VERBALE|DIPLOMATIC NOTE|DIPNOTE|DEMARCHE|MESSAGE|AIDE-?\s?MEMOIRE|PRESS RELEASE|QUOTE"
    r"|TRANSCRIPT|EXCERPTS?|DRAFT|PROPOSAL|RESOLUTION|MEMORANDUM|LIST|ARTICLE|SPEECH|QUESTIONS|CHAPEAU|REPORT|TABLE"
    r"|CABLE|EMAIL|E-MAIL|NOTE|AGREEMENT|COMMUNIQUE|BIOGRAPHY|BIO)"
)
# "BEGIN U.S. NON-PAPER", "(U) Begin text of letter:". Source: 5 FAH-2 H-442, quoted matter.
_TITLE = (
    rf"(?P<title>(?:[A-Z][A-Z.'/-]{{0,15}} ){{0,4}}?{_NOUN}\b"
    rf"(?: OF (?:THE )?(?:[A-Z-]{{1,15}} ){{0,2}}{_NOUN}\b)?)"
)
_BEGIN = re.compile(
    rf"[Bb](?<!\w.)(?i:EGIN(?:NING OF)? (?:OF )?(?:THE )?{_TITLE})[^\r\n]{{0,4}}"
    r"|(?P<quote>QUOTE)(?=:?\.?$)"
)
_END = re.compile(rf"[Ee](?<!\w.)(?i:ND (?:OF )?(?:THE )?{_TITLE}[.:]?)|(?:UNQUOTE|Unquote)\b\.?")
# What may stand before BEGIN on its line.
_BEFORE_BEGIN = re.compile(r"(?:¶?[0-9]{1,3}[.)] {0,3})?(?:\([A-Za-z/]{1,12}\) {0,3})?[-*=\"'(\[ ]{0,12}$")
_SIGNS_OF_BEGIN = ("BEGIN", "Begin", "\nbegin", "QUOTE")
_SUMMARY = re.compile(r"SUMM|COMM|POST NOTE", re.IGNORECASE)
_DEEPEST = 8
_NEAR = 6
_UNWRAPPED = 160
"""Characters; a longer line was unwrapped."""


class Opened(NamedTuple):
    """An enclosure that nothing ends."""

    title: str
    start: int
    line_end: int
    alone: bool
    """No number and no sentence stands before BEGIN."""


class Enclosures(NamedTuple):
    """The enclosures of a body."""

    ended: list[Block]
    open: list[Opened]


def find_tables(sheet: Sheet, first: int, end: int) -> Iterator[Block]:
    """The tables among ``sheet.lines[first:end]``, in order."""
    likely = _likely_rows(sheet, first, end)
    found = {at for at in likely if _is_row(sheet.lines[at].text)} if len(likely) >= _FEWEST_ROWS else ()
    if len(found) < _FEWEST_ROWS:
        return
    rows: list[Line] = []
    blank = False
    for index, line in enumerate(sheet.lines[first:end], first):
        if index in found:
            rows.append(line)
            blank = False
        elif rows and not line.text and not blank:
            # One blank line may part the rows of a table.
            blank = True
        elif rows and not is_rule(line.text):
            yield from _table(rows)
            rows, blank = [], False
    yield from _table(rows)


def _likely_rows(sheet: Sheet, first: int, end: int) -> set[int]:
    """Indexes of the lines that may be rows; what few texts hold is sought in all of the text first."""
    clean, lines = sheet.clean, sheet.lines
    if first == end:
        return set()
    if "|" in clean or "...." in clean or " . . ." in clean:
        return {index for index in range(first, end) if lines[index].text}
    dashed = (found.start() for found in _DASHED.finditer(sheet.initials, first, end))
    likely = {at for at in dashed if lines[at].text[0] == "+" or " " in lines[at].text}
    parted = _PARTED.finditer(clean, lines[first].start, lines[end - 1].end)
    # Behind the end of a line it leads to the next one.
    likely.update(at for found in parted if lines[at := line_at(lines, found.start())].text)
    return likely


def _is_row(text: str) -> bool:
    if "   " in text or text.count("  ") > 1:
        bullet = _BULLET.match(text)
        if _GAP.search(text[bullet.end() :].lstrip() if bullet else text) is not None:
            return True
    if text[-1] in _ENDS_NUMBER and _LAST_COLUMN.search(text) is not None:
        return True
    if "|" in text:
        return text.count("|") > 1 or " | " in text or "--" in text
    if "...." in text or " . . ." in text:
        return _LEADER.search(text) is not None
    return text[0] in _DASHES and _COLUMN_RULE.match(text) is not None


def _table(rows: list[Line]) -> Iterator[Block]:
    if len(rows) >= _FEWEST_ROWS:
        yield Block("table", None, rows[0].start, rows[-1].end)


def find_enclosures(clean: str, lines: tuple[Line, ...]) -> Enclosures:
    """Return what stands between BEGIN and END among the lines of a body; enclosures may nest."""
    found = Enclosures([], [])
    # A plain search is much quicker than the patterns, and few telegrams enclose anything.
    if not lines or not any(map(clean.__contains__, _SIGNS_OF_BEGIN)):
        return found
    begins = list(_begins(lines))
    if not begins:
        return found
    ends = [(end.start(), end) for end in _END.finditer(clean, lines[0].start, lines[-1].end)]
    events: list[tuple[int, Opened | re.Match[str]]] = [(begin.start, begin) for begin in begins]
    events += ends
    opened: list[Opened] = []
    for _start, event in sorted(events, key=lambda one: one[0]):
        if isinstance(event, Opened):
            opened.append(event)
        elif opened and (place := _closes(event, opened)) is not None:
            found.open.extend(opened[place + 1 :])
            found.ended.append(Block("enclosure", opened[place].title, opened[place].start, event.end()))
            del opened[place:]
    found.open.extend(opened)
    return found


def _begins(lines: tuple[Line, ...]) -> Iterator[Opened]:
    for line in lines:
        text = line.text
        if "EGIN" not in text and "egin" not in text and "QUOTE" not in text:
            continue
        begin = _BEGIN.search(text)
        if begin is None or _SUMMARY.match(begin["title"] or ""):
            continue
        head = _BEFORE_BEGIN.match(text[: begin.start()]) is not None
        if head or (begin["title"] and begin.end() == len(text) and begin[0][0] == "B"):
            title = begin["title"] or begin["quote"]
            start = line.start if head else line.start + begin.start()
            alone = head and not text[0].isdigit()
            yield Opened(" ".join(title.upper().split()), start, line.end, alone)
        elif len(text) > _UNWRAPPED:
            yield from _begins_inside(line)


def _begins_inside(line: Line) -> Iterator[Opened]:
    """What begins in mid-line behind a sentence or a colon, where a telegram was unwrapped."""
    for begin in _BEGIN.finditer(line.text):
        before = line.text[max(0, begin.start() - _NEAR) : begin.start()].rstrip()
        behind = line.text[begin.end("title") : begin.end()] if begin["title"] else ""
        if before.endswith((".", ":", '"')) and ":" in behind and not _SUMMARY.match(begin["title"]):
            title = " ".join(begin["title"].upper().split())
            yield Opened(title, line.start + begin.start(), line.end, alone=False)


def _closes(end: re.Match[str], opened: list[Opened]) -> int | None:
    """Index of the enclosure that END closes: the innermost of its title, else the innermost of all."""
    title = " ".join((end["title"] or "QUOTE").upper().split())
    for place in range(len(opened) - 1, max(-1, len(opened) - 1 - _DEEPEST), -1):
        known = opened[place].title
        if title in known or known in title:
            return place
    return None if title == "QUOTE" else len(opened) - 1


def close_at(
    enclosures: Enclosures, lines: tuple[Line, ...], headings: list[Span], numbers: list[int]
) -> list[Block]:
    """Return all enclosures; what nothing ends goes on to the next heading or, if it is none itself, number.

    headings: their spans, in order.
    numbers: where the paragraphs begin, in order.
    """
    blocks = list(enclosures.ended)
    for opened in enclosures.open:
        if not opened.alone:
            continue
        place = bisect_right(headings, opened.start, key=lambda span: span.start)
        following = headings[place].start if place < len(headings) else lines[-1].end + 1
        if not (place and headings[place - 1].end >= opened.line_end):
            number = bisect_right(numbers, opened.line_end)
            following = min(following, numbers[number]) if number < len(numbers) else following
        last = bisect_right(lines, following - 1, key=lambda line: line.start) - 1
        while not lines[last].text or lines[last].is_rule:
            last -= 1
        if lines[last].end > opened.line_end:
            blocks.append(Block("enclosure", opened.title, opened.start, lines[last].end))
    return blocks
