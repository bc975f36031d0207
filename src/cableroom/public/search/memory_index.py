"""The contract of a search index in plain Python, for tests: documents in, results out.

Finds the same sets, totals and facets as the tantivy index; scores are plain
counts of words, so the order by relevance is its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Final

from cableroom.public.search.analysis import indexed, sequences, words
from cableroom.public.search.base import Document, Hit, Request, Result, reference_keys
from cableroom.public.search.counting import NOTHING, Columns, columns, counted
from cableroom.public.search.tree import (
    SUBJECT,
    TEXT,
    And,
    Between,
    Field,
    Forms,
    Leaf,
    Like,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Quorum,
    Reference,
    Together,
    Word,
    inside,
    leaves,
    wholes,
)

_WHOLE: Final = 1000
"""More than the words of any paragraph here."""
_Words = Sequence[str]


@dataclass(frozen=True)
class _Passage:
    """A text to look in: a whole cable, or one of its paragraphs."""

    stems: dict[str, _Words]
    """TEXT, SUBJECT -> words; SUBJECT of a cable only."""
    forms: dict[str, _Words]
    """The same, unstemmed; none of a paragraph, whose words are compared by their stems."""
    marks: tuple[str, ...] = ()


class MemoryIndex:
    """All documents in memory; every search reads all of them."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents: Final = sorted(documents, key=lambda document: document.ordinal)
        self._cables: Final = {document.ordinal: _cable(document) for document in self._documents}
        self._paragraphs: Final = {
            document.ordinal: [
                (item.anchor, _paragraph(item.text, item.marks)) for item in document.paragraphs
            ]
            for document in self._documents
        }

    def forms(self, prefix: str) -> Sequence[tuple[str, int]]:
        """See ``SearchIndex``."""
        counts = Counter(
            form
            for cable in self._cables.values()
            for form in set(cable.forms[TEXT])
            if form.startswith(prefix)
        )
        return sorted(sorted(counts.items()), key=itemgetter(1), reverse=True)

    def search(self, request: Request) -> Result:
        """Answer one page; never raises on a query that ``parse_query`` made."""
        node = request.query.node
        found = self._found(request)
        counts = (
            counted(request, _counts(found, columns(request)), self._count)
            if request.with_facets
            else NOTHING
        )
        scores = {document.ordinal: self._score(request, document) for document in found}
        places = self._places(request.sort)
        in_order = list(enumerate(_sorted(found, request.sort, scores)))
        if places:
            in_order = [(places[document.ordinal], document) for _number, document in in_order]
            in_order = [one for one in in_order if request.after is None or one[0] > request.after]
        page = in_order[max(0, request.offset) :][: max(0, request.limit)]
        return Result(
            total=len(found),
            hits=tuple(
                Hit(document.ordinal, scores[document.ordinal], self._best_paragraph(node, document), place)
                for place, document in page
            ),
            facets=counts.facets,
            dates=counts.dates,
        )

    def every(self, request: Request) -> Iterator[int]:
        """See ``SearchIndex``."""
        whole = replace(request, offset=0, limit=len(self._documents), with_facets=False)
        return (hit.ordinal for hit in self.search(whole).hits)

    def _found(self, request: Request) -> list[Document]:
        node = request.query.node
        return [
            document
            for document in self._documents
            if _passes(document, request) and self._matches(node, document)
        ]

    def _count(self, request: Request, of: Columns) -> dict[str, Counter[str]]:
        return _counts(self._found(request), of)

    def _places(self, sort: str) -> dict[int, int]:
        """Ordinal -> place among all cables; empty for relevance."""
        if sort == "relevance":
            return {}
        in_order = enumerate(_sorted(self._documents, sort, {}))
        return {document.ordinal: place for place, document in in_order}

    def _matches(self, node: Node, document: Document) -> bool:
        match node:
            case Field(name, value):
                found = value in document.facets.get(name, document.keywords.get(name, ()))
            case Between(name, first, last):
                day = ((document.created if name == "created" else document.released) or "")[:10]
                found = bool(day) and (first or "") <= day <= (last or "9")
            case Reference(key):
                found = any(key in reference_keys(name) for name in (document.reference_id, *document.cites))
            case Together(inner):
                found = any(_holds(passage, inner) for _anchor, passage in self._paragraphs[document.ordinal])
            case Not(inner):
                found = not self._matches(inner, document)
            case And(nodes) | Or(nodes) | Quorum(_, nodes):
                found = sum(self._matches(inner, document) for inner in nodes) >= _least(node)
            case _:
                found = _holds(self._cables[document.ordinal], node)
        return found

    def _score(self, request: Request, document: Document) -> float:
        if request.sort != "relevance":
            return 0.0
        named = 1000.0 if _is_named(request.query.node, document) else 0.0
        cable = self._cables[document.ordinal]
        return named + sum(_times(cable, leaf) for leaf in leaves(request.query.node))

    def _best_paragraph(self, node: Node, document: Document) -> str | None:
        best, most = None, 0
        for anchor, passage in self._paragraphs[document.ordinal]:
            score = sum(_times(passage, leaf) for leaf in leaves(node))
            score += _WHOLE * sum(
                _holds(passage, whole.node if isinstance(whole, Together) else whole)
                for whole in wholes(node)
            )
            if score > most:
                best, most = anchor, score
        return best


