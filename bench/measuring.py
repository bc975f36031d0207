"""What a command costs: wall time, CPU time of all its processes, and their largest memory.

Memory is PSS, so that what processes share counts once: the largest sum over the process and all below it,
read from /proc twice a second.  A job of less than a second may hide its peak.
"""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_SECONDS_BETWEEN = 0.5
_TAIL = 2_000


class CommandFailed(Exception):
    """A command that is measured did not end with 0; the end of what it said."""


@dataclass(frozen=True)
class Cost:
    """Of one command, or of several that ran at once."""

    wall: float
    cpu: float
    """Seconds, user and system, with every child that was waited for."""
    peak: int
    """Bytes."""
    said: str
    """The last line of the standard output."""


def cost(*commands: Sequence[str | Path], log: Path) -> Cost:
    """Run the commands, all at once, to their ends. Raises CommandFailed.

    log: file that gets what they say on the standard error.
    """
    out, start = log.with_suffix(".out"), time.monotonic()
    with log.open("wb") as errors, out.open("wb") as output:
        processes = [subprocess.Popen(list(map(str, c)), stdout=output, stderr=errors) for c in commands]
        peak, cpu = _Peak([process.pid for process in processes]), 0.0
        with peak:
            for process in processes:
                # Not process.wait(): only this tells what it used.
                _pid, status, used = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
                cpu += used.ru_utime + used.ru_stime
        wall = time.monotonic() - start
    if failed := [process.returncode for process in processes if process.returncode]:
        said = (out.read_text(errors="replace") + log.read_text(errors="replace"))[-_TAIL:]
        raise CommandFailed(f"{' '.join(map(str, commands[0][:4]))} ended with {failed[0]}:\n{said}")
    last = out.read_text().rstrip("\n").rpartition("\n")[2]
    return Cost(wall, cpu, peak.bytes, last)


class _Peak:
    """Watches processes, and all that they start, from another thread."""

    def __init__(self, pids: list[int]) -> None:
        self.bytes = 0
        self._pids = pids
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_exception: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        pause = _SECONDS_BETWEEN / 10
        while not self._over.wait(pause):
            self.bytes = max(self.bytes, sum(map(_memory, family(self._pids))))
            # The first looks come sooner: small jobs end soon.
            pause = min(pause * 2, _SECONDS_BETWEEN)


def family(pids: Sequence[int]) -> Iterator[int]:
    """The processes and all below them, as they are now."""
    for pid in pids:
        yield pid
        for task in _listed(Path(f"/proc/{pid}/task")):
            yield from family([int(child) for child in _read(task / "children").split()])


def cpu_of(pid: int) -> float:
    """CPU seconds that a running process and all below it have used, in threads that still run."""
    # Not /proc/PID/stat, which counts in hundredths of a second.
    tasks = [task for one in family([pid]) for task in _listed(Path(f"/proc/{one}/task"))]
    return sum(int((_read(task / "schedstat") or "0").split()[0]) for task in tasks) / 1e9


def _memory(pid: int) -> int:
    for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _read(file: Path) -> str:
    """What the kernel says there; nothing for a process that is gone."""
    try:
        return file.read_text()
    except OSError:
        return ""
