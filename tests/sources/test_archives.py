"""Archives: what is in them is read as from a folder; hostile ones are refused, each for its reason."""

import bz2
import gzip
import io
import lzma
import random
import struct
import sys
import tarfile
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from cableroom.errors import CableroomError
from cableroom.sources import RawRecord, limits, read_path
from cableroom.sources.archives import sevenzips
from invented import row, telegram
from sources.archives_made import (
    MAKERS,
    Files,
    made_7z,
    made_tar,
    made_zip,
    patched,
    special,
    tar_of,
    zipped_link,
)

PAGE = telegram(1).encode()
LONG = "long/" * 50 + "name.txt"
COMPRESSIONS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}


def read(tmp_path: Path, data: bytes, *, name: str = "a.zip") -> list[tuple[str, str]]:
    """Return what an archive holds: the place of each record and ``ok``, or the code of its refusal."""
    path = tmp_path / name
    path.write_bytes(data)
    told = []
    refusal: CableroomError | None = None
    try:
        for found in read_path(path):
            place = found.file.removeprefix(f"{path}").removeprefix("!")
            told.append((place, "ok" if isinstance(found, RawRecord) else found.code))
    except CableroomError as exc:
        refusal = exc
        told.append(("", exc.code))
    assert refusal is None or (refusal.hint and str(path) in str(refusal))
    assert list(tmp_path.iterdir()) == [path]  # nothing is unpacked to the disk
    return told


@pytest.mark.parametrize("kind", MAKERS)
def test_members_are_read_in_order_with_their_exact_bytes(tmp_path: Path, kind: str) -> None:
    files = [(f"cable/{n}.txt", telegram(n).encode()) for n in (3, 1, 2)]
    files += [("rows.csv", row(4) + row(5)), ("empty.txt", b"")]
    path = tmp_path / "archive"
    path.write_bytes(MAKERS[kind](files))

    found = [each for each in read_path(path) if isinstance(each, RawRecord)]

    assert [each.file for each in found] == [
        f"{path}!{name}" for name in ("cable/3.txt", "cable/1.txt", "cable/2.txt", "rows.csv", "rows.csv")
    ]
    for each in found:
        content = dict(files)[each.file.partition("!")[2]]
        assert content[each.offset :].startswith(each.raw)
    assert [each.raw for each in found[:3]] == [content for _name, content in files[:3]]


@pytest.mark.parametrize("kind", [kind for kind in MAKERS if kind != "tar, old"])
def test_long_and_foreign_names_are_kept(tmp_path: Path, kind: str) -> None:
    files = [(LONG, PAGE), ("Zürich/ж.txt", PAGE)]
    assert read(tmp_path, MAKERS[kind](files)) == [(LONG, "ok"), ("Zürich/ж.txt", "ok")]


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_a_compressed_file_is_read_as_the_file(tmp_path: Path, suffix: str) -> None:
    data = COMPRESSIONS[suffix](row(1) + row(2))
    assert read(tmp_path, data, name=f"cables.csv.{suffix}") == [("cables.csv", "ok")] * 2


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_two_parts_are_one_file(tmp_path: Path, suffix: str) -> None:
    both = row(1) + row(2)
    data = COMPRESSIONS[suffix](both[:500]) + COMPRESSIONS[suffix](both[500:])
    assert read(tmp_path, data) == [("a.zip", "ok")] * 2


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_bytes_behind_the_end_are_reported(tmp_path: Path, suffix: str) -> None:
    data = COMPRESSIONS[suffix](row(1))
    assert read(tmp_path, data + bytes(100_000)) == [("a.zip", "ok")]
    assert read(tmp_path, data + b"garbage") == [("a.zip", "ok"), ("", "trailing-bytes")]


FIRST, SECOND = [("1.txt", PAGE)], [("2.txt", PAGE)]
MORE = [
    # what stands in one file, what is read of it, and why this line is here
    (made_tar(FIRST) + made_tar(SECOND), ["1.txt"], "cat of two tars: each ends with zeros"),
    (gzip.compress(made_tar(FIRST) + made_tar(SECOND)), ["1.txt"], "the same, compressed as one"),
    (gzip.compress(made_tar(FIRST)) + gzip.compress(made_tar(SECOND)), ["1.txt"], "cat of two tar.gz"),
    (made_tar(FIRST) + b"more", ["1.txt"], "the rest of a block"),
    (made_zip(FIRST) + made_zip(SECOND), ["2.txt"], "cat of two zips: the directory is that of the last"),
    (made_zip(FIRST) + made_zip([]), [], "the same, and the last is empty"),
    (made_zip(FIRST) + PAGE, ["1.txt"], "less than the longest comment, so the end is found"),
]


