"""Is what is published whole?  A folder of generations -> what was checked, and every damage by its place.

Runs without the vault and without Django: whoever holds a copy can run it.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from cableroom.errors import CableroomError, WorkerKilled
from cableroom.public.editions import copies, manifest, queries
from cableroom.public.editions.errors import GenerationMissing, GenerationOfOtherVersion
from cableroom.public.editions.generation import DATABASE, Generation
from cableroom.public.editions.manifest import Damage
from cableroom.public.editions.row_checks import ROW_CHECKS, UNREADABLE, Rows, read_rows, unreadable

CURRENT: Final = "current"
"""Name of the symlink to the generation that is served."""
_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Checked:
    """One check of one generation, done."""

    place: str
    """Folder of the generation, or ``current``."""
    name: str
    damages: tuple[Damage, ...]


class Looked:
    """A generation that is looked at; its rows are read once, when the first check asks for them."""

    def __init__(self, folder: Path) -> None:
        self.folder: Final = folder

    @cached_property
    def rows(self) -> Rows:
        """What its rows are found to be.  Raises as ``read_rows``."""
        return read_rows(self.folder)


@dataclass(frozen=True, slots=True)
class Check:
    """A row of CHECKS."""

    name: str
    sentence: str
    """What it means that it passed."""
    find: Callable[[Looked], Iterator[Damage]]
    reads_texts: bool = False
    """Whether it reads the text of every cable."""


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
        yield Checked(folder.name, CHECKS[0].name, tuple(_manifest(Looked(folder))))
        return
    looked = Looked(folder)
    for check in CHECKS:
        yield Checked(folder.name, check.name, tuple(_found(check, looked)))


def verify_files(folder: Path) -> Iterator[Checked]:
    """Do as ``verify``, without what looks at every text; for who reads the rows anyway."""
    looked = Looked(folder)
    for check in CHECKS:
        if not check.reads_texts:
            yield Checked(folder.name, check.name, tuple(_found(check, looked)))


def _found(check: Check, looked: Looked) -> Iterator[Damage]:
    """Run one check; what it cannot even read is a damage, too."""
    try:
        yield from check.find(looked)
    except WorkerKilled:
        # Says nothing about the generation.
        raise
    except (CableroomError, *UNREADABLE) as exc:
        yield unreadable(looked.folder.name, exc)


def verify_published(published: Path) -> Iterator[Checked]:
    """Give the outcome of every check of the link, of the current and of every kept generation.

    One that a publication deletes meanwhile is looked at no further.
    Raises GenerationMissing ("generation-missing"): no such folder, or nothing was ever published.
    """
    if not published.is_dir() or not any(published.iterdir()):
        raise GenerationMissing(f"nothing is published in {published}")
    yield Checked(CURRENT, "link", tuple(_link(published)))
    for number in kept(published):
        for checked in verify(published / folder_name(number)):
            if checked.damages and _was_deleted(published, number):
                break
            yield checked


def _was_deleted(published: Path, number: int) -> bool:
    """Whether a generation that was there is not any more, as it should be: another one is served."""
    try:
        return number not in kept(published) and current(published) not in (number, None)
    except GenerationMissing:
        return False


def _link(published: Path) -> Iterator[Damage]:
    try:
        if current(published) is None:
            yield Damage(CURRENT, "is missing")
    except GenerationMissing:
        yield Damage(CURRENT, "leads to no generation")
    for path in sorted(published.iterdir()):
        if path.name != CURRENT and not _is_generation(path):
            yield Damage(path.name, "is no generation")


def _manifest(looked: Looked) -> Iterator[Damage]:
    folder = looked.folder
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


def _database(looked: Looked) -> Iterator[Damage]:
    place = f"{looked.folder.name}/{DATABASE}"
    generation = Generation.open(looked.folder)
    for row in generation.connection().execute("PRAGMA integrity_check"):
        if row != ("ok",):
            # SQLite's words name pages and indexes, never values.
            yield Damage(place, f"is damaged: {row[0]}")
    if free := generation.connection().execute("PRAGMA freelist_count").fetchone()[0]:
        yield Damage(place, f"has {free} free pages, which may hold what was deleted")


def _of_rows(name: str, looked: Looked) -> Iterator[Damage]:
    return looked.rows.damages(name)


def _counts(looked: Looked) -> Iterator[Damage]:
    folder = looked.folder
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


def _copies(looked: Looked) -> Iterator[Damage]:
    rows = looked.rows
    if rows.unread:
        yield rows.unread
    elif not copies.are_as_found(Generation.open(looked.folder), rows.sketches):
        yield Damage(f"{looked.folder.name}/{DATABASE}", "names other copies than its texts give")


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit() and len(name) >= _DIGITS and name == folder_name(int(name))


def _is_generation(path: Path) -> bool:
    return _is_number(path.name) and path.is_dir() and not path.is_symlink()


CHECKS: Final = (
    Check(
        "manifest",
        "Every file has the length and the hash of the manifest; none is extra or missing.",
        _manifest,
    ),
    Check("database", "SQLite finds the database whole and without free pages.", _database),
    *(Check(row.name, row.sentence, partial(_of_rows, row.name), reads_texts=True) for row in ROW_CHECKS),
    Check("counts", "Releases have as many cables as they say; no cable has a tombstone beside it.", _counts),
    Check(
        "copies",
        "Cables with nearly the same text are named as copies, and no others.",
        _copies,
        reads_texts=True,
    ),
)
"""In the order in which they are run."""
