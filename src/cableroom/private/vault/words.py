r"""Words of a text, however they are written: in capitals, with accents, broken at a line's end.

Strings to look for go in, their places in a text come out.  Both are folded:
case and accents dropped; hyphens, apostrophes, blanks, line ends and what nobody
sees do not count between letters, so ``El-Jahmi`` is found in ``EL JAHMI`` and
``el-Jah-\nmi``; nor do the signs of addresses, as in ``el.jahmi@example.org``.
Escapes are read, ``Jos%C3%A9`` as José; Müller is found as MULLER and as MUELLER,
the telegraph's way, and the other way round.
A place begins and ends where a word does; but strings in scripts that write no
blanks, or glue an article to a name, are found anywhere.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, pairwise
from operator import itemgetter
from string import punctuation
from typing import Final, NamedTuple

from cableroom.private.vault.page_furniture import find_furniture
from cableroom.private.vault.seen import FILL, UNSEEN, as_seen

_ASCII_WORD: Final = re.compile(r"[0-9A-Za-z]+")
# Letters and digits with the combining marks of the scripts that names come in.
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u3099\u309a"
)
# Latin, Greek and Cyrillic, whose words stand apart; and all the others.
_APART: Final = (
    "\0-\u052f\u1c80-\u1c8f\u1d00-\u1fff\u2c60-\u2c7f\u2de0-\u2dff\ua640-\ua69f\ua720-\ua7ff\uab30-\uab6f"
    "\ufb00-\ufb06\uff10-\uff5a"
)
_GLUED: Final = (
    "\u0530-\u1c7f\u1c90-\u1cff\u2000-\u2c5f\u2c80-\u2ddf\u2e00-\ua63f\ua6a0-\ua71f\ua800-\uab2f\uab70-\ufaff"
    "\ufb07-\uff0f\uff5b-\U0010ffff"
)
# A word ends where the script changes: a name in Latin letters within Chinese.
_WORD: Final = re.compile(
    rf"[^\W_{_GLUED}](?:[^\W_{_GLUED}]|[{_MARKS}])*|[^\W_{_APART}](?:[^\W_{_APART}]|[{_MARKS}])*"
)
_IS_GLUED: Final = re.compile(f"[{_GLUED}]")
_LETTER_RUN: Final = re.compile(r"[^\W_]+")
_SILENT: Final = re.compile(rf"[\s\-‐‑‒–—―−¶\\'’‘ʼ`´·‧・{UNSEEN}{FILL}]+")
"""What may stand between the letters of a word without making it another."""
# In addresses and names of files, not beside a blank: John_Smith, john.smith, John+Smith, John/Smith.
_JOINING: Final = frozenset("_./+")
# The last row are signs that count as letters: breathings of transliterations, and the Arabic stretcher.
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
    | dict.fromkeys("ʹʺʻʼʽʾʿˀˁˈˊˋˮꞋꞌـ", "")
)
# German, Scandinavian: what a telegraph without these letters writes for them.
_SPELT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_SPELT_LETTER: Final = re.compile("[äöüøåÄÖÜØÅ\u0308\u030a]")
_LONG_NUMBER: Final = 7
"""Digits: a telephone, passport or account; it is the same however it is parted, ``202.555.1234``."""
_PARTING: Final = frozenset(".,/()")
_RUN: Final = 12
"""Words of a long string: so many in a row are no chance, and a copy of a cable may differ in others."""
_STEP: Final = 6
_PAGED: Final = re.compile(r"\b(?:PAGE|OF)\s{1,9}[0-9]{2,3}")
"""A text without this has no furniture in which a page or a section ends."""
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
    words = as_seen(words)
    if words.isascii():
        return "".join(_ASCII_WORD.findall(words)).lower()
    plain = unicodedata.normalize("NFKD", words).casefold().translate(_LETTERS)
    return "".join(_LETTER_RUN.findall(plain))


def key(string: str) -> str:
    """Return what the places of ``string`` have as ``folded``: fold, but of page furniture only the rest."""
    return fold(_whole(string))


def _whole(string: str) -> str:
    # A name that a page cut in two was struck with the furniture between; elsewhere it stands whole.
    whole = unpaged(string)
    # Furniture and nothing else is sought as it is.
    return whole if fold(whole) else string


def _fold_spelt(words: str) -> str:
    """Return the same as ``fold``, but ``mueller`` for ``Müller``."""
    return fold(unicodedata.normalize("NFC", words).casefold().translate(_SPELT))


def unpaged(text: str) -> str:
    """Return ``text`` with blanks in place of page and section furniture, so that places stay true."""
    pieces = []
    end = 0
    for furniture in find_furniture(text):
        pieces += [text[end : furniture.start], " " * (furniture.end - furniture.start)]
        end = furniture.end
    return "".join([*pieces, text[end:]])


class WordSet:
    """Strings to look for, all of them in one pass over a text."""

    def __init__(self, strings: Iterable[str], *, in_part: bool = False) -> None:
        """Fold ``strings``, page furniture within them left out; one without a letter or digit is none.

        in_part: of a long one also look for some words in a row.
        """
        self._keys: dict[str, set[str]] = {}
        """Each form that is looked for -> the ``key`` of each of its strings."""
        self._signs: dict[str, set[str]] = {}
        for string in strings:
            self._add(string, in_part=in_part)
        self._sort()

    def _sort(self) -> None:
        self._apart = _by_head(form for form in self._signs if not _IS_GLUED.search(form))
        self._glued = _by_head(form for form in self._signs if _IS_GLUED.search(form))
        firsts = {form[0] for form in self._signs if _IS_GLUED.search(form)}
        self._glued_first = re.compile(f"[{re.escape(''.join(sorted(firsts)))}]") if firsts else None

    def _add(self, string: str, *, in_part: bool) -> None:
        if not (folded := key(string)):
            return
        whole = as_seen(_whole(string))
        # A point within the string may stand within it in a text: "John A. Smith".
        signs = set(_SILENT.sub("", "".join(c for c in whole if not c.isalnum())))
        if any(len(word) == 1 and word.isalpha() for word in _LETTER_RUN.findall(whole)):
            signs.add(".")
        if folded.isdecimal() and len(folded) >= _LONG_NUMBER:
            signs |= _PARTING
        forms = {folded: signs, _fold_spelt(whole): signs}
        words = _WORD.findall(whole) if in_part else ()
        for start in range(0, len(words) - _RUN + 1, _STEP) if len(words) >= _RUN + _STEP else ():
            # Whatever stands between them.
            forms[fold("".join(words[start : start + _RUN]))] = signs | set(punctuation)
        for form, allowed in forms.items():
            self._keys.setdefault(form, set()).add(folded)
            self._signs.setdefault(form, set()).update(allowed)

    def __len__(self) -> int:
        return len(self._signs)

    def find(self, text: str, *, over_pages: bool = False) -> Iterator[Place]:
        """Give the places of the strings in ``text``, in order of their beginnings.

        over_pages: also where page furniture stands between the letters of a string.
        """
        found = set(self._found(text))
        if over_pages and _PAGED.search(text):
            found.update(self._found(unpaged(text)))
        yield from sorted(found, key=itemgetter(1, 2, 0))

    def _found(self, text: str) -> Iterator[Place]:
        # The mark of a paragraph is the one sign beyond ASCII that nearly every telegram has.
        text = as_seen(text.replace("¶", " "))
        yield from self._find(text, _fold_word)
        if not text.isascii() and _SPELT_LETTER.search(text):
            yield from self._find(text, _fold_spelt)

    def _find(self, text: str, fold_word: Callable[[str], str]) -> Iterator[Place]:
        folded = (
            _ASCII_WORD.findall(text.lower())
            if text.isascii()
            else [fold_word(word) for word in _WORD.findall(text)]
        )
        letters = "".join(folded)
        if len(self._signs) <= _FEW and not any(form in letters for form in self._signs):
            return
        # Where each word begins in ``letters``; a string must begin and end at such a place.
        offsets = [0, *accumulate(map(len, folded))]
        hits = [*self._hits_apart(letters, offsets), *self._hits_glued(letters)]
        if hits:
            yield from self._places(text, offsets, hits)

    def _places(self, text: str, offsets: list[int], hits: list[tuple[str, int, int]]) -> Iterator[Place]:
        """Give the places of those hits that hold no sign which keeps words apart."""
        spans = [match.span() for match in _pattern(text).finditer(text)]
        signs = _signs_after(text, spans)
        places = sorted(signs)
        letters = _Letters(text, spans, offsets)
        for word, begin, end in hits:
            first, last = bisect_right(offsets, begin) - 1, bisect_left(offsets, end) - 1
            within = places[bisect_left(places, first) : bisect_left(places, last)]
            start, stop = letters.place(first, begin), letters.place(last, end)
            if (
                start is not None
                and stop is not None
                and all(self._signs[word].issuperset(signs[place]) for place in within)
            ):
                # An escape is struck whole or not at all.
                while text.startswith(FILL, stop):
                    stop += 1
                yield from (Place(key, start, stop) for key in self._keys[word])

    def _hits_apart(self, letters: str, offsets: list[int]) -> Iterator[tuple[str, int, int]]:
        """Give each string that begins and ends where a word does, with its place in ``letters``."""
        heads, lengths = self._apart
        ends = frozenset(offsets)
        for offset in offsets[:-1]:
            for length in lengths:
                for word in heads.get(letters[offset : offset + length], ()):
                    if offset + len(word) in ends and letters.startswith(word, offset):
                        yield word, offset, offset + len(word)

    def _hits_glued(self, letters: str) -> Iterator[tuple[str, int, int]]:
        """Give each string whose script needs no blanks, with its place in ``letters``."""
        if self._glued_first is None:
            return
        heads, lengths = self._glued
        for first in self._glued_first.finditer(letters):
            offset = first.start()
            for length in lengths:
                for word in heads.get(letters[offset : offset + length], ()):
                    if letters.startswith(word, offset):
                        yield word, offset, offset + len(word)

    def only(self, folded: str) -> "WordSet":
        """Return the set of just this one of the strings."""
        one = WordSet(())
        one._keys = {form: {folded} for form, keys in self._keys.items() if folded in keys}
        one._signs = {form: self._signs[form] for form in one._keys}
        one._sort()
        return one


class _Letters:
    """Where the folded letters of a text came from."""

    def __init__(self, text: str, spans: list[tuple[int, int]], offsets: list[int]) -> None:
        self._text, self._spans, self._offsets = text, spans, offsets
        self._of_word: dict[int, dict[int, int]] = {}

    def place(self, index: int, offset: int) -> int | None:
        """Return where in the text letter ``offset`` of word ``index`` begins, or where the word ends.

        None where it is a part of a character only.
        """
        start, end = self._spans[index]
        if offset in (self._offsets[index], self._offsets[index + 1]):
            return start if offset == self._offsets[index] else end
        if index not in self._of_word:
            places, letters = {}, self._offsets[index]
            for place in range(start, end):
                if folded := fold(self._text[place]):
                    places[letters] = place
                    letters += len(folded)
            self._of_word[index] = places
        return self._of_word[index].get(offset)


def _by_head(words: Iterable[str]) -> tuple[dict[str, list[str]], list[int]]:
    """Return the strings by their first letters, and how many letters that may be."""
    heads: dict[str, list[str]] = defaultdict(list)
    for word in words:
        heads[word[:_HEAD]].append(word)
    return dict(heads), sorted({len(head) for head in heads})


def _pattern(text: str) -> re.Pattern[str]:
    return _ASCII_WORD if text.isascii() else _WORD


def _fold_word(word: str) -> str:
    return word.lower() if word.isascii() else fold(word)


def _signs_after(text: str, spans: list[tuple[int, int]]) -> dict[int, str]:
    """Return, by the index of the word before them, the signs that keep two words apart."""
    found = {}
    for index, ((_, end), (start, _)) in enumerate(pairwise(spans)):
        signs = _SILENT.sub("", text[end:start])
        if signs and not (_JOINING.issuperset(signs) and _joins(text, end, start)):
            found[index] = signs
    return found


def _joins(text: str, end: int, start: int) -> bool:
    """Say whether two words are one in an address: letters, and no blank, on both sides of the sign."""
    has_blank = any(character.isspace() for character in text[end:start])
    return not has_blank and not text[end - 1].isdigit() and not text[start].isdigit()
