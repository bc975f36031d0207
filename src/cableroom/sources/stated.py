"""What a source states about a cable, from its words to checked values.

Each reader takes words as they stand in a column or a page's top box, and
gives a value or None.  None is never a guess: no date is better than a wrong one.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from cableroom.sources import limits
from cableroom.telegram.posts import POSTS
from cableroom.telegram.reference_id import (
    NoReferenceId,
    canonical,
    examine_reference_id,
    parse_reference_id,
)

# The years that a reference id's two digits can mean (66..99 and 00..65).
OLDEST_YEAR: Final = 1966
YEARS: Final = range(OLDEST_YEAR, OLDEST_YEAR + 100)
_REFERENCE_ID_WORDS: Final = re.compile(r"[A-Za-z0-9 .'-]+")
_REFERENCE_ID: Final = re.compile(r"[0-9]{2}[A-Z]{1,40}[0-9]{1,7}")
# cables.csv: month/day/year hour:minute, unpadded.  Pages and database rows: ISO, with or without seconds.
_CREATED_COLUMN: Final = re.compile(
    r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4}) (?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
)
_CREATED_ISO: Final = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r" (?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
)
# A catalogue: 1987 December 19, 20:12 (Saturday); its lists: Sat, 19 Dec 1987.
_CATALOGUE_DATE: Final = re.compile(
    r"(?P<year>[0-9]{4}) (?P<month>[A-Za-z]{3})[a-z]{0,6} (?P<day>[0-9]{1,2})"
    r"(?:, (?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::[0-9]{2})?)?(?: \([A-Za-z]{6,9}\))?"
)
_LIST_DATE: Final = re.compile(
    r"(?:[A-Za-z]{3}, )?(?P<day>[0-9]{1,2}) (?P<month>[A-Za-z]{3})[a-z]{0,6} (?P<year>[0-9]{4})"
    r"(?:,? (?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2}))?"
)
_LEVEL_COMMA: Final = re.compile(r"(?<=ED|AL|ET)[ ]?,[ ]?(?=[A-Z])")
_GROUP: Final = re.compile(r"\b([0-9]{2})([0-9]{2})([0-9]{2})Z ([A-Z]{3}) ([0-9]{2})\b")
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_GROUP_WITHIN: Final = 16_384
"""The group stands in the first lines; so many code points are searched for it."""
_HOURS_ON_A_DIAL: Final = 12
_MINUTES: Final = range(60)


def read_reference_id(words: str) -> str | None:
    """Return the canonical id (``07STATE152317``), or None for what cannot be one.

    Blanks around it, case and padding do not matter.  Anything but ASCII
    letters, digits, blanks and ``.'-`` is refused before it is looked at, so
    that a look-alike letter or a path never reaches the rest of the system.
    """
    words = words.strip(" \t\r\n")
    if len(words) > limits.REFERENCE_ID or not _REFERENCE_ID_WORDS.fullmatch(words):
        return None
    found = canonical(words)
    return found if found is not None and _REFERENCE_ID.fullmatch(found) else None


def why_refused(words: str) -> str:
    """Return the rejection's code for words of which ``read_reference_id`` made nothing."""
    found = examine_reference_id(words.strip(" \t\r\n"))
    serial_missing = isinstance(found, NoReferenceId) and found.reason == "serial-missing"
    return "reference-id-serial-missing" if serial_missing else "reference-id-refused"


def read_created(words: str) -> datetime | None:
    """Return the time as aware UTC at minute precision, or None.

    Two stated forms only: ``11/3/2007 5:03`` and ``2007-11-03 05:03[:00]``.
    A date that no calendar has, or of a year no reference id can name, is None.
    """
    words = words.strip(" \t\r\n")
    found = _CREATED_COLUMN.fullmatch(words) or _CREATED_ISO.fullmatch(words)
    if found is None or int(found["year"]) not in YEARS:
        return None
    return _on_calendar(*(int(found[part]) for part in ("year", "month", "day", "hour", "minute")))


