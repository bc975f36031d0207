"""One measured figure, and how a part hands its figures to run.py."""

import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Figure:
    """A value with its unit; ``ratio`` is value / baseline where there is a bare baseline."""

    part: str
    name: str
    value: float
    unit: str
    baseline: float | None = None
    against: str | None = None

    @property
    def ratio(self) -> float | None:
        """How the value compares with its bare baseline."""
        return self.value / self.baseline if self.baseline else None


def report(figures: Iterable[Figure]) -> None:
    """Print figures as JSON lines for run.py."""
    for figure in figures:
        sys.stdout.write(json.dumps({**asdict(figure), "ratio": figure.ratio}) + "\n")


def cpu_seconds(work: Callable[[], object], *, times: int = 3) -> float:
    """Best CPU time of ``work``, in seconds."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def percentile(values: list[float], share: float) -> float:
    """The value below which ``share`` of the sorted values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
