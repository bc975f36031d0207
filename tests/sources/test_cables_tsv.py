"""The table as a database wrote it: backslashes, letters for controls, broken rows, any pieces."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.sources import RawRecord, RejectedRecord, cables_tsv, detect, limits, reread

HEADER = "O 030503Z NOV 07\nFM AMEMBASSY BERN"
BODY = "S E C R E T BERN 1\n\nSUBJECT: AN INVENTED CALL\n\n1. A\ttab and a back\\slash.\n"
TEXT = f"{HEADER}\n\n{BODY}"


def escaped(field: str) -> str:
    return field.replace("\\", "\\\\").replace("\t", "\\\t").replace("\n", "\\\n")


def row(
    number: int = 1, created: str = "2007-11-03 05:03:00", header: str = HEADER, body: str = BODY
) -> bytes:
    """A row without its line end."""
    fields = (
        str(number),
        created,
        f"07BERN{number}",
        "Embassy Bern",
        "secret//noforn",
        "07STATE2|07BERN3",
        header,
        body,
    )
    return "\t".join(map(escaped, fields)).encode()


def read(data: bytes) -> list[RawRecord | RejectedRecord]:
    return list(cables_tsv.read(BytesIO(data), file="x"))


def record(data: bytes) -> RawRecord:
    (only,) = read(data)
    assert isinstance(only, RawRecord)
    return only


def test_a_row_becomes_a_record() -> None:
    found = record(row() + b"\n")
    assert found.text == TEXT
    assert found.raw == row()
    assert found.stated.reference_id == "07BERN1"
    assert found.stated.created == datetime(2007, 11, 3, 5, 3, tzinfo=UTC)
    assert found.stated.origin == "Embassy Bern"
    assert found.stated.classification == "SECRET//NOFORN"
    assert found.problems == ()
    assert detect(row()) is cables_tsv
    assert [each.text for each in reread(found.raw, format=found.format)] == [TEXT]


SPELLINGS = [
    (row(), "no line end"),
    (row() + b"\r\n", "another line end"),
    (b"\xef\xbb\xbf" + row(), "a byte order mark"),
    (
        b"identifier\tcreated\treference_id\torigin\tclassification\treferences\theader\tbody\n" + row(),
        "column names",
    ),
    (b"\n" + row() + b"\n\n", "empty lines"),
    (row().replace(b"\\\n", b"\\n").replace(b"\\\t", b"\\t"), "letters for controls"),
    (row(created="11/3/2007 5:03"), "the other table's date"),
]


@pytest.mark.parametrize(("data", "why"), SPELLINGS, ids=[each[1] for each in SPELLINGS])
def test_spellings_of_a_row(data: bytes, why: str) -> None:
    found = record(data)
    assert found.text == TEXT, why
    assert found.stated.created == datetime(2007, 11, 3, 5, 3, tzinfo=UTC)


BROKEN = [
    (row().replace(b"\tEmbassy", b"Embassy"), "row-columns", "a tab too few"),
    (row() + b"\tx", "row-columns", "a tab too many"),
    (row().replace(b"07BERN1\t", b"../../x\t"), "reference-id-refused", "a path for an id"),
    (b"x" * 100, "row-columns", "no row"),
]


@pytest.mark.parametrize(("broken", "code", "why"), BROKEN, ids=[each[2] for each in BROKEN])
def test_a_broken_row_costs_itself(broken: bytes, code: str, why: str) -> None:
    found = read(row(1) + b"\n" + broken + b"\n" + row(3) + b"\n")
    assert [each.code if isinstance(each, RejectedRecord) else "kept" for each in found] == [
        "kept",
        code,
        "kept",
    ], why
    assert [each.offset for each in found] == [0, len(row(1)) + 1, len(row(1)) + len(broken) + 2]


def test_a_date_that_is_none_is_noted() -> None:
    assert record(row(created="soon")).problems == ("created-unreadable",)


def test_a_row_without_end_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FIELD", 50)
    monkeypatch.setattr(cables_tsv, "_CHUNK", 16)
    found = read(b"x" * 500 + b"\n" + b"\t".join([b"1"] * 8) + b"\n")
    assert [(type(each), getattr(each, "code", "")) for each in found] == [
        (RejectedRecord, "field-over-limit"),
        (RejectedRecord, "reference-id-refused"),
    ]


@given(st.lists(st.text(alphabet="ab\\\t\n\r\0é", max_size=30), min_size=1, max_size=4), st.integers(1, 40))
def test_whatever_stands_in_a_field_comes_back(bodies: list[str], chunk: int) -> None:
    rows = [row(number, body=f"x{body}x") for number, body in enumerate(bodies, 1)]
    data = b"\n".join(rows)

    class Slow(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            del size
            return super().read(chunk)

    found = [each for each in cables_tsv.read(Slow(data), file="x") if isinstance(each, RawRecord)]
    assert [each.raw for each in found] == rows
    assert [each.text for each in found] == [f"{HEADER}\n\nx{body}x" for body in bodies]
    assert all(data[each.offset : each.offset + len(each.raw)] == each.raw for each in found)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    read(data)
    read(row() + b"\n" + data)
