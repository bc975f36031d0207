"""The reading half of an import, in a process of its own where that is worth it.

One process reads, decodes, hashes and compresses; the other, which called
us, is the only one that writes.  Batches come in their order, so an import
is the same either way, whenever it is killed.
"""

import multiprocessing
import os
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings

from cableroom.private.vault.archive import open_archive, set_up_django
from cableroom.private.vault.errors import ReaderDied
from cableroom.workers import deaf_to_ctrl_c, end_with_parent

if TYPE_CHECKING:
    from cableroom.private.vault.incoming import Batch

WORTH_IT_BYTES: Final = 32 * 1024 * 1024
"""For less, starting a process takes longer (half a second) than it saves.

Measured on 25,000 rows of 155 MB: 8.5 s of CPU in one process, 5.3 and 4.8 in two.
"""


def read_batches(paths: list[Path], as_format: str | None, *, size: int) -> "Iterator[Batch]":
    """Give what ``incoming.batches`` does, from another process where ``size`` bytes are many.

    Raises ReaderDied: the other process was killed, by a person or for lack of memory.
    """
    if size < WORTH_IT_BYTES or len(os.sched_getaffinity(0)) == 1:
        yield from _batches(paths, as_format)
        return
    # One pipe: a pool has threads and locks of its own, and a Ctrl-C between them may wait for ever.
    # Not fork: this process has the vault open.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    arguments = (theirs, settings.CABLEROOM_HOME, paths, as_format)
    process = context.Process(target=_send, args=arguments, daemon=True)
    with ours:
        try:
            with deaf_to_ctrl_c():
                process.start()
            theirs.close()
            while (batch := _fetch(ours)) is not None:
                yield batch
        finally:
            # It may be deep in a large file; nobody waits for that.
            if process.pid is not None:
                process.kill()
                process.join()


def _batches(paths: list[Path], as_format: str | None) -> "Iterator[Batch]":
    # Imported here: it names the vault's tables, and a new process finds this module before Django is set up.
    from cableroom.private.vault.incoming import batches  # noqa: PLC0415

    return batches(paths, as_format)


def _fetch(end: Connection) -> "Batch | None":
    try:
        told = end.recv()
    except (EOFError, OSError) as exc:
        raise ReaderDied("the process that reads the files was ended from outside") from exc
    if isinstance(told, Exception):
        raise told
    return told  # type: ignore[no-any-return]


def _send(end: Connection, home: Path, paths: list[Path], as_format: str | None) -> None:
    """Send every batch, then None, or the error that ended the reading; runs in a process of its own.

    While one batch waits to be fetched the next is not begun, so few are in memory.
    """
    end_with_parent()
    set_up_django()
    open_archive(home)
    try:
        for batch in _batches(paths, as_format):
            end.send(batch)
        end.send(None)
    except Exception as exc:  # noqa: BLE001 - the other process raises it
        end.send(exc)
