"""An element of a page, cut out of its source by id, and the text in it, character by character.

Not by an HTML parser, for the reasons that ``page_boxes`` gives.
"""

import re
from typing import Final

from cableroom.sources.page_boxes import read_entities

_VOID_OF_TEXT: Final = re.compile(
    r"<(script|style|button|select|textarea)\b[^<>]*>.*?(?:</\1[ \t\r\n]*>|\Z)|<!--.*?(?:-->|\Z)",
    re.IGNORECASE | re.DOTALL,
)
# Where the page ends a line and its source may too; the two are one.
_BREAK: Final = re.compile(r"<br[ \t]*/?>(?:\r\n|\n|\r)?", re.IGNORECASE)
_BLOCK_END: Final = re.compile(
    r"</(?:p|div|li|tr|h[1-6]|blockquote)[ \t\r\n]*>(?:\r\n|\n|\r)?", re.IGNORECASE
)
# A link that does something in the page and leads nowhere is a button of the page's.
_LINK: Final = re.compile(r"<a\b([^<>]*)>[^<>]*</a[ \t\r\n]*>", re.IGNORECASE)
_DOES_SOMETHING: Final = re.compile(
    r"\bonclick[ \t]*=|\bhref[ \t]*=[ \t]*['\"](?:javascript:|#['\"])", re.IGNORECASE
)
# What pages put around words; any other mark belongs to the text.
_MARKUP: Final = re.compile(
    r"</?(?:a|abbr|acronym|b|big|blockquote|code|div|em|font|h[1-6]|i|ins|li|mark|ol|p|pre|s|small|span|strike"
    r"|strong|sub|sup|table|tbody|td|th|tr|tt|u|ul)(?:[ \t\r\n/][^<>]*)?>",
    re.IGNORECASE,
)
_BLANK_BEGINNING: Final = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*")


def element_by_id(page: str, name: str) -> str | None:
    """Return the source inside the element whose id is ``name``; to the page's end where it is not closed.

    None where the page has no such element.
    """
    found = re.compile(
        rf"<([a-z][a-z0-9]*)\b[^<>]*?\bid[ \t]*=[ \t]*['\"]?{re.escape(name)}(?=['\" \t\r\n/>])",
        re.IGNORECASE,
    ).search(page)
    if found is None:
        return None
    start = page.find(">", found.end()) + 1 or len(page)
    depth = 1
    for tag in re.compile(rf"<(/?){found[1]}\b[^<>]*>", re.IGNORECASE).finditer(page, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return page[start : tag.start()]
    return page[start:]


def element_text(source: str) -> str:
    """Return the text of an element: the page's marks, scripts and buttons gone, breaks as line feeds."""
    source = _VOID_OF_TEXT.sub("", source)
    source = _LINK.sub(lambda link: "" if _DOES_SOMETHING.search(link[1]) else link[0], source)
    source = _BLOCK_END.sub("\n", _BREAK.sub("\n", source))
    text = read_entities(_MARKUP.sub("", source))
    beginning = _BLANK_BEGINNING.match(text)
    return text[beginning.end() if beginning else 0 :].rstrip(" \t\r\n")
