"""Search: the page and its JSON twin.  A query is always answered with 200, however it is written."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse

from cableroom.public.exports import EXPORTS
from cableroom.public.search.base import SORTS
from cableroom.public.search.facets import FACETS
from cableroom.public.search.searching import Found, search
from cableroom.public.search.suggesting import Advice, advise
from cableroom.public.site.answering import ReaderRequest, data, page
from cableroom.public.site.asking import NOT, Asked, hit_name, read
from cableroom.public.site.environment import dates
from cableroom.public.site.paging import paging
from cableroom.public.site.parameters import LAST_PAGE
from cableroom.public.site.rows import rows
from cableroom.public.site.sides import sides
from cableroom.public.site.timelines import charts

PAGE_SIZE: Final = 20
"""Cables on a page of results."""
_MOVED: Final = "The archive has changed since the page before this one; cables may have moved between pages."


def search_page(request: ReaderRequest) -> HttpResponse:
    """GET /search?q= : what is found, why, and how to narrow it."""
    asked = read(request)
    found = _found(request, asked)
    parameters = asked.parameters()
    turning = paging("/search", parameters, number=asked.number, size=PAGE_SIZE, total=found.total)
    context = {
        "asked": asked.question,
        "opening": asked.opening(),
        "found": found,
        "warnings": _warnings(request, asked, found),
        "advice": advise(request.handle, found.query) if not found.total else Advice(),
        "sorts": SORTS,
        "hit_name": hit_name,
        "kept": [one for one in asked.parameters() if one[0] not in ("q", "sort")],
        "chosen": _chosen(request, asked),
        "charts": list(charts(asked, found)),
        "sides": list(sides(asked, found)),
        "of_all": asked.is_viewed("of", "all"),
        "other_counts": asked.viewed("of", "" if asked.is_viewed("of", "all") else "all").address(),
        "rows": rows(found.hits, apart=asked.is_viewed("copies", "apart")),
        "apart": asked.viewed("copies", "apart").address(),
        "together": asked.viewed("copies").address() if asked.is_viewed("copies", "apart") else "",
        "paging": turning,
        "more": _more(request, asked, found),
        "unnumbered": asked.behind is not None,
        "twin": asked.address("/search.json"),
        "feed": asked.address("/search.atom"),
        "exports": [(export.label, asked.address(f"/search.{export.name}")) for export in EXPORTS.values()],
    }
    return page(request, "search.html", context)


def search_json(request: ReaderRequest) -> HttpResponse:
    """GET /search.json?q= : what ``cableroom-reader search --json`` prints, and where it goes on."""
    asked = read(request)
    found = _found(request, asked)
    answer: dict[str, Any] = found.as_dict()
    answer["warnings"] = list(_warnings(request, asked, found))
    answer["generation"] = request.handle.generation.number
    answer["next"] = _next(request, asked, found, "/search.json")
    return data(answer)


def _found(request: ReaderRequest, asked: Asked) -> Found:
    return search(
        request.handle,
        asked.question,
        offset=0 if asked.behind else (asked.number - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        after=asked.behind.place if asked.behind else None,
        more=asked.more,
    )


def _warnings(request: ReaderRequest, asked: Asked, found: Found) -> tuple[str, ...]:
    moved = asked.behind is not None and asked.behind.generation != request.handle.generation.number
    return (*found.warnings, *asked.warnings, *([_MOVED] if moved else []))


def _next(request: ReaderRequest, asked: Asked, found: Found, path: str) -> str | None:
    """The address of what comes behind the last hit; None where nothing does.

    Behind a place in an order the hits before it are not counted: a full page has an address there.
    """
    if found.last is None or len(found.hits) < PAGE_SIZE:
        return None
    by_relevance = asked.question.sort == SORTS[0]
    seen = found.last + 1 if by_relevance else 0 if asked.behind else asked.number * PAGE_SIZE
    if seen >= found.total:
        return None
    place = f"{request.handle.generation.number}.{found.last}"
    return f"{path}?{urlencode([*asked.parameters(), ('after', place)])}"


def _more(request: ReaderRequest, asked: Asked, found: Found) -> str:
    """The address of the next page where pages have no number; "" where they have, or none is left."""
    unnumbered = asked.behind is not None or asked.number == LAST_PAGE
    return (unnumbered and _next(request, asked, found, "/search")) or ""


def _chosen(request: ReaderRequest, asked: Asked) -> list[tuple[str, str, str]]:
    """(facet, label, address without it) of each value that is chosen or excluded."""
    chosen = []
    for name, value in asked.parameters():
        facet = FACETS.get(name.removeprefix(NOT))
        if facet is not None:
            known = request.handle.values[facet.name].get(value)
            label = dates(value) if facet.levels else known.label if known else ""
            without = asked.without(facet.name, value).address()
            chosen.append((f"{'not ' if name.startswith(NOT) else ''}{facet.label}", label, without))
    return chosen
