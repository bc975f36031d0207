"""The paragraphs of a cable that was found: cut from its public text, with portion mark and extract.

From the text and the frozen places alone: to unpack a parsed telegram takes five times as long as its text.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from cableroom.public.search.hits import Stretch, Words, find
from cableroom.public.search.keywords import marks
from cableroom.public.search.snippets import Segment, snippet, sought
from cableroom.public.search.tree import Node
from cableroom.telegram.furniture import find_breaks, without
from cableroom.telegram.portions import read_portion

MORE: Final = 3
"""Paragraphs beside the best one that are shown on request."""
Places = Sequence[tuple[str, int]]
"""(anchor, start in the text), by place."""
Wanted = Sequence[tuple[str, ...]]
"""What ``snippets.sought`` gives."""
# Digits without more of them behind: a mark stands before or behind them.
_NUMBER: Final = re.compile(r"[ \t]{0,12}[(¶]?[ \t]{0,3}[0-9]{1,4}[.)]{0,2}")
_SEEN: Final = 20_000
"""Code points of a paragraph that are looked at."""
# More than an extract can show, less than a book.
_BEGINNING: Final = 600


class FoundParagraph(NamedTuple):
    """A paragraph that has some of what is looked for."""

    anchor: str
    """``p3``."""
    mark: str | None
    """Its portion mark as written, without parentheses: ``S/NF``; None where it has none."""
    snippet: tuple[Segment, ...]


def extract(text: str, places: Places, anchor: str | None, wanted: Wanted) -> tuple[Segment, ...]:
    """Return the extract of a hit: of its best paragraph or, without one, of wherever the words stand."""
    if (span := _span(text, places, anchor)) is not None:
        return snippet(_passage(text, *span), wanted)
    if wanted:
        # No paragraph holds a word of the query: perhaps the header does.
        found = snippet(text, wanted)
        if any(is_hit for _text, is_hit in found):
            return found
    first = min((start for _name, start in places), default=0)
    return snippet(text[first : first + _BEGINNING], ())


def portion_mark(text: str, places: Places, anchor: str | None) -> str | None:
    """Return the portion mark of a paragraph, without parentheses; None where there is none."""
    span = _span(text, places, anchor)
    if span is None or (number := _NUMBER.match(text, *span)) is None:
        return None
    mark, end = read_portion(text, number.end())
    return mark.strip("()[]") if mark and end <= span[1] else None


def others(text: str, places: Places, anchor: str | None, node: Node) -> tuple[FoundParagraph, ...]:
    """Return up to MORE paragraphs beside ``anchor`` that have most of what ``node`` looks for, in order."""
    best = _span(text, places, anchor)
    wanted = sought(node)
    weights = _weights(text, places, node, but=best)
    # A stable sort: of equal ones the earlier.
    heaviest = sorted((name for name in weights if any(weights[name])), key=weights.__getitem__, reverse=True)
    found = [name for name in weights if name in heaviest[:MORE]]
    return tuple(
        FoundParagraph(name, portion_mark(text, places, name), extract(text, places, name, wanted))
        for name in found
    )


def _passage(text: str, start: int, end: int) -> str:
    """A paragraph as the index has it: without page and section breaks."""
    passage = text[start:end]
    return without(passage, [(piece.start, piece.end) for piece in find_breaks(passage)])


def as_written(text: str, places: Places, anchor: str | None, node: Node) -> str | None:
    """Return the best paragraph where ``node`` looks for exact forms; None where none has any of them.

    anchor: the best by stems, all that an index of paragraphs knows; it stays where no other has more.
    """
    weights = _weights(text, places, node)
    best = max(weights, key=weights.__getitem__, default=anchor)
    if best is None or not any(weights.get(best, ())):
        # In no paragraph: perhaps in the header.
        return None
    return anchor if weights.get(anchor or "", (0, 0))[0] == weights[best][0] else best


def _weights(
    text: str, places: Places, node: Node, *, but: tuple[int, int] | None = None
) -> dict[str, tuple[int, int]]:
    """Anchor -> ``_weight`` of each paragraph, in order, but one."""
    # Where several names lead to one place, the first is the paragraph's.
    names = {start: name for name, start in reversed(places)}
    return {
        names[start]: _weight(text, (start, end), portion_mark(text, places, names[start]), node)
        for start, end in pairwise([*sorted(names), len(text)])
        if (start, end) != but
    }


def _weight(text: str, span: tuple[int, int], mark: str | None, node: Node) -> tuple[int, int]:
    """How many different words of those sought a paragraph has, and how many in all."""
    passage = _passage(text, *span)[:_SEEN]
    hits = find(node, Words(passage), stretches=[Stretch(0, len(passage), marks(mark))])
    return len({tuple(Words(passage[first:last]).stems) for first, last in hits}), len(hits)


def _span(text: str, places: Places, anchor: str | None) -> tuple[int, int] | None:
    start = next((start for name, start in places if name == anchor), None)
    if start is None:
        return None
    return start, min((later for _name, later in places if later > start), default=len(text))
