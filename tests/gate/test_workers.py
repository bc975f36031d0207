"""Work in other processes: the same results, in order; nobody is left behind."""

import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cableroom.errors import CableroomError
from cableroom.gate import workers
from cableroom.public.editions.errors import GenerationMissing
from gate.archives import Archive
from running import environment

ORPHANS = """
import time
from cableroom.gate import workers
workers._WORTH_IT = 1
if __name__ == "__main__":
    with workers.workers(9) as each:
        print(list(each(divmod, [(7, 2)] * 9))[0], flush=True)
        time.sleep(60)
"""


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few items be worth the processes."""
    monkeypatch.setattr(workers, "_WORTH_IT", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})


@pytest.mark.usefixtures("many")
def test_results_come_in_order() -> None:
    with workers.workers(1000) as each:
        found = list(each(divmod, ((number, 7) for number in range(1000))))
    assert found == [divmod(number, 7) for number in range(1000)]


@pytest.mark.usefixtures("many")
def test_what_is_held_comes_before_the_arguments_of_each_call() -> None:
    with workers.workers(1000, 7) as each:
        assert list(each(divmod, ((number,) for number in range(1, 9)))) == [
            divmod(7, n) for n in range(1, 9)
        ]


@pytest.mark.usefixtures("many")
def test_an_error_comes_through() -> None:
    with workers.workers(1000) as each, pytest.raises(ZeroDivisionError):
        list(each(divmod, ((number, 900 - number) for number in range(1000))))


def test_few_items_are_worked_on_here() -> None:
    with workers.workers(5) as each:
        assert set(each(os.getpid, [()] * 5)) == {os.getpid()}
    with workers.workers(5, 7) as each:
        assert list(each(divmod, [(2,), (3,)])) == [divmod(7, 2), divmod(7, 3)]


@pytest.mark.usefixtures("many")
def test_where_the_system_has_no_semaphores_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a sandbox whose /dev/shm cannot be written."""

    def refused(*_arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr("multiprocessing.synchronize._multiprocessing.SemLock", refused)
    with workers.workers(1000) as each:
        assert set(each(os.getpid, [()] * 5)) == {os.getpid()}


def test_items_go_out_in_parts() -> None:
    assert list(workers.in_parts(range(5), 2)) == [([0, 1],), ([2, 3],), ([4],)]


def test_errors_can_be_sent_between_processes() -> None:
    error = pickle.loads(pickle.dumps(GenerationMissing("nothing is there")))  # noqa: S301 - our own bytes
    assert isinstance(error, CableroomError)
    assert (error.code, str(error)) == ("generation-missing", "nothing is there")


def test_the_same_bytes_with_and_without(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.hold(*range(700, 730))
    archive.release(*range(700, 730))
    alone = archive.public_bytes()
    other = archive.twin(tmp_path / "twin")
    other.hold(*range(700, 730))
    monkeypatch.setattr(workers, "_WORTH_IT", 1)
    other.release(*range(700, 730))
    assert other.public_bytes() == alone


def children(parent: int) -> set[int]:
    """Return the processes that ``parent`` has started."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state = (process / "stat").read_text()
        except OSError:
            continue
        if int(state.rpartition(")")[2].split()[1]) == parent:
            found.add(int(process.name))
    return found


def all_end(processes: set[int]) -> bool:
    """Say whether none of the processes is left soon."""
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in processes) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(Path(f"/proc/{pid}").exists() for pid in processes)


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(ORPHANS)
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env=environment())
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"(3, 1)\n"
    working = children(parent.pid)
    assert working

    parent.send_signal(signal.SIGKILL)
    parent.communicate()

    assert all_end(working)


def test_ctrl_c_ends_all_and_only_one_of_them_says_so(tmp_path: Path) -> None:
    """A terminal sends it to every process."""
    script = tmp_path / "script.py"
    script.write_text(ORPHANS)
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"(3, 1)\n"
    working = children(parent.pid)

    os.killpg(parent.pid, signal.SIGINT)
    _, said = parent.communicate(timeout=60)

    assert parent.returncode == -signal.SIGINT
    assert said.count(b"Traceback") == 1
    assert all_end(working)
