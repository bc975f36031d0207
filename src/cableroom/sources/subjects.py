"""Whether a text says what it is about: a cable without a title is looked at by a person."""

import re
from typing import Final

from cableroom.telegram import subject_of

# A label, a word behind it, and soon after that a blank line, another label or the first number.
_LABEL: Final = re.compile(r"S(?:UBJ|ubj)(?:ECT|ect)?[ \t]{0,8}[:;][ \t]{0,40}[A-Za-z0-9(\[\"']")
_END: Final = re.compile(r"(?:\r\n|\r|\n)[ \t]{0,40}(?:[\r\n0-9]|R(?:EF|ef)|C(?:LASS|lass))")
_SOON: Final = 512
"""Code points; subjects end well before, and what does not is left to the parser."""


def has_subject(text: str) -> bool:
    """Say whether a subject can be read from ``text``.

    Nearly every telegram shows it at once; of the others the opening is read, which takes far longer.
    """
    label = _LABEL.search(text)
    if label is not None and _END.search(text, label.end(), label.end() + _SOON):
        return True
    return subject_of(text) is not None
