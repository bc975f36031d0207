"""What a check is given, and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass

from cableroom.gate.standing import Place
from cableroom.public.editions.generation import Generation


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person must know before a generation is published."""

    place: str
    """Cable, file or table."""
    what: str
    """A few words, never text of a cable."""
    bars: bool = True
    """Whether it bars the publication; otherwise a person is told."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A generation that was built and is not public yet."""

    generation: Generation
    places: Mapping[str, Place]
    """What ought to stand in it, by reference id."""
