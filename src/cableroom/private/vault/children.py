"""Processes that we start, and that may not outlive us."""

import multiprocessing
import os
import threading

from cableroom.errors import EXIT_REFUSED


def end_with_parent() -> None:
    """Let a process that ``multiprocessing`` started end when its parent does, however that ends."""
    threading.Thread(target=_wait_and_end, daemon=True).start()


def _wait_and_end() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(EXIT_REFUSED)
