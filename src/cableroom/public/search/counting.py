"""Which values are counted among which results: the same rules for all engines.

A facet of which no value is chosen is counted among the results.  One of which values are chosen is counted
as if none were: so its other values say how many cables they stand for, and not that there are none.
Dates are counted among the results in any case: there one goes down, from a year to its months.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from cableroom.public.search.base import Request
from cableroom.public.search.facets import FACETS, drilled, summed_up

Columns = Mapping[str, int]
"""Facet name -> length of the dates that are counted; 0 for a facet of no dates."""
Count = Callable[[Request, Columns], Mapping[str, Mapping[str, int]]]
"""Counts the values of these columns among what a request finds."""


@dataclass(frozen=True, slots=True)
class Counts:
    """All that is counted for one answer."""

    facets: Mapping[str, Mapping[str, int]]
    """Facet name -> value -> cables, in the order of FACETS and drilled; see ``facets.drilled``."""
    dates: Mapping[str, Mapping[str, int]]
    """Of the dated facets: all months or days, as they were counted; see ``timeline.timeline``."""


NOTHING: Final = Counts({}, {})


def columns(request: Request) -> Columns:
    """What is counted among the results themselves, in the first step."""
    return {
        name: facet.counted[0] if facet.levels else 0
        for name, facet in FACETS.items()
        if facet.levels or not request.filters.get(name)
    }


def counted(request: Request, first: Mapping[str, Mapping[str, int]], count: Count) -> Counts:
    """Return all counts for ``request``.

    first: those of ``columns(request)``; whatever else is needed is got by ``count``.
    """
    found = {name: dict(counts) for name, counts in first.items()}
    for name, facet in FACETS.items():
        if name not in found:
            filters = {other: values for other, values in request.filters.items() if other != name}
            found[name] = dict(count(replace(request, filters=filters), {name: 0})[name])
        level = found[name]
        for length in facet.counted[1:]:
            # Days only where all results are of one month.
            if len(level) != 1:
                break
            level = dict(count(request, {name: length})[name])
            found[name] |= level
    return Counts(
        {name: drilled(facet, summed_up(facet, found[name])) for name, facet in FACETS.items()},
        {name: found[name] for name, facet in FACETS.items() if facet.levels},
    )