@pytest.mark.parametrize(("data", "members", "why"), MORE, ids=[line[2] for line in MORE])
def test_what_is_no_part_of_the_archive_is_reported(
    tmp_path: Path, data: bytes, members: list[str], why: str
) -> None:
    told = read(tmp_path, data)
    assert sorted(told) == [("", "trailing-bytes"), *((name, "ok") for name in members)], why


def test_zeros_behind_an_archive_and_a_comment_are_nothing(tmp_path: Path) -> None:
    out = io.BytesIO(made_zip(FIRST))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"from the desk"
    assert read(tmp_path, out.getvalue()) == [("1.txt", "ok")]
    for data in (out.getvalue(), made_tar(FIRST), gzip.compress(made_tar(FIRST))):
        assert read(tmp_path, data + bytes(20_000)) == [("1.txt", "ok")]


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_what_comes_before_a_cut_is_read(tmp_path: Path, suffix: str) -> None:
    rows = b"".join(row(n) for n in range(1, 3001))
    told = read(tmp_path, COMPRESSIONS[suffix](rows)[:-9])
    assert told[-1] == ("", "archive-damaged")
    assert len(told) > (2_000 if suffix != "bz2" else 1_000)  # bzip2 gives whole blocks


def test_a_cut_page_is_no_record(tmp_path: Path) -> None:
    assert read(tmp_path, gzip.compress(PAGE)[:-1]) == [("", "archive-damaged")]


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_tar_gives_its_whole_members(tmp_path: Path, *, packed: bool) -> None:
    data = made_tar([("1.txt", PAGE), ("2.txt", PAGE)])
    data = data[: data.rindex(PAGE) + 100]
    data = gzip.compress(data) if packed else data
    assert read(tmp_path, data) == [("1.txt", "ok"), ("", "archive-damaged")]


@pytest.mark.parametrize("maker", [made_zip, made_7z])
def test_an_archive_without_its_directory_is_damaged(tmp_path: Path, maker: Callable[[Files], bytes]) -> None:
    data = maker([("1.txt", PAGE)])
    assert read(tmp_path, data[:-5]) == [("", "archive-damaged")]


UNSAFE = ["../x.txt", "a/../../x.txt", "/etc/x.txt", "C:/x.txt", "..\\x.txt", "\\\\host\\x.txt", "x" * 4097]


@pytest.mark.parametrize("name", UNSAFE)
@pytest.mark.parametrize("maker", [made_zip, made_tar], ids=["zip", "tar"])
def test_unsafe_names_are_refused(tmp_path: Path, maker: Callable[[Files], bytes], name: str) -> None:
    told = read(tmp_path, maker([(name, PAGE), ("good.txt", PAGE)]))
    assert told == [(name, "member-name-unsafe"), ("good.txt", "ok")]


def test_a_nul_in_a_name_is_refused(tmp_path: Path) -> None:
    data = made_zip([("good.txt0../x", PAGE)]).replace(b"good.txt0../x", b"good.txt\0../x")
    assert read(tmp_path, data) == [("good.txt\0../x", "member-name-unsafe")]


def test_a_second_name_in_an_extra_field_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    info = zipfile.ZipInfo("good.txt")
    name = b"../bad.txt"
    info.extra = struct.pack("<HHBL", 0x7075, 5 + len(name), 1, zlib.crc32(b"good.txt")) + name
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, PAGE)
    assert read(tmp_path, out.getvalue()) == [("good.txt", "member-name-unsafe")]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("second", ["a/b.txt", "A/B.TXT", "./a//b.txt"])
def test_a_name_is_read_once(tmp_path: Path, kind: str, second: str) -> None:
    data = MAKERS[kind]([("a/b.txt", PAGE), (second, PAGE), ("c.txt", PAGE)])
    told = read(tmp_path, data)
    assert [code for _place, code in told] == ["ok", "member-name-taken", "ok"]


def test_links_and_devices_in_a_tar_are_refused(tmp_path: Path) -> None:
    kinds = {
        "symbolic": tarfile.SYMTYPE,
        "hard": tarfile.LNKTYPE,
        "character": tarfile.CHRTYPE,
        "block": tarfile.BLKTYPE,
        "pipe": tarfile.FIFOTYPE,
    }
    folder = special("folder", tarfile.DIRTYPE)
    data = tar_of(folder, *(special(name, kind, target="/etc/passwd") for name, kind in kinds.items()))
    assert read(tmp_path, data) == [(name, "member-not-a-file") for name in kinds]


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipped_link("link", "/etc/passwd"), "/etc/passwd")
        archive.writestr("folder/", b"")
        archive.writestr("1.txt", PAGE)
    assert read(tmp_path, out.getvalue()) == [("link", "member-not-a-file"), ("1.txt", "ok")]


