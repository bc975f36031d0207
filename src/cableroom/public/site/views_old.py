"""Addresses of the archetype and of PlusD, so that what was cited in 2010 still leads somewhere.

Each leads to ours where that is published, and is the one 404 where it is not.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

from django.http import Http404, HttpResponse

from cableroom.public.editions import queries
from cableroom.public.search.slugs import slug, tag_slug
from cableroom.public.site.addresses import value_address
from cableroom.public.site.answering import ReaderRequest, moved
from cableroom.public.site.views_browse import PAGE_SIZE
from cableroom.public.site.views_cable import elsewhere

_OLD_PAGE_SIZE: Final = 100
"""Cables on a page of the archetype's lists."""
_FACETS: Final = {"reldate": "released", "date": "created"}


def old_cable(request: ReaderRequest, name: str) -> HttpResponse:
    """GET /cable/2007/11/<reference id>.html : where the archetype had it."""
    return elsewhere(request, name)


def plusd_cable(request: ReaderRequest, name: str) -> HttpResponse:
    """GET /plusd/cables/<reference id>_a.html : where PlusD has it."""
    return elsewhere(request, name)


def old_list(request: ReaderRequest, facet: str, value: str, page: str) -> HttpResponse:
    """GET /origin/22_0.html, /reldate/2010-12-01_0.html ... : a page of the archetype's lists, from 0."""
    name = _FACETS.get(facet, facet)
    found = queries.facet_value(request.handle.generation, name, _our_value(facet, value))
    if found is None:
        raise Http404
    first = int(page) * _OLD_PAGE_SIZE
    query = f"?page={first // PAGE_SIZE + 1}" if 0 < first < found.count else ""
    return moved(f"{value_address(name, found.value)}{query}")


def _our_value(facet: str, value: str) -> str:
    if facet in _old_numbers():
        return slug(_old_numbers()[facet].get(value, ""))
    return tag_slug(value) if facet == "tag" else value


@cache
def _old_numbers() -> dict[str, dict[str, str]]:
    table = files("cableroom.public.site").joinpath("data", "old_numbers.toml")
    return tomllib.loads(table.read_text(encoding="utf-8"))
