"""All of what a search finds: files without limit, sent as they are written, and a feed of the newest.

The feed is the alert: it runs the same search when it is read.
"""

from collections.abc import Iterator
from typing import Final

from django.http import HttpResponse, StreamingHttpResponse
from django.template import engines

from cableroom.public.exports import EXPORTS, About
from cableroom.public.search.describing import describe
from cableroom.public.search.query import parse_query
from cableroom.public.search.ranges import narrowed
from cableroom.public.search.searching import Question, every, search
from cableroom.public.site.addresses import cable_address
from cableroom.public.site.answering import ReaderRequest, site_of
from cableroom.public.site.asking import Asked, read

_FEED_LENGTH: Final = 50


def results(request: ReaderRequest, name: str) -> StreamingHttpResponse:
    """GET /search.csv?q= : every cable that is found, in the order that is asked for."""
    asked = read(request)
    export = EXPORTS[name]
    cables = every(request.handle, asked.question)
    written = export.write(_about(request, asked), cables)
    response = StreamingHttpResponse(_encoded(written), content_type=export.content_type)
    generation = request.handle.generation.number
    response["Content-Disposition"] = f'attachment; filename="cables-of-generation-{generation}.{name}"'
    return response


def feed(request: ReaderRequest) -> HttpResponse:
    """GET /search.atom?q= : the cables that are found and were released last."""
    asked = read(request)
    newest = Question(asked.question.text, asked.question.filters, asked.question.excluded, "released")
    found = search(request.handle, newest, limit=_FEED_LENGTH)
    context = {
        "site": site_of(request.handle.generation),
        "found": found,
        "words": _words(asked.question),
        "address": asked.address("/search.atom"),
        "page": asked.address(),
        # A feed must state a time; where nothing is found there is none to state.
        "updated": max((hit.summary.released for hit in found.hits), default="1970-01-01"),
    }
    written = engines["jinja2"].get_template("search.atom").render(context)
    return HttpResponse(written, content_type="application/atom+xml; charset=utf-8")


def _about(request: ReaderRequest, asked: Asked) -> About:
    site = site_of(request.handle.generation)
    return About(
        query=asked.address(),
        words=_words(asked.question),
        generation=request.handle.generation.number,
        title=site.title,
        address=lambda reference_id: f"{site.origin}{cable_address(reference_id)}",
    )


def _words(question: Question) -> str:
    """The whole of what is asked for: nobody sees the filters beside a file or a feed."""
    return describe(narrowed(parse_query(question.text), question.filters, question.excluded))


def _encoded(written: Iterator[str]) -> Iterator[bytes]:
    """Bytes in pieces that are worth a packet each."""
    waiting: list[str] = []
    size = 0
    for piece in written:
        waiting.append(piece)
        size += len(piece)
        if size >= 1 << 15:
            yield "".join(waiting).encode(errors="replace")
            waiting, size = [], 0
    yield "".join(waiting).encode(errors="replace")
