"""``make bench``: run every part in a process of its own and print a table.

python bench/run.py --count 25000 [--only PART ...] [--folder DIR] [--json FILE] [--record]

What is measured is written down after each figure.  Where a part fails, the parts that do not need it go on,
and the run ends with 1.  With --folder the archive stays, and the same command goes on with what is missing.
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Container, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from document import record, rounded
from figures import FEW, RESULTS, results
from machine import machine
from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
# In this order; each with its script and the parts that must have been before it.
PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "source": ("sizing.py", ()),
    "parse": ("parsing.py", ()),
    "specimen": ("archive.py", ()),
    "import": ("archive.py", ("specimen",)),
    "clear": ("archive.py", ("import",)),
    "release": ("archive.py", ("clear",)),
    "publish": ("archive.py", ("release",)),
    "index": ("archive.py", ("parse", "publish")),
    "verify": ("archive.py", ("publish",)),
    "backup": ("archive.py", ("publish",)),
    "search": ("searching.py", ("publish",)),
    "render": ("rendering.py", ("publish",)),
    "page": ("pages.py", ("publish",)),
    "archives": ("page_archives.py", ()),
    "peers": ("peers.py", ("publish",)),
    "opensearch": ("cluster.py", ("publish",)),
}
ONLY_ASKED = {"peers", "opensearch"}
"""They need what is not ours, or hours; only with --only."""


class Run:
    """The figures of one folder, kept on the disk at each step."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self.found = results(folder)
        if self.found.setdefault("count", count) != count:
            raise SystemExit(f"bench: {folder} has a run with --count {self.found['count']}")
        self.found["machine"] = gone_on(self.found.get("machine"), machine())
        self.found.setdefault("done", [])

    def forget(self, names: Container[str]) -> None:
        """Leave out what these parts measured."""
        kept = [one for one in self.found["figures"] if one["measured_by"] not in names]
        self.found["figures"] = kept
        self.found["done"] = [name for name in self.found["done"] if name not in names]
        self.found["failed"] = {n: why for n, why in self.found["failed"].items() if n not in names}
        self._keep()

    def part(self, name: str, *more: str) -> None:
        """Run one part; keep its figures, or as many as there are before it fails."""
        script, needed = PARTS[name]
        self.found["failed"][name] = "it was broken off"
        self._keep()
        if missing := [one for one in needed if one not in self.found["done"]]:
            self._failed(name, f"it needs {', '.join(missing)}")
            return
        start = time.monotonic()
        command = [sys.executable, HERE / script, name, self.folder, str(self.found["count"]), *more]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for line in process.stdout:
                self.found["figures"].append({**json.loads(line), "measured_by": name})
                self._keep()
        if process.returncode:
            self._failed(name, f"its process ended with {process.returncode}")
            return
        del self.found["failed"][name]
        self.found["done"].append(name)
        # In the order of the parts, in whichever order they were measured.
        self.found["figures"].sort(key=lambda one: list(PARTS).index(one["measured_by"]))
        self._keep()
        say(f"{name}: {time.monotonic() - start:,.1f} s")

    def _failed(self, name: str, why: str) -> None:
        self.found["failed"][name] = why
        self._keep()
        say(f"{name} FAILED: {why}")

    def _keep(self) -> None:
        keep(self.folder / RESULTS, self.found)


def gone_on(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a run that goes on: every commit that was measured, and the most load."""
    if before is None:
        return {**now}
    commits = dict.fromkeys([*before["commit"].split(", "), now["commit"]])
    return {
        **now,
        "commit": ", ".join(commits),
        "load_before": max(before["load_before"], now["load_before"]),
    }


def keep(file: Path, found: Mapping[str, Any]) -> None:
    """Write the results down, all or none."""
    building = file.with_name(f"{file.name}.building")
    building.write_text(json.dumps(found, indent=1) + "\n")
    building.replace(file)


def say(line: str) -> None:
    """Tell how far it is."""
    sys.stderr.write(f"bench: {datetime.now(UTC):%H:%M:%S} {line}\n")


def plan(only: list[str], done: list[str], failed: Iterable[str]) -> tuple[list[str], set[str]]:
    """The parts to run, in order, and those that are of no worth any more because of it.

    Without ``only``, what is missing; with it, these and what they need that is not there.
    """
    asked = set(only or (name for name in PARTS if name not in ONLY_ASKED.union(done)))
    # What was cut off or is done cannot be measured twice in one archive: begin with a new one.
    if asked & {"clear", "release"} & {*done, *failed} or asked & {"publish"} & {*done}:
        asked.add("import")
    stale: set[str] = set()
    for name, (_script, needed) in PARTS.items():
        if not (asked | stale).isdisjoint(needed):
            stale.add(name)
    there = {*done} - stale - asked
    for name in reversed(PARTS):
        if name in asked:
            asked |= {*PARTS[name][1]} - there
    return [name for name in PARTS if name in asked], stale | asked


def show(figures: Iterable[Mapping[str, Any]]) -> None:
    """Print the table."""
    table = Table("part", "what", "value", "unit", "bare", "ratio", "against")
    for figure in figures:
        numbers = (figure["value"], figure["baseline"], figure["ratio"])
        value, bare, ratio = ("" if number is None else rounded(number) for number in numbers)
        table.add_row(
            figure["part"], figure["name"], value, figure["unit"], bare, ratio, figure["against"] or ""
        )
    Console(width=150).print(table)


def chosen() -> argparse.Namespace:
    """What the command line asks for."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--count", type=int, default=25_000, help="cables")
    options.add_argument("--only", nargs="+", choices=PARTS, default=[], help="these, and what they need")
    options.add_argument("--folder", type=Path, help="where the archive is made and stays")
    options.add_argument("--json", type=Path, help="write the results here too")
    options.add_argument("--record", action="store_true", help="put them into docs/performance.json")
    options.add_argument("--pages", nargs="*", default=[], help="saved pages to parse as well")
    return options.parse_args()


def main() -> None:
    """Measure what is asked for."""
    asked = chosen()
    # Whoever stops it does not want to keep gigabytes that nobody knows of.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="cableroom-bench-") as passing:
        folder = (asked.folder or Path(passing)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        run = Run(folder, asked.count)
        parts, stale = plan(asked.only, run.found["done"], run.found["failed"])
        run.forget(stale)
        for name in parts:
            say(f"{name} ...")
            run.part(name, *(map(str, asked.pages) if name == "parse" else ()))
            if asked.json:
                keep(asked.json, run.found)
    if asked.record:
        record(run.found)
    show(run.found["figures"])
    if asked.count < FEW:
        say(f"with fewer than {FEW:,} cables, the start of each command is most of what is measured")
    for name, why in run.found["failed"].items():
        say(f"{name} FAILED: {why}")
    sys.exit(1 if run.found["failed"] else 0)


if __name__ == "__main__":
    main()
