"""The words that somebody searched for, marked in a cable: ``/cable/07BERN901?hl=glacier+toll``.

In: an edition and what stands behind ``hl``, a query as the search takes it.  Out: settings of its text and
subject whose pieces know their hits.  Only what the page shows anyway is marked.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cableroom.public.editions.marks import MARK
from cableroom.public.editions.queries import Edition
from cableroom.public.search.base import Query, reference_keys
from cableroom.public.search.hits import Span, Stretch, Words, find
from cableroom.public.search.keywords import marks
from cableroom.public.search.tree import SUBJECT, references
from cableroom.public.site.reflow import HYPHEN_BREAK, Found, Overlay, Piece, Setting

MOST: Final = 500
"""Places that are marked."""
FARTHEST: Final = 200_000
"""Code points of a text that are looked through."""


class Marker:
    """What a query looks for, found in one cable; ``setting`` is called once, then ``subject``."""

    def __init__(self, edition: Edition, query: Query) -> None:
        """query: spelt out, see ``expansion``."""
        self.query: Final = query.text
        self.warnings: Final = query.warnings
        self._edition: Final = edition
        self._node: Final = query.node
        subject = edition.subject or ""
        struck = [Overlay(*found.span(), "redacted") for found in re.finditer(re.escape(MARK), subject)]
        self._subject: Final = struck
        self._in_subject: Final = _grown(find(self._node, Words(subject), where=SUBJECT), struck)[:MOST]
        self.total = len(self._in_subject)
        """Places that are marked on the page."""
        self.is_cut = False
        """Whether there are more."""

    def setting(self, text: str, spans: list[Overlay], signer: str | None = None) -> Setting:
        """Return the setting of the cable's text, with hits."""
        telegram = self._edition.telegram
        near = [(item["start"], item["end"]) for item in telegram["furniture"] if item["end"] <= FARTHEST]
        stretches = [
            Stretch(item["start"], item["end"], marks(item["marking"])) for item in telegram["paragraphs"]
        ]
        found = find(self._node, Words(text[:FARTHEST], near), stretches=stretches)
        found = _grown(
            sorted({*found, *self._citations()}),
            [span for span in spans if span.kind not in ("drop", "furniture")],
        )
        kept = found[: MOST - len(self._in_subject)]
        self.total = len(self._in_subject) + len(kept)
        self.is_cut = len(kept) < len(found) or len(text) > FARTHEST
        return _MarkedSetting(text, spans, signer, hits=kept, before=len(self._in_subject), total=self.total)

    def _citations(self) -> Iterator[Span]:
        """Where the cable cites those that are looked for by their ids."""
        telegram = self._edition.telegram
        keys = {reference.key for reference in references(self._node)}
        for item in (*telegram["references"], *telegram["body_references"]):
            if item["reference_id"] and keys.intersection(reference_keys(item["reference_id"])):
                yield item["start"], item["end"]

    def subject(self) -> list[Piece]:
        """Return the subject, with hits."""
        text = self._edition.subject or self._edition.reference_id
        hits = self._in_subject if self._edition.subject else ()
        setting = _MarkedSetting(text, self._subject, None, hits=hits, before=0, total=self.total)
        return setting.pieces(0, len(text), running=False)


class _MarkedSetting(Setting):
    """A setting that tells in which of its pieces the hits are."""

    def __init__(
        self,
        text: str,
        spans: list[Overlay],
        signer: str | None,
        *,
        hits: Sequence[Span],
        before: int,
        total: int,
    ) -> None:
        """before: hits on the page that stand before the text; total: of all."""
        super().__init__(text, spans, signer)
        self._hits: Final = [
            Found(start, end, number, total) for number, (start, end) in enumerate(hits, before + 1)
        ]

    def pieces(self, start: int, end: int, *, running: bool) -> list[Piece]:
        """See ``Setting.pieces``."""
        made: list[Piece] = []
        here = start
        for span in [*self._within(start, end), Overlay(end, end, "drop")]:
            if here < span.start:
                made.append(self._piece(Overlay(here, span.start, "text"), running=running))
            first, last = max(span.start, start), min(span.end, end)
            if span.kind != "drop" and first < last:
                made.append(self._piece(Overlay(first, last, span.kind, span.href), running=False))
            here = max(here, span.end)
        return made

    def _piece(self, span: Overlay, *, running: bool) -> Piece:
        first, last, kind, href = span
        # Of a line break behind a hyphen nothing is shown, wherever a hit begins or ends.
        breaks = HYPHEN_BREAK.finditer(self._text[first:last]) if running else ()
        gone = [(first + found.start() + 1, first + found.end()) for found in breaks]
        shown = ""
        here = first
        hits = []
        for hit in self._within_hits(first, last) if kind != "furniture" else ():
            start, end = max(hit.start, first), min(hit.end, last)
            shown += self._shown(here, start, gone)
            begin = len(shown)
            shown += self._shown(start, end, gone)
            hits.append(Found(begin, len(shown), hit.number if hit.start >= first else 0, hit.total))
            here = end
        return Piece(kind, shown + self._shown(here, last, gone), href, tuple(hits))

    def _within_hits(self, start: int, end: int) -> list[Found]:
        first = bisect_right(self._hits, start, key=lambda hit: hit.end)
        return self._hits[first : bisect_left(self._hits, end, key=lambda hit: hit.start)]

    def _shown(self, start: int, end: int, gone: Iterable[Span]) -> str:
        kept = []
        for first, last in gone:
            if start < last and first < end:
                kept.append(self._text[start : max(start, first)])
                start = last
        return self._visible("".join([*kept, self._text[start:end]]))


def _grown(hits: Iterable[Span], spans: Sequence[Overlay]) -> tuple[Span, ...]:
    """The hits, each with the whole of any link or mark that it touches, none over another."""
    starts = [span.start for span in spans]
    grown: list[Span] = []
    for hit in hits:
        start, end = hit
        for span in spans[max(bisect_right(starts, start) - 1, 0) : bisect_left(starts, end)]:
            if span.end > start:
                start, end = min(start, span.start), max(end, span.end)
        if grown and start < grown[-1][1]:
            first, last = grown.pop()
            start, end = first, max(end, last)
        grown.append((start, end))
    return tuple(grown)
