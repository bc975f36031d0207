"""Text -> Telegram: calls the readers in order, and turns what they could not read into problems."""

from dataclasses import dataclass, field
from datetime import datetime

from cableroom.telegram.body import read_body
from cableroom.telegram.body_references import read_body_references
from cableroom.telegram.classification import (
    Classified,
    limited,
    preamble_lines,
    read_captions,
    read_classification_line,
)
from cableroom.telegram.classified_by import end_of_classified_by, find_classified_by, read_classified_by
from cableroom.telegram.errors import FieldError
from cableroom.telegram.furniture import CATALOGUE_ROW, sections_stated
from cableroom.telegram.header import Header, read_header
from cableroom.telegram.heading import (
    ExecutiveOrder,
    end_of_field,
    order_number,
    read_catalogued_subject,
    read_executive_order,
    read_subject,
)
from cableroom.telegram.lines import Line, Sheet, lay_out
from cableroom.telegram.model import Furniture, Problem, Reference, Tag, Telegram
from cableroom.telegram.opening import Field, Opening, find_opening, line_at
from cableroom.telegram.posts import find_post
from cableroom.telegram.reference_field import end_of_references
from cableroom.telegram.reference_id import ReferenceId, canonical, parse_reference_id
from cableroom.telegram.references import Own, read_references
from cableroom.telegram.tags import find_bare_tags, read_tags

# "Classified by" may stand inside the first paragraph, but no deeper in the text.
_CLASSIFIED_WITHIN = 1_500


@dataclass(slots=True)
class _Reading:
    """The sheet under the readers' hands, and what has been found wrong with it."""

    sheet: Sheet
    opening: Opening
    problems: list[Problem] = field(default_factory=list)

    def note(self, exc: FieldError) -> None:
        self.problems.append(Problem(exc.code, exc.span.start, exc.span.end))


def parse(text: str, *, reference_id: str | None = None, sent_at: datetime | None = None) -> Telegram:
    """Return all that can be read from ``text``; what cannot be is a problem, never an exception.

    text: a telegram as received, or any fragment of one.
    reference_id, sent_at: what the source knows; they supply the year that references leave out.
    The telegram's own date-time group wins over ``sent_at``.
    """
    sheet = lay_out(text)
    reading = _Reading(sheet, find_opening(sheet))
    header = read_header(sheet, reading.opening)
    reading.problems += header.problems
    classified = _classified(reading)
    sent_at = _sent_at(reading, header, sent_at)
    own_id = _own_id(reading, classified, sent_at, reference_id)
    own = Own(
        own_id.year if own_id else (sent_at.year if sent_at else None),
        own_id.post if own_id else _post_of(header),
    )
    order = _executive_order(reading)
    subject, subject_end = _subject(reading)
    references, references_end = _references(reading, own)
    text_start = _text_start(reading, subject_end, references_end)
    body = read_body(sheet, text_start)
    classified_by, reasons = _classified_by(reading)
    captions, attention = _captions(reading, classified)
    reading.problems += body.problems
    stated_id = canonical(reference_id) or reference_id if reference_id else None
    return Telegram(
        text=text,
        body_start=reading.opening.body_start,
        reference_id=stated_id or (str(own_id) if own_id else None),
        sent_at=sent_at,
        precedence=header.precedence,
        sender=header.stations.sender,
        to=header.stations.to,
        info=header.stations.info,
        exempt=header.stations.exempt,
        transmission=header.transmission,
        sections=max(classified.sections if classified else 1, sections_stated(text, sheet.furniture)),
        classification=limited(classified.classification, captions) if classified else None,
        captions=captions,
        executive_order=order.number if order else None,
        declassify_on=order.declassify_on if order else None,
        declassify_note=order.declassify_note if order else None,
        tags=_tags(reading),
        subject=subject,
        references=references,
        body_references=read_body_references(sheet.clean, body.start, body.end, references, own.year),
        classified_by=classified_by,
        reasons=reasons,
        attention=attention,
        summary=body.summary,
        comment=body.comment,
        headings=body.headings,
        paragraphs=body.paragraphs,
        blocks=body.blocks,
        furniture=_furniture(sheet, body.furniture),
        signed_by=body.signed_by,
        problems=tuple(sorted(reading.problems, key=lambda problem: (problem.start, problem.code))),
    )


def _classified(reading: _Reading) -> Classified | None:
    span = reading.opening.classification
    if span is None:
        if reading.opening.header:
            start = reading.opening.body_start
            reading.problems.append(Problem("classification-missing", start, start))
        return None
    return read_classification_line(reading.sheet.clean[span.start : span.end])


def _sent_at(reading: _Reading, header: Header, stated: datetime | None) -> datetime | None:
    """The group's time; the source's where there is no group."""
    if header.sent_at is None:
        return stated
    if stated is not None and stated.replace(second=0, microsecond=0) != header.sent_at:
        first = reading.opening.header[0]
        reading.problems.append(Problem("sent-at-disagrees", first.start, first.end))
    return header.sent_at