def test_encrypted_archives_are_refused(tmp_path: Path) -> None:
    plain = made_zip([("1.txt", PAGE), ("2.txt", PAGE)])
    assert read(tmp_path, patched(plain, local=6, central=8, form="<H", value=1)) == [
        ("1.txt", "member-encrypted"),
        ("2.txt", "ok"),
    ]
    assert read(tmp_path, made_7z([("1.txt", PAGE)], password="words")) == [  # noqa: S106 - invented
        ("", "archive-encrypted")
    ]


@pytest.mark.parametrize("size", [10, len(PAGE) - 1, len(PAGE) + 1, 1_000_000])
def test_a_wrong_size_in_a_zip_costs_the_member(tmp_path: Path, size: int) -> None:
    plain = made_zip([("1.txt", PAGE), ("2.txt", PAGE)])
    told = read(tmp_path, patched(plain, local=22, central=24, form="<I", value=size))
    assert told == [("1.txt", "member-damaged"), ("2.txt", "ok")]


def test_changed_bytes_cost_the_member(tmp_path: Path) -> None:
    stored = made_zip([("1.txt", PAGE), ("2.txt", PAGE)], method=zipfile.ZIP_STORED)
    assert read(tmp_path, stored.replace(b"SMITH", b"SMYTH", 1)) == [
        ("1.txt", "member-damaged"),
        ("2.txt", "ok"),
    ]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_methods_in_a_zip_are_refused(tmp_path: Path, method: int) -> None:
    assert read(tmp_path, made_zip([("1.txt", PAGE)], method=method)) == [("1.txt", "member-method-unknown")]


@pytest.mark.parametrize("inner", MAKERS)
@pytest.mark.parametrize("outer", ["zip", "tar.gz", "7z"])
def test_an_archive_in_an_archive_is_refused(tmp_path: Path, outer: str, inner: str) -> None:
    data = MAKERS[outer]([("inner", MAKERS[inner]([("1.txt", PAGE)])), ("2.txt", PAGE)])
    assert read(tmp_path, data) == [("inner", "archive-nested"), ("2.txt", "ok")]


def test_a_compressed_compressed_file_is_refused(tmp_path: Path) -> None:
    data = gzip.compress(gzip.compress(row(1)))
    assert read(tmp_path, data, name="a.gz") == [("a", "archive-nested")]


def test_members_of_no_known_type_are_rejects(tmp_path: Path) -> None:
    database = b"SQLite format 3\0" + bytes(100)
    data = made_zip([("a.jpg", b"\xff\xd8\xff\xe0 JFIF"), ("vault.sqlite3", database), ("1.txt", PAGE)])
    told = [("a.jpg", "unsupported-type"), ("vault.sqlite3", "own-archive"), ("1.txt", "ok")]
    assert read(tmp_path, data) == told


def test_files_of_the_system_are_passed_over(tmp_path: Path) -> None:
    files = [("__MACOSX/._1.txt", b"\0\5"), (".DS_Store", b"\0"), (".git/x", PAGE), ("./1.txt", PAGE)]
    assert read(tmp_path, made_zip(files)) == [("./1.txt", "ok")]


@pytest.mark.parametrize("kind", MAKERS)
def test_the_limit_of_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    files = [(f"{n}.txt", PAGE) for n in range(3)]
    for limit, kept in ((2, False), (3, True), (4, True)):
        monkeypatch.setattr(limits, "MEMBERS", limit)
        told = read(tmp_path, MAKERS[kind](files))
        assert (told[-1] == ("", "archive-over-limit")) is not kept, limit


