"""The corpus: one invented cable after another.

In: a seed. Out: ``SpecimenCable`` after ``SpecimenCable``, one held at a time.

The k-th cable of a seed is always the same, whatever ``count`` is: the first k cables of a large corpus
are the corpus of k cables. So any range of places can be written apart from the others.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from random import Random

from cableroom.specimen.cables import SpecimenCable, write
from cableroom.specimen.oddities import draw
from cableroom.specimen.plan import Planned, plan

# How far back the earlier cable lies that is sent again, or stands in the page of another.
_NEAR = 64


def cables(count: int, seed: int, *, oddities: float = 0.0, shape: str = "csv") -> Iterator[SpecimenCable]:
    """The first ``count`` cables of the corpus ``seed``.

    oddities: 0 gives clean cables; 1 makes some odd, at the rates of the table in ``specimen/oddities``;
        another number is so many times those rates. With any but 0 each truth names its ``oddities``.
    shape: of the files to be written; some oddities exist only on pages.
    """
    return places(range(count), seed, oddities=oddities, shape=shape)


def places(
    wanted: Iterable[int], seed: int, *, oddities: float = 0.0, shape: str = "csv"
) -> Iterator[SpecimenCable]:
    """The cables at the 0-based places ``wanted``, which rise, of the corpus ``seed``.

    The plan is made for those between too, which costs a fiftieth of writing them.
    """
    planned = plan(seed)
    before: deque[Planned] = deque(maxlen=_NEAR)
    reached = 0
    for place in wanted:
        before.extend(islice(planned, place - reached))
        one = next(planned)
        cable = write(seed, one)
        yield _odd(cable, seed, before, oddities, shape) if oddities else cable
        before.append(one)
        reached = place + 1


def _odd(cable: SpecimenCable, seed: int, before: deque[Planned], times: float, shape: str) -> SpecimenCable:
    """The cable with the oddity that falls to it, most often none."""
    random = Random(f"oddity {seed} {cable.number}")
    oddity = draw(times, random)
    changed = None
    if oddity is not None and shape in oddity.shapes:
        if oddity.change_with is None:
            assert oddity.change is not None
            changed = oddity.change(cable, random)
        elif before:
            changed = oddity.change_with(cable, write(seed, random.choice(before)), random)
    names = () if oddity is None or changed is None else (oddity.name,)
    cable = changed or cable
    return replace(cable, oddities=names, truth={**cable.truth, "oddities": list(names)})
