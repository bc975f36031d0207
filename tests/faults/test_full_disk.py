"""A file system that is really full: a clear sentence, the old generation served; with room, all goes on."""

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.jobs import JOBS, copy, held, public_bytes, served
from running import run

LEVELS = 20 if os.environ.get("NIGHTLY") else 3
"""Fill levels, a job: so much room is left, from nearly nothing up to nearly what the job needs."""
SIZE = 64 * 1024 * 1024


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the top of a file system of SIZE bytes."""
    folder = tmp_path_factory.mktemp("disk")
    mount, umount = shutil.which("mount"), shutil.which("umount")
    command = [mount or "", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if mount is None or os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small file system")
    try:
        yield folder
    finally:
        subprocess.run([umount or "", str(folder)], check=True)


def needed(stages: Path, name: str) -> int:
    """Return how many bytes the archive grows by in that job."""
    job = JOBS[name]
    sizes = [
        sum(path.lstat().st_size for path in (stages / state).rglob("*")) for state in (job.before, job.after)
    ]
    return sizes[1] - sizes[0]


@pytest.mark.parametrize("level", range(LEVELS))
@pytest.mark.parametrize("name", ["import", "publish"])
def test_a_full_disk_is_said_and_survived(stages: Path, small_disk: Path, name: str, level: int) -> None:
    job, home, ballast = JOBS[name], small_disk / "archive", small_disk / "ballast"
    ballast.unlink(missing_ok=True)
    copy(stages / job.before, home)
    arguments = [one.format(home=home, stages=stages) for one in job.arguments]
    before = served(home / "published")
    # The vault can be opened with so much; SQLite needs it for the map of its log.
    room = 64 * 1024 + needed(stages, name) * level // LEVELS
    free = shutil.disk_usage(small_disk).free
    chance = random.Random(level)  # noqa: S311 - repeatable
    ballast.write_bytes(chance.randbytes(4096) * ((free - room) // 4096))

    failed = run("--home", home, *arguments)

    assert failed.returncode == 1, failed.stdout
    assert b"Traceback" not in failed.stderr
    assert any(code in failed.stderr for code in (b"vault-failed", b"io-error", b"index-not-built"))
    assert served(home / "published") == before
    ballast.unlink()
    assert run("--home", home, "list").returncode == 0
    told = run("--home", home, "doctor")
    assert told.returncode == 0, told.stdout
    again = run("--home", home, *arguments)
    assert again.returncode == 0, again.stderr
    assert public_bytes(home) == public_bytes(stages / job.after)
    assert held(home) == held(stages / job.after)
