"""Is what is published whole?  A folder of generations -> what was checked, and every damage by its place.

Runs without the vault and without Django: whoever holds a copy can run it.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import zstandard

from cableroom.errors import CableroomError
from cableroom.public.editions import copies, manifest, queries
from cableroom.public.editions.commitment import commitment_of
from cableroom.public.editions.contents import Content, all_contents
from cableroom.public.editions.errors import GenerationMissing, GenerationOfOtherVersion
from cableroom.public.editions.generation import DATABASE, Generation
from cableroom.public.editions.manifest import Damage
from cableroom.public.editions.marks import mark_spans
from cableroom.public.editions.queries import Edition

CURRENT: Final = "current"
"""Name of the symlink to the generation that is served."""
_DIGITS: Final = 6
UNREADABLE: Final = (sqlite3.Error, zstandard.ZstdError, ValueError, KeyError, TypeError, RecursionError)
"""What reading a damaged file may raise."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One check of one generation, done."""

    place: str
    """Folder of the generation, or ``current``."""
    name: str
    damages: tuple[Damage, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A row of CHECKS."""

    name: str
    sentence: str
    """What it means that it passed."""
    find: Callable[[Path], Iterator[Damage]]
    reads_texts: bool = False
    """Whether it reads the text of every cable."""


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A check that looks at one published cable at a time."""

    name: str
    sentence: str
    faults: Callable[[Content | Edition], Iterator[str]]

    def find(self, folder: Path) -> Iterator[Damage]:
        """Give the damages of all rows."""
        for content in all_contents(Generation.open(folder)):
            for what in self.faults(content):
                yield Damage(f"{folder.name}/{content.reference_id}", what)


def folder_name(number: int) -> str:
    """Return the folder of a generation, ``000042``."""
    return f"{number:0{_DIGITS}}"


def kept(published: Path) -> list[int]:
    """Return the numbers of the generations in the folder, oldest first."""
    if not published.is_dir():
        return []
    return sorted(int(path.name) for path in published.iterdir() if _is_generation(path))


def current(published: Path) -> int | None:
    """Return the number that ``current`` points at; None where nothing is published.

    Raises GenerationMissing ("generation-missing"): it is no link to a generation beside it.
    """
    link = published / CURRENT
    if not os.path.lexists(link):
        return None
    target = link.readlink().name if link.is_symlink() and link.readlink().parent == Path() else ""
    if not _is_number(target) or not (published / target).is_dir():
        raise GenerationMissing(f"{link} leads to no generation")
    return int(target)


def verify(folder: Path) -> Iterator[Checked]:
    """Give the outcome of every check of the generation in ``folder``, as each is done.

    One of another version of cableroom is looked at no further: its rows say nothing to us.
    """
    if not manifest.is_of_this_version(folder):
        yield Checked(folder.name, CHECKS[0].name, tuple(_manifest(folder)))
        return
    for check in CHECKS:
        yield Checked(folder.name, check.name, tuple(_found(check, folder)))


def verify_files(folder: Path) -> Iterator[Checked]:
    """Do as ``verify``, without what looks at every text; for who reads the rows anyway."""
    for check in CHECKS:
        if isinstance(check, Check) and not check.reads_texts:
            yield Checked(folder.name, check.name, tuple(_found(check, folder)))


def _found(check: Check | RowCheck, folder: Path) -> Iterator[Damage]:
    """Run one check; what it cannot even read is a damage, too."""
    try:
        yield from check.find(folder)
    except CableroomError:
        yield Damage(folder.name, "cannot be opened")
    except UNREADABLE:
        # From a damaged file anything may come; its bytes do not belong in a message.
        yield Damage(f"{folder.name}/{DATABASE}", "cannot be read")


def verify_published(published: Path) -> Iterator[Checked]:
    """Give the outcome of every check of the link, of the current and of every kept generation.

    Raises GenerationMissing ("generation-missing"): no such folder, or nothing was ever published.
    """
    if not published.is_dir() or not any(published.iterdir()):
        raise GenerationMissing(f"nothing is published in {published}")
    yield Checked(CURRENT, "link", tuple(_link(published)))
    for number in kept(published):
        yield from verify(published / folder_name(number))


def _link(published: Path) -> Iterator[Damage]:
    try:
        if current(published) is None:
            yield Damage(CURRENT, "is missing")
    except GenerationMissing:
        yield Damage(CURRENT, "leads to no generation")
    for path in sorted(published.iterdir()):
        if path.name != CURRENT and not _is_generation(path):
            yield Damage(path.name, "is no generation")


def _manifest(folder: Path) -> Iterator[Damage]:
    try:
        read = manifest.read(folder)
    except GenerationOfOtherVersion as exc:
        yield Damage(f"{folder.name}/{manifest.MANIFEST}", f"says: {exc}; {exc.hint}")
        return
    except CableroomError:
        yield Damage(f"{folder.name}/{manifest.MANIFEST}", "cannot be read")
        return
    if folder_name(read.generation) != folder.name:
        yield Damage(f"{folder.name}/{manifest.MANIFEST}", f"is that of generation {read.generation}")
    yield from manifest.damages(folder, read)


def _database(folder: Path) -> Iterator[Damage]:
    place = f"{folder.name}/{DATABASE}"
    generation = Generation.open(folder)
    for row in generation.connection().execute("PRAGMA integrity_check"):
        if row != ("ok",):
            # SQLite's words name pages and indexes, never values.
            yield Damage(place, f"is damaged: {row[0]}")
    if free := generation.connection().execute("PRAGMA freelist_count").fetchone()[0]:
        yield Damage(place, f"has {free} free pages, which may hold what was deleted")


def _uncommitted(row: Content | Edition) -> Iterator[str]:
    leaf = commitment_of(
        nonce=row.nonce, reference_id=row.reference_id, number=row.number, text=row.text, stated=row.stated
    )
    if leaf != row.commitment:
        yield "does not agree with its commitment"


def _mismarked(row: Content | Edition) -> Iterator[str]:
    if mark_spans(row.text) != row.marks:
        yield "does not have its marks where it says"


def _counts(folder: Path) -> Iterator[Damage]:
    generation = Generation.open(folder)
    standing: dict[int, int] = {}
    for place, summary in enumerate(queries.all_summaries(generation)):
        standing[summary.release] = standing.get(summary.release, 0) + 1
        if summary.ordinal != place:
            yield Damage(f"{folder.name}/{summary.reference_id}", "is not in its place")
    said = {release.number: release.count for release in queries.releases(generation)}
    for number in sorted(standing.keys() | said.keys()):
        if standing.get(number, 0) != said.get(number):
            yield Damage(f"{folder.name}/release {number}", "does not have as many cables as it says")
    for grave in queries.tombstones(generation):
        if queries.edition(generation, grave.reference_id):
            yield Damage(f"{folder.name}/{grave.reference_id}", "is published and has a tombstone")


def _copies(folder: Path) -> Iterator[Damage]:
    if not copies.are_as_found_again(Generation.open(folder)):
        yield Damage(f"{folder.name}/{DATABASE}", "names other copies than its texts give")


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit() and len(name) >= _DIGITS and name == folder_name(int(name))


def _is_generation(path: Path) -> bool:
    return _is_number(path.name) and path.is_dir() and not path.is_symlink()


ROW_CHECKS: Final = (
    RowCheck("commitments", "Every text and its stated fields agree with their commitment.", _uncommitted),
    RowCheck("marks", "True marks stand where the row says, and nothing else looks like one.", _mismarked),
)
CHECKS: Final = (
    Check(
        "manifest",
        "Every file has the length and the hash of the manifest; none is extra or missing.",
        _manifest,
    ),
    Check("database", "SQLite finds the database whole and without free pages.", _database),
    *ROW_CHECKS,
    Check("counts", "Releases have as many cables as they say; no cable has a tombstone beside it.", _counts),
    Check(
        "copies",
        "Cables with nearly the same text are named as copies, and no others.",
        _copies,
        reads_texts=True,
    ),
)
"""In the order in which they are run."""
