"""Rows 5 to 9: long fields, quotes, columns and dates of the table."""

import json

import pytest

from bad_input.offering import BODY, OPENING, Desk, table, table_row
from cableroom.sources.cables_csv import COLUMNS

LONG = [
    (140_000, "row 5: more than the standard reader takes, 131,072"),
    (65_536, "row 6: more than a TEXT column of MySQL holds, 65,535"),
]


@pytest.mark.parametrize(("size", "why"), LONG, ids=[each[1][:5] for each in LONG])
def test_row_05_and_06_a_long_field_is_whole(desk: Desk, size: int, why: str) -> None:
    body = OPENING + "1. (C) He spoke on and on.\n" * (size // 27 + 1) + "THE END\n"
    data = table_row(body=body)
    told = desk.offer(table([data]))
    assert (told.status, told.account.partition(" =")[0]) == (0, "1 cable read"), why
    assert json.loads(desk.run("show", "07BERN1", "--json").out)["text"].endswith(body)
    assert desk.original("07BERN1") == data


def three(middle: bytes, *, end: bytes = b"\n") -> bytes:
    """A sound row, one that is tried, and a sound one."""
    first, last = table_row(reference_id="07BERN1"), table_row(reference_id="07BERN3")
    return first + b"\n" + middle + b"\n" + last + end


QUOTED = BODY.replace("at home", 'at "home"\nor C:\\HOME')
MIDDLE = table_row(reference_id="07BERN2", body=QUOTED)
PLACE = len(table_row()) + 1
DIALECTS = [
    (three(MIDDLE), "a backslash before quotes, and lines within a field"),
    (three(MIDDLE.replace(b'\\"', b'""')), "doubled quotes"),
    (three(MIDDLE, end=b""), "no final line end"),
    (three(MIDDLE).replace(b"\n", b"\r\n"), "CRLF"),
    (three(MIDDLE.replace(b"\nor", b"\\\nor")), "a backslash before the line end"),
]


@pytest.mark.parametrize(("data", "why"), DIALECTS, ids=[each[1] for each in DIALECTS])
def test_row_07_quotes_of_every_dialect(desk: Desk, data: bytes, why: str) -> None:
    told = desk.offer(data)
    assert (told.status, told.rejects, desk.held()) == (0, [], ["07BERN1", "07BERN2", "07BERN3"]), why
    text = json.loads(desk.run("show", "07BERN2", "--json").out)["text"]
    assert 'at "home"\nor C:\\HOME.' in text.replace("\r\n", "\n")


BROKEN = [
    (MIDDLE[:-1], "row-broken", "the last quote is missing"),
    (MIDDLE.replace(b'","Embassy', b',"Embassy'), "row-broken", "a quote in the middle is missing"),
    (MIDDLE.replace(b'\\"', b'"'), "row-broken", "quotes without a backslash"),
]


@pytest.mark.parametrize(("middle", "code", "why"), BROKEN, ids=[each[2] for each in BROKEN])
def test_row_07_an_open_quote_costs_its_row_and_not_the_rest(
    desk: Desk, middle: bytes, code: str, why: str
) -> None:
    told = desk.offer(three(middle))
    assert (told.status, told.rejects) == (2, [("file", PLACE, code)]), why
    assert told.account == "3 cables read = 2 stored + 0 duplicates + 1 rejected"
    assert desk.held() == ["07BERN1", "07BERN3"]
    assert desk.original("07BERN3") == table_row(reference_id="07BERN3")


def test_row_07_a_quote_open_to_the_end_of_the_file(desk: Desk) -> None:
    told = desk.offer(table([table_row()]) + MIDDLE[:-1] + b"\nAnd more words.\n" * 1000)
    assert (told.status, told.rejects) == (2, [("file", PLACE, "quote-unclosed")])
    assert desk.held() == ["07BERN1"]


NAMES = ",".join(COLUMNS)
HEADERS = [
    (NAMES.replace(",body", ""), "body is missing", "missing"),
    (f"{NAMES},remark", "unknown columns at 9", "extra"),
    (NAMES.replace("origin,classification", "classification,origin"), "their order is identifier", "order"),
    (NAMES.replace("references", "origin"), "origin is there 2 times", "duplicated"),
]


@pytest.mark.parametrize(("names", "said", "why"), HEADERS, ids=[each[2] for each in HEADERS])
def test_row_08_other_columns_are_refused_with_the_list(desk: Desk, names: str, said: str, why: str) -> None:
    told = desk.offer(names.encode() + b"\n" + table([table_row()]))
    assert (told.status, told.rejects, desk.held()) == (2, [("file", 0, "csv-header")], []), why
    assert said in told.err
    assert f"hint: bring the columns into this order: {', '.join(COLUMNS)}" in told.err
    assert "remark" not in told.err  # what stands there may be a cable's words


def test_row_08_rows_of_other_lengths_are_rejected_one_by_one(desk: Desk) -> None:
    short, long = table_row().rpartition(b',"')[0], table_row() + b',"ninth"'
    told = desk.offer(table([table_row(), short, long, table_row(reference_id="07BERN3")]))
    assert told.status == 2
    assert [code for _file, _byte, code in told.rejects] == ["row-columns"] * 2
    assert desk.held() == ["07BERN1", "07BERN3"]


def test_row_08_a_row_of_endless_columns_is_given_up(desk: Desk) -> None:
    """It would fill the memory: a column of no letters takes a hundred times its size."""
    told = desk.offer(table([table_row(), b'"' + b'","' * 3_000_000, table_row(reference_id="07BERN3")]))
    assert (told.status, told.rejects) == (2, [("file", PLACE, "row-columns")])
    assert desk.held() == ["07BERN1", "07BERN3"]


DATES = ["30/2/2009", "2/30/2009 5:03", "", "0", "1/1/0 5:03", "1/1/0000 5:03", "1/1/9999 5:03"]
DATES += [
    "11/3/2007 24:00",
    "11/3/2007 5:60",
    "2007-11-03T05:03:00Z",
    "1194066180",
    "11/3/07 5:03",
    "3.11.2007",
]


def test_row_09_an_unreadable_date_is_none_and_holds_the_cable_back(desk: Desk) -> None:
    rows = [table_row(reference_id=f"07BERN{n}", created=date) for n, date in enumerate(DATES, 1)]
    good = table_row(reference_id="07BERN900", created="2/28/2010 23:59")

    assert desk.offer(table([*rows, good])).status == 0

    for number, date in enumerate(DATES, 1):
        shown = json.loads(desk.run("show", f"07BERN{number}", "--json").out)
        assert shown["stated"]["created"] is None, date  # neither 1970 nor the year 0
        assert shown["records"][0]["problems"] == ["created-unreadable"], date
    sound = json.loads(desk.run("show", "07BERN900", "--json").out)
    assert sound["stated"]["created"].startswith("2010-02-28T23:59")
    cleared = desk.run("clear", "--all")
    assert cleared.out.startswith(f"1 cleared, {len(DATES)} skipped")
    # A person who looks at it finds that it has no date, and it still does not pass.
    named = desk.run("clear", "07BERN1")
    assert (named.status, "created-unknown" in named.err) == (1, True)
