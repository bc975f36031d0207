"""kill -9 in the middle of an import: nothing acknowledged is lost, and the next run ends the same."""

import os
import random
import re
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from cableroom.private.vault.reading import WORTH_IT_BYTES
from invented import row
from running import COMMAND, environment, run

CABLES = 4_000
# Random, but the same moments each time; more of them with KILLS=200.
KILLS = int(os.environ.get("KILLS", "5"))
_RANDOM = random.Random(2026)  # noqa: S311 - not for secrecy
MOMENTS = [_RANDOM.random() for _ in range(KILLS)]
_ACKNOWLEDGED = re.compile(rb"in the vault: ([0-9,]+) cable")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "cables.csv"
    # Large enough to be read by a process of its own.
    path.write_bytes(b"".join(row(n, words="was at home " * 100) for n in range(1, CABLES + 1)))
    assert path.stat().st_size > WORTH_IT_BYTES
    return path


@pytest.fixture(scope="module")
def unkilled(
    tmp_path_factory: pytest.TempPathFactory, empty_archive: Path, source: Path
) -> tuple[Path, float]:
    """Return an archive after a whole import, and the seconds that it took."""
    folder = tmp_path_factory.mktemp("unkilled") / "archive"
    shutil.copytree(empty_archive, folder)
    began = time.monotonic()
    assert run("--home", folder, "import", source).returncode == 0
    return folder, time.monotonic() - began


def held(home: Path) -> list[tuple[object, ...]]:
    """Return what the vault holds, without times and row numbers of runs."""
    with sqlite3.connect(home / "vault" / "vault.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = database.execute(
            "SELECT reference_id, state, original_id, part, format, file, offset, text, content"
            " FROM vault_record JOIN vault_cable ON vault_cable.id = cable_id"
            " JOIN vault_original ON digest = original_id ORDER BY vault_record.id"
        ).fetchall()
    database.close()
    return rows


def acknowledged_before_the_kill(home: Path, source: Path, seconds: float) -> int:
    """Start an import, kill it after ``seconds``, and return how many cables it had said were in."""
    with subprocess.Popen(
        [*COMMAND, "--home", str(home), "import", str(source)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        time.sleep(seconds)
        process.kill()
        assert process.stderr is not None
        told = _ACKNOWLEDGED.findall(process.stderr.read())
    return int(told[-1].replace(b",", b"")) if told else 0


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_import_loses_nothing(
    tmp_path: Path, empty_archive: Path, source: Path, unkilled: tuple[Path, float], moment: float
) -> None:
    whole, seconds = unkilled
    home = tmp_path / "archive"
    shutil.copytree(empty_archive, home)

    told = acknowledged_before_the_kill(home, source, moment * seconds)

    stored = held(home)
    assert len(stored) >= told
    assert len(stored) % 1000 == 0  # whole batches only
    assert stored == held(whole)[: len(stored)]
    again = run("--home", home, "import", source)
    assert again.returncode == 0, again.stderr
    rest = f"{CABLES:,} cables read = {CABLES - len(stored):,} stored + {len(stored):,} duplicates"
    assert again.stdout.decode().startswith(rest)
    assert held(home) == held(whole)
