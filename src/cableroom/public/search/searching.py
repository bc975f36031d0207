"""Searching a generation: what somebody typed, in; a page of cables with snippets and facets, out."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final, NamedTuple

import orjson

from cableroom.public.editions import queries
from cableroom.public.editions.copies import Copy, copies_of_each
from cableroom.public.editions.generation import Generation
from cableroom.public.editions.packing import unpack_text
from cableroom.public.search.base import SORTS, Hit, Query, Request
from cableroom.public.search.describing import describe
from cableroom.public.search.expansion import spelt_out
from cableroom.public.search.facets import FACETS
from cableroom.public.search.handle import Handle
from cableroom.public.search.labelling import FoundValue
from cableroom.public.search.naming import Named, named
from cableroom.public.search.paragraphs import (
    FoundParagraph,
    Places,
    Wanted,
    as_written,
    extract,
    others,
    portion_mark,
)
from cableroom.public.search.query import parse_query
from cableroom.public.search.ranges import with_ranges
from cableroom.public.search.snippets import Segment, sought
from cableroom.public.search.timeline import Timeline
from cableroom.public.search.tree import Node, Phrase, Word, leaves

ALL: Final = "all"
"""In the place of reference ids: every hit."""
_AT_ONCE: Final = 500
"""Summaries that are read together."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks for."""

    text: str = ""
    """As typed."""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Facet name -> values as facets give them; OR within a facet, AND between.

    Of a dated facet also a range, ``2007..2009-03``, of which one end may be open.
    """
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
    mark: str | None = None
    """Portion mark of the best paragraph, ``S/NF``; None where it has none."""
    more: tuple[FoundParagraph, ...] | None = None
    """Further paragraphs with what is looked for, in order; None where nobody asked for them."""
    copies: tuple[Copy, ...] = ()
    """All published copies of it, found or not, in reference-id order."""

    def as_dict(self) -> dict[str, Any]:
        """A hit in ``/search.json``."""
        hit: dict[str, Any] = {
            "reference_id": self.summary.reference_id,
            "created": self.summary.created,
            "origin": self.summary.origin,
            "classification": self.summary.classification,
            "subject": self.summary.subject,
            "paragraph": self.paragraph,
            "mark": self.mark,
            "snippet": _plain(self.snippet),
            "score": self.score,
            "copies": [copy.reference_id for copy in self.copies],
        }
        if self.more is not None:
            hit["more"] = [
                {"paragraph": one.anchor, "mark": one.mark, "snippet": _plain(one.snippet)}
                for one in self.more
            ]
        return hit


def _plain(segments: Sequence[Segment]) -> str:
    return "".join(text for text, _is_hit in segments)


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
    """In the order of FACETS; dates down to where the results part, see ``counting.Counts``."""
    timelines: Mapping[str, Timeline]
    """Dated facet -> the results by that date; none where no result has one."""
    warnings: tuple[str, ...]
    see_also: Named

    def as_dict(self) -> dict[str, Any]:
        """The object of ``search --json`` and of ``/search.json``."""
        return {
            "query": self.query.text,
            "words": self.words,
            "total": self.total,
            "hits": [hit.as_dict() for hit in self.hits],
            "facets": {
                name: [{"value": one.value, "count": one.count, "of": one.of} for one in values]
                for name, values in self.facets.items()
            },
            "timelines": {name: one.as_dict() for name, one in self.timelines.items()},
            "warnings": list(self.warnings),
            "see_also": self.see_also.as_dict(),
        }


def search(
    handle: Handle,
    question: Question,
    *,
    offset: int = 0,
    limit: int = 20,
    after: int | None = None,
    more: Collection[str] = (),
) -> Found:
    """Return one page of the published cables that ``question`` finds; no text of it is an error.

    after: the ``place`` of a hit, behind which the page begins, before ``offset`` counts; by relevance the
        places are counted from 0, so it says no more than an offset does.
    more: reference ids of the hits of which more paragraphs are wanted, or ALL.
    Raises ValueError for a filter or sort that there is not.
    """
    query = parse_query(question.text)
    request = _request(handle, query, question)
    wanted = request.query
    if after is not None and question.sort == "relevance":
        offset += after + 1
    request = replace(request, offset=offset, limit=limit, after=after, with_facets=not request.is_for_all)
    result = handle.index.search(request)
    # For every cable they were counted at the build; counting anew takes longer than all the rest.
    counts = handle.everything if request.is_for_all else handle.labelled(result)
    return Found(
        query=query,
        words=describe(query),
        total=result.total,
        hits=_hits(handle, wanted, result.hits, more),
        last=result.hits[-1].place if result.hits else None,
        facets=counts.facets,
        timelines=counts.timelines,
        warnings=wanted.warnings,
        see_also=named(handle, query),
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
    return with_ranges(
        Request(
            spelt_out(query, handle.index.forms),
            filters={name: tuple(values) for name, values in filters.items() if values},
            excluded={name: tuple(values) for name, values in excluded.items() if values},
            sort=question.sort,
        )
    )


class _Shown(NamedTuple):
    """What a hit shows of its text, see FoundCable."""

    snippet: tuple[Segment, ...]
    paragraph: str | None = None
    mark: str | None = None
    more: tuple[FoundParagraph, ...] | None = None


def _hits(handle: Handle, query: Query, hits: Sequence[Hit], more: Collection[str]) -> tuple[FoundCable, ...]:
    generation = handle.generation
    summaries = queries.summaries(generation, [hit.ordinal for hit in hits])
    copies = copies_of_each(generation, [summary.reference_id for summary in summaries])
    wanted = sought(query.node)
    if wanted or more or any(hit.anchor for hit in hits):
        asked = {one.ordinal for one in summaries if ALL in more or one.reference_id in more}
        shown = _shown(generation, query.node, wanted, hits, asked)
    else:
        shown = [_Shown(handle.beginnings(hit.ordinal)) for hit in hits]
    return tuple(
        FoundCable(
            summary,
            of_text.paragraph,
            of_text.snippet,
            hit.score,
            of_text.mark,
            of_text.more,
            tuple(copies.get(summary.reference_id, ())),
        )
        for hit, summary, of_text in zip(hits, summaries, shown, strict=True)
    )


def _shown(
    generation: Generation, node: Node, wanted: Wanted, hits: Sequence[Hit], asked: Collection[int]
) -> list[_Shown]:
    """What each hit shows. asked: the ordinals of those of which more paragraphs are wanted."""
    texts = _texts(generation, [hit.ordinal for hit in hits])
    is_exact = any(isinstance(leaf, Word | Phrase) and leaf.exact for leaf in leaves(node))
    shown = []
    for hit in hits:
        text, places = texts[hit.ordinal]
        anchor = as_written(text, places, hit.anchor, node) if is_exact else hit.anchor
        shown.append(
            _Shown(
                extract(text, places, anchor, wanted),
                anchor,
                portion_mark(text, places, anchor),
                others(text, places, anchor, node) if hit.ordinal in asked else None,
            )
        )
    return shown


def _texts(generation: Generation, ordinals: Sequence[int]) -> dict[int, tuple[str, Places]]:
    """Ordinal -> text and paragraph places.

    Reads these alone: the parsed telegram would take five times as long.
    """
    query = "SELECT ordinal, text, anchors FROM edition WHERE ordinal IN (SELECT value FROM json_each(?))"
    rows = generation.connection().execute(query, (json.dumps(ordinals),))
    return {ordinal: (unpack_text(text), orjson.loads(places)) for ordinal, text, places in rows}