def _own_id(
    reading: _Reading,
    classified: Classified | None,
    sent_at: datetime | None,
    stated: str | None,
) -> ReferenceId | None:
    """The telegram's own id: the source's, else the one on the classification line."""
    known = parse_reference_id(stated) if stated else None
    written = None
    if classified and classified.post and classified.serial:
        year = known.year if known else sent_at.year if sent_at else None
        if find_post(classified.post) is not None:
            written = parse_reference_id(f"{classified.post} {classified.serial}", year=year)
    if known is not None and written is not None and known != written:
        span = reading.opening.classification
        assert span is not None
        reading.problems.append(Problem("reference-id-disagrees", span.start, span.end))
    return known or written


def _post_of(header: Header) -> str | None:
    sender = header.stations.sender
    post = find_post(sender.name) if sender else None
    return post.short if post else None


def _executive_order(reading: _Reading) -> ExecutiveOrder | None:
    place = reading.opening.fields.get("order")
    if place is None:
        return None
    try:
        return read_executive_order(reading.sheet.clean, place.start, place.end)
    except FieldError as exc:
        reading.note(exc)
        return ExecutiveOrder(order_number(reading.sheet.clean, place.start) or "", None, None)


def _tags(reading: _Reading) -> tuple[Tag, ...]:
    place = reading.opening.fields.get("tags")
    clean = reading.sheet.clean
    if place is not None:
        return read_tags(clean[place.value : place.end])
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
            reading.note(exc)
            return None, place.value
    text = reading.sheet.text
    if (row := CATALOGUE_ROW.search(text)) is not None:
        reading.problems.append(Problem("subject-from-catalogue", row.start() + 1, len(text.rstrip())))
        return read_catalogued_subject(text[row.end() :]), 0
    if reading.opening.classification is not None:
        start = reading.opening.body_start
        reading.problems.append(Problem("subject-missing", start, start))
    return None, 0


def _references(reading: _Reading, own: Own) -> tuple[tuple[Reference, ...], int]:
    place = reading.opening.fields.get("ref")
    if place is None:
        return (), 0
    clean = reading.sheet.clean
    end = end_of_references(clean, place.value, place.end)
    references = read_references(clean, place.value, end, own)
    for reference in references:
        if reference.kind == "cable" and reference.reference_id is None:
            reading.problems.append(Problem("reference-unresolved", reference.start, reference.end))
        elif _is_newer(reference, own):
            reading.problems.append(Problem("reference-newer", reference.start, reference.end))
    return references, end


def _is_newer(reference: Reference, own: Own) -> bool:
    cited = parse_reference_id(reference.reference_id) if reference.reference_id else None
    return cited is not None and own.year is not None and cited.year > own.year


def _text_start(reading: _Reading, subject_end: int, references_end: int) -> int:
    """Where the text begins: behind the last field of the opening."""
    opening = reading.opening
    last = max(opening.fields.values(), key=lambda place: place.start, default=None)
    if last is None:
        return opening.preamble.end if opening.classification else opening.body_start
    if last.name == "subject":
        return subject_end
    if last.name == "ref":
        return references_end
    if last.name == "classified":
        return end_of_classified_by(reading.sheet.clean, last.value, last.end)
    return end_of_field(reading.sheet.clean, last.value, last.end)


def _classified_by(reading: _Reading) -> tuple[str | None, tuple[str, ...]]:
    place = reading.opening.fields.get("classified")
    clean = reading.sheet.clean
    if place is not None:
        return read_classified_by(clean[place.value : max(place.end, _head_end(reading))])
    start = max(reading.opening.body_start, reading.opening.preamble.end)
    value = find_classified_by(clean, start, min(len(clean), reading.opening.text_start + _CLASSIFIED_WITHIN))
    return read_classified_by(clean[value : value + _CLASSIFIED_WITHIN]) if value else (None, ())


def _captions(reading: _Reading, classified: Classified | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    preamble = reading.opening.preamble
    sheet = reading.sheet
    start = preamble.start + (classified.rest if classified else 0)
    captions, attention = read_captions(
        preamble_lines(_lines(reading, start, preamble.end), start, preamble.end, sheet.clean)
    )
    on_line = classified.captions if classified else ()
    return tuple(dict.fromkeys((*on_line, *captions))), attention


def _head_end(reading: _Reading) -> int:
    """Where the opening ends at the latest."""
    last: Field | None = max(reading.opening.fields.values(), key=lambda place: place.start, default=None)
    return last.end if last else reading.opening.preamble.end


def _lines(reading: _Reading, start: int, end: int) -> tuple[Line, ...]:
    """The lines that overlap ``start:end``."""
    lines = reading.sheet.lines
    return lines[line_at(lines, start) : line_at(lines, max(start, end - 1)) + 1]


def _furniture(sheet: Sheet, of_body: tuple[Furniture, ...]) -> tuple[Furniture, ...]:
    return tuple(sorted((*sheet.furniture, *of_body), key=lambda piece: (piece.start, piece.end)))
