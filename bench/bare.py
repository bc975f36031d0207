"""The bare work: what a script of fifty lines would do with the same libraries, and nothing else.

python bench/bare.py WORK ARGUMENTS...; each work is a function here and runs in a process of its own, so that
it is measured as our commands are.  A record's text is its header and its body, as we index them.
"""

import csv
import hashlib
import json
import os
import sqlite3
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import py7zr
import py7zr.io
import tantivy
import zstandard
from lxml import html
from ready import documents, fts5, rows_to_copy, stored

from cableroom.public.search.analysis import analyzers, fold
from cableroom.public.search.building import HEAP_BYTES, HEAP_OF_TEXT
from cableroom.public.search.index_schema import (
    RANKS,
    cables_schema,
    paragraphs_schema,
)

_AT_ONCE = 1 << 20
_REFERENCE, _CREATED, _ORIGIN, _LEVEL, _HEADER, _BODY = 2, 1, 3, 4, 6, 7


def rows(table: str) -> Iterator[list[str]]:
    """The rows of a table, by the standard library."""
    csv.field_size_limit(sys.maxsize)
    with Path(table).open(encoding="utf-8", newline="") as stream:
        yield from csv.reader(stream, escapechar="\\", doublequote=False)


def text(row: list[str]) -> str:
    """The whole telegram of a row."""
    return f"{row[_HEADER]}\n\n{row[_BODY]}"


def copy(table: str, out: str) -> None:
    """Write the same rows with csv.writer."""
    with Path(out).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(rows(table))


def insert(table: str, database: str) -> None:
    """Insert each text, by zstd level 3, into SQLite, 1,000 a transaction; print the bytes of all texts."""
    squeeze, size = zstandard.ZstdCompressor(level=3), 0
    connection = sqlite3.connect(database)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE r (id, t)")
    for number, row in enumerate(rows(table), 1):
        data = text(row).encode()
        size += len(data)
        connection.execute("INSERT INTO r VALUES (?, ?)", (row[_REFERENCE], squeeze.compress(data)))
        if number % 1000 == 0:
            connection.commit()
    connection.commit()
    connection.close()
    sys.stdout.write(json.dumps(size))


def insert_pages(pages: str, database: str) -> None:
    """Insert each page, and the text in its boxes by lxml, both by zstd level 3, 1,000 a transaction."""
    squeeze = zstandard.ZstdCompressor(level=3)
    connection = sqlite3.connect(database)
    connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE r (id, p, t)")
    inserted = count(1)

    def insert_page(name: str, page: bytes) -> None:
        boxes = html.document_fromstring(page).iter("pre")
        data = "\n\n".join(box.text_content() for box in boxes).encode()
        row = (name, squeeze.compress(page), squeeze.compress(data))
        connection.execute("INSERT INTO r VALUES (?, ?, ?)", row)
        if next(inserted) % 1000 == 0:
            connection.commit()

    each_page(Path(pages), insert_page)
    connection.commit()
    connection.close()


def each_page(pages: Path, use: Callable[[str, bytes], None]) -> None:
    """Hand over each file of a folder or an archive, by the libraries that we use too."""
    if pages.is_dir():
        for folder, folders, names in os.walk(pages):
            folders.sort()
            for name in sorted(names):
                use(name, Path(folder, name).read_bytes())
    elif pages.suffix == ".zip":
        with zipfile.ZipFile(pages) as zipped:
            for member in zipped.infolist():
                use(member.filename, zipped.read(member))
    elif pages.suffix == ".7z":
        with py7zr.SevenZipFile(pages) as solid:
            solid.extractall(factory=_Members(use))  # noqa: S202 - into memory, nothing is written
    else:
        with tarfile.open(pages, "r|gz") as tar:
            for entry in tar:
                if (stream := tar.extractfile(entry)) is not None:
                    use(entry.name, stream.read())


class _Members(py7zr.io.WriterFactory):
    """Where py7zr writes the members, one after the other."""

    def __init__(self, use: Callable[[str, bytes], None]) -> None:
        self._use = use

    def create(self, filename: str) -> py7zr.io.Py7zIO:
        return _Member(filename, self._use)


class _Member(py7zr.io.Py7zBytesIO):
    """One of them, handed over when it is whole."""

    def __init__(self, filename: str, use: Callable[[str, bytes], None]) -> None:
        super().__init__(filename, 1 << 30)
        self._whole = lambda: use(filename, self.read())

    def close(self) -> None:
        self.seek(0)
        self._whole()
        super().close()


