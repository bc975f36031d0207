"""The rows are read once, in whatever parts and processes, and the same is found."""

import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from cableroom.errors import WorkerKilled
from cableroom.public.editions import contents, row_checks, verifying
from cableroom.public.editions.generation import DATABASE, Generation
from cableroom.telegram.shingles import sketch
from editions.rows import Publisher, row

NO_COMMITMENT: Final = "does not agree with its commitment"
NO_MARKS: Final = "does not have its marks where it says"
UNREAD: Final = ("000001/generation.sqlite3", "cannot be read")
Found = dict[str, list[tuple[str, str]]]


def damaged(serial: int) -> tuple[str, str]:
    return (f"000001/07BERN{serial}", NO_COMMITMENT)


# what is wrong in which of seven rows, what each check finds, why this line is here
WRONG: Final[list[tuple[dict[int, str], Found, str]]] = [
    ({}, {}, "all is whole"),
    (
        {2: "commitment = ''", 7: "commitment = ''"},
        {"commitments": [damaged(2), damaged(7)]},
        "each is named, in order",
    ),
    (
        {1: "commitment = ''", 2: "nonce = 'xx'", 4: "commitment = ''", 6: "marks = '[[0,1]]'"},
        {"commitments": [damaged(1), UNREAD], "marks": [("000001/07BERN6", NO_MARKS)]},
        "a check ends where it cannot go on, and no other does",
    ),
    (
        {2: "commitment = ''", 4: "text = x'00'", 6: "commitment = ''"},
        {"commitments": [damaged(2), UNREAD], "marks": [UNREAD], "copies": [UNREAD]},
        "behind a text that does not unpack nobody sees anything",
    ),
]


def seven(build: Publisher, wrong: dict[int, str]) -> Path:
    """Return the folder of a generation of seven rows, some of which were changed since."""
    folder = build(*(row(f"07BERN{serial}", f"1. {serial}.\n") for serial in range(1, 8))).path
    for serial, change in wrong.items():
        execute(folder, f"UPDATE edition SET {change} WHERE reference_id = '07BERN{serial}'")  # noqa: S608 - ours
    return folder


def execute(folder: Path, statement: str) -> None:
    """Change the database, as an attacker can."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute(statement)
        connection.commit()


def found(folder: Path) -> Found:
    """Return what the checks that read texts find, without those that find nothing."""
    reading = {check.name for check in verifying.CHECKS if check.reads_texts}
    return {
        checked.name: [(damage.place, damage.what) for damage in checked.damages]
        for checked in verifying.verify(folder)
        if checked.damages and checked.name in reading
    }


@pytest.fixture
def _in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few rows be worth the processes."""
    monkeypatch.setattr(row_checks, "_AT_ONCE", 2)
    monkeypatch.setattr(row_checks, "_WORTH_IT", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})


@pytest.mark.parametrize("at_once", [1, 2, 3, 500])
@pytest.mark.parametrize(("wrong", "expected", "why"), WRONG, ids=[line[-1] for line in WRONG])
def test_the_same_is_found_in_whatever_parts(
    build: Publisher,
    monkeypatch: pytest.MonkeyPatch,
    at_once: int,
    wrong: dict[int, str],
    expected: Found,
    why: str,
) -> None:
    folder = seven(build, wrong)
    monkeypatch.setattr(row_checks, "_AT_ONCE", at_once)
    assert found(folder) == expected, why


@pytest.mark.usefixtures("_in_processes")
@pytest.mark.parametrize(("wrong", "expected", "why"), WRONG[-2:], ids=[line[-1] for line in WRONG[-2:]])
def test_the_same_is_found_in_processes(
    build: Publisher, wrong: dict[int, str], expected: Found, why: str
) -> None:
    assert found(seven(build, wrong)) == expected, why


@pytest.mark.parametrize("at_once", [2, 500])
def test_every_text_has_its_sketch_under_its_place(
    build: Publisher, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    folder = seven(build, {})
    monkeypatch.setattr(row_checks, "_AT_ONCE", at_once)

    taken = {
        entry for part in row_checks.read_rows(folder).sketches.parts for entry in zip(*part, strict=True)
    }

    texts = [content.text for content in contents.contents(Generation.open(folder), *contents.ALL)]
    assert taken == {(value, place) for place, text in enumerate(texts) for value in sketch(text)}


def test_no_row_is_left_out_whatever_its_ordinal(build: Publisher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(row_checks, "_AT_ONCE", 2)
    folder = seven(build, dict.fromkeys(range(1, 8), "commitment = ''"))
    for statement in (
        "UPDATE edition SET ordinal = -9223372036854775808 WHERE ordinal = 0",
        "UPDATE edition SET ordinal = 9223372036854775807 WHERE ordinal = 6",
        "DELETE FROM edition WHERE ordinal = 3",
    ):
        execute(folder, statement)
    assert found(folder) == {"commitments": [damaged(serial) for serial in (1, 2, 3, 5, 6, 7)]}


def killed(*_arguments: object) -> None:
    """Stand for the work of a process; nothing can be caught of it."""
    signal.raise_signal(signal.SIGKILL)


@pytest.mark.usefixtures("_in_processes")
def test_a_killed_process_says_nothing_of_the_generation(
    build: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = seven(build, {})
    monkeypatch.setattr(row_checks, "_part", killed)
    checked = verifying.verify(folder)
    assert [(one.name, one.damages) for one in (next(checked), next(checked))] == [
        ("manifest", ()),
        ("database", ()),
    ]
    with pytest.raises(WorkerKilled):
        next(checked)
