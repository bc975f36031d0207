"""Many questions at once: a list of names or queries in, how many cables each finds out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import monotonic

from cableroom.public.search.base import Request
from cableroom.public.search.describing import describe
from cableroom.public.search.expansion import spelt_out
from cableroom.public.search.handle import Handle
from cableroom.public.search.query import parse_query


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of a batch."""

    text: str
    """As it was read: on one line, cut to the length limit."""
    words: str
    total: int
    """Exact."""
    warnings: tuple[str, ...]


def count_each(handle: Handle, lines: Iterable[str]) -> Iterator[Counted]:
    """Count what each line finds; empty lines are passed over, no line is an error."""
    for line in lines:
        if not line.strip():
            continue
        asked = parse_query(line)
        query = spelt_out(asked, handle.index.forms)
        total = handle.index.search(Request(query, limit=0, with_facets=False)).total
        yield Counted(query.text, describe(asked), total, query.warnings)


def in_time(rows: Iterable[Counted], seconds: float) -> Iterator[Counted]:
    """Give rows until they have taken so long: one at least, and the one in work is finished."""
    end = monotonic() + seconds
    for row in rows:
        yield row
        if monotonic() >= end:
            break
