"""The header of a telegram: transmission lines, date-time group, stations.

Sheet and opening in; what stands above the classification line out.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from cableroom.telegram.addressees import Addressees, read_addressees
from cableroom.telegram.dtg import PRECEDENCES, YEARS, find_dtg
from cableroom.telegram.errors import FieldError
from cableroom.telegram.lines import Sheet
from cableroom.telegram.model import Precedence, Problem, Span
from cableroom.telegram.opening import Opening

# Source: JANAP 128, format lines 1 to 4.
_TRANSMISSION = re.compile(r"(?<![A-Z])VZCZ[A-Z]{1,6}[0-9]{1,6}")
_ROUTE = re.compile(r"(?<![A-Z])DE (R[A-Z]{3,6}) #?[0-9]")
_DOUBLED = re.compile(r"^[ \t]{0,8}(ZZ|OO|PP|RR) R[A-Z]{3,6}", re.MULTILINE)
_FRAGMENT = 400


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says."""

    sent_at: datetime | None
    precedence: Precedence
    stations: Addressees
    transmission: str | None
    problems: tuple[Problem, ...]


def read_header(sheet: Sheet, opening: Opening, *, year: int | None = None) -> Header:
    """Return what the header says; a fragment without one gives nothing and no problem.

    year: the source's, four digits, for a date-time group that leaves it out.
    """
    stop = opening.body_start or (len(sheet.text) if opening.header else _FRAGMENT)
    transmission = _TRANSMISSION.search(sheet.text, 0, stop)
    route = _ROUTE.search(sheet.text, 0, stop)
    problems: list[Problem] = []
    sent_at, precedence = None, Precedence(None, None)
    if opening.header:
        try:
            group = find_dtg(sheet.clean, opening.header[0].start, opening.header[-1].end, year=year)
            sent_at, precedence = group.sent_at, group.precedence
            if sent_at.year not in YEARS:
                problems.append(Problem("dtg-year-unlikely", group.span.start, group.span.end))
        except FieldError as exc:
            problems.append(Problem(exc.code, exc.span.start, exc.span.end))
    if precedence.action is None and (doubled := _DOUBLED.search(sheet.text, 0, stop)):
        precedence = Precedence(PRECEDENCES[doubled[1][0]], precedence.info)
    stations = read_addressees(_station_lines(opening), route=route[1] if route else None)
    if opening.header and stations.sender is None:
        problems.append(_missing("sender-missing", opening))
    if opening.header and not (stations.to or stations.info):
        problems.append(_missing("addressees-missing", opening))
    return Header(sent_at, precedence, stations, transmission[0] if transmission else None, tuple(problems))


def _missing(code: str, opening: Opening) -> Problem:
    span = Span(opening.header[0].start, opening.header[0].start)
    return Problem(code, span.start, span.end)


def _station_lines(opening: Opening) -> tuple[str, ...]:
    """The header's lines; a date-time group in front of FM is taken off."""
    lines = []
    for line in opening.header:
        text = line.text
        if text and (sender := _GROUP_THEN_SENDER.match(text)) is not None:
            text = text[sender.end() :]
        lines.append(text)
    return tuple(lines)


_GROUP_THEN_SENDER = re.compile(
    r"[ZOPR0-9 /]{6,20}[A-Z]? {0,3}[A-Z]{3,9}[ .,]{0,3}[0-9]{0,4} {1,3}(?=FM )", re.IGNORECASE
)
