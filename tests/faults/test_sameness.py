"""One set of public bytes, whatever the surroundings: locale, time zone, clock, hashing, umask, processes."""

import json
import locale
import os
import subprocess
import sys
from pathlib import Path

import pytest

from faults.conftest import TESTS
from faults.jobs import public_bytes
from running import environment

YEAR = 365 * 86_400
SURROUNDINGS = [
    # variables, options, umask, cores, why this line is here
    ({"LC_ALL": "C", "PYTHONUTF8": "0"}, (), 0o022, 0, "no locale at all"),
    ({"LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "0"}, (), 0o022, 0, "an i without a dot, sets in one order"),
    ({"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}, (), 0o077, 0, "tomorrow, and a closed umask"),
    ({"TZ": "America/St_Johns"}, ("--workers",), 0o000, 2, "many processes"),
    ({}, ("--workers",), 0o022, 1, "one core"),
    ({}, ("--shift", str(-3600)), 0o022, 0, "the clock goes back by an hour"),
    ({}, ("--shift", str(10 * YEAR)), 0o022, 0, "the clock is ten years ahead"),
    ({}, ("--shift", str(-50 * YEAR)), 0o022, 0, "the clock has lost its battery"),
]


def is_there(name: str) -> bool:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_ALL, before)
    return True


@pytest.mark.parametrize(
    ("variables", "options", "umask", "cores", "why"), SURROUNDINGS, ids=[row[-1] for row in SURROUNDINGS]
)
def test_the_same_bytes(
    stages: Path,
    tmp_path: Path,
    variables: dict[str, str],
    options: tuple[str, ...],
    umask: int,
    cores: int,
    why: str,
) -> None:
    if not is_there(variables.get("LC_ALL", "C")):
        pytest.skip(f"this machine has no locale {variables['LC_ALL']}")
    allowed = sorted(os.sched_getaffinity(0))

    done = subprocess.run(
        [sys.executable, "-m", "faults.elsewhere", str(stages), str(tmp_path / "archive"), *options],
        capture_output=True,
        text=True,
        cwd=TESTS,
        env=environment(variables),
        umask=umask,
        preexec_fn=lambda: os.sched_setaffinity(0, allowed[:cores]) if cores else None,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout) == public_bytes(stages / "published"), why
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "archive" / "published").rglob("*")}
    assert modes == {0o755, 0o644}
