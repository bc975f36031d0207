"""Where the parts of a telegram begin: header, classification line, labelled fields, text.

Sheet in, places out.  Nothing is read here; the readers get a region each.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cableroom.telegram.classification import is_captions
from cableroom.telegram.classification_words import LEVEL, LEVEL_LINE, guess_level, in_capitals
from cableroom.telegram.fields import Field, find_fields
from cableroom.telegram.labels import LABEL
from cableroom.telegram.lines import Line, Sheet
from cableroom.telegram.model import Span
from cableroom.telegram.portions import PORTION

_STRONG_HEADER = re.compile(
    r"FM(?: ?: ?| |$)|(?:[ZOPR]{1,2}[ /]{0,4}){0,2}[0-9]{6} ?"
    r"(?:[A-IK-Z](?: |[A-Z0]{3})|[A-Z]{3} ?[0-9]{2}\b)",
    re.IGNORECASE,
)
_ADDRESS_LINE = re.compile(r"(?:TO|INFO|XMT)(?:[ :/]|$)")
_FIRST_PARAGRAPH = re.compile(r"1 ?\.(?![0-9])|([0-9]{1,3}) ?[.,]? ?(?=\()")
_LISTED_REFERENCE = re.compile(r"[0-9]{1,2}[.)] {0,3}(?:[0-9]{2} )?[A-Z][A-Z .']{2,30} {0,2}[0-9]{2,7}\b")
_INLINE_PARAGRAPH = re.compile(r"1(?<!\S1)\. {0,2}(?=\()")
_BARE_SUBJECT = re.compile(r"SUBJ(?:ECT)?S? ?:?$", re.IGNORECASE)
# What a site put in the place of a header that it did not have.
_NOTE = "This record is a partial extract of the original cable."
_LABELLED_REFERENCE = re.compile(r"\([A-Z]\) ?(?:[0-9]{2} )?[A-Z][A-Z .']{2,30} {0,2}[0-9]{1,7}\b")
# A level, and the telegram's own id not far behind it, within a line of the header.
_LEVEL_WITHIN = re.compile(
    rf" (?={LEVEL}(?: [A-Z /]{{0,40}})?(?: [0-9]{{1,2}} OF [0-9]{{1,2}})?"
    r" [A-Z][A-Z ]{2,24} [0-9]{2,7}(?![0-9]))"
)
_MOST_RUN_TOGETHER = 3
_OWN_ID = re.compile(r"(?:(?:OF )?[0-9]{1,2} )?[A-Z][A-Z '.-]{2,24} {1,4}[0-9]{3,7}")
_ENDS_IN_SECTION = re.compile(r"SECTION [0-9]{1,2}(?: OF(?: [0-9]{1,2})?)?$")
# A header with a collective of all posts has some 300 lines; prose never begins so late.
_LONGEST_HEADER = 1_000


@dataclass(frozen=True, slots=True)
class Opening:
    """The places of a telegram, all in code points of the text."""

    header: tuple[Line, ...]
    """Lines from the date-time group or FM on; empty for a fragment without them."""
    body_start: int
    """0 where there is no header."""
    classification: Span | None
    """The classification line."""
    preamble: Span
    """Captions and attention lines: behind the classification line, before the first field."""
    fields: Mapping[str, Field]
    text_start: int
    """Of the first numbered paragraph; end of the text where there is none."""


def find_opening(sheet: Sheet) -> Opening:
    """Return where the parts of the telegram begin."""
    head = _header_start(sheet.lines)
    lines = _cut_header_line(sheet.lines, head)
    at = _classification_line(lines, head)
    header, body_line = _split_header(lines, head, at)
    body_start = lines[body_line].start if header and body_line < len(lines) else 0
    classification = _classification_span(lines, at) if at is not None else None
    first = body_line if header else 0
    text_line = _first_paragraph(lines, first)
    text_start = lines[text_line].start if text_line < len(lines) else len(sheet.text)
    start = lines[first].start if first < len(lines) else len(sheet.text)
    inline = _inline_paragraph(sheet.clean, start, text_start)
    fields = find_fields(sheet, start, inline)
    if inline < text_start and any(field.name == "ref" and field.end == inline for field in fields.values()):
        # "BERN 1. (C) ROME 2" is a list too: its reader knows better.
        fields = find_fields(sheet, start, text_start)
    else:
        text_start = inline
    first_field = min((field.start for field in fields.values()), default=None)
    if first_field is None:
        first_field = _end_of_captions(lines, at, text_line)
    preamble_start = body_start
    if at is not None:
        above = _captions_above(lines, head, at)
        preamble_start = lines[above].start
        if header:
            header, body_start = lines[head:above], preamble_start
    preamble = Span(preamble_start, max(preamble_start, first_field or 0))
    return Opening(header, body_start, classification, preamble, fields, text_start)


def _header_start(lines: tuple[Line, ...]) -> int | None:
    """Index of the line where date-time group, FM, TO or INFO begin; None for a fragment without."""
    weak = None
    first = True
    for index, line in enumerate(lines[:_LONGEST_HEADER]):
        text = line.text
        if not text:
            continue
        if _STRONG_HEADER.match(text):
            # 1970s: the Department's distribution ("INFO OCT-01 ...") stands above the group.
            return index if weak is None or lines[weak].text.startswith("INFO") else weak
        if first and _ADDRESS_LINE.match(text):
            weak = index
        elif weak is None and (LABEL.match(text) or _FIRST_PARAGRAPH.match(text)):
            return None
        first = False
    return weak


def _classification_line(lines: tuple[Line, ...], head: int | None) -> int | None:
    """Index of the classification line: the first behind the header, else among the first lines.

    Captions may stand above it. A line that misspells its level counts where no other does.
    """
    candidates: list[int] = []
    for index in range(0 if head is None else head + 1, min(len(lines), (head or 0) + _LONGEST_HEADER)):
        text = lines[index].text
        if not text or text.startswith(_NOTE):
            continue
        if LEVEL_LINE.match(in_capitals(text)):
            return index
        if LABEL.match(text) or (head is None and not is_captions(text)):
            candidates += [index] if head is None else []
            break
        candidates.append(index)
    return next((index for index in candidates if guess_level(lines[index].text)), None)


def _split_header(
    lines: tuple[Line, ...], head: int | None, classification: int | None
) -> tuple[tuple[Line, ...], int]:
    """The header's lines, and the index of the first line behind it."""
    if head is None:
        return (), 0
    if classification is not None:
        end = classification
    else:
        # Without a classification line the header ends at the first blank line that no address follows.
        end = next((i for i in range(head, len(lines)) if _ends_header(lines, i)), len(lines))
    body = next((i for i in range(end, len(lines)) if lines[i].text), len(lines))
    return lines[head:end], body


