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
from cableroom.public.search.tree import SUBJECT, Leaf, Phrase, Word, leaves

_MOST_LEAVES: Final = 8
_MOST_WORDS: Final = 3
_SHORTEST: Final = 4
"""Letters of a word that may be a slip; a shorter one is near too many."""
_LONG: Final = 7
"""Letters from which on two may be wrong."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One word or phrase of a query that found nothing, as a query of its own."""

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
    found = [leaf for leaf in dict.fromkeys(leaves(query.node)) if isinstance(leaf, Word | Phrase)]
    for leaf in found[:_MOST_LEAVES]:
        # Read anew from what a link says, so that the link finds as many as are promised.
        alone = spelt_out(parse_query(_typed(leaf)), handle.index.forms)
        total = handle.index.search(Request(alone, limit=0, with_facets=False)).total
        instead = () if total else tuple(_near(handle, leaf))
        if len(found) > 1 or instead:
            yield Tried(alone.text, describe(alone), total, instead)


def _typed(leaf: Word | Phrase) -> str:
    text = f'"{leaf.text}"' if isinstance(leaf, Phrase) else leaf.text
    return f"{'subject:' if leaf.where == SUBJECT else ''}{'=' if leaf.exact else ''}{text}"


def _near(handle: Handle, leaf: Leaf) -> Iterator[str]:
    if not isinstance(leaf, Word) or len(forms := words(leaf.text, exact=True)) != 1:
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
