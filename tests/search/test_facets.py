"""The five axes: values, labels, order, and how they are typed in a query."""

from dataclasses import dataclass
from urllib.parse import quote

import pytest
from hypothesis import given, strategies

from cableroom.public.search.counting import drilled, summed_up
from cableroom.public.search.facets import FACETS, facet_named, in_order, values
from cableroom.public.search.slugs import slug, tag_slug


@dataclass
class Cable:
    """What a facet may look at."""

    created: str | None = None
    released: str = "2010-11-28"
    origin: str | None = None
    classification: str | None = None
    tags: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    precedence: str | None = None
    has: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


WHOLE = Cable(
    "2007-11-03T05:03:00Z",
    "2010-11-28",
    "Embassy Baghdad",
    "SECRET//NOFORN",
    ("PREL", "XQZ"),
    ("SIPDIS", "NODIS", "SIPDIS"),
    "NIACT IMMEDIATE",
    ("summary", "table"),
    ("en", "es"),
)
PAIRS = [
    ("released", [("2010-11-28", "2010-11-28")]),
    ("created", [("2007", "2007"), ("2007-11", "2007-11"), ("2007-11-03", "2007-11-03")]),
    ("origin", [("embassy-baghdad", "Embassy Baghdad")]),
    ("country", [("iraq", "Iraq")]),
    ("tag", [("PREL", "PREL: External Political Relations"), ("XQZ", "XQZ")]),
    ("classification", [("secret-noforn", "SECRET//NOFORN")]),
    ("caption", [("sipdis", "SIPDIS"), ("nodis", "NODIS")]),
    ("precedence", [("niact-immediate", "NIACT IMMEDIATE")]),
    ("has", [("summary", "summary"), ("table", "table")]),
    ("lang", [("en", "English"), ("es", "Spanish")]),
]


@pytest.mark.parametrize(("name", "pairs"), PAIRS)
def test_values_and_labels(name: str, pairs: list[tuple[str, str]]) -> None:
    assert FACETS[name].value(WHOLE) == pairs


def test_the_axes_are_in_order() -> None:
    assert list(FACETS) == [name for name, _pairs in PAIRS]


def test_what_is_not_stated_has_no_value() -> None:
    bare = Cable()
    assert {name: facet.value(bare) for name, facet in FACETS.items() if name != "released"} == {
        "created": [],
        "origin": [],
        "country": [],
        "tag": [],
        "classification": [],
        "caption": [],
        "precedence": [],
        "has": [],
        "lang": [("unknown", "unknown")],
    }


def test_a_mission_to_an_organisation_is_in_no_country() -> None:
    assert FACETS["country"].value(Cable(origin="USUN New York")) == []
    assert FACETS["country"].value(Cable(origin="Nowhere at all")) == []


def test_a_tag_that_comes_twice_counts_once() -> None:
    assert [value for value, _label in FACETS["tag"].value(Cable(tags=("PREL", "PREL")))] == ["PREL"]


def test_the_index_knows_year_and_month_of_a_release() -> None:
    assert values(WHOLE)["released"] == ["2010", "2010-11", "2010-11-28"]
    assert values(WHOLE)["created"] == ["2007", "2007-11", "2007-11-03"]


SLUGS = [
    ("Embassy Baghdad", "embassy-baghdad", "a post"),
    ("US Delegation, Secretary", "us-delegation-secretary", "a comma"),
    ("Embassy Port-au-Prince", "embassy-port-au-prince", "hyphens"),
    ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", "unclassified-for-official-use-only", "slashes"),
    ("  Embassy   Bern ", "embassy-bern", "blanks"),
    ("Embassy Bogotá", "embassy-bogota", "an accent"),
    ("Посольство", "~d0~bf~d0~be~d1~81~d0~be~d0~bb~d1~8c~d1~81~d1~82~d0~b2~d0~be", "another script"),
    ("../../etc/passwd", "etc-passwd", "a path"),
    ("<script>", "script", "markup"),
    ("//", "", "no letter at all"),
]


@pytest.mark.parametrize(("words", "value", "why"), SLUGS, ids=[row[2] for row in SLUGS])
def test_slugs(words: str, value: str, why: str) -> None:
    assert slug(words) == value, why


TAG_SLUGS = [
    ("PREL", "PREL"),
    ("CLINTON, HILLARY", "CLINTON_HILLARY"),
    ("AL QAIDA", "AL-QAIDA"),
    ("A-B", "A~2dB"),
    ("A_B", "A~5fB"),
    ("=1+1", "~3d1~2b1"),
    ("O'BRIEN", "O~27BRIEN"),
    (".", "~2e"),
    ("..", "~2e~2e"),
]


@pytest.mark.parametrize(("code", "value"), TAG_SLUGS)
def test_tag_slugs(code: str, value: str) -> None:
    assert tag_slug(code) == value


@given(strategies.lists(strategies.text("AB ,-_~é.", max_size=8), min_size=2, max_size=2, unique=True))
def test_different_tags_have_different_slugs(codes: list[str]) -> None:
    assert tag_slug(codes[0]) != tag_slug(codes[1])


@given(strategies.text(max_size=400))
def test_a_value_is_safe_in_an_address(text: str) -> None:
    for value in (slug(text), tag_slug(text)):
        assert quote(value, safe="") == value
        assert value not in (".", "..")
        assert len(value) <= 120


