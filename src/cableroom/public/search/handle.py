"""The published generation, whole: its database and its index under one handle.

A request takes ``Published.current()`` once and reads through that handle only,
so no answer mixes two generations.  A handle lives as long as somebody holds it.
"""

import contextlib
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Self

from cableroom.errors import CableroomError
from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation
from cableroom.public.search.base import SearchIndex
from cableroom.public.search.beginnings import Beginnings, beginnings
from cableroom.public.search.counting import Counts, drilled
from cableroom.public.search.engines import open_index
from cableroom.public.search.errors import NothingPublished
from cableroom.public.search.facets import FACETS
from cableroom.public.search.labelling import Counted, Labelled, labelled
from cableroom.public.search.opensearch.cluster import Cluster

# A publication that deletes all older generations may pass us by once or twice, not for ever.
_ATTEMPTS: Final = 5


@dataclass(frozen=True)
class Handle:
    """One generation, opened."""

    generation: Generation
    index: SearchIndex

    @classmethod
    def open(cls, folder: Path, cluster: Cluster | None = None) -> Self:
        """Open the generation in ``folder``; raises as Generation.open and open_index do."""
        generation = Generation.open(folder)
        return cls(generation, open_index(generation, cluster))

    def warm(self) -> Self:
        """Read now what is read once, so that no request finds another one reading it."""
        # Where it cannot be read, the request that needs it says so; the others do not need it.
        with contextlib.suppress(Exception):
            _ = self.everything
        return self

    @cached_property
    def facet_counts(self) -> Mapping[str, tuple[queries.FacetValue, ...]]:
        """Facet name -> all its values in this generation, in the order of display; read once."""
        return {name: tuple(queries.facet_counts(self.generation, name)) for name in FACETS}

    @cached_property
    def values(self) -> Mapping[str, Mapping[str, queries.FacetValue]]:
        """Facet name -> value -> its label and count: ``embassy-bern`` -> ``Embassy Bern``."""
        return {name: {one.value: one for one in values} for name, values in self.facet_counts.items()}

    @cached_property
    def everything(self) -> Labelled:
        """What a search for every cable counts; it was counted at the build."""
        counts = {
            name: {one.value: one.count for one in values} for name, values in self.facet_counts.items()
        }
        facets = {name: drilled(facet, counts[name]) for name, facet in FACETS.items()}
        dates = {name: counts[name] for name, facet in FACETS.items() if facet.levels}
        return self.labelled(Counts(facets, dates))

    @cached_property
    def beginnings(self) -> Beginnings:
        """How each cable begins."""
        return beginnings(self.generation)

    def labelled(self, counts: Counted) -> Labelled:
        """Return what was counted in this generation, with its labels."""
        return labelled(counts, self.values)


class Published:
    """The folder of generations, as a server holds it: ``current()`` is asked once a request."""

    def __init__(self, folder: Path, cluster: Cluster | None = None) -> None:
        self._link: Final = folder / "current"
        self._cluster: Final = cluster
        self._lock: Final = threading.Lock()
        self._opened: tuple[str, Handle] | None = None

    def current(self) -> Handle:
        """Return the handle of the generation that is current now; it is opened once.

        The one request that sees a new generation first opens it.  Those beside it are answered
        from the one before, and wait only where that is gone: a withdrawal has deleted it.
        Raises NothingPublished ("nothing-published") where there is none, and as
        ``Handle.open`` where it is damaged.
        """
        opened = self._opened
        target = self._target()
        if opened is not None and opened[0] == target:
            return opened[1]
        if not self._lock.acquire(blocking=False):
            if opened is not None and opened[1].generation.path.is_dir():
                return opened[1]
            self._lock.acquire()
        try:
            # The link may have moved while this thread waited, and again while it opens.
            return self._open(_ATTEMPTS)
        finally:
            self._lock.release()

    def _open(self, attempts: int) -> Handle:
        target = self._target()
        if self._opened is not None and self._opened[0] == target:
            return self._opened[1]
        try:
            handle = Handle.open(self._link.parent / target, self._cluster).warm()
        except (CableroomError, OSError):
            if attempts > 1 and self._target() != target:
                return self._open(attempts - 1)
            # Whoever asks next is told the same, not answered from the one before.
            self._opened = None
            raise
        # The handle before it goes when the last request that holds it ends.
        self._opened = target, handle
        return handle

    def _target(self) -> str:
        try:
            return os.readlink(self._link)  # noqa: PTH115 - asked each request, and pathlib takes five times as long
        except OSError as exc:
            raise NothingPublished(f"{self._link} leads to no generation") from exc
