"""What stands in the next generation: which editions, under which public numbers, and beside them what.

In: the vault.  Out: the Contents that ``generation.build`` takes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cableroom.gate.clearance import ClearedEdition, clear
from cableroom.gate.generation import Contents
from cableroom.gate.preparing import fetch_what_few_have
from cableroom.gate.publish import publish
from cableroom.gate.workers import in_parts, workers
from cableroom.private.vault.archive import secret
from cableroom.private.vault.models import Anchors, Edition, Fact, Release, State, Withdrawal
from cableroom.public.editions.commitment import nonce_of
from cableroom.public.editions.models import PublicEdition, PublicFact, PublicRelease, Tombstone
from cableroom.public.editions.projection import Stamp

_AT_ONCE: Final = 200
"""Editions that are read at a time."""
_SENT_AT_ONCE: Final = 50
"""Of these, so many go to another process together."""


@dataclass(frozen=True, slots=True)
class Place:
    """An edition and the public numbers under which it stands."""

    reference_id: str
    edition: int
    """Row of the vault's edition."""
    number: int
    """Public edition number."""
    release: int
    """Public number of its release."""
    released: date
    is_new: bool
    """Whether this publication makes it public."""


@dataclass(frozen=True, slots=True)
class Grave:
    """A withdrawn cable."""

    reference_id: str
    day: date
    reason: str


def released() -> dict[str, Place]:
    """Return the places of all editions that are public now, by reference id."""
    dates = dict(Release.objects.filter(public_number__isnull=False).values_list("public_number", "date"))
    found: dict[str, Place] = {}
    editions = Edition.objects.filter(state=State.RELEASED)
    for reference_id, edition, number, release in editions.values_list(
        "cable__reference_id", "pk", "public_number", "release_number"
    ):
        assert number is not None
        assert release is not None
        found[reference_id] = Place(reference_id, edition, number, release, dates[release], is_new=False)
    return found


def graves() -> dict[str, Grave]:
    """Return the withdrawn cables by reference id; the last withdrawal counts."""
    rows = Withdrawal.objects.order_by("pk").values_list("cable__reference_id", "date", "reason")
    return {row[0]: Grave(*row) for row in rows}


def contents(
    number: int,
    places: Iterable[Place],
    *,
    graves: Iterable[Grave],
    release: PublicRelease | None = None,
) -> Contents:
    """Return what generation ``number`` is made of.

    release: one that is not public yet.
    """
    ordered = sorted(places, key=lambda place: place.reference_id)
    published = [
        PublicRelease(number=number, date=day.isoformat(), title=title, note=note)
        for number, day, title, note in Release.objects.filter(public_number__isnull=False).values_list(
            "public_number", "date", "title", "note"
        )
        if number is not None
    ]
    return Contents(
        number=number,
        editions=rows(ordered),
        expected=len(ordered),
        releases=[*published, release] if release else published,
        tombstones=[
            Tombstone(reference_id=grave.reference_id, date=grave.day.isoformat(), reason=grave.reason)
            for grave in sorted(graves, key=lambda grave: grave.reference_id)
        ],
        facts=[
            PublicFact(name=fact.name, value=fact.value, date=fact.date.isoformat())
            for fact in Fact.objects.order_by("name")
        ],
    )


def rows(places: Sequence[Place]) -> Iterator[PublicEdition]:
    """Give the public row of each place, in their order: cleared again, parsed again, from the original.

    Raises what ``clear`` and ``publish`` raise.
    """
    with workers(len(places)) as each:
        for some in each(_published, in_parts(_cleared(places), _SENT_AT_ONCE)):
            yield from some


def _published(some: list[tuple[ClearedEdition, Stamp]]) -> list[PublicEdition]:
    return [publish(cleared, stamp) for cleared, stamp in some]


def _cleared(places: Iterable[Place]) -> Iterator[tuple[ClearedEdition, Stamp]]:
    salt = secret()
    for (some,) in in_parts(places, _AT_ONCE):
        editions = Edition.objects.select_related("cable", "record").in_bulk(
            [place.edition for place in some]
        )
        fetch_what_few_have([*editions.values()])
        cables = [edition.cable_id for edition in editions.values()]
        anchors = dict(Anchors.objects.filter(cable__in=cables).values_list("cable", "places"))
        for place in some:
            edition = editions[place.edition]
            yield clear(edition), _stamp(place, salt, anchors.get(edition.cable_id, []))


def _stamp(place: Place, salt: bytes, places: Iterable[Sequence[Any]]) -> Stamp:
    """places: (name, start) of its paragraph addresses, as they are kept."""
    anchors = [(name, start) for name, start in places]
    return Stamp(
        number=place.number,
        release=place.release,
        released=place.released,
        nonce=nonce_of(salt, place.reference_id, place.number),
        # Frozen with this text, or with an earlier one of the cable.
        anchors=() if place.is_new else anchors,
        earlier_anchors=anchors if place.is_new else (),
    )
