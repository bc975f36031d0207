"""The reading room works under an account that can neither write what it serves nor see the vault.

Only root can become another account, so elsewhere these tests skip; CI runs them.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from boundary.worlds import make_world
from processes import SOURCE, World

NOBODY = 65_534


def usable_python() -> str | None:
    """An interpreter of our version that another account may run; a home folder may hide our own."""
    name = f"python3.{sys.version_info.minor}"
    for python in (sys.executable, f"/usr/local/bin/{name}", f"/usr/bin/{name}"):
        done = subprocess.run(
            ["/usr/bin/env", python, "-c", ""], check=False, capture_output=True, user=NOBODY, group=NOBODY
        )
        if done.returncode == 0:
            return python
    return None


@pytest.fixture(scope="module")
def python() -> str:
    """The interpreter for the other account."""
    if os.geteuid() != 0:
        pytest.skip("only root can try another account")
    if (found := usable_python()) is None:
        pytest.skip("no interpreter that another account may run")
    return found


@pytest.fixture(scope="module")
def world(python: str) -> Iterator[World]:
    """A world in a folder that every account can reach."""
    del python
    folder = Path(tempfile.mkdtemp(prefix="cableroom-account-"))
    folder.chmod(0o755)
    try:
        yield make_world(folder / "home", world="north", held=3)
    finally:
        shutil.rmtree(folder)


def as_nobody(python: str, code: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run ``code`` under the other account, with our packages on its path."""
    packages = os.pathsep.join([str(SOURCE), sysconfig.get_path("purelib")])
    return subprocess.run(
        [python, "-c", code, *arguments],
        env={"PYTHONPATH": packages, "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin"},
        cwd=cwd,
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )


READER = "from cableroom.cli.public import main; main()"


def test_it_reads_and_leaves_nothing_behind(python: str, world: World) -> None:
    before = world.files()
    for arguments in (("verify",), ("search", "cantons"), ("show", "07BERN901", "--json")):
        done = as_nobody(python, READER, "--published", str(world.published), *arguments, cwd=world.home)
        assert done.returncode == 0, done.stderr
    assert world.files() == before


SERVE = """
import os, signal, subprocess, sys, time, urllib.request
reader, published, port = sys.argv[1:]
room = subprocess.Popen([sys.executable, "-c", reader, "--published", published, "serve", "--port", port])
try:
    for attempt in range(200):
        try:
            print(urllib.request.urlopen(f"http://127.0.0.1:{port}/search.json?q=cantons").status)
            break
        except OSError:
            time.sleep(0.05)
finally:
    room.send_signal(signal.SIGINT)
    room.wait(20)
"""


def test_it_serves_and_leaves_nothing_behind(python: str, world: World) -> None:
    before = world.files()
    done = as_nobody(python, SERVE, READER, str(world.published), "18437", cwd=world.home)
    assert done.stdout.strip().endswith("200"), done.stderr
    assert world.files() == before


@pytest.mark.parametrize(
    "attempt",
    [
        "os.listdir('vault')",
        "open('vault/vault.sqlite3', 'rb').read(1)",
        "open('vault/secret', 'rb').read(1)",
        "open('published/new', 'wb')",
        "open('published/current/generation.sqlite3', 'r+b')",
        "os.unlink('published/current')",
        "os.rename('published/current', 'published/other')",
        "os.mkdir('published/current/search/more')",
    ],
)
def test_it_cannot(python: str, world: World, attempt: str) -> None:
    done = as_nobody(python, f"import os\n{attempt}", cwd=world.home)
    assert done.returncode == 1
    assert "PermissionError" in done.stderr
