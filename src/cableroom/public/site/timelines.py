"""Timelines of results as a page draws them: a column a bar, each a link that narrows to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cableroom.public.search.facets import FACETS, Facet
from cableroom.public.search.searching import Found
from cableroom.public.search.timeline import TO, Bar, Timeline
from cableroom.public.site.asking import Asked, Parameters

_MONTHS: Final = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())  # noqa: SIM905 - shorter so
_MOST_TICKS: Final = 8
_LOWEST: Final = 2.0
"""Of a hundred: what is there must be seen beside the highest."""
_YEAR: Final = 4
_LENGTHS: Final = (4, 7, 10)
"""Of a year, a month and a day."""


@dataclass(frozen=True, slots=True)
class Column:
    """One bar."""

    value: str
    """As ``timeline.Bar`` has it."""
    count: int
    height: str
    """Of a hundred, for the picture."""
    address: str
    """The results narrowed to it; "" where there is nothing, or nothing else."""
    tick: str
    """A few letters below it; "" below most."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One timeline."""

    facet: Facet
    unit: str
    columns: Sequence[Column]
    highest: Column
    wider: Sequence[tuple[str, str]]
    """(date, address) of what the chosen dates are a part of, the narrowest first; "" for all dates."""
    first: str
    last: str
    """What is chosen, as the form from and to has it."""
    kept: Parameters
    """All other parameters of the address."""


def charts(asked: Asked, found: Found) -> Iterator[Chart]:
    """Give the timelines that show something: two bars, or a way back from what is chosen.

    That of creation is first: a release has many years in it.
    """
    for name, timeline in reversed(list(found.timelines.items())):
        chosen = asked.question.filters.get(name, ())
        if chosen or sum(bar.count > 0 for bar in timeline.bars) > 1:
            yield _chart(asked, name, timeline, chosen)


def _chart(asked: Asked, name: str, timeline: Timeline, chosen: Sequence[str]) -> Chart:
    most = max(bar.count for bar in timeline.bars)
    total = sum(bar.count for bar in timeline.bars)
    ticks = _ticks(timeline)
    narrowed = asked.only(name).also(name)
    columns = [
        Column(
            bar.value,
            bar.count,
            f"{max(_LOWEST, 100 * bar.count / most) if bar.count else 0:.1f}",
            narrowed.address(bar.value) if 0 < bar.count < total else "",
            tick,
        )
        for bar, tick in zip(timeline.bars, ticks, strict=True)
    ]
    first, last = _ends(chosen)
    return Chart(
        FACETS[name],
        timeline.unit,
        columns,
        next(column for column in columns if column.count == most),
        [(value, asked.only(name, *([value] if value else [])).address()) for value in _wider(chosen)],
        first,
        last,
        [one for one in asked.parameters() if one[0] != name],
    )


def _ticks(timeline: Timeline) -> list[str]:
    """What stands below each bar: years where there are several, else months, or every fifth day."""
    bars = timeline.bars
    every = -(-len(bars) // _MOST_TICKS)
    match timeline.unit:
        case "day":
            return [
                bar.value[-2:].lstrip("0") if number % 5 == 0 else "" for number, bar in enumerate(bars, 1)
            ]
        case "month" if len(bars) == len(_MONTHS):
            return list(_MONTHS)
        case "month" | "quarter":
            return [_year(bar) if bar.value[_YEAR:].startswith("-01") else "" for bar in bars]
        case _:
            return [_year(bar) if number % every == 0 else "" for number, bar in enumerate(bars)]


def _year(bar: Bar) -> str:
    return bar.value[:_YEAR]


def _wider(chosen: Sequence[str]) -> list[str]:
    """What the chosen dates are part of, the narrowest first; "" is all dates."""
    if not chosen:
        return []
    ends = [end for value in chosen for end in value.split(TO)]
    above = [] if "" in ends else [_common(ends, length) for length in reversed(_LENGTHS)]
    return [*(value for value in above if value and [value] != list(chosen)), ""]


def _common(ends: Sequence[str], length: int) -> str:
    """The year or month in which all of ``ends`` are; "" where there is none."""
    found = {end[:length] for end in ends}
    only = found.pop()
    return only if not found and len(only) == length else ""


def _ends(chosen: Sequence[str]) -> tuple[str, str]:
    if len(chosen) != 1:
        return "", ""
    first, to, last = chosen[0].partition(TO)
    return first, last if to else first
