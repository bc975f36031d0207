"""The eight-column table: good rows, broken rows, headers."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest

from cableroom.sources import RawRecord, RejectedRecord, cables_csv, detect, reread
from cableroom.sources.errors import HeaderRefused

HEADER = "O 030503Z NOV 07\nFM SECSTATE WASHDC\nTO AMEMBASSY BERN"
BODY = 'S E C R E T STATE 900001\n\nSUBJECT: AN "INVENTED" CALL\n\n1. (S) The path is C:\\temp.\n'


def field(words: str) -> bytes:
    return b'"' + words.replace("\\", "\\\\").replace('"', '\\"').encode() + b'"'


def row(**changes: str) -> bytes:
    fields = {
        "identifier": "1",
        "created": "11/3/2007 5:03",
        "reference_id": "07STATE900001",
        "origin": "Secretary of State",
        "classification": "Secret",
        "references": "07BERN900002|07BERN900003",
        "header": HEADER,
        "body": BODY,
    } | changes
    return b",".join(field(words) for words in fields.values())


def read(data: bytes) -> list[RawRecord | RejectedRecord]:
    return list(cables_csv.read(BytesIO(data), file="cables.csv"))


def record(data: bytes) -> RawRecord:
    (only,) = read(data)
    assert isinstance(only, RawRecord)
    return only


def test_a_row_becomes_a_record() -> None:
    found = record(row() + b"\n")

    assert found.text == f"{HEADER}\n\n{BODY}"
    assert found.raw == row()
    assert (found.offset, found.part, found.format, found.encoding) == (0, 0, "cables_csv", "utf-8")
    assert found.stated.reference_id == "07STATE900001"
    assert found.stated.created == datetime(2007, 11, 3, 5, 3, tzinfo=UTC)
    assert found.stated.origin == "Secretary of State"
    assert found.stated.classification == "SECRET"
    assert found.stated.coverage == ()
    assert found.problems == ()


def test_an_original_gives_its_record_again() -> None:
    found = record(row())
    (again,) = reread(found.raw, format=found.format)
    assert (again.raw, again.text, again.stated) == (found.raw, found.text, found.stated)


def test_one_box_is_the_text() -> None:
    assert record(row(header="")).text == BODY
    assert record(row(body="")).text == HEADER


ODD_ROWS = [
    (row(created="30/2/2009"), ("created-unreadable",), "a date no calendar has"),
    (row(created=""), ("created-unreadable",), "no date"),
    (row(header="", body=" \n"), ("text-empty",), "no text"),
    (
        row(body=f"{BODY}x\\ny").replace(b"\\\\", b"\\"),
        ("escape-unknown",),
        "a backslash that escapes nothing",
    ),
    (row().replace(b"INVENTED", b"INVENT\xc9D"), ("encoding-guessed",), "not UTF-8"),
    (row(origin="x" * 1025), ("stated-over-limit",), "no origin is that long"),
    (row(origin="x" * 1024, classification="y" * 1023), (), "origins just within the limit"),
    (row(body=BODY + "x" * 70_000), ("line-long",), "a line over 64 KiB"),
    (
        row(header="This record is a partial extract of the original cable. The full text is not available."),
        ("partial-extract",),
        "the source says so",
    ),
]


@pytest.mark.parametrize(("data", "problems", "why"), ODD_ROWS, ids=[r[2] for r in ODD_ROWS])
def test_odd_rows_are_kept_and_flagged(data: bytes, problems: tuple[str, ...], why: str) -> None:
    assert record(data).problems == problems, why


REJECTED_ROWS = [
    (row(reference_id="../../etc/passwd"), "reference-id-refused", "a path is no id"),
    (row() + b',"ninth"', "row-columns", "nine columns"),
    (b'"1","11/3/2007 5:03","07STATE900001"', "row-columns", "three columns"),
    (row()[:-1] + b'x" y"', "row-broken", "words behind the closing quote"),
    (row(body="x" * (4 << 20)), "cable-over-limit", "a text over 4 MiB"),
]


@pytest.mark.parametrize(("data", "code", "why"), REJECTED_ROWS, ids=[r[2] for r in REJECTED_ROWS])
def test_a_bad_row_is_rejected_and_its_neighbours_are_not(data: bytes, code: str, why: str) -> None:
    first, last = row(identifier="0"), row(identifier="3")
    found = read(first + b"\n" + data + b"\n" + last)
    assert [type(each) for each in found] == [RawRecord, RejectedRecord, RawRecord], why
    assert found[1] == RejectedRecord(file="cables.csv", offset=len(first) + 1, code=code)


LONG_FIELDS = [(140_000, "over the standard reader's 131,072"), (65_536, "over MySQL's TEXT of 65,535")]


@pytest.mark.parametrize(("size", "why"), LONG_FIELDS, ids=[r[1] for r in LONG_FIELDS])
def test_long_fields_are_whole(size: int, why: str) -> None:
    body = "x" * 60 + "\n"
    assert record(row(header="", body=body * (size // 61 + 1))).text == body * (size // 61 + 1), why


def test_line_ends_and_controls_are_kept() -> None:
    body = "a\r\nb\rc\u2028d\u0085e\x00\x1b[31m\x08\n"
    assert record(row(header="", body=body)).text == body


def test_mysql_escapes_are_undone() -> None:
    data = row(header="", body="@").replace(b"@", b'one\\\ntwo\\0three\\"four\\\\')
    assert record(data).text == 'one\ntwo\0three"four\\'


def test_the_standard_writer_is_understood() -> None:
    out = StringIO()
    csv.writer(out).writerow([1, "11/3/2007 5:03", "07STATE900001", "Embassy Bern", "SECRET", "", "", BODY])
    data = out.getvalue().replace("\\", "\\\\").encode()
    assert detect(data) is cables_csv
    assert record(data).text == BODY


def test_fields_of_two_encodings_are_each_read() -> None:
    data = row(origin="Embassy @", body=f"{BODY}Zürich").replace(b"@", b"Z\xfcrich")
    found = record(data)
    assert (found.stated.origin, found.encoding) == ("Embassy Zürich", "mixed")
    assert found.text.endswith("Zürich")
    assert found.problems == ("encoding-mixed",)


NAMES = ",".join(cables_csv.COLUMNS).encode()


def test_a_header_in_the_right_order_is_no_record() -> None:
    assert len(read(NAMES + b"\n" + row())) == 1
    assert len(read(NAMES.upper().replace(b",", b'","').join([b'"', b'"']) + b"\n" + row())) == 1


BAD_HEADERS = [
    (NAMES.replace(b",body", b""), "body is missing"),
    (NAMES + b",extra", "unknown columns at 9"),
    (NAMES.replace(b"origin,classification", b"classification,origin"), "their order is identifier, created"),
    (NAMES + b",body", "body is there 2 times"),
]


@pytest.mark.parametrize(("names", "said"), BAD_HEADERS, ids=[r[1] for r in BAD_HEADERS])
def test_other_columns_refuse_the_file_with_the_list(names: bytes, said: str) -> None:
    data = names + b"\n" + row()
    assert detect(data) is cables_csv
    with pytest.raises(HeaderRefused, match=said) as refused:
        read(data)
    assert "extra" not in str(refused.value)  # a name of the file's own may be anything
    assert refused.value.hint.endswith(", ".join(cables_csv.COLUMNS))
