"""One writer at a time; a lock dies with its process."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cableroom.errors import EXIT_LOCKED
from cableroom.private.vault.errors import VaultLocked
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import Cable, Record
from invented import write_csv
from running import COMMAND, Run, environment

HOLDER = """
import sys
from pathlib import Path
from cableroom.private.vault.archive import open_archive
open_archive(Path(sys.argv[1]))
from cableroom.private.vault.lock import writer_lock
with writer_lock():
    print("held", flush=True)
    sys.stdin.read()
"""


def start_holder(home: Path) -> "subprocess.Popen[bytes]":
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    return holder


def test_a_second_writer_is_told_who_writes(home: Path, run_cableroom: Run) -> None:
    with start_holder(home) as holder:
        ended = run_cableroom("--home", home, "import", __file__)
        listed = run_cableroom("--home", home, "list")
        holder.kill()

    assert ended.returncode == EXIT_LOCKED
    assert f"process {holder.pid}, since 20".encode() in ended.stderr
    assert b"Traceback" not in ended.stderr
    assert listed.returncode == 0  # reading needs no lock


def test_of_many_writers_none_spoils_another(home: Path) -> None:
    source = write_csv(home.parent / "cables.csv", range(1, 2001))
    command = [*COMMAND, "--home", str(home), "import", str(source)]
    writers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        for _ in range(4)
    ]

    ends = [(writer.communicate(), writer.returncode) for writer in writers]

    assert {status for _output, status in ends} <= {0, EXIT_LOCKED}
    assert 0 in {status for _output, status in ends}
    assert Record.objects.count() == Cable.objects.count() == 2000
    for (_out, told), status in ends:
        assert (b"vault-locked" in told) == (status == EXIT_LOCKED)


def test_a_killed_writer_leaves_no_lock(home: Path) -> None:
    with start_holder(home) as holder:
        os.kill(holder.pid, signal.SIGKILL)

    with writer_lock():
        pass


def test_a_lock_is_not_taken_twice_in_one_process(home: Path) -> None:
    del home
    with writer_lock(), pytest.raises(VaultLocked, match=f"process {os.getpid()}"), writer_lock():
        pass
    with writer_lock():
        pass


def test_what_a_lock_file_says_is_never_trusted(home: Path) -> None:
    (home / "vault" / "lock").write_bytes(b"\xff[1,2]\x1b[31m")
    with writer_lock():
        (home / "vault" / "lock").write_bytes(b'{"pid": "\x1b[31m"}')
        with pytest.raises(VaultLocked, match="another process is writing"), writer_lock():
            pass
