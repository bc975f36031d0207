"""Answers: a page from a template, a JSON twin, a plain text; and what every page says of the site."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines

from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation
from cableroom.public.search.handle import Handle

_HTML: Final = "text/html; charset=utf-8"


class ReaderRequest(HttpRequest):
    """A request as the views get it from the middleware."""

    handle: Handle
    """The generation and its index: resolved once, so that no answer mixes two."""


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says: stated facts, and how much is released."""

    title: str = "Cableroom"
    notice: str = ""
    hashtag: str = "cableroom"
    released: int = 0
    """Cables in this generation."""
    total: str = ""
    """As stated by an editor; "" where nobody stated one. Never counted."""
    generation: int = 0
    origin: str = ""
    """``https://cables.example``: what absolute links begin with."""


@lru_cache(maxsize=1)
def site_of(generation: Generation) -> Site:
    """Return what the pages of ``generation`` say of the site; it never changes, so it is read once."""
    stated = {name: fact.value for name, fact in queries.facts(generation).items()}
    return Site(
        title=stated.get("title", Site().title),
        notice=stated.get("notice", ""),
        hashtag=stated.get("hashtag", Site().hashtag).lstrip("#"),
        released=sum(release.count for release in queries.releases(generation)),
        total=stated.get("total", ""),
        generation=generation.number,
        origin=stated_origin(),
    )


def stated_origin() -> str:
    """Return the setting ``origin``: ``https://cables.example``, or "" where none is stated."""
    # The types know the private settings only.
    origin: str = settings.CABLEROOM_ORIGIN  # type: ignore[misc]
    return origin


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Return a page; a request that has no generation gets the bare site around it.

    context: what the template needs; ``site`` is added where it is not in it.
    """
    if "site" not in context:
        handle: Handle | None = getattr(request, "handle", None)
        context["site"] = site_of(handle.generation) if handle else Site()
    # Encoded here, and its type stated: Django would look for a character set in each answer.
    written = engines["jinja2"].get_template(template).render(context).encode()
    return HttpResponse(written, content_type=_HTML, status=status)


def data(value: Any) -> HttpResponse:  # noqa: ANN401 - any JSON value
    """Return a JSON twin."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(f"{written}\n", content_type="application/json")


def plain(text: str) -> HttpResponse:
    """Return ``text`` as it is, in UTF-8."""
    return HttpResponse(text.encode(), content_type="text/plain; charset=utf-8")


def moved(path: str) -> HttpResponse:
    """Send to the one address of a thing: ``path`` on this host, never another."""
    assert path.startswith("/")
    assert not path.startswith("//")
    answer = HttpResponse(status=308)
    answer["Location"] = path
    return answer
