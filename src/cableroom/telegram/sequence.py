"""Which numbers begin a paragraph: those that continue the sequence.

Wrapped sentences leave numbers at line starts ("... UNSCRs 1718 and / 1737."), and lists inside a paragraph
and enclosed documents count from 1 themselves.  So every number is weighed by how it stands, every step from
one number to the next by what is missing between them, and the heaviest chain wins.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from cableroom.telegram.model import Span
from cableroom.telegram.paragraph_numbers import FIRST, Candidate

_FEWEST_LISTED = 2
_HIGHEST = 399
"""No telegram has more paragraphs: years and sums at line starts are no numbers."""
_WIDEST_GAP = 6
"""The next number after a gap: five numbers may be lost with what was struck."""
# Weights. A number with a stop that nothing sets off weighs as much as a gap of one.
_STOP, _BARE, _BARE_AGAIN, _MARKED = 10, -6, 4, 10
_SET_OFF = (0, 2, 4, 8)
_INDENTED, _DEEP = -6, 3
# Where others have a portion mark, unless it is for the whole text.
_UNMARKED, _WHOLE = -8, ("TEXT", "MESSAGE")
_GAP, _MISSING, _EXPLAINED = -8, -2, 8
_AGAIN, _RESTART = -9, -6
_BEGIN_HIGHER, _BEGIN_HIGHER_MARKED = -16, -4


class _Chain(NamedTuple):
    """The heaviest chain that ends with a candidate."""

    weight: int
    last: int
    """Index of that candidate."""
    before: "_Chain | None"


_Link = tuple[int, _Chain | None]


def chain(candidates: Sequence[Candidate], breaks: list[int], enclosures: list[Span]) -> list[Candidate]:
    """Return the candidates that begin paragraphs, in order.

    breaks: indexes of the lines behind a section break, and of those that hold a mark.
    enclosures: spans of enclosed documents; one that counts from 1 has its own numbers.
    """
    stops = [one for one in candidates if one.style in (".", "") or one.marking]
    kept = _without_lists(_without_contents(_outside(stops, enclosures)))
    chosen = kept if _counts_up(kept) else _heaviest(kept, breaks)
    for style in (")", "()"):
        if chosen:
            break
        # Without stops the list is the text only if it begins it.
        of_style = [one for one in candidates if one.style == style]
        if of_style and of_style[0].number == 1 and of_style[0].set_off == FIRST:
            chosen = _heaviest(_without_lists(of_style), breaks)
    return chosen


def _counts_up(candidates: list[Candidate]) -> bool:
    """Tell whether there is nothing to weigh: 1, 2, 3 and so on, all of a weight above nothing.

    So it is in most telegrams, and to weigh takes long.
    """
    if len(candidates) > _HIGHEST or any(
        one.number != place or not one.style for place, one in enumerate(candidates, start=1)
    ):
        return False
    return not _is_marked(candidates) or all(one.marking for one in candidates)


def _is_marked(candidates: list[Candidate]) -> bool:
    """Tell whether paragraphs have portion marks of their own, not one for the whole text."""
    return any(one.marking and not one.marking.upper().endswith(_WHOLE) for one in candidates)


def _outside(candidates: list[Candidate], enclosures: list[Span]) -> list[Candidate]:
    """The candidates without those of enclosed documents that count from 1 themselves."""
    if not enclosures:
        return candidates
    starts = [one.start for one in candidates]
    out: set[int] = set()
    for span in enclosures:
        # The number of the paragraph that BEGIN stands in is not the document's.
        first, last = bisect_right(starts, span.start), bisect_left(starts, span.end)
        if first and any(candidates[i].number == 1 for i in range(first, last)):
            out.update(range(first, last))
    return [one for i, one in enumerate(candidates) if i not in out] if out else candidates


def _without_contents(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates without a list of contents above the text, whose lines no blank line parts.

    The text counts from 1 again, as far as the list at least, and blank lines part its paragraphs. It has
    portion marks, or the list a title right above it: else it may be a list in the midst of the text.
    """
    again = next((at for at, one in enumerate(candidates) if at and one.number == 1), 0)
    listed, text = candidates[:again], candidates[again:]
    if not _FEWEST_LISTED <= len(listed) <= len(text) or not (text[0].marking or listed[0].set_off <= 1):
        return candidates
    counted = all(one.number == place and not one.marking for place, one in enumerate(listed, start=1))
    close = all(one.set_off <= 1 for one in listed[1:])
    parted = all(one.set_off > 1 for one in text[: len(listed)])
    return text if counted and close and parted else candidates


