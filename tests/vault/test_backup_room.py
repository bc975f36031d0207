"""A disk without room is named before anything is written; a vault is saved without its public side."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from cableroom.gate.publication import withdraw
from cableroom.private.vault import age
from cableroom.private.vault.archive import open_archive
from cableroom.private.vault.backing_up import back_up
from cableroom.private.vault.backup_errors import RoomMissing
from cableroom.private.vault.models import Entry
from cableroom.private.vault.restoring import restore
from gate.archives import Archive
from running import Run
from vault.backups import Key


class Disk(NamedTuple):
    """What the system says of a disk."""

    total: int
    used: int
    free: int


@pytest.fixture
def archive(home: Path) -> Archive:
    """Return an archive that has published two cables."""
    archive = Archive(home)
    archive.hold(881, 882)
    archive.release(881)
    archive.release(882, day=date(2010, 12, 1))
    return archive


def leave(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    """Let every disk have ``free`` bytes left; a real one so small takes root."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Disk(free, 0, free))


def test_a_backup_asks_for_room_first(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = sum(path.stat().st_size for path in (archive.home / "vault").glob("vault.sqlite3*"))
    lines = Entry.objects.count()
    leave(monkeypatch, database)  # for the copy, and for nothing beside it

    with pytest.raises(RoomMissing) as caught:
        back_up(tmp_path / "out", keys=[])

    assert f"{database:,} bytes" in str(caught.value)
    assert str(tmp_path) in str(caught.value)
    assert not (tmp_path / "out").exists()
    assert not list((archive.home / "vault").glob(".backup*"))
    assert Entry.objects.count() == lines  # no line of a backup that was never begun
    leave(monkeypatch, 4 * database)
    back_up(tmp_path / "out", keys=[])


@pytest.mark.usefixtures("archive")
def test_a_generation_may_go_while_it_is_asked_how_large_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = Path.glob

    def before_a_withdrawal(folder: Path, pattern: str) -> Iterator[Path]:
        found = list(really(folder, pattern))
        if folder.name == "current":
            monkeypatch.undo()
            withdraw("07BERN882", reason="harm", names=("Ada", "Ben"), on=date(2010, 12, 24))
        return iter(found)

    monkeypatch.setattr(Path, "glob", before_a_withdrawal)

    assert back_up(tmp_path / "out", keys=[]).manifest.generation == 3


@pytest.mark.usefixtures("archive")
def test_a_restore_asks_for_room_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, out = Key(tmp_path), tmp_path / "out"
    held = back_up(out, keys=age.recipients([key.recipient], [])).manifest
    steps: list[str] = []

    def told(step: str, _done: int, _total: int) -> None:
        steps.append(step)

    # The decrypted file alone would fit, and so would it with the least that can be in it.
    for free, reached in ((out.stat().st_size, set()), (held.size - 1, {"Decrypting"})):
        leave(monkeypatch, free)
        steps.clear()
        with pytest.raises(RoomMissing) as caught:
            restore(out, tmp_path / "back", identity=key.identity, told=told)
        assert f"{free:,} bytes" in str(caught.value)
        assert set(steps) == reached
        assert not list(tmp_path.glob("*back*"))


def no_link(archive: Archive) -> None:
    (archive.published / "current").unlink()


def no_generation(archive: Archive) -> None:
    shutil.rmtree(archive.published / "000002")


def no_folder(archive: Archive) -> None:
    shutil.rmtree(archive.published)


@pytest.mark.parametrize("spoil", [no_link, no_generation, no_folder])
def test_the_vault_is_saved_without_its_public_side(
    archive: Archive, tmp_path: Path, run_cableroom: Run, spoil: Callable[[Archive], None]
) -> None:
    spoil(archive)
    out, back = tmp_path / "out", tmp_path / "back"

    done = run_cableroom("--home", archive.home, "backup", out, "--plain", "--vault-only")
    assert done.returncode == 0, done.stderr
    assert b"warning: what is published is not in it" in done.stderr
    done = run_cableroom("restore", out, back)
    assert done.returncode == 0, done.stderr
    assert b"without what was published" in done.stdout

    open_archive(back)
    restored = Archive(back)
    assert restored.folders() == []
    restored.hold(883)
    restored.release(883, day=date(2010, 12, 25))
    assert restored.public_ids() == ["07BERN881", "07BERN882", "07BERN883"]  # all of it is built anew
    assert restored.folders() == ["000003", "current -> 000003"]


@pytest.mark.usefixtures("archive")
def test_a_restore_says_what_it_may_publish_again(tmp_path: Path, run_cableroom: Run) -> None:
    """Who serves an old backup shows what was withdrawn since; the last lines say how to see it."""
    before, after = tmp_path / "before", tmp_path / "after"
    back_up(before, keys=[])
    withdraw("07BERN882", reason="harm", names=("Ada", "Ben"), on=date(2010, 12, 24))
    back_up(after, keys=[])

    told = {out: run_cableroom("restore", out, tmp_path / f"{out.name}-back") for out in (before, after)}

    assert [done.returncode for done in told.values()] == [0, 0]
    for done in told.values():
        assert b"warning: what was withdrawn or tightened after that counts as public in it" in done.stderr
        assert b"withdraw it again before you serve it" in done.stderr
    assert b"it knows 0 withdrawals" in told[before].stderr
    assert b"it knows 1 withdrawal, of 2010-12-24" in told[after].stderr


def test_a_restore_of_what_never_published_warns_of_nothing(
    home: Path, tmp_path: Path, run_cableroom: Run
) -> None:
    Archive(home).hold(881)
    back_up(tmp_path / "out", keys=[])

    done = run_cableroom("restore", tmp_path / "out", tmp_path / "back")

    assert done.returncode == 0
    assert b"nothing published" in done.stdout
    assert b"withdraw" not in done.stderr
