"""What both command lines do with arguments that are no text, and with characters that steer a terminal."""

import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from cableroom.cli.lazy import run
from cableroom.cli.private import cableroom
from cableroom.cli.public import cableroom_reader
from cableroom.errors import EXIT_REFUSED, EXIT_USAGE
from invented import write_csv
from running import COMMAND, environment
from running import run as run_process

NO_TEXT = "Ilse \udcff"
STEERING = "\x07\x1b\x7f\x9b\u202e"
TEXTS = [
    # command line, arguments with a byte of the shell that is no UTF-8
    (cableroom, ["release", "new", "--date", "2010-11-28", "--title", NO_TEXT]),
    (cableroom, ["release", "new", "--date", "2010-11-28", "--title", "One", "--note", NO_TEXT]),
    (cableroom, ["release", "sign", "1", "--as", NO_TEXT]),
    (cableroom, ["fact", "set", "title", NO_TEXT, "--by", "Ilse"]),
    (cableroom, ["fact", "set", "title", "Room", "--by", NO_TEXT]),
    (cableroom, ["withdraw", "07BERN901", "--reason", "source", "--as", "Ilse", "--as", NO_TEXT]),
    (cableroom, ["redact", "07BERN901", "--text", NO_TEXT, "--reason", "source"]),
    (cableroom, ["clear", NO_TEXT]),
    (cableroom, ["show", NO_TEXT]),
    (cableroom_reader, ["show", NO_TEXT]),
]


def left(group: click.Group, arguments: list[str]) -> int | str | None:
    with pytest.raises(SystemExit) as caught:
        run(group, "cableroom", arguments)
    return caught.value.code


@pytest.mark.parametrize(("group", "arguments"), TEXTS, ids=[" ".join(row[1][:2]) for row in TEXTS])
def test_an_argument_that_is_no_text_is_wrong_usage(
    group: click.Group, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert left(group, arguments) == EXIT_USAGE
    said = capsys.readouterr().err
    assert "is no text in UTF-8" in said or "Invalid value for '--reason'" in said
    assert "\udcff" not in said


def test_a_path_need_not_be_text(tmp_path: Path) -> None:
    path = tmp_path / "caf\udcff"
    path.write_text("REF: ROME 1")
    assert run_process("parse", "--as", "telegram", path).returncode == 0


def test_an_argument_that_is_repeated_does_not_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = str(tmp_path / f"n{STEERING}")
    lines = [
        (cableroom, ["--home", nowhere, "list"], EXIT_REFUSED),
        (cableroom, ["parse", nowhere], EXIT_REFUSED),
        (cableroom, [f"--n{STEERING}"], EXIT_USAGE),
        (cableroom, [f"n{STEERING}"], EXIT_USAGE),
        (cableroom_reader, ["--published", nowhere, f"n{STEERING}"], EXIT_USAGE),
    ]
    for group, arguments, status in lines:
        assert left(group, arguments) == status, arguments
        captured = capsys.readouterr()
        assert set(STEERING).isdisjoint(captured.out + captured.err), arguments

    done = run_process("init", f"{nowhere}a")
    assert (done.returncode, set(STEERING) & set(done.stdout.decode())) == (0, set())


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_ends_nothing(tmp_path: Path, closed: str) -> None:
    assert run_process("init", tmp_path / "archive").returncode == 0
    write_csv(tmp_path / "one.csv", range(881, 882))
    command = [*COMMAND, "--home", str(tmp_path / "archive"), "import", str(tmp_path / "one.csv")]

    shell = ["/bin/sh", "-c", f"{shlex.join(command)} {closed}"]
    done = subprocess.run(shell, env=environment(), check=False, capture_output=True)

    assert done.returncode == 0, done.stderr
    assert b"07BERN881" in run_process("--home", tmp_path / "archive", "list").stdout


def test_a_lack_of_memory_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    @click.group()
    def greedy() -> None: ...

    @greedy.command()
    def ask() -> None:
        raise MemoryError

    assert left(greedy, ["ask"]) == EXIT_REFUSED
    assert "cableroom: no-memory: " in capsys.readouterr().err


def test_a_crash_writes_no_memory_to_the_disk() -> None:
    said_at_the_end = (
        "import atexit, resource; from cableroom.cli.private import main;"
        "atexit.register(lambda: print(resource.getrlimit(resource.RLIMIT_CORE)[0])); main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", said_at_the_end, "--help"], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0"
