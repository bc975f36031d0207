"""Reference ids in every spelling; one line a shape. Add yours at the end."""

import pytest

from cableroom.telegram.reference_id import ReferenceId, canonical, parse_reference_id, year_of

READABLE = [
    # written, canonical, why this line is here
    ("07STATE900001", "07STATE900001", "canonical"),
    ("07state900001", "07STATE900001", "small letters"),
    ("07 STATE 900001", "07STATE900001", "blanks"),
    ("10-OTTAWA-90", "10OTTAWA90", "hyphens"),
    ("09CAIRO0901", "09CAIRO901", "zeros before the serial"),
    ("2005PANAMA9001", "05PANAMA9001", "year written out"),
    ("1977STATE090176", "77STATE90176", "1970s, six digits"),
    ("1976USUNN09275", "76USUNNEWYORK9275", "1970s, post cut to five letters"),
    ("1978THEHA09049", "78THEHAGUE9049", "1970s, another cut post"),
    ("7575LIBREVILLE9895", "75LIBREVILLE9895", "year twice"),
    ("08SECTION01OF03CAIRO9416", "08CAIRO9416", "section number glued in front"),
    ("09SECTIOQ1OF06HARARE976", "09HARARE976", "section number with a struck letter"),
    ("07EFTORABAT921", "07RABAT921", "handling mark glued in front"),
    ("85NOFORNMOGADISHU9643", "85MOGADISHU9643", "caption glued in front"),
    ("09AMEMBASSYHANOI9284", "09HANOI9284", "the post as addressed"),
    ("06MADRID009583ZFR9585", "06MADRID9583", "operator's note glued behind"),
    ("90STATE955577TOSEC940323", "90STATE955577", "TOSEC number glued behind"),
    (
        "08ACCRA009382SUSPECTEDDUPLICATE9392",
        "08ACCRA9392",
        "notice of the message centre: the last one holds",
    ),
    ("07USUN900", "07USUNNEWYORK900", "alias"),
    ("07TEL AVIV 901", "07TELAVIV901", "post of two words"),
    ("07COTON0U91", "07COTONOU91", "zero for O between letters"),
    ("06ASTANA", "06ASTANA204", "no serial: beyond rules, known from the telegram itself"),
    ("99NOWHEREVILLE12", "99NOWHEREVILLE12", "unknown post, kept as written"),
]
UNREADABLE = [
    "",
    "STATE 900001",
    "07STATE",
    "07STATE0",
    "07",
    "../../etc/passwd",
    "07STATE12345678",
    "07ŞTATE1",
    "x" * 99,
]


@pytest.mark.parametrize(("written", "expected", "why"), READABLE, ids=[row[2] for row in READABLE])
def test_reads(written: str, expected: str, why: str) -> None:
    assert canonical(written) == expected, why


@pytest.mark.parametrize("written", UNREADABLE)
def test_is_no_id(written: str) -> None:
    assert canonical(written) is None


def test_a_year_can_be_supplied() -> None:
    assert canonical("STATE 090071", year=2007) == "07STATE90071"
    assert canonical("BAGHDAD #9565", year=1999) == "99BAGHDAD9565"
    assert canonical("06 BERN 12", year=2007) == "06BERN12", "the written year wins"


def test_parts() -> None:
    assert parse_reference_id("66STATE1") == ReferenceId(1966, "STATE", 1)
    assert year_of("65STATE1") == 2065
    assert year_of(None) is None
