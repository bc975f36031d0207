"""A parsed query as tantivy's: one tree in, one tree out.

Which cables are found is decided by their text, facets, keywords and names alone; a word
in the subject only adds to the score.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from tantivy import FieldType, Occur, Query, Schema

from cableroom.public.search.analysis import sequences, words
from cableroom.public.search.base import Request
from cableroom.public.search.index_schema import day
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
_CITING: Final = 1.0
_WHOLE: Final = 1000.0
"""More than any sum of words: the paragraph with all that is to be in one comes first."""
_FEW_FORMS: Final = 16
"""So many words of a form are weighed each by its rarity; more are only found."""
_FEW_VALUES: Final = 500
"""So many whole values are looked up one by one; more as a set."""
_NEVER: Final = "9999-12-31"
_EXACT: Final = {TEXT: "exact", SUBJECT: "exact_subject"}

Paragraphs = Callable[[Node], Sequence[int]]
"""Tree of words -> ordinals of the cables that have a paragraph with it."""


def cables_query(schema: Schema, request: Request, *, paragraphs: Paragraphs, count: int) -> Query:
    """The query on the index of ``count`` cables."""
    node = request.query.node
    parts = [(Occur.Must, _Cables(schema, paragraphs, count).tree(node))]
    for occur, of_facets in ((Occur.Must, request.filters), (Occur.MustNot, request.excluded)):
        for name, values in of_facets.items():
            if values:
                parts.append((occur, _one_of(schema, name, values)))
    if request.sort == "relevance":
        parts += [(Occur.Should, weight) for weight in _weights(schema, node)]
    return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)


def behind_place(schema: Schema, query: Query, sort: str, place: int) -> Query:
    """``query``, of the cables behind ``place`` in the order of ``sort`` only."""
    behind = Query.range_query(schema, f"rank_{sort}", FieldType.Unsigned, place, include_lower=False)
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(behind, 0.0))])


def in_places(schema: Schema, rank: str, places: range) -> Query:
    """The cables in these places of the column ``rank``."""
    return Query.range_query(schema, rank, FieldType.Unsigned, places[0], places[-1])


def all_but(query: Query) -> Query:
    """The cables that ``query`` does not find."""
    return Query.boolean_query([(Occur.Must, _every()), (Occur.MustNot, query)])


def paragraph_query(schema: Schema, node: Node) -> Query | None:
    """The query for paragraphs with any word or phrase of ``node``; None where it has none.

    First come those with what is to be in one paragraph, or near each other, and with its portion mark.
    """
    trees = _Trees(schema)
    found = [trees.leaf(leaf) for leaf in leaves(node)]
    for whole in wholes(node):
        tree = trees.tree(whole.node if isinstance(whole, Together) else whole)
        found.append(Query.const_score_query(tree, _WHOLE))
    return _any_of(found) if found else None


def together_query(schema: Schema, node: Node) -> Query:
    """The query for paragraphs with all that ``node``, the tree inside a Together, looks for."""
    return Query.const_score_query(_Trees(schema).tree(node), 0.0)


def of_ordinals(schema: Schema, query: Query, first: int, last: int) -> Query:
    """``query``, of the cables in these rows only."""
    rows = Query.range_query(schema, "ordinal", FieldType.Unsigned, first, last)
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(rows, 0.0))])


def within_cables(schema: Schema, paragraphs: Query, ordinals: Sequence[int]) -> Query:
    """``paragraphs``, of some cables only."""
    return Query.boolean_query([(Occur.Must, _one_of(schema, "ordinal", ordinals)), (Occur.Must, paragraphs)])


def _weights(schema: Schema, node: Node) -> Iterable[Query]:
    """What only adds to the score: words in the subject, and those that were found by their paragraph."""
    cables = _Trees(schema, exact=True)
    for leaf in leaves(node):
        if leaf.where == TEXT and isinstance(leaf, Word | Phrase):
            yield Query.boost_query(_run_query(schema, SUBJECT, words(leaf.text)), _SUBJECT_WEIGHT)
    for together in togethers(node):
        yield from (cables.leaf(leaf) for leaf in leaves(together))


class _Trees:
    """Trees of words on one index; in that of paragraphs all words are compared by their stems."""

    def __init__(self, schema: Schema, *, exact: bool = False) -> None:
        self._schema: Final = schema
        self._exact: Final = exact

    def tree(self, node: Node) -> Query:
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

    def other(self, node: Node) -> Query:
        """What is no word: of a paragraph only its mark."""
        assert isinstance(node, Field)
        return self.term(node.name, node.value)

    def term(self, field: str, value: str | int) -> Query:
        """A whole value, which does not count for the score."""
        return Query.const_score_query(Query.term_query(self._schema, field, value, "basic"), 0.0)

    def leaf(self, leaf: Leaf) -> Query:
        field, exact = self._field(leaf)
        match leaf:
            case Word(text):
                return _any_of([self._run(field, run) for run in sequences(text, exact=exact)])
            case Phrase(text):
                return self._run(field, words(text, exact=exact))
            case Forms(forms):
                return self._forms(field, forms if exact else {w for form in forms for w in words(form)})
            case Like():
                return Query.empty_query()

    def _field(self, leaf: Leaf) -> tuple[str, bool]:
        """Where a leaf is looked for, and whether as it is written."""
        exact = self._exact and (isinstance(leaf, Forms) or (isinstance(leaf, Word | Phrase) and leaf.exact))
        where = leaf.where if self._exact else TEXT
        return (_EXACT[where] if exact else where), exact

    def _run(self, field: str, run: Sequence[str]) -> Query:
        return _run_query(self._schema, field, run)

    def _forms(self, field: str, forms: Iterable[str]) -> Query:
        found = list(forms)
        if len(found) > _FEW_FORMS:
            return Query.const_score_query(Query.term_set_query(self._schema, field, found), 1.0)
        return _any_of([Query.term_query(self._schema, field, form) for form in found])

    def _near(self, first: Word, second: Word, distance: int) -> Query:
        field, exact = self._field(first)
        (one,), (other,) = (words(word.text, exact=exact) for word in (first, second))
        orders = [[one, other]] if one == other else [[one, other], [other, one]]
        return _any_of(
            [Query.phrase_query(self._schema, field, list(order), slop=distance) for order in orders]
        )

    def _all_of(self, nodes: Sequence[Node]) -> Query:
        wanted = [(Occur.Must, self.tree(node)) for node in nodes if not isinstance(node, Not)]
        # MustNot alone finds nothing in tantivy: take it from all.
        wanted = wanted or [(Occur.Must, _every())]
        unwanted = [(Occur.MustNot, self.tree(node.node)) for node in nodes if isinstance(node, Not)]
        return Query.boolean_query(wanted + unwanted)


class _Cables(_Trees):
    """Trees on the index of cables."""

    def __init__(self, schema: Schema, paragraphs: Paragraphs, count: int) -> None:
        super().__init__(schema, exact=True)
        self._paragraphs: Final = paragraphs
        self._count: Final = count

    def other(self, node: Node) -> Query:
        """A field, a range of days, a name, or a paragraph."""
        match node:
            case Between(name, first, last):
                days = Query.range_query(
                    self._schema, f"{name}_day", FieldType.Unsigned, day(first or ""), day(last or _NEVER)
                )
                return Query.const_score_query(days, 0.0)
            case Reference(key):
                named = Query.term_query(self._schema, "reference", key, "basic")
                citing = Query.term_query(self._schema, "cites", key, "basic")
                weighed = ((named, _NAMED), (citing, _CITING))
                return _any_of([Query.const_score_query(query, score) for query, score in weighed])
            case Together(inner):
                return self._having(self._paragraphs(inner))
        return super().other(node)

    def _having(self, ordinals: Sequence[int]) -> Query:
        """The cables in these rows, by themselves or by those that are left, whichever are fewer."""
        if len(ordinals) <= self._count / 2:
            return _one_of(self._schema, "ordinal", ordinals)
        others = sorted({*range(self._count)} - {*ordinals})
        return all_but(_one_of(self._schema, "ordinal", others))


def _every() -> Query:
    """All cables, with no score."""
    return Query.const_score_query(Query.all_query(), 0.0)


def _any_of(queries: Sequence[Query], *, least: int = 1) -> Query:
    if not queries:
        return Query.empty_query()
    if len(queries) == 1:
        return queries[0]
    parts = [(Occur.Should, query) for query in queries]
    return Query.boolean_query(parts, minimum_number_should_match=least if least > 1 else None)


def _one_of(schema: Schema, field: str, values: Sequence[str | int]) -> Query:
    """Any of some whole values, which do not count for the score."""
    if len(values) > _FEW_VALUES:
        return Query.const_score_query(Query.term_set_query(schema, field, list(values)), 0.0)
    # A set reads the whole dictionary of the field, however small it is.
    found = _any_of([Query.term_query(schema, field, value, "basic") for value in values])
    return Query.const_score_query(found, 0.0)


def _run_query(schema: Schema, field: str, run: Sequence[str]) -> Query:
    """Words side by side."""
    if not run:
        return Query.all_query()
    if len(run) == 1:
        return Query.term_query(schema, field, run[0])
    return Query.phrase_query(schema, field, list(run))
