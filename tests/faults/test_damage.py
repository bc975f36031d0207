"""Flipped, zeroed, cut: each damage to what is kept or published is found, named, and never served."""

import os
import random
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
import zstandard
from django.db import Error, connections
from pytest_django import DjangoDbBlocker

from cableroom.errors import CableroomError
from cableroom.gate.diagnosis import diagnose
from cableroom.private.vault.archive import open_archive
from cableroom.private.vault.errors import VaultFailed
from cableroom.private.vault.texts import decompress
from cableroom.public.editions import queries, verifying
from cableroom.public.editions.generation import DATABASE, Generation
from faults.jobs import copy

NIGHT = bool(os.environ.get("NIGHTLY"))
PAGE = 4096


def flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def zero(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data)) // PAGE * PAGE
    data[start : start + PAGE] = bytes(len(data[start : start + PAGE]))


def cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


WAYS = (flip, zero, cut)
Way = Callable[[bytearray, random.Random], None]


def damage(path: Path, way: Way, chance: random.Random) -> bytes:
    """Damage the file and return the bytes that it had."""
    whole = path.read_bytes()
    data = bytearray(whole)
    way(data, chance)
    if data == whole:  # a page of zeros
        flip(data, chance)
    path.write_bytes(data)
    return whole


@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way.__name__))
def test_every_damage_to_a_generation_is_found_and_named(stages: Path, tmp_path: Path, way: Way) -> None:
    copy(stages / "published", tmp_path / "archive")
    folder = tmp_path / "archive" / "published" / "000002"
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    assert len(files) >= 4
    for path in files:
        name = f"000002/{path.relative_to(folder).as_posix()}"
        for seed in range(200 if NIGHT else 2):
            whole = damage(path, way, random.Random(seed))  # noqa: S311 - a repeatable choice of damage
            found = [one.place for checked in verifying.verify(folder) for one in checked.damages]
            # A bit of the manifest may be one of a file's hash or name: then that is what disagrees.
            assert name in found or (path.name == "manifest.json" and found), (name, seed)
            path.write_bytes(whole)


def test_an_altered_text_is_not_served(stages: Path, tmp_path: Path) -> None:
    """Only ``verify`` reads everything, but a text that does not unpack to what was packed is never shown."""
    copy(stages / "published", tmp_path / "archive")
    folder = tmp_path / "archive" / "published" / "000002"
    path = folder / DATABASE
    whole = path.read_bytes()
    published = {row.reference_id: row.text for row in queries.all_editions(Generation.open(folder))}
    with closing(sqlite3.connect(path)) as database:
        packed = [row[0] for row in database.execute("SELECT text FROM edition ORDER BY reference_id")]
    chance = random.Random(1)  # noqa: S311 - a repeatable choice of damage
    refused = 0
    for _ in range(2000 if NIGHT else 100):
        data = bytearray(whole)
        text = chance.choice(packed)
        # Larger ones lie in pieces, on several pages; the head is in one piece.
        start = whole.index(text[:64])
        data[start + chance.randrange(64)] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        for reference_id, expected in published.items():
            shown = None
            with suppress(zstandard.ZstdError, UnicodeDecodeError, MemoryError):
                edition = queries.edition(Generation.open(folder), reference_id)
                shown = edition.text if edition else None
            refused += shown is None
            assert shown in (None, expected), reference_id
    assert refused


def says(path: Path) -> object:
    """Return all that can be read of a vault: its tables, every row in its order, and the numbers to come.

    Of what is packed, what it unpacks to.  Seals are no part of it.
    Raises whatever a damage makes of the reading.
    """
    with closing(sqlite3.connect(path)) as database:
        layout = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2")
        read: list[object] = [database.execute("PRAGMA user_version").fetchall(), layout.fetchall()]
        tables = [name for kind, name, *_ in read[1] if kind == "table"]  # type: ignore[attr-defined]
        read += [(table, list(_rows(database, table))) for table in tables if not table.startswith("seal_")]
    return read


def _rows(database: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    for row in database.execute(f"SELECT * FROM {table} ORDER BY 1"):  # noqa: S608 - names of our own
        if table in ("vault_original", "vault_record"):
            yield tuple(decompress(one) if isinstance(one, bytes) else one for one in row)
        else:
            yield row


@pytest.mark.parametrize("way", WAYS, ids=lambda way: str(way.__name__))
def test_every_damage_to_the_vault_is_found_and_named(
    stages: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker, way: Way
) -> None:
    home = tmp_path / "archive"
    copy(stages / "published", home)
    path = home / "vault" / "vault.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = says(path)
    outcomes: Counter[str] = Counter()
    for seed in range(1000 if NIGHT else 25):
        whole = damage(path, way, random.Random(seed))  # noqa: S311 - a repeatable choice of damage
        with django_db_blocker.unblock():
            found = list(findings(home))
            connections.close_all()
        try:
            harmless = says(path) == before
        except (sqlite3.Error, zstandard.ZstdError, ValueError):
            harmless = False
        assert found or harmless, (way.__name__, seed)
        assert all(found), seed
        outcomes["found" if found else "harmless"] += 1
        for beside in (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            beside.unlink(missing_ok=True)
        path.write_bytes(whole)
    # In so small a vault most of many a page is free.
    assert outcomes["found"] >= outcomes.total() // 5, outcomes


def test_a_name_that_is_no_text_any_more_is_a_sentence(
    stages: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    """SQLite's own message repeats the damaged name, which Python then cannot read."""
    copy(stages / "published", tmp_path / "archive")
    path = tmp_path / "archive" / "vault" / "vault.sqlite3"
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE", b"CREATE T\xffBLE"))
    told = pytest.raises(VaultFailed, match="is damaged in the list of its tables")
    with django_db_blocker.unblock(), told:
        open_archive(tmp_path / "archive")


def findings(home: Path) -> Iterator[str]:
    """Give the place of everything that ``doctor`` finds, or what it cannot even open."""
    try:
        open_archive(home)
        for done in diagnose():
            for finding in done.findings:
                if finding.bars:
                    yield finding.place
    except (CableroomError, Error, OSError) as exc:
        yield str(exc)
