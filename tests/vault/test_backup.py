"""What a backup holds is one moment of the archive, and all of it comes back."""

import io
import os
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import zstandard
from django.db import connection
from pytest_django import DjangoDbBlocker

from boundary.canaries import canary, hits
from cableroom.gate.diagnosis import diagnose
from cableroom.gate.generation import build, sweep
from cableroom.gate.publication import withdraw
from cableroom.gate.standing import contents, graves, released
from cableroom.private.vault import age, backing_up
from cableroom.private.vault.archive import open_archive
from cableroom.private.vault.backing_up import back_up
from cableroom.private.vault.backup_errors import PublishedUnsettled
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.models import Cable, Entry, Publication
from cableroom.private.vault.queries import cable, primary_record
from cableroom.private.vault.restoring import restore
from cableroom.private.vault.texts import record_text
from gate.archives import Archive
from invented import row, write_csv
from running import COMMAND, Run, environment
from vault.backups import Key, make_worth_saving

CABLES = 6_000
# More of them in the night.
BACKUPS = 50 if os.environ.get("NIGHTLY") else 3


@pytest.fixture(scope="module")
def worth_saving(
    empty_archive: Path, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Path:
    folder = tmp_path_factory.mktemp("worth") / "archive"
    with django_db_blocker.unblock():
        make_worth_saving(empty_archive, folder)
    return folder


@pytest.fixture
def archive(home: Path, worth_saving: Path) -> Archive:
    """Return a copy of the archive worth saving, opened."""
    shutil.rmtree(home)
    shutil.copytree(worth_saving, home, symlinks=True)
    open_archive(home)
    return Archive(home)


@pytest.fixture
def key(tmp_path: Path) -> Key:
    return Key(tmp_path)


def dump(home: Path) -> list[str]:
    """Return the whole database, as SQL, without the journal, which a restore goes on with."""
    with sqlite3.connect(home / "vault" / "vault.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        lines = list(database.iterdump())
    database.close()
    return [line for line in lines if "vault_entry" not in line and "sqlite_sequence" not in line]


def faults() -> list[str]:
    return [f"{found.place} {found.what}" for checked in diagnose() for found in checked.findings]


def test_all_comes_back(archive: Archive, tmp_path: Path, key: Key, run_cableroom: Run) -> None:
    out, back = tmp_path / "out.age", tmp_path / "back"
    public, secret = archive.public_bytes(), (archive.home / "vault" / "secret").read_bytes()

    done = run_cableroom("--home", archive.home, "backup", out, "--to", key.recipient)
    assert done.returncode == 0, done.stderr
    done = run_cableroom("restore", out, back, "--identity", key.identity)
    assert done.returncode == 0, done.stderr

    restored = Archive(back)
    assert dump(back) == dump(archive.home)
    assert (back / "vault" / "secret").read_bytes() == secret
    assert restored.public_bytes() == public
    assert restored.folders() == ["000003", "current -> 000003"]
    for path in (back / "published").rglob("*"):
        twin = archive.published / path.relative_to(back / "published")
        assert path.lstat().st_mode == twin.lstat().st_mode
        assert path.is_symlink() or path.stat().st_mtime == twin.stat().st_mtime or path.name == "current"
    modes = {"": 0o755, "vault": 0o700, "vault/secret": 0o600, "vault/vault.sqlite3": 0o600}
    assert {name: stat.S_IMODE((back / name).stat().st_mode) for name in modes} == modes
    told = run_cableroom("--home", back, "doctor")
    assert told.returncode == 0, told.stdout
    assert b"FAULT" not in told.stdout


def test_the_generation_can_be_built_again(archive: Archive, tmp_path: Path, key: Key) -> None:
    """From the restored vault alone, byte for byte: what is published is not the only copy of itself."""
    public = archive.public_bytes()
    back_up(tmp_path / "out", keys=age.recipients([key.recipient], []))
    restore(tmp_path / "out", tmp_path / "back", identity=key.identity)
    open_archive(tmp_path / "back")
    vault = tmp_path / "back" / "vault"

    again = build(vault, contents(3, released().values(), graves=graves().values()))

    files = {
        path.relative_to(again.path).as_posix(): path.read_bytes()
        for path in again.path.rglob("*")
        if path.is_file()
    }
    assert files.keys() == public.keys()
    assert all(data == (archive.published / "current" / name).read_bytes() for name, data in files.items())
    sweep(vault)


def test_a_release_of_before_1970_comes_back(home: Path, tmp_path: Path) -> None:
    """Its files are as old as its date, which is less than nothing in a computer's count."""
    archive = Archive(home)
    archive.hold(881)
    archive.release(881, day=date(1966, 1, 1))
    back_up(tmp_path / "out", keys=[])
    restore(tmp_path / "out", tmp_path / "back")
    assert Archive(tmp_path / "back").public_bytes() == archive.public_bytes()
    assert (tmp_path / "back" / "published" / "000001").stat().st_mtime < 0


@pytest.mark.usefixtures("archive")
def test_work_goes_on_after_a_restore(tmp_path: Path) -> None:
    back_up(tmp_path / "out", keys=[])
    restore(tmp_path / "out", tmp_path / "back")
    open_archive(tmp_path / "back")
    restored = Archive(tmp_path / "back")

    restored.hold(885)
    restored.release(885, day=date(2010, 12, 25))

    assert restored.public_ids() == ["07BERN881", "07BERN883", "07BERN885"]
    assert faults() == []


def test_an_archive_that_publishes_elsewhere(archive: Archive, tmp_path: Path, run_cableroom: Run) -> None:
    """The generation comes back into the archive's folder, and where it belongs is said."""
    elsewhere = tmp_path / "elsewhere"
    archive.published.rename(elsewhere)
    (archive.home / "cableroom.toml").write_text(f'published = "{elsewhere}"\n')

    done = run_cableroom("--home", archive.home, "backup", tmp_path / "out", "--plain")
    assert done.returncode == 0, done.stderr
    done = run_cableroom("restore", tmp_path / "out", tmp_path / "back")

    assert done.returncode == 0, done.stderr
    assert f"publish in {elsewhere}".encode() in done.stderr
    assert (tmp_path / "back" / "published" / "current" / "manifest.json").exists()
    assert sorted(path.name for path in elsewhere.iterdir()) == ["000003", "current"]


def test_an_archive_that_never_published(home: Path, tmp_path: Path) -> None:
    (home / "cableroom.toml").unlink()
    Archive(home).hold(881)

    held = back_up(tmp_path / "out", keys=[]).manifest
    restore(tmp_path / "out", tmp_path / "back")

    assert held.generation is None
    assert [member.name for member in held.files] == ["vault/secret", "vault/vault.sqlite3"]
    open_archive(tmp_path / "back")
    assert cable("07BERN881").reference_id == "07BERN881"
    assert faults() == []


@pytest.mark.usefixtures("archive")
def test_each_recipient_alone_opens_it(tmp_path: Path) -> None:
    keys = [Key(tmp_path, name) for name in ("one", "two", "three")]
    to = age.recipients([keys[0].recipient], [keys[1].public, keys[2].public])

    back_up(tmp_path / "out", keys=to)

    for key in keys:
        restore(tmp_path / "out", tmp_path / key.identity.name.replace(".", "-"), identity=key.identity)


def test_no_canary_in_the_encrypted_file(home: Path, tmp_path: Path, key: Key) -> None:
    in_text, in_name = canary("backup", "text"), canary("backup", "name")
    source = tmp_path / f"{in_name}.csv"
    source.write_bytes(row(881, words=in_text))
    import_paths([source])

    back_up(tmp_path / "out.age", keys=age.recipients([key.recipient], []))
    back_up(tmp_path / "out.zst", keys=[])

    assert in_text in record_text(primary_record(cable("07BERN881")))
    with zstandard.ZstdDecompressor().stream_reader(io.BytesIO((tmp_path / "out.zst").read_bytes())) as plain:
        opened = plain.read()
    assert hits(
        [("opened", opened)], {"name": in_name, "member": "vault/secret"}
    )  # there is something to find
    needles = {"text": in_text, "name": in_name, "member": "vault/secret", "settings": "keep_generations"}
    assert hits([("encrypted", (tmp_path / "out.age").read_bytes())], needles) == []
    secret = (home / "vault" / "secret").read_bytes()
    assert secret in opened
    assert secret not in (tmp_path / "out.age").read_bytes()


def test_only_its_owner_reads_it_and_the_journal_knows(archive: Archive, tmp_path: Path, key: Key) -> None:
    before = os.umask(0)
    try:
        back_up(tmp_path / "out.age", keys=age.recipients([key.recipient], []))
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "out.age").stat().st_mode) == 0o600
    line = Entry.objects.order_by("pk").reverse()[0]
    assert (line.action, line.place) == ("backup", str(tmp_path / "out.age"))
    assert line.detail == {"recipients": [key.recipient]}
    assert not list((archive.home / "vault").glob(".backup*"))


