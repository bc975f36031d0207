"""One word of a TAGS line -> its codes: slips set right, run-together codes taken apart.

A word that is no code we know stays as it is: a wrong code is worse than an unknown one.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from cableroom.telegram.quirks import quirks
from cableroom.telegram.tag_table import TAGS

_TOPIC: Final = 4
"""Letters of every subject and program."""
_COUNTRY: Final = 2
_SHORTEST_GLUED, _LONGEST_GLUED = 6, 80
# The price of a piece of a run-together word: few long codes are likelier than many short ones.
_PRICES: Final = {"subject": 2, "program": 2, "organization": 3, "geographic": 3}


def codes_of(word: str) -> tuple[str, ...]:
    """The codes that ``word`` means, itself where it is none; nothing where it is known to be no tag."""
    return (word,) if word in TAGS or len(word) > _LONGEST_GLUED else _codes_of(word)


@lru_cache(maxsize=4_096)
def _codes_of(word: str) -> tuple[str, ...]:
    if (right := quirks().tags.get(word)) is not None:
        return right
    if "/" in word and all(part in TAGS for part in word.split("/")):
        return tuple(word.split("/"))
    return _taken_apart(word) or _set_right(word) or (word,)


def is_code(word: str) -> bool:
    """Tell whether ``word`` is a code, a slip of one, or several run together."""
    return word in TAGS or word in quirks().tags or codes_of(word) != (word,)


def looks_like_code(word: str) -> bool:
    """Tell whether ``word`` has the shape of a code: also a program that we do not know, KQQQ."""
    return is_code(word) or (len(word) == _TOPIC and word[0] == "K")


def _set_right(word: str) -> tuple[str, ...]:
    """The only topic that ``word`` is with a letter too many (PGOVE), or two that changed places (PRAM)."""
    if word in quirks().no_tags:
        return ()
    tried: set[str] = set()
    if len(word) == _TOPIC + 1:
        tried = {word[:at] + word[at + 1 :] for at in range(len(word))}
    elif len(word) == _TOPIC:
        tried = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(_TOPIC - 1)}
    found = [code for code in tried if _pieces().get(code) in ("subject", "program")]
    return tuple(found) if len(found) == 1 else ()


def _taken_apart(word: str) -> tuple[str, ...]:
    """``KFRDKIRFCVISEG`` -> KFRD, KIRF, CVIS, EG; empty where that fails.

    A subject or program must be in it, and half of it may be countries at the most; else POLITICS
    would be four of them.
    """
    if len(word) < _SHORTEST_GLUED or not word.isalpha() or word in quirks().no_tags:
        return ()
    pieces = _pieces()
    # What each beginning of the word costs, with its codes; the cheapest wins.
    cheapest: dict[int, tuple[int, tuple[str, ...]]] = {0: (0, ())}
    for start in range(len(word)):
        if start not in cheapest:
            continue
        cost, codes = cheapest[start]
        for end in range(start + _COUNTRY, min(len(word), start + _longest_piece()) + 1):
            kind = pieces.get(word[start:end])
            if kind is None:
                continue
            if kind == "geographic" and start > 0 and end < len(word) - _COUNTRY:
                continue  # countries stand in front or at the end, two there at the most
            price = cost + _PRICES[kind]
            if end not in cheapest or price < cheapest[end][0]:
                cheapest[end] = (price, (*codes, word[start:end]))
    found = cheapest.get(len(word), (0, ()))[1]
    topics = [code for code in found if pieces[code] in ("subject", "program")]
    places = [code for code in found if pieces[code] == "geographic"]
    return found if topics and 2 * len("".join(places)) <= len(word) else ()


@cache
def _pieces() -> Mapping[str, str]:
    """Code -> kind, of what can stand in a run-together word; organizations of three letters and more."""
    return {
        code: entry.kind
        for code, entry in TAGS.items()
        if code.isalpha() and (entry.kind != "organization" or len(code) > _COUNTRY)
    }


@cache
def _longest_piece() -> int:
    return max(map(len, _pieces()))
