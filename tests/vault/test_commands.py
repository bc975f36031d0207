"""The commands as a person meets them: what they print, where, and how they end."""

import json
import os
import resource
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from cableroom.cli.private.archive import sentences
from cableroom.errors import EXIT_REJECTS, EXIT_USAGE
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.models import Cable, Edition, Record, Redaction, Release, ReleaseItem
from invented import reference_id, row, telegram, write_csv
from running import COMMAND, Run, environment


def test_the_account_adds_up(home: Path, run_cableroom: Run) -> None:
    source = home.parent / "cables.csv"
    source.write_bytes(row(1) + row(1) + row(2, name="<script>") + row(1, words="was away"))

    ended = run_cableroom("--home", home, "import", source)

    assert ended.returncode == EXIT_REJECTS
    first, second = ended.stdout.decode().splitlines()
    assert first == "4 cables read = 2 stored (1 as candidates) + 1 duplicates + 1 rejected"
    assert second.startswith(f"rejected: {source} at byte {2 * len(row(1))}: ")
    assert b"100% in the vault: 4 cables" in ended.stderr
    assert b"alert: 07BERN1 has other bytes" in ended.stderr
    assert b"away" not in ended.stdout + ended.stderr


def test_an_empty_file_is_a_warning(home: Path, run_cableroom: Run) -> None:
    source = home.parent / "empty.csv"
    source.touch()

    ended = run_cableroom("--home", home, "import", source)

    assert ended.returncode == 0
    assert ended.stdout.startswith(b"0 cables read = 0 stored")
    assert b"warning: " in ended.stderr


REFUSED = [
    # arguments after --home, status, words on the standard error, why
    (("import", "nowhere"), 1, b"file-missing", "a path that is not there"),
    (("import",), EXIT_USAGE, b"PATH", "no path at all"),
    (("import", "--as", "docx", "x"), EXIT_USAGE, b"'docx'", "no such format"),
    (("list", "--state", "lost"), EXIT_USAGE, b"'lost'", "no such state"),
    (("show", "07BERN404"), 1, b"cable-unknown", "a cable we do not hold"),
    (("show", "../../etc/passwd"), 1, b"cable-unknown", "no reference id"),
    (
        ("show", "\x1b[31m\u202e" + "9" * 9000),
        1,
        b"cable-unknown",
        "a hostile argument comes back escaped and cut",
    ),
    (("show", "\x1b[31m\udcff" + "9" * 9000), EXIT_USAGE, b"no text in UTF-8", "bytes that are no text"),
    (("export-original", "07BERN404", "-"), 1, b"cable-unknown", "nothing to give back"),
]


@pytest.mark.parametrize(("arguments", "status", "words", "why"), REFUSED, ids=[line[3] for line in REFUSED])
def test_refuses_with_a_sentence(
    home: Path, run_cableroom: Run, arguments: tuple[str, ...], status: int, words: bytes, why: str
) -> None:
    ended = run_cableroom("--home", home, *arguments)

    assert ended.returncode == status, why
    assert words in ended.stderr
    assert b"Traceback" not in ended.stderr
    assert b"\x1b" not in ended.stderr
    assert len(ended.stderr) < 1000


def test_an_archive_is_not_imported_into_itself(home: Path, run_cableroom: Run) -> None:
    ended = run_cableroom("--home", home, "import", home)

    assert ended.returncode == 1
    assert b"own-archive" in ended.stderr


def test_a_full_disk_loses_only_the_batch(home: Path, run_cableroom: Run) -> None:
    source = write_csv(home.parent / "cables.csv", range(1, 3001))
    limit = 2 * 1024 * 1024

    ended = subprocess.run(
        [*COMMAND, "--home", str(home), "import", str(source)],
        capture_output=True,
        env=environment(),
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )

    assert ended.returncode == 1
    assert b"vault-failed" in ended.stderr
    assert b"Traceback" not in ended.stderr
    assert Record.objects.count() in {0, 1000, 2000}
    assert run_cableroom("--home", home, "import", source).returncode == 0
    assert Record.objects.count() == 3000


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_vault_is_a_sentence(home: Path, run_cableroom: Run) -> None:
    source = write_csv(home.parent / "cables.csv", range(1, 3))
    for path in (*(home / "vault").iterdir(), home / "vault"):
        path.chmod(0o500)

    ended = run_cableroom("--home", home, "import", source)

    assert ended.returncode == 1
    assert b"Traceback" not in ended.stderr


