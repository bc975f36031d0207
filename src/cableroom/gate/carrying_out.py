"""Carrying out a plan in the vault, once the generation that it speaks of is served.

Call it in one transaction with the note that it is done.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, Final, TypeVar

from django.db.models import QuerySet

from cableroom.gate.plan import RELEASE, ROLLBACK, WITHDRAWAL, Plan
from cableroom.gate.progress import Progress, silent
from cableroom.private.vault.models import (
    Anchors,
    Cable,
    Edition,
    Publication,
    Release,
    ReleaseItem,
    State,
    Withdrawal,
)
from cableroom.private.vault.states import after, before
from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation

_AT_ONCE: Final = 500

T = TypeVar("T")


def carry_out(plan: Plan, generation: Generation, *, progress: Progress = silent) -> None:
    """Make true in the vault what ``plan`` says of ``generation``, which is served."""
    if plan.kind == RELEASE:
        _release(plan, generation, progress)
    elif plan.kind == WITHDRAWAL:
        _withdraw(plan)
    elif plan.kind == ROLLBACK:
        _take_back_after(generation)
    # A rebuilding changes nothing in the vault.


def _release(plan: Plan, generation: Generation, progress: Progress) -> None:
    of_number: dict[int, list[int]] = defaultdict(list)
    for issue in plan.issues:
        of_number[issue.number].append(issue.edition)
    done = 0
    for number, editions in of_number.items():
        for some in _in_parts(editions):
            issued = Edition.objects.filter(pk__in=some)
            cables = list(issued.values_list("cable", flat=True))
            _step(Edition.objects.filter(cable__in=cables), State.RELEASED, "supersede")
            _step(issued, State.IN_RELEASE, "publish")
            issued.update(public_number=number, release_number=plan.release_number)
            _follow_newest(cables)
            done += len(some)
            progress("Releasing", done, len(plan.issues))
    Release.objects.filter(pk=_of(plan.release)).update(public_number=plan.release_number)
    _freeze(generation, [issue.reference_id for issue in plan.issues], progress)


def _withdraw(plan: Plan) -> None:
    cable = _of(plan.cable)
    editions = Edition.objects.filter(cable=cable)
    for state in before("withdraw"):
        _step(editions, state, "withdraw")
    # Else the other cables of a release that waits would wait for this one for ever.
    ReleaseItem.objects.filter(edition__cable=cable, release__public_number__isnull=True).delete()
    Cable.objects.filter(pk=cable).update(state=State.WITHDRAWN)
    Withdrawal.objects.create(
        cable_id=cable,
        date=date.fromisoformat(_of(plan.day)),
        reason=_of(plan.reason),
        names=list(plan.names),
    )


def _take_back_after(generation: Generation) -> None:
    """Take back what was released after ``generation``: its editions wait in their release again.

    Numbers once given stay given: the next publication gets the next ones.
    """
    later = Publication.objects.filter(done=True, generation__gt=generation.number, plan__kind=RELEASE)
    for publication in later.filter(plan__undone=False).order_by("-generation"):
        plan = Plan.from_dict(publication.plan)
        Release.objects.filter(pk=_of(plan.release)).update(public_number=None)
        for some in _in_parts([issue.edition for issue in plan.issues]):
            issued = Edition.objects.filter(pk__in=some)
            cables = list(issued.values_list("cable", flat=True))
            _step(issued, State.RELEASED, "retract")
            for cable in cables:
                earlier = Edition.objects.filter(cable=cable, state=State.SUPERSEDED).order_by(
                    "public_number"
                )
                _step(Edition.objects.filter(pk__in=earlier.reverse()[:1]), State.SUPERSEDED, "reinstate")
            _follow_newest(cables)
        _freeze(generation, [issue.reference_id for issue in plan.issues])
        publication.plan["undone"] = True
        publication.save(update_fields=["plan"])


def _step(editions: QuerySet[Edition], state: State, step: str) -> None:
    """Take ``step`` with those of the editions that are in ``state``; the others have taken it."""
    editions.filter(state=state).update(state=after(state, step, place="an edition"))


def _follow_newest(cables: Sequence[int]) -> None:
    """Let each cable have the state of its newest edition."""
    newest = dict(Edition.objects.filter(cable__in=cables).order_by("number").values_list("cable", "state"))
    of_state: dict[str, list[int]] = defaultdict(list)
    for cable, state in newest.items():
        of_state[state].append(cable)
    for state, some in of_state.items():
        Cable.objects.filter(pk__in=some).update(state=state)


def _freeze(generation: Generation, reference_ids: Sequence[str], progress: Progress = silent) -> None:
    """Note the paragraph addresses under which these cables stand in ``generation``."""
    for done, some in enumerate(_in_parts(sorted(reference_ids))):
        progress("Keeping addresses", done * _AT_ONCE, len(reference_ids))
        cables = dict(Cable.objects.filter(reference_id__in=some).values_list("reference_id", "pk"))
        kept = dict(Anchors.objects.filter(cable__in=cables.values()).values_list("cable", "places"))
        rows = (
            Anchors(cable_id=cables[name], places=_with(kept.get(cables[name], ()), places))
            for name, places in queries.anchors(generation, some)
        )
        Anchors.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["cable"],
            update_fields=["places"],
        )
    progress("Keeping addresses", len(reference_ids), len(reference_ids))


def _with(kept: Iterable[Sequence[Any]], places: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return all of these (name, start), by place; a name that was kept has its place from ``places``."""
    merged = dict(map(tuple, kept)) | dict(places)
    return sorted(merged.items(), key=itemgetter(1, 0))


def _of(value: T | None) -> T:
    """Return what this kind of plan always has."""
    assert value is not None
    return value


def _in_parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + _AT_ONCE] for start in range(0, len(items), _AT_ONCE))
