"""Saved pages: four and five columns, wrong minutes, articles, and a body of database rows."""

from datetime import UTC, datetime
from io import BytesIO

import pytest

from cableroom.sources import RawRecord, RejectedRecord, cablegate_html, detect, limits, reread

NAVIGATION = (
    "<?xml version='1.0' encoding='utf-8' ?>\n"
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://dtd.example/xhtml1.dtd">\n'
    "<html><head><title>Cable Viewer</title></head><body><div class='main'><div class='pane small'>\n"
    "<p>Currently released so far... 3 / 2,000</p><h3>Browse by origin</h3>"
    "<a href='/origin/1_0.html'>Embassy Nowhere</a></div>\n"
)
HEADER = "VZCZCXRO0001&#x000A;O 030503Z NOV 07&#x000A;FM AMEMBASSY BERN"
BODY = (
    "S E C R E T BERN 900001&#x000A;&#x000A;TAGS: <a href='/tag/PREL_0.html'>PREL</a>"
    " <a href='/tag/SZ_0.html'>SZ</a>&#x000A;SUBJECT: AN INVENTED CALL&#x000A;&#x000A;"
    "<a id='par1' href='#par1'>¶</a>1. (S) Text.&#x000A;"
)
ARTICLES = (
    "<tr><td colspan='5'>Appears in these articles:<br /><a href='http://news.example/a'>x</a><br />"
    "<a href='http://not'>http://not</a><a href='javascript:alert(1)'>y</a></td></tr>"
)


def page(
    *,
    columns: str = "Reference ID|Created|Released|Classification|Origin",
    values: str = "07BERN900001|2007-11-03 05:05|2011-03-14 06:06|SECRET|Embassy Bern",
    header: str | None = HEADER,
    body: str = BODY,
    more: str = "",
) -> bytes:
    """An invented page in the shape of the saved ones."""
    names = "".join(f"<th>{name}</th>\n" for name in columns.split("|"))
    cells = "".join(
        f"<td>\n<a href='/x/1_0.html' title='confidential'>{each}</a>\n</td>\n" for each in values.split("|")
    )
    reference_id, *_others = values.split("|")
    boxes = "" if header is None else f"<code><pre>{header}</pre></code>\n"
    return (
        f"{NAVIGATION}<div class='pane big'>\n<h3>Viewing cable {reference_id}, A CALL \\</h3>\n"
        f"<table class='cable'>\n<tr>\n{names}</tr>\n<tr>\n{cells}</tr>\n{more}</table>\n"
        f"{boxes}<code><pre>{body}</pre></code>\n</div></div>"
        "<script src='/static/js/cables.js' type='text/javascript'></script></body></html>\n"
    ).encode()


def read(data: bytes) -> list[RawRecord | RejectedRecord]:
    return list(cablegate_html.read(BytesIO(data), file="page.html"))


def record(data: bytes) -> RawRecord:
    (only,) = read(data)
    assert isinstance(only, RawRecord)
    return only


def test_a_page_becomes_a_record() -> None:
    data = page(more=ARTICLES)
    found = record(data)

    assert found.text == (
        "VZCZCXRO0001\nO 030503Z NOV 07\nFM AMEMBASSY BERN\n\n"
        "S E C R E T BERN 900001\n\nTAGS: PREL SZ\nSUBJECT: AN INVENTED CALL\n\n1. (S) Text.\n"
    )
    assert found.raw == data
    assert found.stated.reference_id == "07BERN900001"
    assert found.stated.created == datetime(2007, 11, 3, 5, tzinfo=UTC)  # the hour alone
    assert found.stated.origin == "Embassy Bern"
    assert found.stated.classification == "SECRET"  # not the link's title
    assert found.stated.coverage == ("http://news.example/a",)
    assert found.problems == ()
    assert detect(data) is cablegate_html
    assert reread(data, format=found.format)[0].text == found.text


def test_the_earliest_pages_have_four_columns() -> None:
    found = record(
        page(
            columns="Reference ID|Date|Classification|Origin",
            values="07BERN900001|2007-11-03 05:05|CONFIDENTIAL//NOFORN|Embassy Bern",
        )
    )
    assert found.stated.created == datetime(2007, 11, 3, 5, tzinfo=UTC)
    assert found.stated.classification == "CONFIDENTIAL//NOFORN"
    assert found.stated.origin == "Embassy Bern"


