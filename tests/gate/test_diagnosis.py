"""``cableroom doctor`` names every damage by its place; each check has its failing example."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from cableroom.gate import diagnosis
from cableroom.gate.diagnosis import CHECKS, diagnose
from cableroom.gate.finding import Finding
from cableroom.gate.progress import Progress
from cableroom.private.vault import seals
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import Cable, Edition, Publication, Withdrawal
from cableroom.private.vault.queries import cable
from cableroom.private.vault.redacting import strike_words
from cableroom.public.editions.errors import GenerationOfOtherVersion
from gate.archives import Archive
from invented import section_row
from running import Run, environment


@pytest.fixture
def healthy(archive: Archive) -> Archive:
    """Return an archive with two released cables, one of them withdrawn, and one that waits."""
    archive.hold(881, 882, 883)
    archive.release(881)
    archive.release(882)
    return archive


def findings(*, bars: bool = True) -> list[tuple[str, str]]:
    return [
        (checked.check.name, f"{finding.place} {finding.what}")
        for checked in diagnose()
        for finding in checked.findings
        if finding.bars == bars
    ]


def test_a_whole_archive_has_no_fault(healthy: Archive) -> None:
    del healthy
    assert findings() == []


def test_a_fresh_archive_has_no_fault(archive: Archive) -> None:
    del archive
    assert findings() == []


def sql(archive: Archive, statement: str) -> None:
    """Change the vault behind Django's back, as a fault would."""
    connections["default"].close()
    with closing(sqlite3.connect(archive.home / "vault" / "vault.sqlite3")) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.executescript(statement)


def open_vault(archive: Archive) -> None:
    (archive.home / "vault").chmod(0o755)


def open_secret(archive: Archive) -> None:
    (archive.home / "vault" / "secret").chmod(0o644)


def cut_secret(archive: Archive) -> None:
    (archive.home / "vault" / "secret").write_bytes(b"short")


def orphan(archive: Archive) -> None:
    sql(archive, "DELETE FROM vault_cable WHERE reference_id = '07BERN883'")


def altered_original(archive: Archive) -> None:
    sql(archive, "UPDATE vault_original SET digest = 'ff' || substr(digest, 3) WHERE rowid = 1")


def cut_original(archive: Archive) -> None:
    sql(archive, "UPDATE vault_original SET content = substr(content, 1, 50) WHERE rowid = 1")


def retyped_original(archive: Archive) -> None:
    """The first is read first; it must not keep the second from being named."""
    retype = (
        "CASE digest WHEN (SELECT min(digest) FROM vault_original) THEN CAST(content AS TEXT) ELSE x'' END"
    )
    sql(archive, f"UPDATE vault_original SET content = {retype}")  # noqa: S608 - the line above


def retyped_text(archive: Archive) -> None:
    """As above."""
    sql(archive, "UPDATE vault_record SET text = CASE id WHEN 1 THEN CAST(text AS TEXT) ELSE x'' END")


def resized_original(archive: Archive) -> None:
    sql(archive, "UPDATE vault_original SET size = size + 1 WHERE rowid = 1")


def moved_redaction(archive: Archive) -> None:
    del archive
    strike_words(cable("07BERN883"), "minister", "source")
    with connections["default"].cursor() as cursor:  # the seals were not told
        cursor.execute("DROP TRIGGER seal_vault_redaction_update")
        cursor.execute("UPDATE vault_redaction SET start = start + 1")


def backdated_entry(archive: Archive) -> None:
    sql(archive, "UPDATE vault_entry SET at = '2010-11-28 00:00:00' WHERE id = 3")


def lost_entry(archive: Archive) -> None:
    sql(archive, "DELETE FROM vault_entry WHERE id = 3")


def added_entry(archive: Archive) -> None:
    sql(archive, "INSERT INTO vault_entry SELECT id + 900, at, actor, action, place, detail FROM vault_entry")


def renamed_cable(archive: Archive) -> None:
    sql(archive, "UPDATE vault_cable SET reference_id = '07BERN993' WHERE reference_id = '07BERN883'")


def moved_address(archive: Archive) -> None:
    sql(archive, "UPDATE vault_anchors SET places = replace(places, 'p1', 'p2') WHERE cable_id = 1")


def untyped_seal(archive: Archive) -> None:
    sql(archive, "UPDATE seal_vault_cable SET sum = x'61' WHERE row = 3")


