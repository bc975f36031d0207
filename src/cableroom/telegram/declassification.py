"""E.O. field: ``E.O. 12958: DECL: 10/31/2027`` -> order, date or words."""

import re
from dataclasses import dataclass
from datetime import date

from cableroom.telegram.errors import FieldError
from cableroom.telegram.lines import is_rule
from cableroom.telegram.model import Span
from cableroom.telegram.reference_id import full_year
from cableroom.telegram.struck import is_struck

_ORDER = re.compile(
    r"E ?[.,/]? ?[O0] ?[.,]{0,2} ?[:;]? ?([0-9]{4,6}|[0-9]{2},[0-9]{3}|[lI]{1,2}[0-9]{3,4})?"
    r"(?: ?,? ?(?:AS|IS) AMENDED)?[ :;,./-]{0,6}L?[ :;]{0,3}(?=[^ :;]|$)",
    re.IGNORECASE,
)
_DECL = re.compile(
    r"(?:DECLAS(?:S(?:IFY|IFIED|IFICATION)?|IFY)?|DECL|DECEL|DELC|DCEL|DCL|DEC|ECL)\b[ :;.,-]{0,6}"
    r"(?:(?:ON|DATE|DECL)\b[ :;.]{0,4})?",
    re.IGNORECASE,
)
# Source: 5 FAH-2 H-445; month first, or year first, or in words. O and l are 0 and 1 of a typewriter.
_SEPARATOR = r"(?: ?[/.-]{1,2} ?| )"
_MONTH_FIRST = re.compile(
    rf"([0-9OIl]{{1,2}}){_SEPARATOR}([0-9OIl]{{1,2}}){_SEPARATOR}([0-9OIl]{{2,8}})(?![0-9A-Za-z])"
)
_YEAR_FIRST = re.compile(rf"([0-9]{{4}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}})(?![0-9])")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])")
_COMPACT_MONTH_FIRST = re.compile(r"([01][0-9])/?([0-3][0-9])/?((?:19|20)[0-9]{2})(?![0-9])")
_DAY_FIRST = re.compile(
    r"([0-9]{1,2})(?:ST|ND|RD|TH)? ?-?([A-Z]{3})[A-Z]{0,6}\.?,? ?-?([0-9]{4}|[0-9]{2})(?![0-9])",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"([A-Z]{3})[A-Z]{0,6}\.? ?([0-9]{1,2})(?:ST|ND|RD|TH)?,? ?([0-9]{4})(?![0-9])", re.IGNORECASE
)
_AS_DIGITS = str.maketrans("OIl", "011")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), start=1
    )
}
# Schedules that may stand before a date. Source: E.O. 11652 and 12065.
_SCHEDULE = re.compile(r"(?:GDS|RDS-?[0-9]?|XGDS-?[0-9]?|XDS-?[0-9]?|ADS)[ ,:]{1,3}(?=[0-9])", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(r"(?:N ?[/.]? ?A\.?|NONE|NOT APPLICABLE)(?:$|[ ,;.])", re.IGNORECASE)
# What stands behind the date or the words and is no part of them.
_BEHIND = re.compile(
    r" ?\([A-Z][A-Za-z'-]{1,30},? [A-Z][^()]{0,40}\).{0,10}$"
    r"|[ ,;.](?:REASONS?|DERIVED|CLASSIFIED BY|CLASS BY)\b.{0,200}$"
    r"| (?:SIPDIS|NOFORN|SENSITIVE)$"
)
# Lines that end the field without a blank line: handling, and text.
_ENDS = re.compile(
    r"(?:SIPDIS|NOFORN|NODIS|EXDIS|STADIS|LIMDIS|SENSITIVE|CORRECTED COPY|DERIVED|REASONS?\b|Reasons?:"
    r"|(?:DEPT|DEPARTMENT|STATE) (?:FOR|PASS)\b)"
)
_MONTHS_OF_YEAR = 12
_LONGEST_NOTE = 400
"""Code points; what is longer is text."""


@dataclass(frozen=True, slots=True)
class ExecutiveOrder:
    """When the telegram is to be declassified, and under which order."""

    number: str | None
    declassify_on: date | None
    declassify_note: str | None


def read_executive_order(region: str, start: int) -> ExecutiveOrder:
    """Return order and declassification of ``E.O. 12958: DECL: 10/31/2027``.

    region: from the label on; a blank line, a rule or a caption ends the field. start: where it begins.
    Raises FieldError "declassify-impossible" for a date such as 13/41/2027.
    """
    words = _field(region)
    found = _ORDER.match(words)
    number = _number(found)
    stated = words[found.end() :] if found else words
    try:
        if (day := _read_date(stated)) is None and (label := _DECL.match(stated)):
            stated = stated[label.end() :]
            day = _read_date(stated)
    except ValueError as exc:
        raise FieldError("declassify-impossible", Span(start, start + len(region.rstrip()))) from exc
    if day is not None or not stated or _NOT_APPLICABLE.match(stated):
        return ExecutiveOrder(number, day, None)
    note = _BEHIND.sub("", stated.upper()[:_LONGEST_NOTE]).strip(" ,;:")
    return ExecutiveOrder(number, None, None if is_struck(note) else note or None)


def order_number(region: str) -> str | None:
    """The number alone, for a field whose date cannot be read."""
    return _number(_ORDER.match(region))


def _number(found: re.Match[str] | None) -> str | None:
    return found[1].replace(",", "").translate(_AS_DIGITS) if found and found[1] else None


def _field(region: str) -> str:
    """The words of the field on one line; a blank line right behind the label does not end it."""
    kept: list[str] = []
    for line in region.splitlines():
        if is_rule(line) or (kept and line and _ENDS.match(line)):
            break
        if not line and kept and not kept[-1].rstrip().endswith((":", ";")):
            break
        kept.append(line)
    return " ".join(" ".join(kept).split())


def _read_date(words: str) -> date | None:
    """The date at the head of ``words``; None where words stand there.

    Raises ValueError for a day that is in no calendar.
    """
    schedule = _SCHEDULE.match(words)
    words = words[schedule.end() if schedule else 0 :].lstrip("( ")
    if found := _COMPACT.match(words) or _YEAR_FIRST.match(words):
        return _ordered(int(found[1]), int(found[2]), int(found[3]))
    if found := _COMPACT_MONTH_FIRST.match(words) or _MONTH_FIRST.match(words):
        month, day, year = (part.translate(_AS_DIGITS) for part in found.groups())
        return _ordered(_year(year), int(month), int(day))
    if found := _DAY_FIRST.match(words):
        day, name, year = found.groups()
    elif found := _IN_WORDS.match(words):
        name, day, year = found.groups()
    else:
        return None
    number = _MONTHS.get(name.upper())
    return date(_year(year), number, int(day)) if number else None


def _ordered(year: int, month: int, day: int) -> date:
    """Some posts write the day before the month; where that is plain, it is understood."""
    if month > _MONTHS_OF_YEAR >= day:
        month, day = day, month
    return date(year, month, day)


def _year(written: str) -> int:
    if len(written) not in (2, 4):
        msg = "a year of two or four digits"
        raise ValueError(msg)
    return full_year(written)
