"""Related cables: a page beside each cable, and its twin.

They are sought when somebody asks for them, so the cable's own page does not wait for it.
"""

from django.http import HttpResponse

from cableroom.public.search.related import Related, related
from cableroom.public.site.answering import ReaderRequest, data, page
from cableroom.public.site.twins import summary_data
from cableroom.public.site.views_cable import edition_at, elsewhere

_SAID = 6
"""Things of one kind that are listed in words."""
_PAGE, _TWIN = "/related", "/related.json"


def related_page(request: ReaderRequest, name: str) -> HttpResponse:
    """GET /cable/<reference id>/related : what shares most with a cable, and what that is."""
    edition = edition_at(request, name, _PAGE)
    if edition is None:
        return elsewhere(request, name, _PAGE)
    context = {"cable": edition, "related": [(one, why(one)) for one in related(request.handle, edition)]}
    return page(request, "related.html", context)


def related_json(request: ReaderRequest, name: str) -> HttpResponse:
    """GET /cable/<reference id>/related.json : the same, as data."""
    edition = edition_at(request, name, _TWIN)
    if edition is None:
        return elsewhere(request, name, _TWIN)
    cables = [
        {
            **summary_data(one.summary),
            "shared": {"words": one.shared.words, "tags": one.shared.tags, "cited": one.shared.cited},
            "why": why(one),
        }
        for one in related(request.handle, edition)
    ]
    return data({"reference_id": edition.reference_id, "related": cables})


def why(one: Related) -> str:
    """Return what both have in common, in words."""
    shared = one.shared
    said = [f"both cite {_listed(shared.cited)}"] if shared.cited else []
    if shared.words:
        said.append(f"both say {_listed([f'“{word}”' for word in shared.words])}")
    if shared.tags:
        said.append(f"both are filed under {_listed([tag.partition(':')[0] for tag in shared.tags])}")
    return "; ".join(said)


def _listed(items: list[str]) -> str:
    *before, last = items if len(items) <= _SAID else [*items[: _SAID - 1], f"{len(items) - _SAID + 1} more"]
    return f"{', '.join(before)} and {last}" if before else last
