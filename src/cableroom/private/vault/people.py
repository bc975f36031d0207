"""Names of people who answer for something: what is compared of them, and which are none.

Two signatures must be of two people.  Nobody can prove a name here, but one
person must not become two by signs that no eye tells apart.
"""

import unicodedata
from typing import Final

from cableroom.errors import CableroomError
from cableroom.private.vault.errors import NameMissing

LETTERS: Final = 2
"""A name has so many at least."""
_BLANK: Final = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing."""
_LATIN: Final = "LATIN"
_UNLIKE: Final = frozenset({"BOPOMOFO", "CJK", "HANGUL", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})
"""Scripts that have no letter like a Latin one, and stand beside Latin in real names."""
# Case-folded letters of other scripts, and odd Latin ones, that look like a plain one.
_LIKE: Final = str.maketrans(
    "авезиікмнорсԁтухѕјһԛԝ" + "αεηικνορτυχ" + "ıɩɑɡøłđ",
    "abe3uikmhopcdtyxsjhqw" + "aenikvoptux" + "iiagold",
)


class NameMixed(CableroomError):
    """A name mixes scripts, so that it could pass for another person's."""

    code = "name-mixed"
    hint = "write the whole name in one script"


def fold_name(name: str) -> str:
    """Return what is compared of a person's name: letters and digits, without case, marks and look-alikes."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return "".join(c for c in plain if c.isalnum() and c not in _BLANK).translate(_LIKE)


def person(name: str) -> str:
    """Return ``fold_name`` of a name that a person can have.

    Raises NameMissing: it has fewer than two letters; NameMixed: it mixes Latin letters with those
    of a script that has look-alikes.
    """
    letters = [c for c in unicodedata.normalize("NFKD", name) if c.isalpha() and c not in _BLANK]
    if len(letters) < LETTERS:
        raise NameMissing(f"a person's name has {LETTERS} letters at least")
    scripts = {unicodedata.name(c, "UNNAMED").split(" ")[0] for c in letters} - _UNLIKE
    if _LATIN in scripts and len(scripts) > 1:
        raise NameMixed("a name mixes Latin letters with those of another script")
    return fold_name(name)


def is_visible(words: str) -> bool:
    """Say whether ``words`` show a reader anything at all."""
    return any(unicodedata.category(c)[0] in "LNPS" and c not in _BLANK for c in words)
