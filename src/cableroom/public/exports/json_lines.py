"""NDJSON: a first line that says what this is, then an object a cable and line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from cableroom.public.editions.queries import Summary
from cableroom.public.exports.base import About, Export


def _write(about: About, cables: Iterable[Summary]) -> Iterator[str]:
    yield _line({"query": about.query, "words": about.words, "generation": about.generation})
    for cable in cables:
        yield _line(
            {
                "reference_id": cable.reference_id,
                "created": cable.created,
                "released": cable.released,
                "release": cable.release,
                "number": cable.number,
                "origin": cable.origin,
                "classification": cable.classification,
                "subject": cable.subject,
                "tags": list(cable.tags),
                "address": about.address(cable.reference_id),
            }
        )


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


JSON_LINES: Final = Export("ndjson", "data (NDJSON)", "application/x-ndjson; charset=utf-8", _write)
