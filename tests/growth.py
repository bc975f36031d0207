"""The one judge of work that must be linear: how CPU time grows with the size of the input.

A machine that other programs use too can spoil a measurement, and only ever makes it longer.
So the best times count, and a bad ratio is measured again before it is believed:
quadratic work fails every round.
"""

import ctypes
import gc
import os
import time
from collections.abc import Callable
from typing import Final

SMALL: Final = 65_536
LARGE: Final = 8 * SMALL
LARGEST: Final = 64 * SMALL
DOUBLED: Final = 2.3
"""What is allowed for a doubling; linear work takes 2 times as long, quadratic work 4 times."""
RATIO: Final = DOUBLED**3
"""So from SMALL to LARGE; linear work takes 8 times as long, quadratic work 64 times."""
QUICK: Final = 0.05
"""CPU seconds: work that is done in so short a time is linear whatever the clock says of less."""
RUNS: Final = 5
ROUNDS: Final = 8
_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
"""By the numbers of malloc.h."""
_KEPT_BYTES: Final = 1 << 29
NIGHTLY: Final = bool(os.environ.get("NIGHTLY"))


def check_linear(work: Callable[[int], object]) -> None:
    """Fail unless ``work`` of LARGE takes at most RATIO times the CPU time of SMALL, or LARGEST of LARGE.

    What the kernel takes to hand out memory is left out: see ``_keep_memory``.
    At night: unless each doubling from SMALL to LARGEST takes at most DOUBLED times those before it.
    """
    _keep_memory()
    if NIGHTLY:
        size = SMALL
        while size < LARGEST:
            _check(work, size, 2 * size, DOUBLED)
            size *= 2
        return
    try:
        _check(work, SMALL, LARGE, RATIO)
    except AssertionError:
        # A step, as where a cache ends, comes once; what is not linear is so from LARGE on too.
        _check(work, LARGE, LARGEST, RATIO)


def _keep_memory() -> None:
    """Let the allocator of this process keep what is freed, where it can be told to.

    By itself, glibc gets blocks from 128 KiB on from the kernel each time, and gives them back; each page of
    them is then cleared anew. Work that copies strings pays for it from there on: `redact` of 256 KiB took
    twice the time for a byte of `redact` of 128 KiB, half of it in the kernel, and none of that is growth.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return
    for parameter in (_MMAP_THRESHOLD, _TRIM_THRESHOLD):
        mallopt(parameter, _KEPT_BYTES)


def _check(work: Callable[[int], object], size: int, larger: int, ratio: float) -> None:
    small = large = float("inf")
    for _ in range(ROUNDS):
        # By day few runs a round: most pass the first, and the best of all rounds counts.
        large = min(large, _best(work, larger, RUNS if NIGHTLY else 1))
        if large < QUICK:
            return
        small = min(small, _best(work, size, RUNS if NIGHTLY else 2))
        if large <= ratio * small:
            return
    msg = f"{small:.3f} s for {size:,}, then {large:.3f} s for {larger:,}"
    raise AssertionError(msg)


def _best(work: Callable[[int], object], size: int, runs: int) -> float:
    best = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(runs):
            start = time.process_time()
            work(size)
            best = min(best, time.process_time() - start)
            if best < QUICK / 5:
                break
    finally:
        gc.enable()
    return best
