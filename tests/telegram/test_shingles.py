"""How alike two texts are, and which of many may be."""

from collections import Counter
from itertools import combinations
from random import Random
from typing import Final

import pytest

from cableroom.specimen import cables
from cableroom.telegram.alike import Sketches
from cableroom.telegram.shingles import COPY, SKETCH, body_words, likeness, share_held, shingles, sketch
from invented import telegram

TEXT: Final = next(cables(1, seed=3)).text
FURNITURE: Final = "\n\nBERN 00000881  001.2 OF 002\n\n"


def alike(one: str, other: str) -> float:
    return likeness(shingles(body_words(one)), shingles(body_words(other)))


def garbled(text: str, every: int) -> str:
    words = text.split(" ")
    return " ".join(f"{word[:-1]}Q" if place % every == 0 else word for place, word in enumerate(words))


SAME = [
    (TEXT.replace("\n", "\r\n"), "other line ends"),
    (TEXT.upper(), "capitals"),
    (TEXT.replace(", ", " "), "punctuation lost"),
    (TEXT.replace("\n\n", FURNITURE, 1), "a page line in the header"),
    (f"VZCZCXYZ0001\n{TEXT}", "another transmission line"),
    ("\n".join(line + " " for line in TEXT.split("\n")), "a blank at each line's end"),
]


@pytest.mark.parametrize(("other", "why"), SAME, ids=[row[1] for row in SAME])
def test_the_same_words(other: str, why: str) -> None:
    assert alike(TEXT, other) == 1, why


def test_a_garbled_copy_is_one_and_another_telegram_is_none() -> None:
    assert COPY <= alike(TEXT, garbled(TEXT, 60)) < 1
    others = [alike(TEXT, cable.text) for cable in cables(40, seed=4)]
    assert max(others) < 0.3


def test_few_words() -> None:
    assert likeness(shingles(["A"]), shingles(["A"])) == 1
    assert likeness(shingles([]), shingles([])) == 0
    assert share_held(shingles([]), shingles(["A"])) == 0
    assert sketch("") == []
    assert len(sketch("He came.")) == 1


def test_a_sketch_is_the_same_everywhere() -> None:
    """Pinned: no seed of the process and no build of Python may have a part in it."""
    found = sketch(telegram(5))
    assert found == sorted(found)
    assert found[:3] == PINNED
    assert len(sketch(TEXT)) == SKETCH


PINNED: Final = [67084499, 81696791, 516328869]


def test_copies_among_many_are_found() -> None:
    texts = [cable.text for cable in cables(60, seed=5)]
    random = Random(6)  # noqa: S311 - choices in a test, no secret
    copied = sorted(random.sample(range(len(texts)), 12))
    sketches = Sketches()
    for number, text in enumerate([*texts, *(garbled(texts[place], 60) for place in copied)]):
        sketches.add(number, sketch(text))

    pairs = list(sketches.pairs())

    assert pairs == sorted(set(pairs))
    assert {(place, len(texts) + number) for number, place in enumerate(copied)} <= set(pairs)
    assert len(pairs) < 3 * len(copied)


def naive(texts: dict[int, list[int]]) -> list[tuple[int, int]]:
    """As the rule says it, with all in memory."""
    common = Counter(value for values in texts.values() for value in values)
    kept = {number: {value for value in values if common[value] <= 20} for number, values in texts.items()}
    return [
        (one, other)
        for one, other in combinations(sorted(texts), 2)
        if len(shared := kept[one] & kept[other]) >= 3
        or (shared and min(len(texts[one]), len(texts[other])) < 6)
    ]


@pytest.mark.parametrize("seed", range(8))
def test_pairs_are_those_of_the_rule_in_whatever_parts_the_sketches_came(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - choices in a test, no secret
    texts = {
        random.randrange(5_000): sorted({random.randrange(900) for _ in range(random.randrange(13))})
        for _ in range(400)
    }
    whole, first, second = Sketches(), Sketches(), Sketches()
    for number, values in texts.items():
        whole.add(number, values)
        (first if number % 3 else second).add(number, values)
    second.update(first)

    assert list(whole.pairs()) == list(second.pairs()) == naive(texts)
    assert len(naive(texts)) > 100


def test_pairs_of_nothing() -> None:
    empty = Sketches()
    assert list(empty.pairs()) == []
    empty.add(3, [])
    assert list(empty.pairs()) == []


def test_a_phrase_of_the_trade_makes_no_pairs() -> None:
    sketches = Sketches()
    for number in range(100):
        sketches.add(number, [7, 8, 9, *range(1000 + 10 * number, 1009 + 10 * number)])
    assert list(sketches.pairs()) == []
