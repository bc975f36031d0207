"""The contract of a search index in plain Python, for tests: documents in, results out.

Finds the same sets, totals and facets as the tantivy index; scores are plain
counts of words, so the order by relevance is its own.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from cableroom.public.search.analysis import words
from cableroom.public.search.base import (
    And,
    Document,
    Field,
    Hit,
    Node,
    Not,
    Or,
    Phrase,
    Reference,
    Request,
    Result,
    Word,
    leaves,
    reference_keys,
)
from cableroom.public.search.facets import FACETS, drilled


class MemoryIndex:
    """All documents in memory; every search reads all of them."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = sorted(documents, key=lambda document: document.ordinal)
        self._words = {document.ordinal: words(document.text) for document in self._documents}

    def search(self, request: Request) -> Result:
        """Answer one page; never raises on a query that ``parse_query`` made."""
        found = [
            document
            for document in self._documents
            if _passes(document, request) and self._matches(request.query.node, document)
        ]
        scores = {document.ordinal: self._score(request, document) for document in found}
        page = _sorted(found, request.sort, scores)[request.offset :][: request.limit]
        return Result(
            total=len(found),
            hits=tuple(
                Hit(document.ordinal, scores[document.ordinal], _best_paragraph(request.query.node, document))
                for document in page
            ),
            facets=_facets(found) if request.with_facets else {},
        )

    def _matches(self, node: Node, document: Document) -> bool:
        match node:
            case Word(text) | Phrase(text):
                return _count(words(text), self._words[document.ordinal]) > 0
            case Field(name, value):
                return value in document.facets.get(name, ())
            case Reference(key):
                return any(key in reference_keys(name) for name in (document.reference_id, *document.cites))
            case Not(inner):
                return not self._matches(inner, document)
            case And(nodes):
                return all(self._matches(inner, document) for inner in nodes)
            case Or(nodes):
                return any(self._matches(inner, document) for inner in nodes)

    def _score(self, request: Request, document: Document) -> float:
        if request.sort != "relevance":
            return 0.0
        own = self._words[document.ordinal]
        named = 1000.0 if _is_named(request.query.node, document) else 0.0
        return named + sum(_count(words(leaf.text), own) for leaf in leaves(request.query.node))


def _is_named(node: Node, document: Document) -> bool:
    match node:
        case Reference(key):
            return key in reference_keys(document.reference_id)
        case And(nodes) | Or(nodes):
            return any(_is_named(inner, document) for inner in nodes)
        case _:
            return False


def _passes(document: Document, request: Request) -> bool:
    return all(
        any(value in document.facets.get(name, ()) for value in wanted)
        for name, wanted in request.filters.items()
        if wanted
    )


def _count(phrase: Sequence[str], text: Sequence[str]) -> int:
    """How often the words of ``phrase`` stand side by side in ``text``."""
    width = len(phrase)
    return sum(list(text[place : place + width]) == list(phrase) for place in range(len(text) - width + 1))


def _sorted(found: list[Document], sort: str, scores: dict[int, float]) -> list[Document]:
    if sort == "relevance":
        return sorted(found, key=lambda document: (-scores[document.ordinal], document.ordinal))
    # Two stable steps: by reference id within equal times, the newest first.
    by_name = sorted(found, key=lambda document: document.ordinal)
    if sort == "created":
        return sorted(by_name, key=lambda document: document.created or "", reverse=True)
    return sorted(by_name, key=lambda document: document.released, reverse=True)


def _best_paragraph(node: Node, document: Document) -> str | None:
    best, most = None, 0
    for anchor, text in document.paragraphs:
        own = words(text)
        score = sum(_count(words(leaf.text), own) for leaf in leaves(node))
        if score > most:
            best, most = anchor, score
    return best


def _facets(found: list[Document]) -> dict[str, dict[str, int]]:
    counts = {
        name: Counter(value for document in found for value in document.facets.get(name, ()))
        for name in FACETS
    }
    return {name: drilled(facet, counts[name]) for name, facet in FACETS.items()}
