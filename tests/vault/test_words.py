"""Where words stand, one line per way to write them.  Add yours at the end."""

import pytest

from cableroom.private.vault.words import WordSet, fold, key
from growth import check_linear

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
    ("John Smith", "John_Smith _John_ john.smith", ["John_Smith", "john.smith"], "names of files"),
    ("John", "_John_", ["John"], "emphasis"),
    ("John Smith", "John.Smith@x.org", ["John.Smith"], "an address"),
    ("John Smith", "?q=John%20Smith&r=John+Smith", ["John%20Smith", "John+Smith"], "within a link"),
    ("John Smith", "/John/Smith/ x.John%2BSmith", ["John/Smith", "John%2BSmith"], "a path"),
    ("Smith", "John%20Smith%20", ["Smith"], "the escape is no part of a name"),
    ("14", "1.4 1/4 5%14", ["14"], "numbers are not joined"),
    ("王小明", "昨天王小明来了。王小， 明", ["王小明"], "a script without blanks"),
    ("王小明", "王 小\n明 王小\u2063明", ["王 小\n明", "王小\u2063明"], "over a line end"),
    ("محمد", "ومحمد قال لمحمّد", ["محمد", "محمّد"], "with a proclitic, and its signs"),
    ("שרה", "לשרה", ["שרה"], "another of them"),
    ("김가", "김각 김가는", ["김가"], "not a part of a syllable"),
    ("John", "我见到John了", ["John"], "a Latin name within it"),
    ("Жук", "Жуковский", [], "Cyrillic words stand apart"),
    ("José García", "/Jos%C3%A9_Garc%C3%ADa.html", ["Jos%C3%A9_Garc%C3%ADa"], "letters escaped in a link"),
    ("José", "x/jos%e9?q=Jose%CC%81", ["jos%e9", "Jose%CC%81"], "escaped as of old, and apart"),
    (
        "Мария Жук",
        "/%D0%96%D1%83%D0%BA_%D0%9C/%D0%9C%D0%B0%D1%80%D0%B8%D1%8F%20%D0%96%D1%83%D0%BA.",
        ["%D0%9C%D0%B0%D1%80%D0%B8%D1%8F%20%D0%96%D1%83%D0%BA"],
        "a whole name escaped",
    ),
    ("O'Brien", "/O%27Brien 2010%20O%27Brien", ["O%27Brien", "O%27Brien"], "an apostrophe, behind a year"),
    ("20", "rose 5%20 or 5%C3", ["20"], "a share and a number are no escape"),
    ("O'Brien José", "O&#8217;Brien Jos&eacute; O&#x27;Brien", ["O&#8217;Brien Jos&eacute;"], "entities"),
    ("AT&T", "AT&amp;T AT&T", ["AT&amp;T", "AT&T"], "its own sign as an entity"),
    ("Manuel Müller", "MANUEL MUELLER, Manuel Muller", ["MANUEL MUELLER", "Manuel Muller"], "as telegraphed"),
    ("Manuel Mueller", "Manuel Müller, Mu\u0308ller", ["Manuel Müller"], "and as in a newspaper"),
    ("Håkon Øye", "HAAKON OEYE, Hakon Oye", ["HAAKON OEYE", "Hakon Oye"], "in the North"),
    ("Manuel", "Manül, Manul", ["Manül"], "no letter goes for nothing"),
    ("Sa'd", "Saʿd, Saʾd, Sad", ["Saʿd", "Saʾd", "Sad"], "breathings"),
    ("محمد", "محـمـد", ["محـمـد"], "stretched"),
    ("J Keller", "J. Keller, K. Eller", ["J. Keller"], "the point of an initial"),
    ("202-555-1234", "202.555.1234 (202) 555/1234", ["202.555.1234", "202) 555/1234"], "a number, parted"),
    ("555-123", "555.123", [], "a short one may be two"),
    ("--", "-- -- --", [], "nothing to look for"),
    ("", "anything", [], "nothing at all"),
]


HIDDEN = (
    "\0\x01\x1b\x7f\x80\x9b\u00ad\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u200b\u200d\u200f\u202a\u202e\u2060\u2063\u2066\u2069"
    "\u206f\u2800\u3164\ufe00\ufe0f\ufeff\uffa0\ufff9\U0001d173\U000e0001\U000e0041\U000e0100"
)


