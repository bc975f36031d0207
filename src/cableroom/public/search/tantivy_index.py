"""The search index of a generation: opened without writing a byte into it, asked from any thread."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any, Final, Self

from tantivy import DocAddress, Order, Query, Schema, Searcher

from cableroom.public.search.base import Hit, Request, Result
from cableroom.public.search.building import FOLDER, build_index
from cableroom.public.search.counting import NOTHING, Columns, columns, counted
from cableroom.public.search.facets import FACETS
from cableroom.public.search.index_schema import (
    CABLES,
    PARAGRAPHS,
    anchor_of,
    cables_schema,
    column,
    combined,
    paragraphs_schema,
    uncombined,
)
from cableroom.public.search.opening import open_searcher
from cableroom.public.search.tantivy_query import (
    all_but,
    behind_place,
    cables_query,
    in_places,
    of_ordinals,
    paragraph_query,
    together_query,
    within_cables,
)
from cableroom.public.search.tree import Node

__all__ = ["TantivyIndex", "build_index", "open_searcher"]

_MOST_VALUES: Final = 60_000
"""More than any facet has, so that counts are exact; tantivy would count 65,000."""
_MOST_COMBINATIONS: Final = _MOST_VALUES - 1
"""Of the values of a facet, where these are counted: with more they would not all be there."""
_AT_ONCE: Final = 10_000
_PARAGRAPH_SEARCHES: Final = 4
"""Searches in paragraphs whose cables are remembered; of a large archive some megabytes each."""
_PARAGRAPHS_AT_ONCE: Final = 1_000
"""Among which the best of each cable of a page are sought; of longer cables the others in a second step."""
_MOST: Final = 0.6
"""Of all cables; where more are found, the others are counted. Measured: by half both take as long."""

_Found = tuple[int, float, int]
"""Ordinal, score and place of a hit."""


class TantivyIndex:
    """The two indexes of one generation. Make it with ``open``."""

    def __init__(self, cables: Searcher, paragraphs: Searcher) -> None:
        self._cables: Final = cables
        self._paragraphs: Final = paragraphs
        self._cables_schema: Final = cables_schema()
        self._paragraphs_schema: Final = paragraphs_schema()
        # A page asks for the same again for each facet of which a value is chosen, and the next page too.
        # It does not lead back to this index: a circle would keep the files of a withdrawn generation open.
        find = partial(self._find_having, paragraphs, self._paragraphs_schema, cables.num_docs)
        self._having: Final = lru_cache(maxsize=_PARAGRAPH_SEARCHES)(find)
        # Once a column, of which there are a dozen; nor does this lead back.
        self._of_all: Final = cache(partial(self._counts_of_all, cables))

    @classmethod
    def open(cls, generation_folder: Path) -> Self:
        """Open the indexes under ``generation_folder``, which may be closed to our writing.

        Raises IndexDamaged ("index-damaged").
        """
        folder = generation_folder.resolve() / FOLDER
        return cls(open_searcher(folder / CABLES), open_searcher(folder / PARAGRAPHS))

    def search(self, request: Request) -> Result:
        """Answer one page; never raises on a query that ``parse_query`` made."""
        query = self._query(request)
        total, found = self._page_of_all(request) if request.is_for_all else self._page(request, query)
        anchors = self._anchors(request.query.node, [ordinal for ordinal, _score, _place in found])
        hits = [
            Hit(ordinal=ordinal, score=round(score, 2), anchor=anchors.get(ordinal), place=place)
            for ordinal, score, place in found
        ]
        counts = NOTHING
        if request.with_facets:
            among = self._among_most if total > _MOST * self._cables.num_docs else self._among
            counts = counted(request, among(query, columns(request)), self._count)
        return Result(total=total, hits=tuple(hits), facets=counts.facets, dates=counts.dates)

    def _page(self, request: Request, query: Query) -> tuple[int, list[_Found]]:
        """The exact total, and one page."""
        scored = request.sort == "relevance"
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
        scores = [float(score) if scored else 0.0 for score, _address in found.hits[:limit]]
        total: int = (found if behind is None else self._cables.search(query, limit=1)).count  # type: ignore[attr-defined]  # missing in tantivy's stub
        return total, list(zip(ordinals, scores, places, strict=True))

    def _page_of_all(self, request: Request) -> tuple[int, list[_Found]]:
        """The same where every cable is found, and so stands in its place: none but these are collected."""
        count: int = self._cables.num_docs
        scored = request.sort == "relevance"
        behind = 0 if scored or request.after is None else request.after + 1
        first = min(max(0, request.offset) + behind, count)
        places = range(first, min(first + max(0, request.limit), count))
        # With equal scores they come as they lie in the index, which is in the order of their rows.
        ordinals = list(places) if scored or not places else self._ranked(request.sort, places)
        return count, [(ordinal, 0.0, place) for ordinal, place in zip(ordinals, places, strict=True)]

    def _ranked(self, sort: str, places: range) -> list[int]:
        """The ordinals of the cables in these places, of which there is one at least."""
        rank = f"rank_{sort}"
        query = in_places(self._cables_schema, rank, places)
        found = self._cables.search(query, len(places), count=False, order_by_field=rank, order=Order.Asc)
        return self._numbers(self._cables, "ordinal", [address for _score, address in found.hits])

    def _query(self, request: Request) -> Query:
        count: int = self._cables.num_docs
        return cables_query(self._cables_schema, request, paragraphs=self._having, count=count)

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

    @classmethod
    def _find_having(cls, paragraphs: Searcher, schema: Schema, cables: int, node: Node) -> tuple[int, ...]:
        """The ordinals of the cables that have a paragraph with what ``node`` looks for.

        Counted and not collected: a list of all paragraphs with a frequent word takes 15 times as long, and
        gigabytes.
        """
        query = together_query(schema, node)
        found: list[int] = []
        for first in range(0, cables, _MOST_VALUES):
            some = of_ordinals(schema, query, first, first + _MOST_VALUES - 1)
            found += sorted(cls._values(paragraphs, some, {"ordinal": "ordinal"})["ordinal"])
        return tuple(found)

    def _anchors(self, node: Node, ordinals: Sequence[int]) -> dict[int, str]:
        """Ordinal -> anchor of the best paragraph, where there is one.

        All cables of a page at once: one by one, a query of many words would be prepared twenty times.
        """
        paragraphs = paragraph_query(self._paragraphs_schema, node)
        anchors: dict[int, str] = {}
        while paragraphs is not None and (
            left := [ordinal for ordinal in ordinals if ordinal not in anchors]
        ):
            best: dict[int, DocAddress] = {}
            within = within_cables(self._paragraphs_schema, paragraphs, left)
            found = self._paragraphs.search(within, limit=_PARAGRAPHS_AT_ONCE, count=False).hits
            addresses = [address for _score, address in found]
            for ordinal, address in zip(
                self._numbers(self._paragraphs, "ordinal", addresses), addresses, strict=True
            ):
                best.setdefault(ordinal, address)
            numbers = self._numbers(self._paragraphs, "anchor", [*best.values()])
            anchors |= zip(best, map(anchor_of, numbers), strict=True)
            if len(found) < _PARAGRAPHS_AT_ONCE:
                break
        return anchors

    @staticmethod
    def _numbers(searcher: Searcher, column: str, addresses: list[DocAddress]) -> list[int]:
        return [int(value or 0) for value in searcher.fast_field_values(column, addresses)]

    def _count(self, request: Request, of: Columns) -> Mapping[str, Mapping[str, int]]:
        if request.is_for_all:
            return {name: self._of_all(name, length) for name, length in of.items()}
        return self._among(self._query(request), of)

    def _among(self, query: Query, of: Columns) -> dict[str, dict[str, int]]:
        return self._counts(self._cables, query, of)

    def _among_most(self, query: Query, of: Columns) -> dict[str, dict[str, int]]:
        """The same, by taking from all those that ``query`` does not find, where they are the fewer."""
        others = self._among(all_but(query), of)
        return {
            name: {
                value: left
                for value, count in self._of_all(name, length).items()
                if (left := count - others[name].get(value, 0))
            }
            for name, length in of.items()
        }

    @classmethod
    def _counts_of_all(cls, cables: Searcher, facet: str, length: int) -> dict[str, int]:
        return cls._counts(cables, Query.all_query(), {facet: length})[facet]

    @classmethod
    def _counts(cls, cables: Searcher, query: Query, of: Columns) -> dict[str, dict[str, int]]:
        """Facet -> value -> cables."""
        at_once = [name for name in of if FACETS[name].has_few_combinations]
        found = cls._values(
            cables,
            query,
            {
                name: combined(name) if name in at_once else column(name, length)
                for name, length in of.items()
            },
        )
        many = [name for name in at_once if len(found[name]) > _MOST_COMBINATIONS]
        found |= {name: uncombined(found[name]) for name in at_once if name not in many}
        return found | (cls._values(cables, query, {name: name for name in many}) if many else {})

    @staticmethod
    def _values(searcher: Searcher, query: Query, fields: Mapping[str, str]) -> dict[str, dict[Any, int]]:
        """Name -> value -> documents, of some columns; none may have more than _MOST_VALUES among them."""
        asked = {
            name: {"terms": {"field": field, "size": _MOST_VALUES, "segment_size": _MOST_VALUES}}
            for name, field in fields.items()
        }
        answer: dict[str, Any] = searcher.aggregate(query, asked)
        return {
            name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}
            for name in fields
        }


def _pieces(addresses: list[DocAddress]) -> Iterator[list[DocAddress]]:
    """Cut a long list into pieces."""
    for start in range(0, len(addresses), _AT_ONCE):
        yield addresses[start : start + _AT_ONCE]
