"""Every address of the reading room, by name.  What is not here is not found."""

from typing import Final

from django.urls import URLPattern, path, re_path

from cableroom.public.exports import EXPORTS
from cableroom.public.search.facets import FACETS
from cableroom.public.site import (
    views_batch,
    views_browse,
    views_cable,
    views_home,
    views_old,
    views_related,
    views_results,
    views_search,
)
from cableroom.public.site.assets import asset_file

# What public.search.facets makes of a value; anything else is a value that no cable has.
_VALUE: Final = r"(?P<value>[0-9A-Za-z~_-]{1,140})"
_OLD_LISTS: Final = "reldate|date|origin|tag|classification"


def _facet(name: str) -> list[URLPattern]:
    """The browse pages of one facet, and their twins."""
    facet = {"facet": name}
    return [
        path(name, views_browse.browse, facet, name=name),
        path(f"{name}.json", views_browse.browse_json, facet, name=f"{name}-json"),
        re_path(rf"^{name}/{_VALUE}$", views_browse.value_page, facet, name=f"{name}-value"),
        re_path(rf"^{name}/{_VALUE}\.json$", views_browse.value_json, facet, name=f"{name}-value-json"),
    ]


urlpatterns: Final = [
    path("", views_home.home, name="home"),
    path("index.json", views_home.home_json, name="home-json"),
    re_path(r"^cable/(?P<name>[^/]{1,120})\.json$", views_cable.cable_json, name="cable-json"),
    re_path(r"^cable/(?P<name>[^/]{1,120})\.txt$", views_cable.cable_text, name="cable-txt"),
    re_path(r"^cable/(?P<name>[^/]{1,120})/?$", views_cable.cable_page, name="cable"),
    re_path(r"^cable/(?P<name>[^/]{1,120})/related$", views_related.related_page, name="related"),
    re_path(r"^cable/(?P<name>[^/]{1,120})/related\.json$", views_related.related_json, name="related-json"),
    re_path(r"^cable/[0-9]{4}/[0-9]{2}/(?P<name>[^/]{1,120})$", views_old.old_cable, name="old-cable"),
    re_path(r"^plusd/cables/(?P<name>[^/]{1,120})$", views_old.plusd_cable, name="old-plusd"),
    re_path(
        rf"^(?P<facet>{_OLD_LISTS})/(?P<value>[0-9A-Za-z-]{{1,40}})_(?P<page>[0-9]{{1,5}})\.html$",
        views_old.old_list,
        name="old-list",
    ),
    path("search", views_search.search_page, name="search"),
    path("search.json", views_search.search_json, name="search-json"),
    path("search.atom", views_results.feed, name="search-atom"),
    *(
        path(f"search.{name}", views_results.results, {"name": name}, name=f"search-{name}")
        for name in EXPORTS
    ),
    path("batch", views_batch.batch_page, name="batch"),
    path("batch.json", views_batch.batch_json, name="batch-json"),
    path("batch.csv", views_batch.batch_csv, name="batch-csv"),
    path("releases.atom", views_home.releases_feed, name="releases-feed"),
    path("robots.txt", views_home.robots, name="robots"),
    path("static/<str:name>", asset_file, name="asset"),
    *(pattern for name in FACETS for pattern in _facet(name)),
]

handler400 = "cableroom.public.site.views_errors.malformed"
handler403 = "cableroom.public.site.views_errors.malformed"
handler404 = "cableroom.public.site.views_errors.not_found"
handler500 = "cableroom.public.site.views_errors.failed"
