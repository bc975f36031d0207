"""A publication that is killed is either not begun or done, for readers and for the vault."""

import os
import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from django.db import connections

from cableroom.public.editions.verifying import verify_published
from gate.archives import Archive
from running import COMMAND, Run, environment

EVERY_STEP = bool(os.environ.get("NIGHTLY"))
"""A sample is enough for each commit; the night goes through all."""
KILLING = Path(__file__).with_name("killing.py")


def prepare(archive: Archive, action: str) -> None:
    archive.hold(881, 882)
    archive.release(881)
    if action == "rollback":
        archive.release(882, day=date(2010, 12, 1))
    else:
        archive.sign(882, day=date(2010, 12, 1))
    connections.close_all()


@pytest.mark.parametrize(
    ("action", "how", "stride", "fewest"),
    [
        ("publish", "kill", 2, 10),
        ("publish", "fail", 3, 7),
        ("withdraw", "kill", 3, 7),
        ("rollback", "kill", 1, 8),
        ("rollback", "fail", 1, 8),
    ],
)
def test_ended_at_many_steps(
    archive: Archive, tmp_path: Path, action: str, how: str, stride: int, fewest: int
) -> None:
    prepare(archive, action)
    if EVERY_STEP:
        stride = 1
    done = subprocess.run(
        [sys.executable, str(KILLING), str(archive.home), str(tmp_path / "copy"), action, how, str(stride)],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-300:] + done.stderr[-2000:]
    steps = [line for line in done.stdout.splitlines() if line.endswith((" -9", " 28"))]
    assert len(steps) >= fewest


@pytest.mark.parametrize("seed", range(20 if EVERY_STEP else 2))
def test_killed_at_some_moment(archive: Archive, run_cableroom: Run, seed: int) -> None:
    prepare(archive, "publish")
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice of moments
    process = subprocess.Popen(
        [*COMMAND, "--home", str(archive.home), "release", "publish", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    time.sleep(chance.uniform(0.3, 1.2))
    process.kill()
    process.wait()

    damages = [d for checked in verify_published(archive.published) for d in checked.damages]
    assert [damage for damage in damages if not damage.place.startswith(".")] == []
    assert run_cableroom("--home", archive.home, "list").returncode == 0
    told = run_cableroom("--home", archive.home, "doctor")
    assert told.returncode == 0, told.stdout
    again = run_cableroom("--home", archive.home, "release", "publish", "2")
    assert again.returncode == 0 or b"release-published" in again.stderr
    assert archive.public_ids() == ["07BERN881", "07BERN882"]
