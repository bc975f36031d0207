"""The top box of a Cablegate page: what the page states about its cable.

Read with lxml's tolerant HTML parser, which loads nothing and expands
nothing.  Only the words of a cell count: the ``title`` of the classification's
link names another class than the link does, and ``<title>`` never names the cable.
"""

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

_HEADING: Final = re.compile(r"Viewing cable[ \t]+([0-9A-Za-z.'-]{4,64})")
# Pages of November 2010 say Date, later ones Created.
_DATE_COLUMNS: Final = ("created", "date")
# Characters that no HTML page may hold; the parser would stumble or end at them.
_CONTROLS: Final = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], " "
)


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
    for table in _parse(page).iter("table"):
        if "cable" in table.get("class", "").split():
            rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
            words = [[_words(cell) for cell in row] for row in rows]
            if len(words) > 1:
                cells = dict(zip([name.lower() for name in words[0]], words[1], strict=False))
            articles = tuple(
                link.get("href", "") for row in rows[2:] for cell in row for link in cell.iter("a")
            )
            break
    heading = _HEADING.search(page)
    return IdentityTable(
        reference_id=cells.get("reference id") or (heading[1] if heading else ""),
        created=next((cells[name] for name in _DATE_COLUMNS if name in cells), ""),
        classification=cells.get("classification", ""),
        origin=cells.get("origin", ""),
        articles=articles,
    )


def _words(cell: etree._Element) -> str:
    return " ".join(etree.tostring(cell, method="text", encoding="unicode", with_tail=False).split())


def _parse(page: str) -> etree._Element:
    """Return the tree of the cable's part of the page; an empty one where nothing can be read."""
    # The navigation before it is most of the page, and says nothing of the cable.
    source = page[max(0, page.find("pane big")) :].translate(_CONTROLS)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(source.encode("utf-8"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        tree = None
    # None too where there was nothing but blanks and what the parser passes over.
    return etree.Element("html") if tree is None else tree
