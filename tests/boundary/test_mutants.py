"""Deliberately leaky builds: each must be refused by the gate or found by the tests of this folder.

A mutant is the real source tree with one line changed; what it leaks is in its name.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from boundary.canaries import canary, decoded, hits
from boundary.test_canaries import PLACES
from boundary.worlds import make_world
from processes import SOURCE, World


@dataclass(frozen=True)
class Mutant:
    """One planted leak."""

    file: str
    line: str
    """Stands exactly once in the file."""
    leak: str
    """What it becomes."""


MUTANTS: dict[str, Mutant] = {}


def mutate(mutant: Mutant, folder: Path) -> Path:
    """Copy the source tree with the leak in it."""
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    path = folder / mutant.file
    text = path.read_text(encoding="utf-8")
    assert text.count(mutant.line) == 1, f"{mutant.file} no longer has the line that this mutant changes"
    path.write_text(text.replace(mutant.line, mutant.leak), encoding="utf-8")
    return folder


def caught(source: Path, folder: Path) -> bool:
    """Build twins with ``source`` and say whether anything notices."""
    try:
        north = make_world(folder / "north", world="north", held=3, source=source)
        secret = north.home / "vault" / "secret"
        south = make_world(folder / "south", world="south", held=8, source=source, vault_secret=secret)
    except AssertionError:
        return True  # the gate refused
    needles = {place: canary("north", place) for place in PLACES}
    return bool(hits(decoded(north.published), needles)) or _differ(north, south)


def _differ(north: World, south: World) -> bool:
    if north.files() != south.files():
        return True
    with north.reader() as one, south.reader() as other:
        return one.crawl() != other.crawl()


@pytest.mark.parametrize("name", MUTANTS)
def test_mutant_is_caught(name: str, tmp_path: Path) -> None:
    source = mutate(MUTANTS[name], tmp_path / "src")
    assert caught(source, tmp_path)


def test_the_true_source_is_not_caught(tmp_path: Path) -> None:
    assert not caught(SOURCE, tmp_path)
