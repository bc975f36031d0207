"""Goes the whole way in the surroundings it is started in, and prints what is public.

    python -m faults.elsewhere STAGES HOME [--shift SECONDS] [--workers CORES]

From a copy of the empty archive: import, clear, two releases, two publications,
with the locale of the environment in force for every library.
--shift: the clock is wrong by so much, for Python and for Django.
--workers: work is spread over processes however little there is, as if there were so many cores.
"""

import contextlib
import datetime as dt
import json
import locale
import os
import sys
import time
from pathlib import Path
from typing import Self


def set_clock(shift: float) -> None:
    """Let this process take it for ``shift`` seconds later; call it before anything is imported."""
    true_time = time.time

    class Elsewhen(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Self:
            return cls.fromtimestamp(true_time() + shift, tz)

    time.time = lambda: true_time() + shift
    setattr(dt, "datetime", Elsewhen)  # noqa: B010 - mypy knows that a type is not to be replaced


def main(stages: Path, home: Path, *options: str) -> None:
    """Go the way and print path -> SHA-256 of all that is published, as JSON."""
    locale.setlocale(locale.LC_ALL, "")
    if "--shift" in options:
        set_clock(float(options[options.index("--shift") + 1]))
    # Imported here: what they import must find the other clock.
    from cableroom.private.vault.archive import set_up_django  # noqa: PLC0415
    from faults.jobs import JOBS, SIGNED, copy, give, public_bytes, spread  # noqa: PLC0415

    if "--workers" in options:
        cores = set(range(int(options[options.index("--workers") + 1])))
        os.sched_getaffinity = lambda _process: cores
        set_up_django()
        spread()
    copy(stages / "empty", home)
    with contextlib.redirect_stdout(sys.stderr):
        for arguments in (*SIGNED, JOBS["publish"].arguments):
            assert give(arguments, stages, home) == 0, arguments
    print(json.dumps(public_bytes(home)))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
