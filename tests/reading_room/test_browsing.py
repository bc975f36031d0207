"""Browsing: every facet has its pages and twins, from the table of facets alone."""

import json
import re

import pytest
from lxml import etree

from cableroom.public.search.facets import FACETS
from processes import Reader
from reading_room.cables import CABLES, HERRINGS


def listed(body: bytes) -> list[str]:
    return re.findall(r'class="subject" href="/cable/([^"]+)"', body.decode())


@pytest.mark.parametrize("facet", FACETS)
def test_every_value_of_every_facet_has_a_page_with_its_cables(reader: Reader, facet: str) -> None:
    index = reader.get(f"/{facet}")
    values = json.loads(reader.get(f"/{facet}.json").body)["values"]
    assert index.status == 200
    assert len(values) > 1
    for value in values:
        page = reader.get(f"/{facet}/{value['value']}")
        twin = json.loads(reader.get(f"/{facet}/{value['value']}.json").body)
        assert page.status == 200
        assert listed(page.body) == [cable["reference_id"] for cable in twin["cables"]]
        assert twin["count"] == value["count"]
        assert len(twin["cables"]) == min(value["count"], 50)


@pytest.mark.parametrize("facet", FACETS)
def test_every_page_says_where_its_facet_stands(reader: Reader, facet: str) -> None:
    body = reader.get(f"/{facet}").body.decode()
    assert f'<a href="/{facet}" aria-current="true">' in body
    assert f'<link rel="canonical" href="/{facet}">' in body
    assert f'href="/{facet}.json"' in body


def test_pages_are_turned_and_none_is_left_out(reader: Reader) -> None:
    seen, path = [], "/origin/embassy-oslo"
    while path:
        body = reader.get(path).body
        seen += listed(body)
        onward = re.search(r'rel="next" href="([^"]+)"', body.decode())
        path = onward[1] if onward else ""
    assert len(seen) == HERRINGS
    assert set(seen) == {cable.reference_id for cable in CABLES if cable.origin == "Embassy Oslo"}
    last = reader.get("/origin/embassy-oslo?page=3").body.decode()
    assert 'rel="prev" href="/origin/embassy-oslo?page=2"' in last
    assert "Page 3 of 3" in last
    assert 'rel="prev" href="/origin/embassy-oslo"' in reader.get("/origin/embassy-oslo?page=2").body.decode()


def test_years_lead_to_months_and_months_to_days(reader: Reader) -> None:
    year = reader.get("/created/2007").body.decode()
    assert 'href="/created/2007-09"' in year
    month = reader.get("/created/2007-09").body.decode()
    assert 'href="/created/2007-09-11">11 September 2007</a>' in month
    assert 'href="/created/2007">2007</a>' in month
    assert 'href="/created/2007-09-11"' not in year
    top = reader.get("/created").body.decode()
    assert 'href="/created/2008">2008</a>' in top
    assert "2008-01" not in top


def test_origins_stand_under_the_letter_of_their_city(reader: Reader) -> None:
    body = reader.get("/origin").body.decode()
    assert 'href="/origin/embassy-bern">Embassy Bern</a> <span class="count">3</span>' in body


def test_tags_stand_under_their_kind_with_their_meaning(reader: Reader) -> None:
    body = " ".join(reader.get("/tag").body.decode().split())
    assert body.index(">Subjects</h2>") < body.index("PREL: External Political Relations")
    assert body.index(">Countries and regions</h2>") < body.index("SZ: Switzerland")


def test_a_release_says_its_title_and_note(reader: Reader) -> None:
    body = reader.get("/released/2010-11-28").body.decode()
    assert "Batch 1" in body
    assert "With a note ␋ &amp; a &lt;sign&gt;." in body


def test_home_counts_what_is_released_and_what_was_stated(reader: Reader) -> None:
    body = " ".join(re.sub(r"<[^<>]*>", " ", reader.get("/").body.decode()).split())
    assert f"Currently released so far… {len(CABLES)} / 251,287" in body
    twin = json.loads(reader.get("/index.json").body)
    assert twin["released"] == len(CABLES)
    assert twin["facts"]["total"] == {"value": "251287", "date": "2010-11-28"}
    assert [release["date"] for release in twin["releases"]] == ["2010-12-01", "2010-11-28"]


def test_the_feed_is_legal_and_leads_to_the_releases(reader: Reader) -> None:
    answer = reader.get("/releases.atom")
    assert dict(answer.headers)["content-type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.body)
    space = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("//a:entry/a:link/@href", namespaces=space) == [
        "/released/2010-12-01",
        "/released/2010-11-28",
    ]
    assert feed.xpath("string(/a:feed/a:updated)", namespaces=space) == "2010-12-01T00:00:00Z"
    assert "With a note ␋ & a <sign>." in str(feed.xpath("string(//a:entry[2]/a:summary)", namespaces=space))


def test_robots_are_kept_from_the_search_only(reader: Reader) -> None:
    assert reader.get("/robots.txt").body == b"User-agent: *\nDisallow: /search\n"


def test_every_link_of_every_page_leads_somewhere(reader: Reader) -> None:
    site = reader.crawl(("/search?q=toll", "/search?q=herring&tag=EFIS"))
    assert {path for path, answer in site.items() if answer.status != 200} == set()
    assert len(site) > 200
