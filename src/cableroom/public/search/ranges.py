"""Filters as a part of the tree of a query: ranges of dates for the engines, all of them to be said in words.

An engine knows values and no ranges, ``created=2007..2009``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cableroom.public.search.base import Query, Request
from cableroom.public.search.dates import read_days
from cableroom.public.search.facets import FACETS
from cableroom.public.search.timeline import TO
from cableroom.public.search.tree import And, Between, Field, Node, Not, Or

_Filters = Mapping[str, Sequence[str]]
"""Facet name -> values, of which there is one at least."""


def with_ranges(request: Request) -> Request:
    """Return the same request, its dated filters with a range in them as a part of its query."""
    ranges, values = _parted(request.filters)
    no_ranges, no_values = _parted(request.excluded)
    return replace(
        request, query=narrowed(request.query, ranges, no_ranges), filters=values, excluded=no_values
    )


def narrowed(query: Query, filters: _Filters, excluded: _Filters) -> Query:
    """Return ``query`` with all that is chosen and excluded as a part of it."""
    nodes: list[Node] = [_any_of(name, values) for name, values in filters.items()]
    nodes += [Not(_any_of(name, values)) for name, values in excluded.items()]
    if not nodes:
        return query
    asked = query.node.nodes if isinstance(query.node, And) else (query.node,)
    return replace(query, node=And((*asked, *nodes)))


def _parted(filters: _Filters) -> tuple[_Filters, _Filters]:
    """Those with a range in them, and the others."""
    ranges = {name: values for name, values in filters.items() if _has(name, values)}
    return ranges, {name: values for name, values in filters.items() if name not in ranges}


def _has(name: str, values: Sequence[str]) -> bool:
    return bool(FACETS[name].levels) and any(TO in value for value in values)


def _any_of(name: str, values: Sequence[str]) -> Node:
    nodes = [_node(name, value) for value in values]
    return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))


def _node(name: str, value: str) -> Node:
    # What is no range finds nothing, as a value that no cable has.
    days = read_days(value) if TO in value else None
    return Field(name, value) if days is None else Between(name, *days)
