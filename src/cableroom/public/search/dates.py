"""Dates as a query has them: ``2007-11``, ``2007..2009``, ``>2011-08-25`` -> first and last day."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

_PARTS: Final = 3
_YEAR: Final = 4
"""Digits."""
_SIGNS: Final = (">=", "<=", ">", "<")
_TO: Final = ("..", "\N{HORIZONTAL ELLIPSIS}", "\N{EN DASH}")


def read_days(typed: str) -> tuple[str | None, str | None] | None:
    """The first and the last day of a range, ``2007-11-03``; None where ``typed`` is none.

    A year or a month stands for all its days; one end may be open.  A range the wrong way
    round is given as it is written: it holds no day.
    """
    text = typed.strip()
    for sign in _SIGNS:
        if text.startswith(sign):
            return _from_sign(sign, text[len(sign) :])
    for sign in _TO:
        if sign in text:
            first, _, last = text.partition(sign)
            return _from_ends(first.strip(" ."), last.strip(" ."))
    days = _days(text)
    return None if days is None else (days[0].isoformat(), days[1].isoformat())


def _from_sign(sign: str, text: str) -> tuple[str | None, str | None] | None:
    days = _days(text)
    if days is None:
        return None
    first, last = days
    try:
        match sign:
            case ">":
                return (last + timedelta(days=1)).isoformat(), None
            case "<":
                return None, (first - timedelta(days=1)).isoformat()
    except OverflowError:
        return None
    return (first.isoformat(), None) if sign == ">=" else (None, last.isoformat())


def _from_ends(first: str, last: str) -> tuple[str | None, str | None] | None:
    begin, end = _days(first), _days(last)
    # An open end stands as nothing or as a star; anything else is no date.
    if (begin is None and first not in ("", "*")) or (end is None and last not in ("", "*")):
        return None
    if begin is None and end is None:
        return None
    return begin and begin[0].isoformat(), end and end[1].isoformat()


def _days(text: str) -> tuple[date, date] | None:
    """The first and last day of a year, a month or a day that the calendar has."""
    parts = text.strip().split("-")
    if len(parts) > _PARTS or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if len(parts[0]) != _YEAR or max(map(len, parts)) > _YEAR:
        # "07-11" is hardly the year 7.
        return None
    try:
        year, month, day = (*map(int, parts), 0, 0)[:_PARTS]
        if day:
            return date(year, month, day), date(year, month, day)
        if month:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, OverflowError):
        return None
