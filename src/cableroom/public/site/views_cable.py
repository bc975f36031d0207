"""A cable: its page, and its JSON and text twins."""

import re
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpResponse

from cableroom.public.editions import copies, queries
from cableroom.public.editions.queries import Edition
from cableroom.public.search.expansion import spelt_out
from cableroom.public.search.facets import FACETS
from cableroom.public.search.query import parse_query
from cableroom.public.site.addresses import cable_address, safe_link
from cableroom.public.site.answering import ReaderRequest, data, moved, page, plain, site_of
from cableroom.public.site.citing import citation
from cableroom.public.site.marking_hits import Marker
from cableroom.public.site.parameters import sought, wants_raw
from cableroom.public.site.reading import as_transmitted, body, reference_ids
from cableroom.public.site.reflow import Setting
from cableroom.public.site.twins import edition_data
from cableroom.telegram.reference_id import canonical

# A paragraph that somebody put behind the id without a #.
_NAME: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z _-]{0,79}")
_PLACE: Final = re.compile(r"(.*?)[+#]((?:p|par)[0-9A-Za-z-]{1,8})", re.DOTALL)
# PlusD's letter of the collection: a Cablegate, b to d the telegrams of 1973 to 1978.
_COLLECTION: Final = re.compile(r"_[a-z]$")
_AXES: Final = ("classification", "origin", "tag")
"""Facets whose values the identity box links."""
_NAMED: Final = 3
"""Addressees named in the identity box; the header has them all."""
_CITING: Final = 200
"""Citing cables listed on the page; the JSON twin has them all."""


def cable_page(request: ReaderRequest, name: str) -> HttpResponse:
    """GET /cable/<reference id> : one cable, set for reading; ``?view=raw``, as transmitted.

    ``?hl=`` marks what a search looks for.

    404 for an unknown and for an unreleased cable alike: this process has no way to
    tell them apart, and must not learn one.
    """
    raw = wants_raw(request)
    edition = edition_at(request, name)
    if edition is None:
        return elsewhere(request, name, raw=raw)
    links = _links(request, edition)
    marker = _marker(request, edition)
    make = Setting if marker is None else marker.setting
    citing = queries.cited_by(request.handle.generation, edition.reference_id)
    named = copies.copies_of(request.handle.generation, edition.reference_id)
    site = site_of(request.handle.generation)
    context = {
        "site": site,
        "cable": edition,
        "raw": as_transmitted(edition, links, make) if raw else None,
        "body": None if raw else body(edition, links, make),
        "marker": marker,
        "axes": {axis: FACETS[axis].value(edition) for axis in _AXES},
        "addressees": _addressees(edition.telegram),
        "copies": copies.by_what_they_say(named),
        "coverage": [link for link in edition.coverage if safe_link(link)],
        "references": [
            {**item, "href": links.get(item["reference_id"])} for item in edition.telegram["references"]
        ],
        "cited_by": citing[:_CITING],
        "cited_by_others": len(citing[_CITING:]),
        "citation": citation(edition, site),
    }
    return page(request, "cable.html", context)


def cable_json(request: ReaderRequest, name: str) -> HttpResponse:
    """GET /cable/<reference id>.json : the same edition, as data."""
    edition = edition_at(request, name, ".json")
    if edition is None:
        return elsewhere(request, name, ".json")
    return data(edition_data(request.handle.generation, edition))


def cable_text(request: ReaderRequest, name: str) -> HttpResponse:
    """GET /cable/<reference id>.txt : the public bytes, control characters and all."""
    edition = edition_at(request, name, ".txt")
    return elsewhere(request, name, ".txt") if edition is None else plain(edition.text)


def edition_at(request: ReaderRequest, name: str, suffix: str = "") -> Edition | None:
    """Return the published cable of exactly this address; None where there is none."""
    is_exact = request.path_info == cable_address(name, suffix)
    return queries.edition(request.handle.generation, name) if is_exact else None


def elsewhere(request: ReaderRequest, name: str, suffix: str = "", *, raw: bool = False) -> HttpResponse:
    """Give a redirect from another spelling of a published cable's address, or 410. Raises Http404."""
    generation = request.handle.generation
    name, fragment = found.groups() if (found := _PLACE.fullmatch(name)) else (name, "")
    name = _COLLECTION.sub("", name.removesuffix(".html"))
    reference_id = canonical(name) if _NAME.fullmatch(name) else None
    if reference_id is None:
        raise Http404
    grave = queries.tombstone(generation, reference_id)
    if grave is None and not queries.published_ids(generation, [reference_id]):
        raise Http404
    path = cable_address(reference_id, suffix)
    if request.path_info != path:
        asked = [("view", "raw")] * raw + [("hl", text) for text in [sought(request)] if text]
        return moved(f"{path}{f'?{urlencode(asked)}' if asked else ''}{f'#{fragment}' if fragment else ''}")
    assert grave is not None
    return page(request, "withdrawn.html", {"grave": grave}, status=410)


def _marker(request: ReaderRequest, edition: Edition) -> Marker | None:
    """What marks the words that are sought; None where none are."""
    text = sought(request)
    query = spelt_out(parse_query(text), request.handle.index.forms) if text else None
    return Marker(edition, query) if query is not None and query.has_places else None


def _links(request: ReaderRequest, edition: Edition) -> dict[str, str]:
    """Addresses of the published cables that this one names; nothing tells the others apart."""
    named = reference_ids(edition) - {edition.reference_id}
    if not named:
        return {}
    published = queries.published_ids(request.handle.generation, sorted(named))
    return {reference_id: cable_address(reference_id) for reference_id in published}


def _addressees(telegram: dict[str, Any]) -> dict[str, Any]:
    to = [station["name"] for station in telegram["to"]]
    return {
        "sender": telegram["from"]["name"] if telegram["from"] else "",
        "to": to[:_NAMED],
        "more": max(len(to) - _NAMED, 0),
        "info": len(telegram["info"]),
        "precedence": telegram["precedence"]["action"] or "",
    }
