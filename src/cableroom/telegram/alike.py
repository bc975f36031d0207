"""Which of many texts may be copies of each other: pairs with a value of their sketches in common.

Sketches in, pairs of numbers out.  Memory: 8 bytes for each value, and no text.
"""

from array import array
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Final

_PARTS: Final = 64
"""The values are sorted in so many parts, one after the other, so that few are objects at a time."""
_MOST: Final = 20
"""A value in the sketches of more texts than this is a phrase of the trade."""
_ENOUGH: Final = 3
"""Two texts share so many values before they are compared, or one of them has few."""
_FEW: Final = 6


class Sketches:
    """The sketches of many texts, each known by its number."""

    def __init__(self) -> None:
        self._parts = [array("Q") for _ in range(_PARTS)]
        self._short: set[int] = set()

    def add(self, number: int, sketch: list[int]) -> None:
        """Take the ``sketch`` of the text ``number``, which is below 2**32."""
        if len(sketch) < _FEW:
            self._short.add(number)
        for value in sketch:
            self._parts[value % _PARTS].append(value << 32 | number)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Give the numbers of every two texts that share enough, each pair once, the lower number first."""
        shared: Counter[tuple[int, int]] = Counter()
        for part in self._parts:
            shared.update(_pairs(sorted(part)))
        for pair, count in sorted(shared.items()):
            if count >= _ENOUGH or not self._short.isdisjoint(pair):
                yield pair


def _pairs(values: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for place in range(1, len(values) + 1):
        if place == len(values) or values[place] >> 32 != values[start] >> 32:
            if 1 < place - start <= _MOST:
                numbers = sorted({value & 0xFFFFFFFF for value in values[start:place]})
                yield from combinations(numbers, 2)
            start = place
