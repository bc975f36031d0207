"""Breaks a job off, again and again, each time elsewhere, and looks at what is left.

    python -m faults.breaking STAGES FOLDER JOB HOW SAMPLE

A fresh copy of the state before JOB goes through its command in a process of
its own (forked when Python and Django are loaded, so that the faults fall into
the work).  HOW says where that ends: "moments", with kill -9 at SAMPLE random
moments of its time; or "operations", at SAMPLE operations, evenly spread, each in
one of the WAYS by turns (where SAMPLE is large enough, at each in all of them).

An operation is a call of ``durable`` to the system, a statement to a database,
or a commit.  All the while, and afterwards, readers must have a whole
generation, that of before or of after.  Then the next commands run, as they
would tomorrow: nothing acknowledged may be lost, the same command must end in
the same bytes as if nothing had happened.  Prints the account as JSON.
"""

import errno
import functools
import importlib
import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from types import FrameType
from typing import Any

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from cableroom import durable
from cableroom.cli.private import COMMANDS
from cableroom.private.vault.archive import set_up_django
from cableroom.public.editions.verifying import verify_published
from faults.jobs import JOBS, Job, command, copy, give, held, public_bytes, served

set_up_django()
for _place in (*COMMANDS.values(), "cableroom.gate.publication:"):
    importlib.import_module(_place.partition(":")[0])

WAYS = {
    "kill": "kill -9 before the operation",
    "EIO": "the operation fails, once",
    "ENOSPC": "the operation fails, and all after it",
}
SYSTEM_CALLS = (
    *("open", "fsync", "fchmod", "chmod", "mkdir", "rename", "replace", "unlink", "symlink", "utime"),
    "rmdir",
)


def arm(fatal: int, way: str) -> Callable[[], int]:
    """Let the ``fatal``-th operation of this process end in ``way``; return what counts the operations."""
    done = 0

    def before_an_operation(failure: Callable[[int], Exception]) -> None:
        nonlocal done
        done += 1
        if done == fatal and way == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if (done == fatal and way == "EIO") or (done >= fatal and way == "ENOSPC"):
            raise failure(getattr(errno, way))

    def wrapped(function: Callable[..., Any], failure: Callable[[int], Exception]) -> Callable[..., Any]:
        @functools.wraps(function)
        def call(*arguments: object, **named: object) -> object:
            if failure is not _os_error or _called_by_durable():
                before_an_operation(failure)
            return function(*arguments, **named)

        return call

    for name in SYSTEM_CALLS:
        setattr(os, name, wrapped(getattr(os, name), _os_error))
    for owner, name in (
        (CursorWrapper, "_execute"),
        (CursorWrapper, "_executemany"),
        (BaseDatabaseWrapper, "_commit"),
    ):
        setattr(owner, name, wrapped(getattr(owner, name), _database_error))
    return lambda: done


def _os_error(code: int) -> Exception:
    return OSError(code, os.strerror(code))


def _database_error(code: int) -> Exception:
    return OperationalError("disk I/O error" if code == errno.EIO else "database or disk is full")


def _called_by_durable() -> bool:
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 - there is no other way up
    while frame is not None and frame.f_code.co_filename != durable.__file__:
        frame = frame.f_back
    return frame is not None


class Broken:
    """One attempt at a job, in a process of its own, watched by readers."""

    def __init__(self, home: Path, work: Callable[[], int]) -> None:
        self.home = home
        self.said = home.with_suffix(".said")
        self.seen: set[str] = set()
        self.status: int | None = None
        self._began = time.monotonic()
        self._pid = os.fork()
        if self._pid == 0:
            _end_with(work, self.said)

    def watch(self, seconds: float = float("inf")) -> float:
        """Look as a reader does until the job ends or that time is over; return the seconds that went by."""
        while self.status is None and time.monotonic() - self._began < seconds:
            self.seen.add(served(self.home / "published"))
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            time.sleep(0.003)
        return time.monotonic() - self._began

    def kill(self) -> None:
        """End the job, if it still runs, and wait for it."""
        if self.status is None:
            os.kill(self._pid, signal.SIGKILL)
        self.watch()


def _end_with(work: Callable[[], int], said: Path) -> None:
    """End this process with what ``work`` returns; what it says goes into a file."""
    status = 70
    try:
        descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
        status = work()
    except BaseException:  # noqa: BLE001 - this process ends here, and must say why
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def acknowledged(said: str) -> int:
    """Return how many cables an import had said were in the vault."""
    counts = [
        line.split("in the vault: ")[1].split()[0] for line in said.splitlines() if "in the vault: " in line
    ]
    return int(counts[-1].replace(",", "")) if counts else 0


