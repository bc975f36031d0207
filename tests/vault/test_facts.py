"""Facts: what can be stated, one line per value."""

import pytest

from cableroom.errors import CableroomError
from cableroom.private.vault.facts import facts, set_fact

pytestmark = pytest.mark.usefixtures("home")

GOOD = [
    ("total", "251287", "251287", "a number"),
    ("total", " 251,287 ", "251287", "as people write it"),
    ("total", "0", "0", "none"),
    ("title", "  The   Archive ", "The Archive", "blanks made single"),
    ("notice", "Zürich <b>", "Zürich <b>", "any words; the page escapes them"),
    ("hashtag", "cable_room9", "cable_room9", "letters, digits, underscore"),
    ("hashtag", "#cableroom\n", "cableroom", "as it is written"),
]
BAD = [
    ("total", "-1"),
    ("total", "1.5"),
    ("total", "1e9"),
    ("total", "٣"),
    ("total", ""),
    ("total", "9" * 5000),
    ("title", "  "),
    ("title", "a" * 501),
    ("notice", "a\x1b[1m"),
    ("hashtag", "a b"),
    ("hashtag", "ä"),
    ("hashtag", ""),
    ("colour", "red"),
]


@pytest.mark.parametrize(("name", "value", "stored", "why"), GOOD)
def test_is_stated(name: str, value: str, stored: str, why: str) -> None:
    set_fact(name, value, by=" Ilse  Brandt ")
    (fact,) = facts()
    assert (fact.name, fact.value, fact.by) == (name, stored, "Ilse Brandt"), why


@pytest.mark.parametrize(("name", "value"), BAD)
def test_is_refused(name: str, value: str) -> None:
    with pytest.raises(CableroomError) as caught:
        set_fact(name, value, by="Ilse Brandt")
    assert caught.value.code == "fact-invalid"
    assert facts() == []


def test_a_fact_has_an_author_and_one_value() -> None:
    with pytest.raises(CableroomError):
        set_fact("total", "5", by=" ")
    set_fact("total", "5", by="Ilse Brandt")
    set_fact("total", "6", by="Tomas Okello")
    assert [(fact.value, fact.by) for fact in facts()] == [("6", "Tomas Okello")]
