"""Where the words of a query stand in a cable: a tree and a text in, spans out.

By the meaning of the search: stems or forms as they are written, phrases, words near each other, what is to
be in one paragraph, codes with and without their signs.  Neither what is excluded nor a filter is a hit.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from cableroom.public.search.analysis import fold, sequences, spans, stem, words
from cableroom.public.search.codes import joined
from cableroom.public.search.tree import (
    TEXT,
    And,
    Field,
    Forms,
    Leaf,
    Like,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Quorum,
    Together,
    Word,
    inside,
)

Span = tuple[int, int]
"""Half-open code points."""


class Stretch(NamedTuple):
    """A paragraph, as far as finding in it goes."""

    start: int
    end: int
    marks: tuple[str, ...] = ()
    """Values of ``para``, see ``keywords.marks``."""


class Words:
    """A text as its index has it: words in order, each with its place."""

    def __init__(self, text: str, hidden: Iterable[Span] = ()) -> None:
        """hidden: page and section lines, which are not indexed, so that a phrase may cross them."""
        self._text: Final = _blanked(text, hidden)
        self._found: Final = spans(self._text)
        self.forms: Final = [form for form, _start, _end in self._found]

    @cached_property
    def stems(self) -> list[str]:
        """The words as they are compared where their endings do not count."""
        return [stem(form) for form in self.forms]

    def span(self, first: int, last: int) -> Span:
        """The place of the words ``first`` to ``last``, both included."""
        return self._found[first][1], self._found[last][2]

    def within(self, start: int, end: int) -> range:
        """The words that begin in a stretch of the text."""
        return range(
            bisect_left(self._found, start, key=lambda one: one[1]),
            bisect_left(self._found, end, key=lambda one: one[1]),
        )

    @cached_property
    def joined(self) -> frozenset[str]:
        """What the index has beside the words: codes without their signs, words that a line end parts."""
        return frozenset(word.lower() for word in joined(fold(self._text)))

    def parts(self, whole: str) -> Iterator[tuple[int, int]]:
        """First and last word wherever some stand side by side that are ``whole`` together."""
        for first, form in enumerate(self.forms):
            begun = form.lstrip("0") if form.isdigit() else form
            if not begun or not whole.startswith(begun):
                continue
            last = first
            while begun != whole and last + 1 < len(self.forms) and whole.startswith(begun):
                last += 1
                begun += self.forms[last]
            if begun == whole:
                yield first, last


def _blanked(text: str, hidden: Iterable[Span]) -> str:
    pieces = []
    here = 0
    for start, end in sorted(hidden):
        if end > here:
            pieces += [text[here:start], " " * (end - max(start, here))]
            here = end
    return "".join([*pieces, text[here:]])


def find(
    node: Node, text: Words, *, stretches: Sequence[Stretch] = (), where: str = TEXT
) -> tuple[Span, ...]:
    """Return where ``text`` holds what ``node`` looks for, in order, none over another.

    node: spelt out, see ``expansion``.  stretches: the paragraphs of the text.
    where: SUBJECT for the subject alone, in which also the words of the whole text are sought.
    """
    # What is asked for twice is sought once.
    units = dict.fromkeys(_units(node))
    found = sorted({span for unit in units for span in _hits(unit, text, stretches, where)})
    merged: list[Span] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _units(node: Node) -> Iterator[Leaf | Near | Together]:
    """What a tree looks for, each for itself; nothing that is excluded."""
    if isinstance(node, Leaf | Near | Together):
        yield node
    elif not isinstance(node, Not):
        for part in inside(node):
            yield from _units(part)


def _hits(
    unit: Leaf | Near | Together, text: Words, stretches: Sequence[Stretch], where: str
) -> Iterator[Span]:
    whole = range(len(text.forms))
    match unit:
        case Together(inner):
            for stretch in stretches:
                yield from _together(inner, text, stretch) or ()
        case Near(first):
            if first.where in (TEXT, where):
                yield from _near(unit, text, whole, as_written=first.exact)
        case _:
            if unit.where in (TEXT, where):
                yield from _leaf(unit, text, whole, as_written=_is_exact(unit))


def _together(node: Node, text: Words, stretch: Stretch) -> list[Span] | None:
    """The hits of a tree within one paragraph; None where the paragraph is none that it looks for."""
    within = text.within(stretch.start, stretch.end)
    found: list[Span] | None
    match node:
        case Field(_name, value):
            found = [] if value in stretch.marks else None
        case Not(inner):
            found = [] if _together(inner, text, stretch) is None else None
        case And(nodes) | Or(nodes) | Quorum(_, nodes):
            of_each = [one for part in nodes if (one := _together(part, text, stretch)) is not None]
            least = len(nodes) if isinstance(node, And) else node.count if isinstance(node, Quorum) else 1
            found = [span for one in of_each for span in one] if len(of_each) >= least else None
        case Near():
            found = list(_near(node, text, within, as_written=False)) or None
        case Word() | Phrase() | Like() | Forms():
            # Within one paragraph words are compared by their stems, see decision 10.
            found = list(_leaf(node, text, within, as_written=False)) or None
        case _:
            found = None
    return found


def _is_exact(leaf: Leaf) -> bool:
    return isinstance(leaf, Forms) or (isinstance(leaf, Word | Phrase) and leaf.exact)


def _leaf(leaf: Leaf, text: Words, within: range, *, as_written: bool) -> Iterator[Span]:
    runs = _runs(leaf, as_written=as_written)
    there = text.forms if as_written else text.stems
    single = {run[0] for run in runs if len(run) == 1}
    yield from (text.span(place, place) for place in within if there[place] in single)
    for run in runs:
        if len(run) > 1:
            yield from _phrase(run, text, there, within)
    for whole in text.joined if single else ():
        if (whole if as_written else stem(whole)) in single:
            parts = text.parts(whole)
            yield from (text.span(first, last) for first, last in parts if first in within and last in within)


def _runs(leaf: Leaf, *, as_written: bool) -> list[tuple[str, ...]]:
    """The words of the index any run of which ``leaf`` looks for."""
    match leaf:
        case Word(text):
            return sequences(text, exact=as_written)
        case Phrase(text):
            return [tuple(words(text, exact=as_written))]
        case Forms(forms):
            return [(form if as_written else stem(form),) for form in forms]
        case Like():
            return []


def _phrase(run: Sequence[str], text: Words, there: Sequence[str], within: range) -> Iterator[Span]:
    wanted = list(run)
    for place in within[: max(0, len(within) - len(run) + 1)]:
        if there[place] == wanted[0] and there[place : place + len(wanted)] == wanted:
            yield text.span(place, place + len(wanted) - 1)


def _near(near: Near, text: Words, within: range, *, as_written: bool) -> Iterator[Span]:
    there = text.forms if as_written else text.stems
    one, other = (words(word.text, exact=as_written)[0] for word in (near.first, near.second))
    ones = [place for place in within if there[place] == one]
    others = ones if one == other else [place for place in within if there[place] == other]
    for some, partners in ((ones, others), (others, ones)):
        for place in some:
            first = bisect_left(partners, place - near.distance - 1)
            last = bisect_right(partners, place + near.distance + 1)
            # A word is near no second place of its own.
            if last - first > (one == other):
                yield text.span(place, place)