def look(stages: Path, home: Path, job: Job, *, done: bool, told: int) -> int:
    """Do what a person does next, and compare with what would have been; 0 where all is well."""
    if (stages / job.before / "published" / "current").exists():
        faults = [f"{d.place} {d.what}" for c in verify_published(home / "published") for d in c.damages]
        # What a swap was about to clear away may stand beside the generations until the next command.
        assert not [fault for fault in faults if not fault.startswith(".")], faults
    assert len(held(home).get("vault_record", [])) >= told, "acknowledged cables are lost"
    if (home / "vault").exists():
        assert command(home, "list") == 0
        assert command(home, "doctor") == 0
    if done:
        assert public_bytes(home) == public_bytes(stages / job.after), "it said that it was done"
    status = give(job.arguments, stages, home)
    assert status == 0 or job.done_already, f"given again, it ends with {status}"
    assert command(home, "doctor") == 0
    assert public_bytes(home) == public_bytes(stages / job.after), "other bytes are published"
    ours, theirs = held(home), held(stages / job.after)
    assert ours == theirs, (
        f"the vault differs in {[name for name in theirs if ours.get(name) != theirs[name]]}"
    )
    return 0


def undisturbed(stages: Path, home: Path, job: Job) -> tuple[float, int]:
    """Run the job to its end; return its seconds and its operations."""
    copy(stages / job.before, home)
    counted = home.with_suffix(".count")

    def count() -> int:
        operations = arm(0, "")
        status = give(job.arguments, stages, home)
        counted.write_text(str(operations()))
        return status

    whole = Broken(home, count)
    seconds = whole.watch()
    assert whole.status == 0, whole.said.read_text()
    return seconds, int(counted.read_text())


def attempts(stages: Path, home: Path, job: Job, how: str, sample: int) -> Iterator[tuple[str, Broken]]:
    """Give each place of the sample, and the attempt that was broken there."""
    seconds, operations = undisturbed(stages, home, job)
    if how == "moments":
        chance = random.Random(" ".join(job.arguments))  # noqa: S311 - a repeatable choice of moments
        for moment in [chance.random() for _ in range(sample)]:
            copy(stages / job.before, home)
            attempt = Broken(home, lambda: give(job.arguments, stages, home))
            attempt.watch(moment * seconds)
            attempt.kill()
            yield f"killed after {moment:.3f} of its time", attempt
        return
    places = [(fatal, way) for fatal in range(1, operations + 1) for way in WAYS]
    if sample < len(places):
        ways = cycle(WAYS)
        places = [(1 + (place * operations) // sample, next(ways)) for place in range(sample)]
    for fatal, way in places:
        copy(stages / job.before, home)

        def doomed(fatal: int = fatal, way: str = way) -> int:
            arm(fatal, way)
            return give(job.arguments, stages, home)

        attempt = Broken(home, doomed)
        attempt.watch()
        yield f"{way} at operation {fatal} of {operations}", attempt


def main(stages: Path, home: Path, name: str, how: str, sample: int) -> None:
    """Break the job ``name`` at each place of the sample; any loss ends this with a sentence."""
    job = JOBS[name]
    whole = {served(stages / state / "published") for state in (job.before, job.after)}
    account = {"tried": 0, "killed": 0, "refused": 0, "done": 0}
    for place, attempt in attempts(stages, home, job, how, sample):
        said = attempt.said.read_text()
        account["tried"] += 1
        ended = {-signal.SIGKILL: "killed", 1: "refused", 0: "done"}.get(attempt.status or 0)
        if ended is None or "Traceback" in said or (ended == "refused" and "cableroom: " not in said):
            sys.exit(f"{name}, {place}: exit status {attempt.status}: {said}")
        account[ended] += 1
        if not attempt.seen <= whole:
            sys.exit(f"{name}, {place}: readers saw another generation")
        told, done = acknowledged(said), ended == "done"
        after = Broken(home, functools.partial(look, stages, home, job, done=done, told=told))
        after.watch()
        if after.status != 0 or not after.seen <= whole:
            sys.exit(f"{name}, {place} ({ended}): {after.said.read_text()}")
    print(json.dumps(account))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5]))
