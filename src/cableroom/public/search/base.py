"""The contract of a search index: what is asked, what is answered.

``SearchIndex`` is implemented by tantivy_index and memory_index; the shared
suite in tests/search runs on both and wants the same sets, totals and facets.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

SORTS = ("relevance", "created", "released")
"""``created`` and ``released`` are newest first, then by reference id; a cable without a time comes last."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or, where analysis makes several of it (``AK-47``), a short phrase."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in order and side by side."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """``name:value`` on one of FACETS."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The cable of this name, and all published cables that cite it."""

    key: str
    """Canonical id ``07STATE152317``, or without its year, ``STATE152317``; see ``reference_keys``."""


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of them; no nodes at all means every cable."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    nodes: tuple["Node", ...]


Node = Word | Phrase | Field | Reference | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. Every input parses; what was repaired or ignored is in ``warnings``."""

    text: str
    """As typed, cut to the length limit."""
    node: Node
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """One page of results."""

    query: Query
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Facet name -> values; values of one facet are OR, facets are AND."""
    sort: str = "relevance"
    offset: int = 0
    limit: int = 20
    with_facets: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """One cable found."""

    ordinal: int
    """Row of ``edition``."""
    score: float
    """Rounded to two places; 0.0 where the sort is not by relevance."""
    anchor: str | None
    """Best paragraph, ``p3``; None when the query has no words or none in the body."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a search found."""

    total: int
    """Exact."""
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    """Facet name -> value -> cables among the results, as ``facets.drilled`` gives them."""


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
    paragraphs: Sequence[tuple[str, str]]
    """(anchor, text)."""
    cites: Sequence[str]
    """Reference ids of published cables that it cites."""


def leaves(node: Node) -> Iterator[Word | Phrase]:
    """The words and phrases that a cable found by ``node`` may hold; nothing that is excluded."""
    match node:
        case Word() | Phrase():
            yield node
        case And(nodes) | Or(nodes):
            for inner in nodes:
                yield from leaves(inner)


def reference_keys(reference_id: str) -> tuple[str, ...]:
    """The names under which a Reference finds a cable: its id, and its id without the year."""
    if reference_id[:2].isdigit():
        return reference_id, reference_id[2:]
    return (reference_id,)


class SearchIndex(Protocol):
    """An opened index of one generation; safe to use from several threads."""

    def search(self, request: Request) -> Result:
        """Answer one page; never raises on a query that ``parse_query`` made."""
