"""Cables with nearly the same text under two reference ids: found here, judged by a person.

    texts -> sketches -> pairs that may be -> shingles of both -> Pair

Nothing is merged, and nothing of this is public: ``public.editions.copies`` compares what is published anew.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import Q

from cableroom.private.vault import journal
from cableroom.private.vault.errors import PairUnknown
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import Cable, Pair, Record
from cableroom.private.vault.people import person
from cableroom.private.vault.queries import by_rank
from cableroom.private.vault.texts import record_text
from cableroom.telegram.alike import Sketches, compare
from cableroom.telegram.shingles import COPY, Shingles, body_words, shingles, sketch

CONFIRMED: Final = "confirmed"
REFUSED: Final = "refused"
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Found:
    """What a search for copies did."""

    cables: int
    compared: int
    """Pairs whose texts were compared."""
    alike: int
    """Pairs that are stored."""
    fresh: int
    """Of these, pairs that were not stored before."""


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair in a listing."""

    first: str
    second: str
    likeness: float
    verdict: str
    """Empty, confirmed or refused."""
    name: str
    """Who said so."""


def _silent(step: str, done: int, total: int) -> None:
    del step, done, total


def find_copies(*, progress: Callable[[str, int, int], None] = _silent) -> Found:
    """Compare the text of every cable with those that may be copies of it, and store the pairs.

    A pair that a person has judged keeps its verdict. Raises VaultLocked, OriginalDamaged.
    """
    with writer_lock():
        sketches = Sketches()
        cables = Cable.objects.count()
        for done, record in enumerate(_texts(), 1):
            sketches.add(record.cable_id, sketch(record_text(record)))
            progress("Reading", done, cables)
        candidates = list(sketches.pairs())
        alike = {}
        for done, (first, second, found) in enumerate(compare(candidates, _shingles), 1):
            if found >= COPY:
                alike[first, second] = round(100 * found)
            progress("Comparing", done, len(candidates))
        fresh = _store(alike)
    return Found(cables, len(candidates), len(alike), fresh)


def judge(first: Cable, second: Cable, verdict: str, name: str) -> None:
    """Write down that ``name`` says of the pair that it is CONFIRMED or REFUSED.

    Raises PairUnknown, NameMissing, NameMixed, VaultLocked.
    """
    person(name)
    with writer_lock(), transaction.atomic():
        low, high = sorted((first, second), key=lambda cable: cable.reference_id)
        if not Pair.objects.filter(first=low, second=high).update(verdict=verdict, name=name):
            raise PairUnknown(f"{low.reference_id} and {high.reference_id} are no pair of copies")
        place = f"{low.reference_id} {high.reference_id}"
        journal.note(journal.actor(), "copies", place, verdict=verdict, name=name)


def pair_lines(*, judged: bool | None = None) -> Iterator[PairLine]:
    """Give the pairs by reference ids; judged: only those with, or without, a verdict."""
    pairs = Pair.objects.order_by("first__reference_id", "second__reference_id")
    if judged is not None:
        pairs = pairs.exclude(verdict="") if judged else pairs.filter(verdict="")
    columns = ("first__reference_id", "second__reference_id", "likeness", "verdict", "name")
    for first, second, hundredths, verdict, name in pairs.values_list(*columns).iterator():
        yield PairLine(first, second, hundredths / 100, verdict, name)


def copies_of(cable: Cable) -> list[tuple[str, float, str]]:
    """Return (reference id, likeness, verdict) of the cables whose text is nearly that of ``cable``."""
    pairs = Pair.objects.filter(Q(first=cable) | Q(second=cable)).select_related("first", "second")
    return sorted(
        (
            (pair.second if pair.first_id == cable.pk else pair.first).reference_id,
            pair.likeness / 100,
            pair.verdict,
        )
        for pair in pairs
    )


def _texts() -> Iterator[Record]:
    """Give the record that the review of each cable begins with."""
    last = 0
    while some := list(
        Cable.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]
    ):
        primary: dict[int, Record] = {}
        for record in Record.objects.filter(cable__in=some).order_by("pk"):
            primary[record.cable_id] = min(primary.get(record.cable_id, record), record, key=by_rank)
        yield from primary.values()
        last = some[-1]


def _shingles(cable: int) -> Shingles:
    record = min(Record.objects.filter(cable=cable), key=by_rank)
    return shingles(body_words(record_text(record)))


def _store(alike: dict[tuple[int, int], int]) -> int:
    """Let the stored pairs be these; return how many are new."""
    names = dict(
        Cable.objects.filter(pk__in={pk for pair in alike for pk in pair}).values_list("pk", "reference_id")
    )
    wanted: dict[tuple[int, int], int] = {}
    for (one, other), found in alike.items():
        first, second = sorted((one, other), key=names.__getitem__)
        wanted[first, second] = found
    with transaction.atomic():
        known = {(pair.first_id, pair.second_id): pair for pair in Pair.objects.all()}
        for key, pair in known.items():
            if key in wanted and pair.likeness != wanted[key]:
                pair.likeness = wanted[key]
                pair.save(update_fields=["likeness"])
            elif key not in wanted and not pair.verdict:
                pair.delete()
        fresh = sorted(wanted.keys() - known, key=lambda pair: (names[pair[0]], names[pair[1]]))
        Pair.objects.bulk_create(
            Pair(first_id=first, second_id=second, likeness=wanted[first, second]) for first, second in fresh
        )
        journal.note(journal.actor(), "copies", "all cables", alike=len(alike), fresh=len(fresh))
    return len(fresh)
