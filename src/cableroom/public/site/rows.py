"""The rows of a page of results: a cable, and below it those of its copies that stand on the same page.

A page holds as many cables as without this, in the same order; nothing is counted as one that is two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cableroom.public.editions.copies import Copy, by_what_they_say
from cableroom.public.search.searching import FoundCable

_NAMED: Final = 5
"""Copies of one kind that are named beside those on the page."""


@dataclass(frozen=True, slots=True)
class Named:
    """A copy that is named below a cable."""

    copy: Copy
    hit: FoundCable | None
    """Itself, where it is found too and shown here alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row."""

    hit: FoundCable
    copies: Sequence[tuple[str, Sequence[Named], int]]
    """(what they are, those that are named, how many more there are)."""
    folded: int
    """Hits that this row stands for beside its own."""


def rows(hits: Sequence[FoundCable], *, apart: bool) -> list[Row]:
    """Return the rows for ``hits``, in their order. apart: each hit has a row of its own."""
    found = {hit.summary.reference_id: hit for hit in hits}
    shown: list[Row] = []
    while found:
        hit = found.pop(next(iter(found)))
        here = () if apart else [copy.reference_id for copy in hit.copies if copy.reference_id in found]
        folded = {name: found.pop(name) for name in here}
        kinds = [(label, _named(some, folded)) for label, some in by_what_they_say(hit.copies)]
        shown.append(Row(hit, [(label, named, left) for label, (named, left) in kinds], len(folded)))
    return shown


def _named(copies: Sequence[Copy], folded: dict[str, FoundCable]) -> tuple[list[Named], int]:
    """Those on the page first, all of them; of the others a few, and how many are left."""
    here = [copy for copy in copies if copy.reference_id in folded]
    elsewhere = [copy for copy in copies if copy.reference_id not in folded]
    named = [*here, *elsewhere[:_NAMED]]
    return [Named(copy, folded.get(copy.reference_id)) for copy in named], len(elsewhere[_NAMED:])
