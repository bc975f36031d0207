"""Which of many texts may be copies of each other: pairs with a value of their sketches in common.

Sketches in, pairs of numbers out.  Memory: 8 bytes for each value, 16 more for each that two texts share,
and no text but two.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Final

from cableroom.telegram.shingles import Shingles, likeness

_PARTS: Final = 64
"""The values are counted in so many parts, one after the other, so that few are objects at a time."""
_MOST: Final = 20
"""A value in the sketches of more texts than this is a phrase of the trade."""
_ENOUGH: Final = 3
"""Two texts share so many values before they are compared, or one of them has few."""
_FEW: Final = 6
_LOW: Final = 0xFFFFFFFF


class Sketches:
    """The sketches of many texts, each known by its number."""

    def __init__(self) -> None:
        self.parts = [(array("I"), array("I")) for _ in range(_PARTS)]
        """Every value of every sketch, and at the same place the number of its text."""
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
            values, numbers = self.parts[value % _PARTS]
            values.append(value)
            numbers.append(number)

    def update(self, others: "Sketches") -> None:
        """Take the sketches of other texts, too."""
        self.end = max(self.end, others.end)
        self.short |= others.short
        for part, others_part in zip(self.parts, others.parts, strict=True):
            for column, more in zip(part, others_part, strict=True):
                column.extend(more)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Give the numbers of every two texts that share enough, in order, the lower number first.

        No text is in more than 12 times 19 pairs, and only those of one text are counted at a time.
        """
        members, ends, parts = self._sharing()
        for part in parts:
            for number, places in groupby(sorted(part), lambda place: place >> 32):
                # Members are in order: those behind it have higher numbers.
                behind = (members[(place & _LOW) + 1 : ends[place & _LOW]] for place in places)
                shared = Counter(chain.from_iterable(behind))
                enough = (
                    other
                    for other, count in shared.items()
                    if count >= _ENOUGH or not self.short.isdisjoint((number, other))
                )
                for other in sorted(enough):
                    yield number, other

    def _sharing(self) -> tuple["array[int]", "array[int]", list["array[int]"]]:
        """Return the texts that have each shared value, and where each text is among them.

        That is: the numbers, value after value; for each, where those of its value end; and (number << 32 |
        place among them), in parts with ever higher numbers.
        """
        members, ends = array("I"), array("I")
        parts = [array("Q") for _ in range(_PARTS)]
        for part in self.parts:
            for sharers in _shared(*part):
                end = len(members) + len(sharers)
                for place, number in enumerate(sharers, len(members)):
                    parts[number * _PARTS // self.end].append(number << 32 | place)
                    ends.append(end)
                members.extend(sharers)
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


def _shared(values: Iterable[int], numbers: Iterable[int]) -> Iterator[list[int]]:
    """Give the numbers, in order, of the texts with the same value, where it is no phrase of the trade."""
    shared = {value for value, count in Counter(values).items() if 1 < count <= _MOST}
    # Nearly every value is of one text alone: only what is left is sorted.
    entries = sorted(
        value << 32 | number for value, number in zip(values, numbers, strict=True) if value in shared
    )
    for _value, some in groupby(entries, lambda entry: entry >> 32):
        yield [entry & _LOW for entry in some]
