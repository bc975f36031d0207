"""How a browse page is laid out follows from the values alone."""

import pytest

from cableroom.public.editions.queries import FacetValue
from cableroom.public.site.addresses import safe_link, value_address
from cableroom.public.site.grouping import groups, parts_of, path_to
from cableroom.public.site.paging import paging

POSTS = ("Embassy Bern", "Embassy Baghdad", "Secretary of State", "Consulate Alexandria", "Mission Geneva")


def values(*names: str) -> list[FacetValue]:
    return [FacetValue(name.lower().replace(" ", "-"), name, 1) for name in names]


def laid_out(facet: str, *names: str) -> list[tuple[str, list[str]]]:
    return [(group.label, [value.label for value in group.values]) for group in groups(facet, values(*names))]


def test_years_come_alone_and_days_under_their_year() -> None:
    assert laid_out("created", "2008", "2007", "2007-11", "2007-11-03") == [("", ["2008", "2007"])]
    days = ("2011-01-02", "2010-12-01", "2010-11-28")
    assert laid_out("released", *days) == [("2011", ["2011-01-02"]), ("2010", ["2010-12-01", "2010-11-28"])]


def test_the_parts_of_a_date_are_in_the_calendar_s_order() -> None:
    known = values("2007", "2007-11", "2007-02", "2008-01", "2007-02-09", "2007-02-01")
    assert [value.value for value in parts_of(known, "2007")] == ["2007-02", "2007-11"]
    assert [value.value for value in parts_of(known, "2007-02")] == ["2007-02-01", "2007-02-09"]
    assert parts_of(known, "2007-02-01") == []
    assert path_to("2007-02-01") == ["2007", "2007-02"]


def test_few_posts_need_no_letters_and_many_stand_under_their_city() -> None:
    cities = ["Alexandria", "Baghdad", "Bern", "Geneva", "Secretary of State"]
    (only,) = laid_out("origin", *POSTS)
    assert [label.removeprefix("Embassy ").removeprefix("Consulate ") for label in only[1]] == [
        cities[0],
        cities[1],
        cities[2],
        "Mission Geneva",
        cities[4],
    ]
    others = tuple(f"Zeppelin Base {number}" for number in range(30))
    many = dict(laid_out("origin", *POSTS, *others))
    assert many["B"] == ["Embassy Baghdad", "Embassy Bern"]
    assert many["S"] == ["Secretary of State"]
    assert len(many["Z"]) == 30


def test_tags_stand_under_their_kind() -> None:
    found = laid_out(
        "tag", "PREL: External Political Relations", "SZ: Switzerland", "CLINTON, HILLARY", "QQQQ"
    )
    assert [label for label, _values in found] == ["Subjects", "Countries and regions", "Persons", "Others"]


def test_a_facet_that_is_new_has_a_layout_too() -> None:
    assert laid_out("precedence", "FLASH", "ROUTINE") == [("", ["FLASH", "ROUTINE"])]
    assert laid_out("precedence") == []
    many = laid_out("program", *(f"{letter} project" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZÉ"))
    assert ("E", ["E project", "É project"]) in many


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("javascript:alert(1)", "no script"),
        ("data:text/html,x", "no data"),
        ("http://not", "no dot in the host"),
        ("//evil.example", "no scheme"),
        ("https://a b.example", "a blank"),
        ("https://a.example/\n", "a line end"),
        ("https://[::1", "half an address"),
        ("", "nothing"),
    ],
)
def test_what_is_no_web_address_is_not_linked(address: str, why: str) -> None:
    assert safe_link(address) == "", why


def test_an_address_escapes_what_must_be() -> None:
    assert value_address("tag", "CLINTON_HILLARY") == "/tag/CLINTON_HILLARY"
    assert value_address("tag", '"><b>/..') == "/tag/%22%3E%3Cb%3E%2F.."


def test_nobody_turns_further_than_500_pages() -> None:
    place = paging("/created/2009", [], number=500, size=50, total=56_813)
    assert (place.last, place.next, place.cut) == (500, "", True)
    assert place.previous == "/created/2009?page=499"
