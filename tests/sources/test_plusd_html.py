"""Saved PlusD pages: the table of what is known, the tagged text, and pages that have none."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.sources import PROBLEMS, RawRecord, RejectedRecord, detect, plusd_html, reread

KNOWN = {
    "Date:": "1975 January 14, 09:15 (Tuesday)",
    "Canonical ID:": "1975DACCA00292_b",
    "Original Classification:": "LIMITED OFFICIAL USE",
    "Current Classification:": "UNCLASSIFIED",
    "Handling Restrictions": "-- N/A or Blank --",
    "Character Count:": "412",
    "Executive Order:": "GS",
    "Locator:": "TEXT ON-LINE",
    "TAGS:": "<a href='/plusd/?qtags=SCUL'>SCUL - Social Affairs--Cultural Affairs</a> | BG - Bangladesh",
    "Type:": "TE - Telegram (cable)",
    "Archive Status:": "Electronic Telegrams",
    "From:": "Bangladesh Dhaka",
    "To:": "Department of State | Pakistan Islamabad",
}
TEXT = (
    "LIMITED OFFICIAL USE DACCA 292\n\nE.O. 11652: GDS\n"
    "TAGS: <a href='/plusd/?qtags=SCUL' class='tag'>SCUL</a>, BG\n"
    "SUBJECT: AN INVENTED <span class='n'>CONCERT</span>\n\n1. The choir sang R&amp;B &lt;twice&gt;.\nBOSTER"
)
PLAIN = (
    "LIMITED OFFICIAL USE DACCA 292\n\nE.O. 11652: GDS\nTAGS: SCUL, BG\nSUBJECT: AN INVENTED CONCERT"
    "\n\n1. The choir sang R&B <twice>.\nBOSTER"
)


def page(text: str | None = f"<pre>{TEXT}</pre>", **changed: str) -> bytes:
    """An invented page in the shape of the saved ones; ``changed``: values by the letters of their key."""
    cells = ""
    for key, value in KNOWN.items():
        value = changed.get("".join(filter(str.isalpha, key)).lower(), value)  # noqa: PLW2901 - the cell's own
        cells += f"<td><div class='s_key'>{key}</div><div class=\"s_val\">\n {value}</div></td>\n"
    body = "" if text is None else f'<div class="tab" id="tagged-text">{text}</div>'
    return (
        "<!DOCTYPE html>\n<html><head><title>Cable: 1975DACCA00292_b</title></head><body>\n"
        "<div id='menu'><a href='/'>Home</a></div>\n"
        f"<table id=\"synopsis\"><tr><td colspan='3'>AN INVENTED CONCERT</td></tr><tr>{cells}</tr></table>\n"
        "<ul class='tabs'><li><a href='#'>Show Headers</a></li></ul>\n"
        f"{body}\n<div id='print'>You can use this tool to generate a PDF</div>\n"
        "<pre id='key'>-----BEGIN PGP PUBLIC KEY BLOCK-----\nxyz\n-----END PGP PUBLIC KEY BLOCK-----</pre>\n"
        "</body></html>\n"
    ).encode()


def read(data: bytes) -> list[RawRecord | RejectedRecord]:
    return list(plusd_html.read(BytesIO(data), file="page.html"))


def record(data: bytes) -> RawRecord:
    (only,) = read(data)
    assert isinstance(only, RawRecord)
    return only


def test_a_page_becomes_a_record() -> None:
    data = page()
    found = record(data)
    assert found.text == PLAIN
    assert found.raw == data
    assert found.stated.reference_id == "75DACCA292"
    assert found.stated.created == datetime(1975, 1, 14, 9, 15, tzinfo=UTC)
    assert found.stated.classification == "LIMITED OFFICIAL USE"
    assert found.stated.origin == "Embassy Dacca"
    assert found.problems == ()
    assert detect(data) is plusd_html
    assert reread(data, format=found.format) == [replace(found, file="")]


TEXTS = [
    (TEXT, "line ends as they are"),
    (TEXT.replace("\n", "<br />\n"), "breaks before line ends"),
    (TEXT.replace("\n", "<BR>"), "breaks alone"),
    ("<div id='inner'><div>" + TEXT + "</div></div>", "boxes in boxes"),
    ("".join(f"<p>{line}</p>" for line in TEXT.split("\n")), "a paragraph for each line"),
    (f"\n  \n<code><pre>{TEXT}\n\n</pre></code>", "blank lines around it"),
    (f"<a href='#' onclick='show()'>Show Headers</a><pre>{TEXT}</pre>", "a button of the page"),
    (f"<pre>{TEXT}</pre><script>var a = '</div>';</script><!-- end -->", "a script behind it"),
]


@pytest.mark.parametrize(("source", "why"), TEXTS, ids=[each[1] for each in TEXTS])
def test_only_the_telegram_is_the_text(source: str, why: str) -> None:
    assert record(page(source)).text == PLAIN, why


IDS = [
    ("10SHANGHAI60_a", "China Shanghai", "10SHANGHAI60", "Consulate Shanghai", "2003-2010"),
    ("1976USUNN03275_b", "United States Mission to the UN", "76USUNNEWYORK3275", None, "a cut station"),
    ("1978THEHA07049_d", "Netherlands The Hague", "78THEHAGUE7049", "Embassy The Hague", "two words"),
    ("1977STATE017976_c", "Department of State", "77STATE17976", None, "six digits"),
    ("1973LIMA02545", "Peru Lima", "73LIMA2545", "Embassy Lima", "no collection"),
]


@pytest.mark.parametrize(
    ("canonical", "place", "expected", "origin", "why"), IDS, ids=[each[4] for each in IDS]
)
def test_ids_and_places(canonical: str, place: str, expected: str, origin: str | None, why: str) -> None:
    stated = record(page(**{"canonicalid": canonical, "from": place})).stated
    assert (stated.reference_id, stated.origin) == (expected, origin or place), why


def test_the_title_names_the_cable_where_the_table_does_not() -> None:
    assert record(page(canonicalid="-- Not Assigned --")).stated.reference_id == "75DACCA292"


@pytest.mark.parametrize(
    ("written", "classification"),
    [
        ("UNCLASSIFIED,FOR OFFICIAL USE ONLY", "UNCLASSIFIED//FOR OFFICIAL USE ONLY"),
        ("CONFIDENTIAL, NOFORN", "CONFIDENTIAL//NOFORN"),
        ("SECRET//NOFORN", "SECRET//NOFORN"),
        ("-- Not Assigned --", None),
    ],
)
def test_classifications(written: str, classification: str | None) -> None:
    assert record(page(originalclassification=written)).stated.classification == classification


NO_TEXT = [
    (None, "no box"),
    ("", "an empty one"),
    ("<pre> \n </pre>", "blanks"),
    ("-- N/A or Blank --", "what the site writes for nothing"),
]


@pytest.mark.parametrize(("text", "why"), NO_TEXT, ids=[each[1] for each in NO_TEXT])
def test_a_page_without_a_text_is_a_cable_without_one(text: str | None, why: str) -> None:
    found = record(page(text))
    assert (found.text, found.problems) == ("", ("text-unavailable",)), why
    assert found.stated.reference_id == "75DACCA292"


def test_a_page_that_breaks_off_before_its_text_may_have_had_one() -> None:
    data = page().partition(b'<div class="tab"')[0]
    assert record(data).problems == ("text-empty",)


def test_a_list_of_cables_says_so() -> None:
    rows = "<tr class='sclick' id='1975DACCA00292_b'><td><a href='/plusd/cables/1975DACCA00292_b.html'>x</a>"
    data = f"<html><table id='doc_list'>{rows}</table></html>".encode()
    assert detect(data) is plusd_html
    assert read(data) == [RejectedRecord("page.html", 0, "page-of-a-list")]


def test_what_is_no_id_is_refused() -> None:
    data = page(canonicalid="../../etc/passwd").replace(b"Cable: 1975DACCA00292_b", b"x")
    assert read(data) == [RejectedRecord("page.html", 0, "reference-id-refused")]


_PIECES = [
    b"<",
    b">",
    b"'",
    b"</div>",
    b"<div>",
    b"<table",
    b"id='tagged-text'",
    b"s_val",
    b"&#",
    b"\xff",
    b"\0",
]


@given(st.integers(0, len(page())), st.integers(0, 60), st.lists(st.sampled_from(_PIECES), max_size=6))
def test_no_damage_breaks_the_reader(place: int, cut: int, pieces: list[bytes]) -> None:
    data = page()[:place] + b"".join(pieces) + page()[place + cut :]
    for found in read(data):
        if isinstance(found, RawRecord):
            assert found.raw == data
            assert set(found.problems) <= set(PROBLEMS)
