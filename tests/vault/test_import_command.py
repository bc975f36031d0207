"""What a person sees of an import, on a terminal and in a log."""

import os
import pty
import subprocess
from pathlib import Path

from invented import row, write_csv
from running import COMMAND, Run, environment

KINDS = 25


def test_many_of_one_kind_are_counted(home: Path, run_cableroom: Run) -> None:
    """A folder of a quarter million empty files makes no quarter million lines of warnings."""
    folder = home.parent / "in"
    folder.mkdir()
    write_csv(folder / "a.csv", range(1, KINDS + 1))
    (folder / "b.csv").write_bytes(b"".join(row(n, words="was away") for n in range(1, KINDS + 1)))
    for number in range(KINDS):
        (folder / f"c{number:02}.txt").touch()
        (folder / f"d{number:02}.bin").write_bytes(bytes(range(256)))

    ended = run_cableroom("--home", home, "import", folder)

    told = ended.stderr.decode().splitlines()
    for begins, ends in (
        ("alert: ", "5 more candidates; `cableroom show REF` has them"),
        ("warning: ", "5 more files hold no cable"),
        ("refused: ", "5 more files; the account names them all"),
    ):
        of_kind = [line for line in told if line.startswith(begins)]
        assert len(of_kind) == 21
        assert of_kind[-1] == begins + ends
    assert sum("in the vault: " in line for line in told) == 1
    assert ended.stdout.count(b"\nrejected: ") == KINDS


def test_a_terminal_shows_something_at_once_and_the_time_left(home: Path) -> None:
    source = write_csv(home.parent / "cables.csv", range(1, 1_201))
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, "--home", str(home), "import", str(source)],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=environment({"COLUMNS": "120", "TERM": "xterm"}),
    ) as process:
        os.close(theirs)
        shown = b""
        # A terminal whose other end is closed fails to be read, when all is read.
        try:
            while piece := os.read(ours, 65_536):
                shown += piece
        except OSError:
            pass
        os.close(ours)
        assert process.stdout is not None
        account = process.stdout.read()

    assert account == b"1,200 cables read = 1,200 stored + 0 duplicates + 0 rejected\n"
    seen = [shown.index(words) for words in (b"looking for files", b"1 file, ", b"100%")]
    assert seen == sorted(seen)
    assert b"left" in shown
