"""A cable that was sent twice: its page, its JSON twin and ``show`` name the copy, by what the texts say."""

import json
from datetime import UTC, datetime
from typing import Final

import pytest
from lxml import html

from processes import World
from reading_room.cables import GLACIER, LUNCH
from reading_room.rooms import Cable, publish
from reading_room.test_cable_page import attributes, every

FIRST_LINE: Final = "C O N F I D E N T I A L BERN 000901\n"
CORRECTED: Final = GLACIER.replace(FIRST_LINE, f"{FIRST_LINE}\nC O R R E C T E D  COPY\n")
REPEATED: Final = GLACIER.replace("BERN 000901", "BERN 000905")
GARBLED: Final = GLACIER.replace("lorries", "lorrXes").replace("It snowed", "It sn0wed")
WHEN: Final = datetime(2007, 9, 11, 10, 12, tzinfo=UTC)
CABLES: Final = [
    Cable(f"07BERN{serial}", text, WHEN)
    for serial, text in ((881, LUNCH), (901, GLACIER), (903, CORRECTED), (905, REPEATED), (907, GARBLED))
]
SAID: Final = [
    # serial, what its page says, and why
    (
        901,
        [
            "Also sent as 07BERN903, a corrected copy 07BERN905, in the same words",
            "Possible copy 07BERN907, in nearly the same words",
        ],
        "the text with all that was made of it",
    ),
    (
        903,
        [
            "Also sent as "
            + " ".join(f"07BERN{older}, of which this is a corrected copy" for older in (901, 905, 907))
        ],
        "it calls itself a corrected copy",
    ),
    (881, [], "it has no copy"),
]


@pytest.fixture
def sent_twice(shelf: World) -> World:
    publish(shelf.home / "published", CABLES)
    return shelf


def test_it_is_named_with_a_link_wherever_the_cable_is_shown(sent_twice: World) -> None:
    with sent_twice.reader() as reader:
        pages = {
            serial: html.document_fromstring(reader.get(f"/cable/07BERN{serial}").body) for serial, *_ in SAID
        }
        twins = {serial: json.loads(reader.get(f"/cable/07BERN{serial}.json").body) for serial, *_ in SAID}
    for serial, expected, why in SAID:
        rows = every(pages[serial], "//dl//div[dt='Also sent as' or dt='Possible copy']")
        said = [" ".join(" ".join(part.text_content() for part in row).split()) for row in rows]
        assert said == expected, why
        links = [link.removeprefix("/cable/") for row in rows for link in attributes(row, ".//a/@href")]
        assert sorted(links) == [copy["reference_id"] for copy in twins[serial]["copies"]], why
    assert [copy["corrected_copy"] for copy in twins[901]["copies"]] == [True, False, False]
    assert twins[901]["copies"][1]["likeness"] == 1
    assert all(0.8 <= copy["likeness"] <= 1 for copy in twins[901]["copies"])

    shown = sent_twice.read("show", "07BERN901")
    assert "Also sent as:   07BERN903, a corrected copy; 07BERN905, in the same words\n" in shown
    assert "Possible copy:  07BERN907, in nearly the same words\n" in shown
    assert json.loads(sent_twice.read("show", "07BERN901", "--json"))["copies"] == twins[901]["copies"]
    assert "copy" not in sent_twice.read("show", "07BERN881")


def test_copies_stand_below_each_other_in_the_results_and_none_is_lost(sent_twice: World) -> None:
    with sent_twice.reader() as reader:
        together = html.document_fromstring(reader.get("/search?q=lorries+OR+lunch+OR+snowed").body)
        apart = html.document_fromstring(reader.get("/search?q=lorries+OR+lunch+OR+snowed&copies=apart").body)
        twin = json.loads(reader.get("/search.json?q=lorries+OR+lunch+OR+snowed").body)
    found = {hit["reference_id"] for hit in twin["hits"]}
    assert twin["total"] == len(found) > 2
    rows = every(together, "//ol[@class='cables']/li")
    assert len(rows) < len(found)
    assert f"here are {len(found)} cables in {len(rows)} rows" in html.tostring(together, encoding="unicode")
    links = attributes(together, "//ol[@class='cables']//a/@href")
    named = {link.removeprefix("/cable/").partition("?")[0] for link in links}
    assert named >= found
    assert len(every(apart, "//ol[@class='cables']/li")) == len(found)
    (first,) = [hit for hit in twin["hits"] if hit["reference_id"] == "07BERN901"]
    assert first["copies"] == ["07BERN903", "07BERN905", "07BERN907"]
