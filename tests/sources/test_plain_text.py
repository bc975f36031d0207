"""Bare telegrams, and the five lines that may stand above one."""

from datetime import UTC, datetime
from io import BytesIO

import pytest

from cableroom.sources import RawRecord, StatedFields, detect, limits, plain_text, reread

TELEGRAM = (
    "O 030503Z NOV 07\nFM SECSTATE WASHDC\n\nS E C R E T STATE 900001\n\nSUBJECT: A CALL\n\n1. (S) Text.\n"
)
FIVE = "07STATE900001\nAn invented call\n2007-11-03 05:05\nSECRET\nSecretary of State\n"


def record(data: bytes) -> RawRecord:
    (only,) = plain_text.read(BytesIO(data), file="a.txt")
    assert isinstance(only, RawRecord)
    return only


def test_a_bare_telegram_states_nothing() -> None:
    found = record(TELEGRAM.encode())
    assert (found.text, found.stated, found.problems) == (TELEGRAM, StatedFields(), ())
    assert reread(found.raw, format=found.format)[0].text == TELEGRAM


@pytest.mark.parametrize("between", ["", "\n", "\r\n"])
def test_five_lines_above_it_state_what_it_is(between: str) -> None:
    found = record((FIVE + between + TELEGRAM).encode())
    assert found.text == TELEGRAM
    assert found.stated.reference_id == "07STATE900001"
    assert found.stated.created == datetime(2007, 11, 3, 5, tzinfo=UTC)
    assert found.stated.classification == "SECRET"
    assert found.stated.origin == "Secretary of State"


def test_a_bad_date_in_the_five_lines_is_said() -> None:
    found = record((FIVE.replace("2007-11-03", "2007-11-31") + TELEGRAM).encode())
    assert (found.stated.created, found.problems) == (None, ("created-unreadable",))


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n"])
def test_blanks_are_no_telegram(data: bytes) -> None:
    assert list(plain_text.read(BytesIO(data), file="a.txt")) == []


RECOGNISED = [
    (TELEGRAM.encode(), "header and body"),
    (TELEGRAM.replace("\n", "\r").encode(), "lone CR"),
    (b"\xef\xbb\xbf" + TELEGRAM.encode(), "byte order mark"),
    (b"\x00\x1b[31m\n" + TELEGRAM.encode(), "controls in front"),
    (FIVE.encode(), "five lines alone"),
    (b"C O N F I D E N T I A L SECTION 01 OF 03 TRIPOLI 000220\n", "body only"),
    (b"UNCLAS BERN 900001\n\ntext", "body only, unclassified"),
    (b"SUBJECT: A CALL\n\n1. (C) Text.", "a fragment with two likely signs"),
]
NOT_RECOGNISED = [
    (b"", "nothing"),
    (b"# Readme\n\nHow to build it.\n", "other writing"),
    (b"SUBJECT: ONE SIGN IS NOT ENOUGH\n", "one likely sign"),
    (b'{"SUBJECT": 1}\nTAGS: x\nSUBJECT: y\n', "JSON"),
    (b"<p>\nTAGS: x\nSUBJECT: y\n", "markup"),
    (b"From: a@b.example\nTO ALL\nSUBJECT: x\n", "mail"),
    (b"\x1f\x8b\x08\x00", "gzip"),
    (b"PK\x03\x04", "zip"),
    (bytes(range(256)) * 16, "all bytes"),
]


@pytest.mark.parametrize(("head", "why"), RECOGNISED, ids=[r[1] for r in RECOGNISED])
def test_recognised(head: bytes, why: str) -> None:
    assert detect(head) is plain_text, why


@pytest.mark.parametrize(("head", "why"), NOT_RECOGNISED, ids=[r[1] for r in NOT_RECOGNISED])
def test_not_recognised(head: bytes, why: str) -> None:
    assert detect(head) is None, why


def test_line_and_page_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for size, problems in ((limits.LINE - 1, ()), (limits.LINE, ()), (limits.LINE + 1, ("line-long",))):
        assert record(b"UNCLAS BERN 1\n\nSUBJECT: A CALL\n\n" + b"x" * size + b"\ny").problems == problems
    for size, kept in ((-1, True), (0, True), (1, False)):
        monkeypatch.setattr(limits, "PAGE", 1000)
        (found,) = plain_text.read(BytesIO(b"x" * (1000 + size)), file="a.txt")
        assert isinstance(found, RawRecord) is kept


@pytest.mark.parametrize(("letter", "width"), [("x", 1), ("é", 2), ("€", 3)])
def test_cable_limit_counts_bytes(letter: str, width: int) -> None:
    whole = limits.CABLE // width - 1
    text = (letter * whole).encode()
    text += b"x" * (limits.CABLE - 1 - len(text))
    for more, kept in ((b"", True), (b"x", True), (b"xx", False)):
        (found,) = plain_text.read(BytesIO(text + more), file="a.txt")
        assert isinstance(found, RawRecord) is kept
