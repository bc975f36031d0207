"""The public bytes of cables and what was stated of them, without anything that was read from them.

This is what a commitment covers; the parsed columns, most of a row, are not unpacked for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import orjson
import zstandard

from cableroom.public.editions.generation import Generation
from cableroom.public.editions.packing import unpack_text

ALL: Final = (-(1 << 63), (1 << 63) - 1)
"""The lowest and the highest rowid that there can be."""
_QUERY: Final = (
    "SELECT reference_id, number, text, stated, marks, nonce, commitment FROM edition"
    " WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
)


@dataclass(frozen=True, slots=True)
class Content:
    """What one cable says; ``queries.Edition`` has the same columns, and all others."""

    reference_id: str
    number: int
    text: str
    stated: dict[str, Any]
    marks: tuple[tuple[int, int], ...]
    nonce: str
    commitment: str


def text_bytes(generation: Generation) -> int:
    """Return how many bytes of UTF-8 all public texts have; none is unpacked."""
    rows = generation.connection().execute("SELECT text FROM edition")
    return sum(zstandard.frame_content_size(text) for (text,) in rows)


def contents(generation: Generation, lowest: int, highest: int) -> Iterator[Content]:
    """Give the content of every published cable from one rowid to another, in their order, one at a time."""
    rows = generation.connection().execute(_QUERY, (lowest, highest))
    # A generator, so that the generation is held until the last row is read.
    for reference_id, number, text, stated, marks, nonce, leaf in rows:
        spans = tuple((start, end) for start, end in orjson.loads(marks))
        yield Content(reference_id, number, unpack_text(text), orjson.loads(stated), spans, nonce, leaf)
