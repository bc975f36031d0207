"""Rows of bytes: exact bytes, exact offsets, and where a broken row ends."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.sources import csv_rows, limits, window
from cableroom.sources.csv_rows import BrokenRow, Row, read_rows
from cableroom.sources.window import Window


def rows_of(data: bytes) -> list[Row | BrokenRow]:
    return list(read_rows(BytesIO(data)))


WHOLE = [
    (b'"1","a"\n', [(b"1", b"a")], "the usual shape"),
    (b'"1","a"', [(b"1", b"a")], "no final line end"),
    (b'"1",""\r\n"2","b"\r\n', [(b"1", b""), (b"2", b"b")], "CRLF, empty field"),
    (b'"1","a"\r"2","b"\r', [(b"1", b"a"), (b"2", b"b")], "lone CR"),
    (b'"1","a\nb\r\nc"\n', [(b"1", b"a\nb\r\nc")], "line ends inside a field"),
    (b'"1","a\\"b\\\\"\n', [(b"1", b'a\\"b\\\\')], "escaped quote and backslash stay escaped here"),
    (b'"1","""a"" b"""\n', [(b"1", b'""a"" b""')], "doubled quotes"),
    (b'"1",""""\n', [(b"1", b'""')], "a field of one doubled quote"),
    (b'1,a b,"c"\n', [(b"1", b"a b", b"c")], "bare fields"),
    (b"1,\n", [(b"1", b"")], "an empty bare field at the end"),
    (b'\n\n"1","a"\n\n', [(b"1", b"a")], "empty lines are no rows"),
    (b'\xef\xbb\xbf"1","a"\n', [(b"1", b"a")], "a byte order mark is no part of a field"),
    ('"1","a\u2028b\u0085c"\n'.encode(), [(b"1", "a\u2028b\u0085c".encode())], "rare line ends end no row"),
    (b'"1","a\x00b"\n', [(b"1", b"a\x00b")], "NUL is kept"),
    (b"", [], "nothing"),
    (b"\xef\xbb\xbf", [], "only a byte order mark"),
]


@pytest.mark.parametrize(("data", "fields", "why"), WHOLE, ids=[r[2] for r in WHOLE])
def test_whole_rows(data: bytes, fields: list[tuple[bytes, ...]], why: str) -> None:
    rows = rows_of(data)
    assert [row.fields for row in rows if isinstance(row, Row)] == fields, why
    assert all(isinstance(row, Row) and data[row.offset :].startswith(row.raw) for row in rows)


GOOD = b'"7","1/2/2007 3:04","kept"'
BROKEN = [
    (
        b'"1","1/2/2007 3:04","open\n' + GOOD + b"\n",
        "row-broken",
        "an open quote does not swallow the next row",
    ),
    (b'"1","1/2/2007 3:04","say "hello" twice"\n' + GOOD, "row-broken", "quotes without backslash"),
    (b'"1","1/2/2007 3:04,"x"\n' + GOOD, "row-broken", "a closing quote is missing"),
    (b'"1",1/2/2007 3:04","x"\n' + GOOD, "row-broken", "an opening quote is missing"),
    (b'"1","1/2/2007 3:04","x\\"\n' + GOOD, "row-broken", "the closing quote is escaped"),
    (b'"1","1/2/2007 3:04","open\r' + GOOD, "row-broken", "the same with lone CR"),
]


@pytest.mark.parametrize(("data", "code", "why"), BROKEN, ids=[r[2] for r in BROKEN])
def test_a_broken_row_ends_where_the_next_begins(data: bytes, code: str, why: str) -> None:
    first = b'"0","1/2/2007 3:04","before"\n'
    before, broken, after = rows_of(first + data)
    assert isinstance(before, Row)
    assert broken == BrokenRow(len(first), code), why
    assert isinstance(after, Row)
    assert after.raw == GOOD


def test_a_quote_open_to_the_end_rejects_that_row_only() -> None:
    first = b'"0","1/2/2007 3:04","before"\n'
    rows = rows_of(first + b'"1","1/2/2007 3:04","open to the end\n' + b"words\n" * 1000)
    assert rows[1:] == [BrokenRow(len(first), "quote-unclosed")]


def test_a_field_over_the_limit_is_left_without_being_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FIELD", 100)
    for size, kept in ((99, True), (100, True), (101, False)):
        rows = rows_of(b'"1","1/2/2007 3:04","' + b"x" * size + b'"\n' + GOOD)
        assert isinstance(rows[0], Row) is kept
        if not kept:
            assert rows[0] == BrokenRow(0, "field-over-limit")
        assert isinstance(rows[1], Row)
        assert rows[1].raw == GOOD


def test_an_endless_field_needs_no_endless_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FIELD", 1 << 20)
    longest = 0

    class Endless(BytesIO):
        """A stream of one field, far over the limit; notes how much is asked for."""

        left = 64

        def read(self, size: int | None = -1, /) -> bytes:
            self.left -= 1
            return b'"1","' if self.left == 63 else b"x" * (size or 0) if self.left else b""

    class Watched(Window):
        """Notes the most that was in memory."""

        def reach(self, position: int) -> bool:
            nonlocal longest
            reached = super().reach(position)
            longest = max(longest, len(self.bytes))
            return reached

    monkeypatch.setattr(csv_rows, "Window", Watched)
    assert list(read_rows(Endless())) == [BrokenRow(0, "field-over-limit")]
    assert longest < 4 << 20


@given(st.binary(max_size=400), st.integers(1, 60))
def test_any_bytes_in_any_pieces(data: bytes, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window, "_CHUNK", size)
        in_pieces = rows_of(data)
    assert in_pieces == rows_of(data)
    position = 0
    for row in in_pieces:
        assert row.offset >= position
        if isinstance(row, Row):
            assert data[row.offset : row.offset + len(row.raw)] == row.raw
            position = row.offset + len(row.raw)


_FIELD = st.text(alphabet='ab"\\\n\r,1/ ', max_size=12)
_PIECES = st.lists(
    st.sampled_from(['"', "\\", ",", "\n", "\r\n", '"1","1/2/2007 3:04","', '"\n', "x", '""']), max_size=40
)


@given(_PIECES, st.integers(1, 60))
def test_near_misses_in_any_pieces(pieces: list[str], size: int) -> None:
    data = "".join(pieces).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window, "_CHUNK", size)
        assert rows_of(data) == rows_of(data)


@given(st.lists(st.tuples(_FIELD, _FIELD), min_size=1, max_size=5), st.sampled_from(["\n", "\r\n", "\r"]))
def test_rows_and_line_ends_make_the_file(rows: list[tuple[str, str]], line_end: str) -> None:
    def quoted(field: str) -> str:
        return '"' + field.replace("\\", "\\\\").replace('"', '\\"') + '"'

    data = "".join(",".join(quoted(field) for field in row) + line_end for row in rows).encode()
    found = rows_of(data)
    assert b"".join(row.raw + line_end.encode() for row in found if isinstance(row, Row)) == data
    assert len(found) == len(rows)
