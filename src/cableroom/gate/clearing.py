"""Clearing: an editor lets editions pass, after the checks and the hits in other cables.

1. Each edition goes through the checks of ``clearance``.
2. A string struck anywhere in the vault must not stand in an edition that is
   cleared now; a string struck in one of these must not stand in an edition on
   its way to the public or there already.  Each such hit is listed, and bars
   the clearing until a person accepts it, with a reason.
3. 1,000 editions are one transaction; what was cleared before a kill stays so.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from cableroom.errors import CableroomError
from cableroom.gate.clearance import examine
from cableroom.gate.elsewhere import binding
from cableroom.gate.errors import LeftoversNotAccepted
from cableroom.gate.leftovers import digest, leftovers, places, sought
from cableroom.gate.preparing import fetch_what_few_have, prepare, struck_strings
from cableroom.gate.progress import Progress, silent
from cableroom.private.vault import journal
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import Acceptance, Cable, Edition, Entry, Record, ReleaseItem, State
from cableroom.private.vault.people import person
from cableroom.private.vault.problems import HELD_BACK
from cableroom.private.vault.queries import by_rank, fragments
from cableroom.private.vault.states import after, before
from cableroom.private.vault.words import WordSet, key

BATCH: Final = 1_000
"""Editions in one transaction."""
LOCATED: Final = 100
"""Of so many hits the places are looked up; of more, the cables are named."""
_ON_THE_WAY: Final = (State.CLEARED, State.IN_RELEASE, State.RELEASED)


@dataclass(frozen=True, slots=True)
class Acceptor:
    """A person who answers for the struck strings that stand in other cables."""

    name: str
    reason: str

    def __post_init__(self) -> None:
        """Raise NameMissing or NameMixed where no person can have the name."""
        person(self.name)


@dataclass(frozen=True, slots=True)
class Hit:
    """A string struck in one cable stands in another. Names places, no text."""

    struck_in: tuple[str, ...]
    """Reference ids."""
    stands_in: str
    """Reference id."""
    places: tuple[tuple[str, int, int], ...]
    """(field, start, end) of the original, as `redact` takes them; none after LOCATED hits."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a cable was not cleared."""

    reference_id: str
    error: CableroomError


@dataclass(slots=True)
class Outcome:
    """What became of the cables; every one is in exactly one of the first four."""

    cleared: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    """Cleared before, and not changed since."""
    quarantined: list[str] = field(default_factory=list)
    """Skipped: the source was in doubt, so a person must name them."""
    refused: list[Refusal] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    """Not accepted before; with an Acceptor, accepted now."""


def clear_cables(
    cables: Sequence[Cable], *, acceptor: Acceptor | None = None, progress: Progress = silent
) -> Outcome:
    """Clear the newest edition of each of ``cables``; who names a quarantined cable has reviewed it."""
    keys = list(dict.fromkeys(cable.pk for cable in cables))
    return _Clearing(acceptor, progress, skip_quarantined=False).run(keys)


