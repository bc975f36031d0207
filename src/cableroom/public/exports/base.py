"""What an export format gets: published cables one after the other, and what they are."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cableroom.public.editions.queries import Summary


@dataclass(frozen=True, slots=True)
class About:
    """What is exported, so that a file says where it came from."""

    query: str
    """The address of the search, which says all of it: ``/search?q=harbor&tag=PREL``."""
    words: str
    """The query in words."""
    generation: int
    title: str
    """Of the site."""
    address: Callable[[str], str]
    """Reference id -> address of its page, absolute where the site states its origin."""


@dataclass(frozen=True, slots=True)
class Export:
    """A format."""

    name: str
    """The ending of its addresses: ``csv``."""
    label: str
    """For a link to it."""
    content_type: str
    write: Callable[[About, Iterable[Summary]], Iterator[str]]
    """Gives the file in pieces, as the cables come."""
