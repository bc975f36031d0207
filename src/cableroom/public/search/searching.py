"""Searching a generation: what somebody typed, in; a page of cables with snippets and facets, out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final, NamedTuple

from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation
from cableroom.public.editions.packing import unpack_text
from cableroom.public.search.base import SORTS, Hit, Query, Request
from cableroom.public.search.describing import describe
from cableroom.public.search.expansion import spelt_out
from cableroom.public.search.facets import FACETS
from cableroom.public.search.handle import Handle
from cableroom.public.search.query import parse_query
from cableroom.public.search.snippets import Segment, snippet, sought
from cableroom.public.search.tree import And

_Places = Sequence[tuple[str, int]]
"""(anchor, start in the text)."""
# More than an extract can show, less than a book.
_BEGINNING: Final = 600
_AT_ONCE: Final = 500
"""Summaries that are read together."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks for."""

    text: str = ""
    """As typed."""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Facet name -> values as facets give them; OR within a facet, AND between."""
    excluded: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The same, of what may not be there."""
    sort: str = "relevance"
    """One of ``base.SORTS``."""


@dataclass(frozen=True, slots=True)
class FoundCable:
    """One cable of a page of results."""

    summary: queries.Summary
    paragraph: str | None
    """Anchor of the best paragraph, ``p3``; None where no word of the query is in one."""
    snippet: tuple[Segment, ...]
    """(text, is a hit), of the best paragraph or, without one, of the whole text."""
    score: float
    """Rounded to two places."""


class FoundValue(NamedTuple):
    """A value of a facet among the results."""

    value: str
    label: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of a value


@dataclass(frozen=True, slots=True)
class Found:
    """A page of results."""

    query: Query
    words: str
    """The query echoed in words."""
    total: int
    """Exact."""
    hits: tuple[FoundCable, ...]
    last: int | None
    """Place of the last hit, behind which the next page begins; None where there is none."""
    facets: Mapping[str, tuple[FoundValue, ...]]
    """In the order of FACETS; dates down to where the results part, see ``facets.drilled``."""
    warnings: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The object of ``search --json`` and of ``/search.json``."""
        return {
            "query": self.query.text,
            "total": self.total,
            "hits": [
                {
                    "reference_id": hit.summary.reference_id,
                    "created": hit.summary.created,
                    "origin": hit.summary.origin,
                    "classification": hit.summary.classification,
                    "subject": hit.summary.subject,
                    "paragraph": hit.paragraph,
                    "snippet": "".join(text for text, _is_hit in hit.snippet),
                    "score": hit.score,
                }
                for hit in self.hits
            ],
            "facets": {
                name: [{"value": one.value, "count": one.count} for one in values]
                for name, values in self.facets.items()
            },
            "warnings": list(self.warnings),
        }


def search(
    handle: Handle, question: Question, *, offset: int = 0, limit: int = 20, after: int | None = None
) -> Found:
    """Return one page of the published cables that ``question`` finds; no text of it is an error.

    after: the ``place`` of a hit, behind which the page begins, before ``offset`` counts; by relevance the
        places are counted from 0, so it says no more than an offset does.
    Raises ValueError for a filter or sort that there is not.
    """
    query = parse_query(question.text)
    request = _request(handle, query, question)
    wanted = request.query
    everything = query.node == And(()) and not request.filters and not request.excluded
    if after is not None and question.sort == "relevance":
        offset += after + 1
    request = replace(request, offset=offset, limit=limit, after=after, with_facets=not everything)
    result = handle.index.search(request)
    # For every cable they were counted at the build; counting anew takes longer than all the rest.
    facets = handle.everything if everything else result.facets
    return Found(
        query=query,
        words=describe(query),
        total=result.total,
        hits=_hits(handle.generation, wanted, result.hits),
        last=result.hits[-1].place if result.hits else None,
        facets={name: _labelled(counts, handle.labels[name]) for name, counts in facets.items()},
        warnings=wanted.warnings,
    )


def every(handle: Handle, question: Question) -> Iterator[queries.Summary]:
    """Give all that ``search`` would find, page after page, read as they are taken.

    Raises ValueError for a filter or sort that there is not, at the first.
    """
    ordinals = handle.index.every(_request(handle, parse_query(question.text), question))
    while some := list(islice(ordinals, _AT_ONCE)):
        yield from queries.summaries(handle.generation, some)


def _request(handle: Handle, query: Query, question: Question) -> Request:
    """Raise ValueError for a filter or sort that there is not."""
    filters, excluded = question.filters, question.excluded
    if question.sort not in SORTS or not FACETS.keys() >= filters.keys() | excluded.keys():
        raise ValueError("no such sort or facet")
    return Request(
        spelt_out(query, handle.index.forms),
        filters={name: tuple(values) for name, values in filters.items() if values},
        excluded={name: tuple(values) for name, values in excluded.items() if values},
        sort=question.sort,
    )


def _labelled(counts: Mapping[str, int], labels: Mapping[str, str]) -> tuple[FoundValue, ...]:
    return tuple(FoundValue(value, labels.get(value, value), count) for value, count in counts.items())


def _hits(generation: Generation, query: Query, hits: Sequence[Hit]) -> tuple[FoundCable, ...]:
    wanted = sought(query.node)
    texts = _texts(generation, [hit.ordinal for hit in hits])
    summaries = queries.summaries(generation, [hit.ordinal for hit in hits])
    return tuple(
        FoundCable(summary, hit.anchor, _extract(*texts[hit.ordinal], hit.anchor, wanted), hit.score)
        for hit, summary in zip(hits, summaries, strict=True)
    )


def _texts(generation: Generation, ordinals: Sequence[int]) -> dict[int, tuple[str, _Places]]:
    """Ordinal -> text and paragraph places.

    Reads these alone: the parsed telegram would take five times as long.
    """
    query = "SELECT ordinal, text, anchors FROM edition WHERE ordinal IN (SELECT value FROM json_each(?))"
    rows = generation.connection().execute(query, (json.dumps(ordinals),))
    return {ordinal: (unpack_text(text), json.loads(places)) for ordinal, text, places in rows}


def _extract(
    text: str, places: _Places, anchor: str | None, wanted: Sequence[tuple[str, ...]]
) -> tuple[Segment, ...]:
    start = next((start for name, start in places if name == anchor), None)
    if start is not None:
        end = min((later for _name, later in places if later > start), default=len(text))
        return snippet(text[start:end], wanted)
    if wanted:
        # No paragraph holds a word of the query: perhaps the header does.
        found = snippet(text, wanted)
        if any(is_hit for _text, is_hit in found):
            return found
    first = min((start for _name, start in places), default=0)
    return snippet(text[first : first + _BEGINNING], ())
