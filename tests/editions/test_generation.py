"""An opened generation: read-only, one connection for each thread, closed when nobody needs it."""

import gc
import os
import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cableroom.public.editions import queries
from cableroom.public.editions.errors import GenerationDamaged, GenerationMissing, GenerationOfOtherVersion
from cableroom.public.editions.generation import DATABASE, Generation
from editions.rows import Publisher, of_other_version


def open_files() -> int:
    """Return how many descriptors of this process point at a generation's database."""
    links = (os.path.realpath(link) for link in Path("/proc/self/fd").iterdir())
    return sum(DATABASE in link for link in links)


def test_the_link_is_resolved_once(build: Publisher) -> None:
    build(number=1)
    published = build(number=2).path.parent

    generation = Generation.open(published / "current")

    assert (generation.number, generation.path) == (2, published / "000002")


def test_nothing_can_be_written(build: Publisher) -> None:
    generation = build()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        generation.connection().execute("DELETE FROM edition")


def test_opening_leaves_nothing_beside_the_database(build: Publisher) -> None:
    generation = build()
    assert queries.count(generation) == 3
    assert sorted(path.name for path in generation.path.iterdir()) == [DATABASE, "manifest.json"]


def test_each_thread_has_its_own_connection_and_leaves_none_open(build: Publisher) -> None:
    generation = build()
    seen: list[tuple[sqlite3.Connection, int]] = []

    def ask(asked: Generation) -> None:
        seen.append((asked.connection(), queries.count(asked)))

    threads = [threading.Thread(target=ask, args=[generation]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [count for _connection, count in seen] == [3] * 4
    assert len({id(connection) for connection, _count in seen} | {id(generation.connection())}) == 5
    seen.clear()
    threads.clear()
    gc.collect()
    assert open_files() == 1
    del generation
    gc.collect()
    assert open_files() == 0


def test_rows_can_be_read_to_the_end_though_nobody_else_holds_the_generation(build: Publisher) -> None:
    assert len(list(queries.all_editions(build()))) == 3


def test_a_held_generation_can_be_read_after_it_was_removed(build: Publisher) -> None:
    generation = build()
    shutil.rmtree(generation.path)
    assert queries.count(generation) == 3
    # Also by threads that never asked before, all at once.
    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(lambda: len(list(queries.all_editions(generation)))) for _ in range(200)]
    assert {answer.result() for answer in asked} == {3}


def test_a_generation_of_another_version_is_told_apart(build: Publisher) -> None:
    folder = build().path
    of_other_version(folder)
    for path in (folder, folder.parent / "current"):
        with pytest.raises(GenerationOfOtherVersion, match="000001 was built by another version"):
            Generation.open(path)
    assert open_files() == 0
    assert queries.count(Generation.open(folder, of_any_version=True)) == 3


@pytest.mark.parametrize("name", ["absent", "current"])
def test_no_generation(tmp_path: Path, name: str) -> None:
    with pytest.raises(GenerationMissing):
        Generation.open(tmp_path / name)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "an empty database has no tables"),
        (b"SQLite format 3\0" + b"\xff" * 4096, "a header and noise"),
        (b"no database at all" * 100, "another file"),
    ],
)
def test_no_database(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / DATABASE).write_bytes(data)
    with pytest.raises(GenerationDamaged):
        Generation.open(tmp_path)
    assert open_files() == 0, why