def test_a_sole_box_is_the_text() -> None:
    found = record(page(header=None))
    assert found.text.startswith("S E C R E T BERN 900001\n")
    assert found.problems == ("created-minutes-unsure",)


ODD_PAGES = [
    (page(values="07BERN900001|soon||SECRET|Embassy Bern"), ("created-unreadable",), "no date"),
    (page(header="", body=""), ("created-minutes-unsure", "text-empty"), "empty boxes"),
    (page()[: page().index(b"</pre></code>\n</div>")], ("page-truncated",), "cut off in the body"),
    (page(body=BODY + "\ufffd"), ("replacement-character",), "a lost character"),
    (page().replace("¶".encode(), b"\xb6"), ("encoding-guessed",), "Latin-1"),
]


@pytest.mark.parametrize(("data", "problems", "why"), ODD_PAGES, ids=[r[2] for r in ODD_PAGES])
def test_odd_pages_are_kept_and_flagged(data: bytes, problems: tuple[str, ...], why: str) -> None:
    assert record(data).problems == problems, why


LISTING = (
    NAVIGATION.encode()
    + b"<div class='pane big'><table class='cable'><tr><th>Reference ID</th><th>Subject</th></tr>"
    + b"".join(
        b"<tr><td><a href='/cable/2007/11/07BERN90000%d.html'>07BERN90000%d</a></td>" % (i, i)
        for i in range(3)
    )
    + b"</table></div></html>"
)
REJECTED = [
    (page(values="../../etc/passwd|||SECRET|x"), "reference-id-refused", "a path is no id"),
    (b"<html><title>Cable Viewer</title></html>", "page-without-body", "no box"),
    (LISTING, "page-of-a-list", "a list of cables"),
    (b"<title>Cable Viewer</title><code><pre>x</pre></code>", "reference-id-refused", "no table, no heading"),
]


@pytest.mark.parametrize(("data", "code", "why"), REJECTED, ids=[r[2] for r in REJECTED])
def test_rejected(data: bytes, code: str, why: str) -> None:
    assert read(data) == [RejectedRecord(file="page.html", offset=0, code=code)], why


def test_the_heading_names_the_cable_where_the_table_does_not() -> None:
    data = page().replace(b"<table class='cable'>", b"<table>")
    assert record(data).stated.reference_id == "07BERN900001"


def test_a_table_drawn_in_the_telegram_is_not_the_pages() -> None:
    inner = "<table class='cable'><tr><th>Reference ID</th></tr><tr><td>07STATE1</td></tr></table>"
    found = record(page(body=BODY + inner))
    assert found.stated.reference_id == "07BERN900001"
    assert found.text.endswith(inner)


def test_controls_in_a_box_survive() -> None:
    assert record(page(body="1. a\x00b\x1b[31m\x08\u2028\u0085\r\nc")).text.endswith(
        "1. a\x00b\x1b[31m\x08\u2028\u0085\r\nc"
    )


def rows_page(*, second_tags: str) -> bytes:
    """A page whose body is two database rows, as one of the saved pages has it."""
    tags = "<a href='/tag/PREL_0.html'>PREL</a> <a href='/tag/SZ_0.html'>SZ</a>"
    first = (
        "2007-11-03 05:03:00\t07BERN900001\tEmbassy Bern\tSECRET\t07STATE9\t"
        "O 030503Z NOV 07\\&#x000A;FM AMEMBASSY BERN"
        f"\tS E C R E T BERN 900001 \\&#x000A; \\&#x000A;TAGS: {tags}&#x000A;"
        "SUBJECT: A CALL \\&#x000A; \\&#x000A;"
        "<a id='par1' href='#par1'>¶</a>1. (S) A tab\\\tand a back\\\\slash. \\&#x000A;CARTER \\&#x000A;"
    )
    second = (
        "121752\t2007-09-11 12:50:00\t07TBILISI900002\tEmbassy Tbilisi\t"
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY\t\tR 111250Z SEP 07\\&#x000A;FM AMEMBASSY TBILISI"
        f"\tUNCLAS TBILISI 900002 \\&#x000A;TAGS: {second_tags}&#x000A;"
        "SUBJECT: INVENTED GOVERNORS \\&#x000A;TEFFT \\"
    )
    return page(body=f"{first}&#x000A;{second}", more=ARTICLES)


