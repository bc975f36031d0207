"""Date-time groups: ``030503Z NOV 07`` becomes an aware ``datetime``."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from cableroom.telegram.errors import FieldError
from cableroom.telegram.model import Precedence, Span
from cableroom.telegram.reference_id import full_year

# Precedence of action and information, then DDHHMM, zone letter, month, year.
# Source: ACP 121, "date-time group"; table in tests/telegram/test_dtg.py.
_DTG = re.compile(
    r"(?:\b([ZOPR])(?:[ /]{1,3}([ZOPR]))?[ ]{1,4})?"
    r"\b([0-9]{2})([0-9]{2})([0-9]{2})[ ]?([A-IK-Z])[ ]{0,3}([A-Z]{3})[A-Z]{0,6}[ ]{0,3}([0-9]{4}|[0-9]{2})\b"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), start=1
    )
}
PRECEDENCES = {"Z": "FLASH", "O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}
_EAST = "ABCDEFGHIKLM"
_WEST = "NOPQRSTUVWXY"


@dataclass(frozen=True, slots=True)
class DateTimeGroup:
    """A telegram's own time and how urgent it was."""

    sent_at: datetime
    """Aware UTC, minute precision."""
    precedence: Precedence
    span: Span


def find_dtg(text: str, start: int = 0, end: int | None = None) -> DateTimeGroup:
    """Return the first date-time group of ``text`` between ``start`` and ``end``.

    Raises FieldError: no group found ("dtg-missing"), or one that is no real
    date, such as 31 FEB ("dtg-impossible").
    """
    found = _DTG.search(text, start, len(text) if end is None else end)
    if found is None:
        raise FieldError("dtg-missing", Span(start, start))
    action, info, day, hour, minute, zone, month, year = found.groups()
    span = Span(*found.span())
    try:
        local = datetime(
            full_year(year), _MONTHS[month], int(day), int(hour), int(minute), tzinfo=_zone(zone)
        )
        sent_at = local.astimezone(UTC)
    except (KeyError, ValueError, OverflowError) as exc:
        raise FieldError("dtg-impossible", span) from exc
    precedence = Precedence(PRECEDENCES.get(action), PRECEDENCES.get(info))
    return DateTimeGroup(sent_at, precedence, span)


def group_times(text: str) -> Iterator[tuple[datetime, Span]]:
    """Give the time and the place, without precedence, of every date-time group that is a real date."""
    position = 0
    while found := _DTG.search(text, position):
        position = found.end()
        # A group that is no date says nothing.
        with contextlib.suppress(FieldError):
            group = find_dtg(text, found.start(), found.end())
            yield group.sent_at, Span(found.start(3), found.end())


def _zone(letter: str) -> timezone:
    """The zone that a letter names: A to M (without J) lie east of Z, N to Y west."""
    if letter in _EAST:
        return timezone(timedelta(hours=_EAST.index(letter) + 1))
    if letter in _WEST:
        return timezone(timedelta(hours=-_WEST.index(letter) - 1))
    return UTC
