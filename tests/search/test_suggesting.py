"""Where nothing is found: each part of the query is tried alone, as it was meant."""

from pathlib import Path

import pytest

from cableroom.public.search.handle import Published
from cableroom.public.search.query import parse_query
from cableroom.public.search.searching import Question, search
from cableroom.public.search.suggesting import advise

TRIED = [
    # query, what is tried and how many cables that finds, why
    ("harbor zebra", [("harbor", 3), ("zebra", 0)], "words"),
    ('"jet vane" zebra', [('"jet vane"', 1), ("zebra", 0)], "a phrase, not its words"),
    ("=vanes zebra", [("=vanes", 1), ("zebra", 0)], "a form"),
    ("subject:(cheese harbor)", [("subject:cheese", 1), ("subject:harbor", 0)], "in a subject"),
    ("harbor from:bern", [("harbor", 3), ("origin:embassy-bern", 1)], "a field"),
    ("harbor tag:zebra", [("harbor", 3), ("tag:=ZEBRA", 0)], "a tag of no cable"),
    ('tag:"clinton, hillary" harbor', [("tag:=CLINTON_HILLARY", 1), ("harbor", 3)], "a tag with a comma"),
    ("harbor created:2010..", [("harbor", 3), ("created:2010-01-01..", 1)], "a range of days"),
    ("harbor para:TS -snow", [("harbor", 3), ("para:ts", 0)], "not what is excluded"),
    ("zebra", [], "one word alone was tried"),
]


@pytest.mark.parametrize(("query", "expected", "why"), TRIED, ids=[row[2] for row in TRIED])
def test_what_is_tried_alone(published: Path, query: str, expected: list[tuple[str, int]], why: str) -> None:
    handle = Published(published).current()
    assert not search(handle, Question(query)).total

    tried = advise(handle, parse_query(query)).tried

    assert [(one.text, one.total) for one in tried] == expected, why
    for one in tried:
        assert search(handle, Question(one.text)).total == one.total, one.text


OFFERED = [
    # query, words, why
    ("harbr", ("harbor",), "a letter too few"),
    ("subject:harbor", (), "the word itself stands elsewhere"),
    ("07STATE152318", (), "an id is no slip of another"),
]


@pytest.mark.parametrize(("query", "words", "why"), OFFERED, ids=[row[2] for row in OFFERED])
def test_what_is_offered_instead(published: Path, query: str, words: tuple[str, ...], why: str) -> None:
    tried = advise(Published(published).current(), parse_query(query)).tried
    assert tuple(word for one in tried for word in one.instead) == words, why
