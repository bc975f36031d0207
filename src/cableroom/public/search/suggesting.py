"""What to try where nothing is found: how many cables each word has, and words that are spelt nearly so.

From the dictionary of the published index alone, never from what others asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cableroom.public.search.analysis import words
from cableroom.public.search.base import Query, Request
from cableroom.public.search.describing import describe
from cableroom.public.search.expansion import near, spelt_out
from cableroom.public.search.handle import Handle
from cableroom.public.search.query import parse_query
from cableroom.public.search.tree import SUBJECT, Between, Field, Node, Not, Phrase, Word, inside

_Part = Word | Phrase | Field | Between
_MOST_PARTS: Final = 8
_MOST_WORDS: Final = 3
_SHORTEST: Final = 4
"""Letters of a word that may be a slip; a shorter one is near too many."""
_LONG: Final = 7
"""Letters from which on two may be wrong."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One word, phrase or field of a query that found nothing, as a query of its own."""

    text: str
    """As it is typed: ``jet``, ``"air koryo"``, ``subject:=vanes``."""
    words: str
    """The same in words."""
    total: int
    """Cables that it finds."""
    instead: tuple[str, ...]
    """Words of the published cables that are spelt nearly so, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What may help."""

    tried: tuple[Tried, ...] = ()


def advise(handle: Handle, query: Query) -> Advice:
    """Return what may help where ``query`` finds nothing."""
    return Advice(tuple(_tried(handle, query)))


def _tried(handle: Handle, query: Query) -> Iterator[Tried]:
    found = list(dict.fromkeys(_parts(query.node)))
    for part in found[:_MOST_PARTS]:
        # Read anew from what a link says, so that the link finds as many as are promised.
        alone = spelt_out(parse_query(_typed(part)), handle.index.forms)
        total = handle.index.search(Request(alone, limit=0, with_facets=False)).total
        instead = () if total else tuple(_near(handle, part))
        if len(found) > 1 or instead:
            yield Tried(alone.text, describe(alone), total, instead)


def _parts(node: Node) -> Iterator[_Part]:
    """What a cable must have; nothing that is excluded."""
    if isinstance(node, Word | Phrase | Field | Between):
        yield node
    elif not isinstance(node, Not):
        for inner in inside(node):
            yield from _parts(inner)


def _typed(part: _Part) -> str:
    match part:
        case Field(name, value):
            # A tag that is no code would stand for those that it is the meaning of, which are tried too.
            return f"{name}:{'=' if name == 'tag' else ''}{value}"
        case Between(name, first, last):
            return f"{name}:{first or ''}..{last or ''}"
        case Word(text):
            pass
        case Phrase(text):
            text = f'"{text}"'
    return f"{'subject:' if part.where == SUBJECT else ''}{'=' if part.exact else ''}{text}"


def _near(handle: Handle, part: _Part) -> Iterator[str]:
    if not isinstance(part, Word) or len(forms := words(part.text, exact=True)) != 1:
        return
    (form,) = forms
    # An id or a code that is a digit apart is another one, not a slip.
    if len(form) < _SHORTEST or any(map(str.isdigit, form)):
        return
    for distance in (1, 2) if len(form) >= _LONG else (1,):
        # The word itself may stand elsewhere than in a subject, or with another ending.
        found = [word for word, _count in near(form, distance, handle.index.forms) if word != form]
        if found:
            yield from found[:_MOST_WORDS]
            return
