"""Cables as data: what the JSON twins hold and ``cableroom-reader show --json`` prints."""

from typing import Any

from cableroom.public.editions import copies, queries
from cableroom.public.editions.generation import Generation
from cableroom.public.editions.queries import Edition, Summary


def edition_data(generation: Generation, edition: Edition) -> dict[str, Any]:
    """Return a published cable, whole; every offset is a code point of ``text``."""
    name = edition.reference_id
    return {
        "reference_id": name,
        "number": edition.number,
        "created": edition.created,
        "released": edition.released,
        "release": edition.release,
        "origin": edition.origin,
        "classification": edition.classification,
        "subject": edition.subject,
        "tags": list(edition.tags),
        "languages": list(edition.languages),
        "coverage": list(edition.coverage),
        "cited_by": [cable.reference_id for cable in queries.cited_by(generation, name)],
        "copies": [
            {
                "reference_id": copy.reference_id,
                "likeness": copy.likeness / 100,
                "corrected_copy": copy.is_corrected,
            }
            for copy in copies.copies_of(generation, name)
        ],
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
