"""One attempt at a job, in a process of its own, watched by readers; nobody whom it started outlives it."""

import contextlib
import ctypes
import os
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from faults.jobs import Job, copy, give, served, spread
from faults.looking import HalfVisible

_PR_SET_CHILD_SUBREAPER = 36
_PATIENCE_SECONDS = 60.0


def adopt_orphans() -> None:
    """Let this process become the parent of those whose parent was killed, so that it can see them end."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


@dataclass(frozen=True)
class Ground:
    """Where a job is broken off."""

    stages: Path
    folder: Path
    """Nothing else lies in it than the archive, and what a job makes beside it."""
    job: Job

    @property
    def home(self) -> Path:
        """The archive."""
        return self.folder / "archive"

    @property
    def said(self) -> Path:
        """What the last attempt said; not in the folder, which may be full."""
        return self.folder.with_suffix(".said")

    def clear(self) -> None:
        """Remove all that is there."""
        self.folder.mkdir(exist_ok=True)
        for path in self.folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()

    def fresh(self) -> None:
        """Put a copy of the state before the job there, and nothing else."""
        self.clear()
        copy(self.stages / self.job.before, self.home)

    def work(self) -> int:
        """Do the job in this process and return its exit status."""
        if self.job.spread:
            spread()
        return give(self.job.arguments, self.stages, self.home)


class Attempt:
    """A process that works, and what readers saw meanwhile."""

    def __init__(self, ground: Ground, work: Callable[[], int], *, deaf: bool = False) -> None:
        self.seen: set[str] = set()
        self.status: int | None = None
        self.fault = ""
        self.process = os.fork()
        self._ground = ground
        self._began = time.monotonic()
        if self.process == 0:
            _end_with(work, ground.said, deaf=deaf)

    @property
    def said(self) -> str:
        """All that it printed."""
        return self._ground.said.read_text()

    def watch(self, seconds: float = float("inf")) -> float:
        """Look as a reader does until the process ends or that time is over; return the seconds gone by."""
        while (gone := time.monotonic() - self._began) < seconds and self.status is None:
            try:
                self.seen.add(served(self._ground.home / "published"))
            except (OSError, AssertionError) as exc:
                self.fault = f"{HalfVisible.__name__}: {exc}"
            pid, status = os.waitpid(self.process, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            else:
                time.sleep(max(0.0, min(0.003, seconds - gone)))
        return time.monotonic() - self._began

    def end(self, *, victim: int | None = None) -> None:
        """Kill the process, or ``victim``, which it started; then wait until all have ended."""
        if self.status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim or self.process, signal.SIGKILL)
        self.end_by_itself()

    def end_by_itself(self) -> None:
        """Wait until the process, and all that it started, have ended."""
        self.watch()
        self._wait_for_orphans()

    def _wait_for_orphans(self) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                if os.waitpid(-1, os.WNOHANG)[0] == 0:
                    time.sleep(0.003)
            except ChildProcessError:
                return
        self.fault = "a process that it started outlives it"


def children_of(process: int) -> list[int]:
    """Return the processes that work for ``process`` at this moment."""
    try:
        children = [
            int(child)
            for path in Path(f"/proc/{process}/task").glob("*/children")
            for child in path.read_text().split()
        ]
        # Python has one that only clears up after it; who kills that gets what Python makes of it.
        return [one for one in children if b"tracker" not in Path(f"/proc/{one}/cmdline").read_bytes()]
    except FileNotFoundError:
        return []


def _end_with(work: Callable[[], int], said: Path, *, deaf: bool) -> None:
    """End this process with what ``work`` returns; what it says goes into a file, or where nothing fits."""
    status = 70
    try:
        descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(os.open("/dev/full", os.O_WRONLY) if deaf else descriptor, 1)
        os.dup2(descriptor, 2)
        status = work()
        sys.stdout.flush()
    except BaseException:  # noqa: BLE001 - this process ends here, and must say why
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)
