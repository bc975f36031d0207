"""The reading room without HTTP: its pages, and what its template is given for each.

Settings are those of the public process, its wall included; import this before anything else of ours.
"""

import gc
import os
from pathlib import Path
from typing import Any

import django
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template import engines


def set_up(published: Path) -> None:
    """Be the reading room of ``published``, with its rules for garbage too."""
    os.environ["CABLEROOM_PUBLISHED"] = str(published)
    os.environ["DJANGO_SETTINGS_MODULE"] = "cableroom.settings.public"
    django.setup()
    from cableroom.public.site import wsgi  # noqa: F401, PLC0415 - it sets the collector as the server has it


class Room:
    """The opened generation of a published folder, and its views."""

    def __init__(self, published: Path) -> None:
        from cableroom.public.search.handle import Published  # noqa: PLC0415 - needs the settings

        self.handle = Published(published).current()

    def request(self, path: str, query: str = "") -> HttpRequest:
        """A question as the middleware hands it to a view."""
        request = HttpRequest()
        request.method, request.path, request.path_info = "GET", path, path
        request.GET = QueryDict(query)
        request.handle = self.handle  # type: ignore[attr-defined]
        return request

    def cable(self, reference_id: str) -> HttpResponse:
        """The page of a cable."""
        from cableroom.public.site.views_cable import cable_page  # noqa: PLC0415 - needs the settings

        return cable_page(self.request(f"/cable/{reference_id}"), reference_id)  # type: ignore[arg-type]

    def search(self, query: str) -> HttpResponse:
        """A page of results; query: as in the address, encoded."""
        from cableroom.public.site.views_search import search_page  # noqa: PLC0415 - needs the settings

        return search_page(self.request("/search", query))  # type: ignore[arg-type]

    def context(self, reference_id: str) -> dict[str, Any]:
        """All that the template of a cable's page is given, read and set already."""
        from cableroom.public.site import views_cable  # noqa: PLC0415 - needs the settings

        given: list[dict[str, Any]] = []
        page = views_cable.page
        views_cable.page = lambda _request, _name, context: given.append(context)  # type: ignore[assignment]
        try:
            self.cable(reference_id)
        finally:
            views_cable.page = page
        return given[0]

    def some(self, most: int) -> list[str]:
        """Reference ids of published cables, evenly apart."""
        total = self.handle.generation.connection().execute("SELECT count(*) FROM edition").fetchone()[0]
        wanted = sorted({total * place // most for place in range(most)})
        query = f"SELECT reference_id FROM edition WHERE ordinal IN ({','.join(map(str, wanted))})"  # noqa: S608 - our numbers
        return [name for (name,) in self.handle.generation.connection().execute(query)]


def template() -> Any:  # noqa: ANN401 - Jinja2's, which Django wraps
    """The template of a cable's page, as Jinja2 has it."""
    return engines["jinja2"].get_template("cable.html").template  # type: ignore[attr-defined]


def quiet() -> None:
    """Leave what is loaded out of the collector's rounds."""
    gc.collect()
    gc.freeze()
