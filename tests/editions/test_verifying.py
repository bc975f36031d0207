"""Every damage to what is published is found, and named by its file."""

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from cableroom.public.editions import manifest, verifying
from cableroom.public.editions.errors import GenerationDamaged, GenerationMissing, GenerationOfOtherVersion
from cableroom.public.editions.generation import DATABASE
from cableroom.public.editions.packing import canonical_json
from editions.rows import Publisher, of_other_version, row, rows


def damages(published: Path) -> list[str]:
    """Return every damage that verify names, as one line each."""
    checked = list(verifying.verify_published(published))
    return [f"{damage.place} {damage.what}" for check in checked for damage in check.damages]


def forge(folder: Path) -> None:
    """Write a manifest for whatever now lies in the folder, as an attacker without keys can."""
    (folder / manifest.MANIFEST).unlink()
    manifest.write(folder, int(folder.name))


def test_a_whole_generation_has_no_damage(build: Publisher) -> None:
    build(number=1)
    published = build(number=2).path.parent
    checked = list(verifying.verify_published(published))
    assert [(check.place, check.name) for check in checked] == [
        ("current", "link"),
        *((place, check.name) for place in ("000001", "000002") for check in verifying.CHECKS),
    ]
    assert damages(published) == []


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_bit_is_found(build: Publisher, seed: int) -> None:
    folder = build().path
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice of damage
    path = folder / chance.choice([DATABASE, manifest.MANIFEST])
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    # A bit of the manifest may be one of the other file's hash: then that is the file that disagrees.
    assert any(line.startswith("000001/") for line in damages(folder.parent))


@pytest.mark.parametrize("keep", [0, 1, 100, -1])
@pytest.mark.parametrize("name", [DATABASE, manifest.MANIFEST])
def test_a_cut_file_is_found(build: Publisher, name: str, keep: int) -> None:
    path = build().path / name
    path.write_bytes(path.read_bytes()[:keep])
    assert any(f"000001/{name}" in line for line in damages(path.parent.parent))


def test_a_generation_that_goes_meanwhile_is_no_damage(build: Publisher) -> None:
    """A publication deletes the oldest, which is looked at first."""
    build(number=1)
    published = build(number=2).path.parent
    told: list[tuple[str, int]] = []
    for checked in verifying.verify_published(published):
        told.append((checked.place, len(checked.damages)))
        if told[-1][0] == "000001" and (published / "000001").exists():
            shutil.rmtree(published / "000001")
    assert {place for place, _ in told} == {"current", "000001", "000002"}
    assert sum(damages for _, damages in told) == 0


def test_the_current_generation_that_goes_meanwhile_is_a_damage(build: Publisher) -> None:
    published = build(number=1).path.parent
    found: list[manifest.Damage] = []
    for checked in verifying.verify_published(published):
        found += checked.damages
        if checked.place == "000001":
            shutil.rmtree(published / "000001", ignore_errors=True)
    assert found


def make_extra(folder: Path) -> str:
    (folder / "extra.txt").write_text("x")
    return "000001/extra.txt is not in the manifest"


def make_hidden(folder: Path) -> str:
    (folder / ".hidden").write_text("x")
    return "000001/.hidden is not in the manifest"


def make_empty_folder(folder: Path) -> str:
    (folder / "empty").mkdir()
    return "000001/empty/ is not in the manifest"


def make_wal(folder: Path) -> str:
    (folder / f"{DATABASE}-wal").write_bytes(b"")
    return f"000001/{DATABASE}-wal is not in the manifest"


def make_missing(folder: Path) -> str:
    (folder / DATABASE).unlink()
    return f"000001/{DATABASE} is missing"


def make_link(folder: Path) -> str:
    (folder / DATABASE).rename(folder.parent.parent / "elsewhere")
    (folder / DATABASE).symlink_to(folder.parent.parent / "elsewhere")
    return f"000001/{DATABASE} is no regular file"


def make_pipe(folder: Path) -> str:
    (folder / DATABASE).unlink()
    os.mkfifo(folder / DATABASE)
    return f"000001/{DATABASE} is no regular file"


def make_pipe_for_manifest(folder: Path) -> str:
    (folder / manifest.MANIFEST).unlink()
    os.mkfifo(folder / manifest.MANIFEST)
    return "000001/manifest.json cannot be read"


def make_linked_folder(folder: Path) -> str:
    (folder / "search").symlink_to(folder.parent)
    return "000001/search is not in the manifest"


def make_dangling_current(folder: Path) -> str:
    (folder.parent / "current").unlink()
    (folder.parent / "current").symlink_to("000009")
    return "current leads to no generation"


def make_current_outside(folder: Path) -> str:
    (folder.parent / "current").unlink()
    (folder.parent / "current").symlink_to(folder)
    return "current leads to no generation"


def make_no_current(folder: Path) -> str:
    (folder.parent / "current").unlink()
    return "current is missing"


def make_stray(folder: Path) -> str:
    (folder.parent / "backup.tar").write_text("x")
    return "backup.tar is no generation"


def make_renamed(folder: Path) -> str:
    folder.rename(folder.with_name("000002"))
    return "000002/manifest.json is that of generation 1"


