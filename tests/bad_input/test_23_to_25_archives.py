"""Rows 23 to 25: bombs, hostile members, cut compression.

Each through the import: what is stored, what is told, and that nothing is unpacked beside it.
The readers alone are tried much further in tests/sources/test_archives.py.
"""

import gzip
import io
import struct
import tarfile
import zipfile
from binascii import crc32
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import py7zr
import pytest

from bad_input.offering import TELEGRAM, Desk, Told, table, table_row
from cableroom.private.vault import incoming
from cableroom.sources import limits
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

PAGE: Final = TELEGRAM.encode()
KINDS: Final = ("zip", "tar", "tar.gz", "7z")


def offer(desk: Desk, data: bytes) -> Told:
    """Import an archive, and see that it was not unpacked anywhere."""
    before = everything(desk.home.parent)
    told = desk.offer(data, name="archive")
    made = everything(desk.home.parent) - before
    assert {path.name for path in made} <= {"archive", "lock", "vault.sqlite3-wal", "vault.sqlite3-shm"}
    return told


def everything(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


def other(number: int) -> bytes:
    """Another telegram than PAGE."""
    return TELEGRAM.replace("BERN 000001", f"BERN {number:06}").encode()


ZEROS = bytes(50_000_000)


def test_row_23_fifty_million_zeros(desk: Desk) -> None:
    data = made_zip([("zeros", ZEROS)])
    assert len(ZEROS) / len(data) > 1_000
    told = offer(desk, data)
    assert (told.status, told.rejects) == (2, [("archive", 0, "archive-over-limit")])
    assert "hint: unpack it yourself" in told.err


@pytest.mark.parametrize("kind", KINDS)
def test_row_23_a_bomb_takes_back_what_is_not_yet_acknowledged(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Members that come out before the bomb are in the same batch, and are not believed."""
    monkeypatch.setattr(limits, "UNPACKED", 300_000)
    files = [(f"{n}.txt", other(n)) for n in range(1, 4)] + [
        ("bomb.txt", PAGE * 4_000),
        ("last.txt", other(9)),
    ]
    told = offer(desk, MAKERS[kind](files))
    assert (told.status, [code for *_place, code in told.rejects]) == (2, ["archive-over-limit"])
    assert told.account == "1 cable read = 0 stored + 0 duplicates + 1 rejected"
    assert desk.held() == []


def test_row_23_what_was_acknowledged_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED", 300_000)
    monkeypatch.setattr(incoming, "BATCH_RECORDS", 2)
    files = [(f"{n}.txt", other(n)) for n in range(1, 6)] + [("bomb.txt", PAGE * 4_000)]
    told = offer(desk, gzip.compress(made_tar(files)))
    assert told.account == "5 cables read = 4 stored + 0 duplicates + 1 rejected"
    assert desk.held() == ["07BERN1", "07BERN2", "07BERN3", "07BERN4"]


def test_row_23_42_zip_is_not_entered(desk: Desk) -> None:
    inner = made_zip([("deep.txt", PAGE)])
    for _level in range(5):
        inner = made_zip([(f"lib {n}.zip", inner) for n in range(3)])
    told = offer(desk, inner)
    assert told.rejects == [(f"archive!lib {n}.zip", 0, "archive-nested") for n in range(3)]
    assert desk.held() == []


@pytest.mark.parametrize("outer", KINDS)
def test_row_23_an_archive_in_an_archive(desk: Desk, outer: str) -> None:
    inner = [(kind, MAKERS[kind]([("2.txt", other(2))])) for kind in KINDS]
    told = offer(desk, MAKERS[outer]([*inner, ("1.txt", PAGE)]))
    assert told.rejects == [(f"archive!{kind}", 0, "archive-nested") for kind in KINDS]
    assert desk.held() == ["07BERN1"]


@pytest.mark.parametrize("kind", KINDS)
def test_row_23_too_many_members_of_every_kind(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(limits, "MEMBERS", 3)
    told = offer(desk, MAKERS[kind]((f"{n}.txt", other(n)) for n in range(1, 5)))
    assert [code for *_place, code in told.rejects] == ["archive-over-limit"]
    assert desk.held() == []


def sevenzip(files: Files, *, change: Callable[[bytes], bytes]) -> bytes:
    """Return a 7z whose directory was written over, its checksums made right."""
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", filters=[{"id": py7zr.FILTER_COPY}]) as archive:
        archive.set_encoded_header_mode(False)
        for name, data in files:
            archive.writestr(data, name)
    made = out.getvalue()
    offset, size = struct.unpack_from("<QQ", made, 12)
    directory = change(made[32 + offset : 32 + offset + size])
    where = struct.pack("<QQI", offset, len(directory), crc32(directory))
    return made[:8] + struct.pack("<I", crc32(where)) + where + made[32 : 32 + offset] + directory


def renamed(files: Iterable[tuple[str, bytes]], name: str) -> bytes:
    """Return a 7z whose first member is called ``name``; the library itself would not write every name."""
    (_first, data), *rest = files
    place = "@" * len(name)
    return sevenzip(
        [(place, data), *rest],
        change=lambda directory: directory.replace(place.encode("utf-16-le"), name.encode("utf-16-le")),
    )


def lying_7z(size: int) -> bytes:
    """Return a 7z of one member that states another size; one number of the directory is changed."""

    def change(directory: bytes) -> bytes:
        true = stated_number(len(PAGE))
        assert directory.count(true) >= 1
        return directory.replace(true, stated_number(size))

    return sevenzip([("1.txt", PAGE)], change=change)


def stated_number(number: int) -> bytes:
    """Return a number of two bytes, as a 7z directory writes it."""
    assert 0x80 <= number < 0x4000
    return bytes([0x80 | number >> 8, number & 0xFF])


def lying_tar(size: int) -> bytes:
    data = bytearray(made_tar([("1.txt", PAGE), ("2.txt", other(2))]))
    data[124:136] = b"%011o\0" % size
    data[148:156] = b"        "
    data[148:156] = b"%06o\0 " % sum(data[:512])
    return bytes(data)


LIES: Final = [
    (
        patched(made_zip([("1.txt", PAGE)]), local=22, central=24, form="<I", value=len(PAGE) - 5),
        "zip, too little",
    ),
    (
        patched(made_zip([("1.txt", PAGE)]), local=22, central=24, form="<I", value=len(PAGE) + 5),
        "zip, too much",
    ),
    (lying_7z(len(PAGE) - 5), "7z, too little"),
    (lying_7z(len(PAGE) + 5), "7z, too much"),
    (lying_tar(len(PAGE) + 50_000), "tar, more than there is"),
    (gzip.compress(lying_tar(len(PAGE) + 50_000)), "tar.gz, more than there is"),
]


@pytest.mark.parametrize(("data", "why"), LIES, ids=[each[1] for each in LIES])
def test_row_23_lying_sizes_cost_the_member(desk: Desk, data: bytes, why: str) -> None:
    told = offer(desk, data)
    assert told.status == 2, why
    # Where a member claims what stands behind it, that is no text; and then the archive has no end.
    wanted = (["member-damaged"], ["archive-damaged"], ["unsupported-type", "archive-damaged"])
    assert [code for *_place, code in told.rejects] in wanted, why
    assert desk.held() == []


def overlapping(second_at: int) -> bytes:
    """Return a zip whose second entry points into the first member."""
    data = bytearray(made_zip([("1.txt", PAGE), ("2.txt", other(2))], method=zipfile.ZIP_STORED))
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 42, second_at)
    return bytes(data)


def quoted_overlap() -> bytes:
    """Return a zip whose first member quotes the second's header as its own stored bytes.

    Source: D. Fifield, "A better zip bomb", section "Quoting local file headers".
    """
    plain = made_zip([("2.txt", other(2))], method=zipfile.ZIP_STORED)
    inner = plain[: plain.index(b"PK\x01\x02")]
    outer = made_zip([("1.txt", inner)], method=zipfile.ZIP_STORED)
    start = outer.index(b"PK\x01\x02")
    end = outer.index(b"PK\x05\x06")
    entry = bytearray(plain[plain.index(b"PK\x01\x02") : plain.index(b"PK\x05\x06")])
    struct.pack_into("<I", entry, 42, outer.index(inner))
    directory = outer[start:end] + bytes(entry)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(directory), start, 0)
    return outer[:start] + directory + tail


OVERLAPS: Final = [
    (overlapping(0), "one member twice"),
    (overlapping(40), "a member within another"),
    (quoted_overlap(), "a member quoted by another"),
]


@pytest.mark.parametrize(("data", "why"), OVERLAPS, ids=[each[1] for each in OVERLAPS])
def test_row_23_members_that_share_bytes(desk: Desk, data: bytes, why: str) -> None:
    told = offer(desk, data)
    assert (told.status, [code for *_place, code in told.rejects]) == (2, ["archive-damaged"]), why
    assert desk.held() == []


UNSAFE: Final = ["../x.txt", "a/../../x.txt", "/etc/x.txt", "C:/x.txt", "..\\x.txt"]


@pytest.mark.parametrize("kind", KINDS)
def test_row_24_names_that_climb_are_refused_in_every_kind(desk: Desk, kind: str) -> None:
    for number, name in enumerate(UNSAFE, 1):
        files = [(name, PAGE), ("good.txt", other(number + 1))]
        told = offer(desk, renamed(files, name) if kind == "7z" else MAKERS[kind](files))
        assert [code for *_place, code in told.rejects] == ["member-name-unsafe"], name
    assert desk.held() == [f"07BERN{n}" for n in range(2, len(UNSAFE) + 2)]
    assert not (desk.folder.parent / "x.txt").exists()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("kind", KINDS)
def test_row_24_a_name_is_read_once_whatever_its_capitals(desk: Desk, kind: str) -> None:
    files = [("a.txt", PAGE), ("a.txt", other(2)), ("A.TXT", other(3)), ("b.txt", other(4))]
    told = offer(desk, MAKERS[kind](files))
    assert [code for *_place, code in told.rejects] == ["member-name-taken"] * 2
    assert desk.held() == ["07BERN1", "07BERN4"]


MODES: Final = {
    "link": 0o120777,
    "device": 0o020666,
    "block device": 0o060666,
    "pipe": 0o010666,
    "socket": 0o140777,
}


def special_zip(mode: int) -> bytes:
    info = zipped_link("special", "/etc/passwd")
    info.external_attr = mode << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, PAGE)
        archive.writestr("good.txt", other(2))
    return out.getvalue()


def special_7z(mode: int) -> bytes:
    """Return a 7z whose first member has the attributes of something else than a file."""

    def change(directory: bytes) -> bytes:
        at = attributes_of(directory)
        return directory[:at] + struct.pack("<I", 0x8000 | mode << 16) + directory[at + 4 :]

    return sevenzip([("special", PAGE), ("good.txt", other(2))], change=change)


def attributes_of(directory: bytes) -> int:
    """Return where the first member's attributes stand: property 0x15, its length, all defined, no file."""
    return directory.rindex(b"\x15\x0a\x01\x00") + 4


@pytest.mark.parametrize("mode", MODES.values(), ids=list(MODES))
@pytest.mark.parametrize("make", [special_zip, special_7z], ids=["zip", "7z"])
def test_row_24_links_and_devices_are_refused(desk: Desk, make: Callable[[int], bytes], mode: int) -> None:
    told = offer(desk, make(mode))
    assert told.rejects == [("archive!special", 0, "member-not-a-file")]
    assert desk.held() == ["07BERN2"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["tar", "tar.gz"])
def test_row_24_links_and_devices_of_a_tar_are_refused(desk: Desk, pack: Callable[[bytes], bytes]) -> None:
    types = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE)
    members = [special(f"{n}", kind, target="/etc/passwd") for n, kind in enumerate(types)]
    told = offer(desk, pack(tar_of(*members)))
    assert told.rejects == [(f"archive!{n}", 0, "member-not-a-file") for n in range(len(types))]
    assert desk.held() == []


def made_7z_secret(*, names_too: bool) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password="words", header_encryption=names_too) as archive:  # noqa: S106 - invented
        archive.writestr(PAGE, "1.txt")
    return out.getvalue()