def clear_all(*, acceptor: Acceptor | None = None, progress: Progress = silent) -> Outcome:
    """Clear every cable that can be, but for those whose source is in doubt (HELD_BACK)."""
    waiting = Cable.objects.filter(state__in=before("clear")).order_by("reference_id")
    return _Clearing(acceptor, progress, skip_quarantined=True).run(
        list(waiting.values_list("pk", flat=True))
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """A struck string in an edition on its way to the public."""

    folded: str
    reference_id: str
    cable_id: int
    edition_id: int
    """0 where the edition is only stored when it is cleared."""


class _Clearing:
    """One run over the editions to clear, with all that is struck anywhere at hand."""

    def __init__(self, acceptor: Acceptor | None, progress: Progress, *, skip_quarantined: bool) -> None:
        self.acceptor = acceptor
        self.progress = progress
        self.skip_quarantined = skip_quarantined
        self.outcome = Outcome()
        self.struck_in: dict[str, set[str]] = defaultdict(set)
        self.words = WordSet([])
        # By folded string: where the strings of the cables to clear stand in others.
        self.standing: dict[str, list[_Standing]] = defaultdict(list)
        self.accepted: set[tuple[int, str]] = set()

    def run(self, keys: list[int]) -> Outcome:
        with writer_lock():
            self._learn(keys)
            for start in range(0, len(keys), BATCH):
                self._batch(keys[start : start + BATCH])
                self.progress("Clearing", min(start + BATCH, len(keys)), len(keys))
        return self.outcome

    def _learn(self, keys: list[int]) -> None:
        """Collect what is struck anywhere, and where the strings of these cables stand in others."""
        strings: list[str] = []
        own: list[str] = []
        chosen = set(keys)
        for edition in _read(binding()):
            struck = sought(struck_strings(edition))
            strings += struck
            if edition.cable_id in chosen:
                own += struck
            for string in struck:
                self.struck_in[key(string)].add(edition.cable.reference_id)
        self.words = WordSet(strings, in_part=True)
        self.accepted = set(Acceptance.objects.values_list("edition_id", "digest"))
        if not own:
            return
        words = WordSet(own, in_part=True)
        others = Edition.objects.filter(state__in=_ON_THE_WAY)
        total = others.count()
        for done, edition in enumerate(_read(others), start=1):
            # What is public of a cable to clear is replaced by what is cleared.
            if edition.cable_id not in chosen or edition.cable.state in _ON_THE_WAY:
                for folded in leftovers(prepare(edition), words):
                    self.standing[folded].append(_standing(folded, edition))
            self.progress("Looking through the others", done, total)

    def _batch(self, keys: list[int]) -> None:
        passed: list[Edition] = []
        acceptances: list[tuple[Edition, _Standing]] = []
        editions = _newest(keys)
        lacking = fragments(edition.record_id for edition in editions) if self.skip_quarantined else set()
        for edition in editions:
            reference_id = edition.cable.reference_id
            if edition.state in (State.CLEARED, State.IN_RELEASE):
                self.outcome.already.append(reference_id)
            elif edition.record_id in lacking or (
                self.skip_quarantined and not HELD_BACK.isdisjoint(edition.record.problems)
            ):
                self.outcome.quarantined.append(reference_id)
            else:
                try:
                    acceptances += self._examine(edition)
                except CableroomError as exc:
                    self.outcome.refused.append(Refusal(reference_id, exc))
                else:
                    passed.append(edition)
        self._write(passed, acceptances)

    def _examine(self, edition: Edition) -> list[tuple[Edition, _Standing]]:
        """Return the hits that the acceptor answers for, beside ``edition``. Raises the refusal."""
        reference_id = edition.cable.reference_id
        after(edition.state, "clear", place=f"{reference_id} edition {edition.number}")
        prepared = examine(edition)
        found = [
            _standing(folded, edition)
            for folded in sorted(leftovers(prepared, self.words))
            if self.struck_in[folded] != {reference_id}
        ]
        for folded in dict.fromkeys(key(string) for string in sought(prepared.struck)):
            found += [hit for hit in self.standing.get(folded, ()) if hit.cable_id != edition.cable_id]
        fresh = [hit for hit in found if (hit.edition_id, digest(hit.folded)) not in self.accepted]
        for hit in fresh:
            self.outcome.hits.append(self._hit(hit, edition))
        if self.acceptor is None and fresh:
            count = "a string" if len(fresh) == 1 else f"{len(fresh)} strings"
            raise LeftoversNotAccepted(f"{reference_id}: {count} struck in one cable and left in another")
        self.accepted.update((hit.edition_id, digest(hit.folded)) for hit in fresh if hit.edition_id)
        return [(edition, hit) for hit in fresh]

    def _hit(self, standing: _Standing, edition: Edition) -> Hit:
        """Name the cables of a hit, and the places of the first ones."""
        located: list[tuple[str, int, int]] = []
        if len(self.outcome.hits) < LOCATED:
            if standing.cable_id != edition.cable_id:
                edition = Edition.objects.select_related("cable", "record").get(pk=standing.edition_id)
            located = places(edition, self.words.only(standing.folded))
        struck_in = self.struck_in[standing.folded] - {standing.reference_id}
        return Hit(tuple(sorted(struck_in)), standing.reference_id, tuple(located))

    def _write(self, passed: list[Edition], acceptances: list[tuple[Edition, _Standing]]) -> None:
        if not passed:
            return
        actor = journal.actor()
        with transaction.atomic():
            Edition.objects.bulk_create(edition for edition in passed if edition.pk is None)
            held = ReleaseItem.objects.filter(edition__in=passed).values_list("edition_id", flat=True)
            listed = set(held)
            for state, editions in (
                (State.IN_RELEASE, [edition for edition in passed if edition.pk in listed]),
                (State.CLEARED, [edition for edition in passed if edition.pk not in listed]),
            ):
                Edition.objects.filter(pk__in=[edition.pk for edition in editions]).update(state=state)
                Cable.objects.filter(pk__in=[edition.cable_id for edition in editions]).update(state=state)
            if self.acceptor is not None:
                Acceptance.objects.bulk_create(
                    Acceptance(
                        # Those of an edition that was new have no number until now.
                        edition_id=hit.edition_id or edition.pk,
                        digest=digest(hit.folded),
                        name=self.acceptor.name,
                        reason=self.acceptor.reason,
                    )
                    for edition, hit in acceptances
                )
            Entry.objects.bulk_create(
                journal.entry(actor, "clear", f"{edition.cable.reference_id} edition {edition.number}")
                for edition in passed
            )
        self.outcome.cleared += [edition.cable.reference_id for edition in passed]


def _standing(folded: str, edition: Edition) -> _Standing:
    return _Standing(folded, edition.cable.reference_id, edition.cable_id, edition.pk or 0)


def _read(editions: QuerySet[Edition]) -> Iterator[Edition]:
    """Give editions with all that ``prepare`` reads, a batch at a time."""
    related = editions.select_related("cable", "record").prefetch_related("redactions").order_by("pk")
    yield from related.iterator(chunk_size=BATCH)


def _newest(keys: Iterable[int]) -> list[Edition]:
    """Return each cable's newest edition, in reference-id order; a new, unsaved one where there is none."""
    cables = {cable.pk: cable for cable in Cable.objects.filter(pk__in=list(keys))}
    newest = {
        edition.cable_id: edition
        for edition in Edition.objects.filter(cable__in=cables).select_related("record").order_by("number")
    }
    primary: dict[int, Record] = {}
    for record in Record.objects.filter(cable__in=[pk for pk in cables if pk not in newest]).order_by("pk"):
        primary[record.cable_id] = min(primary.get(record.cable_id, record), record, key=by_rank)
    editions = []
    for cable in sorted(cables.values(), key=lambda cable: cable.reference_id):
        edition = newest.get(cable.pk)
        if edition is None:
            edition = Edition(cable=cable, record=primary[cable.pk], number=1)
        edition.cable = cable
        editions.append(edition)
    fetch_what_few_have(editions)
    return editions
