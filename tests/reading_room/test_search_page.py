"""The search page: snippets that lead to the paragraph, filters to add and remove, and the twin."""

import json
import re
from html import unescape

from cableroom.public.site.grouping import KINDS
from processes import Reader, World
from reading_room.cables import HERRINGS


def links(body: bytes, pattern: str) -> list[str]:
    return [unescape(found) for found in re.findall(pattern, body.decode())]


def test_a_hit_leads_to_its_best_paragraph(reader: Reader) -> None:
    body = reader.get("/search?q=cantons").body
    assert links(body, r'class="subject" href="([^"]+)"') == ["/cable/07BERN901?hl=cantons#p2"]
    assert "<mark>cantons</mark>" in body.decode()
    assert "¶ 2" in body.decode()


def test_the_twin_is_what_the_command_prints(reader: Reader, room: World) -> None:
    twin = json.loads(reader.get("/search.json?q=herring").body)
    printed = json.loads(room.read("search", "herring", "--json", "--limit", "20"))
    assert (twin.pop("generation"), twin.pop("next")) == (1, "/search.json?q=herring&after=1.19")
    assert twin == printed
    assert set(twin) == {"query", "words", "total", "hits", "facets", "timelines", "warnings", "see_also"}
    assert twin["total"] == HERRINGS
    assert len(twin["hits"]) == 20


def test_what_the_words_name_is_a_link_beside_what_has_them(reader: Reader) -> None:
    body = reader.get("/search?q=bern").body
    assert links(body, r'<span><a href="([^"]+)">Embassy Bern</a> \(3\)</span>') == ["/origin/embassy-bern"]
    (also,) = json.loads(reader.get("/search.json?q=bern").body)["see_also"]["origin"]
    assert also == {"value": "embassy-bern", "label": "Embassy Bern", "of": 3}
    numbered = reader.get("/search?q=901").body
    assert links(numbered, r'See also <span><a class="id" href="([^"]+)"') == ["/cable/07BERN901"]
    assert b"See also" not in reader.get("/search?q=herring").body


def test_filters_narrow_and_can_be_removed(reader: Reader) -> None:
    page = reader.get("/search?q=the").body
    assert "/search?q=the&origin=embassy-oslo" in links(page, r'href="(/search[^"]*)" rel="nofollow"')
    narrowed = reader.get("/search?q=the&origin=embassy-bern&classification=confidential").body
    assert links(narrowed, r'class="subject" href="/cable/([^"#?]+)') == ["07BERN901"]
    removals = links(narrowed, r'<a href="(/search[^"]*)" rel="nofollow">(?:Origin|Classification): ')
    assert removals == ["/search?q=the&classification=confidential", "/search?q=the&origin=embassy-bern"]
    assert 'name="origin" value="embassy-bern"' in narrowed.decode()  # kept by the next search


def test_values_of_one_facet_are_either_and_facets_are_both(reader: Reader) -> None:
    both = json.loads(reader.get("/search.json?origin=embassy-oslo&origin=embassy-bern").body)
    assert both["total"] == HERRINGS + 3
    none = json.loads(reader.get("/search.json?origin=embassy-oslo&classification=secret").body)
    assert none["total"] == 0


def test_a_value_that_all_results_share_is_no_link(reader: Reader) -> None:
    body = reader.get("/search?q=herring").body.decode()
    assert "<span>Embassy Oslo</span>" in body
    assert "origin=embassy-oslo" not in body


def test_the_order_can_be_chosen(reader: Reader) -> None:
    newest = json.loads(reader.get("/search.json?q=herring&sort=created").body)["hits"]
    assert [hit["created"] for hit in newest] == sorted((hit["created"] for hit in newest), reverse=True)
    body = reader.get("/search?q=herring&sort=created").body.decode()
    assert '<option value="created" selected>' in body
    assert 'rel="next" href="/search?q=herring&amp;sort=created&amp;page=2"' in body


def test_pages_are_turned(reader: Reader) -> None:
    pages = [json.loads(reader.get(f"/search.json?q=herring&page={n}").body)["hits"] for n in range(1, 8)]
    found = [hit["reference_id"] for hits in pages for hit in hits]
    assert len(found) == len(set(found)) == HERRINGS
    beyond = reader.get("/search?q=herring&page=9")
    assert beyond.status == 200
    assert '<a href="/search?q=herring">Back to the first</a>' in beyond.body.decode()


def test_nothing_found_is_said(reader: Reader) -> None:
    body = reader.get("/search?q=zeppelin").body.decode()
    assert "Nothing that is published matches." in body
    assert "<b>0</b> found" in body


def test_what_was_asked_is_echoed_and_escaped(reader: Reader) -> None:
    body = reader.get("/search?q=%3Cb%3Ebold%3C/b%3E%20%22quoted%E2%80%AE").body.decode()
    assert 'value="&lt;b&gt;bold&lt;/b&gt; &#34;quoted⟨U+202E⟩"' in body
    assert "<b>bold" not in body


def test_a_hostile_text_stays_text_in_snippets(reader: Reader) -> None:
    body = reader.get("/search?q=rang").body.decode()
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in body
    assert "<script" not in body
    assert "\x07" not in body


