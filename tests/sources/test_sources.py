"""All formats together: real files, hostile files, conservation."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.errors import CableroomError
from cableroom.sources import (
    FORMATS,
    PROBLEMS,
    QUARANTINE,
    REJECTIONS,
    RawRecord,
    read_path,
    read_stream,
    reread,
)

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="the real files lie beside the repository, not in it"
)
# Names with a hyphen that the modules seek in files, and a reason of telegram.reference_id.
NOT_CODES = {"utf-8", "tagged-text", "serial-missing"}
SOURCE = Path(__file__).resolve().parents[2] / "src" / "cableroom" / "sources"


def real(name: str) -> list[RawRecord]:
    records = [record for record in read_path(DATA / name) if isinstance(record, RawRecord)]
    for record in records:
        assert record.raw == (DATA / name).read_bytes()
        assert reread(record.raw, format=record.format)[record.part].text == record.text
    return records


@needs_data
def test_the_page_with_two_cables() -> None:
    first, second = real("07BERN881.html")
    assert first.format == "cablegate_html"
    assert first.stated.reference_id == "07BERN881"
    assert first.stated.created == datetime(2007, 9, 11, 9, 44, tzinfo=UTC)
    assert first.stated.origin == "Embassy Bern"
    assert first.stated.classification == "SECRET"
    assert len(first.stated.coverage) == 1
    assert second.stated.reference_id == "07TBILISI2290"
    assert second.stated.created == datetime(2007, 9, 11, 12, 50, tzinfo=UTC)
    assert second.stated.classification == "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    assert second.stated.coverage == ()
    for record, first_line, last_line in (
        (first, "VZCZCXRO4549", "CARTER"),
        (second, "VZCZCXRO4053", "TEFFT"),
    ):
        lines = record.text.rstrip().split("\n")
        assert (lines[0], lines[-1].strip()) == (first_line, last_line)
        assert "\\" not in record.text
        assert "¶" not in record.text
        assert "<a " not in record.text
    assert "TAGS: MNUC KNNP ETTC IR SZ\n" in first.text
    assert "MNUC" not in second.text


@needs_data
def test_the_ordinary_page() -> None:
    (record,) = real("08TRIPOLI220.html")
    assert record.stated.reference_id == "08TRIPOLI220"
    assert record.stated.created == datetime(2008, 3, 13, 15, tzinfo=UTC)
    assert record.stated.classification == "CONFIDENTIAL"
    assert record.text.startswith("VZCZCXRO4024\nOO RUEHTRO\n")
    assert "\n\nC O N F I D E N T I A L SECTION 01 OF 03 TRIPOLI 000220\n" in record.text
    assert record.problems == ()


@needs_data
def test_the_captured_page() -> None:
    (record,) = real("07STATE152317.page.txt")
    assert record.format == "cablegate_page_text"
    assert record.stated.created == datetime(2007, 11, 3, 5, tzinfo=UTC)  # the page says 05:05
    assert record.stated.origin == "Secretary of State"
    assert record.text.startswith("O 030503Z NOV 07\nFM SECSTATE WASHDC\n")
    assert record.text.endswith("\nRICE")
    assert record.problems == ()


@needs_data
def test_the_statistics_beside_them_are_refused() -> None:
    with pytest.raises(CableroomError) as refused:
        list(read_path(DATA / "corpus-facts.json"))
    assert refused.value.code == "unsupported-type"


def test_every_code_that_is_given_is_explained() -> None:
    """The tables name all codes that the modules give, and no others."""
    table = set(PROBLEMS) | set(REJECTIONS)
    written = set()
    for module in SOURCE.rglob("*.py"):
        if module not in {SOURCE / "base.py", SOURCE / "errors.py"}:
            written |= set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', module.read_text("utf-8")))
    assert written - NOT_CODES == table
    assert set(PROBLEMS) >= QUARANTINE


ROW = b'"1","11/3/2007 5:03","07STATE900001","Embassy Bern","SECRET","","O 030503Z NOV 07","1. x"'


@pytest.mark.parametrize("count", [200])
def test_one_bad_record_in_the_middle_costs_one(count: int) -> None:
    rows = [ROW] * count
    rows[count // 2] = ROW.replace(b'"Embassy Bern"', b'"Embassy Bern')
    found = list(read_stream(BytesIO(b"\r\n".join(rows)), file="x"))
    assert [isinstance(record, RawRecord) for record in found].count(False) == 1
    assert len(found) == count
    assert [record.offset for record in found] == [
        sum(len(row) + 2 for row in rows[:place]) for place in range(count)
    ]


_PIECES = st.lists(
    st.sampled_from(
        [
            ROW,
            b"\n",
            b"\r",
            b'"',
            b"\\",
            b"<title>Cable Viewer</title>",
            b"<table class='cable'><tr><th>Reference ID</th></tr><tr><td>07STATE1</td></tr></table>",
            b"<code><pre>",
            b"</pre></code>",
            b"2007-09-11 12:50:00\t07TBILISI2\tx\ty\tz\tv\t",
            b"&#x000A;",
            b"&#",
            b"Viewing cable 07STATE1, x\nReference ID | Date |\n07STATE1 | 2007-11-03 05:05 |\n",
            b"O 030503Z NOV 07\n",
            b"\xff\x00",
            b"\xef\xbb\xbf",
        ]
    )
    | st.binary(max_size=20),
    max_size=12,
)


@given(_PIECES, st.sampled_from([None, *FORMATS]))
def test_no_input_breaks_a_format(pieces: list[bytes], as_format: str | None) -> None:
    data = b"".join(pieces)
    try:
        found = list(read_stream(BytesIO(data), file="x", as_format=as_format))
    except CableroomError:
        return
    for record in found:
        if isinstance(record, RawRecord):
            assert data[record.offset : record.offset + len(record.raw)] == record.raw
            assert set(record.problems) <= set(PROBLEMS)
            again = [each for each in reread(record.raw, format=record.format) if each.part == record.part]
            assert [each.text for each in again] == [record.text]
        else:
            assert record.code in REJECTIONS
