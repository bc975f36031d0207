"""Which sections of a telegram a text holds, and what of it belongs into the whole.

A telegram of some length was sent in sections, each a message with a header of its own.
Text in; numbers and spans out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cableroom.telegram.classification import is_caption
from cableroom.telegram.classification_words import LEVEL_LINE
from cableroom.telegram.header import read_header
from cableroom.telegram.lines import lay_out
from cableroom.telegram.model import Span
from cableroom.telegram.opening import find_opening
from cableroom.telegram.opening_fields import read_opening

_WORDS: Final = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")
_ORDINALS: Final = ("FIRST", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH", "SEVENTH", "EIGHTH", "NINTH")
_NUMBER: Final = f"(?:[0-9]{{1,3}}|{'|'.join(_WORDS)})"
# "S E C R E T SECTION 02 OF 03 CAIRO 001416", "SECTION ONE OF TWO", "FINAL SECTION OF 3".
# Source: ACP 121, long messages; 5 FAH-2 H-440, classification line.
_COUNT: Final = re.compile(
    rf"SECTION\s{{0,3}}(?:(?P<number>{_NUMBER})\s{{0,3}})?OF\s{{0,3}}(?P<total>{_NUMBER})\b"
)
_ORDINAL: Final = re.compile(rf"\b({'|'.join(_ORDINALS)}|FINAL|LAST) {{1,3}}$")
# What follows the count on a classification line, even where the classification itself is missing.
_BEHIND_COUNT: Final = re.compile(r"[ \t\\]{0,20}(?:$|[A-Z][A-Z .'-]{1,24}? {1,4}[0-9]{2,7}\b)", re.MULTILINE)
# "CAIRO 00001416  002.2 OF 003": serial of eight digits, section and page; and of a page line of the
# 1970s "LIMA  02475  02 OF 03". What all of them hold is sought first, which is much quicker.
_OF_TOTAL: Final = re.compile(r"OF\s{1,4}(?P<total>[0-9]{2,3})\b")
_BEFORE_OF: Final = re.compile(
    r"(?:(?<![0-9])[0-9]{8}\s{1,8}(?P<section>[0-9]{3})(?:\.[0-9]{1,2})?"
    r"|PAGE\s{1,8}[0-9]{2,3}\s{1,20}[A-Z][A-Z ]{1,24}[0-9]{4,6}\s{1,8}(?P<number>[0-9]{2}))\s{1,4}\Z"
)
_BEFORE_WITHIN: Final = 80
# "DE RUEHEG #1416/02 1951234".
_ROUTE: Final = re.compile(r"^[ \t]{0,8}DE R[A-Z]{3,6} #[0-9]{1,5}/(?P<number>[0-9]{2})\b", re.MULTILINE)
_FIRST: Final = ("01", "1", "001", "ONE")
_HEADER_WITHIN: Final = 2_000
_OPENING: Final = re.compile(
    r"^[ \t]{0,8}(?:E\.? ?O\.? ?[0-9]{5}|TAGS? ?:|SUBJ(?:ECT)? ?:)", re.MULTILINE | re.IGNORECASE
)
_OPENING_WITHIN: Final = 600
"""Code points between the captions and the first label of an opening, attention lines among them."""
BETWEEN: Final = "\n\n"
"""Stands between two pieces of a whole."""
_MOST_SECTIONS: Final = 99
_LONGEST_LINE: Final = 400
_NOT_BLANK: Final = re.compile(r"\S")
_LINE: Final = re.compile(r"[^\r\n]+")
_LINE_AT_FOOT: Final = re.compile(r"BT|N{3,4}[A-Z]{0,12}|#[0-9]{4}|MORE")
_LINES_AT_FOOT: Final = 8


@dataclass(frozen=True, slots=True)
class Sections:
    """The sections that a text holds: some of a telegram's, not all."""

    first: int
    """From 1."""
    last: int
    total: int


def sections_of(text: str) -> Sections | None:
    """Return which sections ``text`` says that it holds; None where it holds all, or nothing is sure.

    Nothing is sure where two totals are named, or a number above its total.
    """
    # A plain search is much quicker than the patterns: most telegrams have one section, and of the
    # others most are whole.
    if "SECTION" not in text and " OF 0" not in text:
        return None
    head = next(_counts(text), None)
    if head is not None and head["number"] in _FIRST:
        total = _value(head["total"])
        if f" {total:03} OF {total:03}" in text:
            return None
    found = set(_stated(text))
    totals = {total for _, total in found}
    if len(totals) != 1:
        return None
    (total,) = totals
    numbers = {number for number, _ in found}
    if route := _ROUTE.search(text, 0, _HEADER_WITHIN):
        numbers.add(int(route["number"]))
    first, last = min(numbers), max(numbers)
    if not 1 <= first <= last <= total <= _MOST_SECTIONS or last - first + 1 == total:
        return None
    return Sections(first, last, total)