def lowered_number(archive: Archive) -> None:
    sql(archive, "UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'vault_release'")


def untyped_table(archive: Archive) -> None:
    rewrite = "UPDATE sqlite_master SET sql = replace(sql, '\"number\" integer', '\"number\" intefer')"
    sql(archive, f"PRAGMA writable_schema = ON; {rewrite}")


def other_layout(archive: Archive) -> None:
    sql(archive, "PRAGMA user_version = 0")


def other_secret(archive: Archive) -> None:
    (archive.home / "vault" / "secret").write_bytes(b"s" * 32)


def cut_text(archive: Archive) -> None:
    sql(archive, "UPDATE vault_record SET text = substr(text, 1, 50) WHERE id = 1")


def released_without_number(archive: Archive) -> None:
    del archive
    Edition.objects.filter(cable=cable("07BERN881")).update(public_number=None)


def released_without_release(archive: Archive) -> None:
    del archive
    held = Edition.objects.get(cable=cable("07BERN881"))
    type(held.item.release).objects.filter(pk=held.item.release_id).update(public_number=None)


def waiting_in_a_public_release(archive: Archive) -> None:
    del archive
    Edition.objects.filter(cable=cable("07BERN881")).update(state="in-release")


def waiting_in_no_release(archive: Archive) -> None:
    held = cable("07BERN883")
    Edition.objects.create(cable=held, record=held.records.get(), number=1, state="in-release")
    del archive


def cable_says_otherwise(archive: Archive) -> None:
    sql(archive, "UPDATE vault_cable SET state = 'cleared' WHERE reference_id = '07BERN883'")


def unfinished(archive: Archive) -> None:
    del archive
    Publication.objects.create(generation=9, plan={})


def extra_file(archive: Archive) -> None:
    (archive.current().path / "extra").write_text("x")


def no_link(archive: Archive) -> None:
    (archive.published / "current").unlink()


def no_folder(archive: Archive) -> None:
    shutil.rmtree(archive.published)


def older_generation_served(archive: Archive) -> None:
    (archive.published / "current").unlink()
    (archive.published / "current").symlink_to("000001")


def vault_forgot_a_release(archive: Archive) -> None:
    del archive
    Edition.objects.filter(cable=cable("07BERN882")).update(state="superseded")


def other_commitment(archive: Archive) -> None:
    del archive
    publication = Publication.objects.get(generation=1)
    publication.plan["issues"][0]["commitment"] = "00" * 32
    publication.save()


def grave_in_the_vault_only(archive: Archive) -> None:
    Withdrawal.objects.create(cable=cable("07BERN883"), date="2010-11-28", reason="harm", names=[])
    del archive


def moved_piece(archive: Archive) -> None:
    path = archive.home.parent / "sections.csv"
    path.write_bytes(section_row(77, 1, 2) + section_row(77, 2, 2))
    import_paths([path])
    assert findings() == []
    sql(archive, "UPDATE vault_piece SET start = start + 1 WHERE place = 1")


