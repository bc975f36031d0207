"""A parsed query as tantivy's: one tree in, one tree out.

Which cables are found is decided by their text, facets and names alone; a word
in the subject only adds to the score.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from tantivy import Occur, Query, Schema

from cableroom.public.search.analysis import words
from cableroom.public.search.base import And, Field, Node, Not, Or, Phrase, Reference, Word, leaves

_SUBJECT_WEIGHT: Final = 2.0
_NAMED: Final = 1000.0
"""More than any sum of words: the cable of that name comes first."""
_CITING: Final = 1.0


def cables_query(schema: Schema, node: Node, filters: Mapping[str, Sequence[str]], *, scored: bool) -> Query:
    """The query on the index of cables.

    filters: facet -> values; one of the values of each facet must be there.
    scored: whether the order is by relevance.
    """
    parts = [(Occur.Must, _cables(schema, node))]
    for name, values in filters.items():
        if values:
            wanted = Query.term_set_query(schema, name, list(values))
            parts.append((Occur.Must, Query.const_score_query(wanted, 0.0)))
    if scored:
        for leaf in leaves(node):
            in_subject = Query.boost_query(_words(schema, "subject", leaf.text), _SUBJECT_WEIGHT)
            parts.append((Occur.Should, in_subject))
    return parts[0][1] if len(parts) == 1 else Query.boolean_query(parts)


def paragraph_query(schema: Schema, node: Node) -> Query | None:
    """The query for paragraphs with any word or phrase of ``node``; None where it has none."""
    found = [(Occur.Should, _words(schema, "text", leaf.text)) for leaf in leaves(node)]
    return Query.boolean_query(found) if found else None


def within_cable(schema: Schema, paragraphs: Query, ordinal: int) -> Query:
    """``paragraphs``, of one cable only."""
    cable = Query.term_query(schema, "ordinal", ordinal, "basic")
    return Query.boolean_query([(Occur.Must, Query.const_score_query(cable, 0.0)), (Occur.Must, paragraphs)])


def _cables(schema: Schema, node: Node) -> Query:
    match node:
        case Word(text) | Phrase(text):
            query = _words(schema, "text", text)
        case Field(name, value):
            query = Query.const_score_query(Query.term_query(schema, name, value, "basic"), 0.0)
        case Reference(key):
            named = Query.const_score_query(Query.term_query(schema, "reference", key, "basic"), _NAMED)
            citing = Query.const_score_query(Query.term_query(schema, "cites", key, "basic"), _CITING)
            query = Query.boolean_query([(Occur.Should, named), (Occur.Should, citing)])
        case Not(inner):
            query = _all_of(schema, (Not(inner),))
        case And(nodes):
            query = _all_of(schema, nodes)
        case Or(nodes):
            query = Query.boolean_query([(Occur.Should, _cables(schema, inner)) for inner in nodes])
    return query


def _all_of(schema: Schema, nodes: Sequence[Node]) -> Query:
    wanted = [(Occur.Must, _cables(schema, node)) for node in nodes if not isinstance(node, Not)]
    # MustNot alone finds nothing in tantivy: take it from all.
    wanted = wanted or [(Occur.Must, Query.const_score_query(Query.all_query(), 0.0))]
    unwanted = [(Occur.MustNot, _cables(schema, node.node)) for node in nodes if isinstance(node, Not)]
    return Query.boolean_query(wanted + unwanted)


def _words(schema: Schema, field: str, text: str) -> Query:
    found = words(text)
    if not found:
        return Query.all_query()
    if len(found) == 1:
        return Query.term_query(schema, field, found[0])
    return Query.phrase_query(schema, field, list(found))
