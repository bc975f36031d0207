"""Numbers that may begin a paragraph: sheet in, candidates out.

``1. (C)``, ``1.(U)``, ``1 (C)``, ``(C) 1.``, ``PARA 1.``, ``1)``, ``(1)``, ``1.`` alone on its line; where a
telegram was unwrapped, also in mid-line.  Which of them count is for ``sequence`` to say.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from cableroom.telegram.lines import BLANK, Sheet, is_rule
from cableroom.telegram.portions import PORTION, read_portion

# At the head of a line: a stop; or no stop, and then a portion mark decides, or the numbers around it.
_NUMBER = re.compile(
    r"(?:\. ?|[Qq])?(?P<para>(?:PARA(?:GRAPH)?|Para(?:graph)?) ?)?(?P<number>[0-9]{1,4}|[lI](?=\. {0,2}\())"
    r"(?:(?P<stop> ?\.{1,2}-?(?![0-9.]))|(?P<closed> ?\.?\))|(?P<none> ?[,:;-]? {0,3}))"
)
_ENCLOSED = re.compile(r"\((?P<number>[0-9]{1,2})\)")
# Nearly all paragraphs begin so; the patterns that know the other ways take several times as long.
_USUAL = re.compile(r"([0-9]{1,4})\. ?\(([CSU]|SBU)\)(?![)\]}])")
_SELDOM = "lIPQq"
_BEGINS = re.compile(f"[0-9(.{_SELDOM}]")
"""Among the initials."""
_SELDOM_BEGIN = frozenset({"l.", "I.", "PA", "Pa", *(f"{q}{digit}" for q in "Qq" for digit in range(10))})
# In mid-line a sentence ends before the number, and a portion mark follows.
_INSIDE = re.compile(
    r"\((?=[CFLOSTUcfostu])(?:(?<=[0-9]\()|(?<=[0-9][ .,]\()|(?<=[0-9][ .,][ .,]\()|(?<=[0-9] [.,] \())"
    # At the head of a line, where nearly all stand, they are found already.
    r"(?<!\n[0-9]\. \()(?<!\n[0-9]{2}\. \()"
)
# The stop of "1.4 (c)" ends none.
_BEFORE_INSIDE = re.compile(r"(?:[.!?:\"')](?: {1,4}|(?<![0-9]\.))|[-=]{2} {1,4})([0-9]{1,3}) ?[.,]? ?\Z")
# In lines as long as this the telegram was unwrapped, and a sentence in capitals is enough.
_UNWRAPPED = 160
_INSIDE_UNWRAPPED = re.compile(r"(?<=[.!?:\"')]) {1,4}(?<!No\. )(?<!NO\. )([0-9]{1,3})\. {1,3}(?=[A-Z\"])")
_SENTENCE_END = (".", "!", "?", ":", '"', ")", "'", "”")
_LONGEST_LOOK = 12
FIRST = 3
"""What ``Candidate.set_off`` is where nothing is above."""


class Candidate(NamedTuple):
    """A number that may begin a paragraph."""

    number: int
    line: int
    """Index into the sheet's lines."""
    start: int
    """Of the number, or of the portion mark before it."""
    marking: str | None
    text: int
    """Where the text goes on."""
    style: str
    """``.``, ``)``, ``()``; empty for a number with nothing behind it."""
    set_off: int
    """From the text above: FIRST without any, 2 for a blank line, 1 for a sentence's end, 0 for none."""
    indent: int


def find_candidates(sheet: Sheet, first: int, end: int) -> list[Candidate]:
    """Return the numbers of ``sheet.lines[first:end]`` that may begin a paragraph, in order."""
    found: list[Candidate] = []
    for begins in _BEGINS.finditer(sheet.initials, first, end):
        index = begins.start()
        if begins[0] in _SELDOM and sheet.lines[index].text[:2] not in _SELDOM_BEGIN:
            continue
        if (one := _at_head(sheet, index, first)) is not None:
            found.append(one)
    inside = [*_inside(sheet, first, end), *_inside_unwrapped(sheet, first, end)]
    if not inside:
        return found
    # Where both readings see one number, the text goes on at one place, and that at the line's head is kept.
    return sorted({candidate.text: candidate for candidate in (*inside, *found)}.values(), key=_place)


