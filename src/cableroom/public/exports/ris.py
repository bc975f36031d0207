"""RIS, for reference managers: a record a cable.

Source: the RIS tags as Zotero and EndNote read them; a telegram is a document of a government (GOVDOC).
"""

from collections.abc import Iterable, Iterator
from typing import Final

from cableroom.public.editions.queries import Summary
from cableroom.public.exports.base import About, Export
from cableroom.visible import one_line


def _write(about: About, cables: Iterable[Summary]) -> Iterator[str]:
    for cable in cables:
        yield "".join(f"{tag}  - {value}\r\n" for tag, value in _record(about, cable)) + "\r\n"


def _record(about: About, cable: Summary) -> Iterator[tuple[str, str]]:
    level = cable.classification or "classification not stated"
    values = [
        ("TY", "GOVDOC"),
        ("TI", cable.subject or cable.reference_id),
        ("AU", cable.origin or ""),
        ("CN", cable.reference_id),
        ("DA", (cable.created or "")[:10].replace("-", "/")),
        ("PY", (cable.created or "")[:4]),
        ("PB", about.title),
        *(("KW", tag) for tag in cable.tags),
        ("N1", f"{level}; edition {cable.number}, released {cable.released}"),
        ("N1", f"{about.query}, generation {about.generation}"),
        ("UR", about.address(cable.reference_id)),
    ]
    # One line each: a line of its own that reads "ER  -" would end the record.
    yield from ((tag, one_line(value)) for tag, value in values if value)
    yield "ER", ""


RIS: Final = Export("ris", "citations (RIS)", "application/x-research-info-systems; charset=utf-8", _write)
