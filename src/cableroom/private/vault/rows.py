"""Rows of new originals and records, straight into their tables.

An object for each row, as Django makes it, costs as much as all else that is done to store the
record.  What the columns are, the models say; a test compares them with the two lists here.
"""

import json
from collections.abc import Iterable
from typing import Final

from django.db import connection

from cableroom.private.vault.incoming import Incoming, Packed

ORIGINAL: Final = ("digest", "size", "content")
"""Columns of ``insert_originals``."""
RECORD: Final = (
    "cable_id",
    "original_id",
    "part",
    "format",
    "file",
    "offset",
    "encoding",
    "created",
    "origin",
    "classification",
    "coverage",
    "derived",
    "problems",
    "text",
)
"""Columns of ``record_row``; the number of the row is the table's to give."""


def insert_originals(originals: Iterable[tuple[str, Packed]]) -> None:
    """Store bytes under their digests; what is held already is left alone."""
    # A page with two cables may lie across two batches; its bytes are there the second time.
    rows = ((digest, each.size, each.original) for digest, each in originals)
    _insert("INSERT OR IGNORE INTO vault_original", ORIGINAL, rows)


def insert_records(records: Iterable[tuple[Incoming, Packed, int]]) -> None:
    """Store records, in their order, each under the cable with the number that comes with it."""
    _insert("INSERT INTO vault_record", RECORD, (record_row(*each) for each in records))


def record_row(one: Incoming, packed: Packed, cable: int) -> tuple[object, ...]:
    """Return what stands in the columns ``RECORD``."""
    stated = packed.stated
    return (
        cable,
        one.digest,
        one.part,
        one.format,
        storable(one.file),
        one.offset,
        one.encoding,
        connection.ops.adapt_datetimefield_value(stated.created),
        None if stated.origin is None else storable(stated.origin),
        None if stated.classification is None else storable(stated.classification),
        json.dumps(stated.coverage),
        json.dumps(packed.derived),
        json.dumps(one.problems),
        packed.text,
    )


def storable(words: str) -> str:
    """Return ``words`` with lone surrogates, which a file's name may hold, spelt out in ASCII."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def _insert(statement: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        # One row is held at a time; only the library's stubs want a list.
        cursor.executemany(f"{statement} ({names}) VALUES ({values})", rows)  # type: ignore[arg-type]
