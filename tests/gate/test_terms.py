"""Terms, counted quickly, are those that the analyzer gives for the whole text."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.gate import terms
from cableroom.gate.terms import Found, Terms
from cableroom.public.search.analysis import words

_exact = partial(words, exact=True)
TEXTS = [
    ("", "nothing"),
    ("The ministers' meetings, MEETING and met.", "endings, case"),
    ("AK-47 S/NF U.S. 07STATE152317 snake_case a\x00b\x1fc\x7fd", "signs and control characters part words"),
    ("¶1. (C) Élan ÉLAN élan; naïve", "accents, as one code point"),
    ("e\u0301lan cafe\u0301s", "accents, as two"),
    ("a\u200bb soft\u00adhyphen", "characters without a shape join"),
    ("ﬁne Ｆｕｌｌ ½ ² Ⅳ ㎏", "one character, several letters"),
    ("Пушкин 北京 \u0645\u0648\u0633\u0649 na\u00a0blank\u2028line", "other scripts and blanks"),
    ("¶¶1.¶ “S/NF” – AK‑47 · 5 € a¶b é¶é", "signs beyond ASCII, beside letters beyond it"),
    ("half \ud800 a character", "half a character parts words"),
    ("İstanbul ISTANBUL ıstanbul ß ẞ", "letters whose case is odd"),
    ("x" * 70_000, "longer than any word"),
]


@pytest.mark.parametrize("text", [row[0] for row in TEXTS], ids=[row[1] for row in TEXTS])
def test_they_are_the_words_of_the_whole_text(text: str) -> None:
    assert Terms(_exact, words).of(text) == Found(set(_exact(text)), set(words(text)))


@given(st.lists(st.text(st.characters(codec=None), max_size=40), max_size=4))
def test_they_are_so_for_every_text(texts: list[str]) -> None:
    known = Terms(_exact, words)
    for text in texts:
        assert known.of(text) == Found(set(_exact(text)), set(words(text)))


def test_it_remembers_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "_MOST_KNOWN", 3)
    known = Terms(_exact, words)
    for text in ("one two three four five", "one six", "seven one"):
        assert known.of(text) == Found(set(_exact(text)), set(words(text)))
