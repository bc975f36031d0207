"""A process that writes for another ends with it: the next build must not find it at work in its folder."""

import subprocess
import sys
from pathlib import Path

from faults.jobs import copy
from running import environment


def test_who_writes_an_index_ends_with_who_wanted_it(stages: Path, tmp_path: Path) -> None:
    copy(stages / "published", tmp_path / "archive")
    folder = tmp_path / "archive" / "published" / "000002"
    command = [sys.executable, "-P", "-m", "cableroom.public.search.building", str(folder), "cables"]

    # Nobody holds the other end of its standard input, as after a kill.
    left_alone = subprocess.run(command, stdin=subprocess.DEVNULL, env=environment(), check=False)

    assert left_alone.returncode == 1
