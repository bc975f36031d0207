"""Pure work on many editions, in as many processes as there are cores; results come in order."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice, starmap
from typing import Any, Final, TypeVar

from cableroom.private.vault.archive import set_up_django

_WORTH_IT: Final = 1_000
"""Editions; for fewer, starting the processes takes longer than the work."""
_AT_ONCE: Final = 100
_AHEAD: Final = 2
"""Batches that wait while one is asked for: enough to keep all busy, few enough to hold in memory."""

T = TypeVar("T")
Each = Callable[[Callable[..., T], Iterable[tuple[Any, ...]]], Iterator[T]]


@contextmanager
def workers(expected: int) -> Iterator[Each[Any]]:
    """Give what works like ``itertools.starmap``, in other processes where ``expected`` items are many.

    The items are read in this process and thread, a few batches ahead.
    """
    cores = len(os.sched_getaffinity(0))
    if expected < _WORTH_IT or cores == 1:
        yield starmap
        return
    # Not fork: this process has the vault open and runs threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(cores, mp_context=context, initializer=_begin) as pool:
        try:
            yield partial(_each, pool)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _each(
    pool: ProcessPoolExecutor, function: Callable[..., T], items: Iterable[tuple[Any, ...]]
) -> Iterator[T]:
    waiting: deque[Iterator[T]] = deque()
    remaining = iter(items)
    while some := list(islice(remaining, _AT_ONCE)):
        waiting.append(pool.map(function, *zip(*some, strict=True), chunksize=_AT_ONCE // 10))
        if len(waiting) > _AHEAD:
            yield from waiting.popleft()
    for results in waiting:
        yield from results


def _begin() -> None:
    """Make a worker ready; it ends with the process that wanted it, however that ends."""
    set_up_django()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
