"""A file system that is really full: a clear sentence, the old generation served; with room, all goes on."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.conftest import NIGHT, Record, breaking

LEVELS = int(os.environ.get("ROOM", "20")) if NIGHT else 2
"""Fill levels, a job: so much room is left, from nearly nothing up to nearly what the job needs."""
SIZE = 32 * 1024 * 1024
INODES = 400
JOBS = ["import", "publish", "withdraw", "backup", "restore", *(["clear", "rollback"] if NIGHT else [])]


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the top of a file system of SIZE bytes and INODES inodes."""
    folder = tmp_path_factory.mktemp("disk")
    mount, umount = shutil.which("mount"), shutil.which("umount")
    options = f"size={SIZE},nr_inodes={INODES}"
    command = [mount or "", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if mount is None or os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small file system; the limit of a file's length stands for it")
    try:
        yield folder
    finally:
        subprocess.run([umount or "", str(folder)], check=True)


@pytest.mark.parametrize("job", JOBS)
def test_a_full_disk_is_said_and_survived(
    stages: Path, small_disk: Path, record_property: Record, job: str
) -> None:
    account = breaking(record_property, stages, small_disk, job, "room", LEVELS)

    # What a rollback writes may fit into the room that the vault needs to be opened.
    assert account["refused"] or job == "rollback", account


@pytest.mark.parametrize("job", JOBS)
def test_a_disk_without_inodes_is_said_and_survived(
    stages: Path, small_disk: Path, record_property: Record, job: str
) -> None:
    account = breaking(record_property, stages, small_disk, job, "inodes", LEVELS)

    assert account["refused"], account
