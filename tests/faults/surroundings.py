"""Machines on which a job cannot get on: no room, no inodes, no memory, nobody who listens."""

import functools
import os
import random
import resource
import shutil
from collections.abc import Callable, Iterator

from faults.attempt import Attempt, Ground
from faults.jobs import give

_TO_OPEN_BYTES = 64 * 1024
"""The vault can be opened with so much; SQLite needs it for the map of its log."""

Attempts = Iterator[tuple[str, Attempt]]


def little_room(ground: Ground, sample: int, chance: random.Random) -> Attempts:
    """Leave so much room on the disk, which must be small: from nearly nothing to nearly what it needs."""
    needed = _undisturbed_growth(ground)
    for level in range(sample):
        ground.fresh()
        room = _TO_OPEN_BYTES + needed * level // sample
        free = shutil.disk_usage(ground.folder).free
        ballast = ground.folder / "ballast"
        ballast.write_bytes(chance.randbytes(4096) * ((free - room) // 4096))
        attempt = Attempt(ground, ground.work)
        attempt.end_by_itself()
        ballast.unlink()
        yield f"{room:,} bytes of room", attempt


def few_inodes(ground: Ground, sample: int, _chance: random.Random) -> Attempts:
    """Leave so many inodes on the disk, which must have few."""
    for left in range(sample):
        ground.fresh()
        ballast = ground.folder / "ballast"
        ballast.mkdir()
        for number in range(os.statvfs(ground.folder).f_ffree - left):
            (ballast / str(number)).touch()
        attempt = Attempt(ground, ground.work)
        attempt.end_by_itself()
        shutil.rmtree(ballast)
        yield f"{left} inodes left", attempt


def short_files(ground: Ground, sample: int, _chance: random.Random) -> Attempts:
    """Let no file grow longer than so much: what a disk without room is to who cannot mount a small one."""
    after = ground.stages / ground.job.after
    longest = max(path.stat().st_size for path in after.rglob("*") if path.is_file())
    for level in range(sample):
        yield _limited(ground, resource.RLIMIT_FSIZE, longest * (level + 1) // (sample + 1), "bytes a file")


def little_memory(ground: Ground, sample: int, _chance: random.Random) -> Attempts:
    """Let the job have so much memory more than it has when it begins."""
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - no file of ours
        pages = int(file.read().split()[0])
    for level in range(sample):
        room = 2 ** (16 + level * 12 // sample)
        limit = pages * resource.getpagesize() + room
        yield _limited(ground, resource.RLIMIT_AS, limit, f"bytes of memory, {room:,} more than now")


def _limited(ground: Ground, what: int, limit: int, words: str) -> tuple[str, Attempt]:
    ground.fresh()
    attempt = Attempt(ground, functools.partial(_work_within, ground.work, what, limit))
    attempt.end_by_itself()
    return f"{limit:,} {words}", attempt


def _work_within(work: Callable[[], int], what: int, limit: int) -> int:
    resource.setrlimit(what, (limit, limit))
    return work()


def nobody_listens(ground: Ground, sample: int, _chance: random.Random) -> Attempts:
    """Let what it says go where no byte fits."""
    for _ in range(sample):
        ground.fresh()
        attempt = Attempt(ground, ground.work, deaf=True)
        attempt.end_by_itself()
        yield "its output is /dev/full", attempt


def _undisturbed_growth(ground: Ground) -> int:
    """Do the job, and return how many bytes of the disk that took."""
    ground.fresh()
    before = shutil.disk_usage(ground.folder).used
    assert give(ground.job.arguments, ground.stages, ground.home) == 0
    return shutil.disk_usage(ground.folder).used - before
