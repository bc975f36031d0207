"""E.O. and SUBJECT fields: the region of a field in, its value out."""

import html
import re
from dataclasses import dataclass
from datetime import date

from cableroom.telegram.errors import FieldError
from cableroom.telegram.lines import LONGEST_TITLE, Line, is_rule, opens_title
from cableroom.telegram.model import Span
from cableroom.telegram.portions import PORTION
from cableroom.telegram.reference_id import full_year
from cableroom.telegram.struck import is_struck

LONGEST_SUBJECT = 2_048
"""Code points; real ones end below 600."""
_ORDER = re.compile(r"E\.? ?[O0]\.? ?[:;]? ?([0-9]{4,5})[ :;,.]{0,6}")
_DECL = re.compile(r"(?:DECLAS(?:SIFY)?(?: ON)?|DECL|DEC|DELC|DCEL)\b[ :;.]{0,6}", re.IGNORECASE)
# Source: 5 FAH-2 H-445; month first, or year first, or in words.
_MONTH_FIRST = re.compile(r"([0-9]{1,2}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{4}|[0-9]{2})(?![0-9])")
_YEAR_FIRST = re.compile(r"([0-9]{4}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{1,2})(?![0-9])")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?![0-9])")
_DAY_FIRST = re.compile(
    r"([0-9]{1,2}) ?([A-Z]{3})[A-Z]{0,6}\.?,? ?([0-9]{4}|[0-9]{2})(?![0-9])", re.IGNORECASE
)
_IN_WORDS = re.compile(r"([A-Z]{3})[A-Z]{0,6}\.? ([0-9]{1,2}),? ([0-9]{4})(?![0-9])", re.IGNORECASE)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"), start=1
    )
}
# Schedules that may stand before a date. Source: E.O. 11652 and 12065.
_SCHEDULE = re.compile(r"(?:GDS|RDS-?[0-9]?|XGDS-?[0-9]?|XDS-?[0-9]?|ADS)[ ,:]{1,3}(?=[0-9])")
_NOT_APPLICABLE = re.compile(r"N ?[/.]? ?A\.?(?:$|[ ,;.])", re.IGNORECASE)
_PERSON_BEHIND = re.compile(r" ?\([A-Z][A-Za-z'-]{1,30},? [A-Z][^()]{0,40}\).{0,10}$")
_LETTERS = re.compile(r"[A-Za-z]")
# Lines that begin the text or another field, and so end a subject even without a blank line.
_ENDS_SUBJECT = re.compile(
    r"(?:SUMMARY|Summary|COMMENT|ACTION REQUEST|Sensitive [Bb]ut|SENSITIVE BUT|This (?:is|cable|message)"
    r"|THIS (?:IS|CABLE|MESSAGE)|Classified|REASONS?:|Reasons?:|DERIVED|DECL:|SIPDIS$|E\.O\. [0-9]{5})"
)


@dataclass(frozen=True, slots=True)
class ExecutiveOrder:
    """When the telegram is to be declassified, and under which order."""

    number: str | None
    declassify_on: date | None
    declassify_note: str | None


def read_executive_order(region: str, start: int) -> ExecutiveOrder:
    """Return order and declassification of ``E.O. 12958: DECL: 10/31/2027``.

    region: from the label on; a blank line or a rule ends the field. start: where it begins.
    Raises FieldError "declassify-impossible" for a date such as 13/41/2027.
    """
    found = _ORDER.match(region)
    assert found is not None
    words = " ".join(_first_block(region[found.end() :]).split())
    label = _DECL.match(words)
    stated = words[label.end() :] if label else words
    if not stated or _NOT_APPLICABLE.match(stated):
        return ExecutiveOrder(found[1], None, None)
    schedule = _SCHEDULE.match(stated)
    try:
        day = _read_date(stated[schedule.end() :] if schedule else stated)
    except ValueError as exc:
        raise FieldError("declassify-impossible", Span(start, start + found.end())) from exc
    if day is not None:
        return ExecutiveOrder(found[1], day, None)
    note = _PERSON_BEHIND.sub("", stated).strip(" ,;:").upper()
    return ExecutiveOrder(found[1], None, None if is_struck(note) else note or None)


