"""Seals: beside each row of the vault stands a checksum of it, so that a flipped bit is found.

    seal_TABLE(row, sum)        row: the key of TABLE; sum: CRC-32 of all columns of TABLE
    seal_archive(row, sum)      of what is no row: "tables" and "secret"

1. The connection that writes keeps the seals itself, by temporary triggers: no code that changes a
   row has to think of them, and what changes a row in any other way leaves the seal behind.
2. A change takes the sum of the old row out and puts that of the new one in (XOR), so that what was
   damaged before is still noticed after.  The seal of a deleted row stays, as 0.
3. An Original has none: it is stored under the SHA-256 of its bytes.  Of a packed text the length and
   the head are sealed, which says that a checksum of the rest follows.
4. Seals are against faults, not against people: who can write to the vault can seal.  So a CRC is
   enough; measured, SHA-256 would make an import slower by another hundredth.
"""

# ruff: noqa: S608 - the names in these statements are those of the vault's own tables
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import itemgetter, xor
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

_UNSEALED: Final = "vault_original"
_HEAD: Final = 18
"""Bytes of the longest head of a zstd frame."""
_NUMBER: Final = "id"
"""The key of most tables, counted by SQLite and never given twice."""
_ARCHIVE: Final = "seal_archive"
_PUT_IN: Final = "ON CONFLICT (row) DO UPDATE SET sum = seal_change(sum, excluded.sum)"
_CHANGED: Final = "is not as it was written"
_UNREADABLE: Final = "cannot be read"
_CABLES: Final = {
    "vault_cable": "SELECT reference_id FROM vault_cable WHERE id = ?",
    "vault_anchors": "SELECT reference_id FROM vault_cable WHERE id = ?",
    **dict.fromkeys(
        ("vault_record", "vault_edition", "vault_withdrawal"),
        "SELECT reference_id FROM {} one JOIN vault_cable cable ON cable.id = cable_id WHERE one.id = ?",
    ),
    **dict.fromkeys(
        ("vault_redaction", "vault_releaseitem", "vault_acceptance"),
        "SELECT reference_id FROM {} one JOIN vault_edition edition ON edition.id = edition_id"
        " JOIN vault_cable cable ON cable.id = cable_id WHERE one.id = ?",
    ),
    **dict.fromkeys(
        ("vault_section", "vault_piece"),
        "SELECT reference_id FROM {} one JOIN vault_record record ON record.id = record_id"
        " JOIN vault_cable cable ON cable.id = cable_id WHERE one.id = ?",
    ),
    "vault_pair": "SELECT reference_id FROM {} one JOIN vault_cable cable ON cable.id = first_id"
    " WHERE one.id = ?",
}
"""Table -> which cable a row of it is about."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Something whose seal does not agree with it."""

    place: str
    """Table, row and cable."""
    what: str


