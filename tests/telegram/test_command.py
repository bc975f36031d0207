"""``cableroom parse``: files in, JSON lines out, in a process of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from cableroom.telegram import parse
from running import run

TELEGRAM = """\
R 110944Z SEP 07
FM AMEMBASSY BERN
TO SECSTATE WASHDC 1234

UNCLAS BERN 000900

TAGS: PREL, SZ
SUBJECT: A TALK
REF: ROME 1

1. (U) We met.
ROE
"""
STATED = "07BERN900\nA TALK\n2007-09-11 09:50\nUNCLASSIFIED\nEmbassy Bern\n"


def objects(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode("utf-8").splitlines()]


def test_one_object_a_cable_and_line(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text(TELEGRAM)
    two.write_text(TELEGRAM.replace("000900", "000901"))

    done = run("parse", one, two)

    assert (done.returncode, done.stderr) == (0, b"")
    assert [found["reference_id"] for found in objects(done.stdout)] == ["07BERN900", "07BERN901"]
    assert objects(done.stdout)[0] == parse(TELEGRAM).as_dict()


def test_what_a_telegram_holds_does_not_steer_the_terminal() -> None:
    text = f"{TELEGRAM}\x1b[31m\x7f\x9b\u202e\ufeff"
    done = run("parse", "--as", "telegram", "-", stdin=text.encode())
    assert set(range(0x20, 0x7F)) | {0x0A} >= set(done.stdout)
    assert objects(done.stdout)[0] == parse(text).as_dict()


def test_standard_input_and_an_id(tmp_path: Path) -> None:
    del tmp_path
    done = run("parse", "--as", "telegram", "--reference-id", "07 BERN 900", "-", stdin=b"REF: ROME 1")
    (found,) = objects(done.stdout)
    assert found["reference_id"] == "07BERN900"
    assert found["references"][0]["reference_id"] == "07ROME1"


def test_text_of_no_known_format_is_a_bare_telegram() -> None:
    done = run("parse", "--reference-id", "07BERN900", "-", stdin=b"REF: ROME 1")
    (found,) = objects(done.stdout)
    assert found["references"][0]["reference_id"] == "07ROME1"


def test_what_the_source_states_is_compared_with_the_telegram(tmp_path: Path) -> None:
    path = tmp_path / "stated.txt"
    path.write_text(f"{STATED}\n{TELEGRAM}")

    (found,) = objects(run("parse", path).stdout)

    assert found["sent_at"] == "2007-09-11T09:44:00Z", "the group wins"
    assert [problem["code"] for problem in found["problems"]] == ["sent-at-disagrees"]


def test_rejected_records_are_named_on_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "cables.csv"
    row = '"{n}","9/11/2007 9:44","07BERN90{n}","Embassy Bern","UNCLASSIFIED","","H","SUBJECT: A"\n'
    path.write_text(row.format(n=1) + '"only","two"\n' + row.format(n=2))

    done = run("parse", "--as", "cables_csv", path)

    assert done.returncode == 2
    assert [found["reference_id"] for found in objects(done.stdout)] == ["07BERN901", "07BERN902"]
    assert b"rejected: " in done.stderr
    assert b"only" not in done.stderr, "a message names the place, not the text"


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    done = run("parse", tmp_path / "none.txt")
    assert done.returncode == 1
    assert b"does not exist" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["--reference-id", "nonsense", "-"], ["--as", "nonsense", "-"], []])
def test_wrong_usage(arguments: list[str]) -> None:
    assert run("parse", *arguments).returncode == 64


def test_output_is_utf_8_whatever_the_input(tmp_path: Path) -> None:
    path = tmp_path / "bytes.txt"
    path.write_bytes(b"SUBJECT: CAF\xc9 \x81\n\n1. (U) \xed\xa0\x80 \x00 \xff.\n")

    done = run("parse", "--as", "telegram", path)

    assert done.returncode == 0
    (found,) = objects(done.stdout)
    assert found["subject"].startswith("CAFÉ")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "image.bin"
    path.write_bytes(b"\x89PNG\r\n\x00\x00")
    done = run("parse", path)
    assert done.returncode == 1
    assert b"unsupported-type" in done.stderr