@pytest.mark.usefixtures("archive")
def test_it_tells_how_far_it_is(tmp_path: Path, key: Key) -> None:
    steps: dict[str, tuple[int, int]] = {}

    def told(step: str, done: int, total: int) -> None:
        assert 0 <= done <= total
        steps[step] = (done, total)

    back_up(tmp_path / "out", keys=age.recipients([key.recipient], []), told=told)
    restore(tmp_path / "out", tmp_path / "back", identity=key.identity, told=told)

    assert list(steps) == ["Copying the vault", "Measuring", "Writing", "Decrypting", "Unpacking"]
    assert [step for step, (done, total) in steps.items() if done != total] == []


def unfinished(archive: Archive) -> None:
    """A publication between its swap and its end."""
    del archive
    Publication.objects.create(generation=4, plan={"kind": "release"})


def swapped(archive: Archive) -> None:
    """The public sees what the vault does not speak of."""
    (archive.published / "current").unlink()
    (archive.published / "current").symlink_to("000002")


def gone(archive: Archive) -> None:
    (archive.published / "current").unlink()


@pytest.mark.parametrize("spoil", [unfinished, swapped, gone])
def test_it_waits_until_vault_and_public_agree(
    archive: Archive, tmp_path: Path, spoil: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backing_up, "_TRIES", 3)
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    assert callable(spoil)
    spoil(archive)

    with pytest.raises(PublishedUnsettled):
        back_up(tmp_path / "out", keys=[])
    assert len(waited) == 3
    assert not (tmp_path / "out").exists()

    def settle(_seconds: float) -> None:
        Publication.objects.filter(done=False).delete()
        (archive.published / "current").unlink(missing_ok=True)
        (archive.published / "current").symlink_to("000003")

    monkeypatch.setattr("time.sleep", settle)
    assert back_up(tmp_path / "out", keys=[]).manifest.generation == 3


