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


_RECORD = "from cableroom.private.vault.models import Record"
_ORIGINAL = f"{_RECORD}; record = Record.objects.get(cable__reference_id=cleared.reference_id)"

MUTANTS = {
    "facet from the vault": Mutant(
        "cableroom/gate/generation.py",
        "        for name, facet in FACETS.items():\n            for value, label in in_order(",
        f"        {_RECORD}\n"
        "        for origin in Record.objects.values_list('origin', flat=True):\n"
        "            self._labels['origin'].setdefault(origin.lower().replace(' ', '-'), origin)\n"
        "        for name, facet in FACETS.items():\n            for value, label in in_order(",
    ),
    "total counted": Mutant(
        "cableroom/gate/standing.py",
        "PublicFact(name=fact.name, value=fact.value, date",
        "PublicFact(name=fact.name, value=str(Edition._meta.apps.get_model('vault', 'Cable').objects.count())"
        " if fact.name == 'total' else fact.value, date",
    ),
    "subject copied from the original": Mutant(
        "cableroom/gate/publish.py",
        "    return project(content, stamp)",
        f"    {_ORIGINAL}\n"
        "    from cableroom.private.vault.texts import record_text\n"
        "    from cableroom.telegram import parse\n"
        "    row = project(content, stamp)\n"
        "    row.subject = parse(record_text(record)).subject\n"
        "    return row",
    ),
    "digest of the original in the release": Mutant(
        "cableroom/gate/standing.py",
        "PublicRelease(number=number, date=day.isoformat(), title=title, note=note)",
        "PublicRelease(number=number, date=day.isoformat(), title=title, note=Edition.objects.filter("
        "state=State.RELEASED).order_by('cable__reference_id').first().record.original_id)",
    ),
    "forgotten file": Mutant(
        "cableroom/gate/generation.py",
        "    manifest.write(folder, contents.number, ",
        "    from cableroom.private.vault.models import Record\n"
        "    from cableroom.private.vault.texts import record_text\n"
        "    (folder / 'debug.txt').write_text(''.join(map(record_text, Record.objects.all())))\n"
        "    manifest.write(folder, contents.number, ",
    ),
    "one x for each struck letter": Mutant(
        "cableroom/gate/redacted.py",
        "MARK.join(pieces))\n",
        "(MARK + 'x' * (len(text) - sum(map(len, pieces)))).join(pieces))\n",
    ),
    "link where the target is held": Mutant(
        "cableroom/public/editions/writing.py",
        "        if target in cited and target != source\n",
        "        if target != source\n",
    ),
    "copies of the vault": Mutant(
        "cableroom/public/editions/writing.py",
        "    for ordinal, pair in enumerate(copies.find(connection.connection, sketches)):\n",
        "    from cableroom.private.vault.models import Pair\n"
        "    found = Pair.objects.order_by('pk').values_list('first__reference_id', 'second__reference_id')\n"
        "    for ordinal, pair in enumerate(copies.CopyPair(*ids, 100, False, False) for ids in found):\n",
    ),
    "copies as a person judged them": Mutant(
        "cableroom/public/editions/writing.py",
        "    for ordinal, pair in enumerate(copies.find(connection.connection, sketches)):\n",
        "    from cableroom.private.vault.models import Pair\n"
        "    refused = set(Pair.objects.filter(verdict='refused').values_list('first__reference_id',"
        " 'second__reference_id'))\n"
        "    for ordinal, pair in enumerate(pair for pair in copies.find(connection.connection, sketches)"
        " if (pair.first, pair.second) not in refused):\n",
    ),
}


def mutate(mutant: Mutant, folder: Path) -> Path:
    """Copy the source tree with the leak in it."""
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    path = folder / mutant.file
    text = path.read_text(encoding="utf-8")
    assert text.count(mutant.line) == 1, f"{mutant.file} no longer has the line that this mutant changes"
    path.write_text(text.replace(mutant.line, mutant.leak), encoding="utf-8")
    return folder


def caught(source: Path, folder: Path) -> str | None:
    """Build twins with ``source`` and say what noticed; None where nothing did."""
    try:
        north = make_world(folder / "north", world="north", held=3, source=source)
        secret = north.home / "vault" / "secret"
        south = make_world(folder / "south", world="south", held=8, source=source, vault_secret=secret)
    except AssertionError as refusal:
        if "generation-refused" in str(refusal):
            return "a check of the gate"
        raise  # the mutant does not even run
    if hits(decoded(north.published), {place: canary("north", place) for place in PLACES}):
        return "a canary"
    return "the twins" if _differ(north, south) else None


def _differ(north: World, south: World) -> bool:
    if north.files() != south.files():
        return True
    with north.reader() as one, south.reader() as other:
        return one.crawl() != other.crawl()


@pytest.mark.parametrize("name", MUTANTS)
def test_mutant_is_caught(name: str, tmp_path: Path) -> None:
    source = mutate(MUTANTS[name], tmp_path / "src")
    assert caught(source, tmp_path) is not None


def test_the_true_source_is_not_caught(tmp_path: Path) -> None:
    assert caught(SOURCE, tmp_path) is None
