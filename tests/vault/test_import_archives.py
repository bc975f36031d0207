"""Archives on their way into the vault: counted and kept like files, and given up where they would harm."""

import gzip
from pathlib import Path

import pytest

from cableroom.private.vault import incoming
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.models import Record, Reject
from cableroom.private.vault.texts import original_bytes
from invented import row, telegram
from sources.archives_made import MAKERS, made_tar, made_zip

BOMB = b"1. (C) All quiet.\n" * 3_000_000


def rejects() -> list[tuple[str, str]]:
    return list(Reject.objects.order_by("pk").values_list("file", "code"))


@pytest.mark.parametrize("kind", MAKERS)
def test_originals_come_out_as_they_were_in_the_archive(home: Path, kind: str) -> None:
    files = [(f"cable/{n}.txt", telegram(n).encode()) for n in range(1, 31)]
    path = home.parent / "pages"
    path.write_bytes(MAKERS[kind](files))

    account = import_paths([path])

    assert (account.read, account.stored, account.rejected) == (30, 30, 0)
    for record, (name, content) in zip(Record.objects.order_by("pk"), files, strict=True):
        assert (record.file, record.offset) == (f"{path}!{name}", 0)
        assert original_bytes(record) == content
    assert import_paths([path]).duplicates == 30


def test_a_page_is_known_again_outside_its_archive(home: Path) -> None:
    folder = home.parent / "in"
    folder.mkdir()
    (folder / "1.txt").write_bytes(telegram(1).encode())
    (folder / "2.zip").write_bytes(made_zip([("1.txt", telegram(1).encode())]))

    account = import_paths([folder])

    assert (account.stored, account.duplicates) == (1, 1)


def test_a_bad_member_is_one_reject_with_its_place(home: Path) -> None:
    path = home.parent / "pages.zip"
    path.write_bytes(made_zip([("1.txt", telegram(1).encode()), ("../2.txt", telegram(2).encode())]))

    account = import_paths([path])

    assert (account.read, account.stored, account.rejected) == (2, 1, 1)
    assert rejects() == [(f"{path}!../2.txt", "member-name-unsafe")]


def test_a_cut_file_gives_its_whole_rows(home: Path) -> None:
    path = home.parent / "cables.csv.gz"
    path.write_bytes(gzip.compress(b"".join(row(n) for n in range(1, 101)))[:-4])

    account = import_paths([path])

    assert account.rejected == 1
    assert account.stored >= 99
    assert rejects() == [(str(path), "archive-damaged")]


def test_a_bomb_takes_its_batch_with_it_but_nothing_acknowledged(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "BATCH_RECORDS", 10)
    folder = home.parent / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(telegram(901).encode())
    files = [(f"{n}.txt", telegram(n).encode()) for n in range(1, 15)]
    (folder / "b.tar.gz").write_bytes(gzip.compress(made_tar([*files, ("bomb.txt", BOMB)])))
    (folder / "c.txt").write_bytes(telegram(902).encode())

    account = import_paths([folder])

    # The first ten were on the disk: a.txt and nine members.  The other five are not believed.
    assert (account.read, account.stored, account.rejected) == (12, 11, 1)
    assert rejects() == [(str(folder / "b.tar.gz"), "archive-over-limit")]
    assert {Path(file).name for file in Record.objects.values_list("file", flat=True)} >= {"a.txt", "c.txt"}