def test_long_values_that_begin_alike_differ() -> None:
    assert slug("x" * 200) != slug("x" * 201)


READ = [
    # facet, typed, value, why
    ("origin", "baghdad", "embassy-baghdad", "a post by its city"),
    ("origin", "AMEMBASSY BAGHDAD", "embassy-baghdad", "as in a telegram"),
    ("origin", "embassy-baghdad", "embassy-baghdad", "as in an address"),
    ("origin", "state", "secretary-of-state", "by its short name"),
    ("origin", "nowhere", "nowhere", "unknown"),
    ("country", "Iraq", "iraq", "a country"),
    ("country", "iz", "iraq", "by its code, which is not that of ISO"),
    ("country", "atlantis", "atlantis", "unknown"),
    ("caption", "SIPDIS", "sipdis", "a caption"),
    ("precedence", "NIACT IMMEDIATE", "niact-immediate", "of two words"),
    ("has", "tables", "table", "in the plural"),
    ("has", "reference", "references", "in the singular"),
    ("has", "zebra", "", "no such thing"),
    ("lang", "Spanish", "es", "a language"),
    ("lang", "ES", "es", "by its code"),
    ("lang", "unknown", "unknown", "not told"),
    ("lang", "klingon", "", "no such language"),
    ("tag", " prel ", "PREL", "case and blanks"),
    ("tag", "clinton,  hillary", "CLINTON_HILLARY", "a person"),
    ("classification", "SECRET//NOFORN", "secret-noforn", "as in a cable"),
    ("created", "2007", "2007", "a year"),
    ("created", "2007-1", "2007-01", "a month of one digit"),
    ("created", "2007-11-03", "2007-11-03", "a day"),
    ("created", "2007-02-30", "", "no such day"),
    ("created", "2007-13", "", "no such month"),
    ("created", "0", "", "no such year"),
    ("created", "9" * 200, "", "far too large"),
    ("created", "-2007", "", "negative"),
    ("created", "2007-11-03-04", "", "too many parts"),
    ("created", "٢٠٠٧", "", "digits that are not ours"),
    ("created", "1e6", "", "no number of the calendar"),
    ("created", "", "", "nothing"),
    ("released", "2010-11-28", "2010-11-28", "a day"),
]


@pytest.mark.parametrize(("name", "typed", "value", "why"), READ, ids=[f"{r[0]}: {r[3]}" for r in READ])
def test_reads_what_was_typed(name: str, typed: str, value: str, why: str) -> None:
    assert FACETS[name].read(typed) == value, why


def test_every_value_of_an_address_reads_as_itself_where_it_can() -> None:
    for name in (
        "released",
        "created",
        "origin",
        "country",
        "classification",
        "caption",
        "precedence",
        "has",
    ):
        for value, _label in FACETS[name].value(WHOLE):
            assert FACETS[name].read(value) == value


def test_words_name_one_facet_each() -> None:
    words = [word for facet in FACETS.values() for word in (facet.name, *facet.words)]
    assert len(words) == len(set(words))
    assert all(facet_named(word.upper()) is facet_named(word) for word in words)
    assert facet_named("body") is None


def test_order_of_display() -> None:
    def shown(name: str, *found: str) -> list[str]:
        return [value for value, _label in in_order(FACETS[name], [(value, value) for value in found])]

    assert shown("created", "2007-11-03", "2006", "2007", "2007-12", "2007-11") == [
        "2007", "2006", "2007-12", "2007-11", "2007-11-03",
    ]  # fmt: skip
    assert shown("classification", "secret-noforn", "unclassified", "odd", "secret", "top-secret") == [
        "unclassified", "secret", "secret-noforn", "top-secret", "odd",
    ]  # fmt: skip
    assert shown("precedence", "routine", "odd", "flash", "niact-immediate", "priority", "immediate") == [
        "flash", "niact-immediate", "immediate", "priority", "routine", "odd",
    ]  # fmt: skip
    assert in_order(FACETS["origin"], [("b", "Zagreb"), ("a", "embassy"), ("c", "Bern")]) == [
        ("c", "Bern"), ("a", "embassy"), ("b", "Zagreb"),
    ]  # fmt: skip


def test_dates_drill_down_one_level_below_the_last_single_one() -> None:
    one_year = {"2007": 3, "2007-11": 2, "2007-12": 1, "2007-11-03": 2, "2007-12-01": 1}
    assert drilled(FACETS["created"], one_year) == {"2007": 3, "2007-12": 1, "2007-11": 2}
    assert drilled(FACETS["created"], {**one_year, "2008": 1, "2008-01": 1}) == {"2008": 1, "2007": 3}
    assert drilled(FACETS["created"], {}) == {}
    assert drilled(FACETS["tag"], {"B": 1, "A": 1, "C": 2}) == {"C": 2, "A": 1, "B": 1}


def test_years_are_the_sums_of_their_months() -> None:
    months = {"2007-11": 2, "2007-12": 1, "2008-01": 4}
    assert summed_up(FACETS["created"], months) == {**months, "2007": 3, "2008": 4}
    days = {"2007-11": 2, "2007-11-03": 1, "2007-11-04": 1}
    assert summed_up(FACETS["created"], days) == {**days, "2007": 2}
    assert summed_up(FACETS["released"], {"2010-11-28": 2}) == {"2010-11-28": 2}
    assert summed_up(FACETS["tag"], {"PREL": 2}) == {"PREL": 2}
