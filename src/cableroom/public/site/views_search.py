"""Search: the page and its JSON twin.  A query is always answered with 200, however it is written."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse

from cableroom.public.search.base import SORTS
from cableroom.public.search.facets import FACETS
from cableroom.public.search.searching import Found, search
from cableroom.public.site.answering import ReaderRequest, data, page
from cableroom.public.site.paging import paging
from cableroom.public.site.parameters import check_date, page_number, sort_order

PAGE_SIZE: Final = 20
"""Cables on a page of results."""
_MOST_FILTERS: Final = 16
"""Values of one facet that are looked at; further ones are left out."""
_LONGEST_VALUE: Final = 140
_VALUES_SHOWN: Final = 12
Parameters = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value in the side bar."""

    label: str
    count: int
    address: str
    """What a click on it leads to; "" where it would not narrow."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search address asks for."""

    text: str
    filters: dict[str, list[str]]
    sort: str
    number: int

    def parameters(
        self, *, without: tuple[str, str] | None = None, facet: str = "", value: str = ""
    ) -> Parameters:
        """Return the address's parameters but ``page``; value: replaces what is chosen of ``facet``."""
        asked: Parameters = [("q", self.text)] if self.text else []
        for name in FACETS:
            kept = [value] if name == facet else self.filters.get(name, [])
            asked += [(name, one) for one in kept if (name, one) != without]
        return [*asked, *([("sort", self.sort)] if self.sort != SORTS[0] else [])]


def search_page(request: ReaderRequest) -> HttpResponse:
    """GET /search?q= : what is found, why, and how to narrow it."""
    asked = _asked(request)
    found = _found(request, asked)
    everything = asked.parameters()
    labels = request.handle.labels
    context = {
        "asked": asked,
        "found": found,
        "sorts": SORTS,
        "kept": [(name, one) for name, values in asked.filters.items() for one in values],
        "chosen": [
            (FACETS[name].label, labels[name].get(one, ""), _address(asked.parameters(without=(name, one))))
            for name, values in asked.filters.items()
            for one in values
        ],
        "sides": [(FACETS[name], _choices(asked, found, name)) for name in FACETS],
        "paging": paging("/search", everything, number=asked.number, size=PAGE_SIZE, total=found.total),
        "twin": f"/search.json?{urlencode(everything)}",
    }
    return page(request, "search.html", context)


def search_json(request: ReaderRequest) -> HttpResponse:
    """GET /search.json?q= : the object that ``cableroom-reader search --json`` prints."""
    return data(_found(request, _asked(request)).as_dict())


def _asked(request: ReaderRequest) -> Asked:
    """Raises MalformedParameter for a page, sort or date that cannot be."""
    filters = {}
    for name, facet in FACETS.items():
        values = [value[:_LONGEST_VALUE] for value in request.GET.getlist(name) if value][:_MOST_FILTERS]
        if values:
            filters[name] = [check_date(value) for value in values] if facet.levels else values
    # The first, where somebody wrote several.
    text = next(iter(request.GET.getlist("q")), "")
    return Asked(text, filters, sort_order(request), page_number(request))


def _found(request: ReaderRequest, asked: Asked) -> Found:
    return search(
        request.handle,
        asked.text,
        filters=asked.filters,
        sort=asked.sort,
        offset=(asked.number - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
    )


def _choices(asked: Asked, found: Found, name: str) -> list[Choice]:
    """The values of one facet among the results; one that all results share narrows nothing."""
    return [
        Choice(
            one.label,
            one.count,
            _address(asked.parameters(facet=name, value=one.value)) if one.count < found.total else "",
        )
        for one in found.facets[name][:_VALUES_SHOWN]
    ]


def _address(parameters: Parameters) -> str:
    return f"/search?{urlencode(parameters)}" if parameters else "/search"
