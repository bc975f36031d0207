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
EVERY = 1_000_000
TABLE = [
    # how, jobs, how often with each commit, and in the night
    ("moments", ALL, KILLS, KILLS),
    ("moments", SPREAD, 2, KILLS),
    ("operations", ALL, 6, EVERY),
    ("images", ("publish", "withdraw"), 12, 2_000),
    ("images", ("init", "rollback", "backup", "restore"), 6, 400),
    ("limit", ALL, 1, 20),
    ("memory", ALL, 1, 10),
    ("deaf", ALL, 1, 1),
]
ATTEMPTS = [
    (job, how, int(os.environ.get(how.upper(), nightly)) if NIGHT else daily)
    for how, jobs, daily, nightly in TABLE
    for job in jobs
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
