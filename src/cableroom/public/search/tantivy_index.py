"""The search index of a generation: opened without writing a byte into it, asked from any thread."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Self

from tantivy import DocAddress, Order, Query, Searcher

from cableroom.public.search.base import Hit, Request, Result
from cableroom.public.search.building import FOLDER, build_index
from cableroom.public.search.counting import NOTHING, Columns, columns, counted
from cableroom.public.search.index_schema import (
    CABLES,
    PARAGRAPHS,
    anchor_of,
    cables_schema,
    column,
    paragraphs_schema,
)
from cableroom.public.search.opening import open_searcher
from cableroom.public.search.tantivy_query import (
    behind_place,
    cables_query,
    paragraph_query,
    together_query,
    within_cable,
)
from cableroom.public.search.tree import Node

__all__ = ["TantivyIndex", "build_index", "open_searcher"]

# More than any facet has, so that counts are exact.
_MOST_VALUES: Final = 60_000
_AT_ONCE: Final = 10_000


class TantivyIndex:
    """The two indexes of one generation. Make it with ``open``."""

    def __init__(self, cables: Searcher, paragraphs: Searcher) -> None:
        self._cables: Final = cables
        self._paragraphs: Final = paragraphs
        self._cables_schema: Final = cables_schema()
        self._paragraphs_schema: Final = paragraphs_schema()

    @classmethod
    def open(cls, generation_folder: Path) -> Self:
        """Open the indexes under ``generation_folder``, which may be closed to our writing.

        Raises IndexDamaged ("index-damaged").
        """
        folder = generation_folder.resolve() / FOLDER
        return cls(open_searcher(folder / CABLES), open_searcher(folder / PARAGRAPHS))

    def search(self, request: Request) -> Result:
        """Answer one page; never raises on a query that ``parse_query`` made."""
        scored = request.sort == "relevance"
        node = request.query.node
        query = self._query(request)
        # A place beyond the last cable: tantivy would reserve memory for it.
        offset = min(max(0, request.offset), self._cables.num_docs)
        limit = min(max(0, request.limit), self._cables.num_docs)
        behind = None if scored or request.after is None else request.after
        found = self._cables.search(
            query if behind is None else behind_place(self._cables_schema, query, request.sort, behind),
            limit=max(1, limit),
            offset=offset,
            order_by_field=None if scored else f"rank_{request.sort}",
            order=Order.Desc if scored else Order.Asc,
        )
        addresses = [address for _score, address in found.hits[:limit]]
        ordinals = self._numbers(self._cables, "ordinal", addresses)
        places = (
            list(range(offset, offset + len(addresses)))
            if scored
            else self._numbers(self._cables, f"rank_{request.sort}", addresses)
        )
        paragraphs = paragraph_query(self._paragraphs_schema, node)
        hits = [
            Hit(
                ordinal=ordinal,
                score=round(float(score), 2) if scored else 0.0,
                anchor=None if paragraphs is None else self._best(paragraphs, ordinal),
                place=place,
            )
            for (score, _address), ordinal, place in zip(found.hits, ordinals, places, strict=False)
        ]
        counts = (
            counted(request, self._counts(query, columns(request)), self._count)
            if request.with_facets
            else NOTHING
        )
        total: int = (found if behind is None else self._cables.search(query, limit=1)).count  # type: ignore[attr-defined]  # missing in tantivy's stub
        return Result(total=total, hits=tuple(hits), facets=counts.facets, dates=counts.dates)

    def _query(self, request: Request) -> Query:
        return cables_query(self._cables_schema, request, paragraphs=self._having)

    def every(self, request: Request) -> Iterator[int]:
        """See ``SearchIndex``."""
        scored = request.sort == "relevance"
        query = self._query(request)
        found = self._cables.search(
            query if scored else Query.const_score_query(query, 0.0),
            limit=max(1, self._cables.num_docs),
            count=False,
            order_by_field=None if scored else f"rank_{request.sort}",
            order=Order.Desc if scored else Order.Asc,
        )
        for some in _pieces([address for _score, address in found.hits]):
            yield from self._numbers(self._cables, "ordinal", some)

    def forms(self, prefix: str) -> Sequence[tuple[str, int]]:
        """See ``SearchIndex``."""
        return self._cables.terms_with_prefix("exact", prefix)

    def _having(self, node: Node) -> list[int]:
        """The ordinals of the cables that have a paragraph with what ``node`` looks for."""
        query = together_query(self._paragraphs_schema, node)
        found = self._paragraphs.search(query, limit=max(1, self._paragraphs.num_docs))
        addresses = [address for _score, address in found.hits]
        return sorted(set(self._numbers(self._paragraphs, "ordinal", addresses)))

    def _best(self, paragraphs: Query, ordinal: int) -> str | None:
        within = within_cable(self._paragraphs_schema, paragraphs, ordinal)
        found = self._paragraphs.search(within, limit=1, count=False)
        numbers = self._numbers(self._paragraphs, "anchor", [address for _score, address in found.hits])
        return anchor_of(numbers[0]) if numbers else None

    @staticmethod
    def _numbers(searcher: Searcher, column: str, addresses: list[DocAddress]) -> list[int]:
        return [int(value or 0) for value in searcher.fast_field_values(column, addresses)]

    def _count(self, request: Request, of: Columns) -> dict[str, dict[str, int]]:
        return self._counts(self._query(request), of)

    def _counts(self, query: Query, of: Columns) -> dict[str, dict[str, int]]:
        asked = {
            name: {
                "terms": {"field": column(name, length), "size": _MOST_VALUES, "segment_size": _MOST_VALUES}
            }
            for name, length in of.items()
        }
        answer: dict[str, Any] = self._cables.aggregate(query, asked)
        return {
            name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]} for name in of
        }


def _pieces(addresses: list[DocAddress]) -> Iterator[list[DocAddress]]:
    """Cut a long list into pieces."""
    for start in range(0, len(addresses), _AT_ONCE):
        yield addresses[start : start + _AT_ONCE]
