"""However a job ends, readers have a whole generation, nothing acknowledged is lost, and the job can be done.

``breaking.py`` does it and looks; here is the table of what is tried.
"""

import os
from pathlib import Path

import pytest

from faults.conftest import KILLS, NIGHT, Record, breaking
from faults.jobs import JOBS

SPREAD = ("import-spread", "publish-spread")
ALL = tuple(job for job in JOBS if job not in SPREAD)
TOUCHED = ("import", "publish", "backup")
"""Jobs for which each commit tries what hardly differs from job to job."""
REST = tuple(job for job in ALL if job not in TOUCHED)
EVERY = 1_000_000
TABLE = [
    # how, jobs, how often with each commit, and in the night
    ("moments", tuple(job for job in ALL if job != "init"), KILLS, KILLS),
    ("moments", ("init",), 4, KILLS),
    ("moments", SPREAD, 2, KILLS),
    ("operations", ALL, 6, EVERY),
    ("images", ("publish", "withdraw"), 12, 2_000),
    ("images", ("init", "rollback", "backup", "restore"), 6, 1_000),
    ("limit", TOUCHED, 1, 20),
    ("limit", REST, 0, 20),
    ("memory", TOUCHED, 1, 10),
    ("memory", REST, 0, 10),
    ("deaf", TOUCHED, 1, 1),
    ("deaf", REST, 0, 1),
]
ATTEMPTS = [
    (job, how, sample)
    for how, jobs, daily, nightly in TABLE
    for job in jobs
    if (sample := int(os.environ.get(how.upper(), nightly)) if NIGHT else daily)
]


@pytest.mark.parametrize(("job", "how", "sample"), ATTEMPTS, ids=[f"{row[0]}-{row[1]}" for row in ATTEMPTS])
def test_nothing_is_lost(
    stages: Path, tmp_path: Path, record_property: Record, job: str, how: str, sample: int
) -> None:
    account = breaking(record_property, stages, tmp_path / "ground", job, how, sample)

    assert account["tried"]
    if how in ("moments", "operations"):
        # A moment near the end may come too late, and a fault may be met only where nothing depends on it.
        assert account["killed"] + account["refused"] > 0, account
