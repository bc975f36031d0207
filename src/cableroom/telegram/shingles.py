"""How much of two texts is the same, whatever their lines, pages, headers and case.

Text in; words, shingles (each five words in a row) and numbers out, the same on every machine.
"""

import re
import string
from collections.abc import Iterable
from itertools import islice
from typing import Final
from zlib import crc32

from cableroom.telegram.lines import lay_out
from cableroom.telegram.opening import find_opening

COPY: Final = 0.8
"""Texts of this likeness or more are copies: in a text of 100 words four may be garbled."""
SKETCH: Final = 12
"""Values in a sketch."""

_PUNCTUATION: Final = str.maketrans(dict.fromkeys(string.punctuation, " "))
_LENGTH: Final = 5
_LETTERS: Final = bytes.maketrans(
    bytes(range(256)),
    b"".join(letter if (letter := bytes([code]).upper()).isalpha() else b" " for code in range(256)),
)
"""A table of bytes: capitals stay, small letters become capitals, all else a blank."""
_LONG: Final = re.compile(rb" ([^ ]{8,})")
"""A word of so many letters, after a blank; about one in seven is as long."""
_FEW: Final = 24
"""With fewer long words than this all shingles are taken."""
_SUBJECT_WITHIN: Final = 20_000
"""Code points or bytes: the addressees of a collective can be many."""

Shingles = frozenset[tuple[str, ...]]


def body_words(text: str) -> list[str]:
    """Return the words below the header of a telegram, upper case, without page and section furniture."""
    sheet = lay_out(text)
    return words_of(sheet.clean[find_opening(sheet).body_start :])


def words_of(text: str) -> list[str]:
    """Return the words of ``text``, upper case."""
    return text.upper().translate(_PUNCTUATION).split()


def shingles(words: list[str]) -> Shingles:
    """Return each run of five words; of fewer words, the one run there is."""
    if len(words) < _LENGTH:
        return frozenset({tuple(words)}) if words else frozenset()
    return frozenset(zip(*(islice(words, start, None) for start in range(_LENGTH)), strict=False))


def likeness(one: Shingles, other: Shingles) -> float:
    """Return the shared shingles of all shingles of both, 0 to 1; of two empty texts 0."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def share_held(part: Shingles, whole: Shingles) -> float:
    """Return which share of ``part``, 0 to 1, stands in ``whole``; of an empty text nothing does."""
    return len(part & whole) / len(part) if part else 0.0


def sketch(text: str) -> list[int]:
    """Return up to SKETCH numbers below 2**32, sorted: texts that are alike have some of them in common.

    They are the smallest CRC-32 of three long words in a row, from SUBJECT on; of a text with few such, of
    its shingles.  So a text is looked through once, and most of its words are never made.
    """
    # Bytes: with the table they take half the time that a pattern of letters takes with text.
    capitals = text.encode("utf-8", "surrogatepass").translate(_LETTERS)
    subject = capitals.find(b"SUBJ", 0, _SUBJECT_WITHIN)
    long = _LONG.findall(b" " + capitals[max(subject, 0) :])
    if len(long) < _FEW:
        subject = text.upper().find("SUBJ", 0, _SUBJECT_WITHIN)
        words = words_of(text.upper()[max(subject, 0) :])
        runs: Iterable[bytes] = (" ".join(run).encode("utf-8", "surrogatepass") for run in shingles(words))
    else:
        runs = map(b" ".join, zip(long, long[1:], long[2:], strict=False))
    return _smallest(set(map(crc32, runs)))


def _smallest(values: set[int]) -> list[int]:
    """Return the SKETCH smallest of numbers below 2**32, or all there are, sorted."""
    # About twice as many as are wanted lie below this, and sorting those alone is four times as fast.
    bound = (2 * SKETCH << 32) // max(len(values), 1)
    low = [value for value in values if value < bound]
    return sorted(low if len(low) >= SKETCH else values)[:SKETCH]
