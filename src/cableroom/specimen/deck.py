"""A deck of sentences: dealt in an order of its own, each once."""

from collections.abc import Callable, Sequence

from cableroom.specimen.wording import Wording

# A prime step that does not divide the length visits every place.
_STEPS = (7, 11, 13, 17)


class Deck:
    """The wordings of one list, for one report."""

    def __init__(self, wordings: Sequence[Wording], chance: Callable[[], float]) -> None:
        self._wordings = wordings
        self._place = int(chance() * len(wordings))
        self._step = next(step for step in _STEPS if len(wordings) % step)
        self.left = len(wordings)

    def draw(self, claims: int = 0) -> Wording | None:
        """The next one; None when none is left, or when it takes more than ``claims`` clauses."""
        if not self.left:
            return None
        found = self._wordings[self._place]
        if found.claims > claims:
            return None
        self.left -= 1
        self._place = (self._place + self._step) % len(self._wordings)
        return found
