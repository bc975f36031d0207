"""Persons among TAGS: ``OVIP (CLINTON, HILLARY)``, ``OVIP CLINTON HILLARY`` -> ``CLINTON, HILLARY``."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from cableroom.telegram.struck import MARK

BEFORE_PERSON: Final = frozenset({"OVIP", "OTRA", "OREP", "OEXC", "OCON", "CODEL", "STAFFDEL"})
"""Tags that ask for the name of a person behind them. Source: circular telegram on TAGS, July 1974."""
_BETWEEN_PERSONS: Final = re.compile(r"[;/&]| AND ")
_NAME: Final = re.compile(r"[A-Z][A-Z'-]*\.?")
_TITLES: Final = frozenset(
    {
        *(
            "AMB",
            "AMBASSADOR",
            "ADM",
            "ADMIRAL",
            "ASSISTANT",
            "ATTORNEY",
            "CHAIRMAN",
            "CHANCELLOR",
            "CODEL",
            "COL",
        ),
        *("CONG", "CONGRESSMAN", "CONGRESSWOMAN", "DEPUTY", "DR", "FIRST", "FM", "FOREIGN", "FORMER", "GEN"),
        *(
            "GENERAL",
            "GOVERNOR",
            "HON",
            "KING",
            "LADY",
            "LT",
            "MAYOR",
            "MINISTER",
            "MR",
            "MRS",
            "MS",
            "PM",
            "POTUS",
        ),
        *(
            "PRESIDENT",
            "PRIME",
            "PRINCE",
            "PROFESSOR",
            "QUEEN",
            "REP",
            "REPRESENTATIVE",
            "SEC",
            "SECRETARY",
            "SEN",
        ),
        *("SENATOR", "SIR", "SPEAKER", "UNDER", "VICE"),
    }
)
_SUFFIXES: Final = frozenset({"JR", "JR.", "SR", "SR.", "II", "III", "IV"})
_MOST_WORDS: Final = 5


def persons_in(words: str) -> list[str]:
    """The persons that stand in parentheses, ``SURNAME, GIVEN``; a surname alone where that is all.

    words: in capitals, without the parentheses. A name that is struck in part is left out whole.
    """
    persons: list[str] = []
    for group in _BETWEEN_PERSONS.split(words):
        parts = _joined_suffixes(part.split() for part in group.split(","))
        for at in range(0, len(parts), 2):
            person = _person(parts[at : at + 2])
            if person and not any(mark in person for mark in "[]"):
                persons.append(person)
    return persons


def bare_person(words: Sequence[str]) -> tuple[str | None, int]:
    """The person whose name ``words`` begin with, surname first, and of how many words it is.

    words: up to the next known tag; a comma is a word of its own.
    """
    comma = words[1:2] == [","]
    name = [words[0], *words[2:3]] if comma else list(words[:2])
    if len(name) < 2 or not all(map(is_name, name)):  # noqa: PLR2004 - surname and given name
        return None, 0
    used = len(name) + comma
    while used < len(words) and len(words[used].rstrip(".")) == 1 and is_name(words[used]):
        name.append(words[used])  # an initial
        used += 1
    return f"{name[0]}, {' '.join(name[1:])}", used


def is_name(word: str) -> bool:
    """Tell whether ``word`` can be a part of a name: letters, hyphens, apostrophes, an initial."""
    return _NAME.fullmatch(word) is not None and MARK not in word


def _joined_suffixes(parts: Iterable[list[str]]) -> list[list[str]]:
    """Parts without titles; JR and III go with the name before them."""
    kept: list[list[str]] = []
    for part in parts:
        titled = bool(part) and part[0].rstrip(".") in _TITLES
        words = [word for word in part if word.rstrip(".") not in _TITLES]
        if titled and len(words) > 1:
            kept += [words[-1:], words[:-1]]  # SENATOR EDWARD KENNEDY
        elif words and set(words) <= _SUFFIXES and kept:
            kept[-1] += words
        elif words:
            kept.append(words)
    return kept


def _person(parts: list[list[str]]) -> str | None:
    words = [word for part in parts for word in part]
    if not words or len(words) > _MOST_WORDS + 1 or not all(map(is_name, words)):
        return None
    if len(parts) == 1 and len(words) > 1:
        return f"{words[0]}, {' '.join(words[1:])}"
    return ", ".join(" ".join(part) for part in parts)