def test_more_paragraphs_of_one_hit_on_request(reader: Reader) -> None:
    body = reader.get("/search?q=toll&sort=created&page=1").body
    (more,) = [one for one in links(body, r'href="([^"]+more=[^"]+)"') if "07BERN901" in one]
    assert more == "/search?q=toll&sort=created&more=07BERN901#hit-07BERN901"
    opened = reader.get(more.partition("#")[0]).body.decode()
    assert 'id="hit-07BERN901"' in opened
    shown = links(opened.encode(), r'<li><a href="(/cable/[^"]+)">¶ [0-9]+')
    assert "/cable/07BERN901?hl=toll#p1" in shown
    assert '">¶ 1 <span class="marking">(C)</span></a>' in opened
    twin = json.loads(reader.get("/search.json?q=toll&more=07BERN901").body)
    (hit,) = twin["hits"]
    places = [one["paragraph"] for one in hit["more"]]
    assert len(places) == 3
    assert hit["paragraph"] not in places
    assert "more" not in json.loads(reader.get("/search.json?q=toll").body)["hits"][0]


def test_a_hit_without_more_paragraphs_says_so(reader: Reader) -> None:
    opened = reader.get("/search?q=cantons&more=all").body.decode()
    assert "No other paragraph of it has any of these words." in opened


def test_the_mark_of_the_paragraph_is_shown(reader: Reader) -> None:
    assert '¶ 2 <span class="marking">(C)</span>' in reader.get("/search?q=cantons").body.decode()
    assert json.loads(reader.get("/search.json?q=cantons").body)["hits"][0]["mark"] == "C"


def test_a_timeline_s_bars_are_links_that_narrow(reader: Reader) -> None:
    body = reader.get("/search?q=the").body
    bars = json.loads(reader.get("/search.json?q=the").body)["timelines"]["created"]["bars"]
    wanted = [f"/search?q=the&created={bar['value']}" for bar in bars if bar["count"]]
    found = links(body, r'class="column" href="([^"]+)"')
    assert [address for address in found if "&created=" in address] == wanted
    for address in wanted:
        assert reader.get(address).status == 200


def test_a_chosen_date_has_a_way_back_step_by_step(reader: Reader) -> None:
    body = reader.get("/search?q=the&created=2008-01").body
    back = links(body, r'<a href="([^"]+)" rel="nofollow">all (?:of|dates)')
    assert back == ["/search?q=the&created=2008", "/search?q=the"]
    assert "by day" in body.decode()


def test_from_and_to_are_one_range(reader: Reader) -> None:
    body = reader.get("/search?q=the&tag=PREL&created-from=2007&created-to=2008-02").body.decode()
    assert "Creation date: 2007 to February 2008" in body
    assert 'name="created" value="2007..2008-02"' in body  # kept by the next search
    assert 'name="created-from" value="2007"' in body
    assert 'name="created-to" value="2008-02"' in body
    asked = [
        reader.get(f"/search.json?q=the&created{span}").body
        for span in ("=2007..2008-02", "-from=2007&created-to=2008-02")
    ]
    assert asked[0] == asked[1]
    open_ended = reader.get("/search?created-from=2007&created-to=").body.decode()
    assert "Creation date: 2007 and later" in open_ended
    assert reader.get("/search?created-from=&created-to=").body == reader.get("/search").body


def test_a_malformed_range_is_refused(reader: Reader) -> None:
    for span in (
        "created=2007..x",
        "created=..",
        "created=2007..2008..2009",
        "created-from=july",
        "created-to=2007-13",
    ):
        assert reader.get(f"/search?{span}").status == 400, span


def test_a_second_value_of_a_facet_can_be_added_and_each_removed(reader: Reader) -> None:
    body = reader.get("/search?q=the&origin=embassy-bern").body
    found = links(body, r'<li><a href="(/search[^"]*)" rel="nofollow">Embassy Oslo')
    assert found == ["/search?q=the&origin=embassy-bern&origin=embassy-oslo"]
    both = reader.get(found[0]).body
    chosen = links(both, r'<a class="is-chosen" href="([^"]+)"')
    assert sorted(chosen) == ["/search?q=the&origin=embassy-bern", "/search?q=the&origin=embassy-oslo"]


def test_tags_stand_under_their_kinds(reader: Reader) -> None:
    body = reader.get("/search?q=the").body
    kinds = links(body, r"<h3>([^<]+)</h3>")
    assert kinds == [kind for kind in KINDS if kind in kinds]
    assert kinds[:2] == ["Subjects", "Countries and regions"]


def test_counts_stand_beside_those_of_all_cables_on_request(reader: Reader) -> None:
    address = "/search?q=the&origin=embassy-bern&of=all"
    body = reader.get(address).body
    twin = json.loads(reader.get("/search.json?q=the&origin=embassy-bern").body)
    tags = {one["value"]: one for one in twin["facets"]["tag"]}
    counts = dict(re.findall(r">(PREL)[^<]*</(?:a|span)> <span class=\"count\">([^<]+)<", body.decode()))
    assert counts["PREL"] == f"{tags['PREL']['count']} / {tags['PREL']['of']}"
    assert tags["PREL"]["of"] == json.loads(reader.get("/tag/PREL.json").body)["count"]
    assert 'name="of" value="all"' in body.decode()  # kept by the next search
    assert "/search.json?q=the&origin=embassy-bern" in links(body, r'href="([^"]+)"')


def test_all_values_of_a_facet_on_request(reader: Reader) -> None:
    whole = reader.get("/search?list=tag").body
    every = json.loads(reader.get("/search.json").body)["facets"]["tag"]
    shown = links(whole, r'href="/search\?tag=([^&"]+)[^"]*" rel="nofollow">')
    assert sorted(shown) == sorted(one["value"] for one in every)
    assert reader.get("/search?list=zebra&of=x&copies=1").body == reader.get("/search").body
