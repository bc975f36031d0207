"""A search from the typed text to the page, and its form as JSON."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cableroom.public.search.facets import FACETS
from cableroom.public.search.handle import Handle, Published
from cableroom.public.search.labelling import FoundValue
from cableroom.public.search.searching import ALL, Question, search


@pytest.fixture(scope="module")
def handle(published: Path) -> Handle:
    return Published(published).current()


def test_a_hit_has_all_that_a_page_shows(handle: Handle) -> None:
    found = search(handle, Question("cheese purchases"))
    (hit,) = found.hits
    assert hit.summary.reference_id == "07BERN881"
    assert hit.paragraph == "p1"
    assert hit.snippet == (
        ("1. The Swiss minister spoke about ", False),
        ("cheese", True),
        (" and about Iran's ", False),
        ("purchases", True),
        (".", False),
    )
    assert hit.score == round(hit.score, 2) > 0
    assert found.words == "cables containing “cheese” and containing “purchases”"


def test_the_json_form_is_exactly_the_documented_one(handle: Handle) -> None:
    found = search(handle, Question("cheese swiss:talks")).as_dict()
    assert json.loads(json.dumps(found)) == found
    keys = ["query", "words", "total", "hits", "facets", "timelines", "warnings", "see_also"]
    assert list(found) == keys
    score = found["hits"][0].pop("score")
    assert isinstance(score, float)
    assert found["query"] == "cheese swiss:talks"
    assert found["total"] == 1
    assert found["hits"] == [
        {
            "reference_id": "07BERN881",
            "created": "2007-11-03T05:03:00Z",
            "origin": "Embassy Bern",
            "classification": "CONFIDENTIAL",
            "subject": "SWISS CHEESE TALKS",
            "paragraph": "p1",
            "mark": None,
            "snippet": "1. The Swiss minister spoke about cheese and about Iran's purchases.",
            "copies": [],
        }
    ]
    assert found["facets"]["classification"] == [{"value": "confidential", "count": 1, "of": 1}]
    assert list(found["facets"]) == list(FACETS)
    assert "no field" in found["warnings"][0]


def test_facets_carry_labels(handle: Handle) -> None:
    facets = search(handle, Question("cheese")).facets
    assert facets["origin"] == (FoundValue("embassy-bern", "Embassy Bern", 1, 1),)
    assert FoundValue("PREL", "PREL: External Political Relations", 1, 5) in facets["tag"]


def test_facets_of_everything_come_from_the_table_and_are_the_same(handle: Handle) -> None:
    # A filter that every cable passes makes the index count.
    released = [value.value for value in handle.facet_counts["released"]]
    by_table, by_index = (search(handle, Question(filters=some)) for some in ({}, {"released": released}))
    assert by_table.facets == by_index.facets
    assert by_table.timelines == by_index.timelines


RANGES = [
    ({"created": ["2007..2008-03-04"]}, {}, "07BERN881 07STATE152317 08TRIPOLI220", "years and a day"),
    ({"created": ["..2006"]}, {}, "06ANKARA20 66PARIS10", "an open beginning"),
    ({"created": ["2009.."]}, {}, "09TELAVIV7 10BRASILIA2", "an open end"),
    ({"created": ["2009..", "1966"]}, {}, "09TELAVIV7 10BRASILIA2 66PARIS10", "beside a year: OR"),
    ({"created": ["2009.."], "tag": ["BR"]}, {}, "10BRASILIA2", "and another facet"),
    ({}, {"created": ["2006..2009"]}, "09REYKJAVIK1 10BRASILIA2 66PARIS10", "excluded"),
    ({"created": ["2009..2007"]}, {}, "", "the wrong way round holds no day"),
    ({"created": ["x..y"]}, {}, "", "no date"),
    ({"tag": ["2006..2009"]}, {}, "", "of no dated facet it is a value"),
]


@pytest.mark.parametrize(("filters", "excluded", "expected", "why"), RANGES, ids=[r[3] for r in RANGES])
def test_a_filter_of_dates_may_be_a_range(
    handle: Handle, filters: dict[str, list[str]], excluded: dict[str, list[str]], expected: str, why: str
) -> None:
    found = search(handle, Question(filters=filters, excluded=excluded))
    assert sorted(hit.summary.reference_id for hit in found.hits) == sorted(expected.split()), why
    assert found.words == "all cables"


def test_a_timeline_s_bars_lead_to_what_they_count(handle: Handle) -> None:
    for bar in search(handle, Question()).timelines["created"].bars:
        assert search(handle, Question(filters={"created": [bar.value]})).total == bar.count, bar.value


def test_a_hit_in_the_header_has_a_snippet_of_the_header(handle: Handle) -> None:
    found = search(handle, Question("secstate"))
    assert found.hits[0].paragraph is None
    assert ("SECSTATE", True) in found.hits[0].snippet


def test_an_exact_form_leads_to_a_paragraph_that_has_it(handle: Handle) -> None:
    by_stem = search(handle, Question("vanes")).hits
    exactly = search(handle, Question("=vanes")).hits
    ankara = next(hit for hit in by_stem if hit.summary.reference_id == "06ANKARA20")
    assert ankara.paragraph == "p3"  # "A vane without a jet is only a vane."
    assert [hit.paragraph for hit in exactly] == ["p2"]
    assert [text for text, is_hit in exactly[0].snippet if is_hit] == ["vanes"]


def test_a_hit_without_words_begins_with_the_first_paragraph(handle: Handle) -> None:
    for text in ("tag:FR", "66PARIS10"):
        snippet = {hit.summary.reference_id: hit.snippet for hit in search(handle, Question(text)).hits}
        assert snippet["66PARIS10"] == (("1. Nothing of note happened in the harbor.", False),)


@pytest.mark.parametrize("text", ["", "tag:FR", "-tag:FR", "66PARIS10"])
def test_what_is_remembered_of_a_hit_without_words_is_what_its_text_shows(handle: Handle, text: str) -> None:
    # With more paragraphs asked for, each text is read; without words there are none.
    read = search(handle, Question(text), more=ALL).hits
    for _first_or_again in range(2):
        hits = search(handle, Question(text)).hits
        assert [replace(hit, more=()) for hit in hits] == list(read)


def test_a_redaction_mark_stays_whole(handle: Handle) -> None:
    (hit,) = search(handle, Question("lake")).hits
    assert "".join(text for text, _is_hit in hit.snippet).count("[REDACTED]") == 2


@pytest.mark.parametrize("wrong", [{"sort": "body"}, {"filters": {"body": ["x"]}}, {"excluded": {"x": []}}])
def test_a_wrong_parameter_is_the_callers_fault(handle: Handle, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no such sort or facet"):
        search(handle, Question("harbor", **wrong))  # type: ignore[arg-type]


def test_the_second_page(handle: Handle) -> None:
    whole = search(handle, Question(""))
    page = search(handle, Question(""), offset=4, limit=4)
    assert page.hits == whole.hits[4:8]
    assert page.total == whole.total == 9
