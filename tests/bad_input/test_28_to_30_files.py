"""Rows 28 to 30: what is no file, one bad record in a large file, and our own files."""

import os
import shutil
import socket
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest

from bad_input.offering import TELEGRAM, Desk, table, table_row
from cableroom.private.vault import incoming
from cableroom.sources import opening, window
from gate.archives import Archive
from invented import row
from vault.backups import Key

NIGHT: Final = bool(os.environ.get("NIGHTLY"))
ROWS: Final = 251_287 if NIGHT else 2_500


def test_row_28_what_is_no_regular_file_is_refused_at_once(desk: Desk) -> None:
    """A pipe without a writer would keep us waiting for ever, a device give bytes for ever."""
    desk.put("a.txt", TELEGRAM.encode())
    os.mkfifo(desk.folder / "pipe")
    (desk.folder / "link").symlink_to("a.txt")
    (desk.folder / "loop").symlink_to("loop")
    (desk.folder / "ring").symlink_to(".")
    (desk.folder / "zero").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(desk.folder / "socket"))
        told = desk.offer()
        direct = desk.run("import", desk.folder / "pipe", "/dev/zero", desk.folder / "socket", "/dev/null")
    names = ["link", "loop", "pipe", "ring", "socket", "zero"]
    assert told.rejects == [(name, 0, "not-a-regular-file") for name in names]
    assert (told.status, desk.held()) == (2, ["07BERN1"])
    assert [code for *_place, code in direct.rejects] == ["not-a-regular-file"] * 4


def test_row_28_an_empty_folder_and_a_missing_file(desk: Desk) -> None:
    told = desk.offer()
    assert (told.status, "warning: there is no file to import" in told.err) == (0, True)
    assert desk.run("import", desk.folder / "none").status == 1


def changing(monkeypatch: pytest.MonkeyPatch, change: Callable[[], None], *, times: int = 1) -> None:
    """Let ``change`` happen each time that something is read behind the first piece of a file."""
    real = opening._AsOpened.readinto  # noqa: SLF001 - the disk itself
    done: list[int] = []

    def readinto(self: opening._AsOpened, buffer: bytearray) -> int | None:
        if self.tell() >= FAR and len(done) < times:
            done.append(1)
            change()
        return real(self, buffer)

    monkeypatch.setattr(opening._AsOpened, "readinto", readinto)  # noqa: SLF001 - likewise
    monkeypatch.setattr(window, "_CHUNK", 16_384)
    monkeypatch.setattr("cableroom.sources.SNIFF_BYTES", 4_096)


FAR: Final = 40_000
COUNT: Final = 300
LARGE: Final = table(table_row(reference_id=f"07BERN{n}") for n in range(1, COUNT + 1))


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(table([table_row(reference_id="07BERN999")]))


def write_over(path: Path) -> None:
    """Change the words, and leave the length."""
    with path.open("r+b") as file:
        file.write(path.read_bytes().replace(b"at home", b"in bed!"))


def cut(path: Path) -> None:
    os.truncate(path, LARGE.index(b'"07BERN200"') - len(b'"1","11/3/2007 5:03",'))


CHANGES: Final = [(append, "grows"), (write_over, "is written over"), (cut, "is cut")]


