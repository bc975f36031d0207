"""One cable, all that the vault knows of it, as plain JSON values.  For editors only."""

from datetime import datetime
from typing import Any

from cableroom.private.vault.models import Cable, Edition, Record, ReleaseItem
from cableroom.private.vault.queries import records
from cableroom.private.vault.texts import original_bytes, record_text
from cableroom.sources import ATTRIBUTES
from cableroom.telegram import Mark, marks, parse


def describe(cable: Cable) -> dict[str, Any]:
    """Return the cable with its records, editions, releases, problems, marks and text.

    Places are half-open code points of ``text``, as ``redact --span`` takes them. ``stated`` and
    ``text`` are those of the first record; the others are candidates. ``derived`` names the stated
    fields that its source leaves out and its text says. ``attributes`` is what the original says besides.
    """
    held = records(cable)
    first = held[0]
    text = record_text(first)
    telegram = parse(text, reference_id=cable.reference_id, sent_at=first.created)
    return {
        "reference_id": cable.reference_id,
        "state": cable.state,
        "stated": {
            "created": _time(first.created),
            "origin": first.origin,
            "classification": first.classification,
            "coverage": first.coverage,
        },
        "derived": first.derived,
        "attributes": _attributes(first),
        "records": [_record(record, number) for number, record in enumerate(held, start=1)],
        "editions": [
            _edition(edition) for edition in cable.editions.order_by("number").prefetch_related("redactions")
        ],
        "releases": _releases(cable),
        "withdrawals": [
            {"date": one.date.isoformat(), "reason": one.reason, "names": one.names}
            for one in cable.withdrawals.order_by("pk")
        ],
        "problems": [{"code": one.code, "start": one.start, "end": one.end} for one in telegram.problems],
        "marks": [_mark(mark) for mark in marks(text)],
        "telegram": telegram.as_dict(),
        "text": text,
    }


def _attributes(record: Record) -> dict[str, str]:
    read = ATTRIBUTES.get(record.format)
    return read(original_bytes(record)) if read else {}


def _record(record: Record, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "candidate": number > 1,
        "file": record.file,
        "offset": record.offset,
        "part": record.part,
        "format": record.format,
        "encoding": record.encoding,
        "digest": record.original_id,
        "size": record.original.size,
        "problems": record.problems,
    }


def _edition(edition: Edition) -> dict[str, Any]:
    return {
        "number": edition.number,
        "state": edition.state,
        "public_number": edition.public_number,
        "release_number": edition.release_number,
        "redactions": [
            {"field": one.field, "start": one.start, "end": one.end, "reason": one.reason}
            for one in sorted(edition.redactions.all(), key=lambda one: (one.field, one.start, one.end))
        ],
    }


def _releases(cable: Cable) -> list[dict[str, Any]]:
    items = ReleaseItem.objects.filter(edition__cable=cable).select_related("release", "edition")
    return [
        {
            "release": item.release.pk,
            "edition": item.edition.number,
            "title": item.release.title,
            "date": item.release.date.isoformat(),
            "public_number": item.release.public_number,
        }
        for item in items.order_by("pk")
    ]


def _mark(mark: Mark) -> dict[str, Any]:
    name = {"start": mark.name.start, "end": mark.name.end} if mark.name else None
    return {"kind": mark.kind, "start": mark.start, "end": mark.end, "name": name}


def _time(when: datetime | None) -> str | None:
    return f"{when:%Y-%m-%dT%H:%M:%SZ}" if when else None
