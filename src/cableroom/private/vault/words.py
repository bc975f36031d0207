r"""Words of a text, however they are written: in capitals, with accents, broken at a line's end.

Strings to look for go in, their places in a text come out.  Both are folded:
case and accents dropped; hyphens, apostrophes, blanks and line ends between
letters do not count, so ``El-Jahmi`` is found in ``EL JAHMI`` and ``el-Jah-\nmi``.
A place begins and ends where a word does.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
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
_LONG: Final = 64
"""Of a string longer than this, in folded code points, the beginning is looked up and the rest compared."""
_FEW: Final = 64
"""Up to so many strings it is quicker to look first whether any of them is there at all."""


class Place(NamedTuple):
    """Where a string stands."""

    folded: str
    start: int
    """Half-open code points of the text."""
    end: int


class _Word(NamedTuple):
    folded: str
    start: int
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
        self._beginnings = {word[:n] for word in self._signs for n in range(1, min(len(word), _LONG) + 1)}
        self._long: dict[str, list[str]] = defaultdict(list)
        for word in self._signs:
            if len(word) > _LONG:
                self._long[word[:_LONG]].append(word)

    def __len__(self) -> int:
        return len(self._signs)

    def __contains__(self, folded: str) -> bool:
        return folded in self._signs

    def find(self, text: str, *, over_pages: bool = False) -> Iterator[Place]:
        """Give the places of the strings in ``text``, in order of their beginnings.

        over_pages: also where page furniture stands between the letters of a string.
        """
        if not self._signs or (len(self._signs) <= _FEW and not self._may_stand_in(text) and not over_pages):
            return
        # The mark of a paragraph is the one sign beyond ASCII that nearly every telegram has.
        text = (_without_furniture(text) if over_pages else text).replace("¶", " ")
        if not self._may_begin_in(text):
            return
        words = _words(text)
        for index, word in enumerate(words):
            if word.folded[:_LONG] in self._beginnings:
                yield from self._from(text, words, index)

    def only(self, folded: str) -> "WordSet":
        """Return the set of just this one of the strings."""
        one = WordSet([folded])
        one._signs[folded] = self._signs[folded]
        return one

    def _may_stand_in(self, text: str) -> bool:
        squeezed = fold(text)
        return any(word in squeezed for word in self._signs)

    def _may_begin_in(self, text: str) -> bool:
        """Look at pairs of words first: that is quick, and rules out most texts."""
        words = _folded_words(text)
        return any(
            word[:_LONG] in self._beginnings
            and (word in self._signs or len(word) >= _LONG or (word + following)[:_LONG] in self._beginnings)
            for word, following in zip(words, [*words[1:], ""], strict=False)
        )

    def _from(self, text: str, words: list[_Word], index: int) -> Iterator[Place]:
        """Give the strings that begin with word ``index``."""
        start, joined, signs = words[index].start, "", ""
        while index < len(words):
            joined += words[index].folded
            if joined in self._signs and self._signs[joined].issuperset(signs):
                yield Place(joined, start, words[index].end)
            if not self._goes_on(joined) or index + 1 == len(words):
                return
            gap = text[words[index].end : words[index + 1].start]
            signs += _SILENT.sub("", gap)
            if len(signs) > _LONG:
                return
            index += 1

    def _goes_on(self, joined: str) -> bool:
        if len(joined) < _LONG:
            return joined in self._beginnings
        return any(word.startswith(joined) for word in self._long.get(joined[:_LONG], ()))


def _words(text: str) -> list[_Word]:
    if text.isascii():
        return [_Word(m[0].lower(), m.start(), m.end()) for m in _ASCII_WORD.finditer(text)]
    return [_Word(fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]


def _folded_words(text: str) -> list[str]:
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return [word.lower() if word.isascii() else fold(word) for word in _WORD.findall(text)]


def _without_furniture(text: str) -> str:
    """Return ``text`` with blanks in place of page and section furniture, so that places stay true."""
    pieces = []
    end = 0
    for furniture in find_furniture(text):
        pieces += [text[end : furniture.start], " " * (furniture.end - furniture.start)]
        end = furniture.end
    return "".join([*pieces, text[end:]])
