"""Reference ids alone, one a line, below two lines that say what this is."""

from collections.abc import Iterable, Iterator
from typing import Final

from cableroom.public.editions.queries import Summary
from cableroom.public.exports.base import About, Export
from cableroom.visible import one_line


def _write(about: About, cables: Iterable[Summary]) -> Iterator[str]:
    yield f"# query: {one_line(about.query)}\n# generation: {about.generation}\n"
    for cable in cables:
        yield f"{cable.reference_id}\n"


IDENTIFIERS: Final = Export("ids", "reference ids", "text/plain; charset=utf-8", _write)
