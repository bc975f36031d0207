"""Which engine answers: the index in the generation's folder, or a cluster that was loaded from it."""

from collections.abc import Iterator, Sequence
from typing import Final

from cableroom.public.editions.generation import Generation
from cableroom.public.search.base import Request, Result, SearchIndex
from cableroom.public.search.opensearch.cluster import Cluster
from cableroom.public.search.opensearch.index import OpenSearchIndex
from cableroom.public.search.opensearch.loading import identity, is_loaded
from cableroom.public.search.tantivy_index import TantivyIndex


def open_index(generation: Generation, cluster: Cluster | None) -> SearchIndex:
    """Open the index of ``generation``; raises as TantivyIndex.open and, with a cluster, ``identity`` do."""
    in_folder = TantivyIndex.open(generation.path)
    return in_folder if cluster is None else _OnceLoaded(generation, cluster, in_folder)


class _OnceLoaded:
    """The cluster as soon as it has the whole index of this generation; until then the one in the folder.

    Both hold the same words and find the same.  A cluster that fails is not passed over in silence:
    one machine may be too small for all that the cluster was bought for.
    """

    def __init__(self, generation: Generation, cluster: Cluster, in_folder: SearchIndex) -> None:
        self._number: Final = generation.number
        self._identity: Final = identity(generation)
        self._cluster: Final = cluster
        self._in_folder: Final = in_folder
        self._loaded: OpenSearchIndex | None = None

    def search(self, request: Request) -> Result:
        """See ``SearchIndex``; raises SearchUnavailable ("search-unavailable")."""
        return self._answering().search(request)

    def every(self, request: Request) -> Iterator[int]:
        """See ``SearchIndex``; raises SearchUnavailable ("search-unavailable")."""
        return self._answering().every(request)

    def forms(self, prefix: str) -> Sequence[tuple[str, int]]:
        """See ``SearchIndex``: the dictionary is in the folder, so that no keystroke waits for a cluster."""
        return self._in_folder.forms(prefix)

    def _answering(self) -> SearchIndex:
        if self._loaded is None and is_loaded(self._cluster, self._number, self._identity):
            self._loaded = OpenSearchIndex(self._cluster, self._number, self._in_folder.forms)
        return self._loaded or self._in_folder
