"""What a struck date-time group means, so that nothing else says it in public."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from cableroom.telegram.dtg import group_times
from cableroom.telegram.model import Span

# Machines stamp a telegram on its way, within a day of its group: by the day of the year in the route
# (DE RUEHSW #0881/01 3070503), by that of the month behind dashes (---------------045218 030611Z /12).
# Source: ACP 127, "filing time"; telegrams of 1977-2010.
_DAY_OF_YEAR: Final = re.compile(
    r"\bDE [A-Z]{4,8} #?[0-9]{1,6}(?:/[0-9]{1,3})?\s{1,4}([0-9]{3})([0-9]{2})([0-9]{2})Z?(?![0-9])"
)
_DAY_OF_MONTH: Final = re.compile(
    r"-{4}[ ]{0,4}[0-9]{5,7}[ ]{1,4}([0-9]{2})([0-9]{2})([0-9]{2})Z(?:[ ]{0,2}/[0-9]{1,3})?(?![0-9])"
)
_DAY: Final = timedelta(days=1)
_YEARS: Final = range(1900, 2100)
"""Far from both ends of what a ``datetime`` can hold."""


def struck_times(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[datetime]:
    """Return the times of the date-time groups of ``text`` that any of ``spans`` touches."""
    spans = list(spans)
    return frozenset(
        when
        for when, place in group_times(text)
        if any(start < place.end and place.start < end for start, end in spans)
    )


def says_any(stated: datetime | None, times: Collection[datetime]) -> bool:
    """Say whether a stated time gives away one of ``times``: the same minute, or its very hour or day."""
    if stated is None:
        return False
    minute = stated.replace(second=0, microsecond=0)
    # A source that states the hour alone, or the day, is held with its first minute.
    return any(minute in (when, when.replace(minute=0), when.replace(hour=0, minute=0)) for when in times)


def stamps(text: str, times: Collection[datetime]) -> Iterator[Span]:
    """Give the place of each stamp of a machine in ``text`` that is within a day of one of ``times``."""
    for pattern, of_year in ((_DAY_OF_YEAR, True), (_DAY_OF_MONTH, False)):
        for found in pattern.finditer(text):
            stamp = int(found[1]), int(found[2]), int(found[3])
            if any(_is_near(when, *stamp, of_year=of_year) for when in times):
                yield Span(found.start(1), found.end())


def _is_near(when: datetime, day: int, hour: int, minute: int, *, of_year: bool) -> bool:
    when = when.astimezone(UTC)
    if when.year not in _YEARS:
        return False
    for near in (when - _DAY, when, when + _DAY):
        first = datetime(near.year, 1 if of_year else near.month, 1, tzinfo=UTC)
        stamped = first + timedelta(days=day - 1, hours=hour, minutes=minute)
        if abs(stamped - when) < _DAY:
            return True
    return False
