"""Date-time groups: ``030503Z NOV 07`` becomes an aware ``datetime``."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from cableroom.telegram.errors import FieldError
from cableroom.telegram.model import Precedence, Span
from cableroom.telegram.reference_id import full_year
from cableroom.telegram.slips import one_slip

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), start=1
    )
}
_MONTH = "|".join(_MONTHS)
_YEAR = r"[., ]{0,3}([0-9]{4}|[0-9]{2})\b"
# Precedence of action and information, then DDHHMM, zone letter, month, year; a lost zone is Z.
# Source: ACP 121, "date-time group"; table in tests/telegram/test_dtg.py.
_CLOCK = (
    r"(?:\b([ZOPR])\1?(?:[ /]{1,3}([ZOPR])\2?)?[ ]{0,4})?"
    rf"(?<![0-9])([0-9]{{2}})([0-9]{{2}})([0-9]{{2}})[ ]?(?:(?!{_MONTH})([A-IK-Z]))?[ ]{{0,3}}"
)
_DTG = re.compile(rf"{_CLOCK}([A-Z][A-Z0][A-Z])[A-Z]{{0,6}}{_YEAR}", re.IGNORECASE)
# The 1970s left the year out where the day was plain.
_WITHOUT_YEAR = re.compile(rf"{_CLOCK}({_MONTH})[A-Z]{{0,6}}\b(?!{_YEAR})", re.IGNORECASE)
YEARS = range(1966, 2011)
"""Of the set; telegrams of other years exist, and a person should look at them."""
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


def find_dtg(text: str, start: int = 0, end: int | None = None, *, year: int | None = None) -> DateTimeGroup:
    """Return the first date-time group of ``text`` between ``start`` and ``end``.

    year: the telegram's, four digits, for a group that leaves it out.
    Raises FieldError: no group found ("dtg-missing"), one that is no real
    date, such as 31 FEB ("dtg-impossible"), or one whose year nobody knows ("dtg-year-missing").
    """
    stop = len(text) if end is None else end
    found = _DTG.search(text, start, stop)
    written = found[8] if found else None
    if found is None:
        found = _WITHOUT_YEAR.search(text, start, stop)
    if found is None:
        raise FieldError("dtg-missing", Span(start, start))
    action, info, day, hour, minute, zone, month = (found[number] for number in range(1, 8))
    span = Span(*found.span())
    if (known := full_year(written) if written else year) is None:
        raise FieldError("dtg-year-missing", span)
    try:
        local = datetime(
            known, _month(month), int(day), int(hour), int(minute), tzinfo=_zone((zone or "Z").upper())
        )
        sent_at = local.astimezone(UTC)
    except (ValueError, OverflowError) as exc:
        raise FieldError("dtg-impossible", span) from exc
    precedence = Precedence(_precedence(action), _precedence(info))
    return DateTimeGroup(sent_at, precedence, span)


def group_times(text: str) -> Iterator[tuple[datetime, Span]]:
    """Give the time and the place, without precedence, of every date-time group that is a real date.

    One that leaves out its year may be of any year of the set, and is given for each.
    """
    for pattern, years in ((_DTG, (None,)), (_WITHOUT_YEAR, YEARS)):
        for found in pattern.finditer(text):
            for year in years:
                # A group that is no date says nothing.
                with contextlib.suppress(FieldError):
                    group = find_dtg(text, found.start(), found.end(), year=year)
                    yield group.sent_at, Span(found.start(3), found.end())


def _month(written: str) -> int:
    """Its number, with one wrong letter forgiven where only one month is so near.

    Raises ValueError where none is.
    """
    name = written.upper().replace("0", "O")
    near = [name] if name in _MONTHS else [right for right in _MONTHS if one_slip(name, right)]
    if len(near) != 1:
        msg = "no month"
        raise ValueError(msg)
    return _MONTHS[near[0]]


def _precedence(letter: str | None) -> str | None:
    return PRECEDENCES[letter.upper()] if letter else None


def _zone(letter: str) -> timezone:
    """The zone that a letter names: A to M (without J) lie east of Z, N to Y west."""
    if letter in _EAST:
        return timezone(timedelta(hours=_EAST.index(letter) + 1))
    if letter in _WEST:
        return timezone(timedelta(hours=-_WEST.index(letter) - 1))
    return UTC