REPEATED = "<a href='/tag/PREL_0.html'>PREL</a> <a href='/tag/SZ_0.html'>SZ</a>"


def test_a_body_of_rows_holds_two_cables() -> None:
    data = rows_page(second_tags="<a href='/tag/GG_0.html'>GG</a>")
    first, second = read(data)

    assert isinstance(first, RawRecord)
    assert isinstance(second, RawRecord)
    assert first.raw == second.raw == data
    assert (first.part, second.part) == (0, 1)
    assert first.text == (
        "O 030503Z NOV 07\nFM AMEMBASSY BERN\n\n"
        "S E C R E T BERN 900001 \n \nTAGS: PREL SZ\n"
        "SUBJECT: A CALL \n \n1. (S) A tab\tand a back\\slash. \nCARTER \n"
    )
    assert second.text == (
        "R 111250Z SEP 07\nFM AMEMBASSY TBILISI\n\n"
        "UNCLAS TBILISI 900002 \nTAGS: GG\nSUBJECT: INVENTED GOVERNORS \nTEFFT "
    )
    assert first.stated.created == datetime(2007, 11, 3, 5, 3, tzinfo=UTC)
    assert second.stated.created == datetime(2007, 9, 11, 12, 50, tzinfo=UTC)
    assert second.stated.reference_id == "07TBILISI900002"
    assert second.stated.origin == "Embassy Tbilisi"
    assert second.stated.classification == "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    assert first.stated.coverage == ("http://news.example/a",)
    assert second.stated.coverage == ()  # the articles are of the cable that the page names
    assert first.problems == second.problems == ("page-rows",)
    assert [each.part for each in reread(data, format=first.format)] == [0, 1]


def test_the_first_cables_tags_are_not_the_seconds() -> None:
    second = read(rows_page(second_tags=REPEATED))[1]
    assert isinstance(second, RawRecord)
    assert "PREL" not in second.text
    assert second.problems == ("page-rows", "tags-of-other-cable")


def test_rows_of_other_cables_than_the_pages_are_strange() -> None:
    data = rows_page(second_tags="").replace(b">07BERN900001<", b">07BERN900009<")
    assert [each.problems for each in read(data) if isinstance(each, RawRecord)] == [
        ("page-rows", "page-rows-strange"),
        ("page-rows", "page-rows-strange"),
    ]


def test_a_row_with_an_impossible_id_is_rejected_alone() -> None:
    data = rows_page(second_tags="").replace(b"07TBILISI900002", b"TBILISI")
    assert [type(each) for each in read(data)] == [RawRecord, RejectedRecord]


def test_a_row_in_the_middle_of_a_telegram_is_only_quoted() -> None:
    quoted = "1. See&#x000A;2007-09-11 12:50:00\t07TBILISI900002\tx\ty\tz\tv\tw"
    assert record(page(body=quoted)).text.endswith("07TBILISI900002\tx\ty\tz\tv\tw")


NOT_PAGES = [
    (b"<!DOCTYPE x [<!ENTITY a 'b'>]><html><title>Cable Viewer</title>", "a page that declares entities"),
    (b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY l '&l;&l;'>]><l>&l;</l>", "a billion laughs"),
    (b"<?xml version='1.0'?><!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>", "an external document type"),
    (b"<html><title>News</title><pre>S E C R E T</pre></html>", "another page"),
    (b"<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "another kind of markup"),
    (b"MIME-Version: 1.0\nSubject: x\n\n<title>Cable Viewer", "a page in a mail"),
]


@pytest.mark.parametrize(("head", "why"), NOT_PAGES, ids=[r[1] for r in NOT_PAGES])
def test_other_markup_is_of_no_known_type(head: bytes, why: str) -> None:
    assert detect(head) is None, why


def test_the_limit_of_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    size = len(page())
    for limit, kept in ((size + 1, True), (size, True), (size - 1, False)):
        monkeypatch.setattr(limits, "PAGE", limit)
        assert isinstance(read(page())[0], RawRecord) is kept
