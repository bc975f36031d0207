"""What was counted, as a page and the JSON form show it: values with their labels, and timelines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from cableroom.public.editions.queries import FacetValue
from cableroom.public.search.timeline import Timeline, timeline


class FoundValue(NamedTuple):
    """A value of a facet among the results."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of a value
    of: int
    """Of so many published cables that have it."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """All that was counted for one answer."""

    facets: Mapping[str, tuple[FoundValue, ...]]
    """In the order of FACETS; dates down to where the results part, see ``counting.Counts``."""
    timelines: Mapping[str, Timeline]
    """Dated facet -> the results by that date; none where no result has one."""


class Counted(Protocol):
    """``base.Result`` or ``counting.Counts``."""

    @property
    def facets(self) -> Mapping[str, Mapping[str, int]]:
        """Facet name -> value -> cables."""

    @property
    def dates(self) -> Mapping[str, Mapping[str, int]]:
        """The same of dated facets, not drilled."""


def labelled(counts: Counted, known: Mapping[str, Mapping[str, FacetValue]]) -> Labelled:
    """Return what was counted. known: facet name -> value -> what the generation says of it."""
    timelines = {name: timeline(dates) for name, dates in counts.dates.items()}
    return Labelled(
        {
            name: tuple(_found(value, count, known[name].get(value)) for value, count in values.items())
            for name, values in counts.facets.items()
        },
        {name: found for name, found in timelines.items() if found is not None},
    )


def _found(value: str, count: int, known: FacetValue | None) -> FoundValue:
    # An index in a cluster may be of a generation that is damaged here.
    return (
        FoundValue(value, value, count, count)
        if known is None
        else FoundValue(value, known.label, count, known.count)
    )
