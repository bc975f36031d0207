"""One measured figure, and how a part hands its figures to run.py.

A part is a generator of figures; its script prints each as a line of JSON as soon as it is known, so that
what was measured is kept where something later fails.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FEW = 5_000
"""Cables; with fewer, the start of each command is most of what is measured."""
RESULTS = "figures.json"
"""In the folder of a run: everything measured in it so far."""


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


Part = Callable[[Path, int], Iterable[Figure]]
"""Folder of the run and number of cables, to figures."""


def report(figures: Iterable[Figure]) -> None:
    """Print figures as JSON lines for run.py, each when it is known."""
    for figure in figures:
        sys.stdout.write(json.dumps({**asdict(figure), "ratio": figure.ratio}) + "\n")
        sys.stdout.flush()


def measure(parts: Mapping[str, Part]) -> None:
    """Measure the part that the command line names: ``script.py PART FOLDER COUNT``."""
    name, folder, count = sys.argv[1:4]
    report(parts[name](Path(folder), int(count)))


def results(folder: Path) -> dict[str, Any]:
    """Everything measured in ``folder`` so far; empty for a new one."""
    file = folder / RESULTS
    return json.loads(file.read_text()) if file.exists() else {"figures": [], "failed": {}}


def earlier(folder: Path, part: str, name: str) -> float:
    """The value of a figure that an earlier part of this run gave."""
    return next(
        one["value"] for one in results(folder)["figures"] if (one["part"], one["name"]) == (part, name)
    )


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