def own_spans(text: str, *, is_first: bool, is_last: bool) -> tuple[Span, ...]:
    """Return what of a section belongs into the whole telegram: half-open code points, in order.

    Of the first that is all; of a later one its classification line, and its text without captions
    and opening; of none but the last the lines that end a message.
    """
    end = len(text) if is_last else _before_foot(text)
    if is_first:
        return (Span(0, end),)
    head = next(_counts(text), None)
    if head is None:
        return (Span(min(_text_start(text, 0), end), end),)
    line = Span(_line_start(text, head.start()), _line_end(text, head.end()))
    start = _text_start(as_one(text), line.end)
    return (line, Span(start, end)) if start < end else (line,)


def join(texts: Sequence[str]) -> str:
    """Return the whole telegram whose sections ``texts`` are, in their order."""
    last = len(texts) - 1
    pieces = (
        text[span.start : span.end]
        for place, text in enumerate(texts)
        for span in own_spans(text, is_first=place == 0, is_last=place == last)
    )
    return BETWEEN.join(pieces)


def as_one(text: str) -> str:
    """Return a section, at the same length, as if it were a telegram of one, so that its opening can be read.

    To the parser the line that begins a later section is furniture of the telegram that it belongs to.
    """
    head = next(_counts(text), None)
    if head is None:
        return text
    return text[: head.start()] + " " * (head.end() - head.start()) + text[head.end() :]


def _stated(text: str) -> Iterator[tuple[int, int]]:
    """Give (number, total) of every section that is named."""
    for found in _counts(text):
        total = _value(found["total"])
        ordinal = _ORDINAL.search(text, _line_start(text, found.start()), found.start())
        if found["number"]:
            yield _value(found["number"]), total
        elif ordinal:
            yield _ORDINALS.index(ordinal[1]) + 1 if ordinal[1] in _ORDINALS else total, total
    for found in _OF_TOTAL.finditer(text):
        before = _BEFORE_OF.search(text[max(0, found.start() - _BEFORE_WITHIN) : found.start()])
        if before is not None:
            yield int(before["section"] or before["number"]), int(found["total"])


def _counts(text: str) -> Iterator[re.Match[str]]:
    """Give every SECTION nn OF nn of a classification line; in prose the words mean something else."""
    for found in _COUNT.finditer(text):
        before = text[_line_start(text, found.start()) : found.start()]
        if LEVEL_LINE.search(before) or (
            not _ORDINAL.sub("", before).strip() and _BEHIND_COUNT.match(text, found.end())
        ):
            yield found


def _value(written: str) -> int:
    return int(written) if written.isdigit() else _WORDS.index(written) + 1


def _line_start(text: str, position: int) -> int:
    # A record may be one line of a megabyte; a classification line is short.
    near = max(0, position - _LONGEST_LINE)
    return max(near, text.rfind("\n", near, position) + 1, text.rfind("\r", near, position) + 1)


def _line_end(text: str, position: int) -> int:
    ends = (text.find(mark, position, position + _LONGEST_LINE) for mark in "\r\n")
    return min((end for end in ends if end >= 0), default=min(len(text), position + _LONGEST_LINE))


def _text_start(text: str, behind: int) -> int:
    """Return where the text of a later section begins.

    behind: end of the classification line, 0 where there is none.
    """
    sheet = lay_out(text)
    places = find_opening(sheet)
    start = _behind_captions(text, behind or places.body_start)
    opening = _OPENING.search(text, start, start + _OPENING_WITHIN)
    if opening is not None and opening.start() < places.text_start:
        fields = read_opening(sheet, places, read_header(sheet, places), reference_id=None, sent_at=None)
        start = max(start, fields.text_start)
    first = _NOT_BLANK.search(text, start)
    return max(start, _line_start(text, first.start())) if first else len(text)


def _behind_captions(text: str, start: int) -> int:
    """Return where the first line from ``start`` on begins that is neither blank nor a caption."""
    for line in _LINE.finditer(text, start):
        words = line[0].strip(" \t\\")
        if words and not is_caption(words):
            return line.start()
    return len(text)


def _before_foot(text: str) -> int:
    """Return where a message ends without the lines that say that it does; a blank line is none."""
    end = len(text)
    for _ in range(_LINES_AT_FOOT):
        stripped = _stripped(text, end)
        start = _line_start(text, stripped)
        if not _LINE_AT_FOOT.fullmatch(text[start:stripped].strip(" \t\\")):
            return stripped
        end = start
    return end


def _stripped(text: str, end: int) -> int:
    """Return the end of ``text[:end]`` without blanks, without copying a text of megabytes."""
    while end and text[end - 1].isspace():
        end -= 1
    return end
