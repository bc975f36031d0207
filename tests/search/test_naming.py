"""What a query names beside its words: tags by their meaning, posts by any name, cables by their number."""

from pathlib import Path

import pytest

from cableroom.public.search.handle import Published
from cableroom.public.search.naming import named
from cableroom.public.search.query import parse_query

NAMED = [
    # query, cables, tags, posts, why
    ("arms control", [], ["PARM"], [], "words that are part of what a tag means"),
    ("iceland", [], ["IC"], [], "a country is a tag too"),
    ("PREL", [], ["PREL"], [], "a tag itself"),
    ("prel", [], [], [], "in small letters it is a word"),
    ("trade harbor", [], ["ETRD"], [], "one of the words"),
    ("terrorism", [], [], [], "a tag that no published cable has is not named"),
    ("bern", [], [], ["embassy-bern"], "a post by its place"),
    ('"tel aviv"', [], [], ["embassy-tel-aviv"], "a phrase"),
    ("tel aviv", [], [], ["embassy-tel-aviv"], "all words together"),
    ("baghdad", [], [], [], "a post of which nothing is published is not named"),
    ("152317", ["07STATE152317"], [], [], "the number of a cable"),
    ("#00152317", ["07STATE152317"], [], [], "with a sign and zeros"),
    ("2", ["10BRASILIA2"], [], [], "the whole number: not 152317, not 20"),
    ("52317", [], [], [], "not the end of another"),
    ("1718", [], [], [], "no cable has it"),
    ("152317 harbor", [], [], [], "a number beside words is a word"),
    ("99999999", [], [], [], "longer than any number"),
    ("=bern", [], [], [], "what is exact is meant as it is written"),
    ("harbor -bern", [], [], [], "nothing that is excluded"),
    ("subject:bern", [], [], [], "words of a subject"),
    ("in is of", [], [], [], "short words are part of many meanings"),
    ("", [], [], [], "nothing"),
]


@pytest.mark.parametrize(("query", "cables", "tags", "posts", "why"), NAMED, ids=[row[4] for row in NAMED])
def test_what_is_named(
    published: Path, query: str, cables: list[str], tags: list[str], posts: list[str], why: str
) -> None:
    found = named(Published(published).current(), parse_query(query))
    assert [cable.reference_id for cable in found.cables] == cables, why
    assert [tag.value for tag in found.tags] == tags, why
    assert [post.value for post in found.posts] == posts, why
