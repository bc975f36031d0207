"""Breaks a job off, again and again, each time elsewhere, and looks at what is left.

    python -m faults.breaking STAGES FOLDER JOB HOW SAMPLE SEED

A fresh copy of the state before JOB goes through its command in a process of
its own (forked when Python and Django are loaded, so that the faults fall into
the work), SAMPLE times, and is broken off in one of the HOWS: with kill -9 at
random moments, by operations that fail, by a disk without room; or an image of
the disk is made as it may be when the power fails ("images").  All the while, and
afterwards, readers must have a whole generation, that of before or of after.
Then the next commands run, as they would tomorrow: nothing acknowledged may be
lost, the same command must end in the same bytes as if nothing had happened.
Prints the account as JSON.
"""

import functools
import importlib
import json
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

from cableroom.cli.private import COMMANDS
from cableroom.private.vault.archive import set_up_django
from faults import operations, surroundings
from faults.attempt import Attempt, Ground, adopt_orphans, children_of
from faults.images import images
from faults.jobs import JOBS, served, small_batches
from faults.looking import HalfVisible, Lost, acknowledged, look

# Also in a process that ours spawns: it imports this module first.
set_up_django()
small_batches()

Attempts = Iterator[tuple[str, Attempt]]
_MOST_FAULTS = 5
# Without memory, Python itself may not get as far as a sentence.
_SPEECHLESS = ("memory",)
_ENDINGS = {-signal.SIGKILL: "killed", -signal.SIGABRT: "killed", 1: "refused", 0: "done"}


def moments(ground: Ground, sample: int, chance: random.Random) -> Attempts:
    """Kill it at random moments of its time; every other time only one of the processes that it started."""
    ground.fresh()
    whole = Attempt(ground, ground.work)
    seconds = whole.watch()
    assert whole.status == 0, whole.said
    for number, moment in enumerate(sorted(chance.random() for _ in range(sample))):
        ground.fresh()
        attempt = Attempt(ground, ground.work)
        attempt.watch(moment * seconds)
        children = children_of(attempt.process) if number % 2 else []
        attempt.end(victim=chance.choice(children) if children else None)
        yield f"{'a child' if children else 'all'} killed after {moment:.3f} of its time", attempt


def failing_operations(ground: Ground, sample: int, chance: random.Random) -> Attempts:
    """Let operations fail, evenly spread, in each way by turns; each in all ways where SAMPLE allows that."""
    total = _count(ground)
    places = [(fatal, way) for fatal in range(1, total + 1) for way in operations.WAYS]
    if sample < len(places):
        ways, first = cycle(operations.WAYS), chance.random()
        places = [(1 + int((place + first) * total / sample), next(ways)) for place in range(sample)]
    for fatal, way in places:
        ground.fresh()

        def doomed(fatal: int = fatal, way: str = way) -> int:
            operations.arm(fatal, way)
            return ground.work()

        attempt = Attempt(ground, doomed)
        attempt.end_by_itself()
        yield f"{way} at operation {fatal} of {total}", attempt


def _count(ground: Ground) -> int:
    """Do the job undisturbed, and return how many operations it has."""
    ground.fresh()
    counted = ground.folder.with_suffix(".count")

    def count() -> int:
        tell = operations.count()
        status = ground.work()
        counted.write_text(str(tell()))
        return status

    whole = Attempt(ground, count)
    whole.end_by_itself()
    assert whole.status == 0, whole.said
    return int(counted.read_text())


HOWS: dict[str, Callable[[Ground, int, random.Random], Attempts]] = {
    "moments": moments,
    "operations": failing_operations,
    "room": surroundings.little_room,
    "inodes": surroundings.few_inodes,
    "limit": surroundings.short_files,
    "memory": surroundings.little_memory,
    "deaf": surroundings.nobody_listens,
}


class Account:
    """What was tried, and what came of it."""

    def __init__(self, ground: Ground, how: str) -> None:
        self._ground = ground
        self._may_be_speechless = how in _SPEECHLESS
        states = (ground.job.before, ground.job.after)
        self._whole = {served(ground.stages / state / "published") for state in states}
        self.counts = Counter(dict.fromkeys(("tried", "killed", "refused", "done", "lost", "half"), 0))
        self.faults: list[str] = []

    def add(self, place: str, attempt: Attempt) -> None:
        """Judge one attempt, and look at what it left."""
        said = attempt.said
        ended = _ENDINGS.get(attempt.status or 0, "refused" if self._may_be_speechless else "")
        self.counts["tried"] += 1
        self.counts[ended] += 1
        unclear = "Traceback" in said or (ended == "refused" and "cableroom: " not in said)
        if not ended or (unclear and not self._may_be_speechless):
            self.blame(place, f"exit status {attempt.status}: {said}")
        self._check_readers(place, attempt)
        self.look(f"{place} ({ended})", done=ended == "done", told=acknowledged(said))

    def look(self, place: str, *, done: bool, told: int) -> None:
        """Look, in a process of its own, at what is there."""
        ground = self._ground
        work = functools.partial(look, ground.stages, ground.home, ground.job, done=done, told=told)
        after = Attempt(ground, work)
        after.end_by_itself()
        self._check_readers(place, after)
        if after.status != 0:
            self.blame(place, after.said)

    def _check_readers(self, place: str, attempt: Attempt) -> None:
        if attempt.fault:
            self.blame(place, attempt.fault)
        if not attempt.seen <= self._whole:
            self.blame(place, f"{HalfVisible.__name__}: readers saw another generation")

    def blame(self, place: str, what: str) -> None:
        """Note a fault; enough of them end this."""
        self.counts["lost"] += f"{Lost.__name__}: " in what
        self.counts["half"] += f"{HalfVisible.__name__}: " in what
        self.faults.append(f"{place}: {what[-800:]}")
        if len(self.faults) >= _MOST_FAULTS:
            self.end()

    def end(self) -> None:
        """Print the account; it is read by the test."""
        print(json.dumps({**self.counts, "faults": self.faults}))  # noqa: T201
        sys.exit()


def load_commands() -> None:
    """Import what a command would import, so that it is not done again in every attempt."""
    for place in (*COMMANDS.values(), "cableroom.gate.publication:"):
        importlib.import_module(place.partition(":")[0])


def main(stages: Path, folder: Path, name: str, how: str, sample: int, seed: str) -> None:
    """Break the job ``name`` off at each place of the sample."""
    adopt_orphans()
    load_commands()
    ground = Ground(stages, folder, JOBS[name])
    account = Account(ground, how)
    chance = random.Random(f"{seed} {name} {how}")  # noqa: S311 - a repeatable choice of places
    if how == "images":
        for place, new, done in images(ground, sample, chance):
            account.counts["tried"] += 1
            account.counts["differing"] += new
            if new:
                account.look(place, done=done, told=0)
    else:
        for place, attempt in HOWS[how](ground, sample, chance):
            account.add(place, attempt)
    account.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5]), sys.argv[6])
