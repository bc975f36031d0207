"""Loading the index of a generation into a cluster: generation.sqlite3 in, one index under an alias out.

A load that broke off goes on where it was.  An index is read only once it says of itself
that it is whole, and of which database it was made.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from cableroom.public.editions import manifest, queries
from cableroom.public.editions.generation import DATABASE, Generation
from cableroom.public.search.building import ranked
from cableroom.public.search.errors import IndexNotLoaded, SearchUnavailable
from cableroom.public.search.opensearch.cluster import Cluster, Json
from cableroom.public.search.opensearch.fields import FORMAT, cable_fields, mapping, settings

_CABLES_AT_ONCE: Final = 200
_BYTES_AT_ONCE: Final = 8 * 1024 * 1024
_ATTEMPTS: Final = 10
"""For a part that a busy node puts off; with pauses of 1, 2, 4 .. 60 seconds, nearly four minutes."""
_LONGEST_PAUSE: Final = 60
_SLOWEST_MERGE: Final = 6 * 60 * 60
_Tell = Callable[[int, int], None]


def load(
    cluster: Cluster,
    generation: Generation,
    *,
    shards: int = 3,
    replicas: int = 1,
    progress: _Tell = lambda _done, _all: None,
) -> None:
    """Remove the indexes of generations that are gone, load that of ``generation``, let the alias lead to it.

    progress: is told (done, all) in cables.
    Raises IndexNotLoaded ("index-not-loaded"), SearchUnavailable ("search-unavailable"), and as
    ``manifest.read``.
    """
    name, meta = cluster.index(generation.number), identity(generation)
    # Before all else: a withdrawal may have deleted them, and a load takes long, or fails.
    _remove_gone(cluster, generation.path.parent)
    found = _found_meta(cluster, name)
    if found != meta | {"whole": True}:
        if found != meta | {"whole": False}:
            _begin(cluster, name, meta, settings(shards=shards, replicas=replicas))
        _fill(cluster, name, generation, progress)
        cluster.send("PUT", f"/{name}/_mapping", {"_meta": meta | {"whole": True}})
    _lead(cluster, name)
    _remove_gone(cluster, generation.path.parent)


def is_loaded(cluster: Cluster, number: int, meta: Json) -> bool:
    """Whether the cluster has the whole index of generation ``number``. Raises SearchUnavailable.

    meta: the ``identity`` of the generation.
    """
    return _found_meta(cluster, cluster.index(number)) == meta | {"whole": True}


def identity(generation: Generation) -> Json:
    """What its index says of itself: a number alone may come again after a restore.

    Raises as ``manifest.read``.
    """
    database = manifest.read(generation.path).files[DATABASE]
    return {"format": FORMAT, "database": database.sha256}


def _found_meta(cluster: Cluster, name: str) -> Json:
    """What the index of that name says of itself; nothing where there is none."""
    found: Json = cluster.send("GET", f"/{name}/_mapping").get(name, {}).get("mappings", {}).get("_meta", {})
    return found


def _begin(cluster: Cluster, name: str, meta: Json, of_index: Json) -> None:
    cluster.send("DELETE", f"/{name}")
    body = {"settings": of_index, "mappings": mapping(meta | {"whole": False})}
    answer = cluster.send("PUT", f"/{name}", body)
    if not answer.get("shards_acknowledged"):
        raise IndexNotLoaded(f"the cluster has no room for the shards of {name}")


def _fill(cluster: Cluster, name: str, generation: Generation, progress: _Tell) -> None:
    """Send what is not there yet, one part after the other, each when the one before is stored."""
    from opensearchpy.exceptions import OpenSearchException  # noqa: PLC0415 - an extra
    from opensearchpy.helpers import streaming_bulk  # noqa: PLC0415

    count = queries.count(generation)
    first = _first_missing(cluster, name)
    sent = streaming_bulk(
        cluster.client,
        _actions(name, generation, first),
        chunk_size=_CABLES_AT_ONCE,
        max_chunk_bytes=_BYTES_AT_ONCE,
        # Only what a node refused because it is busy is sent again.
        max_retries=_ATTEMPTS,
        initial_backoff=1,
        max_backoff=_LONGEST_PAUSE,
        raise_on_error=False,
    )
    progress(first, count)
    try:
        for done, (is_stored, answer) in enumerate(sent, first + 1):
            if not is_stored:
                fault = answer["index"]
                raise IndexNotLoaded(f"the cable in row {fault['_id']} was refused with {fault['status']}")
            if done % _CABLES_AT_ONCE == 0 or done == count:
                progress(done, count)
    except OpenSearchException:
        raise SearchUnavailable(f"no node took what belongs into {name}") from None
    _close(cluster, name, count)


def _actions(name: str, generation: Generation, first: int) -> Iterator[dict[str, Any]]:
    for document, ranks in ranked(generation):
        if document.ordinal >= first:
            fields = cable_fields(document, ranks)
            yield {"_op_type": "index", "_index": name, "_id": str(document.ordinal), "_source": fields}


def _first_missing(cluster: Cluster, name: str) -> int:
    """The row to begin at. Parts are sent in order, so only of the last one something may be missing."""
    cluster.send("POST", f"/{name}/_refresh")
    asked: Json = {"size": 1, "sort": [{"ordinal": "desc"}], "_source": False}
    hits = cluster.send("POST", f"/{name}/_search", asked, allow_partial_search_results="false")
    last = next((int(hit["_id"]) for hit in hits["hits"]["hits"]), -1)
    return max(0, last + 1 - _CABLES_AT_ONCE)


def _close(cluster: Cluster, name: str, count: int) -> None:
    """Make what was sent readable, and see that it is all there, in every copy the same."""
    # What was sent twice is struck out; a copy that merged it away would weigh words otherwise.
    cluster.send("POST", f"/{name}/_forcemerge", seconds=_SLOWEST_MERGE, max_num_segments="1")
    cluster.send("POST", f"/{name}/_refresh")
    answer = cluster.send("POST", f"/{name}/_count")
    if answer.get("count") != count or answer["_shards"]["failed"]:
        raise IndexNotLoaded(f"{name} has {answer.get('count', 0)} of {count} cables")


def _remove_gone(cluster: Cluster, published: Path) -> None:
    """Delete the indexes of the generations that are not in ``published`` any more."""
    for name in _indexes(cluster):
        number = int(name.rpartition("-")[2])
        if not (published / f"{number:06}").is_dir():
            cluster.send("DELETE", f"/{name}")


def _lead(cluster: Cluster, name: str) -> None:
    """Let the alias lead to ``name`` alone, in one step."""
    actions: list[Json] = [{"add": {"index": name, "alias": cluster.alias}}]
    actions += [
        {"remove": {"index": other, "alias": cluster.alias, "must_exist": False}}
        for other in _indexes(cluster)
        if other != name
    ]
    cluster.send("POST", "/_aliases", {"actions": actions})


def _indexes(cluster: Cluster) -> list[str]:
    """The indexes of this archive, and of none whose name only begins alike."""
    found = cluster.send("GET", f"/{cluster.alias}-*/_mapping")
    return sorted(name for name in found if re.fullmatch(re.escape(cluster.alias) + "-[0-9]{6,}", name))
