"""Which names a person can have, and which are the same person's."""

import pytest

from cableroom.errors import CableroomError
from cableroom.gate.clearing import Acceptor
from cableroom.private.vault.people import fold_name, is_visible, person

NOBODY = [
    ("", "nothing"),
    (" \t", "blanks"),
    ("\u200b\u2060", "characters without width"),
    ("\u3164\u3164", "Hangul fillers, which Unicode calls letters"),
    ("\u115f\u1160\uffa0", "other fillers"),
    ("\u2800\u2800", "empty Braille"),
    ("...", "punctuation"),
    ("12", "digits"),
    ("A", "one letter"),
    ("\u0301\u0302", "accents without letters"),
]


@pytest.mark.parametrize(("name", "why"), NOBODY, ids=[row[1] for row in NOBODY])
def test_nobody(name: str, why: str) -> None:
    with pytest.raises(CableroomError) as caught:
        person(name)
    assert caught.value.code == "name-missing", why
    with pytest.raises(CableroomError):
        Acceptor(name, "a reason")


MIXED = ["Ilse Br\u0430ndt", "Ils\u0435 Brandt", "Ilse Brandt\u03bf", "\u13aalse Brandt", "Ilse \u0555kello"]


@pytest.mark.parametrize("name", MIXED)
def test_scripts_with_look_alikes_are_not_mixed(name: str) -> None:
    with pytest.raises(CableroomError) as caught:
        person(name)
    assert caught.value.code == "name-mixed"


PEOPLE = [
    "Ilse Brandt",
    "Béla Szabó",
    "Анна Петрова",
    "Νίκος",
    "李小龙",
    "Bruce Lee 李小龙",
    "김철수",
    "أحمد",
    "O'Brien",
]


@pytest.mark.parametrize("name", PEOPLE)
def test_people(name: str) -> None:
    assert person(name) == fold_name(name) != ""


def test_different_people_stay_different() -> None:
    assert len({person(name) for name in PEOPLE}) == len(PEOPLE)


def test_a_name_in_letters_that_look_latin_is_the_latin_one() -> None:
    assert person("\u0410\u0441\u0430") == person("Aca")


def test_what_a_reader_sees() -> None:
    assert is_visible("A")
    assert is_visible("—")
    assert not any(is_visible(words) for words in ("", " ", "\u3164", "\u2800\u200b", "\u0301"))
