"""The analyzer, pinned: a change here means that every generation must be built again."""

import pytest
from hypothesis import given, strategies

from cableroom.public.search.analysis import fold, spans, stem, words

TOKENS = [
    # text, words of the index, why
    ("", "", "nothing"),
    ("Harbor HARBORS harbor's", "harbor harbor harbor s", "case, plural, possessive"),
    ("proliferation proliferating proliferated", "prolifer prolifer prolifer", "one stem"),
    ("Iranian Iran", "iranian iran", "people and country are two words"),
    ("AK-47", "ak 47", "a code with a hyphen"),
    ("S/NF", "s nf", "a portion mark"),
    ("SECRET//NOFORN", "secret noforn", "a classification"),
    ("07STATE152317", "07state152317", "a reference id is one word"),
    ("STATE 152317", "state 152317", "the same as in a telegram's head"),
    ("1.4(b)", "1 4 b", "a reason"),
    ("U.S.", "u s", "an abbreviation"),
    ("ref_e", "ref e", "an underscore parts"),
    ("[REDACTED]", "redact", "the mark"),
    ("Bogotá", "bogota", "an accent, composed"),
    ("Bogota\N{COMBINING ACUTE ACCENT}", "bogota", "and decomposed"),
    ("Ye\N{COMBINING DIAERESIS}rev", "yerev", "a mark within a word parts nothing"),
    ("ＡＢＣ", "abc", "full width"),
    ("ﬁne ﬀ", "fine ff", "ligatures"),
    ("straße Øre Łódź", "strass ore lodz", "letters that only look Latin"),
    ("İstanbul ısı", "istanbul isi", "Turkish i"),
    ("soft\N{SOFT HYPHEN}ly zero\N{ZERO WIDTH SPACE}width", "soft zerowidth", "unseen characters"),
    ("\N{RIGHT-TO-LEFT OVERRIDE}abc", "abc", "directions"),
    ("Москва 北京", "москва 北京", "other scripts stay"),
    ("\uac01", "\u1100\u1161\u11a8", "Hangul is taken apart"),
    ("\u1100\u1161\u11a8", "\u1100\u1161\u11a8", "as it may be written"),
    ("\N{SNOWMAN} \N{GRINNING FACE}", "", "pictures are no words"),
    ("x\x00y\x1bz", "x y z", "controls part words"),
    ("½ ²", "1 2 2", "compatible forms of digits"),
    ("a\ud800b", "a b", "half a character parts words"),
]


@pytest.mark.parametrize(("text", "expected", "why"), TOKENS, ids=[row[2] for row in TOKENS])
def test_words(text: str, expected: str, why: str) -> None:
    assert words(text) == expected.split(), why


ANY_TEXT = strategies.text(
    strategies.one_of(
        strategies.characters(), strategies.sampled_from("aeiou sS'-/.é\u0301ﬁ½ßİ\u200b각\ud800\x00")
    ),
    max_size=60,
)


@given(ANY_TEXT)
def test_spans_say_where_the_words_stand(text: str) -> None:
    found = spans(text)
    assert [word for word, _start, _end in found] == words(text, exact=True)
    assert [stem(word) for word, _start, _end in found] == words(text)
    for word, start, end in found:
        assert 0 <= start < end <= len(text)
        # A ligature or fraction may hold more than one word.
        assert word in words(text[start:end], exact=True)
    starts = [start for _word, start, _end in found]
    assert starts == sorted(starts)


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert words(fold(text)) == words(text)
