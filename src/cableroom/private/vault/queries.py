"""Reading the vault.  Nothing here changes a row."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count

from cableroom.private.vault.errors import CableUnknown
from cableroom.private.vault.models import JOINED, Cable, Edition, Record, Section, State
from cableroom.telegram.reference_id import canonical

_SHOWN: Final = 64
"""How much of a person's own argument a message repeats, in code points."""
_PAGE: Final = 1_000
"""How many cables a listing holds at a time."""


@dataclass(frozen=True, slots=True)
class CableLine:
    """A cable in a listing; the stated fields are those of the record that review begins with."""

    reference_id: str
    state: str
    created: datetime | None
    origin: str | None
    classification: str | None
    records: int
    editions: int


def cable(reference_id: str) -> Cable:
    """Return the cable named in any spelling (``07 State 152317``).

    Raises CableUnknown: the vault has none, or the words are no reference id.
    """
    known = canonical(reference_id)
    found = Cable.objects.filter(reference_id=known).first() if known is not None else None
    if found is None:
        raise CableUnknown(f"the archive has no cable {known or reference_id[:_SHOWN]!a}")
    return found


def records(cable: Cable) -> list[Record]:
    """Return the cable's records in the order received, a join behind its last section.

    One is the cable's text (``text_record``), the others are candidates.
    """
    return list(cable.records.order_by("pk"))


def primary_record(cable: Cable) -> Record:
    """Return the record that review begins with."""
    return min(cable.records.order_by("pk"), key=by_rank)


def by_rank(record: Record) -> tuple[bool, int]:
    """Return a key that is lowest for the record that review begins with: a join, else the first received."""
    return record.format != JOINED, record.pk


def text_record(cable: Cable) -> Record:
    """Return the record whose text is the cable's: that of its newest edition, else where review begins."""
    newest = newest_edition(cable)
    return primary_record(cable) if newest is None else newest.record


def fragments(records: Iterable[int]) -> set[int]:
    """Return those of the records (row numbers) that surely lack sections of their telegram.

    A first section without any other record of sections may be a whole telegram that lost its page lines.
    """
    sections = Section.objects.filter(record__in=list(records)).annotate(
        others=Count("record__cable__records__section") - 1
    )
    return {one.record_id for one in sections if one.first > 1 or one.others}


def newest_edition(cable: Cable) -> Edition | None:
    """Return the edition with the highest number; None where review has not begun."""
    return cable.editions.order_by("number").last()


def cable_lines(state: State | None = None) -> Iterator[CableLine]:
    """Give all cables, or those in ``state``, in the order of their reference ids; memory stays flat."""
    cables = Cable.objects.order_by("reference_id")
    if state is not None:
        cables = cables.filter(state=state)
    last = ""
    while page := list(cables.filter(reference_id__gt=last)[:_PAGE]):
        yield from _lines(page)
        last = page[-1].reference_id


def _lines(cables: list[Cable]) -> Iterator[CableLine]:
    keys = [cable.pk for cable in cables]
    editions = Counter(Edition.objects.filter(cable__in=keys).values_list("cable_id", flat=True))
    columns = ("cable_id", "format", "created", "origin", "classification")
    first: dict[int, tuple[datetime | None, str | None, str | None]] = {}
    count: Counter[int] = Counter()
    joined: set[int] = set()
    for key, kind, *stated in Record.objects.filter(cable__in=keys).order_by("pk").values_list(*columns):
        created, origin, classification = stated
        # As ``by_rank`` has it.
        if key not in first or (kind == JOINED and key not in joined):
            first[key] = (created, origin, classification)
        if kind == JOINED:
            joined.add(key)
        count[key] += 1
    for cable in cables:
        created, origin, classification = first.get(cable.pk, (None, None, None))
        yield CableLine(
            reference_id=cable.reference_id,
            state=cable.state,
            created=created,
            origin=origin,
            classification=classification,
            records=count[cable.pk],
            editions=editions[cable.pk],
        )
