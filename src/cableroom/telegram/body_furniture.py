"""Lines of the body that are no content: stamps, marks of the end, openings said again.

Lines in, furniture out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from cableroom.telegram.classification import ATTENTION_BELOW, is_captions
from cableroom.telegram.classification_words import LEVEL_LINE
from cableroom.telegram.classified_by import end_of_classified_by
from cableroom.telegram.headings import begins_paragraph
from cableroom.telegram.labels import GLUED, LABEL
from cableroom.telegram.lines import Line, Sheet
from cableroom.telegram.model import Furniture
from cableroom.telegram.reference_field import end_of_references

_STAMP = re.compile(
    r"(?:SIPDIS|NOFORN|SENSITIVE|NODIS|EXDIS|LIMDIS|STADIS)(?: (?:SIPDIS|NOFORN|SENSITIVE))?$"
)
_STAMPED = re.compile("[SNCULTE]")
"""Among the initials."""
# Behind a classification that stands alone: "CONFIDENTIAL//NOFORN", "SECRET EXDIS".
_CAVEAT = re.compile(r"(?:(?: ?/{1,2} ?| )(?:NOFORN|NODIS|EXDIS|LIMDIS|STADIS|SENSITIVE|SIPDIS)){0,3}$")
_END_MARK = re.compile(
    r"/{1,2} ?END ?/{1,2}$|(?:END (?:OF )?(?:CABLE|MESSAGE|TELEGRAM)|(?:CABLE|MESSAGE) ENDS)\.?$",
    re.IGNORECASE,
)
_LONGEST_OPENING = 40
"""Lines."""

Piece = tuple[int, Furniture]
"""Index of a line, and the furniture that it is."""


def find_stamps(sheet: Sheet, first: int) -> Iterator[Piece]:
    """Captions and classifications that stand alone on a line of the text."""
    for stamped in _STAMPED.finditer(sheet.initials, first):
        index = stamped.start()
        line = sheet.lines[index]
        text = line.text
        if not text.isupper():
            continue
        level = LEVEL_LINE.match(text)
        if _STAMP.match(text) or (level is not None and _CAVEAT.match(text, level.end())):
            yield index, Furniture("stamp", line.start, line.end)


def find_end_marks(lines: tuple[Line, ...], first: int, end: int) -> Iterator[Piece]:
    """What says, right above the signer or at the foot, that the text ends there: ``//END//``.

    end: index of the signer's line, or behind the last one.
    """
    for index in range(end - 1, first - 1, -1):
        line = lines[index]
        if line.text and not _END_MARK.match(line.text):
            return
        if line.text:
            yield index, Furniture("stamp", line.start, line.end)


def find_repeated_openings(sheet: Sheet, first: int, end: int) -> Iterator[Piece]:
    """The lines of an opening that is said again at the head of a later section."""
    behind = first
    for head in sheet.breaks:
        if not behind <= head < end or not _begins_section(sheet, sheet.lines[head]):
            continue
        labels, found = _opening_at(sheet.lines[head : min(end, head + _LONGEST_OPENING)])
        # One label alone may begin a line of the text: "REF A REPORTS ...".
        if len(labels) > 1:
            yield from ((head + place, piece) for place, piece in found)
            behind = head + found[-1][0] + 1


def _begins_section(sheet: Sheet, line: Line) -> bool:
    """Tell a section from a page, on which the opening of a quoted telegram may stand first."""
    before = bisect_left(sheet.furniture, line.start, key=lambda piece: piece.start) - 1
    return before >= 0 and sheet.furniture[before].kind == "section"


def _opening_at(lines: tuple[Line, ...]) -> tuple[set[str], list[Piece]]:
    """The names of the labels from the first line on, and the lines of their fields."""
    labels: set[str] = set()
    found: list[Piece] = []
    goes_on = False
    until = 0
    for index, line in enumerate(lines):
        text = line.text
        if (label := LABEL.match(text)) is not None and (kind := label.lastgroup):
            name = GLUED.get(kind, kind)
            labels.add(name)
            goes_on = True
            if name in _READERS:
                until = _READERS[name](lines[index:], line.start + label.end())
        elif not text or is_captions(text) or ATTENTION_BELOW.match(text):
            goes_on = False
            continue
        elif line.start >= until and (not goes_on or not text.isupper() or begins_paragraph(text)):
            break
        found.append((index, Furniture("section", line.start, line.end)))
    return labels, found


_READERS = {"ref": end_of_references, "classified": end_of_classified_by}
"""Fields whose end their own reader tells; the others go on with lines of capitals up to a blank one."""
