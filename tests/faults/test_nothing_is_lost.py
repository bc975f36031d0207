"""However a job ends, readers have a whole generation, nothing acknowledged is lost, and the job can be done.

``breaking.py`` does it and looks; here is the table of what is tried.
"""

import json
import os
from pathlib import Path

import pytest

from faults.conftest import run_module
from faults.jobs import JOBS

KILLS = int(os.environ.get("KILLS", "4"))
"""Kills at a random moment, a job; the night tries 200."""
EVERY = 1_000_000
OPERATIONS = EVERY if os.environ.get("NIGHTLY") else 6
"""Operations that end badly, a job, evenly spread; the night tries each one in each way."""
ATTEMPTS = [
    *((job, "moments", KILLS) for job in JOBS if job != "init"),  # over too soon
    *((job, "operations", OPERATIONS) for job in JOBS),
]


@pytest.mark.parametrize(("job", "how", "sample"), ATTEMPTS, ids=[f"{row[0]}-{row[1]}" for row in ATTEMPTS])
def test_nothing_is_lost(stages: Path, tmp_path: Path, job: str, how: str, sample: int) -> None:
    account = json.loads(run_module("breaking", stages, tmp_path / "archive", job, how, str(sample)))

    assert account["tried"] >= min(sample, 6)
    # A moment near the end may come too late, and a fault may be met only where nothing depends on it.
    assert account["killed"] + account["refused"] > 0, account
