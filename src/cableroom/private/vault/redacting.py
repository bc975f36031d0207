r"""Striking: what must not become public of a cable, as spans of its record.

A span is half-open code points of the text as received (``record_text``), or of
a stated field.  Calls add up.  Each change goes to the newest edition, which is
begun where there is none, or where the newest one is public already (then with
a copy of its redactions); and it voids a clearing, because what was looked at
is no longer what would be published.  Signatures bind the redactions and are
void by themselves.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Final

from django.db import transaction

from cableroom.private.vault import journal
from cableroom.private.vault.errors import (
    EditionReleased,
    ReasonUnknown,
    RedactionUnknown,
    SpanInvalid,
    SpanTaken,
    WordsMissing,
)
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import Cable, Edition, Record, Redaction, State
from cableroom.private.vault.queries import newest_edition, primary_record
from cableroom.private.vault.reasons import REASONS
from cableroom.private.vault.states import after, move, refuse_withdrawn
from cableroom.private.vault.texts import record_text
from cableroom.private.vault.times import says_any, stamps, struck_times
from cableroom.private.vault.words import WordSet
from cableroom.telegram import parse

TEXT: Final = "text"
CREATED: Final = "created"
WORDY: Final = (TEXT, "origin", "classification", "coverage")
"""Fields of words, where the words of a strike are looked for."""
FIELDS: Final = (TEXT, CREATED, "origin", "classification", "coverage")
"""What can be struck: the telegram, and what its source states of it.

Of ``created`` (``2007-11-03T05:03:00Z``) nothing is public where any of it is struck.
"""

_BEFORE_NUMBER: Final = re.compile(r"[ \t\\\r\n¶]*")
_NUMBER: Final = re.compile(r"[0-9]{1,4}[.)]?")


@dataclass(frozen=True, slots=True)
class Change:
    """What a call did."""

    edition: Edition
    spans: tuple[tuple[str, int, int], ...]
    """(field, start, end) of each redaction made or taken back."""
    voided: bool
    """The edition had been cleared; it must be cleared again."""
    release: int | None
    """Private number of the unpublished release that lists it."""


def field_value(record: Record, field: str) -> str:
    """Return what spans of ``field`` point into; "" where the source itself states nothing."""
    if field == TEXT:
        return record_text(record)
    if field in record.derived:
        return ""
    if field == CREATED:
        return f"{record.created.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if record.created else ""
    if field == "coverage":
        return "\n".join(record.coverage)
    stated = {"origin": record.origin, "classification": record.classification}
    if field not in stated:
        raise SpanInvalid(f"there is no field {field!a}; there are {', '.join(FIELDS)}")
    return stated[field] or ""


def strike_span(cable: Cable, start: int, end: int, reason: str, field: str = TEXT) -> Change:
    """Strike one span; blanks at its ends and the numbers of paragraphs within it are left standing.

    start, end: half-open code points of the field, as received.
    Raises ReasonUnknown; SpanInvalid: outside, reversed or empty; SpanTaken: nothing in it can be
    struck; CableWithdrawn.
    """
    _check_reason(reason)
    with writer_lock(), transaction.atomic():
        edition = draft(cable)
        value = field_value(edition.record, field)
        _check_span(value, start, end)
        pieces = _pieces(value, start, end, _fixed_places(value) if field == TEXT else ())
        return _strike(edition, [(field, *piece) for piece in pieces], reason)


def strike_words(cable: Cable, words: str, reason: str) -> Change:
    """Strike every occurrence of ``words`` as whole words, in the text and in the stated fields.

    Case, accents, hyphens and line ends make no difference, nor does page furniture in between.
    Where that takes a date-time group, what the source states of the same time is struck with it, and
    what machines stamped.
    Raises ReasonUnknown; WordsMissing: they occur nowhere, or only where they are struck already;
    CableWithdrawn.
    """
    _check_reason(reason)
    wanted = WordSet([words])
    with writer_lock(), transaction.atomic():
        edition = draft(cable)
        found = places_of(edition.record, wanted)
        if not found:
            raise WordsMissing(f"the words occur nowhere in {cable.reference_id}")
        return _strike(edition, found, reason)


def unstrike(cable: Cable, start: int, end: int, field: str = TEXT) -> Change:
    """Take back what ``strike_span`` or ``strike_words`` struck at exactly this span.

    Raises RedactionUnknown: nothing is struck there; EditionReleased: it is public so; CableWithdrawn.
    """
    with writer_lock(), transaction.atomic():
        refuse_withdrawn(cable)
        edition = newest_edition(cable)
        place = f"{cable.reference_id} {field} {start}:{end}"
        if edition is None:
            raise RedactionUnknown(f"nothing is struck at {place}")
        if edition.state in (State.RELEASED, State.SUPERSEDED):
            raise EditionReleased(f"{cable.reference_id} edition {edition.number} is released")
        value = field_value(edition.record, field)
        _check_span(value, start, end)
        pieces = _pieces(value, start, end, _fixed_places(value) if field == TEXT else ())
        struck = {(r.start, r.end): r for r in edition.redactions.filter(field=field)}
        if (start, end) in struck:
            pieces = [(start, end)]
        if not pieces or not struck.keys() >= set(pieces):
            raise RedactionUnknown(f"nothing is struck at {place}")
        Redaction.objects.filter(pk__in=[struck[piece].pk for piece in pieces]).delete()
        step = "unstrike" if edition.redactions.exists() else "reopen"
        return changed(edition, "unredact", step, [(field, *piece) for piece in pieces])


def places_of(record: Record, wanted: WordSet) -> list[tuple[str, int, int]]:
    """Return what to strike of ``record`` so that the words stand nowhere: (field, start, end)."""
    found: list[tuple[str, int, int]] = []
    for field in WORDY:
        value = field_value(record, field)
        places = list(wanted.find(value, over_pages=field == TEXT))
        fixed = _fixed_places(value) if places and field == TEXT else ()
        for place in places:
            found += [(field, *piece) for piece in _pieces(value, place.start, place.end, fixed)]
    return found + _same_times(record, found)


def _same_times(record: Record, found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return the span of the stated time, and those of stamps, where the struck ``found`` say the same."""
    spans = [(start, end) for field, start, end in found if field == TEXT]
    if not spans or not (times := struck_times(record_text(record), spans)):
        return []
    stamped = [(TEXT, place.start, place.end) for place in stamps(record_text(record), times)]
    value = field_value(record, CREATED)
    return stamped + ([(CREATED, 0, len(value))] if value and says_any(record.created, times) else [])


