"""The analyzers: how text becomes the words of the index, and a query the same words.

Text is split at everything that is no letter or digit, so a code such as
``AK-47`` or ``S/NF`` is two words side by side; accents, case and width are
folded; English endings are stemmed, or kept where the exact form counts.
Behind a text stand its codes once more, joined (``searchable``): ``ak47``, ``snf``.
tests/search/test_analysis.py pins it by a table; a change there means that every
generation must be built again.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from cableroom.public.search.codes import as_one, joined

STEMMED: Final = "cable_words"
EXACT: Final = "cable_forms"
"""Under which the two analyzers are registered in an index."""
FARTHEST: Final = 30
"""Words that may at most stand between two that are looked for near each other, or within a phrase."""
# No text holds this letter, because folding takes it apart; so many of it keep what is joined out of reach.
_FILLER: Final = "\N{ARABIC LETTER HAMZA ISOLATED FORM}"
_GAP: Final = " ".join([_FILLER] * (FARTHEST + 1))
# Marks above and around letters, and characters without a shape: they part no word and make none.
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_ASCII_WORD: Final = re.compile("[0-9A-Za-z]+")
_DROPPED: Final = frozenset({"Mn", "Me", "Cf"})


def analyzers() -> dict[str, TextAnalyzer]:
    """New analyzers by name, to register in an index; they expect text that was folded."""
    plain = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.ascii_fold()).filter(Filter.lowercase())
    exact = plain.build()
    plain = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.ascii_fold()).filter(Filter.lowercase())
    return {EXACT: exact, STEMMED: plain.filter(Filter.stemmer("english")).build()}


_ANALYZERS: Final = analyzers()


def fold(text: str) -> str:
    """``text`` in its compatible, decomposed form without accents and unseen characters.

    Canonical equivalents, full-width letters and ligatures become the same text.
    """
    if text.isascii():
        return text
    # Only the letters that need it: one accent in a long cable must not cost a call for each letter.
    return _NOT_ASCII.sub(lambda run: "".join(map(_folded, run.group())), text)


def words(text: str, *, exact: bool = False) -> list[str]:
    """The words of ``text`` in order, as they stand in the index.

    exact: as they are written, folded; else their stems.
    """
    return analyzed(fold(text), exact=exact)


def analyzed(folded: str, *, exact: bool = False) -> list[str]:
    """The words of a text that was folded already."""
    return _ANALYZERS[EXACT if exact else STEMMED].analyze(folded)


def sequences(text: str, *, exact: bool = False) -> list[tuple[str, ...]]:
    """The runs of words any of which is meant by one word of a query: ``AK-47`` -> (ak, 47) or (ak47,)."""
    parts = words(text, exact=exact)
    one = as_one(fold(text))
    whole = words(one, exact=exact) if one else []
    return [tuple(run) for run in ([parts, whole] if len(parts) > 1 else [whole or parts]) if run]


def searchable(text: str) -> str:
    """``text`` as it is indexed: folded, and behind it, out of reach of its words, what it joins.

    Both analyzers take it apart.  Without anything to join it is the folded text.
    """
    folded = fold(text)
    more = joined(folded)
    return f"{folded} {_GAP} {' '.join(more)}" if more else folded


def indexed(text: str, *, exact: bool = False) -> list[str]:
    """The words of the index for ``text``, with what ``searchable`` adds."""
    return analyzed(searchable(text), exact=exact)


def spans(text: str) -> list[tuple[str, int, int]]:
    """The words of ``text`` as they are written, each with its place: (word, start, end).

    Places are half-open code points of ``text``.  A mark above a letter belongs to its word.
    """
    if text.isascii():
        return [(match[0].lower(), match.start(), match.end()) for match in _ASCII_WORD.finditer(text)]
    # Note for each character of the folded text the one of ``text`` that it comes from.
    folded = [_folded(char) for char in text]
    places = [place for place, piece in enumerate(folded) for _char in piece]
    found = []
    for token in _ANALYZERS[EXACT].pre_tokenize("".join(folded)).tokens:
        end = places[token.char_offset_to - 1] + 1
        while end < len(text) and not folded[end]:
            end += 1
        found.append((token.text, places[token.char_offset_from], end))
    return found


@lru_cache(maxsize=50_000)
def stem(form: str) -> str:
    """The word of the index for one word as it is written, folded."""
    return next(iter(analyzed(form)), form)


def _folded(char: str) -> str:
    if char.isascii():
        return char
    if "\ud800" <= char <= "\udfff":
        # Half a character, which no UTF-8 can carry; it parts words.
        return " "
    return "".join(
        part for part in unicodedata.normalize("NFKD", char) if unicodedata.category(part) not in _DROPPED
    )
