"""What can be asked of a generation.  Each function reads one opened Generation and nothing else."""

# ruff: noqa: S608 - only this module's own column lists are put into queries; values are parameters

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson

from cableroom.public.editions.generation import Generation
from cableroom.public.editions.packing import places_of, strings_of, unpack_json, unpack_text

_SUMMARY: Final = (
    "ordinal, reference_id, created, released, release, origin, classification, subject, tags, number,"
    " captions, precedence, has, languages"
)
_SUMMARY_COLUMNS: Final = _SUMMARY.count(",") + 1
_EDITION: Final = f"{_SUMMARY}, coverage, stated, text, marks, telegram, anchors, nonce, commitment"
_TEXT, _TELEGRAM = map(_EDITION.split(", ").index, ("text", "telegram"))
_AFTER_ALL: Final = 1 << 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A published cable in a list."""

    ordinal: int
    """Place in reference-id order, from 0."""
    reference_id: str
    created: str | None
    """ISO 8601 UTC, ``2007-11-03T05:03:00Z``."""
    released: str
    """Date of the release, ``2010-11-28``."""
    release: int
    """Public number of the release."""
    origin: str | None
    """``Embassy Bern``."""
    classification: str | None
    subject: str | None
    tags: tuple[str, ...]
    number: int
    """Public edition number, from 1."""
    captions: tuple[str, ...]
    precedence: str | None
    """For action: ``IMMEDIATE``."""
    has: tuple[str, ...]
    """What it holds, of ``held.HAS``."""
    languages: tuple[str, ...]
    """Codes of ``telegram.language``, the most of it first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Summary):
    """A published cable, whole."""

    coverage: tuple[str, ...]
    """Addresses of articles that quote the cable."""
    stated: dict[str, Any]
    """What the source stated; covered by the commitment."""
    text: str
    """The public bytes, decoded; every span points into it."""
    marks: tuple[tuple[int, int], ...]
    """True redaction marks, half-open code points of ``text``."""
    telegram: dict[str, Any]
    """``Telegram.as_dict()`` of ``text``, and ``body_start``."""
    anchors: tuple[tuple[str, int], ...]
    """(name, start in ``text``) of every frozen paragraph address, by place."""
    nonce: str
    commitment: str


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet and how many published cables have it."""

    value: str
    """Part of the address: ``embassy-bern``."""
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Release:
    """A published batch."""

    number: int
    date: str
    title: str
    note: str
    count: int
    """Its cables that stand in this generation."""


@dataclass(frozen=True, slots=True)
class Grave:
    """What stays in public of a withdrawn cable."""

    reference_id: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A number or word stated by an editor, never counted."""

    value: str
    date: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One published cable cites another."""

    source: str
    target: str


def count(generation: Generation) -> int:
    """Return how many cables are published."""
    number: int = generation.connection().execute("SELECT count(*) FROM edition").fetchone()[0]
    return number


def edition(generation: Generation, reference_id: str) -> Edition | None:
    """Return the published cable of a canonical reference id; None for every other, whatever the reason."""
    row = (
        generation.connection()
        .execute(f"SELECT {_EDITION} FROM edition WHERE reference_id = ?", (reference_id,))
        .fetchone()
    )
    return None if row is None else _edition(row)


def all_editions(generation: Generation) -> Iterator[Edition]:
    """Give every published cable, whole, in reference-id order, one at a time."""
    for edition, _text, _telegram in all_packed(generation):
        yield edition


def all_packed(
    generation: Generation, *, first: int = 0, end: int = _AFTER_ALL
) -> Iterator[tuple[Edition, bytes, bytes]]:
    """Do as ``all_editions``; beside each its text and telegram, packed as they lie in its row.

    first, end: half-open ordinals, for a part of them.
    """
    query = f"SELECT {_EDITION} FROM edition WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal"
    # A generator, so that the generation is held until the last row is read.
    for row in generation.connection().execute(query, (first, end)):
        yield _edition(row), row[_TEXT], row[_TELEGRAM]


def all_telegrams(generation: Generation) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give ordinal and telegram of every published cable, in reference-id order, one at a time."""
    query = "SELECT ordinal, telegram FROM edition ORDER BY ordinal"
    for ordinal, telegram in generation.connection().execute(query):
        yield ordinal, unpack_json(telegram)


def all_summaries(generation: Generation) -> Iterator[Summary]:
    """Give every published cable in reference-id order, without its text."""
    yield from map(
        _summary, generation.connection().execute(f"SELECT {_SUMMARY} FROM edition ORDER BY ordinal")
    )


def commitments(generation: Generation) -> dict[str, str]:
    """Return the commitment of every published cable, hex, by reference id."""
    return dict(
        generation.connection().execute("SELECT reference_id, commitment FROM edition ORDER BY ordinal")
    )


def anchors(
    generation: Generation, reference_ids: Iterable[str]
) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
    """Return the paragraph addresses of those of the cables that are published, in reference-id order."""
    query = (
        "SELECT reference_id, anchors FROM edition"
        " WHERE reference_id IN (SELECT value FROM json_each(?)) ORDER BY ordinal"
    )
    rows = generation.connection().execute(query, (json.dumps(list(reference_ids)),))
    return [(reference_id, places_of(column)) for reference_id, column in rows]


