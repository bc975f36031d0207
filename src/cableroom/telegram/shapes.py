"""The shape of a text: what sort of character stands at each place, in one byte each.

Text in, bytes of the same length out. What begins with any digit, or any capital, is sought in a shape much
sooner than in the text: there it begins with one byte, for which a search need not try each character.
"""

import re
from string import ascii_letters, ascii_uppercase, digits
from typing import Final

_OTHER: Final = "?"
_SORTS: Final = {
    **dict.fromkeys(digits, "9"),
    **dict.fromkeys(ascii_letters, "a"),
    **dict.fromkeys(ascii_uppercase, "A"),
    **dict.fromkeys(" \t\n\r\v\f\x1c\x1d\x1e\x1f", " "),
    **dict.fromkeys(",.:/-", ","),
    "'": "'",
}
_TABLE: Final = "".join(_SORTS.get(chr(code), _OTHER) for code in range(256)).encode("ascii")
# Every blank that is not of ASCII.
_WIDE_BLANK: Final = re.compile(r"[^\S\x00-\x7f]")


def shape_of(text: str) -> bytes:
    """The shape of ``text``: 9 for a digit, A for a capital, a for a small letter, a blank for any blank.

    Of the signs a comma stands for those that join numbers (``,.:/-``), an apostrophe for itself, and a
    question mark for all else, letters and digits beyond ASCII among it.
    """
    if not text.isascii():
        text = _WIDE_BLANK.sub(" ", text)
    return text.encode("ascii", "replace").translate(_TABLE)
