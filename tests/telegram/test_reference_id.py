"""Reference ids in every spelling; one line a shape. Add yours at the end."""

import pytest

from cableroom.telegram.quirks import quirks
from cableroom.telegram.reference_id import (
    REASONS,
    NoReferenceId,
    ReferenceId,
    canonical,
    examine_reference_id,
    parse_reference_id,
    year_of,
)
from growth import check_linear

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
    ("1976BUENO09275", "76BUENOSAIRES9275", "1970s, cut a letter early"),
    ("1973ABIDJA090073", "73ABIDJAN90073", "the record number of a 1973 file"),
    ("1975BRIDGE09123", "75BRIDGETOWN9123", "a station that is a word"),
    ("1975DACCA09292_b", "75DACCA9292", "a catalogue's id; the post keeps the name that it had"),
    ("1976USUNN09275_b", "76USUNNEWYORK9275", "a catalogue's id of a station cut short"),
    ("07STATE952317_a", "07STATE952317", "a catalogue's id"),
    ("/cable/2007/09/07BERN981.html", "07BERN981", "a page's address"),
    ("https://archive.example/cable/2007/09/07BERN981.html#par3", "07BERN981", "with host and anchor"),
    ("https://archive.example/plusd/cables/1975DACCA09292_b.html", "75DACCA9292", "a catalogue's address"),
    ("cables/1973/04/1973LIMA09545.txt", "73LIMA9545", "a file's path"),
    ("200707BERN981", "07BERN981", "the year in both ways"),
    ("O7STATE912", "07STATE912", "O for zero in the year"),
    ("07LAGOSO9512", "07LAGOS9512", "O for zero before the serial"),
    ("07SANTIAG0912", "07SANTIAGO912", "zero for the last O of the post"),
    ("07STATE9O2", "07STATE902", "O for zero in the serial"),
    ("07STATE9I2", "07STATE912", "I for one in the serial"),
    ("07BERN00000981", "07BERN981", "a serial of eight digits, as on section breaks"),
    ("07BERN981A", "07BERN981", "a letter behind"),
    ("07BERN981 NOTAL", "07BERN981", "a word behind"),
    ("08IHARTOUM912", "08KHARTOUM912", "struck over by a faulty line"),
    ("07EFTQRABAT921", "07RABAT921", "the same in a handling mark"),
    ("09GECTION01OF02CAIRO912", "09CAIRO912", "the same in a section number"),
    ("09AMEMBQSSYHANOI9284", "09HANOI9284", "the same in the kind of post"),
    ("09AMCONSULHAMBURG912", "09HAMBURG912", "a consulate as addressed"),
    ("07SIPDISSECTION01OF02BERN912", "07BERN912", "caption and section"),
    ("07UNCLASSIPDISBERN912", "07BERN912", "classification and caption"),
    ("07SECRETSECRETSECRETBERN912", "07BERN912", "again and again"),
    ("REF 07BERN981", "07BERN981", "a label in front"),
    ("SECTION01OF03 08CAIRO912", "08CAIRO912", "a section number before the year"),
    ("QUITO 9525-91", "91QUITO9525", "the year behind"),
    ("PANAMA 00989/08", "08PANAMA989", "the year behind a stroke"),
    ("07\u00a0BERN\u00a0981", "07BERN981", "blanks of a word processor"),
    ("10\u2013OTTAWA\u201390", "10OTTAWA90", "dashes of a word processor"),
    (" 07BERN981 \r\n", "07BERN981", "blanks around it"),
    ("07PARTS912", "07PARTS912", "near to Paris, but not nearer than to PARTO: kept as written"),
    ("07USCINCPAC912", "07CINCPAC912", "a command"),
    ("75SECTO9123", "75SECTO9123", "a series of a travelling delegation"),
]
UNREADABLE = [
    # written, reason, why this line is here
    ("", "post-missing", "nothing"),
    ("07", "post-missing", "a year"),
    ("STATE 900001", "year-missing", "no year, and none supplied"),
    ("07STATE", "serial-missing", "no serial"),
    ("06ANKARA", "serial-missing", "no serial"),
    ("1976USUNN", "serial-missing", "no serial behind a station"),
    ("BERN", "serial-missing", "a post alone"),
    ("99NOWHEREVILLE", "serial-missing", "also of a post that we do not know"),
    ("07BERN02OF05", "serial-missing", "a section's number is none"),
    ("07STATE0", "unreadable", "no telegram has the number 0"),
    ("07STATE12345678", "unreadable", "eight digits"),
    ("07BERN8Q1", "unreadable", "a digit struck over is lost"),
    ("007BERN12", "unreadable", "a year of three digits"),
    ("2107BERN12", "unreadable", "a year to come"),
    ("CON", "unreadable", "a word"),
    ("../../etc/passwd", "unreadable", "a path"),
    ("x" * 999, "unreadable", "too long"),
    ("07ŞTATE1", "foreign-letters", "a letter of another alphabet"),
    ("07ST\u0410TE1", "foreign-letters", "a Cyrillic letter that looks like A"),
    ("０７STATE1", "foreign-letters", "digits of full width"),
    ("1965STATE912", "year-outside", "65 would be 2065"),
    ("73BANGKOK-A50", "airgram", "airgrams have numbers of their own"),
    ("73BANGKOKA50", "airgram", "the same without a hyphen"),
    ("66STATE CA-3400", "airgram", "a circular airgram"),
]


