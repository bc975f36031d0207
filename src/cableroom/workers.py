"""Pure work in as many processes as there are cores; results come in order, and nobody is left behind."""

import multiprocessing
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import starmap
from multiprocessing import resource_tracker
from threading import Thread
from typing import Any, Final, TypeVar

from cableroom.errors import EXIT_REFUSED, WorkerKilled

_AHEAD: Final = 3
"""Items a core that are handed out ahead: enough to keep all busy, few enough to hold in memory."""

T = TypeVar("T")
Each = Callable[[Callable[..., T], Iterable[tuple[Any, ...]]], Iterator[T]]

_held: tuple[Any, ...] = ()


def _nothing() -> None:
    """Set up nothing."""


@contextmanager
def spread(*held: object, worth_it: bool, set_up: Callable[[], object] = _nothing) -> Iterator[Each[Any]]:
    """Give what works like ``itertools.starmap``, in other processes where that is worth starting them.

    held: what every call gets before its own arguments; it is sent to each process once.
    set_up: is called in each process first.
    The items are read in this process and thread, a few ahead; what is sent is
    small beside the work where an item is a part of many editions.
    Raises WorkerKilled ("worker-killed"): one of the processes ended, by a person or for lack of memory.
    """
    cores = len(os.sched_getaffinity(0))
    pool = _pool(cores, held, set_up) if worth_it and cores > 1 else None
    if pool is None:
        yield lambda function, items: starmap(partial(function, *held), items)
        return
    with pool:
        try:
            yield partial(_each, pool, cores * _AHEAD)
        except BrokenProcessPool as exc:
            raise WorkerKilled("a process that shares in the work was ended from outside") from exc
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """Let a process that is started here never see a Ctrl-C: it reaches both, and the other one decides."""
    # It would unblock the signal when it is started on the way.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with_parent() -> None:
    """Let a process that ``multiprocessing`` started end when its parent does, however that ends."""
    Thread(target=_wait_and_end, daemon=True).start()


def _wait_and_end() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(EXIT_REFUSED)


def _pool(cores: int, held: tuple[object, ...], set_up: Callable[[], object]) -> ProcessPoolExecutor | None:
    """Return a pool whose processes start with the first calls; None where the system has none to give."""
    # Not fork: this process may have the vault open and run threads.
    context = multiprocessing.get_context("spawn")
    # Pickled here, because what it names may need what a new process has yet to set up.
    sent = (set_up, pickle.dumps(held))
    try:
        return ProcessPoolExecutor(cores, mp_context=context, initializer=_begin, initargs=sent)
    except (OSError, NotImplementedError):
        # No semaphores, as in a sandbox where /dev/shm cannot be written.
        return None


def _each(
    pool: ProcessPoolExecutor, ahead: int, function: Callable[..., T], items: Iterable[tuple[Any, ...]]
) -> Iterator[T]:
    waiting: deque[Future[T]] = deque()
    for item in items:
        # The first calls start the processes.
        with deaf_to_ctrl_c():
            waiting.append(pool.submit(_call, function, item))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _call(function: Callable[..., T], item: tuple[Any, ...]) -> T:
    return function(*_held, *item)


def _begin(set_up: Callable[[], object], sent: bytes) -> None:
    """Make a worker ready; it ends with the process that wanted it, however that ends."""
    global _held  # noqa: PLW0603 - a process of a pool has no other place for what it is given once
    end_with_parent()
    set_up()
    _held = pickle.loads(sent)  # noqa: S301 - our parent's own bytes