FAULTS = [
    ("permissions", open_vault, "vault has mode 0755 instead of 0700"),
    ("permissions", open_secret, "secret has mode 0644 instead of 0600"),
    ("permissions", cut_secret, "secret has 5 bytes instead of 32"),
    ("database", orphan, "belongs to a vault_cable that is not there"),
    ("database", other_layout, "vault.sqlite3 says that it has schema 0 instead of 4"),
    ("rows", moved_redaction, "vault_redaction 1 (07BERN883) is not as it was written"),
    ("rows", backdated_entry, "vault_entry 3 is not as it was written"),
    ("rows", lost_entry, "vault_entry 3 is missing"),
    ("rows", added_entry, "vault_entry 903 was not written by us"),
    ("rows", renamed_cable, "vault_cable 3 (07BERN993) is not as it was written"),
    ("rows", moved_address, "vault_anchors 1 (07BERN881) is not as it was written"),
    ("rows", untyped_seal, "vault_cable 3 (07BERN883) is not as it was written"),
    ("rows", lowered_number, "vault_release in sqlite_sequence does not say which number was given last"),
    ("rows", untyped_table, "the list of tables is not as it was written"),
    ("rows", other_secret, "vault/secret is not the secret that this vault was made with"),
    ("rows", cut_text, "vault_record 1 (07BERN881) is not as it was written"),
    ("originals", altered_original, "does not have the bytes that were received"),
    ("originals", cut_original, "cannot be unpacked"),
    ("originals", resized_original, "bytes instead of"),
    ("originals", retyped_original, "is stored as text, not as bytes"),
    ("originals", retyped_original, "cannot be unpacked"),
    ("records", cut_text, "07BERN881 record 1 has a text that cannot be read"),
    ("records", retyped_text, "07BERN883 record 3 has a text that cannot be read"),
    ("states", released_without_number, "07BERN881 edition 1 is released and has no public number"),
    ("joins", moved_piece, "07BERN77 record 6 is not what its sections give"),
    ("states", released_without_release, "07BERN881 edition 1 is released, its release is not"),
    ("agreement", released_without_release, "agreement cannot be looked at (KeyError)"),
    ("states", waiting_in_a_public_release, "07BERN881 edition 1 waits in a release that is public"),
    ("states", waiting_in_no_release, "07BERN883 edition 1 is in a release that does not list it"),
    ("states", cable_says_otherwise, "07BERN883 is cleared, its newest edition is not"),
    ("running", unfinished, "publication of generation 9 was not finished"),
    ("published", extra_file, "000002/extra is not in the manifest"),
    ("published", no_link, "current is missing"),
    ("published", no_folder, "published is missing"),
    ("agreement", no_link, "published has nothing; 2 cables are released"),
    ("agreement", older_generation_served, "07BERN882 is released, and not public"),
    ("agreement", vault_forgot_a_release, "07BERN882 is public, and the vault does not say so"),
    ("agreement", other_commitment, "07BERN881 is public with another text than was released"),
    ("agreement", grave_in_the_vault_only, "07BERN883 has a tombstone on one side only"),
]


@pytest.mark.parametrize(
    ("name", "make", "expected"), FAULTS, ids=[f"{row[0]}-{row[1].__name__}" for row in FAULTS]
)
def test_a_fault_is_named(
    healthy: Archive, name: str, make: Callable[[Archive], None], expected: str
) -> None:
    make(healthy)
    found = findings()
    assert any(check == name and expected in finding for check, finding in found), found


@pytest.mark.usefixtures("archive")
def test_a_check_that_is_refused_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_progress: Progress) -> Iterator[Finding]:
        raise GenerationOfOtherVersion("000001 was built by another version")

    monkeypatch.setattr(diagnosis, "CHECKS", (replace(CHECKS[0], find=refused),))
    assert findings() == [
        ("permissions", "permissions cannot be looked at: 000001 was built by another version")
    ]


def test_after_the_restore_of_a_vault_alone_it_says_what_to_do(healthy: Archive, run_cableroom: Run) -> None:
    for path in healthy.published.iterdir():
        path.unlink() if path.is_symlink() else shutil.rmtree(path)

    (found,) = findings()
    told = run_cableroom("--home", healthy.home, "doctor")
    rebuilt = run_cableroom("--home", healthy.home, "rebuild", "--as", "Ilse Brandt", "--as", "Tomas Okello")

    assert found == ("agreement", "published has nothing; 2 cables are released")
    assert b"What to do: Build all that is released anew" in told.stdout
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert findings() == []


def test_a_row_with_a_damaged_seal_can_be_changed_and_is_still_named(healthy: Archive) -> None:
    untyped_seal(healthy)
    Cable.objects.filter(reference_id="07BERN883").update(state="received")

    assert ("rows", "vault_cable 3 (07BERN883) is not as it was written") in findings()


def test_what_is_written_meanwhile_is_no_fault(
    healthy: Archive, run_cableroom: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = seals._broken_rows  # noqa: SLF001 - the moment between two looks

    def after_another(database: sqlite3.Connection, table: Any) -> Iterator[seals.Broken]:  # noqa: ANN401 - theirs
        monkeypatch.undo()
        strike = ("redact", "07BERN883", "--text", "minister", "--reason", "other")
        assert run_cableroom("--home", healthy.home, *strike).returncode == 0
        yield from really(database, table)

    monkeypatch.setattr(seals, "_broken_rows", after_another)
    assert findings() == []


def test_a_damaged_page_of_the_vault_is_found(healthy: Archive) -> None:
    connections["default"].close()
    path = healthy.home / "vault" / "vault.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'vault_entry'").fetchone()[
            0
        ]
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 : (root - 1) * 4096 + 100] = b"\xff" * 100
    path.write_bytes(data)
    assert any(check == "database" for check, _finding in findings())


