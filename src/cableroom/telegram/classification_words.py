"""Classification words in every spelling: ``C O N F I D E N T I A L`` -> ``CONFIDENTIAL``."""

import re

_LEVELS = (
    "TOP SECRET",
    "SECRET",
    "CONFIDENTIAL",
    "LIMITED OFFICIAL USE",
    "UNCLASSIFIED",
    "UNCLAS",
)


def _spaced(words: str) -> str:
    """A pattern for ``words`` with or without blanks between the letters."""
    return " {0,3}".join(letter for letter in words if letter != " ")


# Source: 5 FAH-2 H-440, classification line; letters are spread so that a lost one shows.
LEVEL = "(?:" + "|".join(_spaced(level) for level in _LEVELS) + ")"
_SQUEEZED = {level.replace(" ", ""): level for level in _LEVELS} | {"UNCLAS": "UNCLASSIFIED"}
LEVEL_LINE = re.compile(rf"{LEVEL}(?![A-Za-z])")


def level(written: str) -> str:
    """The classification as one of five words: ``S E C R E T`` -> ``SECRET``."""
    return _SQUEEZED[written.replace(" ", "")]
