"""What sources state: one line per shape, with the reason it is here."""

from datetime import UTC, datetime

import pytest

from cableroom.sources.stated import (
    read_catalogue_date,
    read_classification,
    read_coverage,
    read_created,
    read_origin,
    read_reference_id,
    settle_created,
    why_refused,
)

DATES = [
    ("11/3/2007 5:03", datetime(2007, 11, 3, 5, 3, tzinfo=UTC), "cables.csv, unpadded"),
    ("2/28/2010 23:59", datetime(2010, 2, 28, 23, 59, tzinfo=UTC), "month first"),
    ("2007-11-03 05:03", datetime(2007, 11, 3, 5, 3, tzinfo=UTC), "a page"),
    ("2007-09-11 09:44:00", datetime(2007, 9, 11, 9, 44, tzinfo=UTC), "a database row"),
    (" 2007-11-03 05:03\r\n", datetime(2007, 11, 3, 5, 3, tzinfo=UTC), "blanks around it do not matter"),
    ("12/28/1966 18:48", datetime(1966, 12, 28, 18, 48, tzinfo=UTC), "the oldest"),
    ("30/2/2009 10:00", None, "no month 30"),
    ("2/30/2009 10:00", None, "February has no 30th"),
    ("30/2/2009", None, "no time"),
    ("", None, "empty is not the epoch"),
    ("1/1/0000 0:00", None, "year 0"),
    ("1/1/9999 0:00", None, "a year that no reference id names"),
    ("2009-13-01 10:00", None, "month 13"),
    ("1/2/2009 24:00", None, "hour 24"),
    ("1/2/2009 10:60", None, "minute 60"),
    ("٣/٣/2009 10:00", None, "digits of another script"),
    ("2009-01-02T10:00Z", None, "no stated form"),
]


@pytest.mark.parametrize(("words", "created", "why"), DATES, ids=[r[2] for r in DATES])
def test_dates(words: str, created: datetime | None, why: str) -> None:
    assert read_created(words) == created, why


PAGE_TIMES = [
    # page, first line of the telegram, minute stated, problems, why
    ("2007-11-03 05:05", "O 030503Z NOV 07", 0, (), "the dial's hour stands for the minute"),
    ("2007-09-11 18:06", "R 111856Z SEP 07", 0, (), "afternoon hours go to the twelve-hour dial"),
    ("2007-09-11 00:12", "R 110041Z SEP 07", 0, (), "midnight is twelve on a dial"),
    ("2008-03-13 15:03", "O 131503Z MAR 08", 0, (), "by chance the same minute"),
    ("2006-12-04 05:17", "O 040503Z DEC 06", 17, (), "a minute that is no dial hour is real"),
    ("2007-11-03 05:05", "O 040503Z NOV 07", 0, ("created-minutes-unsure",), "another day settles nothing"),
    ("2007-11-03 05:05", "O 030603Z NOV 07", 0, ("created-minutes-unsure",), "another hour settles nothing"),
    ("2007-11-03 05:05", "O 030573Z NOV 07", 0, ("created-minutes-unsure",), "minute 73 settles nothing"),
    ("2007-11-03 05:05", "no group", 0, ("created-minutes-unsure",), "no group either"),
]


@pytest.mark.parametrize(
    ("words", "text", "minute", "problems", "why"), PAGE_TIMES, ids=[r[4] for r in PAGE_TIMES]
)
def test_page_times(words: str, text: str, minute: int, problems: tuple[str, ...], why: str) -> None:
    created, found = settle_created(words, text)
    assert created is not None
    assert (created.minute, found) == (minute, problems), why


def test_an_unreadable_page_time_is_said() -> None:
    assert settle_created("yesterday", "O 030503Z NOV 07") == (None, ("created-unreadable",))


REFERENCE_IDS = [
    ("07STATE900001", "07STATE900001", "canonical"),
    (" 07state0900001 ", "07STATE900001", "case, padding and blanks do not matter"),
    ("08SECTION01OF03CAIRO1416", "08CAIRO1416", "a malformed id of the set"),
    ("", None, "empty"),
    ("CON", None, "a device name elsewhere"),
    ("../../etc/passwd", None, "a path"),
    ("07STATE/1", None, "a slash"),
    ("<script>", None, "markup"),
    ("07STATE1%00", None, "an escape"),
    ("07STATE1;rm", None, "a command"),
    ("07STATE1\x00", None, "NUL"),
    ("07STАTE1", None, "a Cyrillic letter in place of A"),
    ("07STATE" + "1" * 10_000, None, "10 kB long"),
    ("STATE900001", None, "no year"),
]


