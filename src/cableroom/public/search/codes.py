"""Codes: what signs part and readers write together, and the other way round.

``AK-47``, ``S/NF``, ``1.4(B)`` and ``UNSCR 1718`` are found with and without their signs, ``071143``
with and without its zeros, and a word that a line end parts (``COMMUNICA-`` / ``TIONS``) whole.
A text is folded before it comes here; nothing here stems.
"""

import re
from typing import Final

LONGEST: Final = 40
"""Letters and digits of a joined word; a longer run of parts is an address or a rule, not a code."""
_SIGNS: Final = "-/.,&("


def _kind(char: str) -> str:
    """The letter that stands for ``char`` in the shape of a text."""
    if char.isascii() and char.isalnum():
        return "0" if char.isdigit() else "A" if char.isupper() else "a"
    return "-" if char in _SIGNS else " " if char.isspace() else "?"


_KINDS: Final = "".join(_kind(chr(byte)) for byte in range(256)).encode()
_ALNUM: Final = b"Aa0"
# Each begins with the one sign or digit that it is about, not with what stands before it: most of a text has
# none, and is passed over quickly.  Possessive, so that they stay linear.
# In the shape, a sign between two parts: AK-47, S/NF, 1.4(B), 1,234.
_BETWEEN: Final = re.compile(rb"-(?<=[Aa0].)(?=[Aa0])")
_PART: Final = re.compile(f"[A-Za-z0-9]{{1,{LONGEST}}}+")
_WRAP: Final = re.compile(r"-(?<=[A-Za-z].)[ \t]{0,8}+\r?\n[ \t]{0,8}+([A-Za-z]++)")
_ZEROS: Final = re.compile(r"0(?<![A-Za-z0-9].)0*+([1-9][0-9]*+)(?![A-Za-z])")
# In the shape, a number behind capitals: UNSCR 1718, CL 20. These capitals begin no code.
_NUMBER: Final = re.compile(rb"0(?<=A .)0{0,6}+(?![Aa0])")
_CAPITALS: Final = range(2, 7)
_PROSE_WORDS: Final = """
ABOUT AFTER AND AS AT BY BUT FOR FROM IN INTO IS NEARLY OF ON ONLY OR OVER PAGE PARA SINCE SOME THAN
THE TO UNDER UNTIL UP WERE WITH
"""
_PROSE: Final = frozenset(_PROSE_WORDS.split())


def joined(folded: str) -> list[str]:
    """The words that ``folded`` has beside those that its signs part, each once, in order."""
    shape = _shape(folded)
    found = _codes(folded, shape)
    if "-" in folded:
        found += [_before(folded, shape, match.start()) + match[1] for match in _WRAP.finditer(folded)]
    found += [match[1] for match in _ZEROS.finditer(folded)]
    for match in _NUMBER.finditer(shape):
        capitals = _before(folded, shape, match.start() - 1)
        if len(capitals) in _CAPITALS and capitals.isupper() and capitals not in _PROSE:
            found.append(capitals + folded[match.start() : match.end()])
    return [word for word in dict.fromkeys(found) if len(word) <= LONGEST]


def _shape(folded: str) -> bytes:
    """A byte for each code point, of few kinds, so that a pattern can look for one of them: ``A 0000-A``.

    Blanks beyond Latin-1 are none here: folding leaves but a few of them, which no telegram has.
    """
    return folded.encode("latin-1", "replace").translate(_KINDS)


def _codes(folded: str, shape: bytes) -> list[str]:
    """Parts with one sign between each two, without the signs."""
    found: list[str] = []
    word, end = "", 0
    for match in _BETWEEN.finditer(shape):
        place = match.start()
        if folded[place] == "," and not (folded[place - 1] + folded[place + 1]).isdigit():
            continue
        if place != end or not word:
            found += [word] if word else []
            word = _before(folded, shape, place)
        after = _PART.match(folded, place + 1)
        assert after is not None
        word += after[0] if len(word) <= LONGEST else ""
        end = after.end()
    return [*found, word] if word else found


def _before(folded: str, shape: bytes, place: int) -> str:
    """The letters and digits that end at ``place``; of a monstrous run the last ones."""
    farthest = max(0, place - LONGEST)
    return folded[farthest + len(shape[farthest:place].rstrip(_ALNUM)) : place]


def as_one(folded: str) -> str | None:
    """The one word by which the index also knows what somebody typed as one; None where there is none.

    ``AK-47`` -> ``AK47``, ``071143`` -> ``71143``.
    """
    word = _letters(folded)
    if word.isascii() and word.isdigit():
        word = word.lstrip("0") or "0"
    return word if 0 < len(word) <= LONGEST else None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
