"""Rows of the History Lab: columns by name, in tables and in lines of JSON."""

import csv
import io
import json
import tracemalloc
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.sources import (
    ATTRIBUTES,
    RawRecord,
    RejectedRecord,
    StatedFields,
    cables_csv,
    detect,
    history_lab,
    limits,
    ndjson,
    reread,
)
from cableroom.sources.errors import HeaderRefused
from growth import check_linear
from sources.streams import Repeated

TEXT: Final = (
    "PAGE 01        LIMA  02475  251228Z\n\nR 250910Z MAR 75\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 4321\n\n"
    'CONFIDENTIAL LIMA 2475\n\nSUBJECT: AN INVENTED "TALK", C:\\LAKES\\\n\n1. THE LAKE IS FULL.\nDEAN\n'
)
ROW: Final = {
    "doc_id": "1975LIMA02475",
    "corpus": "cfpf",
    "classification": "confidential",
    "authored": "1975-03-25 00:00:00",
    "title": "AN INVENTED TALK",
    "body": TEXT,
    "char_cnt": "250",
}
# The raw table: the attributes of the National Archives' files as columns.
RAW: Final = {
    "id": "1",
    "doc_nbr": "1976USUNN03275",
    "date": "04 AUG 1976",
    "from_field": "USUN NEW YORK",
    "to_field": "STATE",
    "origclass": "SECRET",
    "orighand": "NOFORN",
    "concepts": "LAKES",
    "body": "",
    "raw_body": f"  Message Text\n\n{TEXT}\n  Message Attributes\n\nSubject: x\n",
}


def table(*rows: dict[str, str], end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), lineterminator=end, quoting=quoting)  # type: ignore[arg-type]  # an int
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def found(data: bytes) -> list[RawRecord | RejectedRecord]:
    return list(history_lab.read(BytesIO(data), file="a.csv"))


def records(data: bytes) -> list[RawRecord]:
    kept = [one for one in found(data) if isinstance(one, RawRecord)]
    for one in kept:
        (again,) = reread(one.raw, format=one.format)
        assert (again.text, again.stated, again.raw) == (one.text, one.stated, one.raw)
    return kept


LIMA: Final = StatedFields(
    reference_id="75LIMA2475", created=datetime(1975, 3, 25, tzinfo=UTC), classification="CONFIDENTIAL"
)
WRITTEN = [
    (table(ROW), "a table with quotes where they are needed"),
    (table(ROW, quoting=csv.QUOTE_ALL), "with quotes everywhere"),
    (table(ROW, end="\r\n"), "line ends of Windows"),
    (table(ROW).rstrip(b"\n"), "no final line end"),
    (b"\xef\xbb\xbf" + table(ROW), "a byte order mark"),
    (table(dict(reversed(ROW.items()))), "other columns in front"),
    (table({key.upper(): value for key, value in ROW.items()}), "names in capitals"),
    (json.dumps(ROW).encode(), "an object"),
    (json.dumps(ROW | {"char_cnt": 250, "topics": [], "to": None}).encode() + b"\r\n", "with other types"),
]


@pytest.mark.parametrize(("data", "why"), WRITTEN, ids=[each[1] for each in WRITTEN])
def test_a_row_is_read_by_the_names_of_its_columns(data: bytes, why: str) -> None:
    assert detect(data) is history_lab, why
    (only,) = records(data)
    assert (only.stated, only.text, only.problems) == (LIMA, TEXT.rstrip("\n"), ()), why


@pytest.mark.parametrize("data", [table(RAW), json.dumps(RAW).encode()], ids=["table", "JSON"])
def test_the_raw_table_has_the_attributes_as_columns(data: bytes) -> None:
    assert detect(data) is history_lab
    (only,) = records(data)
    assert only.stated == StatedFields(
        reference_id="76USUNNEWYORK3275",
        created=datetime(1976, 8, 4, tzinfo=UTC),
        origin="USUN New York",
        classification="SECRET//NOFORN",
    )
    assert only.text == TEXT.rstrip("\n")
    assert only.problems == ()
    assert ATTRIBUTES[only.format](only.raw)["concepts"] == "LAKES"
    assert not {"body", "raw_body"} & ATTRIBUTES[only.format](only.raw).keys()


def test_an_original_is_a_row_below_its_header() -> None:
    other = ROW | {"doc_id": "1975LIMA02476"}
    data = table(ROW, other)
    header = data.partition(b"\n")[0]
    first, second = records(data)
    for one in (first, second):
        assert one.raw.startswith(header + b"\n")
        assert data[one.offset :].startswith(one.raw[len(header) + 1 :])
    assert second.stated.reference_id == "75LIMA2476"


VALUES = [
    ({"authored": ""}, None, (), "no date: the telegram may say it"),
    ({"authored": "1975-03-25T09:10:00Z"}, (1975, 3, 25, 9, 10), (), "a time"),
    ({"authored": "1975-03-25 09:10:11.123+00"}, (1975, 3, 25, 9, 10), (), "a database's"),
    ({"authored": "1975-03-25"}, (1975, 3, 25), (), "a day"),
    ({"authored": "1960-01-01 00:00:00"}, None, (), "the date that is none"),
    ({"authored": "1975-03-25 09:10:00+02"}, None, ("created-unreadable",), "another zone"),
    ({"authored": "1975-02-30"}, None, ("created-unreadable",), "no day"),
    ({"authored": "spring"}, None, ("created-unreadable",), "words"),
    ({"body": " "}, (1975, 3, 25), ("text-unavailable",), "no text"),
    (
        {"body": "MRN: 1975LIMA002475 SEGMENT NUMBER: 000001 ERROR READING TEXT INDEX FILE"},
        (1975, 3, 25),
        ("text-unavailable",),
        "a notice in its place",
    ),
    ({"body": TEXT + "Itâ€™s"}, (1975, 3, 25), ("encoding-doubled",), "UTF-8 twice"),
]