@dataclass(frozen=True, slots=True)
class _Table:
    """A table that is sealed."""

    name: str
    key: str
    columns: tuple[str, ...]
    of_bytes: frozenset[str]
    """Columns that hold bytes; in the others, bytes are a text whose type was damaged."""
    of_numbers: bool
    """Whether the key is a number, not words."""

    @property
    def seal(self) -> str:
        return f"seal_{self.name}"

    def sum(self, row: str = "") -> str:
        """Return the expression for the checksum of one row; row: "OLD." or "NEW." within a trigger."""
        values: list[str] = []
        for name in self.columns:
            value = f'{row}"{name}"'
            values += (
                [f"length({value})", f"substr({value}, 1, {_HEAD})"] if name in self.of_bytes else [value]
            )
        return f"seal_of({', '.join(f'CAST({value} AS BLOB)' for value in values)})"

    def keepers(self) -> Iterator[str]:
        """Give the statements after which a connection keeps the seals of this table."""
        key, old, new = f'"{self.key}"', self.sum("OLD."), self.sum("NEW.")
        yield (
            f"CREATE TEMP TRIGGER {self.seal}_insert AFTER INSERT ON {self.name} BEGIN"
            f" INSERT INTO {self.seal} (row, sum) VALUES (NEW.{key}, {new}) {_PUT_IN}; END"
        )
        yield (
            f"CREATE TEMP TRIGGER {self.seal}_update AFTER UPDATE ON {self.name} BEGIN"
            f" UPDATE {self.seal} SET sum = seal_change(sum, {old}, {new}) WHERE row = NEW.{key}; END"
        )
        yield (
            f"CREATE TEMP TRIGGER {self.seal}_delete AFTER DELETE ON {self.name} BEGIN"
            f" UPDATE {self.seal} SET sum = seal_change(sum, {old}) WHERE row = OLD.{key}; END"
        )

    def make(self) -> Iterator[str]:
        """Give the statements that seal all rows of this table."""
        kind = "INTEGER" if self.of_numbers else "TEXT"
        yield f"CREATE TABLE {self.seal} (row {kind} PRIMARY KEY, sum INTEGER NOT NULL)"
        yield (
            f"INSERT INTO {self.seal} (row, sum)"
            f" SELECT {self.key}, {self.sum()} FROM {self.name} WHERE true {_PUT_IN}"
        )
        if self.key == _NUMBER:
            # Of rows that were deleted the last one tells which number was given last.
            last = f"SELECT seq, 0 FROM sqlite_sequence WHERE name = '{self.name}'"
            yield f"INSERT OR IGNORE INTO {self.seal} (row, sum) {last}"

    def all(self) -> str:
        """Return the query for the checksum of each row and each seal: (key, is seal, sum, rightly typed)."""
        right = {
            name: "IN ('blob', 'null')" if name in self.of_bytes else "<> 'blob'" for name in self.columns
        }
        typed = " AND ".join(f'typeof("{name}") {kind}' for name, kind in right.items())
        return (
            f"SELECT {self.key}, 0, {self.sum()}, {typed} FROM {self.name}"
            " UNION ALL SELECT row, 1, ifnull(CAST(sum AS INTEGER), 0), typeof(sum) = 'integer'"
            f" FROM {self.seal} ORDER BY 1, 2"
        )


def keep(connection: BaseDatabaseWrapper) -> None:
    """Let this connection to a vault seal whatever it changes; nothing where there are no seals yet."""
    with connection.wrap_database_errors:
        database: sqlite3.Connection = connection.connection
        database.create_function("seal_of", -1, _sum, deterministic=True)
        database.create_function("seal_change", -1, _change, deterministic=True)
        for table in _sealed(database):
            for statement in table.keepers():
                database.execute(statement)


def seal_all(connection: BaseDatabaseWrapper, secret: bytes) -> None:
    """Make the seals of a vault that has none; call it in the transaction that gives it its layout.

    This connection does not keep them: close it afterwards.
    """
    with connection.wrap_database_errors:
        database: sqlite3.Connection = connection.connection
        for table in _tables(database):
            for statement in table.make():
                database.execute(statement)
        database.execute(f"CREATE TABLE {_ARCHIVE} (row TEXT PRIMARY KEY, sum INTEGER NOT NULL)")
        rows = (("tables", _layout(database)), ("secret", _sum(secret)))
        database.executemany(f"INSERT INTO {_ARCHIVE} VALUES (?, ?)", rows)


def seal_new(connection: BaseDatabaseWrapper) -> None:
    """Give seals to the tables that have none yet; call it in the transaction that made them.

    This connection does not keep them: close it afterwards.
    """
    with connection.wrap_database_errors:
        database: sqlite3.Connection = connection.connection
        sealed = {table.name for table in _sealed(database)}
        for table in _tables(database):
            if table.name not in sealed:
                for statement in table.make():
                    database.execute(statement)
        database.execute(f"UPDATE {_ARCHIVE} SET sum = ? WHERE row = 'tables'", (_layout(database),))


