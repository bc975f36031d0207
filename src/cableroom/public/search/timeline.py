"""Counts of dates -> the bars of a timeline: by day, month, quarter or year, as the results are spread.

A bar's value is what a filter takes, ``2007``, ``2007-11`` or ``2007-10..2007-12``.  What lies between two
cables and has none is a bar of nothing, so that a gap is seen as one.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

_YEAR, _MONTH, _DAY = 4, 7, 10
"""Lengths of ``2007``, ``2007-11`` and ``2007-11-03``."""
_MONTHS_UP_TO: Final = 3
"""Years whose months are shown apart."""
_QUARTERS_UP_TO: Final = 8
_MOST_BARS: Final = 80
"""Of years; where there would be more, ten are taken together, or a hundred, or a thousand."""
_UNITS: Final = ((1, "year"), (10, "decade"), (100, "century"), (1000, "millennium"))
_QUARTER: Final = 3
"""Months."""
TO: Final = ".."
"""Between the first and the last date of a range, in the language and in addresses."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of a timeline."""

    value: str
    """``2007``, ``2007-11``, ``2007-11-03``, or a range of them, ``2007-10..2007-12``."""
    count: int
    """Of the results."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The results by date."""

    unit: str
    """``day``, ``month``, ``quarter``, ``year``; for ages ``decade``, ``century``, ``millennium``."""
    bars: tuple[Bar, ...]
    """From the first to the last, without a gap; whole years of months, whole months of days."""

    def as_dict(self) -> dict[str, Any]:
        """The object in the JSON form."""
        return {"unit": self.unit, "bars": [{"value": bar.value, "count": bar.count} for bar in self.bars]}


def timeline(counts: Mapping[str, int]) -> Timeline | None:
    """Return the bars for ``counts``; None where there is no date.

    counts: months and how many cables have them, and days where all are of one month; or days alone.
        A cable is in one month and one day.
    """
    days = {value: count for value, count in counts.items() if len(value) == _DAY}
    months = {value: count for value, count in counts.items() if len(value) == _MONTH}
    months = months or _added(days, _MONTH)
    if not months:
        return None
    years = int(min(months)[:_YEAR]), int(max(months)[:_YEAR])
    span = years[1] - years[0] + 1
    if len(months) == 1 and days:
        return _bars("day", _days_of(min(months)), days)
    if span <= _MONTHS_UP_TO:
        return _bars("month", _months_of(*years), months)
    if span <= _QUARTERS_UP_TO:
        return _by_quarters(years, months)
    return _by_years(years, _added(months, _YEAR))


def _by_quarters(years: tuple[int, int], months: Mapping[str, int]) -> Timeline:
    every = list(_months_of(*years))
    quarters = [every[start : start + _QUARTER] for start in range(0, len(every), _QUARTER)]
    bars = (Bar(f"{some[0]}{TO}{some[-1]}", sum(months.get(one, 0) for one in some)) for some in quarters)
    return Timeline("quarter", tuple(bars))


def _by_years(years: tuple[int, int], counts: Mapping[str, int]) -> Timeline:
    step, unit = next((s, unit) for s, unit in _UNITS if years[1] // s - years[0] // s < _MOST_BARS)
    if step == 1:
        return _bars(unit, (f"{year:04}" for year in range(years[0], years[1] + 1)), counts)
    sums: Counter[int] = Counter()
    for year, count in counts.items():
        sums[int(year) // step] += count
    ages = range(years[0] // step, years[1] // step + 1)
    # The calendar has no year 0.
    ends = [(max(age * step, 1), (age + 1) * step - 1) for age in ages]
    bars = (Bar(f"{first:04}{TO}{last:04}", sums[age]) for age, (first, last) in zip(ages, ends, strict=True))
    return Timeline(unit, tuple(bars))


def _bars(unit: str, values: Iterator[str], counts: Mapping[str, int]) -> Timeline:
    return Timeline(unit, tuple(Bar(value, counts.get(value, 0)) for value in values))


def _months_of(first: int, last: int) -> Iterator[str]:
    return (f"{year:04}-{month:02}" for year in range(first, last + 1) for month in range(1, 13))


def _days_of(month: str) -> Iterator[str]:
    _weekday, length = monthrange(int(month[:_YEAR]), int(month[_YEAR + 1 :]))
    return (f"{month}-{day:02}" for day in range(1, length + 1))


def _added(counts: Mapping[str, int], length: int) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for value, count in counts.items():
        sums[value[:length]] += count
    return dict(sums)
