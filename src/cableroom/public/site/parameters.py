"""Parameters in an address: one rule for each, and a plain sentence where it is broken.

A ``page`` is 1 to 500 in ASCII digits without leading zeros; a ``sort`` is one of SORTS; a date is a
year, month or day that the calendar has, or a range of them.  Each may come once.  Unknown parameters are
ignored.
"""

import re
from datetime import date
from typing import Final, NamedTuple

from django.http import HttpRequest

from cableroom.public.search.base import SORTS
from cableroom.public.search.timeline import TO
from cableroom.public.site.views_errors import MalformedParameter

LAST_PAGE: Final = 500
"""Nobody turns further; a date, an origin or a word narrows better."""
_PAGE: Final = re.compile(r"[1-9][0-9]{0,2}")
_BEHIND: Final = re.compile(r"([1-9][0-9]{0,8})\.([0-9]{1,10})")
_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def page_number(request: HttpRequest) -> int:
    """Return the page asked for, from 1. Raises MalformedParameter."""
    text = single(request, "page")
    if text is None:
        return 1
    if not _PAGE.fullmatch(text) or int(text) > LAST_PAGE:
        raise MalformedParameter(f"A page is a number from 1 to {LAST_PAGE}.")
    return int(text)


class Behind(NamedTuple):
    """The hit behind which a page begins: ``after=42.1234``."""

    generation: int
    """In which it was found."""
    place: int
    """In the order of the sort."""


def behind(request: HttpRequest) -> Behind | None:
    """Return where the page begins, where that has no number. Raises MalformedParameter."""
    text = single(request, "after")
    if text is None:
        return None
    if (found := _BEHIND.fullmatch(text)) is None:
        raise MalformedParameter("What comes after a page is named by the page itself: after=42.1234.")
    return Behind(int(found[1]), int(found[2]))


def sort_order(request: HttpRequest) -> str:
    """Return the order asked for, one of SORTS. Raises MalformedParameter."""
    text = single(request, "sort")
    if text is None:
        return SORTS[0]
    if text not in SORTS:
        raise MalformedParameter(f"The order is one of {', '.join(SORTS)}.")
    return text


def check_date(value: str) -> str:
    """Return ``value`` where it is a year, month or day. Raises MalformedParameter."""
    if (found := _DATE.fullmatch(value)) is None:
        raise MalformedParameter("A date is a year, a month or a day: 2007, 2007-11 or 2007-11-03.")
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise MalformedParameter("The calendar has no such date.") from None
    return value


def check_dates(value: str) -> str:
    """Return ``value`` where it is a date or a range, ``2007..2009-03``, of which one end may be open.

    Raises MalformedParameter.
    """
    first, to, last = value.partition(TO)
    if not to or not first + last:
        return check_date(value)
    for end in (first, last):
        if end:
            check_date(end)
    return value


def wants_raw(request: HttpRequest) -> bool:
    """Whether the telegram is wanted as transmitted: ``?view=raw``. Raises MalformedParameter."""
    text = single(request, "view")
    if text not in (None, "raw"):
        raise MalformedParameter("The only other view of a cable is view=raw.")
    return text == "raw"


def sought(request: HttpRequest) -> str:
    """Return the query whose words are to be marked in a cable, ``?hl=glacier+toll``; "" for none."""
    return next(iter(request.GET.getlist("hl")), "")


def single(request: HttpRequest, name: str) -> str | None:
    """Return what ``name`` is in the address, None where it is not there. Raises MalformedParameter."""
    values = request.GET.getlist(name)
    if len(values) > 1:
        raise MalformedParameter(f"There is more than one {name} in the address.")
    return values[0] if values else None
