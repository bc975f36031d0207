"""Where words stand, one line per way to write them.  Add yours at the end."""

import time

import pytest

from cableroom.private.vault.words import WordSet, fold

FOUND = [
    # words, text, the places as they stand, why this line is here
    ("Smith", "Smith, SMITH and smith's Smithson", ["Smith", "SMITH", "smith"], "whole words, any case"),
    ("John Smith", "John  Smith; JOHN\n   SMITH.", ["John  Smith", "JOHN\n   SMITH"], "over a line end"),
    ("John Smith", "John \\\n¶Smith", ["John \\\n¶Smith"], "over what a file adds there"),
    (
        "Calmy-Rey",
        "Calmy-Rey, Calmy-\r\nRey, CALMY REY",
        ["Calmy-Rey", "Calmy-\r\nRey", "CALMY REY"],
        "hyphens",
    ),
    ("Smithers", "Smi-\nthers met Smithers", ["Smi-\nthers", "Smithers"], "divided at a line end"),
    ("O'Brien", "O'Brien, O’Brien, OBRIEN", ["O'Brien", "O’Brien", "OBRIEN"], "apostrophes"),
    (
        "José",
        "José, Jose, JOSE\u0301 and Josefa",
        ["José", "Jose", "JOSE\u0301"],
        "accents kept, dropped, apart",
    ),
    ("Jose", "Øyvind José", ["José"], "accents beside other letters"),
    ("Øyvind Łódź", "OYVIND LODZ", ["OYVIND LODZ"], "letters that are no accents"),
    ("Weiß", "WEISS weiss", ["WEISS", "weiss"], "casefold"),
    ("ＳＭＩＴＨ", "Smith", ["Smith"], "wide letters"),
    (
        "John A. Smith",
        "John A. Smith, John A Smith",
        ["John A. Smith", "John A Smith"],
        "its own signs may be missing",
    ),
    ("John Smith", "John, Smith. John. Smith", [], "other signs keep words apart"),
    ("+41 31 357-7011", "call +41 31 357 7011", ["41 31 357 7011"], "numbers"),
    ("Мария", "МАРИЯ мария", ["МАРИЯ", "мария"], "another script"),
    ("Smith", "under_Smith_score", ["Smith"], "an underscore is no letter"),
    ("aa aa", "aa aa aa", ["aa aa", "aa aa"], "places may overlap"),
    ("Smith", "John\u200bSmith Smi\u00adth", ["Smith", "Smi\u00adth"], "signs that nobody sees"),
    ("--", "-- -- --", [], "nothing to look for"),
    ("", "anything", [], "nothing at all"),
]


@pytest.mark.parametrize(("words", "text", "expected", "why"), FOUND, ids=[row[3] for row in FOUND])
def test_finds(words: str, text: str, expected: list[str], why: str) -> None:
    assert [text[place.start : place.end] for place in WordSet([words]).find(text)] == expected, why


def test_finds_over_page_furniture_when_asked() -> None:
    text = "met John\n \nBERN 00000881  002 OF 002\n \n \nSmith"
    assert list(WordSet(["John Smith"]).find(text)) == []
    (place,) = WordSet(["John Smith"]).find(text, over_pages=True)
    assert (place.start, place.end) == (4, len(text))


def test_many_strings_in_one_pass() -> None:
    names = [f"Name{n} Surname{n}" for n in range(500)]
    words = WordSet([*names, "x" * 200, "long " * 40])
    text = f"Name7 Surname7, {'x' * 200} and NAME499\nSURNAME499 {'Long ' * 40}."
    assert {place.folded for place in words.find(text)} == {
        fold(string) for string in ("Name7 Surname7", "Name499 Surname499", "x" * 200, "long " * 40)
    }


@pytest.mark.parametrize("unit", ["a ", "a-", "a'", "aa bb ", ". ", "\u0301", "a\u0301", "é ", "-"])
def test_time_grows_with_the_length(unit: str) -> None:
    words = WordSet(["a" * 60, "aa bb aa", "a" * 500, *(f"name {n}" for n in range(100))])

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        times = []
        for _ in range(3):
            started = time.process_time()
            list(words.find(text, over_pages=True))
            times.append(time.process_time() - started)
        return min(times)

    # Quadratic work would take sixteen times as long.
    assert seconds(262_144) < 8.0 * seconds(65_536) + 0.02
