"""The body of a telegram, set for reading: line breaks of the wire become running text.

In: the public text and the spans of its parse.  Out: passages (front matter, headings,
numbered paragraphs) of parts (prose, points, lines, tables) of pieces (text, links,
redaction marks).  Every word of the text is in some piece, once and in order; only
rules, the paragraph signs of an older publisher and line breaks are left out.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from cableroom.visible import visible

# A telegram is set to about 69 columns; a longer line was never wrapped.
_FULL_LINE: Final = 72
# A line shorter than this part of a full one, whose next word would have fitted, was ended on purpose.
_SHORT_LINE: Final = _FULL_LINE * 0.62
# Number and portion mark at the start of a paragraph: ``¶3. (S/REL CHINA)``.
_LEAD: Final = re.compile(r"[ \t]*(¶?)[ \t]*([0-9]{1,4}[.)]?)[ \t]{0,3}(\([^()\n]{1,60}\))?")
_POINT: Final = re.compile(r"[ \t]*(?:--?|[*•+o](?=[ \t])|\(?[0-9A-Za-z]{1,3}[.)](?=[ \t]))")
# The line break after a hyphen in a word: ``TIME-`` / ``SENSITIVE``. The hyphen is first: that is found soon.
HYPHEN_BREAK: Final = re.compile(r"-(?<=[0-9A-Za-z]-)[ \t]*\n(?=[0-9A-Za-z])")
_PARAGRAPH_SIGN: Final = re.compile(r"^[ \t]*(¶)(?=[0-9A-Za-z])", re.MULTILINE)
_HIDES: Final = ("furniture", "drop")
_SENTENCE_ENDS: Final = ".:;!?)\"'"
_ENDS_SENTENCE: Final = tuple(_SENTENCE_ENDS)


class Found(NamedTuple):
    """A hit, or a part of one, in the text of a piece."""

    start: int
    end: int
    number: int
    """On the page, from 1; 0 where the hit began in an earlier piece."""
    total: int
    """Of hits on the page."""


class Piece(NamedTuple):
    """Words of one kind."""

    kind: str
    """text, redacted, link, number, marking, furniture, anchor."""
    text: str
    """Ready to be escaped and shown; the name, for an anchor."""
    href: str = ""
    """For a link."""
    hits: tuple[Found, ...] = ()
    """What somebody searched for; of anything but text always the whole."""


class Overlay(NamedTuple):
    """A span of the text that is shown in a special way; ``drop`` is not shown."""

    start: int
    end: int
    kind: str
    href: str = ""


class Part(NamedTuple):
    """What becomes one block of the page."""

    kind: str
    """prose, point, line (broken on purpose), signer, table, front."""
    pieces: list[Piece]


@dataclass(slots=True)
class Passage:
    """Front matter, a heading or a paragraph."""

    kind: str
    """front, heading, paragraph, or text that belongs to no number."""
    start: int
    anchor: str = ""
    """The permanent address in the page: ``p3``; "" where there is none."""
    number: int = 0
    enclosed: bool = False
    """Inside a non-paper, a quoted text or the like."""
    aliases: list[str] = field(default_factory=list)
    """Further addresses that lead here: ``par3``."""
    parts: list[Part] = field(default_factory=list)

    @property
    def hits(self) -> list[Found]:
        """The hits that begin in it."""
        return [hit for part in self.parts for piece in part.pieces for hit in piece.hits if hit.number]


def overlays(text: str, telegram: Any, marks: Iterable[Sequence[int]], links: Any) -> list[Overlay]:  # noqa: ANN401 - JSON
    """Return the special spans of ``text`` in order, none over another.

    telegram: the stored parse.  marks: the true redaction marks.  links: reference id -> address,
    for published targets only; any other reference stays plain text.
    """
    struck = sorted(Overlay(start, end, "redacted") for start, end in marks)
    found = [*_reference_links(telegram, links), *_leads(text, telegram["paragraphs"])]
    for span in telegram["furniture"]:
        words = any(map(str.isalnum, text[span["start"] : span["end"]]))
        found.append(Overlay(span["start"], span["end"], "furniture" if words else "drop"))
    if "¶" in text:
        found += (Overlay(*sign.span(1), "drop") for sign in _PARAGRAPH_SIGN.finditer(text))
    if struck:
        starts = [mark.start for mark in struck]
        found = [*struck, *(span for span in found if not _touches(struck, starts, span))]
    chosen: list[Overlay] = []
    for span in sorted(found):
        if span.end > span.start and (not chosen or span.start >= chosen[-1].end):
            chosen.append(span)
    return chosen


def _touches(struck: list[Overlay], starts: list[int], span: Overlay) -> bool:
    before = bisect_left(starts, span.end) - 1
    return before >= 0 and struck[before].end > span.start


def _reference_links(telegram: Any, links: Any) -> Iterator[Overlay]:  # noqa: ANN401 - JSON
    for reference in (*telegram["references"], *telegram["body_references"]):
        if href := links.get(reference["reference_id"]):
            yield Overlay(reference["start"], reference["end"], "link", href)


def _leads(text: str, paragraphs: Any) -> Iterator[Overlay]:  # noqa: ANN401 - JSON
    """Number and portion mark of each paragraph, where they stand as the parser read them."""
    for paragraph in paragraphs:
        lead = _LEAD.match(text, paragraph["start"], paragraph["end"])
        if lead is None or int(lead[2].rstrip(".)")) != paragraph["number"]:
            continue
        if lead[1]:
            yield Overlay(*lead.span(1), "drop")
        yield Overlay(*lead.span(2), "number")
        if lead[3] and paragraph["marking"]:
            yield Overlay(*lead.span(3), "marking")


class Setting:
    """One text and its special spans, ready to be cut into pieces, parts and passages."""

    def __init__(self, text: str, spans: list[Overlay], signer: str | None = None) -> None:
        self._text = text
        self._signer = signer
        self._spans = spans
        self._starts = [span.start for span in spans]
        # Where the whole text shows as it is, so does each piece of it, and need not be looked at again.
        self._visible = str if visible(text) == text else visible

    def pieces(self, start: int, end: int, *, running: bool) -> list[Piece]:
        """Return the words of a span. running: whether broken lines are joined."""
        text = self._text
        made: list[Piece] = []
        here = start
        for span in self._within(start, end):
            if span.end <= start:
                continue
            if here < span.start:
                made.append(self._plain(here, span.start, running=running))
            if span.kind != "drop":
                shown = self._visible(text[max(span.start, start) : min(span.end, end)])
                made.append(Piece(span.kind, shown, span.href))
            here = max(here, span.end)
        if here < end:
            made.append(self._plain(here, end, running=running))
        return made

    def _within(self, start: int, end: int) -> list[Overlay]:
        """The special spans that begin in a stretch, and the one before them, which may reach into it."""
        return self._spans[max(bisect_right(self._starts, start) - 1, 0) : bisect_left(self._starts, end)]

    def _plain(self, start: int, end: int, *, running: bool) -> Piece:
        words = self._text[start:end]
        if running and "-" in words:
            words = HYPHEN_BREAK.sub("-", words)
        return Piece("text", self._visible(words))

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Return the span without the empty lines around it; blanks before the first word are columns."""
        words = self._text[start:end]
        last = start + len(words.rstrip())
        head = words[: len(words) - len(words.lstrip())]
        return min(start + head.rfind("\n") + 1, last), last

    def raw(self, places: Iterable[tuple[str, int]]) -> list[Piece]:
        """Return the whole text as transmitted, with an anchor at each (name, start) of ``places``."""
        made: list[Piece] = []
        here = 0
        for name, start in sorted(places, key=lambda place: place[1]):
            made += self.pieces(here, start, running=False)
            made.append(Piece("anchor", name))
            here = max(here, start)
        return made + self.pieces(here, len(self._text), running=False)

    def parts(self, start: int, end: int) -> list[Part]:
        """Return a stretch of prose as parts: paragraphs, points, and lines broken on purpose."""
        stretches = self._stretches(start, end)
        parts = [Part(kind, self.pieces(first, last, running=True)) for kind, first, last in stretches]
        return [part for part in parts if shows(part.pieces)]

    def _stretches(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """(kind, start, end) of each part: lines are joined until something says that they are not."""
        text = self._text
        kind, first, last = "prose", start, start
        previous = ""
        blank = furniture = False
        may_be_furniture = any(span.kind in _HIDES for span in self._within(start, end))
        line_end = start - 1
        for unstripped in text[start:end].split("\n"):
            line_start, line_end = line_end + 1, line_end + 1 + len(unstripped)
            line = unstripped.strip()
            if not line:
                blank = True
                continue
            if may_be_furniture and self._is_furniture(line_start, line_end):
                furniture, last = True, line_end
                continue
            if not blank and not furniture and _is_full(previous) and line != self._signer:
                # As nearly every line does: it goes on from the one before.
                previous, last = line, line_end
                continue
            # A page break in the middle of a sentence stands between blank lines; the sentence goes on.
            goes_on = furniture and previous and not previous.endswith(_ENDS_SENTENCE)
            if not previous and self._is_lead(line_start, line_end):
                fresh = "prose"
            elif line == self._signer:
                fresh = "signer"
            elif goes_on:
                fresh = ""
            else:
                fresh = _kind_of(previous, line, after_blank=blank)
            if fresh and previous:
                yield kind, first, last
                kind, first = fresh, line_start
            elif fresh:
                kind = fresh
            previous, last = line, line_end
            blank = furniture = False
        yield kind, first, last

    def _is_lead(self, start: int, end: int) -> bool:
        """Whether the number of a paragraph stands in this line."""
        spans = self._spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return any(span.kind == "number" for span in spans)

    def _is_furniture(self, start: int, end: int) -> bool:
        """Whether a line holds nothing but furniture."""
        before = bisect_right(self._starts, end - 1) - 1
        if before < 0 or self._spans[before].kind not in _HIDES:
            return False
        span = self._spans[before]
        return not self._text[start : max(span.start, start)].strip() and (
            not self._text[min(span.end, end) : end].strip()
        )


def shows(pieces: Iterable[Piece]) -> bool:
    """Whether there is anything to see in ``pieces``."""
    return any(piece.text.strip() for piece in pieces)


def _is_full(line: str) -> bool:
    """Whether ``line`` surely goes on in the next one: it fills its width, and no sentence ends with it."""
    return len(line) + 1 >= _SHORT_LINE and line[-1] not in _SENTENCE_ENDS


def _kind_of(previous: str, line: str, *, after_blank: bool) -> str:
    """The kind of the part that begins with ``line``; "" where it goes on from ``previous``."""
    if after_blank or not previous:
        return "point" if _POINT.match(line) else "prose"
    ended = _was_ended(previous, line)
    if (ended or previous.endswith(_ENDS_SENTENCE)) and _POINT.match(line):
        return "point"
    return "line" if ended else ""


def _was_ended(previous: str, line: str) -> bool:
    """Whether ``previous`` is shorter than it need be before the first word of ``line``."""
    # Nearly every line is full: its length alone says so.
    if len(previous) + 1 >= _SHORT_LINE or previous.endswith("-") or line[0].islower():
        return False
    return len(previous) + 1 + len(line.split(None, 1)[0]) < _SHORT_LINE
