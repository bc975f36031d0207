"""Writing a generation's database: rows in, one finished SQLite file out.

The same rows always give the same bytes: tables by ``schema_editor`` (a
migration would store times), rows in a fixed order, no autoincrement, no clock,
``VACUUM``, and no journal left beside the file.
"""

import contextlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from cableroom.public.editions.models import (
    Citation,
    FacetCount,
    PublicEdition,
    PublicFact,
    PublicRelease,
    Tombstone,
)

ALIAS: Final = "generation"
"""The database alias that stands for the generation being built."""
_TABLES: Final = (PublicEdition, Citation, FacetCount, PublicRelease, Tombstone, PublicFact)
_ROWS_AT_ONCE: Final = 500
# The file is new and is synced as a whole before it is renamed into view, so
# SQLite need not guard each step; page size is stated because it shapes the bytes.
_PRAGMAS: Final = ("page_size = 4096", "journal_mode = MEMORY", "synchronous = OFF", "temp_store = MEMORY")


def write_database(
    path: Path,
    *,
    editions: Iterable[PublicEdition],
    citations: Iterable[Citation] = (),
    facet_counts: Iterable[FacetCount] = (),
    releases: Iterable[PublicRelease] = (),
    tombstones: Iterable[Tombstone] = (),
    facts: Iterable[PublicFact] = (),
) -> None:
    """Make the database ``path``, which must not exist yet.

    editions: in reference-id order; the ordinal is given here, from 0.  All are
    read in the order of the arguments, editions first, so that a later one may
    be a generator over what the earlier ones passed by.
    Raises ValueError where the order is wrong or a reference id comes twice.
    """
    if path.exists():
        raise FileExistsError(f"{path} exists; a generation is built fresh")
    with _database(path) as connection:
        with connection.schema_editor() as editor:
            for model in _TABLES:
                editor.create_model(model)
        with transaction.atomic(using=ALIAS):
            _insert(PublicEdition, _in_order(editions))
            _insert(Citation, citations)
            _insert(FacetCount, facet_counts)
            _insert(PublicRelease, releases)
            _insert(Tombstone, tombstones)
            _insert(PublicFact, facts)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")


@contextlib.contextmanager
def _database(path: Path) -> Iterator[BaseDatabaseWrapper]:
    """Let the alias stand for ``path`` in this thread, and leave no connection open."""
    database = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"init_command": " ".join(f"PRAGMA {pragma};" for pragma in _PRAGMAS)},
    }
    connection = ConnectionHandler({ALIAS: database, "default": {}})[ALIAS]
    connections[ALIAS] = connection
    try:
        yield connection
    finally:
        connection.close()
        del connections[ALIAS]


def _insert(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    waiting = iter(rows)
    while some := list(islice(waiting, _ROWS_AT_ONCE)):
        model._default_manager.using(ALIAS).bulk_create(some)  # noqa: SLF001 - the documented name


def _in_order(editions: Iterable[PublicEdition]) -> Iterator[PublicEdition]:
    before = ""
    for ordinal, row in enumerate(editions):
        if row.reference_id <= before:
            raise ValueError(f"{row.reference_id} comes after {before}")
        before = row.reference_id
        row.ordinal = ordinal
        yield row
