"""Is the archive whole?  The vault, what is published, and that the two agree: CHECKS, a table.

Nothing here changes anything.  A finding that does not bar is a warning; where
``production`` is set, warnings count as faults.
"""

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connections
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from cableroom.errors import CableroomError, WorkerKilled
from cableroom.gate.finding import Finding
from cableroom.gate.plan import commitments
from cableroom.gate.progress import Progress, silent
from cableroom.gate.settling import published, served
from cableroom.gate.standing import graves, released
from cableroom.gate.stored_texts import joins, originals, records
from cableroom.private.vault import seals
from cableroom.private.vault.archive import SCHEMA, SECRET_BYTES
from cableroom.private.vault.errors import VaultLocked
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import Cable, Edition, Publication, State
from cableroom.public.editions import queries, verifying
from cableroom.public.editions.generation import Generation
from cableroom.public.editions.verifying import folder_name

_SPARE: Final = 256 * 1024 * 1024
"""Bytes that must be free beside those of a generation."""


@dataclass(frozen=True, slots=True)
class Check:
    """A row of CHECKS."""

    name: str
    sentence: str
    """What is true where nothing was found."""
    advice: str
    """What to do where something was."""
    find: Callable[[Progress], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Checked:
    """One check, done."""

    check: Check
    findings: tuple[Finding, ...]
    broken_off: WorkerKilled | None = None
    """Why it came to no end; that says nothing about the archive."""


def diagnose(*, progress: Progress = silent) -> Iterator[Checked]:
    """Give the outcome of every check of the open archive, as each is done."""
    for check in CHECKS:
        findings: list[Finding] = []
        broken_off = None
        try:
            findings.extend(_found(check, progress))
        except WorkerKilled as exc:
            broken_off = exc
        yield Checked(check, tuple(findings), broken_off)


def _found(check: Check, progress: Progress) -> Iterator[Finding]:
    try:
        yield from check.find(progress)
    except WorkerKilled:
        raise
    except CableroomError as exc:
        yield Finding(check.name, f"cannot be looked at: {exc}")
    except Exception as exc:  # noqa: BLE001 - whatever a damage makes of the code, it is a finding
        yield Finding(check.name, f"cannot be looked at ({type(exc).__name__})")


def _permissions(progress: Progress) -> Iterator[Finding]:
    del progress
    vault: Path = settings.CABLEROOM_VAULT
    for path, mode in ((vault, 0o700), (vault / "secret", 0o600)):
        if not path.exists():
            yield Finding(str(path), "is missing")
        elif (found := stat.S_IMODE(path.stat().st_mode)) != mode:
            yield Finding(str(path), f"has mode {found:04o} instead of {mode:04o}")
    secret = vault / "secret"
    if secret.is_file() and (size := secret.stat().st_size) != SECRET_BYTES:
        yield Finding(str(secret), f"has {size} bytes instead of {SECRET_BYTES}")


def _accounts(progress: Progress) -> Iterator[Finding]:
    del progress
    owner = settings.CABLEROOM_VAULT.stat().st_uid
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if process.stat().st_uid == owner and _serves_us(process):
                what = "serves the reading room under the account of the vault"
                yield Finding(f"process {process.name}", what, bars=False)
        except OSError:  # it ended, or is not ours to look at
            continue


def _serves_us(process: Path) -> bool:
    """Whether a process is a reading room of what this archive publishes."""
    words = (process / "cmdline").read_bytes().decode(errors="replace").split("\0")
    if "serve" not in words or "cableroom-reader" not in {Path(word).name for word in words[:3]}:
        return False
    variables = (process / "environ").read_bytes().decode(errors="replace").split("\0")
    named = [words[place + 1] for place, word in enumerate(words[:-1]) if word == "--published"]
    named += [
        variable.partition("=")[2] for variable in variables if variable.startswith("CABLEROOM_PUBLISHED=")
    ]
    folder = (process / "cwd").readlink() / (named or ["published"])[0]
    return folder.resolve() == published().resolve()


def _database(progress: Progress) -> Iterator[Finding]:
    del progress
    with connections["default"].cursor() as cursor:
        if (said := cursor.execute("PRAGMA user_version").fetchone()[0]) != SCHEMA:
            yield Finding("vault.sqlite3", f"says that it has schema {said} instead of {SCHEMA}")
        for (said,) in cursor.execute("PRAGMA integrity_check").fetchall():
            if said != "ok":
                # SQLite's words name pages and indexes, never values.
                yield Finding("vault.sqlite3", f"is damaged: {said}")
        for table, row, parent, _key in cursor.execute("PRAGMA foreign_key_check").fetchall():
            yield Finding(f"{table} {row}", f"belongs to a {parent} that is not there")


def _rows(progress: Progress) -> Iterator[Finding]:
    del progress
    for one in seals.broken(connections["default"], (settings.CABLEROOM_VAULT / "secret").read_bytes()):
        yield Finding(one.place, one.what)


def _states(progress: Progress) -> Iterator[Finding]:
    del progress
    public = Q(release_number__isnull=False, public_number__isnull=False)
    editions = Edition.objects.select_related("cable").order_by("cable__reference_id", "number")
    wrong = (
        (editions.filter(state=State.RELEASED).exclude(public), "is released and has no public number"),
        (
            editions.filter(state=State.RELEASED, item__release__public_number__isnull=True),
            "is released, its release is not",
        ),
        (editions.filter(state=State.IN_RELEASE, item__isnull=True), "is in a release that does not list it"),
        (
            editions.filter(state=State.IN_RELEASE, item__release__public_number__isnull=False),
            "waits in a release that is public",
        ),
    )
    for found, what in wrong:
        for edition in found.iterator():
            yield Finding(f"{edition.cable.reference_id} edition {edition.number}", what)
    newest = Edition.objects.filter(cable=OuterRef("pk")).order_by("-number").values("state")[:1]
    cables = Cable.objects.annotate(
        newest=Subquery(newest), public=Count("editions", filter=Q(editions__state=State.RELEASED))
    )
    expected = Coalesce("newest", Value(State.RECEIVED))
    for cable in cables.exclude(state=expected).order_by("reference_id").iterator():
        yield Finding(cable.reference_id, f"is {cable.state}, its newest edition is not")
    for cable in cables.filter(withdrawals__isnull=False).distinct().order_by("reference_id").iterator():
        if cable.state != State.WITHDRAWN:
            yield Finding(cable.reference_id, f"was withdrawn, and is {cable.state}")
        for edition in cable.editions.exclude(state=State.WITHDRAWN):
            what = f"is {edition.state}, its cable was withdrawn"
            yield Finding(f"{cable.reference_id} edition {edition.number}", what)
    for cable in cables.filter(public__gt=1).order_by("reference_id").iterator():
        yield Finding(cable.reference_id, "has more than one public edition")


def _running(progress: Progress) -> Iterator[Finding]:
    del progress
    try:
        with writer_lock():
            for publication in Publication.objects.filter(done=False):
                what = "was not finished; the next command that writes will do it or undo it"
                yield Finding(f"publication of generation {publication.generation}", what)
    except VaultLocked as exc:
        yield Finding("lock", str(exc), bars=False)


def _published(progress: Progress) -> Iterator[Finding]:
    del progress
    if not published().is_dir():
        yield Finding(str(published()), "is missing")
    elif any(published().iterdir()):
        for checked in verifying.verify_published(published()):
            for damage in checked.damages:
                yield Finding(damage.place, damage.what)
    # It is empty before the first release, and where a vault was restored alone: see ``agreement``.


def _agreement(progress: Progress) -> Iterator[Finding]:
    del progress
    expected = released()
    number = served()
    if number is None:
        if expected:
            yield Finding("published", f"has nothing; {len(expected)} cables are released")
        return
    generation = Generation.open(published() / folder_name(number))
    standing = {row.reference_id: row for row in queries.all_summaries(generation)}
    found = queries.commitments(generation)
    tombs = {grave.reference_id for grave in queries.tombstones(generation)}
    committed = commitments()
    for reference_id in sorted(expected.keys() | standing.keys()):
        place, row = expected.get(reference_id), standing.get(reference_id)
        if place is None:
            yield Finding(reference_id, "is public, and the vault does not say so")
        elif row is None:
            yield Finding(reference_id, "is released, and not public")
        elif (row.number, row.release) != (place.number, place.release):
            yield Finding(reference_id, "is public under other numbers than the vault gave")
        elif found[reference_id] != committed.get((reference_id, row.number)):
            yield Finding(reference_id, "is public with another text than was released")
    for reference_id in sorted(tombs ^ graves().keys()):
        yield Finding(reference_id, "has a tombstone on one side only")


def _room(progress: Progress) -> Iterator[Finding]:
    del progress
    number = served()
    folder = published() / folder_name(number or 0)
    size = sum(path.lstat().st_size for path in folder.rglob("*")) if folder.is_dir() else 0
    # A folder that is missing is named by ``published``.
    for path in filter(Path.is_dir, (settings.CABLEROOM_VAULT, published())):
        free = shutil.disk_usage(path).free
        if free < size + _SPARE:
            needed = f"{free:,} bytes free; the next generation needs about {size + _SPARE:,}"
            yield Finding(str(path), f"has {needed}", bars=False)


_RESTORE: Final = (
    "Publish nothing, look at the disk, restore the newest backup that `doctor` is content with."
)
_PUBLISH: Final = (
    "Build all that is released anew from the vault: `cableroom rebuild --as NAME --as NAME`, by two people."
    " That is all there is to do after the restore of a vault alone. Where readers cannot wait for it, serve"
    " an older, whole generation meanwhile (`cableroom rollback`)."
)
CHECKS: Final = (
    Check(
        "permissions",
        "Only the vault's account can read the vault and its secret.",
        "Set the modes with chmod; a secret that is missing or cut is in every backup.",
        _permissions,
    ),
    Check(
        "accounts",
        "No reading room runs under the account of the vault.",
        "Run `cableroom-reader serve` under an account of its own.",
        _accounts,
    ),
    Check("database", "SQLite finds the vault whole; every row belongs somewhere.", _RESTORE, _database),
    Check("rows", "Every row of the vault is as it was written.", _RESTORE, _rows),
    Check(
        "originals",
        "Every original has the length and the digest that it was received with.",
        _RESTORE,
        originals,
    ),
    Check("records", "The text of every record can be read.", _RESTORE, records),
    Check("joins", "Every join is its sections, and nothing else.", _RESTORE, joins),
    Check("states", "Editions, cables and releases say the same.", _RESTORE, _states),
    Check(
        "running",
        "No publication was left half done, and nobody is writing.",
        "Wait until nobody writes; any other command then finishes or undoes what was left half done.",
        _running,
    ),
    Check("published", "Every kept generation is whole, down to the last byte.", _PUBLISH, _published),
    Check("agreement", "What is public is what the vault says was released.", _PUBLISH, _agreement),
    Check(
        "room",
        "There is room for the next generation.",
        "Make room on that disk before the next publication.",
        _room,
    ),
)
"""In the order in which they are run."""
