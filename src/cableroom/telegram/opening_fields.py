"""The opening of a telegram: captions, E.O., TAGS, SUBJECT, REF, Classified By, and its own id.

Sheet, places and header in; values out, and what could not be read as problems.
"""

from dataclasses import dataclass, field
from datetime import datetime

from cableroom.telegram.classification import (
    ATTENTION_BELOW,
    Classified,
    limited,
    preamble_lines,
    read_attention_below,
    read_captions,
    read_classification_line,
)
from cableroom.telegram.classified_by import end_of_classified_by, find_classified_by, read_classified_by
from cableroom.telegram.declassification import ExecutiveOrder, order_number, read_executive_order
from cableroom.telegram.errors import FieldError
from cableroom.telegram.furniture import find_catalogue_row
from cableroom.telegram.header import Header
from cableroom.telegram.heading import end_of_field, read_catalogued_subject, read_subject
from cableroom.telegram.lines import Line, Sheet, lines_between
from cableroom.telegram.model import Problem, Reference, Tag
from cableroom.telegram.opening import Opening, one_line
from cableroom.telegram.own_id import known_of, read_own_id
from cableroom.telegram.reference_field import end_of_references
from cableroom.telegram.reference_id import full_year
from cableroom.telegram.references import Own, read_references
from cableroom.telegram.tags import find_bare_tags, read_tags, within_limits

# "Classified by" may stand inside the first paragraph, but no deeper in the text.
_CLASSIFIED_WITHIN = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningFields:
    """What the opening says. The names are those of Telegram."""

    reference_id: str | None
    sent_at: datetime | None
    year: int | None
    """The telegram's own, four digits, for what leaves it out."""
    sections: int
    classification: str | None
    captions: tuple[str, ...]
    attention: tuple[str, ...]
    order: ExecutiveOrder
    tags: tuple[Tag, ...]
    subject: str | None
    references: tuple[Reference, ...]
    classified_by: str | None
    reasons: tuple[str, ...]
    text_start: int
    """Where the text begins, behind the last field."""
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Reading:
    """The sheet under the readers' hands, and what has been found wrong with it."""

    sheet: Sheet
    opening: Opening
    problems: list[Problem] = field(default_factory=list)

    def note(self, code: str, start: int, end: int) -> None:
        self.problems.append(Problem(code, start, end))


def read_opening(
    sheet: Sheet, opening: Opening, header: Header, *, reference_id: str | None, sent_at: datetime | None
) -> OpeningFields:
    """Return what the opening says.

    reference_id, sent_at: what the source states; the id's year and post serve references that lack them.
    """
    reading = _Reading(sheet, opening)
    classified = _classified(reading)
    sent_at = _sent_at(reading, header, sent_at)
    own_id = read_own_id(classified, sent_at, reference_id, opening.classification or opening.preamble)
    reading.problems.extend(own_id.problems)
    own = known_of(own_id.known, header, sent_at)
    subject, subject_end = _subject(reading)
    below, subject_end = _attention_below(reading, subject_end)
    references, references_end = _references(reading, own)
    text_start = _text_start(reading, subject_end, references_end)
    last, text_start = _attention_above(reading, text_start)
    captions, attention = _captions(reading, classified)
    classified_by, reasons = _classified_by(reading)
    return OpeningFields(
        reference_id=own_id.text,
        sent_at=sent_at,
        year=own.year,
        sections=classified.sections if classified else 1,
        classification=limited(classified.classification, captions) if classified else None,
        captions=captions,
        attention=(*attention, *below, *last),
        order=_executive_order(reading),
        tags=_tags(reading),
        subject=subject,
        references=references,
        classified_by=classified_by,
        reasons=reasons,
        text_start=text_start,
        problems=tuple(reading.problems),
    )


def read_subject_alone(sheet: Sheet, opening: Opening) -> str | None:
    """Return the subject as ``read_opening`` gives it, without reading any other field."""
    return _subject(_Reading(sheet, opening))[0]


def _classified(reading: _Reading) -> Classified | None:
    span = reading.opening.classification
    if span is not None:
        return read_classification_line(one_line(reading.sheet.clean[span.start : span.end]))
    if reading.opening.header:
        reading.note("classification-missing", reading.opening.body_start, reading.opening.body_start)
    return None


def _sent_at(reading: _Reading, header: Header, stated: datetime | None) -> datetime | None:
    """The group's time; the source's where there is no group."""
    if header.sent_at is None:
        return stated
    if stated is not None and not _agree(stated, header.sent_at):
        first = reading.opening.header[0]
        reading.note("sent-at-disagrees", first.start, first.end)
    return header.sent_at


def _agree(stated: datetime, sent_at: datetime) -> bool:
    """Some sources know the hour or the day alone, and state its first minute: no more is said by it."""
    exact = stated.replace(second=0, microsecond=0)
    return exact in (sent_at, sent_at.replace(minute=0), sent_at.replace(hour=0, minute=0))


def _executive_order(reading: _Reading) -> ExecutiveOrder:
    place = reading.opening.fields.get("order")
    if place is None:
        return ExecutiveOrder(None, None, None)
    region = _region(reading, place.start, place.end)
    try:
        return read_executive_order(region, place.start)
    except FieldError as exc:
        reading.note(exc.code, exc.span.start, exc.span.end)
        return ExecutiveOrder(order_number(region), None, None)


