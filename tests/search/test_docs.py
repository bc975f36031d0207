"""docs/search.md says what the language can; these tests keep it true."""

import re
from pathlib import Path

import pytest

from cableroom.public.search.analysis import FARTHEST
from cableroom.public.search.base import SORTS
from cableroom.public.search.expansion import MOST_FORMS
from cableroom.public.search.facets import FACETS, Facet
from cableroom.public.search.keywords import KEYWORDS, Keyword
from cableroom.public.search.meaning import MOST_CHANGES
from cableroom.public.search.query import DEEPEST, LONGEST, MOST_TERMS, parse_query
from cableroom.public.search.snippets import LENGTH

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "search.md").read_text()


def rows(section: str, below: str = "") -> dict[str, list[str]]:
    """First cell -> the other cells of the tables under a heading, or under one below it."""
    begin = PAGE.index(below, PAGE.index(f"## {section}"))
    end = PAGE.find("\n## ", begin)
    lines = [line.strip("| ").split(" | ") for line in PAGE[begin:end].splitlines() if line.startswith("| ")]
    return {cells[0]: cells[1:] for cells in lines[2:]}


@pytest.mark.parametrize("facet", FACETS.values(), ids=list(FACETS))
def test_each_facet_has_its_row(facet: Facet) -> None:
    words, _values, examples = rows("Fields and facets")[f"`{facet.name}`"]
    assert tuple(re.findall("`([^`]+)`", words)) == facet.words
    for example in re.findall("`([^`]+)`", examples):
        query = parse_query(example)
        assert query.warnings == (), example
        assert getattr(query.node, "name", None) == facet.name, example


@pytest.mark.parametrize("keyword", KEYWORDS.values(), ids=list(KEYWORDS))
def test_each_keyword_has_its_row(keyword: Keyword) -> None:
    words, _what, examples = rows("Fields and facets", "### Keywords")[f"`{keyword.name}`"]
    assert tuple(re.findall("`([^`]+)`", words)) == keyword.words
    for example in re.findall("`([^`]+)`", examples):
        query = parse_query(example)
        assert query.warnings == (), example
        assert getattr(query.node, "name", None) == keyword.name, example


@pytest.mark.parametrize("sort", SORTS)
def test_each_order_has_its_row(sort: str) -> None:
    assert rows("Order")[f"`{sort}`"]


def test_the_limits_are_those_of_the_code() -> None:
    limits = {what: limit for what, (limit, _beyond) in rows("Limits").items()}
    assert limits["length of a query"] == f"{LONGEST} characters"
    assert limits["words, phrases and fields"] == str(MOST_TERMS)
    assert limits["parentheses within parentheses"] == str(DEEPEST)
    assert limits["words between two that are near"] == str(FARTHEST)
    assert limits["letters in which a word may differ"] == str(MOST_CHANGES)
    assert limits["words of one form"] == f"{MOST_FORMS:,}"
    assert limits["a snippet"] == f"about {LENGTH} characters"


def test_the_examples_of_the_language_need_no_repair() -> None:
    for written, _effect in rows("The language").values():
        for example in re.findall("`([^`]+)`", written):
            assert parse_query(example).warnings == (), example
