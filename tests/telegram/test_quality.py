"""The tally of how well telegrams are read, and ``cableroom quality`` in a process of its own."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from cableroom.telegram import parse
from cableroom.telegram.quality import FIELDS, Tally, field_of
from invented_telegrams import WHOLE
from running import run

ROOT = Path(__file__).resolve().parents[2]
ODD = WHOLE.replace("VZCZCXRO9549", "QZX 12").replace("P R 110944Z SEP 07\n", "")


def tallied(*texts: str, keep: int = 20) -> Tally:
    tally = Tally(keep=keep)
    for number, text in enumerate(texts):
        tally.add(parse(text), place=f"text {number}")
    return tally


def test_fields_are_counted() -> None:
    tally = tallied(WHOLE, ODD)
    assert tally.telegrams == 2
    assert (tally.found["subject"], tally.found["sent_at"], tally.found["exempt"]) == (2, 1, 0)
    assert tally.troubled == {"sent_at": 1, "references": 1}, "the year of a reference went with the group"
    assert tally.problems == {"dtg-missing": 1, "reference-unresolved": 1}


def test_a_value_that_says_nothing_is_not_found() -> None:
    tally = tallied("UNCLAS BERN 1\n\nSUBJECT: A TALK\n")
    assert not {"precedence", "sections", "from", "tags"} & set(tally.found), "a section is no several"


def test_characters_that_nobody_claimed_are_counted() -> None:
    tally = tallied(WHOLE, ODD)
    assert tally.unclaimed == len("QZX12")
    assert tally.characters == len("".join((WHOLE + ODD).split()))
    assert 0 < tally.share_unclaimed < 0.01


def test_the_worst_come_first_and_no_more_than_asked_for_are_kept() -> None:
    texts = [WHOLE, "1. (U) We met.", ODD, "nothing", WHOLE.replace("SIPDIS", "SIPDIS\nodd")]
    assert [poor.place for poor in tallied(*texts).worst()] == ["text 3", "text 1", "text 2", "text 4"]
    assert [poor.place for poor in tallied(*texts, keep=2).worst()] == ["text 3", "text 1"]
    assert tallied(*texts, keep=0).worst() == []


def test_every_problem_speaks_of_a_field() -> None:
    page = (ROOT / "docs" / "errors.md").read_text("utf-8").partition("## Problems of a telegram\n")[2]
    codes = re.findall(r"^\| `([^`|]+)`", page.partition("\n## ")[0], re.MULTILINE)
    assert codes
    assert [code for code in codes if field_of(code) not in FIELDS] == []


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A telegram, a table with a broken row, and an archive with a telegram and something else."""
    folder = tmp_path / "pile"
    folder.mkdir()
    (folder / "one.txt").write_text(WHOLE)
    row = '"{n}","9/11/2007 9:44","07BERN90{n}","Embassy Bern","UNCLASSIFIED","","H","SUBJECT: A"\n'
    (folder / "table.csv").write_text(row.format(n=1) + '"only","two"\n' + row.format(n=2))
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        archive.writestr("odd.txt", ODD)
        archive.writestr("image.bin", b"\x89PNG\r\n\x00\x00")
    return folder


def test_a_pile_of_files_is_told_in_a_table(pile: Path) -> None:
    done = run("quality", "--worst", "2", pile)

    assert done.returncode == 2, "records were rejected"
    said = done.stdout.decode()
    assert said.startswith("4 telegrams in 3 files, 2 records rejected")
    assert re.search(r"^subject +4 100\.0 % +0 +0$", said, re.MULTILINE)
    assert re.search(r"^sent_at +3  75\.0 % +1 +1$", said, re.MULTILINE)
    assert said.count(" at byte ") == 2
    assert done.stderr.count(b"rejected: ") == 2
    assert b"only" not in done.stderr, "a message names the place, not the text"


def test_the_same_as_json(pile: Path) -> None:
    told = json.loads(run("quality", "--json", "--worst", "1", pile).stdout)
    assert (told["telegrams"], told["files"]) == (4, 3)
    assert told["rejected"] == {"row-columns": 1, "unsupported-type": 1}
    assert list(told["fields"]) == list(FIELDS)
    assert told["fields"]["sent_at"] == {"found": 3, "missing": 1, "with_problems": 1}
    (worst,) = told["worst"]
    assert set(worst) >= {"reference_id", "place", "faults", "missing", "problems", "share"}


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_being_counted(pile: Path) -> None:
    (pile / "image.bin").write_bytes(b"\x89PNG\r\n\x00\x00")
    done = run("quality", pile, pile / "none.txt")
    assert done.returncode == 1
    assert done.stdout.startswith(b"4 telegrams in 5 files, 2 records rejected, 2 files refused")
    assert done.stderr.count(b"refused: ") == 2
    assert b"Traceback" not in done.stderr


def test_standard_input_is_read_too() -> None:
    done = run("quality", "-", stdin=WHOLE.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"1 telegram in 1 file\n")


def test_nothing_at_all_is_no_fault(tmp_path: Path) -> None:
    done = run("quality", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"0 telegrams in 0 files\n")


@pytest.mark.parametrize("arguments", [[], ["--worst", "-1", "."], ["--as", "nonsense", "."]])
def test_wrong_usage(arguments: list[str]) -> None:
    assert run("quality", *arguments).returncode == 64
