"""Characters that do not show, made visible."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cableroom.visible import one_line, visible

SHOWN = [
    # text, shown, why
    ("plain\ttext\n", "plain\ttext\n", "tab and line feed are layout"),
    ("\x00\x07\x1b\x7f\r", "␀␇␛␡␍", "controls have pictures"),
    ("\x85\x9f", "⟨U+0085⟩⟨U+009F⟩", "the second controls have none"),
    ("a\u202eb\u202c", "a⟨U+202E⟩b⟨U+202C⟩", "overrides of direction"),
    ("\u2066a\u2069", "⟨U+2066⟩a⟨U+2069⟩", "isolates"),
    ("zero\u200bwidth\ufeff", "zero⟨U+200B⟩width⟨U+FEFF⟩", "no width"),
    ("\U000e0041", "⟨U+E0041⟩", "tag characters"),
    ("a\ufe0f\U000e0100", "a⟨U+FE0F⟩⟨U+E0100⟩", "variation selectors"),
    ("\uffa0\u17b4\u2800\U0001d173", "⟨U+FFA0⟩⟨U+17B4⟩⟨U+2800⟩⟨U+1D173⟩", "blanks that are none"),
    ("\u2028\u2029", "⟨U+2028⟩⟨U+2029⟩", "line ends that no editor shows"),
    ("Việt Nam, café, Łódź, 東京, עברית", "Việt Nam, café, Łódź, 東京, עברית", "writing"),
    ("e\u0323\u0302", "e\u0323\u0302", "two marks on a letter are writing"),
    ("e\u0301\u0301\u0301\u0301", "e\u0301\u0301◌\u0301◌\u0301", "four are a tower"),
    ("\ud800", "⟨U+D800⟩", "half a character"),
    ("\uffff", "⟨U+FFFF⟩", "no character"),
]


@pytest.mark.parametrize(("text", "shown", "why"), SHOWN, ids=[row[2] for row in SHOWN])
def test_shows(text: str, shown: str, why: str) -> None:
    assert visible(text) == shown, why
    assert visible(shown) == shown, "twice is once"


def test_one_line_has_no_line_ends() -> None:
    assert one_line(" a\n\tb\x0bc ") == "a b c"
    assert one_line("\x1b]0;title\x07") == "␛]0;title␇"


@given(st.text())
def test_nothing_hidden_is_left_and_the_rest_is_kept(text: str) -> None:
    shown = visible(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n" for char in shown)
    for char in text:
        assert char in shown or unicodedata.category(char)[0] in "CLZM"
    etree.fromstring(f"<a>{shown.replace('&', '').replace('<', '')}</a>")  # legal XML
