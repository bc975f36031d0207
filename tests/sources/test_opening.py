"""Paths: regular files are read, everything else is refused; folders are walked in order."""

import errno
import os
import socket
import tracemalloc
from pathlib import Path

import pytest

from cableroom.errors import CableroomError
from cableroom.sources import RawRecord, limits, opening, read_path, walk
from cableroom.sources.base import SNIFF_BYTES
from cableroom.sources.errors import shown
from cableroom.sources.opening import open_regular

TELEGRAM = b"O 030503Z NOV 07\nFM SECSTATE WASHDC\n\n1. (S) Text.\n"


def refusal(path: Path, *, as_format: str | None = None) -> str:
    """The code with which reading ``path`` is refused."""
    with pytest.raises(CableroomError) as refused:
        list(read_path(path, as_format=as_format))
    assert refused.value.hint
    return refused.value.code


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "any.name"
    path.write_bytes(TELEGRAM)
    (found,) = read_path(path)
    assert isinstance(found, RawRecord)
    assert (found.file, found.raw) == (str(path), TELEGRAM)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n \r\n"])
def test_an_empty_file_has_no_records(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    assert list(read_path(path)) == []


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(TELEGRAM)
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        for name in ("link", "loop", "pipe", "socket", "."):
            assert refusal(tmp_path / name) == "not-a-regular-file", name
    assert refusal(Path("/dev/zero")) == "not-a-regular-file"


def test_missing_and_closed_files_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none") == "file-missing"
    assert refusal(tmp_path / "a\0b") == "file-missing"
    assert refusal(tmp_path / ("x" * 300)) == "file-unreadable"
    (tmp_path / "file").write_bytes(TELEGRAM)
    assert refusal(tmp_path / "file" / "below") == "file-unreadable"


def test_a_disk_error_is_a_refusal_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(TELEGRAM * 100_000)
    real = opening._AsOpened.readinto  # noqa: SLF001 - the disk itself

    def failing(self: opening._AsOpened, buffer: bytearray) -> int | None:
        """Fail when the file itself is read, not yet when its beginning is looked at."""
        if self.tell() > SNIFF_BYTES:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(self, buffer)

    monkeypatch.setattr(opening._AsOpened, "readinto", failing)  # noqa: SLF001 - likewise
    with pytest.raises(CableroomError, match="Input/output error") as refused:
        list(read_path(path))
    assert refused.value.code == "file-unreadable"


def test_the_limit_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "large"
    for size, kept in ((limits.FILE - 1, True), (limits.FILE, True), (limits.FILE + 1, False)):
        with path.open("wb") as file:
            file.truncate(size)  # takes no room on the disk
        if kept:
            open_regular(path).close()
            assert refusal(path) == "unsupported-type"
        else:
            assert refusal(path) == "file-over-limit"


def test_our_own_archives_are_refused(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    database = tmp_path / "vault" / "vault.sqlite3"
    database.write_bytes(b"SQLite format 3\0" + b"\0" * 84)
    assert refusal(database) == "own-archive"
    assert refusal(database, as_format="plain_text") == "own-archive"
    copy = tmp_path / "harmless.csv"
    copy.write_bytes(database.read_bytes())
    assert refusal(copy) == "own-archive"
    with pytest.raises(CableroomError, match="is an archive"):
        list(walk([tmp_path]))


def test_unknown_types_and_formats_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "07STATE900001.html"
    path.write_bytes(b"\x89PNG\r\n no page in spite of its name")
    assert refusal(path) == "unsupported-type"
    assert refusal(path, as_format="word_perfect") == "format-unknown"


def test_a_named_format_is_not_detected(tmp_path: Path) -> None:
    path = tmp_path / "fragment"
    path.write_bytes(b"only words")
    (found,) = read_path(path, as_format="plain_text")
    assert isinstance(found, RawRecord)


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c/d/e/3.txt", ".hidden/4.txt", ".DS_Store"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(TELEGRAM)
    (tmp_path / "c" / "up").symlink_to(tmp_path)
    (tmp_path / "b" / "lost").symlink_to("nowhere")

    found = [str(path.relative_to(tmp_path)) for path in walk([tmp_path / "c", tmp_path, tmp_path / "none"])]

    below_c = ["c/d/e/3.txt", "c/up"]  # the link is named, not entered
    assert found == [*below_c, "a.txt", "b/1.txt", "b/2.txt", "b/lost", *below_c, "none"]
    assert refusal(tmp_path / "c" / "up") == "not-a-regular-file"


def test_deep_folders_are_walked(tmp_path: Path) -> None:
    depth = 400
    deepest = tmp_path.joinpath(*["d"] * depth)
    deepest.mkdir(parents=True)
    (deepest / "file").write_bytes(TELEGRAM)
    assert list(walk([tmp_path])) == [deepest / "file"]


def test_a_folder_of_many_files_is_walked_in_little_memory(tmp_path: Path) -> None:
    """One folder may hold all 251,287 cables, and two processes walk it."""
    files = 2_000
    for number in range(files):
        (tmp_path / f"07BERN{number}.txt").touch()

    def peak() -> int:
        tracemalloc.start()
        try:
            assert sum(1 for _ in walk([tmp_path])) == files
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    # What else the process does meanwhile (a first use of something, a thread of another test) is not ours.
    least = min(peak() for _ in range(3))
    assert least / files < 220  # bytes; its name, and while they are sorted its name once more


def test_names_are_safe_on_a_terminal() -> None:
    assert shown("a\x1b[2J\r\n\u202eb\udcff.csv") == "a\\x1b[2J\\r\\n\\u202eb\\udcff.csv"
    assert shown("Zürich 1.csv") == "Zürich 1.csv"
