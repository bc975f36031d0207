"""Classification words in every spelling: ``C O N F I D E N T I A L`` -> ``CONFIDENTIAL``."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from cableroom.telegram.slips import one_slip

# As operators wrote them -> one of five words. Longer ones first where one begins another.
_LEVELS = {
    "TOP SECRET": "TOP SECRET",
    "SECRET": "SECRET",
    "CONFIDENTIAL": "CONFIDENTIAL",
    "LIMITED OFFICIAL USE": "LIMITED OFFICIAL USE",
    "LIMITED OFF USE": "LIMITED OFFICIAL USE",
    "LTD OFFICIAL USE": "LIMITED OFFICIAL USE",
    "UNCLASSIFIED": "UNCLASSIFIED",
    "UNCLASS": "UNCLASSIFIED",
    "UNCLAS": "UNCLASSIFIED",
}
SENSITIVE = "SENSITIVE BUT UNCLASSIFIED"
"""A level on some lines and a caption on others; for official use only either way."""


def spaced(words: str) -> str:
    """A pattern for ``words`` with or without blanks between the letters."""
    return " {0,3}".join(letter for letter in words if letter != " ")


# Source: 5 FAH-2 H-440, classification line; letters are spread so that a lost one shows.
# "UNCLAS S E C T I O N" is no UNCLASS, so that one is not spread.
_HYPHENED = ("SECRET", "CONFIDENTIAL", "UNCLAS")
_WRITINGS = (
    *(level if level == "UNCLASS" else spaced(level) for level in _LEVELS),
    *("-".join(level) for level in _HYPHENED),
)
LEVEL = "(?:" + "|".join(_WRITINGS) + ")"
_SQUEEZED = {level.replace(" ", ""): meant for level, meant in _LEVELS.items()}
LEVEL_LINE = re.compile(rf"{LEVEL}(?:(?![A-Za-z])|(?=SECTION|NOFORN|SIPDIS|NODIS|EXDIS))")
"""A level at the head of a line; the next word may be glued on."""
# The level is a caption here; or one letter of it is wrong: spread letters, or a word before the post.
_SENSITIVE = re.compile(rf"(?:{SENSITIVE}|SBU|LOU)(?= [A-Z]| ?/)")
_SPREAD = re.compile(r"(?:[A-Z]{1,2} {1,3}){4,24}[A-Z]{1,2}(?![A-Z])")
_WORD = re.compile(r"(?:TOP )?[A-Z]{5,13}(?= )")
_SERIAL = re.compile(r" [0-9]{2,7}(?![0-9])")
_ALIKE = 0.85
_LONG, _MOST_WRONG = 9, 3


# A line of small letters throughout is one only with the telegram's own id: "unclas bern 000123".
_SMALL = re.compile(
    r"(?:top secret|secret|confidential|limited official use|unclas(?:s(?:ified)?)?)\b"
    r"[a-z0-9 ./'-]{1,60} [0-9]{3,7}\Z"
)


def in_capitals(line: str) -> str:
    """The line as it is, in capitals where it is a classification line in small letters."""
    return line.upper() if line[:1] in "tsclu" and _SMALL.match(line) else line


class Level(NamedTuple):
    """A classification at the head of a line."""

    name: str
    """TOP SECRET, SECRET, CONFIDENTIAL, LIMITED OFFICIAL USE, UNCLASSIFIED."""
    end: int
    """Where the line goes on, in characters of the line; 0 where the level is also a caption."""


def read_level(line: str) -> Level | None:
    """The classification at the head of ``line``, which is without outer blanks; None where there is none."""
    found = LEVEL_LINE.match(line)
    return Level(_SQUEEZED[found[0].replace(" ", "").replace("-", "")], found.end()) if found else None


def guess_level(line: str) -> Level | None:
    """The classification of a classification line that misspells it; None for any other line.

    Letters that are spread, and a word before a post and its serial, need only be alike.
    """
    if (found := _SENSITIVE.match(line)) is not None and _SERIAL.search(line):
        return Level("LIMITED OFFICIAL USE", found.end()) if found[0] == "LOU" else Level("UNCLASSIFIED", 0)
    spread = _SPREAD.match(line)
    found = spread or (_WORD.match(line) if _SERIAL.search(line) else None)
    name = _alike(found[0].replace(" ", "")) if found else None
    return Level(name, found.end()) if found and name else None


@lru_cache(maxsize=512)
def _alike(letters: str) -> str | None:
    for level, meant in _SQUEEZED.items():
        if one_slip(letters, level):
            return meant
    return next((meant for level, meant in _SQUEEZED.items() if _nearly(letters, level)), None)


def _nearly(letters: str, level: str) -> bool:
    """Tell whether two letters or so of a long word are wrong."""
    if len(level) < _LONG or abs(len(letters) - len(level)) > _MOST_WRONG:
        return False
    return SequenceMatcher(None, letters, level, autojunk=False).ratio() >= _ALIKE
