"""A backup or a restore that is killed, or meets a full disk, leaves nothing that looks like one."""

import io
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import zstandard
from django.db import connections

from cableroom.private.vault import age
from cableroom.private.vault.backing_up import back_up
from cableroom.private.vault.restoring import restore
from gate.archives import Archive
from running import COMMAND, Run, environment
from vault.backups import Key

KILLS = int(os.environ.get("KILLS", "3"))
# Random, but the same moments each time.
_RANDOM = random.Random(2026)  # noqa: S311 - not for secrecy
MOMENTS = [_RANDOM.random() for _ in range(KILLS)]

# A sample is enough for each commit; the night goes through all.
STRIDE = "1" if os.environ.get("NIGHTLY") else "3"

# A process for each step of a restore that touches the disk: it ends there, and another one looks.
AT_EVERY_STEP = """
import errno, os, signal, sys
from itertools import count
from pathlib import Path
from cableroom import durable
from cableroom.private.vault.archive import set_up_django
set_up_django()
from cableroom.private.vault import restoring

source, home, identity, how, stride = sys.argv[1:]
home = Path(home)

def arm(fatal):
    steps = count()
    def step():
        if next(steps) == fatal:
            if how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    def deadly(function):
        def wrapped(*arguments, **named):
            step()
            result = function(*arguments, **named)
            step()
            return result
        return wrapped
    for name in ("writing", "make_directory", "settle_tree", "sync_tree", "move_directory", "point_link"):
        setattr(durable, name, deadly(getattr(durable, name)))

def attempt(fatal):
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            arm(fatal)
            restoring.restore(Path(source), home, identity=Path(identity))
            status = 0
        except OSError as exc:
            status = 28 if exc.errno == errno.ENOSPC else 1
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

for fatal in count(step=int(stride)):
    status = attempt(fatal)
    whole = (home / "vault" / "vault.sqlite3").exists()
    print(fatal, status, "whole" if whole else "nothing" if not home.exists() else "half", flush=True)
    if status not in (0, 28, -9) or status == 0:
        break
    if whole:
        break
"""


@pytest.fixture
def key(tmp_path: Path) -> Key:
    return Key(tmp_path)


@pytest.fixture
def saved(home: Path, tmp_path: Path, key: Key) -> Path:
    """A backup of an archive with something published."""
    archive = Archive(home)
    archive.hold(881, 882)
    archive.release(881)
    back_up(tmp_path / "saved.age", keys=age.recipients([key.recipient], []))
    connections.close_all()
    return tmp_path / "saved.age"


@pytest.mark.parametrize("how", ["kill", "fail"])
def test_a_restore_that_ends_at_many_steps(saved: Path, key: Key, tmp_path: Path, how: str) -> None:
    back = tmp_path / "back"
    done = subprocess.run(
        [sys.executable, "-c", AT_EVERY_STEP, str(saved), str(back), str(key.identity), how, STRIDE],
        capture_output=True,
        text=True,
        env=environment(),
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    *before, last = [line.split()[1:] for line in done.stdout.splitlines()]
    assert len(before) >= 15
    ended = "-9" if how == "kill" else "28"
    assert all(line == [ended, "nothing"] for line in before)
    # The last one ends after the rename, when all is done, or is let finish.
    assert last in ([ended, "whole"], ["0", "whole"])
    assert not (tmp_path / ".back.restoring").exists()


def test_what_is_left_while_it_is_cleared_away_is_cleared_away_by_the_next(
    saved: Path, key: Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All is unpacked when the damage is found, and the whole vault lies there in plain."""
    whole = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(_decrypted(saved, key))).read()
    plain = tmp_path / "saved.plain"
    plain.write_bytes(zstandard.ZstdCompressor().compress(whole + b"more"))
    with monkeypatch.context() as stop:
        stop.setattr(shutil, "rmtree", _stopped)
        with pytest.raises(KeyboardInterrupt):
            restore(plain, tmp_path / "back")
    assert list(tmp_path.glob(".*back*/**/secret"))

    restore(saved, tmp_path / "back", identity=key.identity)

    assert not list(tmp_path.glob(".*back*"))


def _decrypted(saved: Path, key: Key) -> bytes:
    found = io.BytesIO()
    age.decrypt(io.BytesIO(saved.read_bytes()), found, age.identities(key.identity))
    return found.getvalue()


def _stopped(path: Path, **_how: object) -> None:
    if path.exists():
        raise KeyboardInterrupt


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_restore_that_is_killed(
    saved: Path, key: Key, tmp_path: Path, moment: float, run_cableroom: Run, home: Path
) -> None:
    arguments = ("restore", str(saved), str(tmp_path / "back"), "--identity", str(key.identity))
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment()
    )
    time.sleep(0.2 + moment)
    process.kill()
    process.wait()

    back = tmp_path / "back"
    if not (back / "vault").exists():
        assert not back.exists()
        again = run_cableroom(*arguments)
        assert again.returncode == 0, again.stderr
    assert Archive(back).public_bytes() == Archive(home).public_bytes()
    told = run_cableroom("--home", back, "doctor")
    assert told.returncode == 0, told.stdout
    assert not (tmp_path / ".back.restoring").exists()


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_backup_that_is_killed(home: Path, tmp_path: Path, key: Key, moment: float) -> None:
    Archive(home).hold(*range(1, 400))
    out = tmp_path / "out" / "cables.age"
    out.parent.mkdir()
    process = subprocess.Popen(
        [*COMMAND, "--home", str(home), "backup", str(out), "--to", key.recipient],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    time.sleep(0.2 + moment)
    process.kill()
    process.wait()

    assert not list((home / "vault").glob(".backup*"))
    if out.exists():
        restore(out, tmp_path / "back", identity=key.identity)
    else:
        # What is left has a name that says so, and cannot be restored.
        assert all(path.name.startswith(".") for path in out.parent.iterdir())


class Full:
    """A disk without room, at either end."""

    def read(self, size: int = -1) -> bytes:
        """Fail."""
        raise OSError(28, "No space left on device", size)

    def write(self, data: bytes) -> int:
        """Fail."""
        raise OSError(28, "No space left on device", len(data))


def test_a_fault_of_the_disk_is_told_as_it_is(home: Path, tmp_path: Path, key: Key) -> None:
    """Also through the library that encrypts, which only passes on its words."""
    Archive(home).hold(881)
    keys = age.recipients([key.recipient], [])
    back_up(tmp_path / "out", keys=keys)

    with pytest.raises(OSError, match="No space left"):
        age.encrypt(io.BytesIO(b"something"), Full(), keys)
    with pytest.raises(OSError, match="No space left"):
        age.encrypt(Full(), io.BytesIO(), keys)
    with pytest.raises(OSError, match="No space left"):
        age.decrypt(io.BytesIO((tmp_path / "out").read_bytes()), Full(), age.identities(key.identity))


def test_a_backup_onto_a_full_disk(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Archive(home).hold(881)
    monkeypatch.setattr("os.fsync", Full().read)

    with pytest.raises(OSError, match="No space left"):
        back_up(tmp_path / "out", keys=[])

    assert not list(tmp_path.glob("*out*"))
    assert not list((home / "vault").glob(".backup*"))
