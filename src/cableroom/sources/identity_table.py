"""The top box of a Cablegate page: what the page states about its cable.

Read with lxml's tolerant HTML parser, which loads nothing and expands
nothing.  Only the words of a cell count: the ``title`` of the classification's
link names another class than the link does, and ``<title>`` never names the cable.
"""

import re
from dataclasses import dataclass
from typing import Final

from cableroom.sources.page_trees import parse_page, words_of

_HEADING: Final = re.compile(r"Viewing cable[ \t]+([0-9A-Za-z.'-]{4,64})")
_FIRST_COLUMN: Final = "reference id"
# A web archive puts this before every address of a page that it keeps.
_ARCHIVED: Final = re.compile(r"\A(?:https?://[^/]{1,60})?/web/[0-9]{4,14}[a-z_]{0,4}/(?=https?://)")
# Pages of November 2010 say Date, later ones Created.
_DATE_COLUMNS: Final = ("created", "date")


@dataclass(frozen=True, slots=True)
class IdentityTable:
    """Words as they stand in the cells; empty where the page has none."""

    reference_id: str
    created: str
    classification: str
    origin: str
    articles: tuple[str, ...]
    """Addresses below "Appears in these articles", junk included."""


def read_table(page: str) -> IdentityTable:
    """Return the top box of ``page``, its source up to the first text box.

    Four columns (Reference ID, Date, Classification, Origin) or five (with Created, Released).
    """
    cells: dict[str, str] = {}
    articles: tuple[str, ...] = ()
    for table in parse_page(_cable_part(page)).iter("table"):
        rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
        words = [[words_of(cell) for cell in row] for row in rows[:2]]
        names = [name.lower() for name in words[0]] if words else []
        if "cable" in table.get("class", "").split() or names[:1] == [_FIRST_COLUMN]:
            if len(words) > 1:
                cells = dict(zip(names, words[1], strict=False))
            links = (link.get("href", "") for row in rows[2:] for cell in row for link in cell.iter("a"))
            articles = tuple(_ARCHIVED.sub("", link) for link in links)
            break
    heading = _HEADING.search(page)
    return IdentityTable(
        reference_id=cells.get(_FIRST_COLUMN) or (heading[1] if heading else ""),
        created=next((cells[name] for name in _DATE_COLUMNS if name in cells), ""),
        classification=cells.get("classification", ""),
        origin=cells.get("origin", ""),
        articles=articles,
    )


def _cable_part(page: str) -> str:
    """Return the page without the navigation, which is most of it and says nothing of the cable."""
    return page[max(0, page.find("pane big")) :]
