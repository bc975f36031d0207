"""Sentences with choices and gaps: ``The <bill|law> goes to {town}``.

In: a template. Out: a ``Wording`` that is said anew each time. ``{slot}`` is filled from a mapping,
``<a|b>`` is one of its parts; choices are not nested.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

_CHOICE = re.compile(r"<([^<>]*)>")
_SLOT = re.compile(r"\{([A-Za-z0-9_]+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """A template, ready to be said."""

    pieces: tuple[str, ...]
    """Fixed text, slots as ``%(slot)s``; empty where a choice stands."""
    choices: tuple[tuple[int, tuple[str, ...], int], ...]
    """Place among the pieces, the parts to choose from, and how many they are."""
    claims: int
    """How many clauses of the topic it takes."""

    def say(self, slots: Mapping[str, str], chance: Callable[[], float]) -> str:
        """The words, choices drawn and gaps filled.

        chance: gives a number from 0 to 1, ``Random.random``.
        """
        pieces = list(self.pieces)
        for place, parts, count in self.choices:
            pieces[place] = parts[int(chance() * count)]
        said = "".join(pieces) % slots
        if ",," in said:
            said = said.replace(",,", ",")
        if ",." in said or ",;" in said:
            said = said.replace(",.", ".").replace(",;", ";")
        if "he the " in said:  # "The {province} harvest" in "the Upper valley"
            said = said.replace("The the ", "The ").replace("the the ", "the ")
        return said

    def sentence(self, slots: Mapping[str, str], chance: Callable[[], float]) -> str:
        """The words, beginning with a capital."""
        said = self.say(slots, chance)
        return said[0].upper() + said[1:] if said[0].islower() else said


@cache
def wording(template: str) -> Wording:
    """The template, taken apart once."""
    ready = _SLOT.sub(r"%(\1)s", template.replace("%", "%%"))
    pieces = _CHOICE.split(ready)
    choices = [(place, tuple(pieces[place].split("|"))) for place in range(1, len(pieces), 2)]
    return Wording(
        tuple("" if place % 2 else piece for place, piece in enumerate(pieces)),
        tuple((place, parts, len(parts)) for place, parts in choices),
        template.count("{claim}"),
    )
