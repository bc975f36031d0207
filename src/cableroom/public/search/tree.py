"""The tree of a query: what is looked for, free of any engine.

A leaf that is written somewhere in the query carries the place where it stands there; two leaves that
look for the same are equal wherever they stand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

Place = tuple[int, int]
"""Half-open code points of ``Query.text``."""
NOWHERE: Final[Place] = (0, 0)
TEXT: Final = "text"
SUBJECT: Final = "subject"


@dataclass(frozen=True, slots=True)
class Word:
    """A word; one of several parts (``AK-47``) also finds its parts apart, and joined."""

    text: str
    where: str = TEXT
    """TEXT, the whole public text with its subject, or SUBJECT."""
    exact: bool = False
    """Whether only this form of the word counts, not its stem."""
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in order, side by side."""

    text: str
    where: str = TEXT
    exact: bool = False
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Like:
    """Words of a form: ``proliferat*``, ``kazak?stan``, ``zartman~1``.  ``expansion`` makes Forms of it."""

    text: str
    """Letters and digits, folded; ``*`` for any and ``?`` for one of them, where ``distance`` is 0."""
    distance: int = 0
    """Letters that may be changed, added, left out or swapped: 0, 1 or 2."""
    where: str = TEXT
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Forms:
    """Any of these words of the index, exactly so."""

    forms: tuple[str, ...]
    where: str = TEXT
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """Two words, in either order, with at most so many others between."""

    first: Word
    second: Word
    distance: int


@dataclass(frozen=True, slots=True)
class Together:
    """What is found within one paragraph: leaves of the text and portion marks, and trees of them."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class Field:
    """``name:value`` on one of FIELDS."""

    name: str
    value: str
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Between:
    """A day of creation or release, from the first to the last."""

    name: str
    """``created`` or ``released``."""
    first: str | None
    """``2007-11-03``; None for no bound."""
    last: str | None
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """The cable of this name, and all published cables that cite it."""

    key: str
    """Canonical id ``07STATE152317``, or without its year, ``STATE152317``; see ``reference_keys``."""
    at: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of them; no nodes at all means every cable."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Quorum:
    """At least ``count`` of them."""

    count: int
    nodes: tuple["Node", ...]


Leaf = Word | Phrase | Like | Forms
Node = Leaf | Near | Together | Field | Between | Reference | Not | And | Or | Quorum


def inside(node: Node) -> tuple[Node, ...]:
    """The nodes directly below ``node``."""
    match node:
        case And(nodes) | Or(nodes) | Quorum(_, nodes):
            return nodes
        case Not(inner) | Together(inner):
            return (inner,)
        case Near(first, second):
            return (first, second)
        case _:
            return ()


def togethers(node: Node) -> Iterator[Together]:
    """What ``node`` looks for within one paragraph; nothing that is excluded."""
    if isinstance(node, Together):
        yield node
    elif not isinstance(node, Not):
        for inner in inside(node):
            yield from togethers(inner)


def wholes(node: Node) -> Iterator[Together | Near]:
    """What ``node`` wants in one place, which a paragraph has or has not; nothing that is excluded."""
    if isinstance(node, Together | Near):
        yield node
    elif not isinstance(node, Not):
        for inner in inside(node):
            yield from wholes(inner)


def leaves(node: Node) -> Iterator[Leaf]:
    """The words and phrases that a cable found by ``node`` may hold; nothing that is excluded."""
    if isinstance(node, Word | Phrase | Like | Forms):
        yield node
    elif not isinstance(node, Not):
        for inner in inside(node):
            yield from leaves(inner)


def references(node: Node) -> Iterator[Reference]:
    """The cables that ``node`` finds, together with those that cite them; nothing that is excluded."""
    if isinstance(node, Reference):
        yield node
    elif not isinstance(node, Not):
        for inner in inside(node):
            yield from references(inner)