def broken(connection: BaseDatabaseWrapper, secret: bytes) -> Iterator[Broken]:
    """Give whatever does not agree with its seal: tables, secret, every row, the numbers given last."""
    connection.ensure_connection()
    database: sqlite3.Connection = connection.connection
    try:
        archive = dict(database.execute(f"SELECT row, sum FROM {_ARCHIVE}"))
        sealed = list(_sealed(database))
        if archive.get("tables") != _layout(database):
            yield Broken("the list of tables", _CHANGED)
    except sqlite3.Error:
        yield Broken("the list of tables", _UNREADABLE)
        return
    if archive.get("secret") != _sum(secret):
        yield Broken("vault/secret", "is not the secret that this vault was made with")
    for table in sealed:
        try:
            yield from _broken_rows(database, table)
            if not _agrees(database, table):
                yield Broken(f"{table.name} in sqlite_sequence", "does not say which number was given last")
        except sqlite3.Error:
            yield Broken(table.name, _UNREADABLE)


def _broken_rows(database: sqlite3.Connection, table: _Table) -> Iterator[Broken]:
    for key, group in groupby(database.execute(table.all()), itemgetter(0)):
        seals, sums, typed = zip(
            *((seal, checksum, right) for _, seal, checksum, right in group), strict=True
        )
        if reduce(xor, sums) or not all(typed):
            what = "is missing" if all(seals) else _CHANGED if any(seals) else "was not written by us"
            yield Broken(_place(database, table, key), what)


def _agrees(database: sqlite3.Connection, table: _Table) -> bool:
    """Whether the last number that SQLite gave to a row of this table is what the seals say."""
    if table.key != _NUMBER:
        return True
    last = f"SELECT seq FROM sqlite_sequence WHERE name = '{table.name}'"
    # One statement, as others may write between two.
    both = f"SELECT coalesce(({last}), 0), coalesce(max(row), 0) FROM {table.seal}"
    given, highest = database.execute(both).fetchone()
    return bool(given == highest)


def _place(database: sqlite3.Connection, table: _Table, key: object) -> str:
    cable = None
    if table.name in _CABLES:
        with suppress(sqlite3.Error):
            cable = database.execute(_CABLES[table.name].format(table.name), (key,)).fetchone()
    return f"{table.name} {key}" + (f" ({cable[0]})" if cable else "")


def _tables(database: sqlite3.Connection) -> Iterator[_Table]:
    """Give every table that is to be sealed."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    for (name,) in database.execute(names).fetchall():
        if not name.startswith(("sqlite_", "seal_")) and name != _UNSEALED:
            # (place, name, type, not null, default, place in the primary key) of each.
            columns = database.execute(f'PRAGMA table_info("{name}")').fetchall()
            kinds = {column[1]: column[2].lower() for column in columns}
            key = next(column[1] for column in columns if column[5])
            of_bytes = frozenset(column for column, kind in kinds.items() if kind == "blob")
            yield _Table(name, key, tuple(kinds), of_bytes, of_numbers="int" in kinds[key])


def _sealed(database: sqlite3.Connection) -> Iterator[_Table]:
    """Give every table that has seals."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'seal%'"
    seals = {name for (name,) in database.execute(names)}
    return (table for table in _tables(database) if table.seal in seals)


def _layout(database: sqlite3.Connection) -> int:
    """Return a checksum of what SQLite knows of tables and indexes, wherever they begin in the file."""
    rows = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    return _sum(*(repr(row).encode() for row in rows))


def _sum(*values: bytes | None) -> int:
    try:
        return zlib.crc32(b"\0".join(values))  # type: ignore[arg-type] # mostly none is NULL
    except TypeError:
        return zlib.crc32(b"\0".join(b"NULL" if value is None else value for value in values))


def _change(checksum: str | bytes | float | None, *sums: int) -> str | bytes | float | None:
    # A seal that was damaged into something else stays so, and keeps nobody from changing the row.
    return reduce(xor, sums, checksum) if isinstance(checksum, int) else checksum