@pytest.mark.parametrize(("change", "why"), CHANGES, ids=[each[1] for each in CHANGES])
def test_row_28_a_file_that_changes_while_it_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None], why: str
) -> None:
    """What is kept is what was read, under the digest of just that; and the account says what happened."""
    path = desk.put("cables.csv", LARGE)
    changing(monkeypatch, lambda: change(path))

    told = desk.run("import", path)

    assert told.status == 2, why
    assert told.rejects[-1][::2] == ("cables.csv", "file-changed")
    assert "hint: import it again when nobody writes to it" in told.err
    assert "07BERN999" not in desk.held()  # what came later is not read
    for name in desk.held()[:: COUNT // 7]:
        original = desk.original(name)
        assert sha256(original).hexdigest()[:12] in desk.run("show", name).out
        whole = table_row(reference_id=name)
        assert original in (whole, whole.replace(b"at home", b"in bed!"))
    monkeypatch.undo()
    again = desk.run("import", path)
    assert (again.status, again.rejects) == (0, [])


def test_row_28_a_file_that_never_ends_is_read_as_long_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody writes faster than we read: the tenth of what is written here would be read, or more."""
    path = desk.put("cables.csv", LARGE)
    changing(monkeypatch, lambda: append(path), times=1_000)
    monkeypatch.setattr(window, "_CHUNK", 256)

    told = desk.run("import", path)

    assert told.account == f"{COUNT + 1} cables read = {COUNT} stored + 0 duplicates + 1 rejected"
    assert told.rejects == [("cables.csv", told.rejects[0][1], "file-changed")]


def test_row_29_one_bad_record_in_the_middle_costs_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.folder / "cables.csv"
    middle = ROWS // 2
    with path.open("wb") as file:
        file.writelines(row(n) for n in range(1, middle))
        place = file.tell()
        file.write(row(middle).replace(b'"Embassy Bern"', b'"Embassy Bern', 1))
        file.writelines(row(n) for n in range(middle + 1, ROWS + 1))
    if not NIGHT:
        monkeypatch.setattr(incoming, "BATCH_RECORDS", 400)

    told = desk.run("import", path)

    assert told.status == 2
    assert told.account == f"{ROWS:,} cables read = {ROWS - 1:,} stored + 0 duplicates + 1 rejected"
    assert told.rejects == [("cables.csv", place, "row-broken")]
    held = desk.held()
    assert (len(held), f"07BERN{middle}" in held) == (ROWS - 1, False)
    for number in (1, middle - 1, middle + 1, ROWS):
        assert desk.original(f"07BERN{number}") == row(number).rstrip(b"\n")
    again = desk.run("import", path)
    assert again.account == f"{ROWS:,} cables read = 0 stored + {ROWS - 1:,} duplicates + 1 rejected"


def own_files(desk: Desk) -> dict[str, str]:
    """Write every kind of file that we write ourselves; return their names, and what each must be called."""
    archive = Archive(desk.home)
    archive.hold(881, 882)
    archive.release(881)
    key = Key(desk.folder.parent)
    folder = desk.folder
    assert desk.run("backup", folder / "plain.bak", "--plain").status == 0
    assert desk.run("backup", folder / "age.bak", "--to", key.recipient).status == 0
    armour = "-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24ub3JnL3Yx\n"
    desk.put("armoured.bak", armour.encode())
    import zstandard  # noqa: PLC0415 - only this reads the compression of a backup

    desk.put(
        "backup.tar",
        zstandard.ZstdDecompressor().decompressobj().decompress((folder / "plain.bak").read_bytes()),
    )
    shutil.copy(desk.home / "vault" / "vault.sqlite3", folder / "cables.csv")
    shutil.copy(desk.home / "published" / "current" / "generation.sqlite3", folder / "page.html")
    shutil.copy(desk.home / "published" / "current" / "manifest.json", folder / "manifest.json")
    out = desk.folder.parent / "specimen"
    told = desk.run("specimen", "--count", "2", "--as", "text", "--truth", folder / "truth.ndjson", out)
    assert told.status == 0
    desk.put("parsed.ndjson", desk.run("parse", next((out).rglob("*.txt"))).out.encode())
    return {
        "age.bak": "encrypted with age, as a backup is",
        "armoured.bak": "encrypted with age, as a backup is",
        "backup.tar": "a backup of an archive",
        "cables.csv": "a database, as a vault or a generation is",
        "manifest.json": "the manifest of a generation",
        "page.html": "a database, as a vault or a generation is",
        "parsed.ndjson": "a list of what a parser reads from cables",
        "plain.bak": "a backup of an archive",
        "truth.ndjson": "a list of what a parser reads from cables",
    }


def test_row_30_our_own_files_are_told_and_refused(desk: Desk) -> None:
    names = own_files(desk)
    held = desk.held()

    told = desk.offer()

    assert (told.status, desk.held()) == (2, held)
    assert told.rejects == [(name, 0, "own-archive") for name in names]
    for name, what in names.items():
        assert f"refused: own-archive: {desk.folder / name} is {what}, no file of cables" in told.err
    assert "`cableroom restore` a backup" in told.err
    # Nor where somebody insists, nor within an archive.
    insisting = desk.run("import", desk.folder, "--as", "plain_text")
    assert insisting.rejects == told.rejects


@pytest.mark.parametrize("part", ["", "vault", "published", "published/000001"])
def test_row_30_an_archives_folder_is_refused_before_anything_is_stored(desk: Desk, part: str) -> None:
    archive = Archive(desk.home)
    archive.hold(881)
    archive.release(881)
    held = desk.held()
    copy = desk.folder / "copy"
    shutil.copytree(desk.home, copy, symlinks=True)
    told = desk.run("import", desk.put("a.txt", TELEGRAM.encode()), copy / part)
    assert (told.status, told.out, desk.held()) == (1, "", held)
    assert "cableroom: own-archive: " in told.err
    assert "an archive's own folder, no file of cables" in told.err


def test_row_30_a_zipped_archive_gives_nothing(desk: Desk) -> None:
    archive = Archive(desk.home)
    archive.hold(881)
    archive.release(881)
    held = desk.held()
    shutil.make_archive(str(desk.folder / "all"), "zip", desk.home)
    shutil.make_archive(str(desk.folder / "tar"), "gztar", desk.home)
    told = desk.offer()
    assert (told.status, desk.held()) == (2, held)
    assert {code for *_place, code in told.rejects} == {
        "own-archive",
        "unsupported-type",
        "member-not-a-file",
    }