def test_no_archive_is_made_where_nothing_can_be_made(run_cableroom: Run) -> None:
    ended = run_cableroom("init", "/proc/archive")

    assert ended.returncode == 1
    assert b"io-error" in ended.stderr


def test_a_list_is_read_line_by_line(home: Path, run_cableroom: Run) -> None:
    import_paths([write_csv(home.parent / "cables.csv", range(1, 4))])

    lines = run_cableroom("--home", home, "list", "--json").stdout.splitlines()
    text = run_cableroom("--home", home, "list", "--state", "received").stdout.decode()

    assert [json.loads(line)["reference_id"] for line in lines] == [reference_id(n) for n in (1, 2, 3)]
    assert json.loads(lines[0]) == {
        "reference_id": "07BERN1",
        "created": "2007-11-03T05:03:00Z",
        "state": "received",
        "origin": "Embassy Bern",
        "classification": "CONFIDENTIAL",
        "records": 1,
        "editions": 0,
    }
    assert text.splitlines()[1].split()[:5] == ["07BERN1", "2007-11-03", "05:03Z", "received", "Embassy"]
    assert not run_cableroom("--home", home, "list", "--state", "released", "--json").stdout


@pytest.mark.parametrize("spelling", ["07BERN1", "07bern1", "07 Bern 0001", " 07BERN00001 "])
def test_show_takes_any_spelling(home: Path, run_cableroom: Run, spelling: str) -> None:
    import_paths([write_csv(home.parent / "cables.csv", range(1, 2))])

    shown = json.loads(run_cableroom("--home", home, "show", spelling, "--json").stdout)

    assert shown["reference_id"] == "07BERN1"
    assert shown["text"] == telegram(1)


def test_show_tells_the_whole_case(home: Path, run_cableroom: Run) -> None:
    source = home.parent / "cables.csv"
    source.write_bytes(row(1) + row(1, words="was away"))
    import_paths([source])
    record = Record.objects.order_by("pk")[0]
    edition = Edition.objects.create(cable=record.cable, record=record, number=1)
    Redaction.objects.create(edition=edition, start=10, end=20, reason="source")
    release = Release.objects.create(title="First", date="2026-11-23")
    ReleaseItem.objects.create(release=release, edition=edition)

    shown = json.loads(run_cableroom("--home", home, "show", "07BERN1", "--json").stdout)
    text = run_cableroom("--home", home, "show", "07BERN1").stdout.decode()

    assert [one["candidate"] for one in shown["records"]] == [False, True]
    assert shown["records"][1]["offset"] == len(row(1))
    assert shown["editions"][0]["redactions"] == [
        {"field": "text", "start": 10, "end": 20, "reason": "source"}
    ]
    assert shown["releases"][0]["title"] == "First"
    assert shown["telegram"]["reference_id"] == "07BERN1"
    assert "candidate" in text
    assert "text 10:20  source" in text
    assert "First  edition 1, not published" in text


def test_show_numbers_the_lines_as_redact_wants_them(home: Path, run_cableroom: Run) -> None:
    import_paths([write_csv(home.parent / "cables.csv", range(1, 2))])

    text = run_cableroom("--home", home, "show", "07BERN1").stdout.decode()

    line = next(line for line in text.splitlines() if line.endswith("FM AMEMBASSY BERN"))
    assert int(line.split()[0]) == telegram(1).index("FM AMEMBASSY")


def test_no_control_character_reaches_the_terminal(home: Path, run_cableroom: Run) -> None:
    source = home.parent / "cables.csv"
    source.write_bytes(row(1, words="met \x1b]0;title\x07 \x9b31m \x00 \u202e backwards"))
    import_paths([source])

    text = run_cableroom("--home", home, "show", "07BERN1").stdout
    as_json = run_cableroom("--home", home, "show", "07BERN1", "--json").stdout
    latin = run_cableroom("--home", home, "show", "07BERN1", variables={"PYTHONIOENCODING": "latin-1"})

    for output in (text, as_json):
        assert not set(output) & (set(range(0x20)) - {0x0A, 0x09})
        assert "\u202e".encode() not in output
    assert "␛]0;title␇" in text.decode()
    assert latin.returncode == 0  # a terminal without these characters
    assert rb"\u241b]0;title" in latin.stdout


