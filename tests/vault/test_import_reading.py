"""An import in two processes is the import in one, and the end of either is a clear one."""

import os
import pickle
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cableroom.errors import CableroomError
from cableroom.private.vault import reading
from cableroom.private.vault.errors import ReaderDied
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.models import Record, Reject
from cableroom.sources.errors import FileMissing, FileOverLimit, FileUnreadable
from invented import row, telegram, write_csv
from running import COMMAND, environment, run
from sources.archives_made import made_zip

ROWS = 20_000
needs_two_cores = pytest.mark.skipif(len(os.sched_getaffinity(0)) == 1, reason="one core, one process")
pytestmark = needs_two_cores


@pytest.fixture
def sources(home: Path) -> list[Path]:
    """A table with a bad row, some rows again, an archive, an empty file, one of no known type."""
    folder = home.parent / "in"
    folder.mkdir()
    rows = [row(n) for n in range(1, 2_501)]
    rows[1_200] = row(1_201, name="../../etc/passwd")
    (folder / "a.csv").write_bytes(b"".join(rows))
    (folder / "b.csv").write_bytes(b"".join(rows[2_000:]) + row(1, words="was away"))
    (folder / "c.zip").write_bytes(made_zip([("1.txt", telegram(9_001).encode()), ("../2", b"")]))
    (folder / "d.txt").touch()
    (folder / "e.bin").write_bytes(bytes(range(256)))
    return [folder]


def held() -> list[tuple[object, ...]]:
    rows = Record.objects.order_by("pk").values_list(
        "cable__reference_id", "original_id", "part", "file", "offset", "text", "original__content"
    )
    return [*rows, *Reject.objects.order_by("pk").values_list("file", "offset", "code")]


def forget() -> None:
    for model in (Reject, Record):
        model.objects.all().delete()


def children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@pytest.fixture
def _always_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WORTH_IT_BYTES", 0)


def test_two_processes_store_what_one_does(
    home: Path, sources: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    del home
    one = import_paths(sources)
    stored = held()
    forget()
    monkeypatch.setattr(reading, "WORTH_IT_BYTES", 0)
    # The cables stay known, so that every record counts as a candidate now; the rest is alike.
    two = import_paths(sources)
    assert held() == stored
    assert (two.read, two.stored, two.duplicates, two.rejected) == (
        one.read,
        one.stored,
        one.duplicates,
        one.rejected,
    )
    again = import_paths(sources)
    assert (again.stored, again.duplicates) == (0, one.stored + one.duplicates)


@pytest.mark.usefixtures("_always_two")
def test_a_killed_reader_is_a_clear_error_and_the_next_run_finishes(home: Path) -> None:
    source = write_csv(home.parent / "cables.csv", range(1, 8_001))
    before = children()

    class Killer:
        """Kill the reading process after the first batch."""

        def started(self, *, files: int, size: int, resumed: bool) -> None:
            """Do nothing yet."""

        def joined(self, one: object) -> None:
            """Look on."""

        def committed(self, account: object, *, position: int, candidates: object) -> None:
            """Kill every process that the import has started; multiprocessing's own tracker is one."""
            del account, position, candidates
            for process in children() - before:
                os.kill(int(process), signal.SIGKILL)

        def nothing_in(self, file: str) -> None:
            """Do nothing."""

        def refused(self, file: object) -> None:
            """Do nothing."""

    with pytest.raises(ReaderDied) as caught:
        import_paths([source], watcher=Killer())

    assert caught.value.code == "reader-died"
    stored = Record.objects.count()
    assert 0 < stored < 8_000
    assert stored % 1_000 == 0
    account = import_paths([source])
    assert (account.stored, account.duplicates) == (8_000 - stored, stored)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table that is read by a process of its own, of twenty batches."""
    path = tmp_path_factory.mktemp("large") / "cables.csv"
    path.write_bytes(b"".join(row(n, words="was at home " * 150) for n in range(1, ROWS + 1)))
    assert path.stat().st_size > reading.WORTH_IT_BYTES
    return path


@contextmanager
def importing(home: Path, source: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start an import in a session of its own, and wait until its first batch is in."""
    # A shell starts what runs in the background deaf to Ctrl-C, and that is inherited.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [*COMMAND, "--home", str(home), "import", str(source)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        assert b"in the vault" in process.stderr.readline()
        yield process


def rest_of(process: subprocess.Popen[bytes]) -> bytes:
    """Return what is still said; it ends when neither process holds the pipe any more."""
    return process.communicate(timeout=60)[1]


def test_ctrl_c_ends_both_processes_at_once(tmp_path: Path, empty_archive: Path, large: Path) -> None:
    home = tmp_path / "archive"
    shutil.copytree(empty_archive, home)
    with importing(home, large) as process:
        os.killpg(process.pid, signal.SIGINT)
        rest = rest_of(process)
    assert process.returncode != 0
    assert b"Traceback" not in rest
    assert b"the same command goes on from there" in rest


def test_a_killed_writer_takes_the_reader_with_it_and_loses_nothing(
    tmp_path: Path, empty_archive: Path, large: Path
) -> None:
    home = tmp_path / "archive"
    shutil.copytree(empty_archive, home)
    with importing(home, large) as process:
        process.kill()
        told = 1 + rest_of(process).count(b"in the vault")
    again = run("--home", home, "import", large)
    found = re.match(rb"20,000 cables read = ([0-9,]+) stored \+ ([0-9,]+) duplicates \+ 0", again.stdout)
    assert found, again.stdout + again.stderr
    before = int(found[2].replace(b",", b""))
    assert before >= 1_000 * told
    assert before % 1_000 == 0


@pytest.mark.parametrize("error", [FileMissing("a"), FileUnreadable("a", "why"), FileOverLimit("a", limit=3)])
def test_an_error_of_the_reading_process_arrives_as_it_was(error: CableroomError) -> None:
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert type(arrived) is type(error)
    assert str(arrived) == str(error)
