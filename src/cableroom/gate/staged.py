"""What a check is given: a generation that was built, and what ought to stand in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cableroom.gate.progress import Progress, silent
from cableroom.gate.reading import Rows, read_rows
from cableroom.gate.standing import Place
from cableroom.gate.subjects import Subjects, unreleased
from cableroom.public.editions.generation import Generation


@dataclass(frozen=True)
class Staged:
    """A generation that was built and is not public yet."""

    generation: Generation
    places: Mapping[str, Place]
    """What ought to stand in it, by reference id."""
    readings: Sequence[tuple[bytes, bytes]] = ()
    """What was read from the text of each row while it was built; every other is read again."""
    progress: Progress = silent

    @cached_property
    def subjects(self) -> Subjects:
        """Subjects of the cables that do not stand in it."""
        return Subjects(unreleased(self.places, progress=self.progress))

    @cached_property
    def rows(self) -> Rows:
        """What all its rows say: each is read again from the finished file, once, by whoever asks first.

        Raises what a damaged file makes of the reading; check that the file is whole before.
        """
        return read_rows(self.generation, self.subjects, self.readings, progress=self.progress)
