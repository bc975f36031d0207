"""Counts of dates as bars: which unit, from where to where, and that gaps and sums stay true."""

import pytest
from hypothesis import given, strategies

from cableroom.public.search.dates import read_days
from cableroom.public.search.timeline import TO, timeline

UNITS = [
    # counts, unit, first bar, last bar, how many bars, why
    ({"2007-11": 2, "2007-11-03": 1, "2007-11-30": 1}, "day", "2007-11-01", "2007-11-30", 30, "one month"),
    ({"2008-02-29": 1}, "day", "2008-02-01", "2008-02-29", 29, "days alone, of a leap year"),
    ({"2007-11": 2}, "month", "2007-01", "2007-12", 12, "one month whose days are not known"),
    ({"2007-02": 2, "2007-11": 1}, "month", "2007-01", "2007-12", 12, "one year"),
    ({"2005-12": 2, "2007-01": 1}, "month", "2005-01", "2007-12", 36, "three years"),
    ({"2005-12-31": 2, "2007-01-01": 1}, "month", "2005-01", "2007-12", 36, "days alone, of three years"),
    ({"2004-12": 2, "2007-01": 1}, "quarter", "2004-01..2004-03", "2007-10..2007-12", 16, "four years"),
    ({"2000-12": 2, "2007-01": 1}, "quarter", "2000-01..2000-03", "2007-10..2007-12", 32, "eight years"),
    ({"1999-12": 2, "2007-01": 1}, "year", "1999", "2007", 9, "nine years"),
    ({"1966-12": 2, "2010-02": 1}, "year", "1966", "2010", 45, "all years of an archive"),
    ({"1850-12": 2, "2010-02": 1}, "decade", "1850..1859", "2010..2019", 17, "a slip in one year"),
    ({"0207-12": 2, "2010-02": 1}, "century", "0200..0299", "2000..2099", 19, "a worse one"),
    ({"0001-01": 2, "9999-12": 1}, "millennium", "0001..0999", "9000..9999", 10, "all that is a date"),
]


@pytest.mark.parametrize(("counts", "unit", "first", "last", "many", "why"), UNITS, ids=[u[5] for u in UNITS])
def test_units(counts: dict[str, int], unit: str, first: str, last: str, many: int, why: str) -> None:
    found = timeline(counts)
    assert found is not None
    assert (found.unit, found.bars[0].value, found.bars[-1].value) == (unit, first, last), why
    assert len(found.bars) == many


def test_nothing_has_no_timeline() -> None:
    assert timeline({}) is None


def test_a_gap_is_bars_of_nothing() -> None:
    found = timeline({"2006-12": 3, "2007-02": 1})
    assert found is not None
    counts = {bar.value: bar.count for bar in found.bars}
    assert (counts["2006-12"], counts["2007-01"], counts["2007-02"]) == (3, 0, 1)
    assert found.as_dict()["bars"][11:14] == [
        {"value": "2006-12", "count": 3},
        {"value": "2007-01", "count": 0},
        {"value": "2007-02", "count": 1},
    ]


MONTHS = strategies.dates().map(lambda day: day.isoformat()[:7])


@given(strategies.dictionaries(MONTHS, strategies.integers(1, 1000), min_size=1, max_size=30))
def test_no_cable_is_lost_or_counted_twice(counts: dict[str, int]) -> None:
    found = timeline(counts)
    assert found is not None
    assert sum(bar.count for bar in found.bars) == sum(counts.values())
    assert len(found.bars) <= 90


@given(strategies.dictionaries(MONTHS, strategies.integers(1, 1000), min_size=1, max_size=30))
def test_bars_are_dates_of_the_language_one_behind_the_other(counts: dict[str, int]) -> None:
    found = timeline(counts)
    assert found is not None
    days = [read_days(bar.value) for bar in found.bars]
    assert None not in days
    assert days == sorted(days, key=str)
    for bar, (first, last) in zip(found.bars, filter(None, days), strict=True):
        inside = sum(n for month, n in counts.items() if (first or "")[:7] <= month <= (last or "")[:7])
        assert bar.count == inside, bar.value
    assert all(TO in bar.value or len(bar.value) in (4, 7, 10) for bar in found.bars)