def _cut_header_line(lines: tuple[Line, ...], head: int | None) -> tuple[Line, ...]:
    """Part header and body where a page has lost the line end between them."""
    for index in range(head, min(len(lines), head + _MOST_RUN_TOGETHER)) if head is not None else ():
        line = lines[index]
        found = _LEVEL_WITHIN.search(line.text)
        if found is not None and guess_level(line.text) is None:
            cut, place = found.start(), found.end()
            first = line._replace(end=line.start + cut, text=line.text[:cut])
            rest = Line(line.start + place, line.end, line.text[place:], "", after_break=False)
            return (*lines[:index], first, rest, *lines[index + 1 :])
    return lines


def _classification_span(lines: tuple[Line, ...], at: int) -> Span:
    """The line, and the one below it where the telegram's own id was wrapped."""
    end = lines[at].end
    if not lines[at].text[-1:].isdigit() or _ENDS_IN_SECTION.search(lines[at].text):
        below = next((line for line in lines[at + 1 : at + 3] if line.text), None)
        if below is not None and _OWN_ID.fullmatch(below.text):
            end = below.end
    return Span(lines[at].start, end)


def one_line(text: str) -> str:
    """The text with its line ends as blanks; as long as before."""
    return text.replace("\r", " ").replace("\n", " ")


def _captions_above(lines: tuple[Line, ...], head: int | None, at: int) -> int:
    """Index of the first of the captions right above the classification line; its own without any."""
    above = at
    stop = 0 if head is None else head + 1
    for index in range(above - 1, stop - 1, -1):
        if lines[index].text:
            if not is_captions(lines[index].text):
                break
            above = index
    return above


def _ends_header(lines: tuple[Line, ...], blank: int) -> bool:
    below = lines[blank + 1].text if blank + 1 < len(lines) else ""
    return not (lines[blank].text or _ADDRESS_LINE.match(below) or below.startswith("FM "))


def _first_paragraph(lines: tuple[Line, ...], first: int) -> int:
    """Index of the line where numbered text begins; ``len(lines)`` where there is none."""
    in_list = False
    for index in range(first, len(lines)):
        text = lines[index].text
        if text[:1].isdigit():
            found = _FIRST_PARAGRAPH.match(text)
            if found is None or (in_list and _is_listed(text, found)):
                continue
            marked = PORTION.match(text, found.end())
            if index > first and not marked and _BARE_SUBJECT.match(lines[index - 1].text):
                continue
            if found[1] is None or marked:
                return index
        elif text[:1] in "REF" and text.upper().startswith("REF"):
            in_list = True
    return len(lines)


def _inline_paragraph(clean: str, start: int, end: int) -> int:
    """Where the first paragraph begins within a line, on a page that lost its line ends; else ``end``."""
    for found in _INLINE_PARAGRAPH.finditer(clean, start, end):
        if PORTION.match(clean, found.end(), end):
            return found.start()
    return end


def _is_listed(text: str, number: re.Match[str]) -> bool:
    """Tell whether a number below REF is a label ("2. ROME 12") or a serial ("4, (C) ROME 5")."""
    return _LISTED_REFERENCE.match(text) is not None or (
        number[1] is not None and _LABELLED_REFERENCE.match(text, number.end()) is not None
    )


def _end_of_captions(lines: tuple[Line, ...], classification: int | None, text_line: int) -> int | None:
    """Without any field the captions are the lines of capitals behind the classification line, and sipdis."""
    if classification is None:
        return None
    end = lines[classification].end
    for line in lines[classification + 1 : text_line]:
        if line.is_rule or not (line.text.isupper() or not line.text or is_captions(line.text)):
            break
        end = line.end
    return end
