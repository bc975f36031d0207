"""What changes what the public sees: publish a release, withdraw a cable, roll back, rebuild.

Each builds or finds a whole generation, checks it, and swaps it in by one step.
Whatever fails before that leaves the old generation served and the vault as it was.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Max

from cableroom import durable
from cableroom.errors import CableroomError
from cableroom.gate.checks import run
from cableroom.gate.errors import (
    NothingReleased,
    NotReleased,
    NowhereToRollBack,
    ReasonUnknown,
    TwoNamesNeeded,
)
from cableroom.gate.finding import Finding
from cableroom.gate.generation import Contents, build, sweep
from cableroom.gate.plan import (
    REBUILDING,
    RELEASE,
    WITHDRAWAL,
    Issue,
    Plan,
    next_generation,
    next_release_number,
)
from cableroom.gate.progress import Progress, silent
from cableroom.gate.settling import check_room, published, served, settle, settle_rollback, tidy
from cableroom.gate.staged import Staged
from cableroom.gate.standing import Grave, Place, contents, graves, released
from cableroom.private.vault import queries as vault
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import Cable, Edition, Release
from cableroom.private.vault.people import person
from cableroom.private.vault.reasons import WITHDRAWAL_REASONS
from cableroom.private.vault.releasing import SIGNATURES, check_signed, find_release
from cableroom.public.editions import copies, queries
from cableroom.public.editions.generation import Generation
from cableroom.public.editions.manifest import check_version
from cableroom.public.editions.models import PublicRelease
from cableroom.public.editions.verifying import CURRENT, folder_name, kept


@dataclass(frozen=True, slots=True)
class Published:
    """What a call made public."""

    generation: int
    release: int | None
    """Public number of the release; None where no release is published."""
    editions: int
    """Cables that stand in the generation."""
    new: int
    """Of these, the ones that this call made public."""
    told: tuple[Finding, ...] = ()
    """What the checks found that bars nothing, but a person should know."""


def publish_release(release_id: int, *, progress: Progress = silent) -> Published:
    """Publish a release that two people signed as it is now.

    release_id: the vault's number of the release.
    Raises ReleaseUnknown; what ``check_signed`` and ``clear`` refuse; GenerationRefused with what
    the checks found; PublishedElsewhere; VaultLocked. Nothing has changed then.
    """
    with writer_lock():
        tidy()
        check_room()
        release = find_release(release_id)
        content = check_signed(release)
        number = next_release_number()
        before = released()
        new = _places(release, number)
        stated = PublicRelease(
            number=number, date=release.date.isoformat(), title=release.title, note=release.note
        )
        made = contents(next_generation(), (before | new).values(), graves=graves().values(), release=stated)
        staged, told = _staged(made, before | new, progress)
        committed = queries.commitments(staged)
        plan = Plan(
            kind=RELEASE,
            drops_older=any(_tightens(place, before.get(ref)) for ref, place in new.items()),
            release=release.pk,
            release_number=number,
            issues=tuple(
                Issue(place.edition, reference_id, place.number, committed[reference_id])
                for reference_id, place in new.items()
            ),
            names=tuple(
                release.signatures.filter(content_hash=content)
                .order_by("name")
                .values_list("name", flat=True)
            ),
        )
        settle(staged, plan, progress=progress)
        return Published(staged.number, number, queries.count(staged), len(new), told)


def withdraw(
    reference_id: str, *, reason: str, names: Sequence[str], on: date, progress: Progress = silent
) -> Published:
    """Take a public cable back: a tombstone stands in its place, and older generations are deleted.

    reference_id: in any spelling; reason: one of WITHDRAWAL_REASONS, public; names: two different
    people at least; on: the date on the tombstone.
    Raises CableUnknown, NotReleased, ReasonUnknown, TwoNamesNeeded, NameMissing, NameMixed,
    GenerationRefused, VaultLocked.
    """
    if reason not in WITHDRAWAL_REASONS:
        raise ReasonUnknown(f"{reason!a} is no reason class; there are {', '.join(WITHDRAWAL_REASONS)}")
    _check_two(names, "a withdrawal")
    with writer_lock():
        tidy()
        check_room()
        cable = vault.cable(reference_id)
        places = released()
        if places.pop(cable.reference_id, None) is None:
            raise NotReleased(f"{cable.reference_id} is not public")
        dead = graves() | {cable.reference_id: Grave(cable.reference_id, on, reason)}
        made = contents(next_generation(), places.values(), graves=dead.values())
        staged, told = _staged(made, places, progress)
        plan = Plan(
            kind=WITHDRAWAL,
            drops_older=True,
            cable=cable.pk,
            reason=reason,
            day=on.isoformat(),
            names=tuple(names),
        )
        # Before the settling, which deletes the generation that names them.
        left = [*_leaves(cable), *_copies(cable.reference_id)]
        settle(staged, plan, progress=progress)
        return Published(staged.number, None, queries.count(staged), 0, (*left, *told))


def _check_two(names: Sequence[str], what: str) -> None:
    if len({person(name) for name in names if name.strip()}) < SIGNATURES:
        raise TwoNamesNeeded(f"{what} needs {SIGNATURES} different names")


def _leaves(cable: Cable) -> list[Finding]:
    """Say of each release that waits for publication that it loses ``cable``."""
    waiting = Release.objects.filter(public_number__isnull=True, items__edition__cable=cable)
    what = f"does not hold {cable.reference_id} any more; its signatures are void, sign it again"
    return [Finding(f"release {release.pk}", what, bars=False) for release in waiting.order_by("pk")]


def _copies(reference_id: str) -> Iterator[Finding]:
    """Say of each copy of a cable that it stays public; none where what is served cannot be read."""
    with contextlib.suppress(CableroomError, OSError, sqlite3.Error):
        serving = Generation.open(published() / CURRENT)
        for copy in copies.copies_of(serving, reference_id):
            what = f"has nearly the same words as {reference_id}, and stays public"
            yield Finding(copy.reference_id, what, bars=False)


def rollback() -> Published:
    """Serve the generation before the current one again, and take back what was released since.

    The current generation is deleted; its numbers are not given again.
    Raises NowhereToRollBack: none is kept, or the last publication withdrew or tightened something;
    GenerationOfOtherVersion: this cableroom could not serve it.
    """
    with writer_lock():
        tidy()
        serving = served()
        older = [number for number in kept(published()) if serving is not None and number < serving]
        if not older:
            raise NowhereToRollBack("no generation before the current one is kept")
        check_version(published() / folder_name(older[-1]))
        settle_rollback(older[-1])
        return Published(older[-1], None, len(released()), 0)


def rebuild(*, names: Sequence[str], progress: Progress = silent) -> Published:
    """Build what is public once more from the vault, as the next generation, and serve it.

    For a public side that is lost or damaged, or was built by an older cableroom.
    names: two different people at least, because facts stated since become public with it.
    Raises NothingReleased, TwoNamesNeeded, NameMissing, NameMixed, GenerationRefused, PublishedElsewhere,
    VaultLocked.
    """
    _check_two(names, "a rebuild")
    with writer_lock():
        if not published().is_dir():
            durable.make_directory(published())
        tidy()
        check_room()
        places, dead = released(), graves()
        if not places and not dead:
            raise NothingReleased("nothing was released yet")
        made = contents(next_generation(), places.values(), graves=dead.values())
        staged, told = _staged(made, places, progress)
        settle(staged, Plan(kind=REBUILDING, names=tuple(names)), progress=progress)
        return Published(staged.number, None, queries.count(staged), 0, told)


def _staged(
    made: Contents, places: dict[str, Place], progress: Progress
) -> tuple[Generation, tuple[Finding, ...]]:
    """Build a generation and run every check on it; leave nothing behind where one refuses."""
    try:
        staged = build(settings.CABLEROOM_VAULT, made, progress=progress)
        told = run(Staged(staged, places, made.readings, progress))
    except BaseException:
        sweep(settings.CABLEROOM_VAULT)
        raise
    return staged, tuple(told)


def _places(release: Release, number: int) -> dict[str, Place]:
    """Return where the editions of ``release`` will stand; a number of an edition is never given twice."""
    editions = Edition.objects.filter(item__release=release).annotate(
        highest=Max("cable__editions__public_number")
    )
    return {
        reference_id: Place(reference_id, pk, (highest or 0) + 1, number, release.date, is_new=True)
        for reference_id, pk, highest in editions.values_list("cable__reference_id", "pk", "highest")
    }


def _tightens(new: Place, old: Place | None) -> bool:
    """Whether the new edition strikes anything that the public one does not, or rests on another record."""
    if old is None:
        return False
    editions = Edition.objects.in_bulk([new.edition, old.edition])
    if editions[new.edition].record_id != editions[old.edition].record_id:
        return True
    return bool(_points(editions[new.edition]) - _points(editions[old.edition]))


def _points(edition: Edition) -> set[tuple[str, int]]:
    spans: Iterable[tuple[str, int, int]] = edition.redactions.values_list("field", "start", "end")
    return {(field, point) for field, start, end in spans for point in range(start, end)}