def _check_reason(reason: str) -> None:
    if reason not in REASONS:
        raise ReasonUnknown(f"{reason!a} is no reason class; there are {', '.join(REASONS)}")


def _check_span(value: str, start: int, end: int) -> None:
    if not 0 <= start < end <= len(value):
        raise SpanInvalid(f"{start}:{end} is no span of {len(value)} code points")


def draft(cable: Cable) -> Edition:
    """Return the edition that a change goes to, made where there is none that may change."""
    refuse_withdrawn(cable)
    newest = newest_edition(cable)
    if newest is None:
        return Edition.objects.create(cable=cable, record=primary_record(cable), number=1)
    if newest.state != State.RELEASED:
        after(newest.state, "strike", place=cable.reference_id)
        return newest
    draft = Edition.objects.create(cable=cable, record=newest.record, number=newest.number + 1)
    Redaction.objects.bulk_create(
        Redaction(edition=draft, field=r.field, start=r.start, end=r.end, reason=r.reason)
        for r in newest.redactions.order_by("field", "start", "end")
    )
    return draft


def _fixed_places(text: str) -> list[tuple[int, int]]:
    """Return where the numbers of paragraphs stand: anchors are made of them, so no strike takes one."""
    places = []
    for paragraph in parse(text).paragraphs:
        before = _BEFORE_NUMBER.match(text, paragraph.start, paragraph.end)
        number = _NUMBER.match(text, before.end(), paragraph.end) if before else None
        if paragraph.number and number:
            places.append((paragraph.start, number.end()))
    return places


def _pieces(value: str, start: int, end: int, fixed: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ``start`` to ``end`` without the ``fixed`` places, and without blanks at the ends of a piece."""
    pieces: list[tuple[int, int]] = []
    for fixed_start, fixed_end in [*fixed, (end, end)]:
        if fixed_end < start or fixed_start > end:
            continue
        pieces += _trimmed(value, start, fixed_start)
        start = fixed_end
    return pieces


def _trimmed(value: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and value[start].isspace():
        start += 1
    while start < end and value[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _strike(edition: Edition, spans: list[tuple[str, int, int]], reason: str) -> Change:
    held = set(edition.redactions.values_list("field", "start", "end"))
    fresh = [span for span in spans if span not in held]
    if not fresh:
        raise SpanTaken(f"nothing more of {edition.cable.reference_id} can be struck there")
    Redaction.objects.bulk_create(
        Redaction(edition=edition, field=field, start=start, end=end, reason=reason)
        for field, start, end in fresh
    )
    return changed(edition, "redact", "strike", fresh)


def changed(edition: Edition, action: str, step: str, spans: list[tuple[str, int, int]]) -> Change:
    """Move the edition on, and write down what was done and where."""
    was = edition.state
    move(edition, step)
    place = f"{edition.cable.reference_id} edition {edition.number}"
    journal.note(journal.actor(), action, place, spans=[list(span) for span in spans], was=was)
    item = getattr(edition, "item", None)
    return Change(
        edition=edition,
        spans=tuple(spans),
        voided=was in (State.CLEARED, State.IN_RELEASE),
        release=item.release_id if item is not None else None,
    )
