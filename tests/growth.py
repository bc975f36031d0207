"""The one judge of work that must be linear: how CPU time grows with the size of the input.

A machine that other programs use too can spoil a measurement, and only ever makes it longer.
So the best times count, and a bad ratio is measured again before it is believed:
quadratic work fails every round.
"""

import gc
import time
from collections.abc import Callable
from typing import Final

SMALL: Final = 65_536
LARGE: Final = 4 * SMALL
RATIO: Final = 2.3**2
"""What is allowed for twice a doubling; linear work takes 4 times as long, quadratic work 16 times."""
QUICK: Final = 0.05
"""CPU seconds: LARGE in so short a time is linear whatever the clock says of SMALL."""
RUNS: Final = 5
ROUNDS: Final = 8


def check_linear(work: Callable[[int], object]) -> None:
    """Fail unless ``work(LARGE)`` takes at most RATIO times the CPU seconds of ``work(SMALL)``."""
    small = large = float("inf")
    for _ in range(ROUNDS):
        large = min(large, _best(work, LARGE))
        if large < QUICK:
            return
        small = min(small, _best(work, SMALL))
        if large <= RATIO * small:
            return
    msg = f"{small:.3f} s for {SMALL:,}, then {large:.3f} s for {LARGE:,}"
    raise AssertionError(msg)


def _best(work: Callable[[int], object], size: int) -> float:
    best = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(RUNS):
            start = time.process_time()
            work(size)
            best = min(best, time.process_time() - start)
            if best < QUICK / 5:
                break
    finally:
        gc.enable()
    return best
