"""One line of JSON -> one object, or the code of why it is none.  Hostile lines cost no more than others.

Python's reader takes a key twice, ``NaN`` and numbers of any length, and
recurses as deep as a line is nested; so the nesting is counted first.
"""

import json
import math
import re
from typing import Any, Final, TypeVar

_Value = TypeVar("_Value")
DEEPEST: Final = 32
"""Objects and lists in one another."""
_LONGEST_NUMBER: Final = 64
"""Characters; nothing that we read is a number at all."""
# A string, also one that is cut off, or a bracket. Possessive: each character is looked at once.
_TOKEN: Final = re.compile(r'"(?:[^"\\]++|\\.?)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
_BLANKS: Final = re.compile(r"[ \t\r\n]*+")


class JsonRefused(Exception):
    """The line is no object that we take; ``code`` is one of ``REJECTIONS``."""

    def __init__(self, code: str) -> None:
        self.code = code


def read_object(line: str) -> dict[str, Any]:
    """Return the one object that stands on ``line``.

    Raises JsonRefused: "json-deep", or "json-broken" for whatever is no object, has a key twice or a
    number that is none or longer than any need be.
    """
    if line.count("{") + line.count("[") > DEEPEST and _is_deep(line):
        raise JsonRefused("json-deep")
    try:
        value = json.loads(
            line,
            object_pairs_hook=_object,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_no_number,
        )
    except ValueError:
        # From None: the error holds the line.
        raise JsonRefused("json-broken") from None
    if not isinstance(value, dict):
        raise JsonRefused("json-broken")
    return value


def value_of(said: dict[str, Any], key: str, kind: type[_Value]) -> _Value | None:
    """Return what stands under ``key``; None for null or nothing. Raises JsonRefused: "json-fields"."""
    value = said.get(key)
    if value is not None and not isinstance(value, kind):
        raise JsonRefused("json-fields")
    return value


def words_of(said: dict[str, Any], key: str) -> tuple[str, ...]:
    """Return the strings of the list under ``key``; none for null or nothing. Raises as ``value_of``."""
    words = value_of(said, key, list) or []
    if not all(isinstance(word, str) for word in words):
        raise JsonRefused("json-fields")
    return tuple(words)


def top_keys(head: str) -> set[str]:
    """Return the keys of the object that ``head`` begins with, as far as it reaches; none for other text."""
    keys: set[str] = set()
    depth = 0
    if not head.startswith("{"):
        return keys
    for token in _TOKEN.finditer(head):
        if token[0] in "{[":
            depth += 1
        elif token[0] in "}]":
            depth -= 1
            if depth == 0:
                break
        elif depth == 1:
            blanks = _BLANKS.match(head, token.end())
            if blanks is not None and head.startswith(":", blanks.end()):
                keys.add(token[0][1:-1])
    return keys


def _is_deep(line: str) -> bool:
    depth = 0
    for token in _TOKEN.finditer(line):
        if token[0] in "{[":
            depth += 1
            if depth > DEEPEST:
                return True
        elif token[0] in "}]":
            depth -= 1
    return False


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        # It says one thing twice, perhaps differently.
        raise ValueError
    return found


def _number(digits: str) -> float:
    if len(digits) > _LONGEST_NUMBER or not math.isfinite(number := float(digits)):
        raise ValueError
    return number


def _no_number(name: str) -> float:
    raise ValueError(name)
