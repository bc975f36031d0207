"""One set of public bytes, whatever the surroundings: locale, time zone, clock, hashing, umask, processes."""

import json
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cableroom.public.editions import copies
from cableroom.public.editions.generation import Generation
from faults.conftest import TESTS
from faults.jobs import SENT_TWICE, public_bytes
from running import environment

YEAR = 365 * 86_400
HOUR_TWICE = int(datetime(2010, 11, 7, 5, 59, 58, tzinfo=UTC).timestamp() - time.time())
"""Two seconds before New York sets its clocks back."""
C = {"LC_ALL": "C", "PYTHONUTF8": "0"}
TURKISH = {"LC_ALL": "tr_TR.UTF-8"}
SURROUNDINGS = [
    # variables, options, umask, why this line is here
    (C, (), 0o022, "no locale at all"),
    (TURKISH | {"PYTHONHASHSEED": "0"}, (), 0o022, "an i without a dot, sets in one order"),
    ({"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"}, (), 0o077, "tomorrow, and a closed umask"),
    ({"TZ": "America/St_Johns"}, ("--workers", "2"), 0o000, "two processes, and half an hour beside"),
    ({"PYTHONHASHSEED": "random"}, ("--workers", "1"), 0o022, "one core"),
    (TURKISH | {"PYTHONHASHSEED": "random"}, ("--workers", "4"), 0o027, "four processes, in Turkish"),
    ({}, ("--shift", str(-3600)), 0o022, "the clock goes back by an hour"),
    ({}, ("--shift", str(10 * YEAR)), 0o022, "the clock is ten years ahead"),
    ({}, ("--shift", str(-50 * YEAR)), 0o022, "the clock has lost its battery"),
    ({"TZ": "America/New_York"}, ("--shift", str(HOUR_TWICE)), 0o022, "an hour comes twice"),
    ({"TZ": "Asia/Kolkata", "PYTHONHASHSEED": "1"}, ("--shift", str(YEAR)), 0o077, "another year"),
]


@pytest.fixture(scope="session")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for LOCPATH with the Turkish locale, made here: few machines have it."""
    folder = tmp_path_factory.mktemp("locales")
    localedef = shutil.which("localedef")
    if localedef is None or not Path("/usr/share/i18n/locales/tr_TR").exists():
        pytest.skip("this machine cannot make a locale (Debian: package locales)")
    # It warns of what the sources leave out, with status 1.
    command = [localedef, "-c", "-i", "tr_TR", "-f", "UTF-8", str(folder / "tr_TR.UTF-8")]
    subprocess.run(command, capture_output=True, check=False)
    assert (folder / "tr_TR.UTF-8" / "LC_CTYPE").exists()
    return folder


def test_copies_are_among_what_is_compared(stages: Path) -> None:
    current = Generation.open(stages / "published" / "published" / "current")
    assert [(pair.first, pair.second) for pair in copies.pairs(current)] == [
        tuple(f"07BERN{serial}" for serial in SENT_TWICE)
    ]


@pytest.mark.parametrize(
    ("variables", "options", "umask", "why"), SURROUNDINGS, ids=[row[-1] for row in SURROUNDINGS]
)
def test_the_same_bytes(
    request: pytest.FixtureRequest,
    stages: Path,
    tmp_path: Path,
    variables: dict[str, str],
    options: tuple[str, ...],
    umask: int,
    why: str,
) -> None:
    if TURKISH.items() <= variables.items():
        variables = variables | {"LOCPATH": str(request.getfixturevalue("locales"))}

    done = subprocess.run(
        [sys.executable, "-m", "faults.elsewhere", str(stages), str(tmp_path / "archive"), *options],
        capture_output=True,
        text=True,
        cwd=TESTS,
        env=environment(variables),
        umask=umask,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout) == public_bytes(stages / "published"), why
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "archive" / "published").rglob("*")}
    assert modes == {0o755, 0o644}