@pytest.mark.parametrize(("words", "expected", "why"), REFERENCE_IDS, ids=[r[2] for r in REFERENCE_IDS])
def test_reference_ids(words: str, expected: str | None, why: str) -> None:
    assert read_reference_id(words) == expected, why


def test_an_id_without_a_serial_is_refused_for_that() -> None:
    assert why_refused(" 06ANKARA ") == "reference-id-serial-missing"
    assert why_refused("1976USUNN") == "reference-id-serial-missing"
    for words in ("", "CON", "../../etc/passwd", "STATE900001", "07STATE" + "1" * 10_000):
        assert why_refused(words) == "reference-id-refused"


ADDRESSES = [
    ("http://news.example/swiss", True, "an article"),
    ("https://news.example/a?b=c#d", True, "with query and fragment"),
    ("http://not", False, "junk of the pages: no dot in the host"),
    ("http://WL:", False, "junk of the pages: no port"),
    ("http://This.", False, "a dot at the end is none"),
    ("javascript:alert(1)//a.example", False, "another scheme"),
    ("data:text/html,a.b", False, "another scheme"),
    ("//news.example/a", False, "no scheme"),
    ("http://user:word@news.example/", False, "a login in an address"),
    ("http://news.example/a b", False, "a blank"),
    ("http://news.example/\x1b[2J", False, "a control character"),
    ("http://[::1", False, "a broken host"),
    ("http://news.example:99999/", False, "no such port"),
    ("http://news.example/" + "a" * 2048, False, "longer than 2 KiB"),
]


@pytest.mark.parametrize(("address", "kept", "why"), ADDRESSES, ids=[r[2] for r in ADDRESSES])
def test_coverage(address: str, kept: bool, why: str) -> None:  # noqa: FBT001 - a column of the table
    assert read_coverage([address]) == ((address,) if kept else ()), why


def test_coverage_keeps_order_and_drops_repetition() -> None:
    addresses = ["http://b.example/", "http://a.example/", "http://b.example/"]
    assert read_coverage(addresses) == ("http://b.example/", "http://a.example/")


def test_words_are_tidied() -> None:
    assert read_classification("Secret//Noforn") == "SECRET//NOFORN"
    assert read_classification("  ") is None
    assert read_origin(" Embassy \n Bern ") == "Embassy Bern"
    assert read_origin("") is None


NOON = datetime(1987, 12, 19, 12, 5, tzinfo=UTC)
MIDNIGHT = datetime(1987, 12, 19, tzinfo=UTC)
CATALOGUE_DATES = [
    ("1987 December 19, 12:05 (Saturday)", NOON, (), "a page"),
    ("1987 Dec 19, 12:05", NOON, (), "short"),
    ("Sat, 19 Dec 1987", MIDNIGHT, ("created-day-only",), "a list"),
    ("1987 December 19, 00:00 (Saturday)", MIDNIGHT, ("created-day-only",), "midnight for an unknown time"),
    ("1987 December 19", MIDNIGHT, ("created-day-only",), "no time"),
    (" 1987  December\n19, 12:05 ", NOON, (), "blanks do not matter"),
    ("1987 Decembre 19", MIDNIGHT, ("created-day-only",), "three letters are enough"),
    ("1987 Foo 19", None, ("created-unreadable",), "no month"),
    ("1987 February 30", None, ("created-unreadable",), "no such day"),
    ("1887 December 19", None, ("created-unreadable",), "a year that no reference id names"),
    ("1987 December 19, 25:00", None, ("created-unreadable",), "no such hour"),
    ("", None, ("created-unreadable",), "nothing"),
]


@pytest.mark.parametrize(
    ("words", "created", "problems", "why"), CATALOGUE_DATES, ids=[each[3] for each in CATALOGUE_DATES]
)
def test_dates_of_catalogues(
    words: str, created: datetime | None, problems: tuple[str, ...], why: str
) -> None:
    assert read_catalogue_date(words) == (created, problems), why