@pytest.mark.parametrize(("changes", "created", "problems", "why"), VALUES, ids=[each[3] for each in VALUES])
@pytest.mark.parametrize("shape", ["table", "JSON"])
def test_values(
    shape: str,
    changes: dict[str, str],
    created: tuple[int, int, int] | None,
    problems: tuple[str, ...],
    why: str,
) -> None:
    row = ROW | changes
    (only,) = records(table(row) if shape == "table" else json.dumps(row).encode())
    assert only.stated.created == (datetime(*created, tzinfo=UTC) if created else None), why
    assert only.problems == problems, why


HEADERS = [
    ("doc_id,title,authored", "body is missing"),
    ("doc_id,body,body", "body is there 2 times"),
    ("doc_nbr,doc_id,doc_id,body", "doc_id is there 2 times"),
]


@pytest.mark.parametrize(("names", "said"), HEADERS, ids=[each[1] for each in HEADERS])
def test_row_08_a_header_that_lacks_something_is_refused(names: str, said: str) -> None:
    data = f"{names}\n1975LIMA1,a,b\n".encode()
    assert detect(data) is history_lab
    with pytest.raises(HeaderRefused, match=said) as refused:
        found(data)
    assert "name a column doc_id or doc_nbr" in refused.value.hint


def test_bad_rows_cost_themselves() -> None:
    header, good = table(ROW).split(b"\n", 1)
    short = b"1975LIMA1,cfpf\n"
    other = good.replace(b"1975LIMA02475", b"frus1969-76v01d1")
    open_quote = good.replace(b'DEAN\n"', b"DEAN\n")
    told = found(header + b"\n" + good + short + other + open_quote + good)
    assert [getattr(one, "code", "") for one in told] == [
        "",
        "row-columns",
        "reference-id-refused",
        "row-broken",
        "",
    ]
    assert [one.offset for one in told] == [
        start := len(header) + 1,
        start := start + len(good),
        start := start + len(short),
        start := start + len(other),
        start + len(open_quote),
    ]


def test_bad_lines_cost_themselves() -> None:
    good = json.dumps(ROW)
    lines = [good, "{", good.replace('"1975LIMA02475"', "7"), good.replace("1975LIMA02475", "x"), good]
    told = found("\n\n".join(lines).encode())
    codes = ["", "json-broken", "json-fields", "reference-id-refused", ""]
    assert [getattr(one, "code", "") for one in told] == codes


NOT_RECOGNISED = [
    (b"doc_id,pages\n1,2\n", "an id and nothing else that is read"),
    (b"identifier,created,reference_id,origin,classification,references,header,body\n", "the other table"),
    (b'{"id": {"doc_id": "", "body": ""}}', "the keys further in"),
    (b'{"body": "", "title": ""}', "no id"),
    (b"[" + json.dumps(ROW).encode() + b"]", "a list"),
]


@pytest.mark.parametrize(("head", "why"), NOT_RECOGNISED, ids=[each[1] for each in NOT_RECOGNISED])
def test_not_recognised(head: bytes, why: str) -> None:
    assert not history_lab.sniff(head), why


@pytest.mark.parametrize("data", [table(ROW), table(RAW), json.dumps(ROW).encode()])
def test_no_other_format_takes_it(data: bytes) -> None:
    assert not cables_csv.sniff(data)
    assert not ndjson.sniff(data)


def test_memory_does_not_grow_with_the_table() -> None:
    """50 MB of rows in a table, and as much in lines of JSON."""
    long = ROW | {"body": TEXT + "THE LAKE IS FULL. " * 28_000}
    header, row = table(long).split(b"\n", 1)
    tracemalloc.start()
    for start, piece in ((header + b"\n", row), (b"", json.dumps(long).encode() + b"\n")):
        stream = Repeated(piece, 100, start=start)
        assert sum(isinstance(one, RawRecord) for one in history_lab.read(stream, file="x")) == 100
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 * limits.FIELD


_HEADERS = st.sampled_from([b"doc_id,body\n", b"body,authored,doc_nbr\n", b"", b'{"doc_id": "1975LIMA1"'])
_PIECES = st.lists(
    st.sampled_from(
        (
            b'"1975LIMA1",x\n',
            b"1975LIMA1,",
            b'"',
            b'""',
            b"\\",
            b"\n",
            b"\r",
            b",",
            b"\xff",
            b"{",
            b"\0",
            b'":',
        )
    )
    | st.binary(max_size=5),
    max_size=12,
)


@given(_HEADERS, _PIECES)
def test_no_bytes_break_it(header: bytes, pieces: list[bytes]) -> None:
    data = header + b"".join(pieces)
    try:
        told = records(data)
    except HeaderRefused:
        return
    for one in told:
        ATTRIBUTES[one.format](one.raw)


@pytest.mark.parametrize("piece", [b'"', b'""', b'"1975LIMA1","', b'1975LIMA1,"x" y\n', b"{", b'\\"'])
def test_time_grows_with_the_bytes(piece: bytes) -> None:
    def read(size: int) -> None:
        for start in (b"doc_id,body\n", b'{"doc_id": "1975LIMA1", "body": "'):
            data = start + piece * (size // len(piece))
            history_lab.sniff(data)
            found(data)

    check_linear(read)
