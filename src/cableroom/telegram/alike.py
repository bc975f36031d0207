"""Which of many texts may be copies of each other: pairs with a value of their sketches in common.

Sketches in, pairs of numbers out.  Memory: 8 bytes for each value, 16 more for each that two texts share,
and no text but two.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from cableroom.telegram.shingles import Shingles, likeness

_PARTS: Final = 64
"""The values are sorted in so many parts, one after the other, so that few are objects at a time."""
_MOST: Final = 20
"""A value in the sketches of more texts than this is a phrase of the trade."""
_ENOUGH: Final = 3
"""Two texts share so many values before they are compared, or one of them has few."""
_FEW: Final = 6
_LOW: Final = 0xFFFFFFFF


class Sketches:
    """The sketches of many texts, each known by its number."""

    def __init__(self) -> None:
        self.parts = [array("Q") for _ in range(_PARTS)]
        """(value << 32 | number) of every value of every sketch."""
        self.short: set[int] = set()
        """Texts with few values."""
        self.end = 0
        """Above every number."""

    def add(self, number: int, sketch: Sequence[int]) -> None:
        """Take the ``sketch`` of the text ``number``, which is below 2**32."""
        self.end = max(self.end, number + 1)
        if 0 < len(sketch) < _FEW:
            self.short.add(number)
        for value in sketch:
            self.parts[value % _PARTS].append(value << 32 | number)

    def update(self, others: "Sketches") -> None:
        """Take the sketches of other texts, too."""
        self.end = max(self.end, others.end)
        self.short |= others.short
        for part, more in zip(self.parts, others.parts, strict=True):
            part.extend(more)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Give the numbers of every two texts that share enough, in order, the lower number first.

        No text is in more than 12 times 19 pairs, and only those of one text are counted at a time.
        """
        members, ends, parts = self._sharing()
        for part in parts:
            for number, places in groupby(sorted(part), lambda place: place >> 32):
                shared: Counter[int] = Counter()
                for place in places:
                    # Members are in order: those behind it have higher numbers.
                    shared.update(members[(place & _LOW) + 1 : ends[place & _LOW]])
                for other, count in sorted(shared.items()):
                    if count >= _ENOUGH or not self.short.isdisjoint((number, other)):
                        yield number, other

    def _sharing(self) -> tuple["array[int]", "array[int]", list["array[int]"]]:
        """Return the texts that have each shared value, and where each text is among them.

        That is: the numbers, value after value; for each, where those of its value end; and (number << 32 |
        place among them), in parts with ever higher numbers.
        """
        members, ends = array("I"), array("I")
        parts = [array("Q") for _ in range(_PARTS)]
        for part in self.parts:
            for numbers in _shared(sorted(part)):
                end = len(members) + len(numbers)
                for place, number in enumerate(numbers, len(members)):
                    parts[number * _PARTS // self.end].append(number << 32 | place)
                    ends.append(end)
                members.extend(numbers)
        return members, ends, parts


def compare(
    pairs: Iterable[tuple[int, int]], shingles_of: Callable[[int], Shingles]
) -> Iterator[tuple[int, int, float]]:
    """Give each pair and how alike its texts are, 0 to 1.

    pairs: by their first number, whose shingles are kept while they last.
    """
    for first, some in groupby(pairs, itemgetter(0)):
        own = shingles_of(first)
        for _first, second in some:
            yield first, second, likeness(own, shingles_of(second))


def _shared(entries: list[int]) -> Iterator[list[int]]:
    """Give the numbers, in order, of the texts with the same value, where it is no phrase of the trade."""
    for _value, some in groupby(entries, lambda entry: entry >> 32):
        numbers = [entry & _LOW for entry in some]
        if 1 < len(numbers) <= _MOST:
            yield numbers
