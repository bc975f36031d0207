"""Pure work on many editions, in as many processes as there are cores; results come in order."""

import multiprocessing
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import islice, starmap
from typing import Any, Final, TypeVar

from cableroom.gate.errors import WorkerKilled
from cableroom.private.vault.archive import set_up_django
from cableroom.private.vault.children import end_with_parent

_WORTH_IT: Final = 1_000
"""Editions; for fewer, starting the processes takes longer than the work."""
_AHEAD: Final = 3
"""Items a core that are handed out ahead: enough to keep all busy, few enough to hold in memory."""

T = TypeVar("T")
Each = Callable[[Callable[..., T], Iterable[tuple[Any, ...]]], Iterator[T]]

_held: tuple[Any, ...] = ()


@contextmanager
def workers(expected: int, *held: object) -> Iterator[Each[Any]]:
    """Give what works like ``itertools.starmap``, in other processes where ``expected`` editions are many.

    held: what every call gets before its own arguments; it is sent to each process once.
    The items are read in this process and thread, a few ahead; what is sent is
    small beside the work where an item is a part of many editions.
    Raises WorkerKilled ("worker-killed"): one of the processes ended, by a person or for lack of memory.
    """
    cores = len(os.sched_getaffinity(0))
    if expected < _WORTH_IT or cores == 1:
        yield lambda function, items: starmap(partial(function, *held), items)
        return
    # Not fork: this process has the vault open and runs threads.
    context = multiprocessing.get_context("spawn")
    # Pickled here, because what it names may need Django, which a new process has yet to set up.
    sent = (pickle.dumps(held),)
    with ProcessPoolExecutor(cores, mp_context=context, initializer=_begin, initargs=sent) as pool:
        try:
            yield partial(_each, pool, cores * _AHEAD)
        except BrokenProcessPool as exc:
            raise WorkerKilled("a process that shares in the work was ended from outside") from exc
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def in_parts(items: Iterable[T], length: int) -> Iterator[tuple[list[T]]]:
    """Give ``items`` in lists of ``length``, each as the arguments of one call."""
    remaining = iter(items)
    while some := list(islice(remaining, length)):
        yield (some,)


def _each(
    pool: ProcessPoolExecutor, ahead: int, function: Callable[..., T], items: Iterable[tuple[Any, ...]]
) -> Iterator[T]:
    waiting: deque[Future[T]] = deque()
    for item in items:
        waiting.append(pool.submit(_call, function, item))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _call(function: Callable[..., T], item: tuple[Any, ...]) -> T:
    return function(*_held, *item)


def _begin(sent: bytes) -> None:
    """Make a worker ready; it ends with the process that wanted it, however that ends."""
    global _held  # noqa: PLW0603 - a process of a pool has no other place for what it is given once
    set_up_django()
    _held = pickle.loads(sent)  # noqa: S301 - our parent's own bytes
    end_with_parent()
