"""Bounds: a query that asks for much is loosened and says so, and what is left costs no index much.

What is counted here is what grows with an archive; ``python bench/worst.py`` looks at the clock.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings, strategies

from cableroom.public.search.base import Request, SearchIndex
from cableroom.public.search.bounds import MOST_PLACED, MOST_SLIPS
from cableroom.public.search.describing import describe
from cableroom.public.search.document import documents
from cableroom.public.search.expansion import MOST_FORMS, near, spelt_out
from cableroom.public.search.memory_index import MemoryIndex
from cableroom.public.search.query import DEEPEST, LONGEST, MOST_TERMS, parse_query
from cableroom.public.search.tantivy_index import TantivyIndex
from cableroom.public.search.tree import (
    And,
    Forms,
    Like,
    Near,
    Node,
    Or,
    Together,
    Word,
    inside,
)
from search.invented import opened
from search.wild import wild

A, B = Word("a"), Word("b")
LOOSENED = [
    # query, kind of node, how many are left of it, start of the notice, why
    ("abc~1 " * 8, Like, 8, "", "as many as may be"),
    ("abc~1 " * 9, Like, 8, "Letters may differ in 8 words", "one more"),
    ("abc* " * 16, Like, 16, "", "beginnings are not slips"),
    ('"a b c d"~5', Near, 3, "", "so many pairs"),
    ('"a b c d e"~5', Near, 3, "NEAR, /p and body: are heeded 3 times", "a pair more"),
    ("a NEAR/3 b body:c body:d body:e", Together, 2, "NEAR, /p and body: are heeded 3", "both"),
    ('"' + "a b " * 12 + '"~5', Near, 1, "", "a pair again and again"),
    ("body:a body:b body:c", Together, 3, "", "so many paragraphs"),
    ("body:a body:b " * 3, Together, 3, "NEAR, /p and body: are heeded 3 times", "three more"),
    ("body:a OR body:b OR " * 3 + "c", Together, 1, "", "alternatives are one search"),
    ("body:(a OR b OR a OR b OR a)", Together, 1, "", "so are those of a group"),
]


@pytest.mark.parametrize(
    ("text", "kind", "left", "said", "why"), LOOSENED, ids=[case[4] for case in LOOSENED]
)
def test_what_is_asked_too_often_is_loosened_and_said(
    text: str, kind: type[Node], left: int, said: str, why: str
) -> None:
    query = parse_query(text)
    assert sum(isinstance(node, kind) for node in everything(query.node)) == left, why
    assert [words for words in query.warnings if said and words.startswith(said)] == [
        words for words in query.warnings if words.startswith(("Letters", "NEAR, "))
    ]


def test_what_is_beyond_is_looked_for_in_a_cheaper_way() -> None:
    assert parse_query("body:a OR body:b").node == Together(Or((A, B)))
    *_first, last = inside(parse_query("body:a " * 3 + "body:b").node)
    assert last == B
    *_first, last = inside(parse_query("abc~1 " * 8 + "subject:abd~2").node)
    assert last == Word("abd", "subject")
    *_first, last = inside(parse_query('"a c d a b"~5').node)
    assert last == And((A, B))


def everything(node: Node) -> Iterator[Node]:
    """A node and all below it."""
    yield node
    for inner in inside(node):
        yield from everything(inner)


def deep(node: Node) -> int:
    return 1 + max(map(deep, inside(node)), default=0)


def many_forms(prefix: str) -> list[tuple[str, int]]:
    """A dictionary with more words of any form than are looked for."""
    return [(f"{prefix}{number}", 1) for number in range(MOST_FORMS + 9)]


ASKED: Final = strategies.tuples(
    strategies.sampled_from((b"", b"\xff", b"\xff\x01")), strategies.binary(max_size=60)
).map(b"".join)
"""Bytes of ``wild``: of pieces, of letters, and of letters that may be halves."""


@given(ASKED)
@settings(max_examples=300, deadline=None)
def test_any_query_is_within_the_bounds(data: bytes) -> None:
    asked: list[str] = []

    def vocabulary(prefix: str) -> list[tuple[str, int]]:
        asked.append(prefix)
        return many_forms(prefix)

    query = parse_query(wild(data))
    kinds = Counter(type(node) for node in everything(query.node))
    slips = sum(isinstance(node, Like) and node.distance > 0 for node in everything(query.node))
    spelt = spelt_out(query, vocabulary)
    forms = [node.forms for node in everything(spelt.node) if isinstance(node, Forms)]

    assert len(query.text) <= LONGEST
    assert slips <= MOST_SLIPS
    assert kinds[Near] + kinds[Together] <= MOST_PLACED
    assert len(asked) <= MOST_TERMS
    assert max(map(len, forms), default=0) <= MOST_FORMS
    assert deep(query.node) <= 4 * (DEEPEST + 2)
    assert describe(query)


@given(ASKED)
@settings(max_examples=300, deadline=None)
def test_any_query_is_answered_and_by_all_engines_alike(engines: list[SearchIndex], data: bytes) -> None:
    query = parse_query(wild(data))
    first, *others = (
        engine.search(Request(spelt_out(query, engine.forms), limit=50, sort="created")) for engine in engines
    )
    for other in others:
        assert (other.total, other.facets) == (first.total, first.facets)
        assert [hit.ordinal for hit in other.hits] == [hit.ordinal for hit in first.hits]


@pytest.fixture(scope="module")
def engines(published: Path) -> list[SearchIndex]:
    folder = published / "current"
    return [TantivyIndex.open(folder), MemoryIndex(documents(opened(folder)))]


def apart(one: str, other: str) -> int:
    """How many letters must be changed, added, left out or swapped with their neighbour, by rule."""
    rows: list[list[int]] = [[*range(len(other) + 1)]]
    for at, letter in enumerate(one, 1):
        row = [at]
        for there, letter_there in enumerate(other, 1):
            costs = [rows[-1][there] + 1, row[-1] + 1, rows[-1][there - 1] + (letter != letter_there)]
            if at > 1 < there and letter == other[there - 2] and one[at - 2] == letter_there:
                costs.append(rows[-2][there - 2] + 1)
            row.append(min(costs))
        rows.append(row)
    return rows[-1][-1]


@given(
    word=strategies.text("abcé", min_size=1, max_size=8),
    distance=strategies.sampled_from([1, 2]),
    others=strategies.sets(strategies.text("abcé", max_size=8), max_size=60),
)
def test_slips_are_those_of_the_definition(word: str, distance: int, others: set[str]) -> None:
    dictionary = [(word[0] + other, 1) for other in others]
    right = [one for one in dictionary if apart(word, one[0]) <= distance]
    assert near(word, distance, lambda _first: dictionary) == right
