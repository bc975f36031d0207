"""How a cable begins, as a hit shows it where no words are sought: the extract of its first paragraph.

It is the same whatever else is asked, and half of the time of such a page goes into it; so those of the
cables last shown are remembered, as long as their generation is held.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Final

import orjson

from cableroom.public.editions.generation import Generation
from cableroom.public.editions.packing import unpack_text
from cableroom.public.search.paragraphs import extract
from cableroom.public.search.snippets import Segment

_REMEMBERED: Final = 2_000
"""Extracts, of half a kilobyte each."""
Beginnings = Callable[[int], tuple[Segment, ...]]
"""Ordinal of a published cable -> extract."""


def beginnings(generation: Generation) -> Beginnings:
    """Return what reads, and remembers, the beginnings of the cables of ``generation``."""
    return lru_cache(maxsize=_REMEMBERED)(partial(_beginning, generation))


def _beginning(generation: Generation, ordinal: int) -> tuple[Segment, ...]:
    query = "SELECT text, anchors FROM edition WHERE ordinal = ?"
    text, places = generation.connection().execute(query, (ordinal,)).fetchone()
    return extract(unpack_text(text), orjson.loads(places), None, ())
