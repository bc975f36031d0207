"""Writing files: whole or not at all, with the modes that were meant, and no temporary left behind."""

import errno
import os
import stat
from pathlib import Path

import pytest

from cableroom import durable


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    durable.write_file(path, b"old and long")
    with path.open("rb") as reading:
        durable.write_file(path, b"new")
        assert reading.read() == b"old and long", "who reads on has the old bytes"
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["file"]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_modes_do_not_depend_on_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        durable.make_directory(tmp_path / "open")
        durable.make_directory(tmp_path / "closed", mode=0o700)
        durable.write_file(tmp_path / "closed" / "secret", b"", mode=0o600)
        durable.write_file(tmp_path / "open" / "page", b"")
    finally:
        os.umask(before)
    assert (mode(tmp_path / "open"), mode(tmp_path / "closed")) == (0o755, 0o700)
    assert (mode(tmp_path / "closed" / "secret"), mode(tmp_path / "open" / "page")) == (0o600, 0o644)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    durable.write_file(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        durable.write_file(path, b"new")

    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def test_a_planted_symlink_is_not_written_through(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"precious")
    (tmp_path / f".file.{os.getpid()}.tmp").symlink_to(target)
    durable.write_file(tmp_path / "file", b"new")
    assert target.read_bytes() == b"precious"
    assert (tmp_path / "file").read_bytes() == b"new"


def test_a_link_is_pointed_in_one_step(tmp_path: Path) -> None:
    link = tmp_path / "current"
    durable.point_link(link, "000001")
    (tmp_path / f".current.{os.getpid()}.tmp").symlink_to("left by a kill")
    durable.point_link(link, "000002")
    assert str(link.readlink()) == "000002"
    assert names(tmp_path) == ["current"]


def test_a_directory_moves_with_all_in_it(tmp_path: Path) -> None:
    (tmp_path / "staging" / "000001" / "deep").mkdir(parents=True)
    (tmp_path / "staging" / "000001" / "deep" / "file").write_text("x")
    durable.move_directory(tmp_path / "staging" / "000001", tmp_path / "000001")
    assert (tmp_path / "000001" / "deep" / "file").read_text() == "x"
    assert names(tmp_path) == ["000001", "staging"]


def test_a_directory_is_not_moved_over_another(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(name)
    with pytest.raises(OSError, match="not empty"):
        durable.move_directory(tmp_path / "a", tmp_path / "b")
    assert names(tmp_path / "b") == ["b"]


def test_removing_a_link_leaves_what_it_points_at(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_text("x")
    (tmp_path / "link").symlink_to("folder")
    durable.remove_tree(tmp_path / "link")
    assert names(tmp_path) == ["folder"]
    durable.remove_tree(tmp_path / "folder")
    durable.remove_tree(tmp_path / "absent")
    assert names(tmp_path) == []


def test_a_single_file_can_be_removed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    durable.remove_tree(tmp_path / "file")
    assert names(tmp_path) == []


def test_a_tree_is_settled(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "deep").mkdir(parents=True, mode=0o700)
    (root / "deep" / "file").write_text("x")
    (root / "deep" / "file").chmod(0o600)
    (root / "link").symlink_to("deep")
    durable.settle_tree(root, modified=86_400)
    paths = (root, root / "deep", root / "deep" / "file")
    assert [mode(path) for path in paths] == [0o755, 0o755, 0o644]
    assert {path.stat().st_mtime for path in paths} == {86_400}
    durable.sync_tree(root)


def test_a_folder_is_out_of_view_for_good_before_anything_in_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_text("x")
    settled: list[list[str]] = []
    monkeypatch.setattr(os, "fsync", lambda _descriptor: settled.append(names(tmp_path)))

    durable.remove_tree(tmp_path / "folder")

    assert settled == [[f".folder.{os.getpid()}.doomed"], []]