def test_it_waits_for_who_writes_for_long(archive: Archive, tmp_path: Path) -> None:
    """What a publication of a quarter million changes in the vault is one transaction, perhaps of minutes."""
    steps: list[str] = []
    with closing(sqlite3.connect(archive.home / "vault" / "vault.sqlite3", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")

        def told(step: str, _done: int, _total: int) -> None:
            if not steps:
                writer.rollback()
            steps.append(step)

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 0")
        back_up(tmp_path / "out", keys=[], told=told)

    assert steps[:2] == ["Waiting for a publication to end", "Copying the vault"]
    assert Entry.objects.filter(action="backup").count() == 1


def test_a_generation_that_is_deleted_meanwhile_is_saved(archive: Archive, tmp_path: Path) -> None:
    """Its files are open before the vault is copied, so no publication takes them away."""
    public = archive.public_bytes()

    def told(step: str, done: int, total: int) -> None:
        del done, total
        if step == "Copying the vault" and (archive.published / "000003").exists():
            withdraw("07BERN883", reason="harm", names=("Ada", "Ben"), on=date(2010, 12, 25))
            assert not (archive.published / "000003").exists()

    back_up(tmp_path / "out", keys=[], told=told)
    restore(tmp_path / "out", tmp_path / "back")

    open_archive(tmp_path / "back")
    assert Archive(tmp_path / "back").public_bytes() == public
    assert Cable.objects.filter(state="withdrawn").count() == 1
    assert faults() == []


@pytest.fixture
def running_import(home: Path, tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """An import that goes on for some seconds and has acknowledged its first batch."""
    source = write_csv(tmp_path / "cables.csv", range(1, CABLES + 1))
    with subprocess.Popen(
        [*COMMAND, "--home", str(home), "import", str(source)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stderr is not None
        assert b"in the vault" in process.stderr.readline()
        yield process
        process.kill()


def test_during_an_import(
    home: Path, tmp_path: Path, key: Key, running_import: "subprocess.Popen[bytes]"
) -> None:
    keys = age.recipients([key.recipient], [])
    was_running, committed = [], []
    for number in range(BACKUPS):
        committed.append(Cable.objects.count())
        back_up(tmp_path / f"{number}.age", keys=keys)
        was_running.append(running_import.poll() is None)

    assert running_import.communicate()[1].count(b"in the vault") >= 1
    assert running_import.returncode == 0
    assert was_running[0]
    whole = originals(home)
    assert len(whole) == CABLES
    seen = []
    for number in range(BACKUPS):
        restore(tmp_path / f"{number}.age", tmp_path / f"back-{number}", identity=key.identity)
        dump(tmp_path / f"back-{number}")
        seen.append(originals(tmp_path / f"back-{number}"))
    assert all(len(some) >= 1000 and len(some) % 1000 == 0 for some in seen)  # whole batches only
    assert all(some == whole[: len(some)] for some in seen)
    # Nothing that was committed before a backup began is missing from it.
    assert all(len(some) >= before for some, before in zip(seen, committed, strict=True))


def originals(home: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(home / "vault" / "vault.sqlite3") as database:
        rows = database.execute(
            "SELECT reference_id, original_id, text FROM vault_record"
            " JOIN vault_cable ON vault_cable.id = cable_id ORDER BY vault_record.id"
        ).fetchall()
    database.close()
    return rows
