"""The identity table of a page that was captured as text: what it states, and where the telegram begins.

Text browsers and converters draw it with pipes, in columns, with tabs, or with each cell on a line of its
own; some number every link (``[245]07BERN881``).
"""

import re
from dataclasses import dataclass
from typing import Final

_LINE_END: Final = r"(?:\r\n|\r|\n)"
_LINE_START: Final = r"(?:\A|(?<=[\r\n]))"
# With pipes: the table's first line, its rule, and the row of values.
_PIPES: Final = re.compile(
    rf"{_LINE_START}[ \t|]*(Reference ID[ \t]*\|[^\r\n]*){_LINE_END}"
    rf"(?:[ \t]*[|:=+-][ \t|:=+-]*{_LINE_END})?"
    rf"([^\r\n]*)(?:{_LINE_END}|\Z)"
)
# Without: names, then values that can be told apart by what they are.
_GAP: Final = r"[ \t|│\r\n]{1,80}"
_LINK: Final = r"(?:\[[0-9]{1,5}\])?"
_DATE: Final = r"([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2})"
_LEVEL: Final = (
    r"((?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET|TOP SECRET)"
    r"(?://[A-Z][A-Z /]{0,40}[A-Z])?)"
)
_COLUMNS: Final = re.compile(
    rf"{_LINE_START}[ \t|│]*Reference ID{_GAP}(?:Created|Date){_GAP}(?:Released{_GAP})?Classification{_GAP}"
    rf"Origin"
    rf"[ \t|│]*{_LINE_END}[ \t|│+:=─┼├┤\r\n-]{{0,400}}"
    rf"{_LINK}([^ \t|│\r\n]{{1,64}}){_GAP}{_LINK}{_DATE}{_GAP}(?:{_LINK}{_DATE}{_GAP})?"
    rf"{_LINK}{_LEVEL}{_GAP}{_LINK}([^|│\r\n]{{1,1024}})[ \t|│]*(?:{_LINE_END}|\Z)"
)
_NUMBERED_LINK: Final = re.compile(rf"{_LINE_START}[ \t|│]*\[[0-9]{{1,5}}\][0-9]{{2}}[A-Z]")
# A cell that is a link in the way of Markdown.
_MARKDOWN_LINK: Final = re.compile(r"\[([^\[\]]*)\]\([^()\r\n]*\)")


@dataclass(frozen=True, slots=True)
class CapturedTable:
    """Words as they stand in the cells; empty where the table lacks them."""

    reference_id: str
    created: str
    classification: str
    origin: str
    end: int
    """Where the table ends in the page."""
    numbered: bool
    """Whether links carry numbers."""


def find_table(page: str) -> CapturedTable | None:
    """Return the table, or None where there is none."""
    found = _PIPES.search(page)
    if found is not None:
        values = dict(zip(_cells(found[1].lower()), _cells(found[2]), strict=False))
        # Pages of November 2010 say Date, later ones Created.
        created = values.get("created", values.get("date", ""))
        return CapturedTable(
            values.get("reference id", ""),
            created,
            values.get("classification", ""),
            values.get("origin", ""),
            found.end(),
            numbered=False,
        )
    found = _COLUMNS.search(page)
    if found is None:
        return None
    reference_id, created, _released, classification, origin = found.groups()
    row = found[0][: found.start(2) - found.start()]
    numbered = _NUMBERED_LINK.search(row) is not None
    return CapturedTable(reference_id, created, classification, origin, found.end(), numbered)


def _cells(line: str) -> list[str]:
    """Return the words between the pipes of one line of the table."""
    return [_MARKDOWN_LINK.sub(r"\1", cell).strip() for cell in line.strip(" \t|").split("|")]
