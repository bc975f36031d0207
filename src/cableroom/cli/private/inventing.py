"""Inventing on every core: what is wanted in, the bytes of the files out, in order.

Each worker writes every n-th batch of places.  A batch depends on its places alone, so the bytes are
the same however many workers there are; a worker waits until its batch is fetched, so few are in memory.
"""

import json
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection
from typing import Final

from cableroom.specimen.corpus import places
from cableroom.specimen.writing import FOLDERS, csv_row

BATCH: Final = 250
"""Cables."""
_WORTH_IT: Final = 2_000
"""Cables; for fewer, starting the processes takes longer than the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be invented."""

    count: int
    seed: int
    shape: str
    """``csv``, or a key of ``FOLDERS``."""
    oddities: float
    """Times their usual rates; 0 for none."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some cables, ready to be written."""

    files: tuple[tuple[str, bytes], ...]
    """Path in the folder, and bytes; for csv one part of the table, without a path."""
    truth: bytes
    """One JSON object a line."""
    oddities: tuple[str, ...]
    """Names, one for each odd cable."""


def batches(wanted: Wanted) -> Iterator[Batch]:
    """All cables in their order, ``BATCH`` at a time."""
    cores = len(os.sched_getaffinity(0))
    if wanted.count < _WORTH_IT or cores == 1:
        yield from _share(wanted, 0, 1)
        return
    # Not fork: the command's process may run threads.
    context = multiprocessing.get_context("spawn")
    with ExitStack() as started:
        ends: list[Connection] = []
        for worker in range(cores):
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(theirs, wanted, worker, cores), daemon=True)
            process.start()
            theirs.close()
            started.callback(process.join)
            started.callback(process.terminate)
            ends.append(started.enter_context(ours))
        for number in range(-(-wanted.count // BATCH)):
            yield ends[number % cores].recv()


def _work(end: Connection, wanted: Wanted, worker: int, workers: int) -> None:
    """Send a worker's batches; runs in a process of its own, and ends when nobody fetches any more."""
    try:
        for batch in _share(wanted, worker, workers):
            end.send(batch)
    except (BrokenPipeError, KeyboardInterrupt):
        pass
    finally:
        end.close()


def _share(wanted: Wanted, worker: int, workers: int) -> Iterator[Batch]:
    """Every ``workers``-th batch, from the ``worker``-th on."""
    mine = (
        place
        for start in range(worker * BATCH, wanted.count, workers * BATCH)
        for place in range(start, min(start + BATCH, wanted.count))
    )
    written = places(mine, wanted.seed, oddities=wanted.oddities, shape=wanted.shape)
    while cables := list(islice(written, BATCH)):
        told = "".join(json.dumps(cable.truth, ensure_ascii=False) + "\n" for cable in cables)
        if wanted.shape in FOLDERS:
            path_of, text_of = FOLDERS[wanted.shape]
            files = tuple((str(path_of(cable)), text_of(cable).encode(cable.encoding)) for cable in cables)
        else:
            files = (("", b"".join(csv_row(cable).encode(cable.encoding) for cable in cables)),)
        yield Batch(files, told.encode(), tuple(name for cable in cables for name in cable.oddities))
