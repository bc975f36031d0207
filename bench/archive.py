"""Import and generation build of an invented archive, against the bare work they contain.

python bench/archive.py FOLDER COUNT: leaves FOLDER/home for searching.py and pages.py.
"""

import csv
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import tantivy
import zstandard
from figures import Figure, report

BIN = Path(sys.executable).parent


def run(folder: Path, *arguments: str) -> float:
    """Run ``cableroom``; give its wall time in seconds."""
    start = time.monotonic()
    subprocess.run(
        [BIN / "cableroom", "--home", folder / "home", *arguments], check=True, stdout=subprocess.DEVNULL
    )
    return time.monotonic() - start


def bare_import(file: Path, database: Path) -> float:
    """Read the CSV with the standard library and insert compressed rows, 1,000 a transaction."""
    start = time.monotonic()
    csv.field_size_limit(sys.maxsize)
    squeeze = zstandard.ZstdCompressor(level=3)
    with sqlite3.connect(database) as connection, file.open(encoding="utf-8", newline="") as stream:
        connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE r (id, t)")
        for number, row in enumerate(csv.reader(stream, escapechar="\\", doublequote=False)):
            connection.execute("INSERT INTO r VALUES (?, ?)", (row[2], squeeze.compress(row[7].encode())))
            if number % 1000 == 999:
                connection.commit()
    return time.monotonic() - start


def bare_index(file: Path, folder: Path) -> float:
    """Index the bodies with tantivy: one stemmed field, nothing stored, one thread, one commit."""
    start = time.monotonic()
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="en_stem")
    folder.mkdir()
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(512_000_000, 1)
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.reader(stream, escapechar="\\", doublequote=False):
            writer.add_document(tantivy.Document(text=row[7]))
    writer.commit()
    writer.wait_merging_threads()
    return time.monotonic() - start


def size(path: Path) -> int:
    """Bytes of a file or of all files below a folder."""
    return sum(p.stat().st_size for p in ([path] if path.is_file() else path.rglob("*")) if p.is_file())


def figures(folder: Path, count: int) -> list[Figure]:
    """Make the archive in ``folder``, timing each step."""
    file, home = folder / "cables.csv", folder / "home"
    specimen = run(folder, "specimen", "--count", str(count), "--seed", "1", "--as", "csv", str(file))
    subprocess.run([BIN / "cableroom", "init", home], check=True, stdout=subprocess.DEVNULL)
    bare_in = bare_import(file, folder / "bare.sqlite3")
    imported = run(folder, "import", str(file))
    again = run(folder, "import", str(file))
    cleared = run(folder, "clear", "--all")
    run(folder, "release", "new", "--title", "All of it", "--date", "2010-11-28")
    run(folder, "release", "add", "1", "--all-cleared")
    for name in ("One", "Two"):
        run(folder, "release", "sign", "1", "--as", name)
    published = run(folder, "release", "publish", "1")
    bare_build = bare_index(file, folder / "bare-index")
    generation = (home / "published" / "current").resolve()
    text = size(file)
    return [
        Figure("archive", "specimen", count / specimen, "cables/s"),
        Figure("archive", "import", count / imported, "cables/s", count / bare_in, "bare CSV and insert"),
        Figure("archive", "import again, all duplicates", count / again, "cables/s"),
        Figure("archive", "clear --all", count / cleared, "cables/s"),
        Figure("archive", "release publish", published, "s", bare_build, "bare tantivy, one field"),
        Figure("archive", "vault", size(home / "vault"), "bytes", text, "bytes of the CSV"),
        Figure("archive", "generation", size(generation), "bytes", text, "bytes of the CSV"),
        Figure(
            "archive", "generation: indexes", size(generation / "search"), "bytes", text, "bytes of the CSV"
        ),
    ]


if __name__ == "__main__":
    report(figures(Path(sys.argv[1]), int(sys.argv[2])))
