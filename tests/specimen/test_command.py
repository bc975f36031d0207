"""``cableroom specimen``."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from cableroom.cli.private.inventing import BATCH, Wanted, _share
from cableroom.cli.private.specimen import specimen_command
from cableroom.errors import CableroomError
from cableroom.specimen import cables
from cableroom.specimen.oddities import ODDITIES
from cableroom.specimen.writing import csv_row


def run(*arguments: str) -> None:
    CliRunner().invoke(specimen_command, arguments, catch_exceptions=False, standalone_mode=False)


@pytest.mark.parametrize("shape", ["csv", "html", "page", "text"])
def test_writes_the_same_bytes_each_time(tmp_path: Path, shape: str) -> None:
    for name in ("one", "two"):
        run("--count", "9", "--seed", "2", "--as", shape, str(tmp_path / name))

    one, two = ([tmp_path / name, *sorted((tmp_path / name).rglob("*"))] for name in ("one", "two"))
    assert [path.read_bytes() for path in one if path.is_file()] == [
        p.read_bytes() for p in two if p.is_file()
    ]
    assert sum(path.is_file() for path in one) == (1 if shape == "csv" else 9)


def test_writes_the_truth_beside(tmp_path: Path) -> None:
    truth = tmp_path / "truth.ndjson"
    run("--count", "5", "--seed", "2", "--as", "text", "--truth", str(truth), str(tmp_path / "out"))

    told = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines()]
    assert told == [cable.truth for cable in cables(5, seed=2)]
    assert {f"{one['reference_id']}.txt" for one in told} == {
        path.name for path in (tmp_path / "out").iterdir()
    }


TAKEN = [
    # shape, code, why this line is here
    ("csv", "file-exists", "a file with something in it"),
    ("text", "folder-not-empty", "a folder with something in it"),
]


@pytest.mark.parametrize(("shape", "code", "why"), TAKEN, ids=[row[2] for row in TAKEN])
def test_does_not_overwrite(tmp_path: Path, shape: str, code: str, why: str) -> None:
    out = tmp_path / "out"
    run("--count", "2", "--seed", "1", "--as", shape, str(out))
    before = sorted(path.read_bytes() for path in (out, *out.rglob("*")) if path.is_file())

    with pytest.raises(CableroomError) as caught:
        run("--count", "3", "--seed", "2", "--as", shape, str(out))

    assert caught.value.code == code, why
    assert sorted(path.read_bytes() for path in (out, *out.rglob("*")) if path.is_file()) == before


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    run("--count", "2", "--as", "page", str(tmp_path))
    assert len(list(tmp_path.iterdir())) == 2


def test_the_bytes_do_not_depend_on_the_number_of_workers() -> None:
    wanted = Wanted(count=3 * BATCH + 7, seed=2, shape="text", oddities=3)
    alone = list(_share(wanted, 0, 1))
    first, second = list(_share(wanted, 0, 2)), list(_share(wanted, 1, 2))
    assert [batch for pair in zip(first, second, strict=True) for batch in pair] == alone


def test_a_large_table_is_the_same_from_many_processes(tmp_path: Path) -> None:
    run("--count", "2000", "--seed", "2", "--as", "csv", str(tmp_path / "one.csv"))
    expected = "".join(map(csv_row, cables(2000, seed=2)))
    assert (tmp_path / "one.csv").read_bytes() == expected.encode()


ODD = [
    # options, whether the truth names oddities, why this line is here
    ((), False, "clean unless asked"),
    (("--oddities",), True, "at the usual rates"),
    (("--rate", "20"), True, "a rate alone turns them on"),
]


@pytest.mark.parametrize(("options", "named", "why"), ODD, ids=[row[2] for row in ODD])
def test_oddities_are_asked_for(tmp_path: Path, options: tuple[str, ...], named: bool, why: str) -> None:  # noqa: FBT001 - a column of the table
    truth = tmp_path / "truth"
    run("--count", "3", "--as", "csv", *options, "--truth", str(truth), str(tmp_path / "out"))
    told = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines()]
    assert all(("oddities" in one) is named for one in told), why


@pytest.mark.parametrize("shape", ["csv", "html"])
def test_the_oddities_that_were_made_are_counted(tmp_path: Path, shape: str) -> None:
    """Those of the truth, and no more than chance adds to the rates of the table."""
    count, times = 1_500, 6
    truth = tmp_path / "truth"
    options = ("--count", str(count), "--as", shape, "--rate", str(times))

    told = CliRunner().invoke(specimen_command, [*options, "--truth", str(truth), str(tmp_path / "out")])

    lines = truth.read_text(encoding="utf-8").splitlines()
    made = Counter(name for line in lines for name in json.loads(line)["oddities"])
    rows = re.findall(r"^ +([0-9]+) +([0-9.]+)  ([a-z0-9-]+):", told.stderr, re.MULTILINE)
    said = {name: (int(number), float(by_rate)) for number, by_rate, name in rows}
    assert said.keys() == {oddity.name for oddity in ODDITIES if shape in oddity.shapes}
    assert {name: number for name, (number, _) in said.items() if number} == made
    assert f"{made.total()} of them are odd" in told.stderr
    for oddity in ODDITIES:
        if shape in oddity.shapes:
            number, by_rate = said[oddity.name]
            assert by_rate == pytest.approx(count * times * oddity.rate, abs=0.06)
            assert number <= by_rate + 4 * by_rate**0.5


def test_the_hint_offers_only_what_works(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(CableroomError) as caught:
        run("--count", "1", "--as", "csv", str(tmp_path / "out"))
    assert "standard output" not in caught.value.hint
