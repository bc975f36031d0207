"""The one middleware: which generation is asked, whether it is a question at all, and the headers.

A request resolves the current generation once and uses only that.  Everything that is
no GET or HEAD is refused.  Every answer, errors included, leaves with the same headers
and no cookie; an answer that the reader has already is not sent again.
"""

import contextlib
import hashlib
import logging
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import parse_etags

from cableroom.errors import CableroomError
from cableroom.public.editions.errors import GenerationOfOtherVersion
from cableroom.public.search.errors import NothingPublished, SearchUnavailable
from cableroom.public.search.handle import Handle, Published
from cableroom.public.search.opensearch.cluster import Cluster
from cableroom.public.site import views_errors
from cableroom.public.site.answering import stated_origin
from cableroom.public.site.assets import is_asset

GENERATION: Final = "Cableroom-Generation"
"""The header that names the generation an answer was made from, as the foot of each page does."""
_SECURITY: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Server": "cableroom",
    "X-Content-Type-Options": "nosniff",
}
# five minutes: how long a withdrawn cable may stand in a cache under our control.
_CACHE: Final = "public, max-age=300, must-revalidate, no-transform"
_CACHED: Final = frozenset({200, 304, 308, 404, 410})
# A host name or address, perhaps with a port; two Host headers come joined by a comma.
_HOST: Final = re.compile(r"([0-9A-Za-z._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::([0-9]{1,5}))?")
_HIGHEST_PORT: Final = 65_535
_DEFAULT_PORT: Final = {"http": ":80", "https": ":443"}
_LONGEST_ADDRESS: Final = 8 * 1024
"""Bytes of path and query: a query of 256 characters in any script, percent-encoded, and much besides."""
_MOST_HEADERS: Final = 32 * 1024
"""Bytes of all names and values."""
_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_logger: Final = logging.getLogger(__name__)


class ReadingRoom:
    """See the module."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._published = Published(settings.CABLEROOM_PUBLISHED, _cluster())
        # Opened before the first request waits for it; whatever is wrong is said to that request.
        with contextlib.suppress(CableroomError, OSError):
            self._published.current()

    def __call__(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """Answer one request."""
        return _finished(request, self._answer(request))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say that the search does not answer now; any other fault is Django's."""
        if not isinstance(exception, SearchUnavailable):
            return None
        _logger.error("the search does not answer")
        return views_errors.unavailable(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if (refused := _refused(request)) is not None:
            return refused
        if is_asset(request.path_info):
            return self._get_response(request)
        try:
            request.handle = self._published.current()  # type: ignore[attr-defined]  # see ReaderRequest
        except NothingPublished:
            return views_errors.nothing_published(request)
        except GenerationOfOtherVersion:
            _logger.exception("a generation of another version")
            return views_errors.of_other_version(request)
        except (CableroomError, OSError):
            _logger.exception("no generation could be opened")
            return views_errors.failed(request)
        return self._get_response(request)


def _cluster() -> Cluster | None:
    """The cluster that the settings name."""
    # The types know the private settings only.
    addresses: str = settings.CABLEROOM_OPENSEARCH  # type: ignore[misc]
    name: str = settings.CABLEROOM_OPENSEARCH_NAME  # type: ignore[misc]
    return Cluster.connect(addresses, name) if addresses else None


def _refused(request: HttpRequest) -> HttpResponse | None:
    """The answer to what is no question for us; None where nothing is wrong."""
    meta = request.META
    # As sent: Django makes capitals of ``get``.
    if meta["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return views_errors.wrong_method(request)
    if len(meta.get("PATH_INFO", "")) + len(meta.get("QUERY_STRING", "")) > _LONGEST_ADDRESS:
        return views_errors.too_long(request, HTTPStatus.REQUEST_URI_TOO_LONG)
    if sum(len(name) + len(meta[name]) for name in meta if name.startswith("HTTP_")) > _MOST_HEADERS:
        return views_errors.too_long(request, HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
    host = meta.get("HTTP_HOST", "")
    # HTTP/1.0 knew no hosts. granian leaves a length out where there is a coding too; no question needs one.
    needs_host = meta.get("SERVER_PROTOCOL") not in ("HTTP/1", "HTTP/1.0")
    if ((needs_host or host) and not _is_host(host)) or "HTTP_TRANSFER_ENCODING" in meta:
        return views_errors.broken(request)
    return None if _is_for_us(host) else views_errors.wrong_host(request)


def _is_host(host: str) -> bool:
    found = _HOST.fullmatch(host)
    return found is not None and int(found[2] or 0) <= _HIGHEST_PORT


def _is_for_us(host: str) -> bool:
    """Whether the Host header names us: the stated origin, or this machine's own loopback.

    Where no origin is stated, any host will do: nothing is built from it.
    """
    ours = stated_origin()
    found = _HOST.fullmatch(host.lower())
    if not ours or found is None:
        return True
    scheme, _, place = ours.partition("://")
    port = _DEFAULT_PORT[scheme]
    return found[1] in _LOOPBACK or host.lower().removesuffix(port) == place.removesuffix(port)


def _finished(
    request: HttpRequest, response: HttpResponse | StreamingHttpResponse
) -> HttpResponse | StreamingHttpResponse:
    """Give the answer its headers; cut it to nothing where the reader has it, or asked for headers only."""
    for name, value in _SECURITY.items():
        response.headers[name] = value
    handle: Handle | None = getattr(request, "handle", None)
    if handle is not None:
        response.headers[GENERATION] = str(handle.generation.number)
    cached = response.status_code in _CACHED
    response.headers.setdefault("Cache-Control", _CACHE if cached else "no-store")
    if isinstance(response, StreamingHttpResponse):
        # Sent as it is written: neither its length nor its digest is known before its end.
        if request.META["REQUEST_METHOD"] == "HEAD":
            response.streaming_content = ()
        return response
    body = response.content
    response.headers["Content-Length"] = str(len(body))
    if response.status_code == 200:  # noqa: PLR2004 - the status that has a body worth keeping
        etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        response.headers["ETag"] = etag
        if _has_it(request, etag):
            response.status_code = 304
            response.content = b""
            del response.headers["Content-Length"]
            del response.headers["Content-Type"]
    if request.META["REQUEST_METHOD"] == "HEAD":
        response.content = b""
    return response


def _has_it(request: HttpRequest, etag: str) -> bool:
    """Whether If-None-Match holds this body's tag; a weak one counts."""
    wanted = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return "*" in wanted or etag in (tag.removeprefix("W/") for tag in wanted)
