"""Comma-separated values, for spreadsheets: a row a cable, with the query and the generation it came from.

A cell that a spreadsheet would take for a formula begins with an apostrophe; the lossless form is NDJSON.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Final

from cableroom.public.editions.queries import Summary
from cableroom.public.exports.base import About, Export

COLUMNS: Final = (
    *("reference_id", "created", "released", "origin", "classification", "subject", "tags"),
    *("address", "query", "generation"),
)
# Also behind blanks and quotes, and full-width: some programs look there.
_FORMULA: Final = (
    *"=+-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}",
    *"\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}",
)


def harmless(cell: str) -> str:
    """Return ``cell`` with an apostrophe in front where a spreadsheet would calculate."""
    return f"'{cell}" if cell.lstrip(" \"'").startswith(_FORMULA) else cell


def _write(about: About, cables: Iterable[Summary]) -> Iterator[str]:
    buffer = StringIO()
    rows = csv.writer(buffer)
    rows.writerow(COLUMNS)
    for cable in cables:
        plain = (
            *(cable.reference_id, cable.created or "", cable.released, cable.origin or ""),
            *(cable.classification or "", cable.subject or "", "; ".join(cable.tags)),
            *(about.address(cable.reference_id), about.query, str(about.generation)),
        )
        rows.writerow(map(harmless, plain))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


SPREADSHEET: Final = Export("csv", "table (CSV)", "text/csv; charset=utf-8", _write)