def _tags(reading: _Reading) -> tuple[Tag, ...]:
    place = reading.opening.fields.get("tags")
    if place is not None:
        tags = read_tags(_region(reading, place.value, place.end))
        if (kept := within_limits(tags)) != tags:
            reading.note("tags-over-limit", place.value, place.end)
        return kept
    return find_bare_tags(
        [line.text for line in _lines(reading, reading.opening.body_start, _head_end(reading))]
    )


def _subject(reading: _Reading) -> tuple[str | None, int]:
    place = reading.opening.fields.get("subject")
    if place is not None:
        try:
            return read_subject(
                reading.sheet.clean, _lines(reading, place.value, place.end), place.value, place.end
            )
        except FieldError as exc:
            reading.note(exc.code, exc.span.start, exc.span.end)
            return None, place.value
    text = reading.sheet.text
    if (row := find_catalogue_row(text)) is not None:
        reading.note("subject-from-catalogue", row.start() + 1, len(text.rstrip()))
        return read_catalogued_subject(text[row.end() :]), 0
    if reading.opening.classification is not None:
        start = reading.opening.body_start
        reading.note("subject-missing", start, start)
    return None, 0


def _attention_below(reading: _Reading, subject_end: int) -> tuple[tuple[str, ...], int]:
    place = reading.opening.fields.get("subject")
    return read_attention_below(_lines(reading, subject_end, place.end) if place else (), subject_end)


def _attention_above(reading: _Reading, text_start: int) -> tuple[tuple[str, ...], int]:
    """Attention lines that stand, with nothing else, between the last field and the first paragraph."""
    lines = _lines(reading, text_start, reading.opening.text_start)
    if not all(ATTENTION_BELOW.match(line.text) for line in lines if line.text):
        return (), text_start
    return read_attention_below(lines, text_start)


def _references(reading: _Reading, own: Own) -> tuple[tuple[Reference, ...], int]:
    place = reading.opening.fields.get("ref")
    if place is None:
        return (), 0
    clean = reading.sheet.clean
    end = min(place.end, end_of_references(_lines(reading, place.value, place.end), place.value))
    references = read_references(clean, place.value, end, own)
    for reference in references:
        if reference.kind == "cable" and reference.reference_id is None:
            reading.note("reference-unresolved", reference.start, reference.end)
        elif _is_newer(reference, own):
            reading.note("reference-newer", reference.start, reference.end)
    return references, end


def _is_newer(reference: Reference, own: Own) -> bool:
    if reference.reference_id is None or own.year is None:
        return False
    return full_year(reference.reference_id[:2]) > own.year


def _text_start(reading: _Reading, subject_end: int, references_end: int) -> int:
    """Where the text begins: behind the last field of the opening."""
    opening = reading.opening
    last = max(opening.fields.values(), key=lambda place: place.start, default=None)
    if last is None:
        if opening.header and not opening.body_start:
            return len(reading.sheet.text)  # a header, and nothing below it
        return opening.preamble.end if opening.classification else opening.body_start
    if last.name == "subject":
        return subject_end
    if last.name == "ref":
        return references_end
    end_of = end_of_classified_by if last.name == "classified" else end_of_field
    return min(last.end, end_of(_lines(reading, last.value, last.end), last.value))


def _classified_by(reading: _Reading) -> tuple[str | None, tuple[str, ...]]:
    opening, clean = reading.opening, reading.sheet.clean
    place = opening.fields.get("classified")
    if place is not None:
        return read_classified_by(_region(reading, place.value, place.end))
    end = min(len(clean), opening.text_start + _CLASSIFIED_WITHIN)
    start = find_classified_by(clean, max(opening.body_start, opening.preamble.end), end)
    if start is None:
        return None, ()
    return read_classified_by(_region(reading, start, min(len(clean), start + _CLASSIFIED_WITHIN)))


def _captions(reading: _Reading, classified: Classified | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Captions in order (above the classification line, on it, below it), and attention lines."""
    opening = reading.opening
    preamble, line = opening.preamble, opening.classification
    above: tuple[str, ...] = ()
    start = preamble.start
    if classified and line:
        above, _none = read_captions(_texts(reading, preamble.start, line.start))
        start = line.start + classified.rest
    captions, attention = read_captions(_texts(reading, start, preamble.end))
    on_line = classified.captions if classified else ()
    return tuple(dict.fromkeys((*above, *on_line, *captions))), attention


def _texts(reading: _Reading, start: int, end: int) -> list[str]:
    return preamble_lines(_lines(reading, start, end), start, end, reading.sheet.clean)


def _head_end(reading: _Reading) -> int:
    """Where the opening ends at the latest."""
    last = max(reading.opening.fields.values(), key=lambda place: place.start, default=None)
    return last.end if last else reading.opening.preamble.end


def _lines(reading: _Reading, start: int, end: int) -> tuple[Line, ...]:
    return lines_between(reading.sheet.lines, start, end)


def _region(reading: _Reading, start: int, end: int) -> str:
    """The text between two offsets, without page and section breaks; lines without outer blanks."""
    lines = _lines(reading, start, end)
    clean = reading.sheet.clean
    return "\n".join(clean[max(start, line.start) : min(end, line.end)].strip() for line in lines)
