"""Source of a page -> its tree, for what stands in tables.

By lxml's tolerant parser, which loads nothing and expands nothing.
"""

from typing import Final

from lxml import etree

# Characters that no HTML page may hold; the parser would stumble or end at them.
_CONTROLS: Final = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], " "
)


def parse_page(source: str) -> etree._Element:
    """Return the tree of a page or of a piece of one; an empty one where nothing can be read."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(source.translate(_CONTROLS).encode("utf-8"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        tree = None
    # None too where there was nothing but blanks and what the parser passes over.
    return etree.Element("html") if tree is None else tree


def words_of(element: etree._Element) -> str:
    """Return the words of an element, single blanks between them."""
    return " ".join(etree.tostring(element, method="text", encoding="unicode", with_tail=False).split())
