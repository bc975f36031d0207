"""The decode ladder: one line per kind of byte that real files hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.sources.decoding import decode, decode_file

LADDER = [
    # bytes, text, encoding, problems, why this line is here
    (b"plain", "plain", "utf-8", (), "ASCII is UTF-8"),
    ("Zürich".encode(), "Zürich", "utf-8", (), "UTF-8 stays UTF-8"),
    (b"\x93quoted\x94", "“quoted”", "cp1252", ("encoding-guessed",), "Windows quotes"),
    (b"Z\xfcrich", "Zürich", "cp1252", ("encoding-guessed",), "Latin-1 letters"),
    (b"\xff", "ÿ", "cp1252", ("encoding-guessed",), "never part of UTF-8"),
    (b"\xc0\xaf", "À¯", "cp1252", ("encoding-guessed",), "an overlong slash is no slash"),
    (b"\xed\xa0\x80", "í\xa0€", "cp1252", ("encoding-guessed",), "a surrogate is no UTF-8"),
    (
        b"a\x81b\x9d",
        "a\x81b\x9d",
        "cp1252",
        ("encoding-guessed", "encoding-undefined"),
        "the holes of Windows-1252 become controls and are flagged",
    ),
    (b"a\x00\x1b[31m\x08", "a\x00\x1b[31m\x08", "utf-8", (), "NUL, escape and backspace are kept"),
    ("a\u2028b\u0085c".encode(), "a\u2028b\u0085c", "utf-8", (), "rare line ends are kept"),
    (b"a\r\nb\rc\n", "a\r\nb\rc\n", "utf-8", (), "line ends are kept as received"),
    ("lost \ufffd".encode(), "lost \ufffd", "utf-8", ("replacement-character",), "lost before us: flagged"),
]


@pytest.mark.parametrize(("raw", "text", "encoding", "problems", "why"), LADDER, ids=[r[4] for r in LADDER])
def test_ladder(raw: bytes, text: str, encoding: str, problems: tuple[str, ...], why: str) -> None:
    decoded = decode(raw)
    assert (decoded.text, decoded.encoding, decoded.problems) == (text, encoding, problems), why


def test_only_a_files_own_mark_is_dropped() -> None:
    marked = b"\xef\xbb\xbf\xef\xbb\xbfx"
    assert decode_file(marked).text == "\ufeffx"
    assert decode(marked).text == "\ufeff\ufeffx"


@given(st.binary())
def test_every_byte_is_accounted_for(raw: bytes) -> None:
    decoded = decode(raw)
    if decoded.encoding == "utf-8":
        assert decoded.text.encode() == raw
    else:
        assert len(decoded.text) == len(raw)
        assert "\ufffd" not in decoded.text