ENCRYPTED: Final = [
    (patched(made_zip([("1.txt", PAGE)]), local=6, central=8, form="<H", value=1), "member-encrypted", "zip"),
    (made_7z_secret(names_too=False), "archive-encrypted", "7z"),
    (made_7z_secret(names_too=True), "archive-encrypted", "7z, and its names"),
]


@pytest.mark.parametrize(("data", "code", "why"), ENCRYPTED, ids=[each[2] for each in ENCRYPTED])
def test_row_24_encrypted_members_are_refused(desk: Desk, data: bytes, code: str, why: str) -> None:
    told = offer(desk, data)
    assert (told.status, [found for *_place, found in told.rejects]) == (2, [code]), why
    assert desk.held() == []


def test_row_24_a_second_name_in_an_extra_field_is_refused(desk: Desk) -> None:
    info = zipfile.ZipInfo("good.txt")
    info.extra = struct.pack("<HHBL", 0x7075, 15, 1, crc32(b"good.txt")) + b"../bad.txt"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, PAGE)
    assert offer(desk, out.getvalue()).rejects == [("archive!good.txt", 0, "member-name-unsafe")]


ROWS: Final = table(table_row(reference_id=f"07BERN{n}") for n in range(1, 201))


def test_row_25_gzip_in_two_parts_is_one_file(desk: Desk) -> None:
    told = offer(desk, gzip.compress(ROWS[:3_000]) + gzip.compress(ROWS[3_000:]))
    assert told.account == "200 cables read = 200 stored + 0 duplicates + 0 rejected"


