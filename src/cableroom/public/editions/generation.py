"""An opened generation: its folder, its number, and a read-only connection for each thread.

A generation never changes, so its database is opened ``immutable``: SQLite
takes no lock and writes nothing beside it.
"""

import sqlite3
import threading
import weakref
from pathlib import Path
from typing import Final, Self
from urllib.parse import quote

from cableroom.public.editions.errors import GenerationDamaged, GenerationMissing
from cableroom.public.editions.manifest import check_version

DATABASE: Final = "generation.sqlite3"


class _Opened:
    """Keeps a connection and closes it when thread or generation goes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        weakref.finalize(self, connection.close)


class Generation:
    """One published generation, or one that the gate is building.

    Make it with ``open``; hold it as long as you read from it.  Connections are
    closed when the last user lets go.
    """

    def __init__(self, path: Path) -> None:
        self.path: Final = path
        # The folder's name says it; a build under another name is no numbered generation yet.
        self.number: Final = int(path.name) if path.name.isascii() and path.name.isdigit() else 0
        self._of_thread = threading.local()
        self._first: _Opened | None = None

    @classmethod
    def open(cls, path: Path, *, of_any_version: bool = False) -> Self:
        """Return the generation in the folder ``path``; a symlink is resolved now, once.

        of_any_version: for what every version has: reference ids, numbers and anchors.
        Raises GenerationMissing ("generation-missing") where there is none, GenerationDamaged
        ("generation-damaged") where its database is none, and GenerationOfOtherVersion
        ("generation-of-other-version").
        """
        generation = cls(path.resolve())
        if not of_any_version:
            check_version(generation.path)
        generation.connection()
        return generation

    def connection(self) -> sqlite3.Connection:
        """Return this thread's connection: read-only, rows as tuples.

        Raises as ``open``, where the first connection cannot be made.
        """
        opened: _Opened | None = getattr(self._of_thread, "opened", None)
        if opened is None:
            opened = self._of_thread.opened = self._open()
        return opened.connection

    def _open(self) -> _Opened:
        try:
            opened = _Opened(_connect(self.path / DATABASE))
        except GenerationMissing:
            # A withdrawal deleted the folder, and this thread comes for the first time.  What is
            # open already can still be read, by turns: SQLite guards a connection that is shared.
            if self._first is None:
                raise
            return self._first
        if self._first is None:
            self._first = opened
        return opened


def _connect(database: Path) -> sqlite3.Connection:
    if not database.is_file():
        raise GenerationMissing(f"{database} is not there")
    address = f"file:{quote(str(database))}?mode=ro&immutable=1"
    # Only its own thread uses it, but the last one who lets go may be another.
    connection = sqlite3.connect(address, uri=True, check_same_thread=False)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("SELECT reference_id FROM edition LIMIT 1").fetchone()
    except sqlite3.Error as exc:
        connection.close()
        raise GenerationDamaged(f"{database} is no database of a generation") from exc
    return connection
