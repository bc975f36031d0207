"""What a struck date-time group means, so that no other field says it in public."""

from collections.abc import Collection, Iterable
from datetime import datetime

from cableroom.telegram.dtg import group_times


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