def summaries(generation: Generation, ordinals: Sequence[int]) -> list[Summary]:
    """Return the cables of these rows, in the order asked; an unknown row is left out."""
    query = f"SELECT {_SUMMARY} FROM edition WHERE ordinal IN (SELECT value FROM json_each(?))"
    rows = generation.connection().execute(query, (json.dumps(list(ordinals)),))
    found = {row[0]: _summary(row) for row in rows}
    return [found[ordinal] for ordinal in ordinals if ordinal in found]


def published_ids(generation: Generation, reference_ids: Iterable[str]) -> set[str]:
    """Return those of the canonical reference ids that are published; nothing tells the others apart."""
    query = "SELECT reference_id FROM edition WHERE reference_id IN (SELECT value FROM json_each(?))"
    return {row[0] for row in generation.connection().execute(query, (json.dumps(list(reference_ids)),))}


def cited_by(generation: Generation, reference_id: str) -> list[Summary]:
    """Return the published cables that cite this one, in reference-id order."""
    query = (
        f"SELECT {_SUMMARY} FROM edition WHERE reference_id IN"
        " (SELECT source FROM citation WHERE target = ?) ORDER BY ordinal"
    )
    return list(map(_summary, generation.connection().execute(query, (reference_id,))))


def citations(generation: Generation) -> list[Citation]:
    """Return every citation between published cables, by source, then target."""
    rows = generation.connection().execute("SELECT source, target FROM citation ORDER BY ordinal")
    return [Citation(*row) for row in rows]


def latest(generation: Generation, limit: int) -> list[Summary]:
    """Return the newest cables: newest release first, then by reference id."""
    query = f"SELECT {_SUMMARY} FROM edition ORDER BY released DESC, release DESC, ordinal LIMIT ?"
    return list(map(_summary, generation.connection().execute(query, (limit,))))


def facet_counts(generation: Generation, facet: str) -> list[FacetValue]:
    """Return the values of a facet in their order of display; empty for an unknown facet."""
    query = "SELECT value, label, count FROM facet_count WHERE facet = ? ORDER BY ordinal"
    return [FacetValue(*row) for row in generation.connection().execute(query, (facet,))]


def facet_value(generation: Generation, facet: str, value: str) -> FacetValue | None:
    """Return one value of a facet; None where no published cable has it."""
    query = "SELECT value, label, count FROM facet_count WHERE facet = ? AND value = ?"
    row = generation.connection().execute(query, (facet, value)).fetchone()
    return None if row is None else FacetValue(*row)


def releases(generation: Generation) -> list[Release]:
    """Return the published releases, newest date first."""
    query = "SELECT number, date, title, note, count FROM release ORDER BY date DESC, number DESC"
    return [Release(*row) for row in generation.connection().execute(query)]


def tombstone(generation: Generation, reference_id: str) -> Grave | None:
    """Return what stays of a withdrawn cable; None where there is no tombstone."""
    query = "SELECT reference_id, date, reason FROM tombstone WHERE reference_id = ?"
    row = generation.connection().execute(query, (reference_id,)).fetchone()
    return None if row is None else Grave(*row)


def tombstones(generation: Generation) -> list[Grave]:
    """Return every tombstone, in reference-id order."""
    query = "SELECT reference_id, date, reason FROM tombstone ORDER BY reference_id"
    return [Grave(*row) for row in generation.connection().execute(query)]


def facts(generation: Generation) -> dict[str, Fact]:
    """Return the stated facts by name: total, title, notice, hashtag."""
    query = "SELECT name, value, date FROM fact ORDER BY name"
    return {name: Fact(value, date) for name, value, date in generation.connection().execute(query)}


def _summary(row: tuple[Any, ...]) -> Summary:
    return Summary(**_common(row))


def _edition(row: tuple[Any, ...]) -> Edition:
    coverage, stated, text, marks, telegram, places, nonce, commitment = row[_SUMMARY_COLUMNS:]
    return Edition(
        **_common(row),
        coverage=tuple(orjson.loads(coverage)),
        stated=orjson.loads(stated),
        text=unpack_text(text),
        marks=tuple((start, end) for start, end in orjson.loads(marks)),
        telegram=unpack_json(telegram),
        anchors=places_of(places),
        nonce=nonce,
        commitment=commitment,
    )


def _common(row: tuple[Any, ...]) -> dict[str, Any]:
    ordinal, reference_id, created, released, release, origin, classification, *more = row[:_SUMMARY_COLUMNS]
    subject, tags, number, captions, precedence, has, languages = more
    return {
        "ordinal": ordinal,
        "reference_id": reference_id,
        "created": created,
        "released": released,
        "release": release,
        "origin": origin,
        "classification": classification,
        "subject": subject,
        "tags": strings_of(tags),
        "number": number,
        "captions": strings_of(captions),
        "precedence": precedence,
        "has": strings_of(has),
        "languages": strings_of(languages),
    }
