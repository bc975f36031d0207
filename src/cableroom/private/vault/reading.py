"""The reading half of an import, in a process of its own where that is worth it.

One process reads, decodes, hashes and compresses; the other, which called
us, is the only one that writes.  Batches come in their order, so an import
is the same either way, whenever it is killed.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings

from cableroom.private.vault.archive import open_archive, set_up_django
from cableroom.private.vault.children import end_with_parent
from cableroom.private.vault.errors import ReaderDied

if TYPE_CHECKING:
    from cableroom.private.vault.incoming import Batch

WORTH_IT_BYTES: Final = 32 * 1024 * 1024
"""For less, starting a process takes longer (half a second) than it saves.

Measured on 25,000 rows of 155 MB: 8.5 s of CPU in one process, 5.3 and 4.8 in two.
"""
_AHEAD: Final = 2
"""Batches read while one is written: enough to keep both busy, few enough to hold in memory."""

# Of the reading process: what is left to read.
_remaining: "Iterator[Batch]" = iter(())


def read_batches(paths: list[Path], as_format: str | None, *, size: int) -> "Iterator[Batch]":
    """Give what ``incoming.batches`` does, from another process where ``size`` bytes are many.

    Raises ReaderDied: the other process was killed, by a person or for lack of memory.
    """
    if size < WORTH_IT_BYTES or len(os.sched_getaffinity(0)) == 1:
        yield from _batches(paths, as_format)
        return
    # Not fork: this process has the vault open.
    pool = ProcessPoolExecutor(
        1,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(settings.CABLEROOM_HOME, paths, as_format),
    )
    try:
        process = pool.submit(os.getpid).result()
    except BrokenProcessPool as exc:
        raise ReaderDied("the process that reads ended before it began") from exc
    try:
        yield from _in_order(pool)
    except BrokenProcessPool as exc:
        raise ReaderDied("the process that reads the files was ended from outside") from exc
    except BaseException:
        # It may be deep in a large file; nobody waits for that.
        os.kill(process, signal.SIGKILL)
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _batches(paths: list[Path], as_format: str | None) -> "Iterator[Batch]":
    # Imported here: it names the vault's tables, and a new process finds this module before Django is set up.
    from cableroom.private.vault.incoming import batches  # noqa: PLC0415

    return batches(paths, as_format)


def _in_order(pool: ProcessPoolExecutor) -> "Iterator[Batch]":
    waiting: deque[Future[Batch | None]] = deque(pool.submit(_next_batch) for _ in range(_AHEAD))
    while (batch := waiting.popleft().result()) is not None:
        waiting.append(pool.submit(_next_batch))
        yield batch


def _begin(home: Path, paths: list[Path], as_format: str | None) -> None:
    """Make the reading process ready; it ends with the one that wants it, however that ends."""
    global _remaining  # noqa: PLW0603 - the one thing that a process of its own is about
    # Ctrl-C reaches both; the other one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    set_up_django()
    open_archive(home)
    _remaining = _batches(paths, as_format)


def _next_batch() -> "Batch | None":
    return next(_remaining, None)
