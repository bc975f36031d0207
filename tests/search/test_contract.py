"""The contract of a search index, run on all engines: the same sets, totals and facets are wanted."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from cableroom.public.search import tantivy_index
from cableroom.public.search.base import SORTS, Request, Result, SearchIndex
from cableroom.public.search.document import documents
from cableroom.public.search.expansion import spelt_out
from cableroom.public.search.facets import FACETS
from cableroom.public.search.memory_index import MemoryIndex
from cableroom.public.search.query import parse_query
from cableroom.public.search.tantivy_index import TantivyIndex
from search.cases import ALL, CASES, PREL
from search.cluster import ADDRESSES, open_opensearch
from search.invented import CABLES, opened

ORDINALS = dict(enumerate(sorted(cable.reference_id for cable in CABLES)))


def open_tantivy(folder: Path) -> SearchIndex:
    return TantivyIndex.open(folder)


def open_memory(folder: Path) -> SearchIndex:
    return MemoryIndex(documents(opened(folder)))


ENGINES = [open_tantivy, open_memory, open_opensearch]


@pytest.fixture(scope="module", params=ENGINES)
def index(request: pytest.FixtureRequest, published: Path) -> SearchIndex:
    found: SearchIndex = request.param(published / "current")
    return found


def names(result: Result) -> list[str]:
    return [ORDINALS[hit.ordinal] for hit in result.hits]


def ask(index: SearchIndex, text: str, **request: Any) -> Result:  # noqa: ANN401 - fields of Request
    return index.search(Request(spelt_out(parse_query(text), index.forms), **request))


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[case[0][:30] for case in CASES])
def test_finds(index: SearchIndex, text: str, expected: str, why: str) -> None:
    result = ask(index, text, limit=100)
    assert sorted(names(result)) == sorted(expected.split()), why
    assert result.total == len(expected.split())
    assert list(result.facets) == list(FACETS)
    assert sum(result.facets["released"].values()) == result.total


@pytest.mark.parametrize("filters", [{}, {"tag": ["PREL"]}, {"created": ["2007", "2008"]}], ids=str)
def test_counts_are_the_same_however_many_are_found(
    index: SearchIndex, published: Path, filters: dict[str, list[str]]
) -> None:
    plain = open_memory(published / "current")
    # From none to all: of more than some, an engine may count those that are left.
    for text in ("zebra", "harbor", "tag:PREL", "-tag:FR", "-tag:PREL", "NOT zebra", "harbor OR the", ""):
        found, wanted = (ask(one, text, filters=filters) for one in (index, plain))
        assert (found.total, found.facets, found.dates) == (wanted.total, wanted.facets, wanted.dates), text


def test_of_a_facet_with_many_combinations_the_values_are_counted(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index, plain = open_tantivy(published / "current"), open_memory(published / "current")
    monkeypatch.setattr(tantivy_index, "_MOST_COMBINATIONS", 1)
    for text in ("harbor", "-tag:FR", "harbor OR the"):
        assert ask(index, text).facets == ask(plain, text).facets, text


FILTERS = [
    ({"tag": ["PREL"]}, PREL, "one value"),
    ({"tag": ["ETRD", "FR"]}, "07BERN881 10BRASILIA2 66PARIS10", "values of a facet are OR"),
    ({"tag": ["PREL"], "classification": ["secret"]}, "07STATE152317 08TRIPOLI220", "facets are AND"),
    ({"tag": ["PREL", "FR"], "created": ["1966", "2009-01"]}, "66PARIS10 09TELAVIV7", "both"),
    ({"released": ["2010-12-01"]}, "07STATE152317 08TRIPOLI220", "a release"),
    ({"origin": ["embassy-atlantis"]}, "", "a value of no cable"),
    ({"origin": []}, ALL, "no value is no filter"),
    ({"tag": ["CLINTON_HILLARY"]}, "07BERN881", "a value with a sign"),
]


@pytest.mark.parametrize(("filters", "expected", "why"), FILTERS, ids=[case[2] for case in FILTERS])
def test_filters(index: SearchIndex, filters: dict[str, list[str]], expected: str, why: str) -> None:
    assert sorted(names(ask(index, "", filters=filters))) == sorted(expected.split()), why


def test_filters_narrow_a_query(index: SearchIndex) -> None:
    assert names(ask(index, "harbor", filters={"tag": ["PARM", "FR"], "released": ["2010-11-28"]})) == [
        "06ANKARA20"
    ]


def test_newest_created_first_and_without_a_time_last(index: SearchIndex) -> None:
    assert names(ask(index, "", sort="created")) == [
        "10BRASILIA2",
        "09TELAVIV7",
        "08USUNNEWYORK5",
        "08TRIPOLI220",
        "07BERN881",  # the same minute as the next: by reference id
        "07STATE152317",
        "06ANKARA20",
        "66PARIS10",
        "09REYKJAVIK1",
    ]


def test_newest_released_first_then_by_reference_id(index: SearchIndex) -> None:
    result = ask(index, "", sort="released", limit=5)
    assert names(result) == ["10BRASILIA2", "66PARIS10", "07STATE152317", "08TRIPOLI220", "06ANKARA20"]
    assert {hit.score for hit in result.hits} == {0.0}


def test_most_cited_first_then_by_reference_id(index: SearchIndex) -> None:
    assert names(ask(index, "", sort="cited", limit=3)) == ["07STATE152317", "66PARIS10", "06ANKARA20"]


EXCLUDED = [
    ({"tag": ["PREL"]}, "08USUNNEWYORK5 09REYKJAVIK1 10BRASILIA2 66PARIS10", "a value"),
    ({"tag": ["PREL", "ETRD"]}, "08USUNNEWYORK5 09REYKJAVIK1 66PARIS10", "two: neither may be there"),
    ({"tag": ["PREL"], "released": ["2011-08-25"]}, "08USUNNEWYORK5 09REYKJAVIK1", "of two facets"),
    ({"tag": []}, ALL, "no value"),
    ({"origin": ["embassy-atlantis"]}, ALL, "a value of no cable"),
]


@pytest.mark.parametrize(("excluded", "expected", "why"), EXCLUDED, ids=[case[2] for case in EXCLUDED])
def test_excludes(index: SearchIndex, excluded: dict[str, list[str]], expected: str, why: str) -> None:
    assert sorted(names(ask(index, "", excluded=excluded))) == sorted(expected.split()), why


@pytest.mark.parametrize("sort", [sort for sort in SORTS if sort != "relevance"])
@pytest.mark.parametrize("text", ["", "harbor OR the", "tag:PREL"])
def test_what_is_behind_a_place_goes_on_where_it_ended(index: SearchIndex, sort: str, text: str) -> None:
    whole = ask(index, text, sort=sort, limit=100)
    found, after = [], None
    while (page := ask(index, text, sort=sort, limit=2, after=after)).hits:
        assert (page.total, page.facets) == (whole.total, whole.facets)
        found += names(page)
        after = page.hits[-1].place
    assert found == names(whole)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("text", ["", "harbor OR the", "tag:PREL", "zebra"])
def test_everything_comes_in_the_order_of_the_pages(index: SearchIndex, sort: str, text: str) -> None:
    request = Request(spelt_out(parse_query(text), index.forms), sort=sort, limit=100)
    assert list(index.every(request)) == [hit.ordinal for hit in index.search(request).hits]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("text", ["", "harbor OR the", "tag:PREL"])
def test_pages_laid_together_are_the_whole(index: SearchIndex, sort: str, text: str) -> None:
    whole = names(ask(index, text, sort=sort, limit=100))
    pages = [names(ask(index, text, sort=sort, limit=2, offset=offset)) for offset in range(0, 10, 2)]
    assert [name for page in pages for name in page] == whole


PAGES_OF_ALL = [
    ({"limit": 4}, slice(4), "the first"),
    ({"offset": 3, "limit": 4}, slice(3, 7), "from within"),
    ({"offset": 7, "limit": 20}, slice(7, None), "the last, not full"),
    ({"offset": 9}, slice(0), "behind the last"),
    ({"offset": -2, "limit": 3}, slice(3), "before the first"),
    ({"limit": 0}, slice(0), "of nothing"),
    ({"after": 2, "limit": 4}, slice(3, 7), "behind a place"),
    ({"after": 2, "offset": 2, "limit": 3}, slice(5, 8), "some places behind it"),
    ({"after": 8}, slice(0), "behind the last place"),
    ({"after": 10**18}, slice(0), "behind what is no place"),
]


@pytest.mark.parametrize(("page", "which", "why"), PAGES_OF_ALL, ids=[case[2] for case in PAGES_OF_ALL])
@pytest.mark.parametrize("sort", SORTS)
def test_a_page_of_all_is_a_piece_of_all(
    index: SearchIndex, sort: str, page: dict[str, int], which: slice, why: str
) -> None:
    if sort == "relevance" and "after" in page:
        pytest.skip("by relevance a page begins behind no place")
    whole = list(index.every(Request(parse_query(""), sort=sort)))

    result = ask(index, "", sort=sort, **page)

    assert [hit.ordinal for hit in result.hits] == whole[which], why
    assert [hit.place for hit in result.hits] == list(range(len(whole)))[which], why
    assert result.total == len(whole)


@pytest.mark.parametrize(
    ("offset", "limit"), [(9, 20), (1000, 20), (10**18, 20), (0, 0), (0, 10**18), (-1, 5), (0, -1)]
)
def test_pages_beyond_the_last_keep_the_total(index: SearchIndex, offset: int, limit: int) -> None:
    result = ask(index, "", offset=offset, limit=limit)
    assert result.total == len(CABLES)
    assert len(result.hits) <= len(CABLES)


def test_the_cable_of_an_id_comes_first(index: SearchIndex) -> None:
    for text in ("07STATE152317", "STATE 152317", "state152317"):
        assert names(ask(index, text))[0] == "07STATE152317", text


def test_subject_counts_more_than_text(index: SearchIndex) -> None:
    assert names(ask(index, "gyroscopes sale"))[0] == "10BRASILIA2"


BEST_PARAGRAPHS = [
    ("iran", {"07BERN881": "p3"}, "the paragraph with most of it"),
    ('"jet vane"', {"06ANKARA20": "p1"}, "the phrase, not its words"),
    ("gyroscope", {"06ANKARA20": "p2", "10BRASILIA2": "p1"}, "each cable has its own"),
    ("town", {"08TRIPOLI220": None}, "only in the subject"),
    ("tag:FR", {"66PARIS10": None}, "no word at all"),
    ("cheese -vane", {"07BERN881": "p1"}, "what is excluded leads nowhere"),
    ("vane /p para:C", {"06ANKARA20": "p2"}, "the paragraph of that mark, not the one with most vanes"),
    ("vane /p harbor /p para:C", {"06ANKARA20": "p2"}, "and with all of the words"),
    (
        "vane /p (jet -only -tuesday)",
        {"06ANKARA20": "p2", "09TELAVIV7": "p1"},
        "none with what it may not hold",
    ),
    ("vane /p para:C -zebra OR vane /p para:C", {"06ANKARA20": "p2"}, "beside what is excluded, and in OR"),
    ("jet NEAR/0 vane", {"06ANKARA20": "p1"}, "where they are near, not where they stand most often"),
]


@pytest.mark.parametrize(("text", "expected", "why"), BEST_PARAGRAPHS, ids=[b[2] for b in BEST_PARAGRAPHS])
def test_leads_to_the_best_paragraph(
    index: SearchIndex, text: str, expected: dict[str, str | None], why: str
) -> None:
    result = ask(index, text)
    found = {ORDINALS[hit.ordinal]: hit.anchor for hit in result.hits}
    assert found == expected, why


def counted(result: Result, facet: str) -> list[tuple[str, int]]:
    return list(result.facets[facet].items())


def test_facets_count_the_results(index: SearchIndex) -> None:
    result = ask(index, "harbor", limit=1)
    assert counted(result, "released") == [("2011-08-25", 1), ("2010-11-28", 2)]
    assert counted(result, "created") == [("2009", 1), ("2006", 1), ("1966", 1)]
    assert counted(result, "origin") == [
        ("embassy-ankara", 1),
        ("embassy-paris", 1),
        ("embassy-tel-aviv", 1),
    ]
    assert counted(result, "tag") == [("PREL", 2), ("FR", 1), ("IS", 1), ("MNUC", 1), ("PARM", 1)]
    assert counted(result, "classification") == [
        ("unclassified-for-official-use-only", 1),
        ("limited-official-use", 1),
        ("secret-noforn", 1),
    ]


def test_dates_are_counted_down_to_where_the_results_part(index: SearchIndex) -> None:
    assert counted(ask(index, "created:2008"), "created") == [
        ("2008", 2),
        ("2008-03", 2),
        ("2008-03-20", 1),
        ("2008-03-04", 1),
    ]
    assert counted(ask(index, "created:2007 OR created:2008"), "created") == [("2008", 2), ("2007", 2)]


def test_where_values_are_chosen_the_others_are_counted_beside_them(index: SearchIndex) -> None:
    """With PARM chosen, FR says how many cables of the query it stands for, not that none of PARM has it."""
    result = ask(index, "harbor", filters={"tag": ["PARM"]})
    assert result.total == 1
    assert counted(result, "tag") == counted(ask(index, "harbor"), "tag")
    assert counted(result, "origin") == [("embassy-ankara", 1)]


def test_a_choice_narrows_what_is_counted_beside_another(index: SearchIndex) -> None:
    filters = {"tag": ["PARM", "FR"], "classification": ["secret-noforn"]}
    result = ask(index, "harbor", filters=filters)
    assert counted(result, "tag") == counted(ask(index, "harbor class:secret//noforn"), "tag")
    assert counted(result, "classification") == counted(
        ask(index, "harbor (tag:PARM OR tag:FR)"), "classification"
    )


def test_what_is_excluded_is_not_counted(index: SearchIndex) -> None:
    assert "PREL" not in ask(index, "harbor", excluded={"tag": ["PREL"]}).facets["tag"]


def test_chosen_dates_narrow_the_dates(index: SearchIndex) -> None:
    result = ask(index, "", filters={"created": ["2008"]})
    assert counted(result, "created")[0] == ("2008", 2)
    assert result.dates["created"] == {"2008-03": 2, "2008-03-20": 1, "2008-03-04": 1}
    assert result.dates["released"] == {"2010-12-01": 1, "2010-11-28": 1}


def test_all_months_are_counted(index: SearchIndex) -> None:
    result = ask(index, "harbor")
    assert result.dates["created"] == {"2009-01": 1, "2006-05": 1, "1966-12": 1}
    assert sum(result.dates["released"].values()) == result.total


def test_facets_are_left_out_on_demand(index: SearchIndex) -> None:
    assert ask(index, "harbor", with_facets=False).facets == {}


WORDS = ["harbor", "jet", "vane", "the", "iran", "zebra", "1718", "AK-47", "07STATE152317", "tag:PREL"]
WORDS += ["class:secret", "created:2007", "x:y", "*", '"jet vane"', '"the harbor"', '"', "=harbor", "gyro*"]
WORDS += [
    "vane~1",
    "AK47",
    "subject:gyroscopes",
    "body:harbor",
    "para:S",
    "para:C",
    "to:state",
    "signed:rice",
]
WORDS += ["created:2007..2008", "released:>2010-11-28", "has:summary", '"harbor master"~3', '="Jet Vanes"']
WORDS += ["ref:STATE152317", "citedby:08TRIPOLI220", "release:1", "v?ne*", "g?roscop?", "harbor~2", "a /p b"]
GLUE = [" ", " OR ", " AND ", " NOT ", " -", " (", ") ", " - ", " NEAR/3 ", " /p ", " 2OF(", " subject:("]


@given(
    parts=strategies.lists(
        strategies.tuples(strategies.sampled_from(GLUE), strategies.sampled_from(WORDS)), max_size=9
    ),
    tags=strategies.lists(strategies.sampled_from(["PREL", "PARM", "FR", "XX"]), max_size=2),
    sort=strategies.sampled_from(SORTS),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_engines_agree_on_any_query(
    engines: list[SearchIndex], parts: list[tuple[str, str]], tags: list[str], sort: str
) -> None:
    text = "".join(glue + word for glue, word in parts)
    first, *others = (ask(engine, text, filters={"tag": tags}, sort=sort, limit=50) for engine in engines)
    for other in others:
        assert first.total == other.total
        assert first.facets == other.facets
        assert set(names(first)) == set(names(other))
        if sort != "relevance":
            assert names(first) == names(other)


@pytest.fixture(scope="module")
def engines(published: Path) -> list[SearchIndex]:
    here = ENGINES if ADDRESSES else [open_tantivy, open_memory]
    return [engine(published / "current") for engine in here]
