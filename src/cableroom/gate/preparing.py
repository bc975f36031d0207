"""What would become public of an edition, before anybody has said that it may.

A vault edition goes in; redacted text and stated fields come out, and beside
them the struck strings, which the checks of ``clearance`` look for and which
go no further.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from cableroom.gate.redacted import redact, redact_value, struck_spans
from cableroom.private.vault.models import Cable, Edition, Record, Redaction, Withdrawal
from cableroom.private.vault.redacting import CREATED, TEXT, field_value
from cableroom.private.vault.times import says_any, struck_times
from cableroom.telegram.dtg import group_times

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An edition as it would be published."""

    reference_id: str
    text: str
    marks: tuple[tuple[int, int], ...]
    created: datetime | None
    origin: str | None
    classification: str | None
    coverage: tuple[str, ...]
    struck: tuple[str, ...]
    """Secret: what the redactions take away."""
    struck_times: frozenset[datetime]
    """Secret: what struck date-time groups mean, and the stated time where that is struck."""


def prepare(edition: Edition) -> Prepared:
    """Return what would become public of ``edition``, whatever its state.

    A field that the source does not state, but was read from the text, is None: what is public of
    it can only be read again, from the public text.
    Its redactions and its record are read once; prefetch them for many editions.
    Raises SpanInvalid, SurrogateInText, OriginalDamaged.
    """
    record = edition.record
    spans = spans_of(edition)
    originals = {field: field_value(record, field) for field in {TEXT, *spans}}
    redacted = redact(originals[TEXT], spans.get(TEXT, []))
    return Prepared(
        reference_id=edition.cable.reference_id,
        text=redacted.text,
        marks=redacted.marks,
        created=None if CREATED in spans or CREATED in record.derived else record.created,
        origin=_stated(record, "origin", spans),
        classification=_stated(record, "classification", spans),
        coverage=_coverage(record.coverage, spans.get("coverage", [])),
        struck=_struck(originals, spans),
        struck_times=_struck_times(record, originals[TEXT], spans),
    )


def fetch_what_few_have(editions: Sequence[Edition]) -> None:
    """Fetch the redactions of ``editions`` and the withdrawals of their cables, at once for all.

    As ``prefetch_related`` does; but that words a query for each that has none, which takes longer
    than to read and redact it, and nearly all have none.
    """
    struck = Redaction.objects.filter(edition__in=[edition.pk for edition in editions])
    _fetch(editions, "redactions", struck.values_list("edition", flat=True), Redaction.objects.none())
    cables = [edition.cable for edition in editions]
    withdrawn = Withdrawal.objects.filter(cable__in=[cable.pk for cable in cables])
    _fetch(cables, "withdrawals", withdrawn.values_list("cable", flat=True), Withdrawal.objects.none())


def _fetch(
    owners: Sequence[Edition] | Sequence[Cable], name: str, having: Iterable[int], none: QuerySet[Any]
) -> None:
    """Fetch the rows ``name`` of those ``owners`` whose keys are in ``having``; the others have none."""
    keys = set(having)
    prefetch_related_objects([owner for owner in owners if owner.pk in keys], name)
    # Evaluated here, once.
    len(none)
    for owner in owners:
        if owner.pk not in keys:
            # Where ``prefetch_related`` keeps them.
            vars(owner).setdefault("_prefetched_objects_cache", {})[name] = none


def struck_strings(edition: Edition) -> tuple[str, ...]:
    """Return what the redactions of ``edition`` take away, as it stands in the original. Secret."""
    spans = spans_of(edition)
    return _struck({field: field_value(edition.record, field) for field in spans}, spans)


def spans_of(edition: Edition) -> Mapping[str, Spans]:
    """Return what is struck in each field, as stored."""
    spans: dict[str, Spans] = defaultdict(list)
    # An edition that is not stored yet has no redactions, and Django would not let us ask.
    for redaction in edition.redactions.all() if edition.pk is not None else ():
        spans[redaction.field].append((redaction.start, redaction.end))
    return spans


def _struck(originals: Mapping[str, str], spans: Mapping[str, Spans]) -> tuple[str, ...]:
    return tuple(
        originals[field][start:end]
        for field in sorted(spans)
        for start, end in struck_spans(originals[field], spans[field])
    )


def _struck_times(record: Record, text: str, spans: Mapping[str, Spans]) -> frozenset[datetime]:
    times = struck_times(text, spans[TEXT]) if TEXT in spans else frozenset()
    if CREATED not in spans or record.created is None:
        return times
    # The group that is in the stated hour or day says what was struck, and more.
    said = {when for when, _place in group_times(text) if says_any(record.created, (when,))}
    return times | said | {record.created}


def _stated(record: Record, field: str, spans: Mapping[str, Spans]) -> str | None:
    value = field_value(record, field)
    return redact_value(value, spans.get(field, ())) if value else None


def _coverage(entries: Iterable[str], spans: Spans) -> tuple[str, ...]:
    """Leave out every address that is struck anywhere: half an address leads nowhere and says too much."""
    kept = []
    start = 0
    for entry in entries:
        end = start + len(entry)
        if not any(struck < end and start < struck_end for struck, struck_end in spans):
            kept.append(redact_value(entry, ()))
        start = end + 1
    return tuple(kept)
