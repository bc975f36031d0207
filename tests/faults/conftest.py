"""The states that archives are broken in, made once."""

import subprocess
import sys
from pathlib import Path

import pytest

from running import environment

TESTS = Path(__file__).resolve().parents[1]


def run_module(name: str, *arguments: str | Path) -> str:
    """Run a module of this folder in a process of its own and return what it printed; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", f"faults.{name}", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=TESTS,
        env=environment(),
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-5000:]
    return done.stdout


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an archive for every state of ``jobs.JOBS``; copy before you change one."""
    folder = tmp_path_factory.mktemp("stages")
    run_module("jobs", folder)
    return folder
