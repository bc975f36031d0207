"""Taking another record for the text of a cable: a join, a corrected copy, a better reading.

What the newest edition strikes is struck in the taken record wherever the same words stand, because
its places mean nothing there.  What is found nowhere is counted, so that a person looks.
"""

from dataclasses import dataclass

from django.db import transaction

from cableroom.private.vault.errors import RecordTaken, RecordUnknown
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import Cable, Edition, Record, Redaction
from cableroom.private.vault.queries import newest_edition, records, text_record
from cableroom.private.vault.redacting import CREATED, Change, changed, draft, field_value, places_of
from cableroom.private.vault.states import refuse_withdrawn
from cableroom.private.vault.words import WordSet


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a record did."""

    change: Change
    """Its spans are those that are struck in the record now."""
    lost: int
    """Strikes of before whose words stand nowhere in the record."""


def take(cable: Cable, number: int) -> Taken:
    """Let record ``number`` (from 1, as ``show`` numbers them) be the text of the newest edition.

    Of a released cable a new edition is begun; a clearing, and what was accepted with it, is void.
    Raises RecordUnknown; RecordTaken: it is the text already; CableWithdrawn; VaultLocked.
    """
    with writer_lock(), transaction.atomic():
        refuse_withdrawn(cable)
        held = records(cable)
        if not 1 <= number <= len(held):
            raise RecordUnknown(f"{cable.reference_id} has {len(held)} records, no record {number}")
        record = held[number - 1]
        if text_record(cable).pk == record.pk:
            raise RecordTaken(f"record {number} is the text of {cable.reference_id} already")
        struck = _struck(newest_edition(cable))
        edition = draft(cable)
        edition.redactions.all().delete()
        edition.acceptances.all().delete()
        edition.record = record
        edition.save(update_fields=["record"])
        found = [(_places(record, *strike), strike[-1]) for strike in struck]
        spans = {span: reason for places, reason in found for span in places}
        Redaction.objects.bulk_create(
            Redaction(edition=edition, field=field, start=start, end=end, reason=reason)
            for (field, start, end), reason in sorted(spans.items())
        )
        change = changed(edition, "take", "strike" if spans else "reopen", sorted(spans))
    return Taken(change, lost=sum(not places for places, _ in found))


def _struck(edition: Edition | None) -> list[tuple[str, str, str]]:
    """Return (field, words, reason) of each redaction."""
    if edition is None:
        return []
    return [
        (one.field, field_value(edition.record, one.field)[one.start : one.end], one.reason)
        for one in edition.redactions.order_by("field", "start", "end")
    ]


def _places(record: Record, field: str, words: str, _reason: str) -> list[tuple[str, int, int]]:
    if field == CREATED:
        # Of a time nothing is public where any of it is struck.
        value = field_value(record, CREATED)
        return [(CREATED, 0, len(value))] if value else []
    return places_of(record, WordSet([words]))
