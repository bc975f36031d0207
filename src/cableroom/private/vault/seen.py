"""A text as a reader sees it: no hidden signs, and ``O&#8217;Brien`` and ``Jos%C3%A9`` in letters.

A text goes in, and comes out of the same length, so that places in it stay true: each character that
is escaped stands where its escape begins, with FILL up to the escape's end.
"""

import html
import re
from typing import Final

FILL: Final = "\ufffe"
"""No character, and none of any text."""
UNSEEN: Final = "\u00ad"
"""Stands for every character that nobody sees."""
# Source: Unicode 15: Cc but its blanks, Cf, Default_Ignorable_Code_Point; and the empty braille cell.
_HIDDEN: Final = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Source: RFC 3986, 2.1; HTML, "named character references": those of letters are no longer.
_PERCENT: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[Xx][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8}[0-9]{0,2});")
_BLANKS: Final = "\t\n\r "
_BEFORE: Final = "/=&?_-.+#:,;@~"
"""What an escape follows in an address, beside letters."""
_LETTERS: Final = frozenset((*range(0x80), *range(0xC0, 0x100)))
"""Bytes of Latin-1 that are ASCII, or a letter beyond it (or one of two signs)."""


def as_seen(text: str) -> str:
    """Return ``text``, as long, with what its escapes stand for, and UNSEEN for what nobody sees."""
    if "%" in text:
        text = _PERCENT.sub(_percent, text)
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    return _HIDDEN.sub(UNSEEN, text)


def _percent(found: re.Match[str]) -> str:
    data = bytes.fromhex(found[0].replace("%", ""))
    if data.isascii() and not _is_address(found):
        return found[0]
    charset = "utf-8"
    try:
        meant = data.decode()
    except UnicodeDecodeError:
        # As it was written before UTF-8.
        charset = "latin-1"
        meant = data.decode(charset) if _LETTERS.issuperset(data) else ""
    # What steers a terminal stands in no address.
    if not meant or not all(character.isprintable() or character in _BLANKS for character in meant):
        return found[0]
    return "".join(one.ljust(len("%20") * len(one.encode(charset)), FILL) for one in meant)


def _is_address(found: re.Match[str]) -> bool:
    """Say whether the escape stands in an address: ``2010%20report`` is one, ``5%20 more`` is not."""
    text, start, end = found.string, found.start(), found.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    return before.isalpha() or before in _BEFORE or (before.isdigit() and after.isalpha())


def _entity(found: re.Match[str]) -> str:
    meant = html.unescape(found[0])
    return meant.ljust(len(found[0]), FILL) if len(meant) <= len(found[0]) else found[0]
