"""Where the words of a query stand in a text: by the meaning of the search, nothing more and nothing less."""

from itertools import pairwise

import pytest
from hypothesis import given, strategies

from cableroom.public.search.expansion import expand
from cableroom.public.search.hits import Stretch, Words, find
from cableroom.public.search.query import parse_query
from cableroom.public.search.tree import SUBJECT, TEXT
from growth import check_linear


def vocabulary(prefix: str) -> list[tuple[str, int]]:
    return [(form, 1) for form in ("jet", "jets", "harbor", "harbors") if form.startswith(prefix)]


def hits(query: str, text: str, *, where: str = TEXT, stretches: tuple[Stretch, ...] = ()) -> list[str]:
    node, _notices = expand(parse_query(query).node, vocabulary)
    return [text[start:end] for start, end in find(node, Words(text), stretches=stretches, where=where)]


FOUND = [
    # query, text, hits, why
    ("jet", "Jets; a jet.", ["Jets", "jet"], "stems"),
    ("=jet", "Jets; a JET.", ["JET"], "as it is written, whatever its case"),
    ('"air koryo"', "Air, air Koryo.", ["air Koryo"], "a phrase is one hit, and only whole"),
    ('="air vanes"', "air vane, air vanes", ["air vanes"], "a phrase as it is written"),
    ("jet -vane", "jet vane", ["jet"], "what is excluded is no hit"),
    ("jet NOT (vane OR harbor)", "jet vane harbor", ["jet"], "nor a group of it"),
    ("jet tag:PREL", "jet PREL", ["jet"], "nor a filter"),
    ("jet NEAR/1 vane", "vane jet, a b c vane jets of vane", ["vane", "jet", "vane", "jets", "vane"], "near"),
    ("jet NEAR/1 vane", "jet a b vane", [], "not near"),
    ("jet OR vane", "a vane", ["vane"], "either"),
    ("har*", "harbors, harp", ["harbors"], "words of a form that the index has"),
    ("AK-47", "AK-47, AK 47 and ak47", ["AK-47", "AK 47", "ak47"], "a code with and without its signs"),
    ("AK47", "AK-47, ak47", ["AK-47", "ak47"], "without signs it finds the one with signs"),
    ("communications", "COMMUNICA-\nTIONS", ["COMMUNICA-\nTIONS"], "a word that the end of a line parts"),
    ("71143", "STATE 071143", ["071143"], "zeros in front"),
    ("UNSCR1718", "UNSCR 1718.", ["UNSCR 1718"], "a number behind capitals"),
    ("cafe", "Cafe\u0301s, café", ["Cafe\u0301s", "café"], "accents, which are not cut from their letters"),
    ("cafe", "cafe\u0301 noir", ["cafe\u0301"], "nor at the end of a word"),
    ("subject:jet", "a jet", [], "of the subject only"),
    ("", "a jet", [], "nothing is sought"),
    ("jet", "", [], "nowhere"),
    ("iran's", "IRAN'S fleet", ["IRAN"], "a possessive"),
    ("2OF(jet vane zebra)", "jet and vane", ["jet", "vane"], "some of several"),
    ("07BERN901", "in 07BERN901", ["07BERN901"], "an id"),
]


@pytest.mark.parametrize(("query", "text", "expected", "why"), FOUND, ids=[row[3] for row in FOUND])
def test_finds(query: str, text: str, expected: list[str], why: str) -> None:
    assert hits(query, text) == expected, why


def test_the_subject_has_its_own_words_and_those_of_the_text() -> None:
    assert hits("subject:jet vane", "JET VANES", where=SUBJECT) == ["JET", "VANES"]


TEXT_OF_TWO = "1. (C) A jet vane left. 2. (S) A jet stayed, and Iran."
PARAGRAPHS = (Stretch(0, 24, ("c",)), Stretch(24, len(TEXT_OF_TWO), ("s",)))
TOGETHER = [
    ("jet /p iran", ["jet", "Iran"], "only in the paragraph that has both"),
    ("jet /p zebra", [], "in none"),
    ("jet /p (vane OR zebra)", ["jet", "vane"], "a group"),
    ("jet /p para:S", ["jet"], "of a portion mark"),
    ("body:vane", ["vane"], "of the body"),
    ("body:=jets", ["jet", "jet"], "within a paragraph words are compared by their stems"),
]


@pytest.mark.parametrize(("query", "expected", "why"), TOGETHER, ids=[row[2] for row in TOGETHER])
def test_finds_within_a_paragraph(query: str, expected: list[str], why: str) -> None:
    assert hits(query, TEXT_OF_TWO, stretches=PARAGRAPHS) == expected, why


def test_a_phrase_crosses_what_is_not_indexed() -> None:
    text = "the jet\nPAGE 02 BERN 00901\nvane"
    furniture = text.index("PAGE"), text.index("vane")
    ((start, end),) = find(parse_query('"jet vane"').node, Words(text, [furniture]))
    assert text[start:end].split("\n")[::2] == ["jet", "vane"]
    assert find(parse_query("page").node, Words(text, [furniture])) == ()


@given(strategies.text(max_size=300), strategies.text(max_size=40))
def test_any_text_has_its_hits_in_order_and_apart(text: str, query: str) -> None:
    node, _notices = expand(parse_query(query).node, vocabulary)
    found = find(node, Words(text), stretches=[Stretch(0, len(text))])
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


LONG = [
    # query, what the text is made of
    ('"a a a b"', "a "),
    ("a NEAR/30 b", "a b "),
    ("a /p b", "a b "),
    ("ab e", "é a-"),
]


@pytest.mark.parametrize(("query", "unit"), LONG)
def test_a_long_text_takes_linear_time(query: str, unit: str) -> None:
    node = parse_query(query).node

    def work(size: int) -> None:
        text = unit * (size // len(unit))
        find(node, Words(text), stretches=[Stretch(0, len(text))])

    check_linear(work)
