"""What a check gives back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person must know before a generation is published."""

    place: str
    """Cable, file or table."""
    what: str
    """A few words, never text of a cable."""
    bars: bool = True
    """Whether it bars the publication; otherwise a person is told."""
