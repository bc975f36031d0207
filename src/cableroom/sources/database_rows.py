"""Database rows that stand in a page's body where the telegram should: box -> rows.

Some pages were made from a row that nobody had taken apart, and from all rows
up to the next one that ended as expected.  Fields are parted by tabs, a line
end inside a field has a backslash before it.
Source: the page of 07BERN881, which holds 07TBILISI2290 too.
"""

import re
from dataclasses import dataclass
from typing import Final

# Serial number (cut off in the first row), date, id.
_ROW_START: Final = re.compile(
    r"^(?:[0-9]{1,9}\t)?"
    r"([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2})\t([0-9A-Za-z .'-]{4,64})\t",
    re.MULTILINE,
)
_WORD: Final = re.compile(r"\S")
_TAB: Final = re.compile(r"(?<!\\)\t")
_REST_FIELDS: Final = 5
"""Behind the id: origin, classification, references, header, body."""
_ESCAPED: Final = re.compile(r"\\([\\\t\n])")


@dataclass(frozen=True, slots=True)
class DatabaseRow:
    """One row; header and body still hold the page's links and entities."""

    created: str
    reference_id: str
    origin: str
    classification: str
    header: str
    body: str


def split_rows(box: str) -> list[DatabaseRow]:
    """Return the rows of a box that begins with one; an empty list for an ordinary box.

    box: as ``page_boxes.find_boxes`` gives it, lines parted by line feeds.
    """
    first = _WORD.search(box)
    if first is None or not _ROW_START.match(box, first.start()):
        return []
    starts = list(_ROW_START.finditer(box, first.start()))
    ends = [start.start() for start in starts[1:]] + [len(box)]
    rows = [_row(start, box[start.end() : end]) for start, end in zip(starts, ends, strict=True)]
    return [row for row in rows if row is not None]


def _row(start: re.Match[str], rest: str) -> DatabaseRow | None:
    fields = _TAB.split(rest, maxsplit=_REST_FIELDS - 1)
    if len(fields) != _REST_FIELDS:
        return None
    origin, classification, _references, header, body = fields
    # The last line feed ends the row; a backslash at the very end lost its line feed to the page.
    body = body.removesuffix("\n")
    cut = body.endswith("\\") and not body.endswith("\\\\")
    body = _unescape(body[:-1] if cut else body)
    return DatabaseRow(start[1], start[2], origin, classification, _unescape(header), body)


def _unescape(field: str) -> str:
    # A function: the library expands a template in Python, at thrice the cost.
    return _ESCAPED.sub(lambda found: found[1], field)
