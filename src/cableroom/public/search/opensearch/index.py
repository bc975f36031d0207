"""The index of a generation in OpenSearch, asked from any thread.

An answer is of all shards or it is none: fewer hits are never given in silence.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from cableroom.public.search.base import Hit, Request, Result
from cableroom.public.search.counting import NOTHING, Columns, columns, counted
from cableroom.public.search.errors import SearchUnavailable
from cableroom.public.search.index_schema import column
from cableroom.public.search.opensearch.cluster import Cluster, Json
from cableroom.public.search.opensearch.fields import PARAGRAPHS
from cableroom.public.search.opensearch.trees import best_paragraph_query, cables_query
from cableroom.public.search.tree import Node

_AT_ONCE: Final = 10_000
"""Hits of one answer: what OpenSearch allows."""
_ANCHORS_AT_ONCE: Final = 500
_MOST_VALUES: Final = 50_000
"""Of one facet; all counts of one answer may be 65,535."""
_LAST_PLACE: Final = (1 << 31) - 1
"""What the numbers of the index can be; a larger one would be taken for another."""
_RELEVANCE: Final = ({"_score": "desc"}, {"ordinal": "asc"})


class OpenSearchIndex:
    """The index of one generation, loaded whole."""

    def __init__(
        self, cluster: Cluster, number: int, forms: Callable[[str], Sequence[tuple[str, int]]]
    ) -> None:
        """forms: the dictionary of the same generation, see ``SearchIndex``."""
        self._cluster: Final = cluster
        self._path: Final = f"/{cluster.index(number)}/_search"
        self._forms: Final = forms

    def forms(self, prefix: str) -> Sequence[tuple[str, int]]:
        """See ``SearchIndex``."""
        return self._forms(prefix)

    def search(self, request: Request) -> Result:
        """Answer one page. Raises SearchUnavailable ("search-unavailable")."""
        scored = request.sort == "relevance"
        query = cables_query(request)
        offset, limit = max(0, request.offset), max(0, request.limit)
        # Hits before a page can only be passed over, page by page where they are many.
        deep = offset + limit > _AT_ONCE
        behind = None if scored or request.after is None else [min(request.after, _LAST_PLACE)]
        asked: Json = {"query": query, "sort": _order(request.sort), "track_total_hits": True}
        asked["size"] = 0 if deep else offset + limit
        if behind and not deep and limit:
            asked["search_after"] = behind
        elif not deep and limit:
            asked |= {"from": offset, "size": limit}
        answer = self._ask(asked | (_counting(columns(request)) if request.with_facets else {}))
        if deep:
            found = list(islice(self._walk(query, request.sort, behind), offset, offset + limit))
        else:
            found = answer["hits"]["hits"][offset if behind else 0 :][:limit]
        ordinals = [int(hit["_id"]) for hit in found]
        anchors = self._anchors(request.query.node, ordinals)
        hits = [
            Hit(
                ordinal=ordinal,
                score=round(float(hit["_score"]), 2) if scored else 0.0,
                anchor=anchors.get(ordinal),
                place=offset + number if scored else int(hit["sort"][0]),
            )
            for number, (ordinal, hit) in enumerate(zip(ordinals, found, strict=True))
        ]
        counts = counted(request, _counts(answer), self._count) if request.with_facets else NOTHING
        total = int(answer["hits"]["total"]["value"])
        return Result(total=total, hits=tuple(hits), facets=counts.facets, dates=counts.dates)

    def every(self, request: Request) -> Iterator[int]:
        """See ``SearchIndex``; raises SearchUnavailable ("search-unavailable")."""
        return (int(hit["_id"]) for hit in self._walk(cables_query(request), request.sort))

    def _walk(self, query: Json, sort: str, behind: Sequence[Any] | None = None) -> Iterator[Json]:
        """Give every hit in order. The index never changes, so one page goes on where the last one ended."""
        asked: Json = {"query": query, "sort": _order(sort), "size": _AT_ONCE, "track_total_hits": False}
        while True:
            found = self._ask(asked | ({"search_after": behind} if behind else {}))["hits"]["hits"]
            yield from found
            if len(found) < _AT_ONCE:
                return
            behind = found[-1]["sort"]

    def _anchors(self, node: Node, ordinals: Sequence[int]) -> dict[int, str]:
        """Ordinal -> anchor of the best paragraph, where there is one."""
        anchors = {}
        for start in range(0, len(ordinals), _ANCHORS_AT_ONCE):
            query = best_paragraph_query(node, ordinals[start : start + _ANCHORS_AT_ONCE])
            if query is None:
                break
            for hit in self._ask({"query": query, "size": _ANCHORS_AT_ONCE})["hits"]["hits"]:
                (best,) = hit["inner_hits"][PARAGRAPHS]["hits"]["hits"]
                (anchors[int(hit["_id"])],) = best["fields"][f"{PARAGRAPHS}.anchor"]
        return anchors

    def _count(self, request: Request, of: Columns) -> dict[str, dict[str, int]]:
        return _counts(self._ask({"query": cables_query(request), "size": 0} | _counting(of)))

    def _ask(self, body: Json) -> Json:
        """Return the answer of all shards. Raises SearchUnavailable."""
        # The same query goes to the same copies of the shards, so that its pages fit together.
        copies = hashlib.sha256(json.dumps(body["query"], sort_keys=True).encode()).hexdigest()[:16]
        answer = self._cluster.send(
            "POST",
            self._path,
            {"_source": False, **body},
            # Rarity is counted over all shards: a score does not depend on where a cable lies.
            search_type="dfs_query_then_fetch",
            preference=copies,
            allow_partial_search_results="false",
        )
        if not answer:
            raise SearchUnavailable("the cluster no longer has the index of this generation")
        shards = answer["_shards"]
        if answer["timed_out"] or shards["failed"] or shards["successful"] != shards["total"]:
            missing = shards["total"] - shards["successful"]
            raise SearchUnavailable(f"{missing} of {shards['total']} shards did not answer")
        return answer


def _order(sort: str) -> Sequence[Json]:
    return _RELEVANCE if sort == "relevance" else ({f"rank_{sort}": "asc"},)


def _counting(of: Columns) -> Json:
    return {
        "aggs": {
            name: {"terms": {"field": column(name, length), "size": _MOST_VALUES, "shard_size": _MOST_VALUES}}
            for name, length in of.items()
        }
    }


def _counts(answer: Json) -> dict[str, dict[str, int]]:
    """Facet -> value -> cables. Raises SearchUnavailable where they would not be exact."""
    counts = {}
    for name, found in answer["aggregations"].items():
        if found["sum_other_doc_count"] or found["doc_count_error_upper_bound"]:
            raise SearchUnavailable(f"the facet {name} has more than {_MOST_VALUES:,} values")
        counts[name] = {bucket["key"]: int(bucket["doc_count"]) for bucket in found["buckets"]}
    return counts
