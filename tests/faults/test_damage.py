"""Flipped, zeroed, cut: of what is published each damage is named; of the vault, what is true is said."""

import os
import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
import zstandard
from django.db import Error, connections
from pytest_django import DjangoDbBlocker

from cableroom.errors import CableroomError
from cableroom.gate.diagnosis import diagnose
from cableroom.private.vault.archive import open_archive
from cableroom.public.editions import queries, verifying
from cableroom.public.editions.generation import DATABASE, Generation
from faults.jobs import copy, held

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


SILENT = {"vault_record", "vault_entry", "journal", "vault_redaction", "vault_edition", "vault_publication"}
"""Tables with plain columns, which nothing guards: a flipped bit may make another valid value."""


def test_what_doctor_finds_of_a_damaged_vault(
    stages: Path, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    home = tmp_path / "archive"
    before = held(stages / "published")
    outcomes: Counter[str] = Counter()
    chance = random.Random(2026)  # noqa: S311 - a repeatable choice of damage
    for way in WAYS * (300 if NIGHT else 8):
        copy(stages / "published", home)
        path = home / "vault" / "vault.sqlite3"
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        damage(path, way, chance)
        with django_db_blocker.unblock():
            outcomes[_outcome(home, before, way)] += 1
            connections.close_all()
    assert outcomes["found"] >= outcomes["silent"] * 10, outcomes


def _outcome(home: Path, before: dict[str, list[tuple[object, ...]]], way: Way) -> str:
    try:
        open_archive(home)
        if any(finding.bars and finding.place for done in diagnose() for finding in done.findings):
            return "found"
    except (CableroomError, Error, OSError):
        return "found"
    connections.close_all()
    after = held(home)
    other = {name for name in before if after.get(name) != before[name]}
    # No cut and no lost page is overlooked, nor a change in the bytes or the text of a cable.
    assert way is flip or not other, (way.__name__, other)
    assert other <= SILENT
    assert after["vault_original"] == before["vault_original"]
    assert [row[-1] for row in after["vault_record"]] == [row[-1] for row in before["vault_record"]]
    return "silent" if other else "harmless"
