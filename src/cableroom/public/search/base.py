"""The contract of a search index: what is asked, what is answered.

``SearchIndex`` is implemented by tantivy_index, memory_index and opensearch; the shared
suite in tests/search runs on all and wants the same sets, totals and facets.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from cableroom.public.search.tree import And, Node, Place, leaves, references

SORTS = ("relevance", "created", "released", "cited")
"""``created`` and ``released`` are newest first, ``cited`` is by the number of published cables that cite;
each then by reference id.  A cable without a time comes last."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What was repaired, left out or is worth knowing, and where it stands in the query."""

    words: str
    """A sentence."""
    at: Place


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. Every input parses; what was repaired or ignored is in ``notices``."""

    text: str
    """As typed, on one line and cut to the length limit; every place in the tree points into it."""
    node: Node
    notices: tuple[Notice, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """The sentences of the notices, each once."""
        return tuple(dict.fromkeys(notice.words for notice in self.notices))

    @property
    def has_places(self) -> bool:
        """Whether it looks for words or citations, which can be marked where they stand."""
        return any(True for found in (leaves, references) for _one in found(self.node))


@dataclass(frozen=True, slots=True)
class Request:
    """One page of results."""

    query: Query
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Facet name -> values; values of one facet are OR, facets are AND."""
    excluded: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Facet name -> values, none of which may be there."""
    sort: str = "relevance"
    offset: int = 0
    after: int | None = None
    """The ``place`` of a hit: only those behind it, in any order but relevance."""
    limit: int = 20
    with_facets: bool = True

    @property
    def is_for_all(self) -> bool:
        """Whether every cable is found: nothing is looked for, chosen or excluded."""
        return self.query.node == And(()) and not self.filters and not self.excluded


@dataclass(frozen=True, slots=True)
class Hit:
    """One cable found."""

    ordinal: int
    """Row of ``edition``."""
    score: float
    """Rounded to two places; 0.0 where the sort is not by relevance."""
    anchor: str | None
    """Best paragraph, ``p3``; None when the query has no words or none in the body."""
    place: int
    """In the order of the sort, among all cables of the generation; by relevance, among the hits, from 0."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a search found."""

    total: int
    """Exact."""
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    """Facet name -> value -> cables among the results, as ``counting.Counts`` has them."""
    dates: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """The same of each dated facet, as ``counting.Counts`` has them."""


class Paragraph(NamedTuple):
    """A paragraph as the index sees it."""

    anchor: str
    text: str
    marks: tuple[str, ...]
    """Values of ``para``: those of its portion mark."""


@dataclass(frozen=True, slots=True)
class Document:
    """A published cable as the index sees it; made from a PublicEdition only."""

    ordinal: int
    reference_id: str
    created: str | None
    released: str
    subject: str
    text: str
    """Public text without page and section furniture; a subject and a paragraph are part of it."""
    facets: Mapping[str, Sequence[str]]
    """Facet name -> values, as ``facets.values`` gives them."""
    keywords: Mapping[str, Sequence[str]]
    """Name in KEYWORDS -> values, as ``keywords.values`` gives them."""
    paragraphs: Sequence["Paragraph"]
    cites: Sequence[str]
    """Reference ids of published cables that it cites."""
    cited: int
    """By so many published cables."""


def reference_keys(reference_id: str) -> tuple[str, ...]:
    """The names under which a Reference finds a cable: its id, and its id without the year."""
    if reference_id[:2].isdigit():
        return reference_id, reference_id[2:]
    return (reference_id,)


class SearchIndex(Protocol):
    """An opened index of one generation; safe to use from several threads."""

    def search(self, request: Request) -> Result:
        """Answer one page, for any query that ``parse_query`` made and ``expand`` spelt out.

        Raises SearchUnavailable ("search-unavailable") where a cluster does not answer whole.
        """

    def every(self, request: Request) -> Iterator[int]:
        """Give the ordinals of all that ``request`` finds, in its order, whatever its offset and limit."""

    def forms(self, prefix: str) -> Sequence[tuple[str, int]]:
        """The words of the index that begin with ``prefix``, unstemmed, and how many cables have each.

        The most frequent first, then by letters.
        """
