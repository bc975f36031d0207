"""Browsing by a facet: all its values, and the cables of one value.  Driven by FACETS alone."""

from typing import Any, Final

from django.http import Http404, HttpResponse

from cableroom.public.editions import queries
from cableroom.public.editions.queries import FacetValue, Summary
from cableroom.public.search.base import Request
from cableroom.public.search.facets import FACETS
from cableroom.public.search.query import parse_query
from cableroom.public.site import grouping
from cableroom.public.site.addresses import value_address
from cableroom.public.site.answering import ReaderRequest, data, page
from cableroom.public.site.paging import Paging, paging
from cableroom.public.site.parameters import page_number
from cableroom.public.site.twins import summary_data

PAGE_SIZE: Final = 50
"""Cables on a page of a list."""


def browse(request: ReaderRequest, facet: str) -> HttpResponse:
    """GET /<facet> : every value that a published cable has, with its count."""
    values = request.handle.facet_counts[facet]
    groups = grouping.groups(facet, values)
    context = {
        "here": facet,
        "facet": FACETS[facet],
        "groups": groups,
        # Short groups, one below the other, would leave the page empty.
        "letters": all(len(group.label) == 1 for group in groups),
        "bars": bool(values) and grouping.are_dates(values),
        "largest": max((value.count for group in groups for value in group.values), default=1),
    }
    return page(request, "browse.html", context)


def browse_json(request: ReaderRequest, facet: str) -> HttpResponse:
    """GET /<facet>.json : the same, as data."""
    values = request.handle.facet_counts[facet]
    return data(
        {
            "facet": facet,
            "label": FACETS[facet].label,
            "values": [
                {"value": value.value, "label": value.label, "count": value.count} for value in values
            ],
        }
    )


def value_page(request: ReaderRequest, facet: str, value: str) -> HttpResponse:
    """GET /<facet>/<value> : its cables, newest first. 404 for a value that no published cable has."""
    found, cables, place = _listed(request, facet, value)
    generation = request.handle.generation
    is_date = grouping.are_dates([found])
    context: dict[str, Any] = {
        "here": facet,
        "facet": FACETS[facet],
        "value": found,
        "cables": cables,
        "paging": place,
        "twin": value_address(facet, value, ".json") + (f"?page={place.number}" if place.number > 1 else ""),
        "path": grouping.path_to(value) if is_date and facet != "released" else [],
        "below": grouping.parts_of(request.handle.facet_counts[facet], value) if is_date else [],
        "releases": [
            item for item in queries.releases(generation) if (facet, value) == ("released", item.date)
        ],
    }
    return page(request, "value.html", context)


def value_json(request: ReaderRequest, facet: str, value: str) -> HttpResponse:
    """GET /<facet>/<value>.json : the same, as data."""
    found, cables, place = _listed(request, facet, value)
    return data(
        {
            "facet": facet,
            "value": found.value,
            "label": found.label,
            "count": found.count,
            "page": place.number,
            "pages": place.last,
            "cables": [summary_data(cable) for cable in cables],
        }
    )


def _listed(request: ReaderRequest, facet: str, value: str) -> tuple[FacetValue, list[Summary], Paging]:
    """The value, one page of its cables, and where that page stands. Raises Http404."""
    number = page_number(request)
    generation = request.handle.generation
    found = queries.facet_value(generation, facet, value)
    if found is None:
        raise Http404
    place = paging(value_address(facet, value), [], number=number, size=PAGE_SIZE, total=found.count)
    if number > place.last:
        raise Http404
    wanted = Request(
        parse_query(""),
        filters={facet: [value]},
        sort="created",
        offset=(number - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        with_facets=False,
    )
    hits = request.handle.index.search(wanted).hits
    return found, queries.summaries(generation, [hit.ordinal for hit in hits]), place
