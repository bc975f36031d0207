"""The swap, and what must become true around it: before, after, and after a kill in between.

    note the plan -> rename the generation into view -> point ``current`` at it
    -> delete what may not stay -> carry out the plan in the vault

The one step that readers see is the symlink.  Whatever ends us before it leaves
the old generation served and is undone; whatever ends us after it is finished.
Call everything here, but ``recover``, under ``writer_lock``.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, transaction

from cableroom import durable
from cableroom.gate.carrying_out import carry_out
from cableroom.gate.errors import PublishedElsewhere
from cableroom.gate.generation import sweep
from cableroom.gate.plan import ROLLBACK, Plan
from cableroom.gate.progress import Progress, silent
from cableroom.private.vault import journal
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import Publication
from cableroom.public.editions import manifest
from cableroom.public.editions.errors import GenerationMissing
from cableroom.public.editions.generation import Generation
from cableroom.public.editions.verifying import CURRENT, current, folder_name, kept


def published() -> Path:
    """Return the folder of generations of the open archive."""
    folder: Path = settings.CABLEROOM_PUBLISHED
    return folder


def served() -> int | None:
    """Return the number of the generation that readers get; None where there is none."""
    try:
        return current(published())
    except GenerationMissing:
        return None


def check_room() -> None:
    """Raise PublishedElsewhere where the swap could not work, before anything is built."""
    vault: Path = settings.CABLEROOM_VAULT
    if vault.stat().st_dev != published().stat().st_dev:
        raise PublishedElsewhere(f"{published()} is on another file system than {vault}")


def settle(staged: Generation, plan: Plan, *, progress: Progress = silent) -> None:
    """Make a staged generation the one that is served, and ``plan`` true."""
    publication = Publication.objects.create(generation=staged.number, plan=plan.as_dict())
    target = published() / folder_name(staged.number)
    with _tidied_up():
        durable.remove_tree(target)
        durable.move_directory(staged.path, target)
        _swap(publication, progress)


def settle_rollback(number: int) -> None:
    """Make the kept generation ``number`` the one that is served, and the vault say so."""
    publication = Publication.objects.create(generation=number, plan=Plan(kind=ROLLBACK).as_dict())
    with _tidied_up():
        _swap(publication)


def recover() -> bool:
    """Finish or undo what a killed publication left. Returns whether there was anything.

    Costs one query where there is nothing.  Raises VaultLocked where a publication is running.
    """
    if not Publication.objects.filter(done=False).exists():
        return False
    with writer_lock():
        return tidy()


def tidy() -> bool:
    """Do as ``recover``, and also sweep away what builds and swaps may have left half done."""
    unfinished = list(Publication.objects.filter(done=False).order_by("pk"))
    for publication in unfinished:
        if served() == publication.generation:
            _finish(publication)
        else:
            _undo(publication)
    sweep(settings.CABLEROOM_VAULT)
    for path in published().iterdir() if published().is_dir() else ():
        # By its whole name: others, as a web server, may have files here that begin with a point.
        if durable.is_left_behind(path):
            durable.remove_tree(path)
    _prune()
    return bool(unfinished)


def _undo(publication: Publication) -> None:
    """Forget a publication that never was served, and what it has put beside what is."""
    number = publication.generation
    # ``_prune`` knows what is too new only where something is served.
    if publication.plan.get("kind") != ROLLBACK and number in kept(published()):
        durable.remove_tree(published() / folder_name(number))
    journal.note(journal.actor(), "undo-publication", f"generation {number}")
    publication.delete()


@contextlib.contextmanager
def _tidied_up() -> Iterator[None]:
    """Settle at once what a fault (a full disk, Ctrl-C) leaves half done."""
    try:
        yield
    except BaseException:
        # What cannot be put right now will be when the archive is opened next.
        with contextlib.suppress(OSError, DatabaseError):
            tidy()
        raise


def _swap(publication: Publication, progress: Progress = silent) -> None:
    durable.point_link(published() / CURRENT, folder_name(publication.generation))
    _finish(publication, progress)


def _finish(publication: Publication, progress: Progress = silent) -> None:
    """Carry out the plan of a generation that is served; doing it twice does no harm."""
    _prune()
    plan = Plan.from_dict(publication.plan)
    # Whoever began it may have been another version, and rebuilding comes only after it.
    folder = published() / folder_name(publication.generation)
    generation = Generation.open(folder, of_any_version=True)
    with transaction.atomic():
        carry_out(plan, generation, progress=progress)
        publication.done = True
        publication.save(update_fields=["done"])
        place = f"generation {publication.generation}"
        journal.note(journal.actor(), plan.kind, place, names=list(plan.names), editions=len(plan.issues))


def _prune() -> None:
    """Delete the generations that may not or need not be kept.

    Kept are the one that is served and those before it, as many as the settings
    say, back to the last that took something away from the public.  Those of another version
    of cableroom go when one of ours is served, which cannot go back to them.
    """
    serving = served()
    if serving is None:
        return
    rows = Publication.objects.filter(plan__drops_older=True).values_list("generation", flat=True)
    oldest = max((number for number in rows if number <= serving), default=0)
    keep = [number for number in kept(published()) if oldest <= number <= serving]
    if _is_ours(serving):
        keep = [number for number in keep if _is_ours(number)]
    keep = keep[-settings.CABLEROOM_KEEP_GENERATIONS :]
    for number in kept(published()):
        if number not in keep:
            durable.remove_tree(published() / folder_name(number))


def _is_ours(number: int) -> bool:
    return manifest.is_of_this_version(published() / folder_name(number))
