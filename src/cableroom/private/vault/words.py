r"""Words of a text, however they are written: in capitals, with accents, broken at a line's end.

Strings to look for go in, their places in a text come out.  Both are folded:
case and accents dropped; hyphens, apostrophes, blanks and line ends between
letters do not count, so ``El-Jahmi`` is found in ``EL JAHMI`` and ``el-Jah-\nmi``.
A place begins and ends where a word does.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from cableroom.private.vault.page_furniture import find_furniture

_ASCII_WORD: Final = re.compile(r"[0-9A-Za-z]+")
# Letters and digits with the combining marks of the scripts that names come in.
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u3099\u309a"
)
_WORD: Final = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_LETTER_RUN: Final = re.compile(r"[^\W_]+")
_SILENT: Final = re.compile(r"[\s\-‐‑‒–—―−¶\\'’‘ʼ`´\u00ad\u200b-\u200f\u2060\ufeff]+")
"""What may stand between the letters of a word without making it another."""
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_HEAD: Final = 4
"""Strings are looked up by so many of their first folded code points."""
_FEW: Final = 64
"""Up to so many strings it is quicker to look first whether any of them is there at all."""


class Place(NamedTuple):
    """Where a string stands."""

    folded: str
    start: int
    """Half-open code points of the text."""
    end: int


def fold(words: str) -> str:
    """Return the letters and digits of ``words``, without case, accents and what stands between them."""
    if words.isascii():
        return "".join(_ASCII_WORD.findall(words)).lower()
    plain = unicodedata.normalize("NFKD", words).casefold().translate(_LETTERS)
    return "".join(_LETTER_RUN.findall(plain))


class WordSet:
    """Strings to look for, all of them in one pass over a text."""

    def __init__(self, strings: Iterable[str]) -> None:
        """Fold ``strings``; one without a letter or digit cannot be found and is left out."""
        self._signs: dict[str, set[str]] = {}
        for string in strings:
            if folded := fold(string):
                # A point within the string may stand within it in a text: "John A. Smith".
                signs = _SILENT.sub("", "".join(c for c in string if not c.isalnum()))
                self._signs.setdefault(folded, set()).update(signs)
        self._by_head: dict[str, list[str]] = defaultdict(list)
        for word in self._signs:
            self._by_head[word[:_HEAD]].append(word)
        self._head_lengths = sorted({len(head) for head in self._by_head})

    def __len__(self) -> int:
        return len(self._signs)

    def __contains__(self, folded: str) -> bool:
        return folded in self._signs

    def find(self, text: str, *, over_pages: bool = False) -> Iterator[Place]:
        """Give the places of the strings in ``text``, in order of their beginnings.

        over_pages: also where page furniture stands between the letters of a string.
        """
        # The mark of a paragraph is the one sign beyond ASCII that nearly every telegram has.
        text = (_without_furniture(text) if over_pages else text).replace("¶", " ")
        folded = _folded(text)
        letters = "".join(folded)
        if len(self._signs) <= _FEW and not any(word in letters for word in self._signs):
            return
        # Where each word begins in ``letters``; a string must begin and end at such a place.
        offsets = [0, *accumulate(map(len, folded))]
        hits = list(self._hits(letters, offsets))
        if hits:
            spans = [match.span() for match in _pattern(text).finditer(text)]
            signs = _signs_after(text, spans)
            places = sorted(signs)
            for word, first, last in hits:
                within = places[bisect_left(places, first) : bisect_left(places, last)]
                if all(self._signs[word].issuperset(signs[place]) for place in within):
                    yield Place(word, spans[first][0], spans[last][1])

    def _hits(self, letters: str, offsets: list[int]) -> Iterator[tuple[str, int, int]]:
        """Give each string found, with the index of its first word and of its last."""
        last_word = {offset: index for index, offset in enumerate(offsets[1:])}
        for index, offset in enumerate(offsets[:-1]):
            for length in self._head_lengths:
                for word in self._by_head.get(letters[offset : offset + length], ()):
                    last = last_word.get(offset + len(word))
                    if last is not None and letters.startswith(word, offset):
                        yield word, index, last

    def only(self, folded: str) -> "WordSet":
        """Return the set of just this one of the strings."""
        one = WordSet([folded])
        one._signs[folded] = self._signs[folded]
        return one


def _pattern(text: str) -> re.Pattern[str]:
    return _ASCII_WORD if text.isascii() else _WORD


def _folded(text: str) -> list[str]:
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return [word.lower() if word.isascii() else fold(word) for word in _WORD.findall(text)]


def _signs_after(text: str, spans: list[tuple[int, int]]) -> dict[int, str]:
    """Return, by the index of the word before them, the signs that keep two words apart."""
    found = {}
    for index, ((_, end), (start, _)) in enumerate(pairwise(spans)):
        if signs := _SILENT.sub("", text[end:start]):
            found[index] = signs
    return found


def _without_furniture(text: str) -> str:
    """Return ``text`` with blanks in place of page and section furniture, so that places stay true."""
    pieces = []
    end = 0
    for furniture in find_furniture(text):
        pieces += [text[end : furniture.start], " " * (furniture.end - furniture.start)]
        end = furniture.end
    return "".join([*pieces, text[end:]])