@pytest.mark.parametrize(
    "make",
    [
        make_extra,
        make_hidden,
        make_empty_folder,
        make_wal,
        make_missing,
        make_link,
        make_pipe,
        make_pipe_for_manifest,
        make_linked_folder,
        make_dangling_current,
        make_current_outside,
        make_no_current,
        make_stray,
        make_renamed,
    ],
)
def test_a_changed_folder_is_found(build: Publisher, make: Callable[[Path], str]) -> None:
    folder = build().path
    expected = make(folder)
    assert expected in damages(folder.parent)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"commitment": "00" * 32}, "000001/07BERN1 does not agree with its commitment"),
        ({"nonce": "00" * 32}, "000001/07BERN1 does not agree with its commitment"),
        ({"stated": {"origin": "Embassy Rome"}}, "000001/07BERN1 does not agree with its commitment"),
        ({"marks": [[0, 10]]}, "000001/07BERN1 does not have its marks where it says"),
        ({"release": 2}, "000001/release 2 does not have as many cables as it says"),
        ({"release": 7}, "000001/release 7 does not have as many cables as it says"),
    ],
)
def test_a_wrong_row_is_found_under_a_right_manifest(
    build: Publisher, columns: dict[str, Any], expected: str
) -> None:
    published = build(row("07BERN1", **columns)).path.parent
    assert expected in damages(published)


def test_a_cable_cannot_be_published_and_withdrawn(build: Publisher) -> None:
    published = build(graves=("07BERN881",)).path.parent
    assert damages(published) == ["000001/07BERN881 is published and has a tombstone"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM copy",
        "UPDATE copy SET likeness = 99",
        "UPDATE copy SET second_corrected = 1",
        "UPDATE copy SET second = '07BERN3'",
        "INSERT INTO copy VALUES (1, '07BERN1', '07BERN3', 100, 0, 0)",
        "DROP TABLE copy",
    ],
)
def test_other_copies_than_the_texts_give_are_found_under_a_forged_manifest(
    build: Publisher, statement: str
) -> None:
    text = "1. The very same words of two cables.\n"
    folder = build(row("07BERN1", text), row("07BERN2", text), row("07BERN3", "1. Others.\n")).path
    assert damages(folder.parent) == []
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute(statement)
        connection.commit()
        connection.execute("VACUUM")
    forge(folder)
    what = "cannot be read" if "DROP" in statement else "names other copies than its texts give"
    assert damages(folder.parent) == [f"000001/{DATABASE} {what}"]


def test_a_damaged_database_is_found_under_a_forged_manifest(build: Publisher) -> None:
    folder = build(*rows(1000, 1500)).path
    path = folder / DATABASE
    data = bytearray(path.read_bytes())
    data[4096 * 10 : 4096 * 11] = bytes(4096)
    path.write_bytes(data)
    forge(folder)
    assert any(line.startswith(f"000001/{DATABASE} ") for line in damages(folder.parent))


def test_nothing_published(tmp_path: Path) -> None:
    for folder in (tmp_path / "absent", tmp_path):
        with pytest.raises(GenerationMissing):
            list(verifying.verify_published(folder))


@pytest.mark.parametrize("version", [manifest.FORMAT - 1, manifest.FORMAT + 1])
def test_a_manifest_of_another_version_is_told_apart_whatever_else_it_holds(
    tmp_path: Path, version: int
) -> None:
    (tmp_path / manifest.MANIFEST).write_bytes(canonical_json({"format": version, "pages": []}))
    with pytest.raises(GenerationOfOtherVersion):
        manifest.read(tmp_path)


def test_a_generation_of_another_version_is_one_sentence(build: Publisher) -> None:
    folder = build().path
    of_other_version(folder)
    (folder / DATABASE).write_bytes(b"of another layout")
    said = "000001 was built by another version of cableroom; run `cableroom rebuild`, which makes it anew"
    assert damages(folder.parent) == [f"000001/manifest.json says: {said} from the vault"]


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document | {"extra": 1},
        lambda document: document | {"format": "2"},
        lambda document: document | {"generation": "1"},
        lambda document: document | {"generation": True},
        lambda document: document | {"files": []},
        lambda document: document | {"files": {"../secret": {"size": 0, "sha256": ""}}},
        lambda document: document | {"files": {"/etc/passwd": {"size": 0, "sha256": ""}}},
        lambda document: document | {"files": {"a": {"size": "0", "sha256": ""}}},
        lambda document: document | {"files": {"a": 1}},
        lambda _document: [],
    ],
)
def test_a_manifest_of_another_form_is_refused(
    tmp_path: Path, change: Callable[[dict[str, Any]], Any]
) -> None:
    (tmp_path / "file").write_text("x")
    manifest.write(tmp_path, 1)
    path = tmp_path / manifest.MANIFEST
    path.write_bytes(canonical_json(change(json.loads(path.read_bytes()))))
    with pytest.raises(GenerationDamaged):
        manifest.read(tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b'{"files":{},"format":3,"generation":1}',  # no final line feed
        b'{"files": {}, "format": 3, "generation": 1}\n',  # spaces
        b'{"files":{},"format":3,"generation":1,"generation":1}\n',  # a key twice
        b'{"files":{},"format":3,"generation":1e0}\n',
        b'{"files":{},"format":3,"generation":' + b"9" * 5000 + b"}\n",
        b" " * (16 * 1024 * 1024 + 1),
    ],
)
def test_a_manifest_in_another_spelling_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / manifest.MANIFEST).write_bytes(data)
    with pytest.raises(GenerationDamaged):
        manifest.read(tmp_path)
