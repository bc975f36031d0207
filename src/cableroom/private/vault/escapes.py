"""Characters that a text writes as escapes: ``Jos%C3%A9``, ``O&#8217;Brien``, ``AT&amp;T``.

A text goes in, and comes out of the same length, so that places in it stay true: each character that
is escaped stands where its escape begins, with FILL up to the escape's end.
"""

import html
import re
from typing import Final

FILL: Final = "\ufffe"
"""No character, and none of any text."""
# Source: RFC 3986, 2.1; HTML, "named character references": those of letters are no longer.
_PERCENT: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[Xx][0-9A-Fa-f]{1,6}|[A-Za-z]{2,8}[0-9]{0,2});")
_BLANKS: Final = "\t\n\r "
_BEFORE: Final = "/=&?_-.+#:,;@~"
"""What an escape follows in an address, beside letters."""
_LETTERS: Final = frozenset((*range(0x80), *range(0xC0, 0x100)))
"""Bytes of Latin-1 that are ASCII, or a letter beyond it (or one of two signs)."""


def without_escapes(text: str) -> str:
    """Return ``text`` with what its escapes stand for; of the same length."""
    if "%" in text:
        text = _PERCENT.sub(_percent, text)
    return _ENTITY.sub(_entity, text) if "&" in text else text


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