def read_catalogue_date(words: str) -> tuple[datetime | None, tuple[str, ...]]:
    """Return the time that a catalogue states, and the problem where it is unreadable or a day alone.

    Forms: ``1987 December 19, 20:12 (Saturday)``, ``Sat, 19 Dec 1987``.  A catalogue that knows the day
    alone states midnight, or no time; midnight is returned for both.
    """
    words = " ".join(words.split())
    found = _CATALOGUE_DATE.fullmatch(words) or _LIST_DATE.fullmatch(words)
    month = found["month"].upper() if found else ""
    if found is None or month not in _MONTHS or int(found["year"]) not in YEARS:
        return None, ("created-unreadable",)
    hour, minute = int(found["hour"] or 0), int(found["minute"] or 0)
    created = _on_calendar(int(found["year"]), _MONTHS.index(month) + 1, int(found["day"]), hour, minute)
    if created is None:
        return None, ("created-unreadable",)
    return created, () if hour or minute else ("created-day-only",)


def _on_calendar(year: int, month: int, day: int, hour: int, minute: int) -> datetime | None:
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None


def settle_created(words: str, text: str) -> tuple[datetime | None, tuple[str, ...]]:
    """Return the time a page states, and the problem where it is unsure or unreadable.

    words: the page's date; text: its telegram, which only shows whether it can settle the minutes.
    Most Cablegate pages print the hour of a twelve-hour dial where the minute
    belongs (05:05, 18:06): they state the hour alone, and its first minute is
    returned.  The true minutes are the telegram's, to be read from what is
    public of it, so that a struck date-time group does not come out here.
    Source: six saved pages whose date-time group is known.
    """
    created = read_created(words)
    if created is None:
        return None, ("created-unreadable",)
    if created.minute != (created.hour % _HOURS_ON_A_DIAL or _HOURS_ON_A_DIAL):
        return created, ()
    stated = (created.day, created.hour, _MONTHS[created.month - 1], created.year % 100)
    for found in _GROUP.finditer(text, 0, _GROUP_WITHIN):
        day, hour, minute, month, year = found.groups()
        if (int(day), int(hour), month, int(year)) == stated and int(minute) in _MINUTES:
            return created.replace(minute=0), ()
    return created.replace(minute=0), ("created-minutes-unsure",)


def read_origin(words: str) -> str | None:
    """Return the origin as written (``Embassy Bern``), blanks made single; None if empty."""
    return " ".join(words.split()) or None


def read_place(words: str, *, reference_id: str) -> str | None:
    """Return the origin that a catalogue writes as country and city (``China Shanghai``); None if empty.

    Where the city is that of the post in ``reference_id``, the post's own name is returned
    (``Consulate Shanghai``), as other sources write it; else the words as they are.
    """
    parts = parse_reference_id(reference_id)
    post = POSTS.get(parts.post) if parts else None
    if post is None:
        return read_origin(words)
    # A catalogue writes the city's name of today.
    later = POSTS.get(post.successor or "")
    cities = (post.city, later.city if later else None)
    if any(city and f" {words}".casefold().endswith(f" {city}".casefold()) for city in cities):
        return post.name
    return read_origin(words)


def read_classification(words: str) -> str | None:
    """Return the classification in upper case (``SECRET//NOFORN``); None if empty.

    A catalogue parts the level from the marking by a comma.
    """
    return " ".join(_LEVEL_COMMA.sub("//", words.upper(), count=1).split()) or None


def read_coverage(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses of articles that can be followed, in order, each once.

    Pages hold junk among them (``http://not``, ``http://WL:``), so a host needs
    a dot; ``javascript:`` and every other scheme but http and https is dropped.
    """
    kept = (address.strip() for address in addresses)
    return tuple(dict.fromkeys(address for address in kept if _is_article(address)))


def _is_article(address: str) -> bool:
    if len(address) > limits.ADDRESS or not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _port_is_a_number = parts.port
    except ValueError:  # a broken IPv6 host, or a port that is none
        return False
    inner_dot = "." in host.strip(".")
    return parts.scheme in {"http", "https"} and inner_dot and "@" not in parts.netloc
