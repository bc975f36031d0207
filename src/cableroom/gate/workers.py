"""Pure work of the gate on many editions, in as many processes as there are cores."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final, TypeVar

from cableroom.private.vault.archive import set_up_django
from cableroom.workers import Each, spread

_WORTH_IT: Final = 1_000
"""Editions; for fewer, starting the processes takes longer than the work."""

T = TypeVar("T")


@contextmanager
def workers(expected: int, *held: object) -> Iterator[Each[Any]]:
    """Do as ``spread`` where ``expected`` editions are many; the processes can use models."""
    with spread(*held, worth_it=expected >= _WORTH_IT, set_up=set_up_django) as each:
        yield each


def in_parts(items: Iterable[T], length: int) -> Iterator[tuple[list[T]]]:
    """Give ``items`` in lists of ``length``, each as the arguments of one call."""
    remaining = iter(items)
    while some := list(islice(remaining, length)):
        yield (some,)