def test_the_original_comes_back_byte_for_byte(home: Path, run_cableroom: Run) -> None:
    source = home.parent / "cables.csv"
    source.write_bytes(row(1, words="was\r\nat \xff home\x00") + row(1, words="was away"))
    import_paths([source])
    out = home.parent / "out.bin"

    first = run_cableroom("--home", home, "export-original", "07BERN1", "-")
    second = run_cableroom("--home", home, "export-original", "07BERN1", out, "--record", "2")
    third = run_cableroom("--home", home, "export-original", "07BERN1", out)
    fourth = run_cableroom("--home", home, "export-original", "07BERN1", "-", "--record", "3")

    assert first.stdout == row(1, words="was\r\nat \xff home\x00").rstrip(b"\n")
    assert second.returncode == 0
    assert out.read_bytes() == row(1, words="was away").rstrip(b"\n")
    assert out.stat().st_mode & 0o777 == 0o600
    assert (third.returncode, b"file-exists" in third.stderr) == (1, True)
    assert (fourth.returncode, b"record-unknown" in fourth.stderr) == (1, True)


def test_a_changed_original_is_not_given_back(home: Path, run_cableroom: Run) -> None:
    import_paths([write_csv(home.parent / "cables.csv", range(1, 3))])
    one, other = Record.objects.order_by("pk")
    type(one.original).objects.filter(pk=one.original_id).update(content=other.original.content)

    ended = run_cableroom("--home", home, "export-original", "07BERN1", "-")

    assert ended.returncode == 1
    assert b"original-damaged" in ended.stderr
    assert not ended.stdout


DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
REAL = {
    "07BERN881": "07BERN881.html",
    "07TBILISI2290": "07BERN881.html",
    "08TRIPOLI220": "08TRIPOLI220.html",
    "07STATE152317": "07STATE152317.page.txt",
}


@pytest.mark.skipif(not DATA.is_dir(), reason="the real pages are not beside the repository")
def test_the_real_pages_come_back_byte_for_byte(home: Path, run_cableroom: Run) -> None:
    account = import_paths([DATA / name for name in sorted(set(REAL.values()))])

    assert (account.read, account.stored, account.rejected) == (4, 4, 0)
    for name, file in REAL.items():
        ended = run_cableroom("--home", home, "export-original", name, "-")
        assert ended.stdout == (DATA / file).read_bytes()


DAMAGED = [
    # what becomes of a column, and why this line is here
    ("origin = CAST(x'456d62617373ff' AS TEXT)", "a flipped bit makes of a letter what is no UTF-8"),
    ("text = CAST(text AS TEXT)", "a flipped bit of its type makes text of packed bytes"),
    ("coverage = '[\"Embass'", "a cut list"),
]


@pytest.mark.parametrize(("column", "why"), DAMAGED, ids=[line[1] for line in DAMAGED])
def test_a_damaged_column_is_a_sentence_that_does_not_repeat_it(
    home: Path, run_cableroom: Run, column: str, why: str
) -> None:
    import_paths([write_csv(home.parent / "cables.csv", range(881, 882))])
    with closing(sqlite3.connect(home / "vault" / "vault.sqlite3")) as vault, vault:
        vault.execute(f"UPDATE vault_record SET {column}")  # noqa: S608 - the lines above

    shown = run_cableroom("--home", home, "show", "07BERN881")
    told = run_cableroom("--home", home, "doctor")

    assert shown.returncode == 1, why
    assert shown.stderr.startswith((b"cableroom: vault-failed: ", b"cableroom: original-damaged: ")), shown
    assert b"Embass" not in shown.stderr
    assert b"vault_record 1 (07BERN881) is not as it was written" in told.stdout


@pytest.mark.usefixtures("home")
def test_a_ctrl_c_while_sqlite_asks_for_a_seal_is_a_ctrl_c() -> None:
    def stopped(*_values: object) -> None:
        raise KeyboardInterrupt

    connection.ensure_connection()
    connection.connection.create_function("seal_of", -1, stopped, deterministic=True)
    with pytest.raises(KeyboardInterrupt), sentences():
        Cable.objects.create(reference_id="07BERN1")