@pytest.mark.parametrize("hidden", HIDDEN, ids=[f"U+{ord(sign):04X}" for sign in HIDDEN])
def test_what_nobody_sees_makes_no_other_word(hidden: str) -> None:
    text = f"met {hidden}Jo{hidden}hn{hidden} {hidden}.S{hidden}m{hidden * 3}ith{hidden} and 王{hidden}小明"
    text = text.replace(f"{hidden}.", "")

    (name, other) = WordSet(["John Smith", "王小明"]).find(text)

    assert text[name.start : name.end].replace(hidden, "") == "John Smith"
    assert text[other.start : other.end] == f"王{hidden}小明"
    assert fold(f"J{hidden}ohn") == "john"


@pytest.mark.parametrize(("words", "text", "expected", "why"), FOUND, ids=[row[3] for row in FOUND])
def test_finds(words: str, text: str, expected: list[str], why: str) -> None:
    assert [text[place.start : place.end] for place in WordSet([words]).find(text)] == expected, why


def test_finds_over_page_furniture_when_asked() -> None:
    text = "met John\n \nBERN 00000881  002 OF 002\n \n \nSmith"
    assert list(WordSet(["John Smith"]).find(text)) == []
    (place,) = WordSet(["John Smith"]).find(text, over_pages=True)
    assert (place.start, place.end) == (4, len(text))


@pytest.mark.parametrize(
    "struck",
    ["John\n \nBERN 00000881  002 OF 002\n \n \nSmith", "John BERN 00000881 002 OF 002 Smith"],
    ids=["as received", "as a person writes it on one line"],
)
def test_finds_whole_what_a_page_cut_in_two(struck: str) -> None:
    """Else a name struck where a page cuts it would be missed in every other cable."""
    words = WordSet([struck])
    (place,) = words.find("met John Smith")
    assert (place.folded, place.start, place.end) == ("johnsmith", 4, 14)
    assert place.folded == key(struck)
    assert len(list(words.find(f"met {struck}", over_pages=True))) == 1


def test_furniture_alone_is_sought_as_it_is() -> None:
    (place,) = WordSet(["BERN 00000881  002 OF 002"]).find("see BERN 00000881  002 OF 002.")
    assert (place.start, place.end) == (4, 29)


def test_two_strings_with_one_spelling_are_both_told() -> None:
    words = WordSet(["Müller", "Mueller"])
    assert [place.folded for place in words.find("MUELLER")] == ["mueller", "muller"]
    assert [place.folded for place in words.only(key("Müller")).find("MUELLER Mueller")] == ["muller"] * 2


def test_twelve_words_in_a_row_of_a_long_string_are_found_where_that_is_asked_for() -> None:
    long = " ".join(f"word{chr(97 + n)}" for n in range(24))
    text = long.replace("wordc", "wordx").replace("wordh wordi", "wordh, (wordi)").replace("wordw", "wordy")
    assert list(WordSet([long]).find(text)) == []
    places = list(WordSet([long], in_part=True).find(text))
    assert {place.folded for place in places} == {key(long)}
    assert text[places[0].start :].startswith("wordg wordh, (wordi)")
    short = " ".join(long.split()[:17])
    assert list(WordSet([short], in_part=True).find(" ".join(short.split()[:16]))) == []


def test_many_strings_in_one_pass() -> None:
    names = [f"Name{n} Surname{n}" for n in range(500)]
    words = WordSet([*names, "x" * 200, "long " * 40])
    text = f"Name7 Surname7, {'x' * 200} and NAME499\nSURNAME499 {'Long ' * 40}."
    assert {place.folded for place in words.find(text)} == {
        fold(string) for string in ("Name7 Surname7", "Name499 Surname499", "x" * 200, "long " * 40)
    }


@pytest.mark.parametrize(
    "unit",
    [
        "a ",
        "a-",
        "a'",
        "aa bb ",
        ". ",
        "\u0301",
        "a\u0301",
        "é ",
        "-",
        "王",
        "王b",
        "a_",
        "a.b",
        "م",
        "a\u2063",
        "%20",
        "a%20",
        "%C3%A9",
        "%C3",
        "&#233;",
        "&",
        "ü",
    ],
)
def test_time_grows_with_the_length(unit: str) -> None:
    words = WordSet(
        [
            "王" * 300,
            "王",
            "a王",
            "م" * 50,
            "a" * 60,
            "aa bb aa",
            "a" * 500,
            *(f"name {n}" for n in range(100)),
        ]
    )

    check_linear(lambda size: list(words.find(unit * (size // len(unit)), over_pages=True)))
