"""One cable, all that the vault knows of it, as plain JSON values.  For editors only."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cableroom.private.vault.copying import copies_of
from cableroom.private.vault.models import JOINED, Cable, Edition, Record, ReleaseItem, Section
from cableroom.private.vault.queries import records, text_record
from cableroom.private.vault.texts import original_bytes, record_text
from cableroom.sources import ATTRIBUTES
from cableroom.telegram import Mark, marks, parse
from cableroom.telegram.agreement import compare_stated
from cableroom.telegram.shingles import body_words, likeness, shingles


def describe(cable: Cable) -> dict[str, Any]:
    """Return the cable with its records, editions, releases, problems, marks and text.

    Places are half-open code points of ``text``, as ``redact --span`` takes them. ``stated`` and
    ``text`` are those of the record that the newest edition is of; the others are candidates.
    ``derived`` names the stated fields that its source leaves out and its text says.
    ``attributes`` is what its original says besides.
    """
    held = records(cable)
    first = text_record(cable)
    text = record_text(first)
    telegram = parse(text, reference_id=cable.reference_id, sent_at=first.created)
    telegram = compare_stated(telegram, classification=first.classification)
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
        "records": list(_records(held, first, text)),
        "copies": [
            {"reference_id": other, "likeness": likeness, "verdict": verdict}
            for other, likeness, verdict in copies_of(cable)
        ],
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


def _records(held: list[Record], first: Record, text: str) -> Iterator[dict[str, Any]]:
    sections = {one.record_id: one for one in Section.objects.filter(record__in=held)}
    number_of = {record.pk: number for number, record in enumerate(held, start=1)}
    own = shingles(body_words(text)) if len(held) > 1 else frozenset()
    for record in held:
        section = sections.get(record.pk)
        is_compared = record != first and section is None and record.format != JOINED
        yield {
            **_record(record, number_of[record.pk]),
            "candidate": record != first,
            "section": _section(section) if section else None,
            "joined_from": [
                {"record": number_of[piece.record_id], "start": piece.start, "end": piece.end}
                for piece in (record.pieces.order_by("place") if record.format == JOINED else ())
            ],
            "likeness": round(likeness(own, shingles(body_words(record_text(record)))), 2)
            if is_compared
            else None,
        }


def _section(section: Section) -> dict[str, int]:
    return {"first": section.first, "last": section.last, "total": section.total}


def _record(record: Record, number: int) -> dict[str, Any]:
    return {
        "number": number,
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
