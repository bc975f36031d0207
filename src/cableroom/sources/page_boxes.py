"""The text boxes of a Cablegate page: page source -> telegram text, character by character.

The boxes are cut out and cleaned here and not by an HTML parser, because a
parser drops NUL and other controls, makes one line end of two kinds, and takes
for markup what a telegram only quotes (``</pre><script>``).
"""

import re
from dataclasses import dataclass
from html.entities import html5
from typing import Final

# Both cases written out: a pattern that ignores case cannot be sought by its first letters.
_OPEN: Final = re.compile(r"<[cC][oO][dD][eE][^<>]*>[ \t\r\n]*<[pP][rR][eE][^<>]*>")
# Some mirrors lost the outer mark.
_OPEN_ALONE: Final = re.compile(r"<[pP][rR][eE](?:[ \t\r\n][^<>]*)?>")
# Where a box that is not closed ends at the latest: the page goes on.
_PAGE_GOES_ON: Final = re.compile(r"[ \t\r\n]*(?:</(?:code|div|body|html)>|<script[ >])", re.IGNORECASE)
# What a delivery network writes in place of an e-mail address, with the script that would show it.
_EMAIL_HIDDEN: Final = re.compile(
    r"<(a|span)\b(?=[^<>]*__cf_email__)[^<>]*>([^<>]*)</\1>"
    r"(?:<script\b(?=[^<>]*data-cf)[^<>]*>.{0,4096}?</script>)?",
    re.IGNORECASE | re.DOTALL,
)
_CLOSE: Final = re.compile(r"</[pP][rR][eE][ \t\r\n]*>")
# The page put these before whatever begins a line with a number or a letter and a dot.
_PARAGRAPH_MARK: Final = re.compile(r"<a [^<>]*>(?:¶|&para;|&#182;|&#x0*B6;)</a>", re.IGNORECASE)
# What the page adds inside a box; any other mark belongs to the telegram.
_PAGE_MARKUP: Final = re.compile(r"<a [^<>]*>|</a>|<br ?/?>|</?(?:b|i|u|em|strong|span)>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ENTITY_LEFT: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|amp|apos|gt|lt|nbsp|quot);")
_LINE_END: Final = re.compile(r"&#(?:[xX]0*[aA]|0*10);")
_USUAL_LINE_END: Final = "&#x000A;"
_LINE_END_TWICE: Final = re.compile(r"&#(?:[xX]0*[aA]|0*10);(\r\n|\n|\r)")
_C1: Final = range(0x80, 0xA0)
_SURROGATES: Final = range(0xD800, 0xE000)
_CODE_POINTS: Final = 0x110000


@dataclass(frozen=True, slots=True)
class Boxes:
    """The source of a page's text boxes, as yet uncleaned but for its line ends."""

    start: int
    """Where the first box begins in the page."""
    header: str
    """Empty where the page has only one box."""
    body: str
    problems: tuple[str, ...]


def find_boxes(page: str) -> Boxes | None:
    """Return the first and the last box; None where the page has none.

    The last box reaches to the last end mark, so that an end mark in a telegram does not cut it.
    """
    opened = list(_OPEN.finditer(page))
    if not opened and "Viewing cable" in page:
        opened = list(_OPEN_ALONE.finditer(page, page.index("Viewing cable")))
    if not opened:
        return None
    first, last = opened[0], opened[-1]
    closed = list(_CLOSE.finditer(page, last.end()))
    problems = [] if closed else ["page-truncated"]
    body = page[last.end() : closed[-1].start() if closed else _end_of_open_box(page, last.end())]
    header = ""
    if len(opened) > 1:
        end = _CLOSE.search(page, first.end(), last.start())
        header = page[first.end() : end.start() if end else last.start()]
    if len(opened) > 2:  # noqa: PLR2004 - header and body
        problems.append("page-boxes")
    if "__cf_email__" in page:
        header, hidden_above = _EMAIL_HIDDEN.subn(r"\2", header)
        body, hidden = _EMAIL_HIDDEN.subn(r"\2", body)
        problems += ["email-hidden"] if hidden or hidden_above else []
    return Boxes(first.start(), line_ends(header), line_ends(body), tuple(problems))


def _end_of_open_box(page: str, start: int) -> int:
    found = _PAGE_GOES_ON.search(page, start)
    return found.start() if found else len(page)


def line_ends(box: str) -> str:
    """Return a box with its written-out line ends (``&#x000A;``) as line feeds.

    Some pages have the written-out and a real line end behind one another at
    every line; there the two are one.  A real one at the box's very
    beginning is the page's.
    """
    if box.startswith(("\r", "\n")):
        box = box.removeprefix("\r").removeprefix("\n")
    if "&#" not in box:
        return box
    if "\n" in box or "\r" in box:
        twice = len(_LINE_END_TWICE.findall(box))
        if twice and twice * 2 > len(_LINE_END.findall(box)):
            box = _LINE_END_TWICE.sub("\n", box)
    # Nearly all are written so, a hundred in a page, and replaced ten times as fast as sought by a pattern.
    box = box.replace(_USUAL_LINE_END, "\n")
    return _LINE_END.sub("\n", box) if "&#" in box else box


def clean(box: str) -> str:
    """Return the telegram's own characters: the page's links and ¶ marks gone, entities read."""
    box = _PARAGRAPH_MARK.sub("", box)
    return read_entities(_PAGE_MARKUP.sub("", box))


def read_entities(source: str) -> str:
    """Return ``source`` with each entity as the character that it names."""
    if "&" not in source:
        return source
    source = _ENTITY.sub(_character, source)
    # A second time, for what had been escaped twice (``&amp;#8217;``).
    return _ENTITY_LEFT.sub(_character, source)


def _character(entity: re.Match[str]) -> str:
    """Return the character that an entity names, or the entity itself where it names none."""
    name = entity[0][1:-1]
    if not name.startswith("#"):
        return html5.get(f"{name};", entity[0])
    number = int(f"0{name[1:]}", 16) if name[1] in "xX" else int(name[1:])
    if number >= _CODE_POINTS or number in _SURROGATES:
        return entity[0]
    if number in _C1:  # every browser reads these as Windows-1252
        return bytes([number]).decode("cp1252", "ignore") or chr(number)
    return chr(number)
