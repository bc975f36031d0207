"""Ranges of dates among filters, ``created=2007..2009``: an engine knows values, so they go into the tree."""

from collections.abc import Sequence
from dataclasses import replace

from cableroom.public.search.base import Request
from cableroom.public.search.dates import read_days
from cableroom.public.search.facets import FACETS
from cableroom.public.search.timeline import TO
from cableroom.public.search.tree import And, Between, Field, Node, Not, Or


def with_ranges(request: Request) -> Request:
    """Return the same request, its dated filters with a range in them as a part of its query."""
    nodes: list[Node] = [
        _any_of(name, values) for name, values in request.filters.items() if _has(name, values)
    ]
    nodes += [Not(_any_of(name, values)) for name, values in request.excluded.items() if _has(name, values)]
    if not nodes:
        return request
    asked = request.query.node
    node = And((*(() if asked == And(()) else (asked,)), *nodes))
    return replace(
        request,
        query=replace(request.query, node=node),
        filters={name: values for name, values in request.filters.items() if not _has(name, values)},
        excluded={name: values for name, values in request.excluded.items() if not _has(name, values)},
    )


def _has(name: str, values: Sequence[str]) -> bool:
    return bool(FACETS[name].levels) and any(TO in value for value in values)


def _any_of(name: str, values: Sequence[str]) -> Node:
    nodes = [_node(name, value) for value in values]
    return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))


def _node(name: str, value: str) -> Node:
    # What is no range finds nothing, as a value that no cable has.
    days = read_days(value) if TO in value else None
    return Field(name, value) if days is None else Between(name, *days)
