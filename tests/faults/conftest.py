"""The states that archives are broken in, made once; and at the end the account of all that was tried.

KILLS says how many kills at random moments a job gets, NIGHTLY=1 that everything
else is done at length, SEED which places are chosen.
"""

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from running import environment

TESTS = Path(__file__).resolve().parents[1]
NIGHT = bool(os.environ.get("NIGHTLY"))
KILLS = int(os.environ.get("KILLS", "20"))
SEED = os.environ.get("SEED", "1")

Record = Callable[[str, object], None]
"""The type of the fixture ``record_property``."""
_COLUMNS = {
    "moments": "kills",
    "operations": "operations broken",
    "images": "images",
    "room": "full disks",
    "limit": "full disks",
    "inodes": "full disks",
    "memory": "without memory",
    "deaf": "unheard",
    "crowd": "crowds",
}


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


def breaking(record: Record, stages: Path, folder: Path, job: str, how: str, sample: int) -> dict[str, Any]:
    """Break ``job`` off in the way ``how``, and return the account; no fault may be in it."""
    return accounted(record, job, how, run_module("breaking", stages, folder, job, how, str(sample), SEED))


def accounted(record: Record, job: str, how: str, printed: str) -> dict[str, Any]:
    """Return the account that a module has printed; it has its line at the end, and there may be no fault."""
    account: dict[str, Any] = json.loads(printed.splitlines()[-1])
    record("account", (job, how, account))
    assert not account["faults"], f"seed {SEED}: " + "\n\n".join(account["faults"])
    return account


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an archive for every state of ``jobs.JOBS``; copy before you change one."""
    folder = tmp_path_factory.mktemp("stages")
    run_module("jobs", folder)
    return folder


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print one line for each job: what was tried, and what was lost."""
    table: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in report.user_properties:
                if name == "account":
                    job, how, account = value
                    table[job][_COLUMNS[how]] += account["tried"]
                    table[job].update({key: account[key] for key in ("lost", "half")})
    if not table:
        return
    terminalreporter.section(f"what was broken off, with seed {SEED}")
    columns = list(dict.fromkeys(_COLUMNS.values()))
    for job, counts in table.items():
        tried = ", ".join(f"{counts[column]:,} {column}" for column in columns if counts[column])
        lost = f"items lost: {counts['lost']}, half-visible generations: {counts['half']}"
        terminalreporter.write_line(f"{job + ':':16}{tried}; {lost}")
