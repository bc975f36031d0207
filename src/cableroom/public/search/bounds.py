"""Bounds of a query: a tree goes in, one that no index needs long for comes out.

Each kind of work that grows with the archive is counted over the whole query; what is beyond is looked
for in a cheaper way, and a notice says so.  The time of the worst queries: ``python bench/worst.py``.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from cableroom.public.search.base import Notice
from cableroom.public.search.tree import (
    NOWHERE,
    And,
    Like,
    Near,
    Node,
    Not,
    Or,
    Place,
    Quorum,
    Together,
    Word,
    inside,
)

MOST_SLIPS: Final = 8
"""Words with slips: for each the dictionary of its first letter is read."""
MOST_PLACED: Final = 3
"""Pairs of words near each other, and searches within a paragraph: for each all places of words are read."""


def bounded(node: Node) -> tuple[Node, tuple[Notice, ...]]:
    """Return ``node`` within the bounds, and what is to be said of it."""
    bounds = _Bounds()
    return bounds.within(node), tuple(bounds.notices)


@dataclass(slots=True)
class _Bounds:
    """What was counted so far, from the beginning of the query."""

    notices: list[Notice] = field(default_factory=list)
    _slips: int = 0
    _placed: int = 0

    def within(self, node: Node) -> Node:
        found = node
        match node:
            case Like() if node.distance:
                found = self._like(node)
            case Near():
                found = self._near(node)
            case Together():
                found = self._together(node)
            case Or(nodes):
                either = tuple(map(self.within, _in_one_paragraph(nodes)))
                found = either[0] if len(either) == 1 else Or(either)
            case And(nodes) | Quorum(_, nodes):
                found = replace(node, nodes=tuple(map(self.within, nodes)))
            case Not(inner):
                found = Not(self.within(inner))
        return found

    def _like(self, like: Like) -> Node:
        self._slips += 1
        if self._slips <= MOST_SLIPS:
            return like
        said = f"Letters may differ in {MOST_SLIPS} words; the others are looked for as they are written."
        self.notices.append(Notice(said, like.at))
        return Word(like.text, like.where, at=like.at)

    def _near(self, near: Near) -> Node:
        return near if self._may_be_placed(near) else And((near.first, near.second))

    def _together(self, together: Together) -> Node:
        may_be = self._may_be_placed(together)
        inner = self.within(together.node)
        return Together(inner) if may_be else inner

    def _may_be_placed(self, node: Near | Together) -> bool:
        self._placed += 1
        if self._placed > MOST_PLACED:
            said = f"NEAR, /p and body: are heeded {MOST_PLACED} times; the rest is looked for anywhere."
            self.notices.append(Notice(said, _place(node)))
        return self._placed <= MOST_PLACED


def _in_one_paragraph(nodes: tuple[Node, ...]) -> list[Node]:
    """The same alternatives with one search in paragraphs: one that holds either of them is one of either."""
    inner = [node.node for node in nodes if isinstance(node, Together)]
    if len(inner) < 2:  # noqa: PLR2004 - nothing to put together
        return [*nodes]
    first = next(place for place, node in enumerate(nodes) if isinstance(node, Together))
    others = [node for node in nodes if not isinstance(node, Together)]
    return [*others[:first], Together(Or(tuple(inner))), *others[first:]]


def _place(node: Node) -> Place:
    """From the first of the leaves to the last."""
    places = [place for place in _places(node) if place != NOWHERE]
    return (min(start for start, _end in places), max(end for _start, end in places)) if places else NOWHERE


def _places(node: Node) -> list[Place]:
    found = [place for inner in inside(node) for place in _places(inner)]
    return [*found, getattr(node, "at", NOWHERE)]
