"""Building a whole generation, fresh, into a staging folder inside the vault.

Public rows in; a folder that only has to be renamed into view out.  The same
rows give the same bytes, on any day and under any account: rows in reference-id
order, no clock, no number of the vault, one modification time for all files.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import Final

from cableroom import durable
from cableroom.gate.progress import Progress, silent
from cableroom.public.editions import manifest
from cableroom.public.editions.generation import DATABASE, Generation
from cableroom.public.editions.models import (
    FacetCount,
    PublicEdition,
    PublicFact,
    PublicRelease,
    Tombstone,
)
from cableroom.public.editions.verifying import folder_name
from cableroom.public.editions.writing import write_database
from cableroom.public.search.facets import FACETS, in_order
from cableroom.public.search.tantivy_index import build_index

STAGING: Final = "staging"
"""Folder of the vault in which generations are built; whatever lies there may be removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a generation is made of."""

    number: int
    editions: Iterable[PublicEdition]
    """In reference-id order."""
    expected: int
    """How many editions there will be, for the progress."""
    releases: Sequence[PublicRelease]
    """``count`` is set here."""
    tombstones: Sequence[Tombstone]
    facts: Sequence[PublicFact]
    readings: list[tuple[bytes, bytes]] = field(default_factory=list)
    """The ``projection.Reading`` of each; complete when the editions have been read."""


def sweep(vault: Path) -> None:
    """Remove whatever an earlier build left in the staging folder of the vault."""
    durable.remove_tree(vault / STAGING)
    # What a kill left of an earlier sweep.
    for doomed in vault.glob(f".{STAGING}.*"):
        durable.remove_tree(doomed)


def build(vault: Path, contents: Contents, *, progress: Progress = silent) -> Generation:
    """Build a generation under the staging folder of ``vault`` and return it, opened.

    On return its bytes are on the disk.  Renaming its folder into view is the caller's.
    """
    sweep(vault)
    durable.make_directory(vault / STAGING, mode=0o700)
    folder = vault / STAGING / folder_name(contents.number)
    durable.make_directory(folder)
    tally = _Tally(contents, progress)
    write_database(
        folder / DATABASE,
        editions=tally.watch(contents.editions),
        facet_counts=tally.facet_counts(),
        releases=tally.releases(contents.releases),
        tombstones=contents.tombstones,
        facts=contents.facts,
        copied=partial(progress, "Copying the database"),
    )
    build_index(folder, progress=progress)
    manifest.write(folder, contents.number, progress=partial(progress, "Sealing"))
    durable.settle_tree(folder, modified=_modified(contents))
    durable.sync_tree(folder)
    return Generation.open(folder)


class _Tally:
    """Counts the editions while they pass by on their way into the database."""

    def __init__(self, contents: Contents, progress: Progress) -> None:
        self._expected = contents.expected
        self._readings = contents.readings
        self._progress = progress
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        self._labels: dict[str, dict[str, str]] = {name: {} for name in FACETS}
        self._of_release: Counter[int] = Counter()

    def watch(self, editions: Iterable[PublicEdition]) -> Iterator[PublicEdition]:
        for done, edition in enumerate(editions, 1):
            for name, facet in FACETS.items():
                for value, label in facet.value(edition):
                    self._counts[name][value] += 1
                    # Two spellings with one address: always the same one is shown.
                    self._labels[name][value] = min(label, self._labels[name].get(value, label))
            self._of_release[edition.release] += 1
            if edition.reading is not None:
                self._readings.append(edition.reading)
            yield edition
            self._progress("Publishing", done, self._expected)

    def facet_counts(self) -> Iterator[FacetCount]:
        ordinal = 0
        for name, facet in FACETS.items():
            for value, label in in_order(facet, self._labels[name].items()):
                count = self._counts[name][value]
                yield FacetCount(ordinal=ordinal, facet=name, value=value, label=label, count=count)
                ordinal += 1

    def releases(self, releases: Sequence[PublicRelease]) -> Iterator[PublicRelease]:
        for release in sorted(releases, key=lambda release: release.number):
            release.count = self._of_release[release.number]
            yield release


def _modified(contents: Contents) -> int:
    """Return the modification time of every file: the newest date that the contents state.

    SOURCE_DATE_EPOCH, where it is set, is the latest time that may appear.
    """
    stated = [release.date for release in contents.releases] + [grave.date for grave in contents.tombstones]
    newest = date.fromisoformat(max(stated, default="1970-01-01"))
    seconds = int(datetime.combine(newest, time(), UTC).timestamp())
    limit = os.environ.get("SOURCE_DATE_EPOCH", "")
    return min(seconds, int(limit)) if limit.isascii() and limit.isdigit() else seconds
