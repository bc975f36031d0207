"""Pages for what cannot be answered.  No detail, nothing echoed, and one 404 for all that is not found."""

from typing import Final

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from cableroom.public.site.answering import page


class MalformedParameter(BadRequest):
    """A page, sort or date in the address that cannot be; the message is shown to the visitor."""


# The words of each page: title, then sentence.
_NOT_FOUND: Final = (
    "Not found",
    "There is no page at this address. Look for the reference id, or search for words of the cable.",
)
_MALFORMED: Final = ("This address cannot be understood", "A part of it is not of the form that is expected.")
_BROKEN: Final = ("This is no question", "The request is not one that HTTP allows.")
_TOO_LONG: Final = ("This is too long", "The address or the headers are longer than any question here needs.")
_WRONG_METHOD: Final = (
    "Nothing can be sent here",
    "The reading room only gives; it answers GET and HEAD.",
)
_WRONG_HOST: Final = ("This is another site", "The name in the address is not that of this reading room.")
_NOTHING: Final = ("Nothing is published yet", "The first release will appear here. Please come again.")
_OF_OTHER_VERSION: Final = (
    "The archive is being renewed",
    "What is published is built anew for a newer reading room. Please come again later.",
)
_UNAVAILABLE: Final = (
    "The search does not answer",
    "It shows nothing rather than a part. Please try again in a moment; every cable can be read.",
)
_FAILED: Final = ("Something went wrong here", "It is our fault, not yours. Please try again in a moment.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same bytes for unknown, unreleased and misspelt: this process cannot tell them apart."""
    del exception
    return _page(request, 404, _NOT_FOUND)


def malformed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, with a sentence of ours about the parameter."""
    said = str(exception) if isinstance(exception, MalformedParameter) else _MALFORMED[1]
    return _page(request, 400, (_MALFORMED[0], said))


def broken(request: HttpRequest) -> HttpResponse:
    """400: no request at all, such as one without a host."""
    return _page(request, 400, _BROKEN)


def too_long(request: HttpRequest, status: int) -> HttpResponse:
    """414 for the address, 431 for the headers."""
    return _page(request, status, _TOO_LONG)


def wrong_method(request: HttpRequest) -> HttpResponse:
    """405: the public side is only read."""
    answer = _page(request, 405, _WRONG_METHOD)
    answer["Allow"] = "GET, HEAD"
    return answer


def wrong_host(request: HttpRequest) -> HttpResponse:
    """421: asked for a name that is not ours."""
    return _page(request, 421, _WRONG_HOST)


def nothing_published(request: HttpRequest) -> HttpResponse:
    """503: there is no generation yet."""
    answer = _page(request, 503, _NOTHING)
    answer["Retry-After"] = "60"
    return answer


def of_other_version(request: HttpRequest) -> HttpResponse:
    """503: another version of cableroom built the generation."""
    answer = _page(request, 503, _OF_OTHER_VERSION)
    answer["Retry-After"] = "600"
    return answer


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the search is out of reach; all else is not."""
    answer = _page(request, 503, _UNAVAILABLE)
    answer["Retry-After"] = "10"
    return answer


def failed(_request: HttpRequest) -> HttpResponse:
    """500, and not a word about what failed; built without the generation, which may be what failed."""
    return _page(HttpRequest(), 500, _FAILED)


def _page(request: HttpRequest, status: int, words: tuple[str, str]) -> HttpResponse:
    title, sentence = words
    context = {"title": title, "sentence": sentence, "status": status}
    return page(request, "error.html", context, status=status)
