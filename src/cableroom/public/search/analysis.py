"""The analyzer: how text becomes the words of the index, and a query the same words.

Text is split at everything that is no letter or digit, so a code such as
``AK-47`` or ``S/NF`` is two words side by side; accents, case and width are
folded; English endings are stemmed.  tests/search/test_analysis.py pins it by
a table; a change there means that every generation must be built again.
"""

import re
import unicodedata
from typing import Final

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

NAME: Final = "cable_words"
"""Under which the analyzer is registered in an index."""
# Marks above and around letters, and characters without a shape: they part no word and make none.
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")
_DROPPED: Final = frozenset({"Mn", "Me", "Cf"})


def analyzer() -> TextAnalyzer:
    """A new analyzer, to register in an index; it expects text that was folded."""
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.ascii_fold())
        .filter(Filter.lowercase())
        .filter(Filter.stemmer("english"))
        .build()
    )


_ANALYZER: Final = analyzer()


def fold(text: str) -> str:
    """``text`` in its compatible, decomposed form without accents and unseen characters.

    Canonical equivalents, full-width letters and ligatures become the same text.
    """
    if text.isascii():
        return text
    # Only the letters that need it: one accent in a long cable must not cost a call for each letter.
    return _NOT_ASCII.sub(lambda run: "".join(map(_folded, run.group())), text)


def words(text: str) -> list[str]:
    """The words of ``text`` in order, as they stand in the index."""
    return _ANALYZER.analyze(fold(text))


def spans(text: str) -> list[tuple[str, int, int]]:
    """As ``words``, each with its place: (word, start, end), half-open code points of ``text``."""
    if text.isascii():
        return [
            (token.text, token.char_offset_from, token.char_offset_to)
            for token in _ANALYZER.pre_tokenize(text).tokens
        ]
    # Note for each character of the folded text the one of ``text`` that it comes from.
    folded = [_folded(char) for char in text]
    places = [place for place, piece in enumerate(folded) for _char in piece]
    tokens = _ANALYZER.pre_tokenize("".join(folded)).tokens
    return [
        (token.text, places[token.char_offset_from], places[token.char_offset_to - 1] + 1) for token in tokens
    ]


def _folded(char: str) -> str:
    if char.isascii():
        return char
    if "\ud800" <= char <= "\udfff":
        # Half a character, which no UTF-8 can carry; it parts words.
        return " "
    return "".join(
        part for part in unicodedata.normalize("NFKD", char) if unicodedata.category(part) not in _DROPPED
    )
