"""The decode ladder: one line per kind of byte that real files hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.sources.decoding import decode, decode_file, is_binary, undouble
from growth import check_linear

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
    ("Zürich ".encode() + b"\x93x\x94", "Zürich “x”", "mixed", ("encoding-mixed",), "both, in one line"),
    ("é".encode() + b"\x92", "é’", "mixed", ("encoding-mixed",), "both, side by side"),
    (b"Z\xfcrich\n" + "Москва".encode(), "Zürich\nМосква", "mixed", ("encoding-mixed",), "by line"),
    (b"CAF\xc9\x92S \x93x\x94", "CAFÉ’S “x”", "cp1252", ("encoding-guessed",), "UTF-8 by chance only"),
    (
        "é".encode() + b"\x81",
        "é\x81",
        "mixed",
        ("encoding-mixed", "encoding-undefined"),
        "a hole beside UTF-8",
    ),
    ("č".encode() + b"\xff", "čÿ", "mixed", ("encoding-mixed",), "its second byte is a hole elsewhere"),
    (
        "\ufffd".encode() + b"\x93",
        "\ufffd“",
        "mixed",
        ("encoding-mixed", "replacement-character"),
        "lost, mixed",
    ),
    ("donâ€™t".encode(), "don’t", "utf-8-doubled", ("encoding-doubled",), "UTF-8 twice"),
    ("â€œxâ€\x9d".encode(), "“x”", "utf-8-doubled", ("encoding-doubled",), "with a hole of Windows-1252"),
    ("donâ\x80\x99t".encode(), "don’t", "utf-8-doubled", ("encoding-doubled",), "taken for Latin-1"),
    ("Ã©tÃ© Â£5".encode(), "été £5", "utf-8-doubled", ("encoding-doubled",), "letters and signs"),
    ("“IRMÃ”, Â°C, â la".encode(), "“IRMÃ”, Â°C, â la", "utf-8", (), "nothing that must be doubled"),
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


MARKED = [
    (b"\xff\xfeZ\0\xfc\0\n\0", "Zü\n", "utf-16-le", (), "Windows' own"),
    (b"\xfe\xff\0Z\0\xfc", "Zü", "utf-16-be", (), "the other way round"),
    (b"\xff\xfeZ\0\xfc", "Zü", "utf-16-le", ("encoding-undefined",), "half a character at the end"),
    (b"\xff\xfe\x00\xd8", "\ud800", "utf-16-le", (), "half a pair, which the gate refuses"),
]


@pytest.mark.parametrize(("raw", "text", "encoding", "problems", "why"), MARKED, ids=[r[4] for r in MARKED])
def test_utf_16_has_a_mark(raw: bytes, text: str, encoding: str, problems: tuple[str, ...], why: str) -> None:
    decoded = decode_file(raw)
    assert (decoded.text, decoded.encoding, decoded.problems) == (text, encoding, problems), why


BINARY = [
    (b"", False, "nothing"),
    (b"\0 in a text of some length", False, "one NUL in a text"),
    (b"x" * 15 + b"\0", False, "one in sixteen"),
    (b"x" * 14 + b"\0", True, "one in fifteen"),
    ("SUBJECT: X".encode("utf-16-le"), True, "UTF-16 without its mark"),
    ("SUBJECT: X".encode("utf-16"), False, "and with it"),
]


@pytest.mark.parametrize(("head", "expected", "why"), BINARY, ids=[r[2] for r in BINARY])
def test_binary(head: bytes, expected: bool, why: str) -> None:  # noqa: FBT001 - a column
    assert is_binary(head) is expected, why


@given(st.binary() | st.lists(st.sampled_from(["é", "’", "x", "Ж"])).map("".join).map(str.encode))
def test_every_byte_is_accounted_for(raw: bytes) -> None:
    decoded = decode(raw)
    if decoded.encoding == "utf-8":
        assert decoded.text.encode() == raw
    elif decoded.encoding == "cp1252":
        assert len(decoded.text) == len(raw)
        assert "\ufffd" not in decoded.text
    elif decoded.encoding == "mixed":
        assert read_again(decoded.text, raw)
    else:
        assert (decoded.encoding, undouble(raw.decode())) == ("utf-8-doubled", decoded.text)


def read_again(text: str, raw: bytes) -> bool:
    """Say whether each character stands for its bytes, in one encoding or the other."""
    for letter in text:
        encoded = letter.encode()
        if not raw.startswith(encoded):
            encoded = letter.encode("latin-1" if letter <= "\xff" else "cp1252")
        if not raw.startswith(encoded):
            return False
        raw = raw[len(encoded) :]
    return not raw


@pytest.mark.parametrize(
    "piece", ["é".encode() + b"\xff", b"\xff", b"\xc9\x92", "â€™".encode(), "Ã".encode()]
)
def test_time_grows_with_the_bytes(piece: bytes) -> None:
    check_linear(lambda size: decode(piece * (size // len(piece)) + b"\xff"))
    check_linear(lambda size: decode(piece * (size // len(piece))))
