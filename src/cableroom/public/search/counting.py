"""Which values are counted among which results: the same rules for all engines.

A facet of which no value is chosen is counted among the results.  One of which values are chosen is counted
as if none were: so its other values say how many cables they stand for, and not that there are none.
Dates are counted among the results in any case: there one goes down, from a year to its months.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Final

from cableroom.public.search.base import Request
from cableroom.public.search.facets import FACETS, Facet, in_order

Columns = Mapping[str, int]
"""Facet name -> length of the dates that are counted; 0 for a facet of no dates."""
Count = Callable[[Request, Columns], Mapping[str, Mapping[str, int]]]
"""Counts the values of these columns among what a request finds."""


@dataclass(frozen=True, slots=True)
class Counts:
    """All that is counted for one answer."""

    facets: Mapping[str, Mapping[str, int]]
    """Facet name -> value -> cables, in the order of FACETS and drilled; see ``drilled``."""
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


def summed_up(facet: Facet, counts: Mapping[str, int]) -> dict[str, int]:
    """``counts`` of dates, and with them the coarser ones that are the sums of the finest each cable is in.

    counts: of values of one length or more, of which the shortest are of all results.
    """
    shortest = min(map(len, counts), default=0)
    found = dict(counts)
    for length in (length for length in facet.levels if length < shortest):
        for value, count in counts.items():
            if len(value) == shortest:
                found[value[:length]] = found.get(value[:length], 0) + count
    return found


def drilled(facet: Facet, counts: Mapping[str, int]) -> dict[str, int]:
    """The counts among some results that are worth a list, in the order of a side bar.

    Years; where all results are of one year also its months; then days likewise.
    """
    chosen = dict(counts)
    if facet.levels:
        chosen = {}
        for length in facet.levels:
            level = {value: count for value, count in counts.items() if len(value) == length}
            chosen |= level
            if len(level) != 1:
                break
    if facet.largest_first:
        by_value = sorted(chosen.items())
        return dict(sorted(by_value, key=itemgetter(1), reverse=True))
    return {value: chosen[value] for value, _label in in_order(facet, ((value, value) for value in chosen))}
