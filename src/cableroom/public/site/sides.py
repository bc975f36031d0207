"""The side bar of a page of results: what is counted of each facet, and what a click on it leads to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from cableroom.public.search.facets import FACETS, Facet
from cableroom.public.search.labelling import FoundValue
from cableroom.public.search.searching import Found
from cableroom.public.site.asking import Asked
from cableroom.public.site.grouping import KINDS, kind

_SHOWN: Final = 12
"""Values of a facet."""
_SHOWN_OF_KIND: Final = 6
"""Of a facet whose values are of several kinds."""
_MOST: Final = 500
"""Of each kind, where all are asked for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value in the side bar."""

    label: str
    count: int
    """Among the results."""
    of: int
    """Of so many published cables that have it."""
    address: str
    """What a click on it leads to: the results narrowed to it; where others of its facet are chosen, those
    with it; where it is chosen, those without the choice; "" where it would change nothing."""
    excluding: str
    """Leads to the results without it; "" where that would leave nothing, or change nothing."""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One facet."""

    facet: Facet
    groups: Sequence[tuple[str, Sequence[Choice]]]
    """(heading, values); one without a heading where they are of one kind."""
    count: int
    """Of all its values among the results."""
    whole: str
    """Leads to a list of all of them; "" where that is shown."""
    left: int = 0
    """So many are too many even for that; they have the fewest cables of their kind."""


def sides(asked: Asked, found: Found) -> Iterator[Side]:
    """Give every facet of which a result has a value."""
    for name, values in found.facets.items():
        if values:
            is_whole = asked.is_viewed("list", name)
            groups = [
                (heading, _choices(asked, found, name, some, is_whole=is_whole))
                for heading, some in _by_kind(name, values)
            ]
            shown = sum(len(choices) for _heading, choices in groups)
            left = len(values) - shown
            more = asked.viewed("list", name).address() if left and not is_whole else ""
            yield Side(FACETS[name], groups, len(values), more, left if is_whole else 0)


def _by_kind(name: str, values: Sequence[FoundValue]) -> list[tuple[str, list[FoundValue]]]:
    """The values under their headings, in their order within each."""
    if name != "tag":
        return [("", list(values))]
    ranked = sorted(values, key=lambda one: KINDS.index(kind(one.label)))
    return [(heading, list(some)) for heading, some in groupby(ranked, lambda one: kind(one.label))]


def _choices(
    asked: Asked, found: Found, name: str, values: Sequence[FoundValue], *, is_whole: bool
) -> list[Choice]:
    """Some values of one facet among the results; one that all results share narrows nothing.

    Where some are chosen, the others were counted beside them and can be added.
    """
    chosen = () if FACETS[name].levels else asked.question.filters.get(name, ())
    most = _MOST if is_whole else _SHOWN if len(values) == len(found.facets[name]) else _SHOWN_OF_KIND
    shown = [one for one in values if one.value in chosen]
    shown += [one for one in values if one.value not in chosen][: max(most - len(shown), 1)]
    # Made once: writing the address of each value anew would take a quarter of the page's time.
    adding = (asked if chosen else asked.only(name)).also(name)
    excluding = asked.but(name)
    made = []
    for one in shown:
        address, without = "", ""
        if one.value in chosen:
            address = asked.without(name, one.value).address()
        elif chosen or one.count != found.total:
            address = adding.address(one.value)
            without = "" if chosen else excluding.address(one.value)
        made.append(Choice(one.label, one.count, one.of, address, without, one.value in chosen))
    return made
