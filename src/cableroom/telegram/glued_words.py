"""Words of a message's head that were glued in front of an id: ``SECTION01OF03CAIRO1416`` -> ``CAIRO1416``.

Capitals and digits in, the same without such words out. They are found with a slip in them too, because a
faulty line struck letters over: ``SECTIOQ1OF06``.
"""

import re
from string import ascii_uppercase
from typing import Final

from cableroom.telegram.posts import find_post
from cableroom.telegram.slips import Slips, likely_slip

# "SECTION 01 OF 03", also with Q, G or I struck for a letter or a digit.
_SECTION: Final = re.compile(
    r"([A-Z]{6,8}?)(?:[0-9]{2}|[0-9]|[OQGI][0-9])(?:[OQGI0]F|O[QGI])"
    r"(?:[0-9]{2}|[0-9](?=[A-Z])|[OQGI][0-9])(?=[0-9A-Z])"
)
_WORDS: Final = (
    *("UNCLASSIFIED", "UNCLAS", "CONFIDENTIAL", "TOPSECRET", "SECRET", "LIMITEDOFFICIALUSE", "LOU", "SBU"),
    *("FOROFFICIALUSEONLY", "FOUO", "SENSITIVE", "NOFORN", "SIPDIS", "NODIS", "EXDIS", "LIMDIS", "STADIS"),
    *("EFTO", "ROGERCHANNEL", "CORRECTEDCOPY", "REFTEL", "REF", "CABLE", "TELEGRAM"),
    *("AMEMBASSY", "AMCONSULATE", "AMCONSUL", "USMISSION"),
)
"""Source: the set's 203 malformed ids; captions and classifications of the message form (5 FAH-2)."""
_SHORTEST: Final = 2
_LONGEST: Final = max(map(len, _WORDS)) + 1
_SLIPS: Final = Slips(word for word in _WORDS if len(word) > 3)  # noqa: PLR2004 - REF, LOU: looked up exactly
# So many letters are looked through; the longest name of a post has seventeen.
_MOST_LETTERS: Final = 40
_YEAR_AND_LETTER: Final = re.compile(r"[0-9]{2,4}[A-Z]")


def without_glued_words(squeezed: str) -> str:
    """``squeezed`` without the words in front of a year or a known post; unchanged where neither follows."""
    squeezed = _without_section(squeezed, 0)
    letters = squeezed[: len(squeezed) - len(squeezed.lstrip(ascii_uppercase))]
    if not letters or find_post(letters) is not None:
        return squeezed
    if (whole := len(letters)) in (ends := _ends_of_glue(letters)) and _YEAR_AND_LETTER.match(
        squeezed, whole
    ):
        return squeezed[whole:]
    for end in ends:
        if find_post(letters[end:]) is not None:
            return squeezed[end:]
        if (rest := _without_section(squeezed, end)) != squeezed[end:]:
            return rest
    return squeezed


def _without_section(squeezed: str, start: int) -> str:
    """What stands behind ``start`` and the number of a section that begins there."""
    found = _SECTION.match(squeezed, start)
    return squeezed[
        found.end()
        if found is not None and (found[1] == "SECTION" or likely_slip(found[1], "SECTION"))
        else start :
    ]


def _ends_of_glue(letters: str) -> list[int]:
    """Where the glued words may end that ``letters`` begin with, from the left."""
    ends = [0]
    for start in ends:
        for length in range(_SHORTEST, min(_LONGEST, len(letters) - start, _MOST_LETTERS - start) + 1):
            if start + length not in ends and _is_glued(letters[start : start + length]):
                ends.append(start + length)
    return sorted(ends[1:])


def _is_glued(word: str) -> bool:
    return word in _WORDS or bool(_SLIPS.near(word))
