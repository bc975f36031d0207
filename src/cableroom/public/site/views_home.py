"""The front page, the feed of releases, and what crawlers are told."""

from typing import Any, Final

from django.http import HttpResponse
from django.template import engines

from cableroom.public.editions import queries
from cableroom.public.search.facets import FACETS
from cableroom.public.site import grouping
from cableroom.public.site.answering import ReaderRequest, data, page, plain, site_of
from cableroom.public.site.twins import summary_data

_LATEST_CABLES: Final = 12
_LATEST_RELEASES: Final = 5
_FEED_LENGTH: Final = 100
_VALUES_SHOWN: Final = 8
# Search answers are without number and say nothing that the cables do not.
_ROBOTS: Final = "User-agent: *\nDisallow: /search\n"


def home(request: ReaderRequest) -> HttpResponse:
    """GET / : how much is released, what this is, the latest, and the ways in."""
    generation = request.handle.generation
    context = {
        "latest": queries.latest(generation, _LATEST_CABLES),
        "releases": queries.releases(generation)[:_LATEST_RELEASES],
        # The releases have a list of their own.
        "ways": [_way(request, facet) for facet in FACETS if facet != "released"],
    }
    return page(request, "home.html", context)


def home_json(request: ReaderRequest) -> HttpResponse:
    """GET /index.json : the counter, the stated facts and the releases, as data."""
    generation = request.handle.generation
    site = site_of(generation)
    facts = queries.facts(generation)
    return data(
        {
            "title": site.title,
            "released": site.released,
            "generation": site.generation,
            "facts": {name: {"value": fact.value, "date": fact.date} for name, fact in facts.items()},
            "releases": [
                {"number": item.number, "date": item.date, "title": item.title, "note": item.note}
                | {"count": item.count}
                for item in queries.releases(generation)
            ],
            "latest": [summary_data(cable) for cable in queries.latest(generation, _LATEST_CABLES)],
        }
    )


def releases_feed(request: ReaderRequest) -> HttpResponse:
    """GET /releases.atom : the newest releases."""
    generation = request.handle.generation
    releases = queries.releases(generation)[:_FEED_LENGTH]
    context = {
        "site": site_of(generation),
        "releases": releases,
        # A feed must state a time; before the first release there is none to state.
        "updated": releases[0].date if releases else "1970-01-01",
    }
    feed = engines["jinja2"].get_template("releases.atom").render(context)
    return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")


def robots(request: ReaderRequest) -> HttpResponse:
    """GET /robots.txt : the same for every generation."""
    del request
    return plain(_ROBOTS)


def _way(request: ReaderRequest, facet: str) -> dict[str, Any]:
    """A facet with how many values it has and the first or largest of them."""
    values = request.handle.facet_counts[facet]
    if values and grouping.are_dates(values):
        top = [value for group in grouping.groups(facet, values) for value in group.values]
        return {"facet": FACETS[facet], "count": len(top), "shown": top[:_VALUES_SHOWN]}
    largest = sorted(values, key=lambda value: -value.count)[:_VALUES_SHOWN]
    kept = set(largest)
    shown = [value for value in values if value in kept]
    return {"facet": FACETS[facet], "count": len(values), "shown": shown}
