"""Grapheme clusters: what a reader takes for one character is struck whole or not at all.

The rules are those of Unicode text segmentation (UAX #29) that matter for a
strike: combining marks, joiners, Hangul syllables, flags.  CR LF is left
divisible, because every line end becomes one LF anyway.
"""

import unicodedata
from typing import Final

_ZWNJ: Final = "\u200c"
_ZWJ: Final = "\u200d"
_LINE_ENDS: Final = frozenset("\r\n\x85\u2028\u2029")
_SYLLABLES: Final = range(0xAC00, 0xD7A4)
_LEADING: Final = range(0x1100, 0x1160)
_VOWELS: Final = range(0x1160, 0x11A8)
_TRAILING: Final = range(0x11A8, 0x1200)
_TRAILING_COUNT: Final = 28
_REGIONAL: Final = range(0x1F1E6, 0x1F200)
_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)
_TAGS: Final = range(0xE0020, 0xE0080)


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the smallest span of whole clusters that holds ``start`` to ``end`` (half-open code points)."""
    while 0 < start < len(text) and _is_inside_cluster(text, start):
        start -= 1
    while 0 < end < len(text) and _is_inside_cluster(text, end):
        end += 1
    return start, end


def _is_inside_cluster(text: str, place: int) -> bool:
    """Say whether the code points on both sides of ``place`` belong together."""
    before, after = text[place - 1], text[place]
    if before in _LINE_ENDS or after in _LINE_ENDS:
        return False
    if after.isascii():
        return False
    if _extends(after):
        return True
    if before == _ZWJ:
        return not after.isspace()
    if ord(before) in _REGIONAL and ord(after) in _REGIONAL:
        return _count_regional(text, place) % 2 == 1
    return _joins_hangul(ord(before), ord(after))


def _extends(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character).startswith("M")
        or character in (_ZWJ, _ZWNJ)
        or code in _SKIN_TONES
        or code in _TAGS
    )


def _count_regional(text: str, place: int) -> int:
    """Count the flag letters directly before ``place``; they pair from the left."""
    first = place
    while first > 0 and ord(text[first - 1]) in _REGIONAL:
        first -= 1
    return place - first


def _joins_hangul(before: int, after: int) -> bool:
    has_no_trailing = before in _SYLLABLES and (before - _SYLLABLES.start) % _TRAILING_COUNT == 0
    if before in _LEADING:
        return after in _LEADING or after in _VOWELS or after in _SYLLABLES
    if before in _VOWELS or has_no_trailing:
        return after in _VOWELS or after in _TRAILING
    return (before in _SYLLABLES or before in _TRAILING) and after in _TRAILING
