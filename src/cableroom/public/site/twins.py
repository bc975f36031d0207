"""Cables as data: what the JSON twins hold and ``cableroom-reader show --json`` prints."""

from collections.abc import Sequence
from typing import Any

from cableroom.public.editions.queries import Edition, Summary


def edition_data(edition: Edition, cited_by: Sequence[Summary]) -> dict[str, Any]:
    """Return a published cable, whole; every offset is a code point of ``text``."""
    return {
        "reference_id": edition.reference_id,
        "number": edition.number,
        "created": edition.created,
        "released": edition.released,
        "release": edition.release,
        "origin": edition.origin,
        "classification": edition.classification,
        "subject": edition.subject,
        "tags": list(edition.tags),
        "coverage": list(edition.coverage),
        "cited_by": [cable.reference_id for cable in cited_by],
        "text": edition.text,
        "redactions": [{"start": start, "end": end} for start, end in edition.marks],
        "anchors": [{"name": name, "start": start} for name, start in edition.anchors],
        "telegram": edition.telegram,
        "stated": edition.stated,
        "nonce": edition.nonce,
        "commitment": edition.commitment,
    }


def summary_data(cable: Summary) -> dict[str, Any]:
    """Return a cable of a list."""
    return {
        "reference_id": cable.reference_id,
        "created": cable.created,
        "released": cable.released,
        "origin": cable.origin,
        "classification": cable.classification,
        "subject": cable.subject,
        "tags": list(cable.tags),
    }