@pytest.mark.parametrize(("written", "expected", "why"), READABLE, ids=[row[2] for row in READABLE])
def test_reads(written: str, expected: str, why: str) -> None:
    assert canonical(written) == expected, why


@pytest.mark.parametrize(("written", "expected", "why"), READABLE, ids=[row[2] for row in READABLE])
def test_a_canonical_id_stays_as_it_is(written: str, expected: str, why: str) -> None:
    del written
    assert canonical(expected) == expected, why


@pytest.mark.parametrize(("written", "reason", "why"), UNREADABLE, ids=[row[2] for row in UNREADABLE])
def test_is_no_id_and_says_why(written: str, reason: str, why: str) -> None:
    assert canonical(written) is None, why
    found = examine_reference_id(written)
    assert isinstance(found, NoReferenceId)
    assert found.reason == reason, why


def test_every_reason_has_a_line() -> None:
    assert {reason for _written, reason, _why in UNREADABLE} == set(REASONS)


def test_what_is_known_of_an_id_without_a_serial() -> None:
    assert examine_reference_id("06ANKARA") == NoReferenceId("serial-missing", 2006)
    assert examine_reference_id("STATE 12", year=2007) == ReferenceId(2007, "STATE", 12)
    assert examine_reference_id("STATE 12", year=1900) == NoReferenceId("year-outside")


def test_every_exception_is_one_and_leads_to_an_id() -> None:
    for written, right in quirks().reference_ids.items():
        assert canonical(written) == right == canonical(right)


@pytest.mark.parametrize(
    "piece", ["SECRET", "SECTION01OF02", "07", "TO", "A", "0", "O", "BERN1", "cable/", "_a", "1-"]
)
def test_time_grows_with_the_length(piece: str) -> None:
    check_linear(lambda size: [canonical((piece * 40)[:200]) for _ in range(size // 16_384)])
    check_linear(lambda size: canonical(piece * (size // len(piece))))


def test_a_year_can_be_supplied() -> None:
    assert canonical("STATE 090071", year=2007) == "07STATE90071"
    assert canonical("BAGHDAD #9565", year=1999) == "99BAGHDAD9565"
    assert canonical("06 BERN 12", year=2007) == "06BERN12", "the written year wins"


def test_parts() -> None:
    assert parse_reference_id("66STATE1") == ReferenceId(1966, "STATE", 1)
    assert year_of("65STATE1") == 2065
    assert year_of(None) is None
