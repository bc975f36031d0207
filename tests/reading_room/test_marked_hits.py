"""``?hl=``: what was searched for, marked in the cable, and ways from one hit to the next."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, strategies
from lxml import html

from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation
from cableroom.public.editions.queries import Edition
from cableroom.public.search.query import parse_query
from cableroom.public.site.marking_hits import FARTHEST, MOST, Marker
from cableroom.public.site.reading import Body, body
from cableroom.public.site.reflow import Found
from processes import Reader, World
from reading_room.cables import CABLES
from reading_room.rooms import Cable, publish
from reading_room.test_cable_page import attributes, every, one, text_of, tree

GLACIER = "/cable/07BERN901"


def hits(page: html.HtmlElement) -> list[str]:
    """The text of each mark with an address, in order of the page."""
    return [text_of(mark) for mark in every(page, "//mark[@id]")]


def text_of_the_cable(page: html.HtmlElement) -> str:
    """Subject and text as somebody reads, copies or extracts them."""
    return text_of(one(page, "//h1")) + text_of(one(page, "//div[@class='text']"))


def test_the_words_are_marked_where_they_stand_and_counted(reader: Reader) -> None:
    page = tree(reader, f"{GLACIER}?hl=toll")
    found = hits(page)
    assert found[0] == "TOLL"
    assert {word.casefold() for word in found} == {"toll"}
    assert text_of(one(page, "//h1//mark")) == "TOLL"
    assert f"{len(found)} places are marked for “toll”" in text_of(one(page, "//nav[@class='found']"))
    assert attributes(page, "//mark/@id") == [f"hit-{number}" for number in range(1, len(found) + 1)]


MARKS = [
    # query, marks, why
    ('"autumn session"', ["autumn session"], "a phrase over a line end is one hit"),
    ("time-sensitive", ["time-sensitive"], "a word whose line break is not shown"),
    ("sensitive", ["sensitive"], "its second half"),
    ("amembassy", ["AMEMBASSY"], "the header"),
    ("session -toll tag:PREL", ["session"], "neither what is excluded nor a filter"),
    ("lorry", ["lorries", "Lorry"], "a table, and a stem"),
    ("=lorry", ["Lorry"], "as it is written"),
    ("snowed /p toll", [], "in no one paragraph"),
    ("spring /p sides", ["sides", "spring"], "in one paragraph"),
    ("sbu", ["(SBU)"], "a portion mark is marked whole"),
    ("subject:glacier", ["GLACIER"], "the subject alone"),
    (
        "07BERN881",
        ["BERN 881", "ref A"],
        "citations of the cable that was asked for, however they are written",
    ),
    ("weather -07BERN881", ["WEATHER"], "not of one that is excluded"),
    ("zebra", [], "nothing"),
]


@pytest.mark.parametrize(("query", "marks", "why"), MARKS, ids=[row[2] for row in MARKS])
def test_what_is_marked(reader: Reader, query: str, marks: list[str], why: str) -> None:
    page = tree(reader, f"{GLACIER}?hl={quote(query)}")
    assert hits(page) == marks, why


@pytest.mark.parametrize("cable", CABLES[:6], ids=lambda cable: cable.reference_id)
@pytest.mark.parametrize("query", ["tol* OR the* OR amb*", "redacted bern 901 c", "time the ref a told"])
def test_marks_change_no_word_link_or_redaction(reader: Reader, cable: Cable, query: str) -> None:
    address = f"/cable/{cable.reference_id}"
    plain, marked = tree(reader, address), tree(reader, f"{address}?hl={quote(query)}")
    for path in (
        "//article//a[not(ancestor::*[@class='turn' or @class='found' or @class='small'])]/@href",
        "//section/@id",
        "//*[@class='redacted']/text()",
        "//nav[@class='contents']//a/text()",
    ):
        assert attributes(marked, path) == attributes(plain, path)
    assert text_of_the_cable(marked) == text_of_the_cable(plain)


@pytest.fixture(scope="session")
def editions(room: World) -> list[Edition]:
    """The cables of the room that have something to get wrong."""
    generation = Generation.open(room.published / "current")
    return [found for cable in CABLES[:6] if (found := queries.edition(generation, cable.reference_id))]


def parts_of(cable: Body, *, hits: list[Found]) -> list[str]:
    """The words of each part; appends the hits in order."""
    of_each = [cable.header, *(part.pieces for passage in cable.passages for part in passage.parts)]
    for piece in (piece for pieces in of_each for piece in pieces):
        here = 0
        for hit in piece.hits:
            assert here <= hit.start < hit.end <= len(piece.text)
            assert piece.kind == "text" or (hit.start, hit.end) == (0, len(piece.text))
            here = hit.end
        hits += piece.hits
    return ["".join(piece.text for piece in pieces) for pieces in of_each]


@given(data=strategies.data())
def test_marks_of_any_search_move_no_letter(editions: list[Edition], data: strategies.DataObject) -> None:
    edition = data.draw(strategies.sampled_from(editions))
    forms = sorted(set(re.findall(r"\w+", edition.text)))
    word = strategies.sampled_from(forms)
    query = data.draw(
        strategies.one_of(
            strategies.lists(word, min_size=1, max_size=8).map(" ".join),
            strategies.tuples(word, word).map('"{0[0]} {0[1]}"'.format),
            strategies.integers(0, max(0, len(edition.text) - 40)).map(
                lambda start: '"{}"'.format(edition.text[start : start + 40].replace('"', " "))
            ),
        )
    )
    marker = Marker(edition, parse_query(query))
    hits: list[Found] = []
    marked = parts_of(body(edition, {}, marker.setting), hits=hits)
    assert marked == parts_of(body(edition, {}), hits=[])
    begun = [hit.number for hit in hits if hit.number]
    in_subject = [hit.number for piece in marker.subject() for hit in piece.hits]
    assert [*in_subject, *begun] == list(range(1, marker.total + 1))


def test_a_link_is_marked_as_a_whole(reader: Reader) -> None:
    page = tree(reader, f"{GLACIER}?hl=881")
    assert attributes(page, "//div[@class='text']//mark/a/@href")[0] == "/cable/07BERN881"
    assert every(page, "//a//a") == []


def test_each_hit_leads_to_the_next_and_the_one_before(reader: Reader) -> None:
    page = tree(reader, f"{GLACIER}?hl=toll")
    total = len(hits(page))
    assert total > 3
    for number in range(1, total + 1):
        ways = one(page, f"//mark[@id='hit-{number}']/following-sibling::*[1][@class='turn']")
        expected = [f"#hit-{other}" for other in (number + 1, number - 1) if 1 <= other <= total]
        assert attributes(ways, "./a/@href") == expected
        assert ways.get("title") == f"{number} of {total}"
    first = attributes(page, "//section[@id='p3']//mark/@id")[0]
    assert attributes(page, "//section[@id='p3']/span[@class='turn']/a/@href") == [f"#{first}"]


def test_as_transmitted_has_them_too(reader: Reader) -> None:
    page = tree(reader, f"{GLACIER}?view=raw&hl=autumn")
    assert hits(page) == ["autumn"]
    back = attributes(page, "//p[@class='small']/a/@href")
    assert back[0] == f"{GLACIER}?hl=autumn"


def test_an_open_header_shows_its_hits(reader: Reader) -> None:
    assert every(tree(reader, f"{GLACIER}?hl=amembassy"), "//details[@open]//mark")
    assert not every(tree(reader, f"{GLACIER}?hl=autumn"), "//details[@open]")


def test_search_engines_keep_the_address_without_marks(reader: Reader) -> None:
    page = tree(reader, f"{GLACIER}?hl=toll")
    assert attributes(page, "//link[@rel='canonical']/@href")[0].endswith(GLACIER)
    assert attributes(page, "//meta[@name='robots']/@content") == ["noindex"]
    assert GLACIER in attributes(page, "//nav[@class='found']//a/@href")
    assert not every(tree(reader, GLACIER), "//meta[@name='robots']")


@pytest.mark.parametrize("query", ["", "tag:PREL", "-toll", "%22", "(((", "%F0%9F%92%A9", "%00", "%FF"])
def test_without_words_it_is_the_plain_page(reader: Reader, query: str) -> None:
    assert reader.get(f"{GLACIER}?hl={query}").body == reader.get(GLACIER).body


def test_a_query_is_shown_as_text(reader: Reader) -> None:
    answer = reader.get(f"{GLACIER}?hl=%3Cscript%3Ealert(1)%3C/script%3E%E2%80%AE")
    assert answer.status == 200
    assert b"<script" not in answer.body
    assert "\u202e".encode() not in answer.body


def test_another_spelling_of_the_address_keeps_the_query(reader: Reader) -> None:
    answer = reader.get("/cable/07bern901?hl=toll+road")
    assert (answer.status, dict(answer.headers)["location"]) == (308, f"{GLACIER}?hl=toll+road")


def test_the_limits_are_the_documented_ones() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "search.md").read_text()
    assert f"| places marked in a cable | {MOST}, in the first {FARTHEST:,} characters |" in page


def test_what_is_left_out_of_a_query_is_said(reader: Reader) -> None:
    page = tree(reader, f"{GLACIER}?hl={'toll+' * 60}")
    assert "Only the first 256 characters of the query are used." in text_of(
        one(page, "//nav[@class='found']")
    )


def test_marks_have_an_end_and_the_page_says_so(shelf: World) -> None:
    text = "UNCLAS BERN 000001\n\nSUBJECT: ROAD\n\n" + "1. " + "toll road\n" * (MOST + 5)
    far = "UNCLAS BERN 000002\n\nSUBJECT: ROAD\n\n1. " + "far road\n" * (FARTHEST // 9) + "toll\n"
    publish(shelf.home / "published", [Cable("07BERN1", text), Cable("07BERN2", far)])
    with shelf.reader() as running:
        page, other = tree(running, "/cable/07BERN1?hl=toll"), tree(running, "/cable/07BERN2?hl=toll")
    assert len(hits(page)) == MOST
    assert "there may be more" in text_of(one(page, "//nav[@class='found']"))
    assert hits(other) == []
    assert "there may be more" in text_of(one(other, "//nav[@class='found']"))
