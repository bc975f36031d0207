"""The documents of our indexes, ready in a file: others are measured at the same work, and at nothing else.

The works are called through bare.py, each in a process of its own.
"""

import json
import marshal
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from cableroom.public.editions import queries
from cableroom.public.editions.contents import text_bytes
from cableroom.public.editions.generation import Generation
from cableroom.public.search.building import ranked
from cableroom.public.search.document import paragraphs as paragraphs_of
from cableroom.public.search.facets import FACETS
from cableroom.public.search.index_schema import cable_fields, paragraph_fields


def documents(generation: str, of_cables: str, of_paragraphs: str) -> None:
    """Write the documents of both our indexes, field by field, to two files; print the bytes of all texts."""
    opened = Generation.open(Path(generation))
    with Path(of_cables).open("wb") as stream:
        for document, ranks in ranked(opened):
            marshal.dump(cable_fields(document, ranks), stream)
    with Path(of_paragraphs).open("wb") as stream:
        for ordinal, telegram in queries.all_telegrams(opened):
            for fields in paragraph_fields(ordinal, paragraphs_of(telegram)):
                marshal.dump(fields, stream)
    sys.stdout.write(json.dumps(text_bytes(opened)))


def stored(file: str) -> Iterator[dict[str, Any]]:
    """The documents that ``documents`` wrote."""
    with Path(file).open("rb") as stream:
        while stream.peek(1):
            yield marshal.load(stream)  # noqa: S302 - our own file, of this very run


def fts5(file: str, database: str) -> None:
    """Index texts that lie ready by SQLite's FTS5, which keeps them too; their facets stand beside them."""
    connection = sqlite3.connect(database)
    connection.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
        "CREATE VIRTUAL TABLE cables USING fts5(text, tokenize='porter unicode61 remove_diacritics 2');"
        "CREATE TABLE facts (fact TEXT, ordinal INTEGER, PRIMARY KEY (fact, ordinal)) WITHOUT ROWID;"
    )
    for fields in stored(file):
        ordinal = fields["ordinal"]
        connection.execute("INSERT INTO cables (rowid, text) VALUES (?, ?)", (ordinal, fields["text"]))
        connection.executemany("INSERT INTO facts VALUES (?, ?)", ((fact, ordinal) for fact in facts(fields)))
    connection.execute("INSERT INTO cables (cables) VALUES ('optimize')")
    connection.commit()
    connection.close()


def rows_to_copy(file: str, out: str) -> None:
    """Write the same for the COPY of PostgreSQL: ordinal, text, facets."""
    escapes = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": " "})
    with Path(out).open("w", encoding="utf-8", newline="\n") as stream:
        for fields in stored(file):
            listed = ",".join(facts(fields))
            stream.write(f"{fields['ordinal']}\t{fields['text'].translate(escapes)}\t{{{listed}}}\n")


def facts(fields: Mapping[str, Any]) -> list[str]:
    """``origin:embassy-bern`` and so on, of one cable."""
    return [f"{name}:{value}" for name in FACETS for value in fields[name]]
