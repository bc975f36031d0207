"""What each row of a generation is found to be, in one pass over them, in every core where they are many.

    rows -> parts, in as many processes as there are cores -> damages of each check, and the sketches

A check ends at the first row that it cannot read; what it found before is kept.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

import zstandard

from cableroom.errors import CableroomError
from cableroom.public.editions.commitment import commitment_of
from cableroom.public.editions.contents import ALL, Content, contents
from cableroom.public.editions.generation import DATABASE, Generation
from cableroom.public.editions.manifest import Damage
from cableroom.public.editions.marks import mark_spans
from cableroom.public.editions.queries import Edition
from cableroom.telegram.alike import Sketches
from cableroom.telegram.shingles import sketch
from cableroom.workers import spread

UNREADABLE: Final = (sqlite3.Error, zstandard.ZstdError, ValueError, KeyError, TypeError, RecursionError)
"""What reading a damaged file may raise."""
_AT_ONCE: Final = 500
"""Rows of one part."""
_WORTH_IT: Final = 10_000
"""Rows; for fewer, starting the processes takes longer than the work."""
_EXTENT: Final = (
    "SELECT min(rowid), (SELECT max(rowid) FROM edition), (SELECT count(*) FROM edition) FROM edition"
)


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A check that looks at one published cable at a time."""

    name: str
    sentence: str
    """What it means that it passed."""
    faults: Callable[[Content | Edition], Iterator[str]]


@dataclass(slots=True)
class Rows:
    """What a part of the rows is found to be, or all of them."""

    folder: str
    """Name of the generation."""
    found: dict[str, list[Damage]] = field(default_factory=lambda: defaultdict(list))
    """By name of the check, in the order of the rows."""
    ended: dict[str, Damage] = field(default_factory=dict)
    """Name of a check -> why it did not come to the last row."""
    unread: Damage | None = None
    """Why the last row was not come to at all: no check saw more, and there are not all sketches."""
    sketches: Sketches = field(default_factory=Sketches)
    """Of the texts, by their place in the order of the rows."""

    def look(self, place: int, content: Content) -> None:
        """Let every check look at the next row."""
        for check in ROW_CHECKS:
            if check.name in self.ended:
                continue
            try:
                for what in check.faults(content):
                    self.found[check.name].append(Damage(f"{self.folder}/{content.reference_id}", what))
            except UNREADABLE as exc:
                self.ended[check.name] = unreadable(self.folder, exc)
        self.sketches.add(place, sketch(content.text))

    def add(self, part: "Rows") -> None:
        """Add what the next rows are found to be."""
        for check in ROW_CHECKS:
            if check.name not in self.ended:
                self.found[check.name] += part.found[check.name]
        self.ended = part.ended | self.ended
        self.unread = part.unread
        self.sketches.update(part.sketches)

    def damages(self, name: str) -> Iterator[Damage]:
        """Give what the check of this name found."""
        yield from self.found[name]
        if ended := self.ended.get(name, self.unread):
            yield ended


def read_rows(folder: Path) -> Rows:
    """Return what all rows of the generation in ``folder`` are found to be.

    Raises what ``Generation.open`` does, and WorkerKilled ("worker-killed").
    """
    generation = Generation.open(folder)
    rows = Rows(folder.name)
    parts = _parts(generation)
    with spread(folder, worth_it=len(parts) * _AT_ONCE >= _WORTH_IT) as each:
        for part in each(_part, parts):
            rows.add(part)
            if rows.unread:
                break
    return rows


def unreadable(folder: str, exc: Exception) -> Damage:
    """Return the damage that a generation has where reading it raised a refusal or one of UNREADABLE."""
    if isinstance(exc, CableroomError):
        return Damage(folder, "cannot be opened")
    # From a damaged file anything may come; its bytes do not belong in a message.
    return Damage(f"{folder}/{DATABASE}", "cannot be read")


def _parts(generation: Generation) -> list[tuple[int, int, int]]:
    """Return of each part how many rows are before it, its lowest and its highest rowid.

    By rowid, which is the ordinal in every generation that was built, so that no row is left out of one that
    was forged.
    """
    lowest, highest = ALL
    # Where its rows cannot even be counted, whoever reads them says so.
    with suppress(sqlite3.Error):
        first, last, count = generation.connection().execute(_EXTENT).fetchone()
        if count and last - first + 1 == count:
            bounds = [lowest, *range(first, last + 1, _AT_ONCE)[1:], highest + 1]
            return [
                (number * _AT_ONCE, start, end - 1) for number, (start, end) in enumerate(pairwise(bounds))
            ]
    return [(0, lowest, highest)]


def _part(folder: Path, before: int, lowest: int, highest: int) -> Rows:
    """Return what the rows of a part are found to be."""
    rows = Rows(folder.name)
    try:
        for place, content in enumerate(contents(Generation.open(folder), lowest, highest), before):
            rows.look(place, content)
    except (CableroomError, *UNREADABLE) as exc:
        rows.unread = unreadable(folder.name, exc)
    return rows


def _uncommitted(row: Content | Edition) -> Iterator[str]:
    leaf = commitment_of(
        nonce=row.nonce, reference_id=row.reference_id, number=row.number, text=row.text, stated=row.stated
    )
    if leaf != row.commitment:
        yield "does not agree with its commitment"


def _mismarked(row: Content | Edition) -> Iterator[str]:
    if mark_spans(row.text) != row.marks:
        yield "does not have its marks where it says"


ROW_CHECKS: Final = (
    RowCheck("commitments", "Every text and its stated fields agree with their commitment.", _uncommitted),
    RowCheck("marks", "True marks stand where the row says, and nothing else looks like one.", _mismarked),
)
"""In the order in which they are run."""
