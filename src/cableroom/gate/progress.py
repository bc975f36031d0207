"""How a long job says how far it is: a callable that the command line draws, silent by default."""

from typing import Protocol


class Progress(Protocol):
    """Told again and again while a job runs; it must be quick and must not raise."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Hear that ``done`` of ``total`` have passed ``step``, a word or two such as "Indexing"."""


def silent(step: str, done: int, total: int) -> None:
    """Draw nothing."""
    del step, done, total
