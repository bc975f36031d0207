"""Many at once: one writes, the others say who does and leave with 75; nothing is broken.

    python -m faults.crowd STAGES FOLDER JOB ROUNDS SEED

Each round, CROWD processes do the job at the same time, on one archive.  In every other
round the one that writes is killed at a random moment, and the job is done again:
the lock must not have stayed.  Prints the account as JSON.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

from cableroom.errors import EXIT_LOCKED, EXIT_REFUSED
from faults.attempt import Ground, adopt_orphans
from faults.breaking import Account, load_commands
from faults.jobs import JOBS

CROWD = 8
_MOST_SECONDS = 0.3
_KILLED = -signal.SIGKILL


def _started(ground: Ground, number: int) -> int:
    """Start one of the crowd; what it says goes into a file of its own."""
    process = os.fork()
    if process:
        return process
    status = 70
    try:
        descriptor = os.open(_said(ground, number), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
        status = ground.work()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _said(ground: Ground, number: int) -> Path:
    return ground.folder.with_suffix(f".{number}.said")


def _owner(ground: Ground) -> int | None:
    """Return the process that says it holds the lock, where one of the crowd does."""
    words = (ground.home / "vault" / "lock").read_text() if (ground.home / "vault" / "lock").exists() else ""
    number = words.partition('"pid": ')[2].partition(",")[0]
    return int(number) if number.isdigit() else None


def one_round(ground: Ground, account: Account, chance: random.Random, *, kill: bool) -> None:
    """Let the crowd at a fresh archive, and look at what it leaves."""
    ground.fresh()
    crowd = [_started(ground, number) for number in range(CROWD)]
    if kill:
        time.sleep(chance.random() * _MOST_SECONDS)
        # None of the crowd has been waited for, so that its number cannot be another's.
        if (owner := _owner(ground)) in crowd:
            os.kill(owner, signal.SIGKILL)
    statuses = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in crowd]
    said = [_said(ground, number).read_text() for number in range(CROWD)]
    account.counts["tried"] += 1
    account.counts["killed"] += statuses.count(_KILLED)
    late = ground.job.done_already or "none"
    for status, words in zip(statuses, said, strict=True):
        account.counts["refused"] += status == EXIT_LOCKED
        known = status in (0, _KILLED) or (status == EXIT_REFUSED and late in words)
        locked = status == EXIT_LOCKED and "vault-locked: " in words and " is writing to " in words
        if not (known or locked) or "Traceback" in words:
            account.blame("crowd", f"exit status {status}: {words}")
    if not kill and 0 not in statuses:
        account.blame("crowd", f"nobody got through: {statuses}")
    account.look("crowd", done=0 in statuses, told=0)


def main(stages: Path, folder: Path, name: str, rounds: int, seed: str) -> None:
    """Let crowds at the job ``name``."""
    adopt_orphans()
    load_commands()
    ground = Ground(stages, folder, JOBS[name])
    account = Account(ground, "crowd")
    chance = random.Random(f"{seed} {name}")  # noqa: S311 - a repeatable choice of moments
    for number in range(rounds):
        one_round(ground, account, chance, kill=number % 2 == 1)
    account.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5])
