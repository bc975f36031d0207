"""Date-time groups, one line per shape ever seen. Add yours at the end."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.telegram import parse
from cableroom.telegram.dtg import find_dtg, group_times
from cableroom.telegram.errors import FieldError
from cableroom.telegram.model import Precedence

SEP_07 = datetime(2007, 9, 11, 9, 44, tzinfo=UTC)
READABLE = [
    # text, UTC time, why this line is here
    ("O 030503Z NOV 07", datetime(2007, 11, 3, 5, 3, tzinfo=UTC), "the usual shape"),
    ("R 311530Z DEC 66", datetime(1966, 12, 31, 15, 30, tzinfo=UTC), "1966 is 19xx"),
    ("P 010030B JAN 09", datetime(2008, 12, 31, 22, 30, tzinfo=UTC), "zone B crosses a year"),
    ("P 010030R JAN 09", datetime(2009, 1, 1, 5, 30, tzinfo=UTC), "zone R is five hours west"),
    ("P 010030Z JANUARY 2009", datetime(2009, 1, 1, 0, 30, tzinfo=UTC), "month and year written out"),
    ("P 010030ZJAN09", datetime(2009, 1, 1, 0, 30, tzinfo=UTC), "run together"),
    ("010030Z JAN 09", datetime(2009, 1, 1, 0, 30, tzinfo=UTC), "no precedence"),
    ("O 110944ZSEP 07", SEP_07, "a blank lost before the month"),
    ("O 110944Z SEP07", SEP_07, "a blank lost before the year"),
    ("O 110944 Z SEP 07", SEP_07, "a blank before the zone"),
    ("O 110944Z  SEP  07", SEP_07, "two blanks"),
    ("O110944Z SEP 07", SEP_07, "a blank lost behind the precedence"),
    ("OO 110944Z SEP 07", SEP_07, "precedence doubled, as on the routing line"),
    ("O P 110944Z SEP 07", SEP_07, "two precedences"),
    ("O/P 110944Z SEP 07", SEP_07, "two precedences with a stroke"),
    ("OO PP 110944Z SEP 07", SEP_07, "two precedences, doubled"),
    ("O    110944Z SEP 07", SEP_07, "four blanks"),
    ("o 110944z sep 07", SEP_07, "small letters"),
    ("O 110944Z Sep 2007", SEP_07, "title case, four digits of the year"),
    ("O 110944Z SEPT 07", SEP_07, "month in four letters"),
    ("O 110944Z SEP. 07", SEP_07, "a stop behind the month"),
    ("O 110944Z SEP, 07", SEP_07, "a comma behind the month"),
    ("O 110944Z SEPTEMBER 2007", SEP_07, "month in full"),
    ("O 110944Z SPE 07", SEP_07, "letters of the month changed round"),
    ("O 110944Z SEQ 07", SEP_07, "a letter of the month changed on the way"),
    ("O 110944 SEP 07", SEP_07, "the zone lost"),
    ("O 110944SEP07", SEP_07, "the zone and all blanks lost"),
    ("O 111044A SEP 07", SEP_07, "zone A, an hour east"),
    ("O 110944Z N0V 07", datetime(2007, 11, 11, 9, 44, tzinfo=UTC), "a zero in the month"),
    ("R 251430Z APR 73", datetime(1973, 4, 25, 14, 30, tzinfo=UTC), "1970s"),
    ("R 010000Z JAN 66", datetime(1966, 1, 1, tzinfo=UTC), "66 is the first of 19xx"),
    ("R 010000Z JAN 65", datetime(2065, 1, 1, tzinfo=UTC), "65 is the last of 20xx"),
    ("R 312359Z DEC 99", datetime(1999, 12, 31, 23, 59, tzinfo=UTC), "the last minute of a century"),
    ("R 290000Z FEB 00", datetime(2000, 2, 29, tzinfo=UTC), "a leap day"),
    ("R 010000Y JAN 09", datetime(2009, 1, 1, 12, tzinfo=UTC), "zone Y, twelve hours west"),
    ("R 011200M JAN 09", datetime(2009, 1, 1, tzinfo=UTC), "zone M, twelve hours east"),
]
YEARLESS = [
    ("R 251430Z APR", datetime(1973, 4, 25, 14, 30, tzinfo=UTC), "the usual shape without its year"),
    ("251430Z APR", datetime(1973, 4, 25, 14, 30, tzinfo=UTC), "nor a precedence"),
    ("r 251430z apr", datetime(1973, 4, 25, 14, 30, tzinfo=UTC), "in small letters"),
    ("P R 251430 APRIL", datetime(1973, 4, 25, 14, 30, tzinfo=UTC), "nor a zone, month in full"),
]
UNREADABLE = [
    ("FM SECSTATE WASHDC", "dtg-missing"),
    ("R 311200Z FEB 08", "dtg-impossible"),
    ("R 311200Z FOO 08", "dtg-impossible"),
    ("R 010030J JAN 09", "dtg-missing"),  # J (local time) names no instant
    ("R 012360Z JAN 09", "dtg-impossible"),  # a minute too many
    ("R 012460Z JAN 09", "dtg-impossible"),  # an hour too many
    ("R 000000Z JAN 09", "dtg-impossible"),  # day nought
    ("R 290000Z FEB 07", "dtg-impossible"),  # no leap year
    ("R 010000Z JUM 07", "dtg-impossible"),  # June or July?
    ("R 010000Z JAN 0000", "dtg-impossible"),  # year nought
    ("R 251430Z APR", "dtg-year-missing"),
    ("R 251430Z", "dtg-missing"),  # no month
    ("R 01003Z JAN 09", "dtg-missing"),  # a digit too few
    ("R 1010030Z JAN 09", "dtg-missing"),  # a digit too many
    ("", "dtg-missing"),
]


@pytest.mark.parametrize(("text", "expected", "why"), READABLE, ids=[row[2] for row in READABLE])
def test_reads(text: str, expected: datetime, why: str) -> None:
    group = find_dtg(text)
    assert group.sent_at == expected, why
    assert (group.span.start, group.span.end) == (0, len(text))


@pytest.mark.parametrize(("text", "code"), UNREADABLE)
def test_refuses_and_says_where(text: str, code: str) -> None:
    with pytest.raises(FieldError) as caught:
        find_dtg(text)
    assert caught.value.code == code
    assert not text or text not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Z 010030Z JAN 09", Precedence("FLASH", None)),
        ("P R 010030Z JAN 09", Precedence("PRIORITY", "ROUTINE")),
        ("010030Z JAN 09", Precedence(None, None)),
    ],
)
def test_precedence_of_action_and_information(text: str, expected: Precedence) -> None:
    assert find_dtg(text).precedence == expected


@pytest.mark.parametrize(("text", "expected", "why"), YEARLESS, ids=[row[2] for row in YEARLESS])
def test_a_group_without_its_year_has_that_of_the_source(text: str, expected: datetime, why: str) -> None:
    assert find_dtg(text, year=1973).sent_at == expected, why
    header = f"{text}\nFM AMEMBASSY BERN\nTO SECSTATE WASHDC"
    assert parse(header, reference_id="73BERN1").sent_at == expected
    assert parse(header, sent_at=expected).sent_at == expected
    assert "dtg-year-missing" in {problem.code for problem in parse(header).problems}


def test_a_group_without_its_year_may_be_of_any_year() -> None:
    times = {when for when, _place in group_times("R 251430Z APR")}
    assert {when.year for when in times} == set(range(1966, 2011))


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        ("66", []),
        ("10", []),
        ("2010", []),
        ("11", ["dtg-year-unlikely"]),
        ("65", ["dtg-year-unlikely"]),
        ("1965", ["dtg-year-unlikely"]),
    ],
)
def test_a_year_outside_the_set_is_a_problem(year: str, expected: list[str]) -> None:
    text = f"R 251430Z APR {year}\nFM AMEMBASSY BERN\nTO SECSTATE WASHDC\nUNCLAS BERN 000001\nSUBJECT: A"
    telegram = parse(text)
    assert telegram.sent_at is not None, "it is read all the same"
    assert [problem.code for problem in telegram.problems] == expected
    for problem in telegram.problems:
        assert text[problem.start : problem.end] == f"R 251430Z APR {year}"


@given(st.datetimes(datetime(1966, 1, 1), datetime(2010, 12, 31)), st.sampled_from(["", " "]), st.booleans())  # noqa: DTZ001 - made aware below
def test_any_minute_of_the_set_comes_back(when: datetime, blank: str, small: bool) -> None:  # noqa: FBT001
    sent = when.replace(second=0, microsecond=0, tzinfo=UTC)
    text = f"P {sent:%d%H%M}Z{blank}{sent:%b}{blank}{sent:%y}"
    assert find_dtg(text.lower() if small else text.upper()).sent_at == sent