def test_who_holds_the_lock_is_told(healthy: Archive) -> None:
    del healthy
    with writer_lock():
        warnings = findings(bars=False)
    assert [check for check, _finding in warnings] == ["running"]
    assert "is writing to" in warnings[0][1]


@pytest.mark.parametrize(
    ("below", "expected", "why"), [("published", 1, "it serves ours"), ("elsewhere", 0, "it serves another")]
)
def test_a_reading_room_under_our_account_is_a_warning(
    healthy: Archive, below: str, expected: int, why: str
) -> None:
    folder = healthy.home / below
    idle = "import sys; print(flush=True); sys.stdin.read()"
    reader = subprocess.Popen(
        ["cableroom-reader", "-c", idle, "--published", str(folder), "serve"],  # noqa: S607 - a name only
        executable=sys.executable,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    )
    try:
        assert reader.stdout is not None
        reader.stdout.readline()
        warnings = [finding for check, finding in findings(bars=False) if check == "accounts"]
    finally:
        reader.communicate()
    assert len(warnings) == expected, why
    assert all(str(reader.pid) in warning for warning in warnings)


def test_every_check_has_a_failing_example() -> None:
    tried = {row[0] for row in FAULTS} | {"accounts", "room"}  # these two only warn
    assert tried == {check.name for check in CHECKS}


def test_the_command_says_so_and_leaves_with_1(healthy: Archive, run_cableroom: Run) -> None:
    whole = run_cableroom("--home", healthy.home, "doctor")
    assert (whole.returncode, whole.stderr) == (0, b"")
    assert whole.stdout.count(b"\n") == len(CHECKS)

    (healthy.current().path / "extra").write_text("x")
    damaged = run_cableroom("--home", healthy.home, "doctor")

    assert damaged.returncode == 1
    assert b"FAULT    published" in damaged.stdout
    assert b"000002/extra is not in the manifest" in damaged.stdout
    assert damaged.stdout.count(b"What to do: Build all that is released anew") == 1
    assert damaged.stderr == b"1 fault found\n"


def test_verify_needs_no_vault(healthy: Archive, tmp_path: Path) -> None:
    copy = shutil.copytree(healthy.published, tmp_path / "copy", symlinks=True)

    def verify() -> subprocess.CompletedProcess[bytes]:
        command = "from cableroom.cli.public import main; main()"
        return subprocess.run(
            [sys.executable, "-c", command, "--published", str(copy), "verify"],
            capture_output=True,
            env=environment(),
            check=False,
        )

    whole = verify()
    assert (whole.returncode, whole.stderr) == (0, b"")
    path = copy / "000001" / "generation.sqlite3"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    damaged = verify()
    assert damaged.returncode == 1
    assert b"000001/generation.sqlite3 does not have the bytes that were published" in damaged.stdout
    assert b"What to do: serve an older, whole generation" in damaged.stderr


def test_withdraw_and_rollback_by_command(healthy: Archive, run_cableroom: Run) -> None:
    done = run_cableroom("--home", healthy.home, "rollback")
    assert (done.returncode, done.stdout) == (0, b"generation 1 is served again, 1 cable stands in it\n")
    again = run_cableroom("--home", healthy.home, "rollback")
    assert again.returncode == 1
    assert again.stderr.startswith(b"cableroom: rollback-nowhere: ")

    alone = run_cableroom("--home", healthy.home, "withdraw", "07BERN881", "--reason", "harm", "--as", "Ann")
    assert (alone.returncode, alone.stderr.split(b":")[1]) == (1, b" two-names-needed")
    wrong = run_cableroom("--home", healthy.home, "withdraw", "07BERN881", "--reason", "whim", "--as", "Ann")
    assert wrong.returncode == 64
    both = ("--reason", "harm", "--as", "Ilse Brandt", "--as", "Tomas Okello")
    gone = run_cableroom("--home", healthy.home, "withdraw", "07 bern 881", *both)
    assert (gone.returncode, gone.stdout) == (
        0,
        b"withdrawn; generation 3 is served, 0 cables stand in it\n",
    )
    assert run_cableroom("--home", healthy.home, "doctor").returncode == 0
