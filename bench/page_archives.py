"""Import of saved pages, one a cable: in folders, and once more; in a zip, in a tar, in a solid 7z.

python bench/page_archives.py archives FOLDER COUNT

The pages have the specimen's oddities, so that each way in which a page can be odd is read too.  Invented,
packed and removed here; only the imports are measured.
"""

import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import py7zr
from archive import BIN, bare, gone, rates
from figures import Figure, measure
from measuring import Cost, cost

_LZMA = [{"id": py7zr.FILTER_LZMA2, "preset": 1}]
_AGAINST = "lxml's text, zstd and SQLite, bare"


def figures(folder: Path, count: int) -> Iterator[Figure]:
    """Each form into a new vault; the folders, which are all duplicates then, again."""
    pages, home, plain = folder / "pages", folder / "home-of-pages", folder / "bare.sqlite3"
    gone(pages)
    invent = ("specimen", "--count", str(count), "--seed", "1", "--oddities", "--as", "html", pages)
    _ours(folder, home, *invent)
    for form, packed in (
        ("folders", pages),
        ("zip", folder / "pages.zip"),
        ("tar.gz", folder / "pages.tar.gz"),
        ("7z", folder / "pages.7z"),
    ):
        if packed != pages:
            pack(pages, packed)
        gone(home, plain)
        _ours(folder, home, "init", home)
        stored = bare(folder, ("insert_pages", packed, plain))
        yield from _costs(form, _import(folder, home, packed), count, stored)
        if packed == pages:
            again = _import(folder, home, packed)
            yield Figure("archives", "again: rate of a core", count / again.cpu, "cables/CPU s")
            yield Figure("archives", "again: peak memory", again.peak / 1e6, "MB")
        gone(home, plain)
        if packed != pages:
            gone(packed)
    gone(pages)


def _costs(form: str, ours: Cost, count: int, stored: Cost) -> Iterator[Figure]:
    for one in rates("archives", ours, count, stored, _AGAINST):
        yield Figure(one.part, f"{form}: {one.name}", one.value, one.unit, one.baseline, one.against)


def _import(folder: Path, home: Path, packed: Path) -> Cost:
    """Import; odd pages may be rejected, which is 2 and no failure."""
    command = (BIN / "cableroom", "--home", home, "import", packed)
    return cost(("sh", "-c", '"$@" || test $? = 2', "sh", *command), log=folder / "log")


def _ours(folder: Path, home: Path, *arguments: str | Path) -> None:
    with (folder / "log").open("wb") as log:
        subprocess.run([BIN / "cableroom", "--home", home, *arguments], check=True, stdout=log, stderr=log)


def pack(pages: Path, out: Path) -> None:
    """Pack all files of a folder, by name, at the quickest level of the form."""
    files = ((path, str(path.relative_to(pages))) for path in sorted(pages.rglob("*.html")))
    gone(out)
    if out.suffix == ".zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
            for path, name in files:
                zipped.write(path, name)
    elif out.suffix == ".7z":
        with py7zr.SevenZipFile(out, "w", filters=_LZMA) as solid:
            for path, name in files:
                solid.write(path, name)
    else:
        with tarfile.open(out, "w:gz", compresslevel=1) as tar:
            for path, name in files:
                tar.add(path, name)


if __name__ == "__main__":
    measure({"archives": figures})