def _without_lists(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates without the lists 1, 2, 3 that stand inside a paragraph."""
    ones = [i for i, one in enumerate(candidates) if one.number == 1]
    if not ones or (len(ones) == 1 and ones[0] == 0):
        return candidates
    places: dict[int, list[int]] = {}
    for index, candidate in enumerate(candidates):
        places.setdefault(candidate.number, []).append(index)
    kept: list[Candidate] = []
    listed = 0
    for index, candidate in enumerate(candidates):
        begins = candidate.number == 1 and kept and candidate.marking is None
        goes_on = listed and candidate.number == listed + 1 and candidate.marking is None
        if goes_on and candidate.number == kept[-1].number + 1:
            # The list's next number is the text's too: it is the text's, unless another one follows.
            goes_on = _another_follows(candidates, places, index, ones)
        if begins or goes_on:
            listed = candidate.number
        else:
            listed = 0
            kept.append(candidate)
    return kept


def _another_follows(
    candidates: list[Candidate], places: dict[int, list[int]], index: int, ones: list[int]
) -> bool:
    """Tell whether the number of a candidate comes again before the next 1, set off no less."""
    same = places[candidates[index].number]
    later = bisect_right(same, index)
    if later == len(same):
        return False
    following = bisect_right(ones, index)
    until = ones[following] if following < len(ones) else len(candidates)
    return same[later] < until and candidates[same[later]].set_off >= candidates[index].set_off


def _heaviest(candidates: list[Candidate], breaks: list[int]) -> list[Candidate]:
    best: dict[int, _Chain] = {}
    marked = _is_marked(candidates)
    heaviest: _Chain | None = None
    for index, candidate in enumerate(candidates):
        if candidate.number > _HIGHEST or candidate.number == 0:
            continue
        link, before = _link(candidates, breaks, best, heaviest, index)
        weight = link + _weight(candidate, candidates[0], among_marked=marked)
        known = best.get(candidate.number)
        if known is None or weight > known.weight:
            best[candidate.number] = one = _Chain(weight, index, before)
            if weight > (heaviest.weight if heaviest else 0):
                heaviest = one
    chosen = []
    while heaviest is not None:
        chosen.append(candidates[heaviest.last])
        heaviest = heaviest.before
    return _without_lone_restarts(chosen[::-1])


def _without_lone_restarts(chosen: list[Candidate]) -> list[Candidate]:
    """The chain without a 1 in its midst that nothing continues: the text goes on with its own numbers."""
    numbers = [0, *(one.number for one in chosen), 0]
    around = zip(numbers, numbers[2:], strict=False)
    return [
        one
        for one, (before, behind) in zip(chosen, around, strict=True)
        if one.number != 1 or before <= 1 or behind <= 2  # noqa: PLR2004 - what follows 1
    ]


def _weight(candidate: Candidate, first: Candidate, *, among_marked: bool) -> int:
    weight = _STOP if candidate.style else _BARE
    if candidate.marking is not None:
        return weight + _MARKED + _SET_OFF[candidate.set_off]
    if among_marked:
        weight += _UNMARKED
    if candidate.indent >= first.indent + _DEEP:
        weight += _INDENTED
    return weight + _SET_OFF[candidate.set_off]


def _link(
    candidates: list[Candidate],
    breaks: list[int],
    best: dict[int, _Chain],
    heaviest: _Chain | None,
    index: int,
) -> _Link:
    """What the chain before a candidate weighs with the step to it, and that chain."""
    candidate = candidates[index]
    number = candidate.number
    higher = _BEGIN_HIGHER if candidate.marking is None else _BEGIN_HIGHER_MARKED
    link: _Link = ((0 if number == 1 else higher), None)
    if (one := best.get(number - 1)) is not None:
        bare = not candidate.style and not candidates[one.last].style
        link = _heavier(link, _BARE_AGAIN if bare else 0, one)
    if (one := best.get(number)) is not None and _repeats(candidates[one.last], candidate):
        link = _heavier(link, _AGAIN, one)
    if number == 1 and heaviest is not None and candidate.marking is not None:
        link = _heavier(link, _RESTART, heaviest)
    for missing in range(1, min(_WIDEST_GAP, number - 1)):
        one = best.get(number - 1 - missing)
        step = _GAP + _MISSING * missing
        # Whether the gap is explained is asked only where it could make the chain heavier.
        if one is not None and one.weight + step + _EXPLAINED > link[0]:
            explained = _explained(breaks, candidates[one.last].line, candidate.line)
            link = _heavier(link, step + (_EXPLAINED if explained else 0), one)
    return link


def _heavier(link: _Link, step: int, before: _Chain) -> _Link:
    weight = before.weight + step
    return (weight, before) if weight > link[0] else link


def _repeats(earlier: Candidate, later: Candidate) -> bool:
    """Tell whether a number that comes again begins a paragraph both times, and was false neither time."""
    if later.marking is not None:
        return earlier.marking is not None
    return later.set_off > 1 and earlier.set_off >= later.set_off


def _explained(breaks: list[int], begin: int, end: int) -> bool:
    """Tell whether a mark or a section break stands between two lines, where numbers are missing."""
    nearest = bisect_left(breaks, begin)
    return nearest < len(breaks) and breaks[nearest] <= end
