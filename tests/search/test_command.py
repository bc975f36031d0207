"""``cableroom-reader search`` as a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from running import environment

READER = "import sys; from cableroom.cli.public import main; sys.exit(main())"


def reader(published: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    variables = environment({"COLUMNS": "100", "PYTHONWARNINGS": "error", "NO_COLOR": "1"})
    command = [sys.executable, "-c", READER, "--published", str(published), "search", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=variables, check=False)


def test_draws_hits_and_total(published: Path) -> None:
    run = reader(published, "harbor")
    assert (run.returncode, run.stderr) == (0, "")
    assert "06ANKARA20  2006-05-01  SECRET//NOFORN  Embassy Ankara" in run.stdout
    assert "p1 1. The jet vane shipment left the harbor on Tuesday." in run.stdout
    assert "3 cables" in run.stdout
    assert "origin: Embassy Ankara (1), Embassy Paris (1), Embassy Tel Aviv (1)" in run.stdout


def test_prints_json(published: Path) -> None:
    run = reader(published, "harbor", "--json", "--limit", "1")
    found = json.loads(run.stdout)
    assert run.returncode == 0
    assert (found["total"], len(found["hits"])) == (3, 1)


def test_json_does_not_steer_the_terminal(published: Path) -> None:
    run = reader(published, "harbor é\u202e\x9b", "--json")
    assert run.stdout.isascii()
    assert json.loads(run.stdout)["total"] == 0


def test_says_how_many_are_shown(published: Path) -> None:
    assert "3 cables; the first 2 are shown" in reader(published, "harbor", "--limit", "2").stdout


def test_what_the_words_name_is_told(published: Path) -> None:
    lines = reader(published, "152317").stdout.splitlines()
    assert "see also 07STATE152317  REQUEST FOR ACTION ON THE AK-47 SHIPMENT" in lines
    assert (
        "see also from:embassy-bern  Embassy Bern (1 cable)" in reader(published, "bern").stdout.splitlines()
    )


def test_finding_nothing_is_no_failure(published: Path) -> None:
    run = reader(published, "zebra")
    assert (run.returncode, run.stdout, run.stderr) == (0, "cables containing “zebra”\n0 cables\n", "")


def test_finding_nothing_each_word_is_tried_alone(published: Path) -> None:
    run = reader(published, "harbr zebra -snow")
    assert run.stdout.splitlines() == [
        "cables containing “harbr” and containing “zebra” and not containing “snow”",
        "0 cables",
        "  harbr alone: 0 cables; did you mean harbor?",
        "  zebra alone: 0 cables",
    ]


@pytest.mark.parametrize("text", ["", '"', "((", "-", "x:y", "\x1b[31m", "\udcff", "--", "[bold]"])
def test_no_query_is_an_error(published: Path, text: str) -> None:
    run = reader(published, "--", text)
    assert (run.returncode, run.stderr) == (0, "")
    assert "\x1b" not in run.stdout


def test_a_note_is_drawn(published: Path) -> None:
    assert "note: A quotation mark was not closed" in reader(published, '"jet').stdout


def test_a_missing_folder_is_a_sentence(tmp_path: Path) -> None:
    run = reader(tmp_path / "nowhere", "harbor")
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.startswith("cableroom-reader: nothing-published: ")
    assert "hint: " in run.stderr


@pytest.mark.parametrize("limit", ["0", "501", "x"])
def test_a_wrong_limit_is_wrong_usage(published: Path, limit: str) -> None:
    assert reader(published, "harbor", "--limit", limit).returncode == 64


def test_neither_django_nor_the_private_side_is_loaded(published: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from cableroom.cli.public.searching import search_command
from cableroom.public.search.handle import Published
from cableroom.public.search.searching import Question, search
search(Published(Path({str(published)!r})).current(), Question("harbor"))
print([name for name in sys.modules if name.startswith(("django", "cableroom.private", "cableroom.gate"))])
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_more_paragraphs_on_request(published: Path) -> None:
    plain, more = (reader(published, "the", *option).stdout for option in ((), ("--more",)))
    assert len(more.splitlines()) > len(plain.splitlines())
    hits = json.loads(reader(published, "the", "--json", "--more").stdout)["hits"]
    assert any(hit["more"] for hit in hits)
    assert all(set(one) == {"paragraph", "mark", "snippet"} for hit in hits for one in hit["more"])