def digest(table: str) -> None:
    """Take the SHA-256 of each text."""
    for row in rows(table):
        hashlib.sha256(text(row).encode()).hexdigest()


def cables(table: str, folder: str) -> None:
    """Index the texts by the analyzer and schema of our index of cables; no subject, tags or citations."""
    schema = cables_schema()
    writer = _writer(schema, folder)
    for ordinal, row in enumerate(rows(table)):
        day = row[_CREATED].partition(" ")[0].split("/")
        created = [day[2], f"{day[2]}-{day[0]:0>2}", f"{day[2]}-{day[0]:0>2}-{day[1]:0>2}"]
        fields = {
            "text": (folded := fold(text(row))),
            "exact": folded,
            "created_day": int(created[2].replace("-", "")),
            "reference": [row[_REFERENCE]],
            "origin": [row[_ORIGIN].lower().replace(" ", "-")],
            "classification": [row[_LEVEL].lower()],
            "created": created,
            "ordinal": ordinal,
            **{f"rank_{rank}": ordinal for rank in RANKS},
            **{f"created_{len(value)}": [value] for value in created},
        }
        writer.add_document(tantivy.Document.from_dict(fields, schema))
    writer.commit()
    writer.wait_merging_threads()


def paragraphs(table: str, folder: str) -> None:
    """Index the bodies by the schema of our index of paragraphs; cut at blank lines, as nothing is parsed."""
    schema = paragraphs_schema()
    writer = _writer(schema, folder)
    for ordinal, row in enumerate(rows(table)):
        for number, paragraph in zip(count(), row[_BODY].split("\n\n"), strict=False):
            fields = {"text": fold(paragraph), "ordinal": ordinal, "anchor": number}
            writer.add_document(tantivy.Document.from_dict(fields, schema))
    writer.commit()
    writer.wait_merging_threads()


def ready(name: str, file: str, folder: str, text: str) -> None:
    """Index documents that lie ready, by the schema ``name``; text: bytes of all texts, for our memory."""
    schema = {"cables": cables_schema, "paragraphs": paragraphs_schema}[name]()
    writer = _writer(schema, folder, max(HEAP_BYTES, int(int(text) * HEAP_OF_TEXT)))
    for fields in stored(file):
        writer.add_document(tantivy.Document.from_dict(fields, schema))
    writer.commit()
    writer.wait_merging_threads()


def _writer(schema: tantivy.Schema, folder: str, heap: int = HEAP_BYTES) -> tantivy.IndexWriter:
    """One thread, one commit, and as much memory as ours."""
    Path(folder).mkdir()
    index = tantivy.Index(schema, path=folder)
    for name, analyzer in analyzers().items():
        index.register_tokenizer(name, analyzer)
    return index.writer(heap, num_threads=1)


def hashes(folder: str) -> None:
    """Take the SHA-256 of each file."""
    for file in sorted(Path(folder).rglob("*")):
        if file.is_file():
            with file.open("rb") as stream:
                hashlib.file_digest(stream, "sha256")


def squeeze(out: str, *folders: str) -> None:
    """Compress each file below the folders by zstd level 3 on all cores, all into one file."""
    compressor = zstandard.ZstdCompressor(level=3, write_checksum=True, threads=-1)
    with Path(out).open("wb") as stream:
        for folder in folders:
            for file in sorted(Path(folder).rglob("*")):
                if file.is_file():
                    with file.open("rb") as source:
                        compressor.copy_stream(source, stream, read_size=_AT_ONCE, write_size=_AT_ONCE)
        os.fsync(stream.fileno())


def unsqueeze(file: str, out: str) -> None:
    """Write what ``squeeze`` compressed to one file."""
    with Path(file).open("rb") as source, Path(out).open("wb") as stream:
        reader = zstandard.ZstdDecompressor().stream_reader(source, read_across_frames=True)
        while data := reader.read(_AT_ONCE):
            stream.write(data)
        os.fsync(stream.fileno())


WORKS = {
    work.__name__: work
    for work in (
        copy,
        insert,
        insert_pages,
        digest,
        cables,
        paragraphs,
        documents,
        ready,
        fts5,
        rows_to_copy,
        hashes,
        squeeze,
        unsqueeze,
    )
}

if __name__ == "__main__":
    WORKS[sys.argv[1]](*sys.argv[2:])
