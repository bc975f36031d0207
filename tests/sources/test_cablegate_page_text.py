"""Pages captured as text: the table of pipes, and what is below it."""

from datetime import UTC, datetime
from io import BytesIO

import pytest

from cableroom.sources import RawRecord, RejectedRecord, cablegate_page_text, detect, reread

NAVIGATION = "Currently released so far... 3 / 2,000\nBrowse by origin\nEmbassy Nowhere\n"
HEADING = "Viewing cable 07STATE900001, AN INVENTED CALL ON\nUnderstanding cables\n"
TABLE = (
    "Reference ID | Date | Classification | Origin |\n"
    "---|---|---|---|\n"
    "07STATE900001 | 2007-11-03 05:05 | SECRET | Secretary of State |\n"
)
TELEGRAM = (
    "O 030503Z NOV 07\nFM SECSTATE WASHDC\nTO AMEMBASSY BERN IMMEDIATE\nS E C R E T STATE 900001\n"
    "SUBJECT: AN INVENTED CALL ON\nNOBODY\n¶1. (S) See UNSCRs 1718 and\n¶1737.\nRICE"
)
PAGE = (NAVIGATION + HEADING + TABLE + TELEGRAM).encode()


def read(data: bytes) -> list[RawRecord | RejectedRecord]:
    return list(cablegate_page_text.read(BytesIO(data), file="page.txt"))


def record(data: bytes) -> RawRecord:
    (only,) = read(data)
    assert isinstance(only, RawRecord)
    return only


def test_a_page_becomes_a_record() -> None:
    found = record(PAGE)
    assert found.text == TELEGRAM  # the navigation is no cable text, the marks are as received
    assert found.raw == PAGE
    assert found.stated.reference_id == "07STATE900001"
    assert found.stated.created == datetime(2007, 11, 3, 5, tzinfo=UTC)
    assert found.stated.origin == "Secretary of State"
    assert found.stated.classification == "SECRET"
    assert found.problems == ()
    assert detect(PAGE) is cablegate_page_text
    assert reread(PAGE, format=found.format)[0].text == found.text


NAMES = ("Reference ID", "Created", "Released", "Classification", "Origin")
VALUES = ("07STATE900001", "2007-11-03 05:05", "2011-03-14 06:06", "SECRET", "Secretary of State")
COLUMNS = "  ".join(NAMES) + "\n" + "  ".join(VALUES) + "\n"
TABLES = [
    (COLUMNS, "columns"),
    (" ".join(NAMES) + "\n" + " ".join(VALUES) + "\n", "single blanks"),
    ("\t".join(NAMES) + "\n" + " \t".join(VALUES) + "\n", "tabs"),
    ("\n".join(NAMES) + "\n" + "\n".join(VALUES) + "\n", "a line for each cell"),
    ("\n\n".join(NAMES) + "\n\n" + "\n\n".join(VALUES) + "\n\n", "blank lines between the cells"),
    ("│" + "│".join(NAMES) + "│\n├──┼──┤\n│" + " │".join(VALUES) + "│\n", "a drawn frame"),
    ("|" + " |".join(NAMES) + "|\n+--+--+\n|" + " |".join(VALUES) + "|\n", "a frame of signs"),
    (
        " | ".join(NAMES) + "\n---|---\n" + " | ".join(f"[{each}](/x/1_0.html)" for each in VALUES) + "\n",
        "links in the way of Markdown",
    ),
    (
        TABLE.replace("Date", "Created").replace("SECRET |", "SECRET  |"),
        "four columns of the later name",
    ),
]


def indented(text: str, margin: int) -> str:
    return "".join(" " * margin + line for line in text.splitlines(keepends=True))


NUMBERED = (
    f"   [1]Embassy Nowhere\n   Viewing cable 07STATE900001, AN INVENTED CALL ON\n\n   {' '.join(NAMES)}\n   "
    + " ".join(f"[{number}]{value}" for number, value in enumerate(VALUES, 240))
    + "\n\n"
    + TELEGRAM.replace("¶", "[250]¶")
    + "\n\nReferences\n\n   Visible links\n   1. http://cables.example/origin/1_0.html\n"
)
SAME_CABLE = [
    (PAGE.replace(b"\n", b"\r\n"), "CRLF"),
    (PAGE.replace(b"\n", b"\r"), "lone CR"),
    (b"\xef\xbb\xbf" + PAGE, "byte order mark"),
    (PAGE.replace(b"---|---|---|---|\n", b""), "no rule"),
    (
        PAGE.replace(b"| Date |", b"| Created | Released |").replace(
            b"05:05 |", b"05:05 | 2011-03-14 06:06 |"
        ),
        "five columns",
    ),
    *((PAGE.replace(TABLE.encode(), table.encode()), why) for table, why in TABLES),
    (PAGE.replace(TELEGRAM.encode(), b"\n\n" + TELEGRAM.encode()), "blank lines below the table"),
    ((NAVIGATION + HEADING + TABLE + indented(TELEGRAM, 4)).encode(), "a margin"),
    (
        (NAVIGATION + HEADING + indented(COLUMNS, 3) + "\n" + indented(TELEGRAM, 3)).encode(),
        "columns and a margin",
    ),
    (NUMBERED.encode(), "numbered links, as lynx dumps"),
    (PAGE.replace(TABLE.encode(), b"| " + TABLE.replace("\n", "\n| ", 2).encode()), "pipes at both sides"),
]


@pytest.mark.parametrize(("data", "why"), SAME_CABLE, ids=[r[1] for r in SAME_CABLE])
def test_the_same_cable_drawn_otherwise(data: bytes, why: str) -> None:
    found = record(data)
    assert detect(data) is cablegate_page_text, why
    assert found.stated == record(PAGE).stated
    assert found.text.replace("\r\n", "\n").replace("\r", "\n").rstrip() == TELEGRAM
    assert found.raw == data


def test_articles_below_the_table_are_no_text() -> None:
    articles = "Appears in these articles:\nhttp://news.example/a\nhttp://not\n"
    found = record((HEADING + TABLE + articles + TELEGRAM).encode())
    assert found.stated.coverage == ("http://news.example/a",)
    assert found.text == TELEGRAM


REJECTED = [
    (PAGE.replace(b"\n07STATE900001 |", b"\n../../etc/passwd |"), "reference-id-refused", "a path is no id"),
    (NAVIGATION.encode(), "page-without-body", "only navigation"),
    ((HEADING + "Reference ID | Date |\n").encode(), "reference-id-refused", "the table is cut off"),
]


@pytest.mark.parametrize(("data", "code", "why"), REJECTED, ids=[r[2] for r in REJECTED])
def test_rejected(data: bytes, code: str, why: str) -> None:
    assert read(data) == [RejectedRecord(file="page.txt", offset=0, code=code)], why


def test_a_page_without_telegram_is_kept_and_flagged() -> None:
    assert record((HEADING + TABLE).encode()).problems == ("created-minutes-unsure", "text-empty")


def test_other_levels_are_told_from_origins() -> None:
    for level in ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", "SECRET//NOFORN", "LIMITED OFFICIAL USE"):
        for origin in ("Embassy Bern", "Secretary of State", "Mission UNESCO"):
            row = COLUMNS.replace("SECRET", level).replace("Secretary of State", origin)
            stated = record((HEADING + row + TELEGRAM).encode()).stated
            assert (stated.classification, stated.origin) == (level, origin)
