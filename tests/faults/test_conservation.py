"""What goes in comes out, byte for byte; what does not go in is accounted for, by file, place and reason."""

import os
from pathlib import Path

import pytest

from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.models import JOINED, Record, Reject
from cableroom.private.vault.texts import original_bytes
from running import Run
from sources.archives_made import MAKERS

NIGHT = bool(os.environ.get("NIGHTLY"))
COUNT = 25_000 if NIGHT else 100
"""Cables of each shape; there are four."""
IN_ARCHIVES = 2_000 if NIGHT else 25
REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data"
FOLDERS = ("html", "page", "text")


def invent(run: Run, shape: str, out: Path, count: int) -> Path:
    """Write cables to ``out``, about half of them odd."""
    done = run("specimen", "--count", str(count), "--rate", "10", "--as", shape, out)
    assert done.returncode == 0, done.stderr
    return out


def files_of(path: Path) -> dict[str, bytes]:
    paths = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    return {str(one): one.read_bytes() for one in paths}


def check_conserved(path: Path, received: dict[str, bytes]) -> int:
    """Import ``path``, which holds the files ``received``; return how many cables are stored."""
    account = import_paths([path])
    left = {file: [(0, len(data))] for file, data in received.items()}
    # What was joined from sections was not received.
    received_records = Record.objects.exclude(format=JOINED).select_related("original")
    for record in received_records.order_by("file", "offset"):
        given = original_bytes(record)
        end = record.offset + len(given)
        assert received[record.file][record.offset : end] == given, (record.file, record.offset)
        before, _ = left[record.file].pop()
        left[record.file] += [(before, record.offset), (end, len(received[record.file]))]
    rejected = list(Reject.objects.values_list("file", "offset", "code"))
    again = {original_bytes(record) for record in received_records}
    for file, gaps in left.items():
        for start, end in gaps:
            if gap := received[file][start:end].strip(b"\r\n"):
                explained = gap in again or any(
                    code for of, offset, code in rejected if of == file and start <= offset <= end
                )
                assert explained, (file, start, end)
    assert account.read == account.stored + account.duplicates + account.rejected
    assert (account.stored, account.rejected) == (received_records.count(), len(rejected))
    second = import_paths([path])
    assert (second.stored, second.duplicates) == (0, account.stored + account.duplicates)
    return account.stored


@pytest.mark.parametrize("shape", ["csv", *FOLDERS])
def test_every_shape_comes_back(home: Path, run_cableroom: Run, shape: str) -> None:
    path = invent(run_cableroom, shape, home.parent / "in", COUNT)
    assert check_conserved(path, files_of(path)) > COUNT * 9 // 10


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("shape", ["csv", "html"])
def test_every_archive_gives_back_its_members(home: Path, run_cableroom: Run, shape: str, kind: str) -> None:
    files = files_of(invent(run_cableroom, shape, home.parent / "in", IN_ARCHIVES))
    path = home.parent / "packed"
    members = {str(Path(name).relative_to(home.parent)): data for name, data in files.items()}
    path.write_bytes(MAKERS[kind](members.items()))
    stored = check_conserved(path, {f"{path}!{name}": data for name, data in members.items()})
    assert stored > IN_ARCHIVES * 8 // 10


def test_the_command_gives_back_the_bytes(home: Path, run_cableroom: Run) -> None:
    path = invent(run_cableroom, "html", home.parent / "in", 3)
    import_paths([path])
    for record in Record.objects.select_related("cable"):
        given = run_cableroom("--home", home, "export-original", record.cable.reference_id, "-")
        assert given.stdout == Path(record.file).read_bytes()


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not beside this repository")
def test_the_real_files_come_back(home: Path) -> None:
    del home
    received = {str(path): path.read_bytes() for path in REAL.iterdir() if path.suffix in (".html", ".txt")}
    imported = import_paths([Path(name) for name in received])
    records = Record.objects.select_related("original")
    assert {received[record.file] == original_bytes(record) for record in records} == {True}
    assert {record.file for record in records} == set(received)
    assert (imported.rejected, imported.read) == (0, imported.stored)
