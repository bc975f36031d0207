"""The indexes of a generation: the same bytes for the same rows, and nothing else in the folder."""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from cableroom.public.editions.contents import text_bytes
from cableroom.public.editions.generation import DATABASE, Generation
from cableroom.public.search import building
from cableroom.public.search.base import Request
from cableroom.public.search.building import build_index
from cableroom.public.search.errors import IndexDamaged, IndexNotBuilt, TooManySegments
from cableroom.public.search.query import parse_query
from cableroom.public.search.tantivy_index import TantivyIndex
from search.invented import CABLES, Invented, write_generation

Write = Callable[..., Path]
MANY = [
    Invented(f"05BERN{serial}", f"SUBJECT {serial}", (f"Paragraph of {serial}.", "The harbor again."))
    for serial in range(1, 250)
]


@pytest.fixture
def write(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Write:
    """A function: a generation without an index in a folder of its own."""

    def make(name: str, cables: object = CABLES) -> Path:
        with django_db_blocker.unblock():
            return write_generation(tmp_path / name, cables)  # type: ignore[arg-type]

    return make


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted((folder / "search").rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_two_processes_and_folders_give_the_same_bytes(write: Write) -> None:
    here, there = write("here"), write("a longer name, there")
    code = "import sys, pathlib; from cableroom.public.search.tantivy_index import build_index;"
    code += "build_index(pathlib.Path(sys.argv[1]))"
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}

    build_index(here)
    subprocess.run([sys.executable, "-c", code, str(there)], check=True, env=environment)

    assert content(here) == content(there)
    assert len(content(here)) == 2 * (6 + 1)  # six files of one segment, one list
    # A mirror leaves out files with a dot in front.
    assert not any(Path(name).name.startswith(".") for name in content(here))


def test_building_again_replaces_all(write: Write) -> None:
    folder = write("one")
    build_index(folder)
    before = content(folder)
    (folder / "search" / "cables" / "forgotten").write_bytes(b"x")

    build_index(folder)

    assert content(folder) == before


def test_a_process_for_each_index_writes_the_same(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    alone, apart = write("alone", MANY), write("apart", MANY)
    told: list[tuple[str, int, int]] = []

    build_index(alone)
    monkeypatch.setattr(building, "_TWO_PROCESSES_FROM", 1)
    build_index(apart, progress=lambda *what: told.append(what))

    assert content(apart) == content(alone)
    assert told[0] == ("Indexing", 0, 2 * len(MANY))
    assert told[-1] == ("Closing the indexes", 2, 2)
    adding = [told for step, *told in told if step == "Indexing"]
    assert adding[-1] == [2 * len(MANY), 2 * len(MANY)]
    assert adding == sorted(adding)


def test_a_process_that_fails_is_told(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write("one")
    with contextlib.closing(sqlite3.connect(folder / DATABASE)) as database, database:
        database.execute("UPDATE edition SET text = x'00'")
    monkeypatch.setattr(building, "_TWO_PROCESSES_FROM", 1)

    with pytest.raises(IndexNotBuilt, match=r"the process that writes the index of (cables|paragraphs)"):
        build_index(folder)


def test_no_cable_is_an_index_too(write: Write) -> None:
    folder = write("empty", ())
    build_index(folder)

    result = TantivyIndex.open(folder).search(Request(parse_query("harbor")))

    assert (result.total, result.hits) == (0, ())


def test_a_reader_of_another_account_can_open_it_and_leaves_no_trace(write: Write) -> None:
    folder = write("one")
    umask = os.umask(0o077)
    try:
        build_index(folder)
    finally:
        os.umask(umask)
    before = content(folder)
    for path in (folder / "search").rglob("*"):
        mode = path.stat().st_mode & 0o777
        assert mode == (0o755 if path.is_dir() else 0o644), path.name

    TantivyIndex.open(folder).search(Request(parse_query("harbor")))

    assert content(folder) == before


def test_the_index_stays_open_when_its_folder_goes(write: Write) -> None:
    folder = write("one")
    build_index(folder)
    index = TantivyIndex.open(folder)

    shutil.rmtree(folder)

    assert index.search(Request(parse_query("harbor"))).total == 3


def test_opening_leaves_no_scratch_behind(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, scratch = write("one"), tmp_path / "scratch"
    build_index(folder)
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))

    index = TantivyIndex.open(folder)

    assert list(scratch.iterdir()) == []
    assert index.search(Request(parse_query("harbor"))).total == 3


@pytest.mark.parametrize("name", ["cables", "paragraphs"])
def test_a_damaged_index_is_told(write: Write, name: str) -> None:
    folder = write("one")
    build_index(folder)
    (folder / "search" / name / "meta.json").write_text("{")

    with pytest.raises(IndexDamaged, match=name):
        TantivyIndex.open(folder)


def test_a_missing_index_is_told(write: Write) -> None:
    with pytest.raises(IndexDamaged, match="cables"):
        TantivyIndex.open(write("one"))


def test_no_text_is_stored(write: Write) -> None:
    folder = write("one")
    build_index(folder)
    schema = json.loads((folder / "search" / "cables" / "meta.json").read_bytes())["schema"]
    assert {field["name"] for field in schema if field["options"].get("stored")} == set()


@pytest.fixture
def small_heap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least that tantivy allows: room for the words of about twenty-five wordy cables."""
    monkeypatch.setattr(building, "HEAP_BYTES", 15_000_000)


def wordy(count: int) -> list[Invented]:
    return [
        Invented(
            f"05BERN{serial:05}", f"S{serial}", (" ".join(f"w{serial}x{n}" for n in range(600)) + " harbor",)
        )
        for serial in range(count)
    ]


@pytest.mark.usefixtures("small_heap")
def test_too_many_segments_are_refused_though_tantivy_merged_them(write: Write) -> None:
    with pytest.raises(TooManySegments, match="cables: 8 segments, at most 7"):
        build_index(write("one", wordy(175)))


@pytest.mark.usefixtures("small_heap")
def test_the_heap_follows_the_size_of_the_text(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write("one", wordy(175))
    # These take far more than their text, because no word comes twice.
    monkeypatch.setattr(building, "HEAP_OF_TEXT", 40)

    build_index(folder)

    meta = json.loads((folder / "search" / "cables" / "meta.json").read_bytes())
    assert len(meta["segments"]) == 1
    assert text_bytes(Generation.open(folder)) == sum(len(cable.text.encode()) for cable in wordy(175))


@pytest.mark.usefixtures("small_heap")
def test_several_segments_keep_the_order_and_the_bytes(write: Write) -> None:
    here, there = write("here", wordy(140)), write("there", wordy(140))
    build_index(here)
    build_index(there)
    segments = json.loads((here / "search" / "cables" / "meta.json").read_bytes())["segments"]

    index = TantivyIndex.open(here)
    hits = index.search(Request(parse_query("harbor"), limit=500)).hits

    assert len(segments) == 6
    assert [hit.ordinal for hit in hits] == list(range(140))
    assert list(index.every(Request(parse_query("")))) == list(range(140))
    assert content(here) == content(there)
