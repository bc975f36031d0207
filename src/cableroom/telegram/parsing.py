"""Text -> Telegram: calls the readers in order, and gathers what they could not read.

sheet (lines, furniture) -> places -> header -> opening -> body -> mentions
"""

from bisect import bisect_left
from datetime import datetime

from cableroom.telegram.body import read_body
from cableroom.telegram.body_references import read_body_references
from cableroom.telegram.furniture import sections_stated
from cableroom.telegram.header import read_header
from cableroom.telegram.lines import Sheet, lay_out
from cableroom.telegram.model import Furniture, Telegram
from cableroom.telegram.opening import find_opening
from cableroom.telegram.opening_fields import read_opening, read_subject_alone
from cableroom.telegram.reference_id import parse_reference_id


def parse(text: str, *, reference_id: str | None = None, sent_at: datetime | None = None) -> Telegram:
    """Return all that can be read from ``text``; what cannot be is a problem, never an exception.

    text: a telegram as received, or any fragment of one.
    reference_id, sent_at: what the source knows; they supply the year that references leave out.
        The telegram's own date-time group wins over ``sent_at``.
    """
    sheet = lay_out(text)
    places = find_opening(sheet)
    header = read_header(sheet, places, year=_stated_year(reference_id, sent_at))
    opening = read_opening(sheet, places, header, reference_id=reference_id, sent_at=sent_at)
    body = read_body(sheet, opening.text_start)
    mentions = read_body_references(sheet.clean, body.start, body.end, opening.references, opening.year)
    problems = (*header.problems, *opening.problems, *body.problems)
    return Telegram(
        text=text,
        body_start=places.body_start,
        reference_id=opening.reference_id,
        sent_at=opening.sent_at,
        precedence=header.precedence,
        sender=header.stations.sender,
        to=header.stations.to,
        info=header.stations.info,
        exempt=header.stations.exempt,
        transmission=header.transmission,
        sections=max(opening.sections, sections_stated(text, sheet.furniture)),
        classification=opening.classification,
        captions=opening.captions,
        executive_order=opening.order.number,
        declassify_on=opening.order.declassify_on,
        declassify_note=opening.order.declassify_note,
        tags=opening.tags,
        subject=opening.subject,
        references=opening.references,
        body_references=mentions,
        classified_by=opening.classified_by,
        reasons=opening.reasons,
        attention=opening.attention,
        summary=body.summary,
        comment=body.comment,
        headings=body.headings,
        paragraphs=body.paragraphs,
        blocks=body.blocks,
        furniture=_furniture(sheet, body.furniture),
        signed_by=body.signed_by,
        problems=tuple(sorted(problems, key=lambda problem: (problem.start, problem.code))),
    )


def subject_of(text: str) -> str | None:
    """Return the subject that ``parse`` reads from ``text``, for a small part of its time."""
    sheet = lay_out(text)
    return read_subject_alone(sheet, find_opening(sheet))


def _stated_year(reference_id: str | None, sent_at: datetime | None) -> int | None:
    if sent_at is not None:
        return sent_at.year
    known = parse_reference_id(reference_id) if reference_id else None
    return known.year if known else None


def _furniture(sheet: Sheet, of_body: tuple[Furniture, ...]) -> tuple[Furniture, ...]:
    """Breaks, and what the body found beside them, in order; a rule with a break inside is left out."""
    starts = [piece.start for piece in sheet.furniture]
    beside = (p for p in of_body if bisect_left(starts, p.start) == bisect_left(starts, p.end))
    return tuple(sorted((*sheet.furniture, *beside), key=lambda piece: piece.start))
