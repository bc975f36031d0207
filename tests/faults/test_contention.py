"""Many commands at once: one writes, the others say who does and leave with 75; nothing is broken."""

import os
import subprocess
from pathlib import Path

import pytest

from cableroom.errors import EXIT_LOCKED, EXIT_REFUSED
from faults.conftest import NIGHT, SEED, Record, accounted, run_module
from faults.jobs import JOBS, copy, held, public_bytes
from running import COMMAND, environment, run

ROUNDS = int(os.environ.get("CROWD", "200")) if NIGHT else 2
"""Of ``crowd.py``, a job."""


@pytest.mark.parametrize("job", ["import", "clear", "publish", "withdraw", "rollback"])
def test_of_a_crowd_one_gets_through(stages: Path, tmp_path: Path, record_property: Record, job: str) -> None:
    printed = run_module("crowd", stages, tmp_path / "ground", job, str(ROUNDS), SEED)

    assert accounted(record_property, job, "crowd", printed)["tried"] == ROUNDS


def test_of_real_commands_one_gets_through(stages: Path, tmp_path: Path) -> None:
    job, home = JOBS["publish"], tmp_path / "archive"
    copy(stages / job.before, home)
    arguments = [one.format(home=home, stages=stages) for one in job.arguments]

    processes = [
        subprocess.Popen(
            [*COMMAND, "--home", str(home), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        for _ in range(4)
    ]
    said = [process.communicate()[1] for process in processes]
    statuses = [process.returncode for process in processes]

    assert 0 in statuses, said
    for status, words in zip(statuses, said, strict=True):
        assert b"Traceback" not in words
        assert (status == EXIT_LOCKED) == (b"vault-locked" in words)
        # One that came when another had done it is refused for that.
        late = status == EXIT_REFUSED and job.done_already.encode() in words
        assert status in (0, EXIT_LOCKED) or late, words
    assert run("--home", home, "doctor").returncode == 0
    assert public_bytes(home) == public_bytes(stages / job.after)
    assert held(home) == held(stages / job.after)