def _cable(document: Document) -> _Passage:
    texts = {TEXT: document.text, SUBJECT: document.subject}
    return _Passage(
        {where: indexed(text) for where, text in texts.items()},
        {where: indexed(text, exact=True) for where, text in texts.items()},
    )


def _paragraph(text: str, marks: tuple[str, ...]) -> _Passage:
    return _Passage({TEXT: indexed(text)}, {}, marks)


def _least(node: And | Or | Quorum) -> int:
    """How many of its nodes must hold."""
    match node:
        case And(nodes):
            return len(nodes)
        case Or(_):
            return 1
        case Quorum(count, _):
            return count


def _holds(passage: _Passage, node: Node) -> bool:
    """Whether a passage holds what a tree of words looks for."""
    match node:
        case Near(first, second, distance):
            holds = _is_near(_in(passage, first), first, second, distance)
        case Field(_name, value):
            holds = value in passage.marks
        case Not(inner):
            holds = not _holds(passage, inner)
        case And(nodes) | Or(nodes) | Quorum(_, nodes):
            holds = sum(_holds(passage, inner) for inner in nodes) >= _least(node)
        case Word() | Phrase() | Forms():
            holds = _times(passage, node) > 0
        case _:
            holds = False
    return holds


def _in(passage: _Passage, leaf: Leaf) -> _Words:
    """The words among which ``leaf`` is looked for; in a paragraph always those of the text."""
    exact = isinstance(leaf, Forms) or (isinstance(leaf, Word | Phrase) and leaf.exact)
    all_words = passage.forms if exact and passage.forms else passage.stems
    return all_words.get(leaf.where, passage.stems[TEXT])


def _times(passage: _Passage, leaf: Leaf) -> int:
    """How often ``leaf`` stands in a passage."""
    there = _in(passage, leaf)
    exact = bool(passage.forms)
    match leaf:
        case Word(text):
            return sum(_count(run, there) for run in sequences(text, exact=leaf.exact and exact))
        case Phrase(text):
            return _count(words(text, exact=leaf.exact and exact), there)
        case Forms(forms):
            wanted = set(forms) if exact else {stem for form in forms for stem in words(form)}
            return sum(word in wanted for word in there)
        case Like():
            return 0


def _is_near(there: _Words, first: Word, second: Word, distance: int) -> bool:
    (one,), (other,) = (words(word.text, exact=word.exact) for word in (first, second))
    places = [place for place, word in enumerate(there) if word == other]
    return any(
        0 < abs(place - at) <= distance + 1
        for at, word in enumerate(there)
        if word == one
        for place in places
    )


def _is_named(node: Node, document: Document) -> bool:
    if isinstance(node, Reference):
        return node.key in reference_keys(document.reference_id)
    return not isinstance(node, Not) and any(_is_named(inner, document) for inner in inside(node))


def _passes(document: Document, request: Request) -> bool:
    wanted = all(_has(document, name, values) for name, values in request.filters.items() if values)
    return wanted and not any(_has(document, name, values) for name, values in request.excluded.items())


def _has(document: Document, facet: str, values: Sequence[str]) -> bool:
    return any(value in document.facets.get(facet, ()) for value in values)


def _count(phrase: _Words, text: _Words) -> int:
    """How often the words of ``phrase`` stand side by side in ``text``."""
    wanted = list(phrase)
    if not wanted:
        return len(text) + 1
    starts = (place for place, word in enumerate(text) if word == wanted[0])
    return sum(list(text[place : place + len(wanted)]) == wanted for place in starts)


def _sorted(found: list[Document], sort: str, scores: dict[int, float]) -> list[Document]:
    if sort == "relevance":
        return sorted(found, key=lambda document: (-scores[document.ordinal], document.ordinal))
    # Two stable steps: by reference id within equal times, the newest first.
    by_name = sorted(found, key=lambda document: document.ordinal)
    if sort == "cited":
        return sorted(by_name, key=lambda document: document.cited, reverse=True)
    if sort == "created":
        return sorted(by_name, key=lambda document: document.created or "", reverse=True)
    return sorted(by_name, key=lambda document: document.released, reverse=True)


def _counts(found: list[Document], of: Columns) -> dict[str, Counter[str]]:
    return {
        name: Counter(
            value
            for document in found
            for value in document.facets.get(name, ())
            if length in (0, len(value))
        )
        for name, length in of.items()
    }