def test_a_directory_of_a_million_entries_is_counted_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that it has one; the standard library would make a million objects of it."""
    entry = b"PK\x01\x02" + bytes(42)
    directory = entry * 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), 0, 0)
    monkeypatch.delattr(zipfile, "ZipFile")
    assert read(tmp_path, b"PK\x03\x04" + directory + end) == [("", "archive-over-limit")]


BOMB = b"1. (C) All quiet.\n" * 3_000_000  # 54 MB, of which 0.1 MB are left when it is packed


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "7z"])
def test_a_bomb_is_stopped(tmp_path: Path, kind: str) -> None:
    files: Files = [("1.txt", PAGE), ("bomb.txt", BOMB)]
    data = MAKERS[kind](files)
    assert len(BOMB) > limits.RATIO * len(data)
    told = read(tmp_path, data)
    # What states its sizes is refused before it is read.
    assert told[-1] == ("", "archive-over-limit")
    assert len(told) == (1 if kind != "tar.gz" else 3)


def test_a_bomb_that_lies_is_stopped_where_it_goes_on(tmp_path: Path) -> None:
    data = patched(made_zip([("bomb.txt", BOMB)]), local=22, central=24, form="<I", value=1_000)
    assert read(tmp_path, data) == [("bomb.txt", "member-damaged")]


def test_the_limit_of_unpacked_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = {kind: make([("1.txt", PAGE), ("2.txt", PAGE)]) for kind, make in MAKERS.items()}
    for kind in ("zip", "7z", "tar"):
        for limit, kept in ((-1, False), (0, True), (1, True)):
            monkeypatch.setattr(limits, "UNPACKED", 2 * len(PAGE) + limit)
            told = read(tmp_path, data[kind])
            assert (told[-1] == ("2.txt", "ok")) is kept, (kind, limit)


def test_members_that_share_bytes_are_refused(tmp_path: Path) -> None:
    """Two entries of the directory for one member, and one member that begins inside another."""
    plain = bytearray(made_zip([("1.txt", PAGE), ("2.txt", PAGE)], method=zipfile.ZIP_STORED))
    second = plain.rindex(b"PK\x01\x02")
    for offset in (0, 40):
        struct.pack_into("<I", plain, second + 42, offset)
        assert read(tmp_path, bytes(plain)) == [("", "archive-damaged")]


@pytest.mark.parametrize("size", [8 << 30, 1 << 62])
def test_a_tar_that_claims_too_much_is_refused(tmp_path: Path, size: int) -> None:
    info = tarfile.TarInfo("1.txt")
    info.size = size
    data = info.tobuf(tarfile.GNU_FORMAT) + PAGE
    assert read(tmp_path, data) == [("", "archive-over-limit")]
    told = read(tmp_path, gzip.compress(data))
    assert told == [("", "archive-damaged")]


@pytest.mark.parametrize("kind", [b"x", b"L", b"g"])
def test_an_endless_name_is_not_read(tmp_path: Path, kind: bytes) -> None:
    info = tarfile.TarInfo("1.txt")
    info.type, info.size = kind, 4 << 30
    assert read(tmp_path, info.tobuf(tarfile.GNU_FORMAT) + PAGE) == [("", "archive-damaged")]


def test_a_7z_without_its_library_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "py7zr", None)
    assert read(tmp_path, made_7z([("1.txt", PAGE)])) == [("", "sevenzip-missing")]


def test_a_7z_of_other_methods_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sevenzips, "_METHODS", frozenset({"COPY"}))
    assert read(tmp_path, made_7z([("1.txt", PAGE)])) == [("", "archive-method-unknown")]


@pytest.mark.parametrize("kind", MAKERS)
def test_no_cut_and_no_flip_breaks_the_reading(tmp_path: Path, kind: str) -> None:
    """What an archive gives after damage are its own records, rejects or a refusal."""
    data = MAKERS[kind]([("1.txt", PAGE), ("2.csv", row(2))])
    for place in range(0, len(data), max(1, len(data) // 150)):
        read(tmp_path, data[:place])
        flipped = bytearray(data)
        flipped[place] ^= 0x55
        read(tmp_path, bytes(flipped))


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "7z"])
def test_five_thousand_members_are_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "archive"
    path.write_bytes(MAKERS[kind]((f"cable/{n}.txt", telegram(n).encode()) for n in range(5_000)))
    assert sum(isinstance(found, RawRecord) for found in read_path(path)) == 5_000


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "7z"])
def test_memory_stays_flat(tmp_path: Path, kind: str) -> None:
    """40 MB of members that hardly pack; a library that kept them, or their packed bytes, would show."""
    chance = random.Random(1)  # noqa: S311 - not for secrecy
    path = tmp_path / "archive"
    pages = ((f"{n}.txt", PAGE + chance.randbytes(100_000).hex().encode()) for n in range(200))
    path.write_bytes(MAKERS[kind](pages))
    tracemalloc.start()
    count = sum(isinstance(found, RawRecord) for found in read_path(path))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 200
    assert peak < 24 * limits.MIB
