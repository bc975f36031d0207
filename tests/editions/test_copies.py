"""Which published cables are copies of each other, and in which words that is said."""

import random
from typing import Final

import pytest

from cableroom.public.editions import copies
from cableroom.public.editions.copies import Copy, CopyPair
from cableroom.public.editions.models import PublicEdition
from cableroom.public.editions.packing import pack_json
from cableroom.public.editions.verifying import verify
from cableroom.specimen import cables
from cableroom.telegram import parse
from editions.rows import Publisher, row

TEXT: Final = next(cables(1, seed=3)).text
OTHER: Final = next(cables(1, seed=4)).text
_FIRST_LINES, _, _REST = TEXT.partition("SIPDIS\n")
CORRECTED: Final = f"{_FIRST_LINES}SIPDIS\n\nC O R R E C T E D  COPY\n{_REST}"


def cable(reference_id: str, text: str) -> PublicEdition:
    telegram = parse(text)
    packed = pack_json({**telegram.as_dict(), "body_start": telegram.body_start})
    return row(reference_id, text, telegram=packed)


def garbled(text: str, every: int) -> str:
    words = text.split(" ")
    return " ".join(f"{word[:-1]}Q" if place % every == 0 else word for place, word in enumerate(words))


CASES = [
    # text of 07BERN2 beside TEXT as 07BERN1; likeness at least; what 07BERN1 says of it, and why it is here
    (TEXT, 100, "in the same words", "the same text"),
    (TEXT.upper().replace(", ", " "), 100, "in the same words", "case and punctuation are no words"),
    (f"VZCZCXYZ0001\n{TEXT}", 100, "in the same words", "sent again: another transmission line"),
    (TEXT.replace("\n\n", "\n\nBERN 00000881  001.2 OF 002\n\n"), 100, "in the same words", "pages between"),
    (CORRECTED, 90, "a corrected copy", "it says so itself"),
    (garbled(TEXT, 60), 80, "in nearly the same words", "one word in sixty is another"),
    (garbled(TEXT, 10), None, None, "half of the runs of five words are others"),
    (OTHER, None, None, "another telegram"),
    ("", None, None, "a cable without a text"),
]


@pytest.mark.parametrize(("text", "least", "what", "why"), CASES, ids=[case[-1] for case in CASES])
def test_a_copy_is_named_on_both_pages(
    build: Publisher, text: str, least: int | None, what: str | None, why: str
) -> None:
    generation = build(cable("07BERN1", TEXT), cable("07BERN2", text))

    named = copies.copies_of(generation, "07BERN1")

    assert [copy.what for copy in named] == ([what] if what else []), why
    assert [copy.reference_id for copy in copies.copies_of(generation, "07BERN2")] == ["07BERN1"] * len(named)
    assert all(copy.likeness >= (least or 0) for copy in named)
    found_again = [checked for checked in verify(generation.path) if checked.name == "copies"]
    assert [checked.damages for checked in found_again] == [()]


def test_which_is_the_corrected_one(build: Publisher) -> None:
    generation = build(cable("07BERN1", CORRECTED), cable("07BERN2", TEXT), cable("07BERN3", CORRECTED))
    assert [copy.what for copy in copies.copies_of(generation, "07BERN1")] == [
        "of which this is a corrected copy",
        "a corrected copy",
    ]
    assert [copy.what for copy in copies.copies_of(generation, "07BERN2")] == ["a corrected copy"] * 2


def test_the_own_serial_is_no_word_of_the_message(build: Publisher) -> None:
    generation = build(
        cable("07BERN881", "CONFIDENTIAL BERN 000881\n\n1. (C) 881 sheep crossed the pass.\n"),
        cable("07BERN99", "CONFIDENTIAL BERN 00099\n\n1. (C) 881 sheep crossed the pass.\n"),
    )
    assert [copy.likeness for copy in copies.copies_of(generation, "07BERN881")] == [100]


def test_two_without_a_text_are_no_copies(build: Publisher) -> None:
    assert list(copies.pairs(build(cable("07BERN1", ""), cable("07BERN2", "")))) == []


def test_each_pair_stands_once_in_order(build: Publisher) -> None:
    texts = [TEXT, OTHER, TEXT, OTHER, TEXT]
    generation = build(*(cable(f"07BERN{serial}", text) for serial, text in enumerate(texts, 1)))
    assert [(pair.first[-1], pair.second[-1]) for pair in copies.pairs(generation)] == [
        ("1", "3"),
        ("1", "5"),
        ("2", "4"),
        ("3", "5"),
    ]
    assert next(copies.pairs(generation)) == CopyPair("07BERN1", "07BERN3", 100, False, False)  # noqa: FBT003 - columns


def test_words_that_many_texts_have_make_no_copies(build: Publisher) -> None:
    generation = build(*(cable(f"07BERN{serial}", TEXT) for serial in range(10, 31)))
    assert list(copies.pairs(generation)) == [], "21 of the same text are a form, not a copy"


def test_a_mark_is_a_word_like_any_other(build: Publisher) -> None:
    words = TEXT.split(" ")
    place = random.Random(1).randrange(len(words) // 2, len(words))  # noqa: S311 - no secret
    struck = " ".join((*words[:place], "[REDACTED]", *words[place + 1 :]))
    generation = build(cable("07BERN1", struck), cable("07BERN2", struck), cable("07BERN3", TEXT))
    assert [copy.likeness == 100 for copy in copies.copies_of(generation, "07BERN1")] == [True, False]


def test_what_surely_is_the_same_message_comes_first() -> None:
    alike = Copy("07BERN1", 97, is_corrected=False, is_older=False)
    same = Copy("07BERN2", 100, is_corrected=False, is_older=False)
    corrected = Copy("07BERN3", 97, is_corrected=True, is_older=False)
    assert copies.by_what_they_say([alike, same, corrected]) == [
        ("Also sent as", [same, corrected]),
        ("Possible copy", [alike]),
    ]
    assert copies.by_what_they_say([]) == []
