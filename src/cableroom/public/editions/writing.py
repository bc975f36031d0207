"""Writing a generation's database: rows in, one finished SQLite file out.

The same rows always give the same bytes: tables by ``schema_editor`` (a
migration would store times), rows in a fixed order, no autoincrement, no clock,
``VACUUM``, and no journal left beside the file.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from cableroom.durable import remove_tree
from cableroom.public.editions import copies
from cableroom.public.editions.held import named_in
from cableroom.public.editions.models import (
    Citation,
    Copy,
    FacetCount,
    PublicEdition,
    PublicFact,
    PublicRelease,
    Tombstone,
)
from cableroom.public.editions.packing import unpack_json, unpack_text
from cableroom.telegram.alike import Sketches
from cableroom.telegram.shingles import sketch

ALIAS: Final = "generation"
"""The database alias that stands for the generation being built."""
_TABLES: Final = (PublicEdition, Citation, Copy, FacetCount, PublicRelease, Tombstone, PublicFact)
_ROWS_AT_ONCE: Final = 500
_STEPS_BETWEEN_LOOKS: Final = 10_000
"""Of SQLite's own machine, while it copies: some thousand rows."""
# The file is new and is synced as a whole before it is renamed into view, so
# SQLite need not guard each step; page size is stated because it shapes the bytes.
_PRAGMAS: Final = ("page_size = 4096", "journal_mode = MEMORY", "synchronous = OFF", "temp_store = MEMORY")


def write_database(
    path: Path,
    *,
    editions: Iterable[PublicEdition],
    facet_counts: Iterable[FacetCount] = (),
    releases: Iterable[PublicRelease] = (),
    tombstones: Iterable[Tombstone] = (),
    facts: Iterable[PublicFact] = (),
    copied: Callable[[int, int], None] = lambda _done, _total: None,
) -> None:
    """Make the database ``path``, which must not exist yet.

    editions: in reference-id order; the ordinal is given here, from 0.  The
    arguments are read one after the other, editions first, so that facet_counts
    may be a generator over what passed by.  Citations between them follow from
    the editions' own references, and which are copies of each other from their texts.
    copied: is told (done, all) in bytes while the finished rows are copied to their final form.
    Raises ValueError where the order is wrong or a reference id comes twice.
    """
    if path.exists():
        raise FileExistsError(f"{path} exists; a generation is built fresh")
    building = path.with_name(f"{path.name}.building")
    with _database(building) as connection:
        with connection.schema_editor() as editor:
            for model in _TABLES:
                editor.create_model(model)
        with transaction.atomic(using=ALIAS):
            cited: dict[str, tuple[str, ...]] = {}
            sketches = Sketches()
            _insert(connection, PublicEdition, _in_order(editions, cited, sketches))
            _insert(connection, Citation, _citations(cited))
            _insert(connection, Copy, _copies(connection, sketches))
            _insert(connection, FacetCount, facet_counts)
            _insert(connection, PublicRelease, releases)
            _insert(connection, Tombstone, tombstones)
            _insert(connection, PublicFact, facts)
        _copy(connection, building, path, copied)
    remove_tree(building)


def _copy(
    connection: BaseDatabaseWrapper, building: Path, path: Path, copied: Callable[[int, int], None]
) -> None:
    """Copy the database to ``path`` in order and without a gap."""
    total = building.stat().st_size

    def look() -> None:
        # SQLite goes on where nothing is returned.
        with contextlib.suppress(FileNotFoundError):
            copied(min(path.stat().st_size, total), total)

    connection.connection.set_progress_handler(look, _STEPS_BETWEEN_LOOKS)
    with connection.cursor() as cursor:
        # Not a plain VACUUM, which makes its copy in memory: a generation has gigabytes.
        cursor.execute("VACUUM INTO %s", [str(path)])
    copied(total, total)


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


def _insert(connection: BaseDatabaseWrapper, model: type[models.Model], rows: Iterable[models.Model]) -> None:
    # Not bulk_create: to word its statements takes longer than to carry them out.
    fields = model._meta.concrete_fields  # noqa: SLF001 - the documented name
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608, SLF001 - our own table, by the documented name
    waiting = iter(rows)
    with connection.cursor() as cursor:
        while some := list(islice(waiting, _ROWS_AT_ONCE)):
            values = [
                [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
                for row in some
            ]
            cursor.executemany(statement, values)


def _in_order(
    editions: Iterable[PublicEdition], cited: dict[str, tuple[str, ...]], sketches: Sketches
) -> Iterator[PublicEdition]:
    """Number the editions; note in ``cited`` which reference ids each names, and take its sketch."""
    before = ""
    for ordinal, row in enumerate(editions):
        if row.reference_id <= before:
            raise ValueError(f"{row.reference_id} comes after {before}")
        before = row.reference_id
        row.ordinal = ordinal
        cited[row.reference_id] = named_in(unpack_json(row.telegram)) if row.named is None else row.named
        sketches.add(ordinal, sketch(unpack_text(row.text)) if row.sketch is None else row.sketch)
        yield row


def _citations(cited: dict[str, tuple[str, ...]]) -> Iterator[Citation]:
    """Give the citations between published cables; whether any other target exists is nobody's business."""
    pairs = (
        (source, target)
        for source, targets in cited.items()
        for target in targets
        if target in cited and target != source
    )
    return (
        Citation(ordinal=ordinal, source=source, target=target)
        for ordinal, (source, target) in enumerate(pairs)
    )


def _copies(connection: BaseDatabaseWrapper, sketches: Sketches) -> Iterator[Copy]:
    """Give the copies among the editions that were inserted."""
    for ordinal, pair in enumerate(copies.find(connection.connection, sketches)):
        yield Copy(
            ordinal=ordinal,
            first=pair.first,
            second=pair.second,
            likeness=pair.likeness,
            first_corrected=pair.first_corrected,
            second_corrected=pair.second_corrected,
        )
