"""A parsed query as OpenSearch's: one tree in, the same tree out in its query language.

Which cables are found is decided by their text, facets, keywords and names alone; a word
in the subject only adds to the score.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from cableroom.public.search.analysis import sequences, words
from cableroom.public.search.base import Request
from cableroom.public.search.index_schema import day
from cableroom.public.search.opensearch.fields import PARAGRAPHS, whole
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
    leaves,
    togethers,
    wholes,
)

_SUBJECT_WEIGHT: Final = 2.0
_NAMED: Final = 1000.0
"""More than any sum of words: the cable of that name comes first."""
_WHOLE: Final = 1000.0
"""More than any sum of words: the paragraph with all that is to be in one comes first."""
_CITING: Final = 1.0
_FEW_FORMS: Final = 6
"""So many words of a form are weighed each by its rarity; more are only found.

Fewer than with tantivy, because a query of OpenSearch may have 1,024 parts in all."""
_NEVER: Final = "9999-12-31"
_EXACT: Final = {TEXT: "exact", SUBJECT: "exact_subject"}
_ALL: Final[dict[str, Any]] = {"match_all": {"boost": 0.0}}
_NONE: Final[dict[str, Any]] = {"match_none": {}}
Json = dict[str, Any]


def cables_query(request: Request) -> Json:
    """The query for the cables that ``request`` finds, with the order by relevance where it is asked for."""
    node = request.query.node
    query: Json = {"must": [_Cables().tree(node)]}
    for part, of_facets in (("filter", request.filters), ("must_not", request.excluded)):
        query[part] = [
            {"terms": {name: list(map(whole, values))}} for name, values in of_facets.items() if values
        ]
    if request.sort == "relevance":
        query["should"] = list(_weights(node))
    return {"bool": query}


def best_paragraph_query(node: Node, ordinals: Sequence[int]) -> Json | None:
    """The query for paragraphs of some cables with any word or phrase of ``node``; None where it has none.

    The best one of each comes as its inner hit: one with what is to be in one paragraph, before others.
    """
    trees = _Trees(f"{PARAGRAPHS}.")
    found = [trees.leaf(leaf) for leaf in leaves(node)]
    for one in wholes(node):
        tree = trees.tree(one.node if isinstance(one, Together) else one)
        found.append(_unweighed(tree, _WHOLE))
    if not found:
        return None
    inner = {"size": 1, "_source": False, "docvalue_fields": [f"{PARAGRAPHS}.anchor"]}
    nested = {"path": PARAGRAPHS, "query": _any_of(found), "inner_hits": inner}
    return {"bool": {"filter": [{"terms": {"ordinal": list(ordinals)}}], "must": [{"nested": nested}]}}


def _weights(node: Node) -> Iterable[Json]:
    """What only adds to the score: words in the subject, and those that were found by their paragraph."""
    cables = _Cables()
    for leaf in leaves(node):
        if leaf.where == TEXT and isinstance(leaf, Word | Phrase):
            yield _run_query(SUBJECT, words(leaf.text), boost=_SUBJECT_WEIGHT)
    for together in togethers(node):
        yield from (cables.leaf(leaf) for leaf in leaves(together))


class _Trees:
    """Trees of words on the fields that begin with ``prefix``; in paragraphs by their stems."""

    _exact = False

    def __init__(self, prefix: str = "") -> None:
        self._prefix: Final = prefix

    def tree(self, node: Node) -> Json:
        match node:
            case And(nodes):
                query = self._all_of(nodes)
            case Or(nodes):
                query = _any_of([self.tree(inner) for inner in nodes])
            case Not():
                query = self._all_of((node,))
            case Quorum(count, nodes):
                query = _any_of([self.tree(inner) for inner in nodes], least=count)
            case Near(first, second, distance):
                query = self._near(first, second, distance)
            case Word() | Phrase() | Like() | Forms():
                query = self.leaf(node)
            case _:
                query = self.other(node)
        return query

    def other(self, node: Node) -> Json:
        """What is no word: of a paragraph only its mark."""
        assert isinstance(node, Field)
        return self._value(node.name, node.value)

    def leaf(self, leaf: Leaf) -> Json:
        field, exact = self._field(leaf)
        match leaf:
            case Word(text):
                return _any_of([_run_query(field, run) for run in sequences(text, exact=exact)])
            case Phrase(text):
                return _run_query(field, words(text, exact=exact))
            case Forms(forms):
                return _forms(field, forms if exact else {w for form in forms for w in words(form)})
            case Like():
                return _NONE

    def _field(self, leaf: Leaf) -> tuple[str, bool]:
        """Where a leaf is looked for, and whether as it is written."""
        exact = self._exact and (isinstance(leaf, Forms) or (isinstance(leaf, Word | Phrase) and leaf.exact))
        where = leaf.where if self._exact else TEXT
        return self._prefix + (_EXACT[where] if exact else where), exact

    def _value(self, field: str, value: str, *, boost: float = 0.0) -> Json:
        return _unweighed({"term": {self._prefix + field: whole(value)}}, boost)

    def _near(self, first: Word, second: Word, distance: int) -> Json:
        field, exact = self._field(first)
        (one,), (other,) = (words(word.text, exact=exact) for word in (first, second))
        orders = [[one, other]] if one == other else [[one, other], [other, one]]
        return _any_of([_run_query(field, order, slop=distance) for order in orders])

    def _all_of(self, nodes: Sequence[Node]) -> Json:
        wanted = [self.tree(node) for node in nodes if not isinstance(node, Not)]
        unwanted = [self.tree(node.node) for node in nodes if isinstance(node, Not)]
        return {"bool": {"must": wanted or [_ALL], "must_not": unwanted}}


class _Cables(_Trees):
    """Trees on whole cables."""

    _exact = True

    def other(self, node: Node) -> Json:
        """A field, a range of days, a name, or a paragraph."""
        match node:
            case Between(name, first, last):
                days = {"gte": day(first or ""), "lte": day(last or _NEVER)}
                return _unweighed({"range": {f"{name}_day": days}})
            case Reference(key):
                return _any_of(
                    [self._value("reference", key, boost=_NAMED), self._value("cites", key, boost=_CITING)]
                )
            case Together(inner):
                query = _Trees(f"{PARAGRAPHS}.").tree(inner)
                return _unweighed({"nested": {"path": PARAGRAPHS, "query": query, "score_mode": "none"}})
        return super().other(node)


def _unweighed(query: Json, boost: float = 0.0) -> Json:
    """``query``, with the same score wherever it holds."""
    return {"constant_score": {"filter": query, "boost": boost}}


def _any_of(queries: Sequence[Json], *, least: int = 1) -> Json:
    if not queries:
        return _NONE
    if len(queries) == 1:
        return queries[0]
    return {"bool": {"should": list(queries), "minimum_should_match": least}}


def _forms(field: str, forms: Iterable[str]) -> Json:
    found = sorted(map(whole, forms))
    if len(found) > _FEW_FORMS:
        return _unweighed({"terms": {field: found}}, 1.0)
    return _any_of([{"term": {field: form}} for form in found])


def _run_query(field: str, run: Sequence[str], *, slop: int = 0, boost: float = 1.0) -> Json:
    """Words side by side, or with at most ``slop`` others between."""
    if not run:
        return {"match_all": {"boost": boost}}
    found = [whole(word) for word in run]
    if len(found) == 1:
        return {"term": {field: {"value": found[0], "boost": boost}}}
    return {"match_phrase": {field: {"query": " ".join(found), "slop": slop, "boost": boost}}}