def _place(candidate: Candidate) -> int:
    return candidate.start


def _at_head(sheet: Sheet, index: int, first: int) -> Candidate | None:
    line = sheet.lines[index]
    begin, before = line.start, None
    if (usual := _USUAL.match(sheet.clean, begin)) is not None:
        off = _set_off(sheet, index, first)
        return Candidate(int(usual[1]), index, begin, usual[2], usual.end(), ".", off, len(line.indent))
    if line.text[0] == "(":
        if (enclosed := _ENCLOSED.match(line.text)) is not None:
            marking, text = read_portion(sheet.clean, line.start + enclosed.end())
            off = _set_off(sheet, index, first)
            return Candidate(
                int(enclosed["number"]), index, begin, marking, text, "()", off, len(line.indent)
            )
        # A mark before the number.
        if (before := PORTION.match(line.text)) is None:
            return None
        begin += before.end() + len(line.text[before.end() :]) - len(line.text[before.end() :].lstrip())
    found = _NUMBER.match(sheet.clean, begin, line.end)
    if found is None or (before is not None and found["stop"] is None):
        return None
    para, digits, stop, closed, none = found.groups()
    marking, text = read_portion(sheet.clean, found.end())
    if before is not None and marking is None:
        marking = " ".join(before["mark"].split())
    # "Q1. (C)" had the sign of a site before it; any other is a question of a list.
    question = line.text[0] in "Qq" and not (stop and marking)
    named = para and (none or "").strip()
    style = "." if stop or marking or named else ")" if closed else ""
    off = _set_off(sheet, index, first)
    if question or (not style and not (off and _begins_sentence(sheet.clean, found.end(), line.end))):
        return None
    number = int(digits) if digits.isdigit() else 1
    return Candidate(number, index, line.start, marking, text, style, off, len(line.indent))


def _begins_sentence(clean: str, start: int, end: int) -> bool:
    """Tell whether a number without a stop goes on like a sentence: two words, the first with a capital."""
    return clean[start - 1] == " " and clean[start].isupper() and " " in clean[start:end]


def _set_off(sheet: Sheet, index: int, first: int) -> int:
    if index == first:
        return FIRST
    above = sheet.lines[index - 1].text
    if not above or sheet.lines[index].after_break or is_rule(above):
        higher = sheet.initials[first : index - 1][-_LONGEST_LOOK + 1 :]
        return 2 if higher.strip(BLANK) else FIRST
    return 1 if above.endswith(_SENTENCE_END) else 0


def _inside(sheet: Sheet, first: int, end: int) -> Iterator[Candidate]:
    lines = sheet.lines[first:end]
    if not lines:
        return
    clean = sheet.clean
    starts: list[int] = []
    for found in _INSIDE.finditer(clean, lines[0].start, lines[-1].end):
        number = _BEFORE_INSIDE.search(clean, max(0, found.start() - _LONGEST_LOOK), found.start())
        if number is None:
            continue
        starts = starts or [line.start for line in lines]
        index = bisect_right(starts, number.start()) - 1
        marking, text = read_portion(clean, found.start())
        if marking is not None and index >= 0 and number.start(1) < lines[index].end:
            yield Candidate(int(number[1]), first + index, number.start(1), marking, text, ".", 1, 0)


def _inside_unwrapped(sheet: Sheet, first: int, end: int) -> Iterator[Candidate]:
    if sheet.longest <= _UNWRAPPED:
        return
    for index, line in enumerate(sheet.lines[first:end], first):
        if len(line.text) <= _UNWRAPPED:
            continue
        for found in _INSIDE_UNWRAPPED.finditer(sheet.clean, line.start, line.end):
            marking, text = read_portion(sheet.clean, found.end())
            yield Candidate(int(found[1]), index, found.start(1), marking, text, ".", 1, 0)