def test_row_25_bytes_behind_the_end_are_told_and_the_file_is_read(desk: Desk) -> None:
    told = offer(desk, gzip.compress(ROWS) + b"not gzip")
    assert (told.status, told.account) == (2, "201 cables read = 200 stored + 0 duplicates + 1 rejected")
    assert [code for *_place, code in told.rejects] == ["trailing-bytes"]


@pytest.mark.parametrize("cut", [-1, -9])
def test_row_25_a_cut_file_is_told_and_no_half_record_is_kept(desk: Desk, cut: int) -> None:
    told = offer(desk, gzip.compress(ROWS)[:cut])
    assert (told.status, [code for *_place, code in told.rejects]) == (2, ["archive-damaged"])
    held = set(desk.held())
    assert len(held) >= 199
    for number in (1, 199, 200):
        if (name := f"07BERN{number}") in held:
            assert desk.original(name) == table_row(reference_id=name)


def test_row_25_a_cut_page_is_not_stored(desk: Desk) -> None:
    told = offer(desk, gzip.compress(PAGE)[:-1])
    assert (told.status, [code for *_place, code in told.rejects], desk.held()) == (
        2,
        ["archive-damaged"],
        [],
    )


def test_the_makers_make_what_is_read(desk: Desk) -> None:
    """The hostile archives above differ from sound ones in one thing only."""
    assert offer(desk, renamed([("x", PAGE), ("good.txt", other(2))], "sound.txt")).status == 0
    assert offer(desk, lying_tar(len(PAGE))).status == 0
    assert offer(desk, special_zip(0o100644)).status == 0
    assert offer(desk, special_7z(0o100644)).status == 0
    assert offer(desk, made_7z([("1.txt", PAGE)])).status == 0
