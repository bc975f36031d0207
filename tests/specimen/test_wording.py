"""Sentences with choices and gaps."""

from random import Random

import pytest

from cableroom.specimen.deck import Deck
from cableroom.specimen.layout import heading, with_pages, wrap
from cableroom.specimen.wording import wording

CHANCE = Random(1).random  # noqa: S311 - choices in a test, no secret
SAID = [
    # template, slots, what is said, why this line is here
    ("No choice.", {}, "No choice.", "plain"),
    ("{a} goes.", {"a": "the bill"}, "The bill goes.", "a sentence begins with a capital"),
    ("At 5%, {a}.", {"a": "x"}, "At 5%, x.", "a percent sign is no gap"),
    (
        "Said {a}, who left.",
        {"a": "Bor, head of it,"},
        "Said Bor, head of it, who left.",
        "one comma, not two",
    ),
    (
        "It fell to {a}.",
        {"a": "Bor, head of it,"},
        "It fell to Bor, head of it.",
        "no comma before a full stop",
    ),
]


@pytest.mark.parametrize(("template", "slots", "said", "why"), SAID, ids=[row[3] for row in SAID])
def test_says(template: str, slots: dict[str, str], said: str, why: str) -> None:
    assert wording(template).sentence(slots, CHANCE) == said, why


def test_draws_each_choice() -> None:
    bill = wording("<a|b> <c|d>")
    assert {bill.say({}, CHANCE) for _ in range(100)} == {"a c", "a d", "b c", "b d"}


def test_a_deck_deals_each_once() -> None:
    cards = [wording(str(number)) for number in range(14)]
    deck = Deck(cards, CHANCE)
    assert {str(deck.draw()) for _ in cards} == {str(card) for card in cards}
    assert deck.draw() is None


def test_a_deck_keeps_back_what_takes_too_many_clauses() -> None:
    deck = Deck([wording("{claim} and {claim}")], CHANCE)
    assert deck.draw(claims=1) is None
    assert deck.draw(claims=2) is not None


WRAPPED = [
    # text, width, lines, why this line is here
    ("aa bb cc", 5, ["aa bb", "cc"], "broken at a blank"),
    ("aa bb.  cc", 7, ["aa bb.", "cc"], "two blanks are one break"),
    ("aaaaaaaa bb", 5, ["aaaaaaaa", "bb"], "a long word stands alone"),
    ("of May 12. So", 8, ["of", "May 12.", "So"], "no line begins like a paragraph"),
    ("short", 65, ["short"], "fits"),
]


@pytest.mark.parametrize(("text", "width", "lines", "why"), WRAPPED, ids=[row[3] for row in WRAPPED])
def test_wraps(text: str, width: int, lines: list[str], why: str) -> None:
    assert wrap(text, width) == lines, why


def test_a_long_heading_stands_between_two_rules() -> None:
    assert list(heading("One line", 60, style="under")) == ["One line", "--------"]
    assert list(heading("Two lines", 5, style="under")) == ["-----", "Two", "lines", "-----"]


def test_pages_are_cut_within_paragraphs() -> None:
    lines = ["x" * 60] * 120
    cut = with_pages(lines, "BERN", 881, 2)
    assert [line for line in cut if "OF" in line] == [
        "BERN 00000881  001.2 OF 002",
        "BERN 00000881  002 OF 002",
    ]
    assert with_pages(lines, "BERN", 881, 1) == lines