def order_number(region: str) -> str:
    """The number alone, for a field whose date cannot be read."""
    found = _ORDER.match(region)
    assert found is not None
    return found[1]


def read_subject(clean: str, lines: tuple[Line, ...], start: int, end: int) -> tuple[str | None, int]:
    """Return the subject, its wrapped lines joined, without a leading portion mark, and where it ends.

    None where all of it was struck.
    lines: those of the sheet that overlap ``start:end``, the region behind the label.
    Raises FieldError: nothing follows the label ("subject-missing"), or more than any subject has
    ("subject-over-limit"): its words stay in the text, and are no title.
    """
    parts: list[str] = []
    stop = start
    for index, line in enumerate(lines):
        text = clean[max(start, line.start) : min(end, line.end)].strip()
        if not text:
            if parts:
                break
            continue
        if parts and _begins_text(text, parts, lines[index + 1 : index + 2 + LONGEST_TITLE]):
            break
        if is_rule(text):
            break
        parts.append(text)
        stop = min(end, line.end)
    subject = _join(parts)
    if (portion := PORTION.match(subject)) is not None:
        subject = subject[portion.end() :].strip()
    subject = html.unescape(subject).strip().rstrip("\\").rstrip()
    if not subject:
        raise FieldError("subject-missing", Span(start, start))
    if len(subject) > LONGEST_SUBJECT:
        raise FieldError("subject-over-limit", Span(start, stop))
    return None if is_struck(subject) else subject, stop


def end_of_field(lines: tuple[Line, ...], start: int) -> int:
    """Where a field ends whose value begins at ``start``: before a blank line, a rule or the text.

    lines: those up to the next field or paragraph.
    """
    kept = start
    for line in lines:
        if line.start > start and (not line.text or line.is_rule or _ENDS_SUBJECT.match(line.text)):
            break
        if line.start > start and PORTION.match(line.text):
            break
        kept = max(start, line.end)
    return kept


def _begins_text(text: str, subject: list[str], following: tuple[Line, ...]) -> bool:
    """Tell whether a line without a blank line before it no longer belongs to the subject."""
    if _ENDS_SUBJECT.match(text) or PORTION.match(text):
        return True
    if following and following[0].is_rule and not opens_title(following, 0):
        return True  # a heading over dashes
    # Subjects are written in capitals; a line of small letters below one is text.
    return not any(c.islower() for c in subject[-1]) and _mostly_small(text)


def _mostly_small(text: str) -> bool:
    small = sum(c.islower() for c in text)
    return small * 2 > len(_LETTERS.findall(text)) and " " in text


def _join(parts: list[str]) -> str:
    """Join wrapped lines: a hyphen at a line's end holds its word together."""
    subject = ""
    for part in parts:
        if subject.endswith("-") and subject[-2:-1].isalnum():
            subject += part
        else:
            subject = f"{subject} {part}" if subject else part
    return " ".join(subject.split())


def _first_block(region: str) -> str:
    kept: list[str] = []
    for line in region.splitlines():
        if (kept and not line) or is_rule(line):
            break
        kept.append(line)
    return "\n".join(kept)


def _read_date(words: str) -> date | None:
    """The date at the head of ``words``; None where words stand there.

    Raises ValueError for a day that is in no calendar.
    """
    words = words.lstrip("( ")
    if found := _COMPACT.match(words) or _YEAR_FIRST.match(words):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH_FIRST.match(words):
        month, day = int(found[1]), int(found[2])
        if month > 12 >= day:  # noqa: PLR2004 - months of a year; some posts write the day first
            month, day = day, month
        return date(full_year(found[3]), month, day)
    if found := _DAY_FIRST.match(words):
        day, name, year = int(found[1]), found[2].upper(), found[3]
    elif found := _IN_WORDS.match(words):
        day, name, year = int(found[2]), found[1].upper(), found[3]
    else:
        return None
    if name not in _MONTHS:
        return None
    return date(full_year(year), _MONTHS[name], day)


def read_catalogued_subject(row: str) -> str | None:
    """The subject in a database row behind the signer: the words in capitals at its head."""
    words = row.split()
    kept = next((i for i, word in enumerate(words) if any(c.islower() for c in word)), len(words))
    return " ".join(words[:kept]) or None
