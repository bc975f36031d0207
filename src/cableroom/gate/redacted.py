"""From an original and its struck spans to the text that may become public.

1. Cut: each span is widened to whole characters and replaced by one MARK.
   From here on nothing has been near the struck words, so two originals that
   differ only inside the spans give the same bytes.
2. Line ends become LF.
3. Page furniture goes, and marks with no letter or digit between them merge.
4. What imitates our mark is set apart: ``[ REDACTED ]``.
5. Blocks with a mark are refilled.

A text without spans keeps its lines and its furniture: only 2 and 4 happen.

What stays visible, and cannot be told from the text alone: a word divided at
a line end keeps its hyphen, because ``TIME-SENSITIVE`` has one by right.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cableroom.gate.errors import SurrogateInText
from cableroom.gate.graphemes import widen
from cableroom.gate.refilling import IMITATION, MARK, refill
from cableroom.gate.unpaging import without_furniture
from cableroom.private.vault.errors import SpanInvalid
from cableroom.public.editions.marks import MARK as TRUE_MARK

_LINE_ENDS: Final = ("\r\n", "\r", "\x85", "\u2028", "\u2029")
"""What becomes LF; the longer one first."""


@dataclass(frozen=True, slots=True)
class RedactedText:
    """A text without what was struck from it."""

    text: str
    """Public text, LF line ends, valid as UTF-8."""
    marks: tuple[tuple[int, int], ...]
    """Where the true marks stand: half-open code points of ``text``, in order."""


def redact(text: str, spans: Iterable[tuple[int, int]]) -> RedactedText:
    """Return the public text of ``text`` without ``spans``.

    text: the telegram as decoded, line ends as received.
    spans: half-open code points of ``text``, in any order; they may overlap.
    Raises SpanInvalid ("span-invalid"): a span outside the text, reversed or empty.
    Raises SurrogateInText ("surrogate-in-text"): a lone surrogate outside the spans.
    """
    pieces = _cut(text, struck_spans(text, spans))
    if len(pieces) == 1:
        return RedactedText(_set_apart_imitations(pieces[0]), ())
    unpaged = without_furniture(MARK.join(pieces))
    return _with_marks(refill(_set_apart_imitations(_merge_marks(unpaged))))


def redact_value(value: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a stated field such as ``Embassy Bern`` with a mark for each span; blanks are made single.

    Raises SpanInvalid and SurrogateInText as ``redact`` does.
    """
    pieces = _cut(value, struck_spans(value, spans))
    if len(pieces) == 1:
        return _set_apart_imitations(value)
    joined = " ".join(_merge_marks(MARK.join(pieces)).split())
    return _with_marks(_set_apart_imitations(joined)).text


def struck_spans(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return what is really struck: in order, widened to whole characters, overlaps and neighbours as one.

    Raises SpanInvalid: a span outside the text, reversed or empty.
    """
    struck: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not 0 <= start < end <= len(text):
            raise SpanInvalid(f"{start}:{end} is no span of a text of {len(text)} code points")
        widened_start, widened_end = widen(text, start, end)
        if struck and widened_start <= struck[-1][1]:
            struck[-1] = struck[-1][0], max(struck[-1][1], widened_end)
        else:
            struck.append((widened_start, widened_end))
    return struck


def _cut(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """Return the pieces outside ``spans``, one more than there are spans, with LF line ends."""
    pieces = []
    begin = 0
    for start, end in [*spans, (len(text), len(text))]:
        piece = text[begin:start]
        try:
            piece.encode()
        except UnicodeEncodeError as exc:
            # From None: the error holds the text.
            raise SurrogateInText(f"a lone surrogate stands at {begin + exc.start}") from None
        for line_end in _LINE_ENDS:
            piece = piece.replace(line_end, "\n")
        pieces.append(piece)
        begin = end
    return pieces


def _merge_marks(text: str) -> str:
    """Make one mark of those that have no letter and no digit between them."""
    before, *rest = text.split(MARK)
    merged = [before]
    for index, piece in enumerate(rest):
        is_last = index == len(rest) - 1
        if is_last or any(character.isalnum() for character in piece):
            merged.append(piece)
    return MARK.join(merged)


def _set_apart_imitations(text: str) -> str:
    return text.replace(TRUE_MARK, IMITATION)


def _with_marks(text: str) -> RedactedText:
    pieces = text.split(MARK)
    marks = []
    place = 0
    for piece in pieces[:-1]:
        start = place + len(piece)
        place = start + len(TRUE_MARK)
        marks.append((start, place))
    return RedactedText(TRUE_MARK.join(pieces), tuple(marks))
