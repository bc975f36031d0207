"""Canaries: words that nobody would write, planted where secrets stand, and the scanner for them.

``qz`` and fourteen consonants survive lower-casing, accent folding and stemming; no text holds one by chance.
"""

import json
import random
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import tantivy
import zstandard

_CONSONANTS = "bcdfghjklmnpqrstvwxz"


def canary(world: str, place: str) -> str:
    """The canary of ``place`` in ``world``; always the same one."""
    chance = random.Random(f"{world}/{place}")  # noqa: S311 - repeatable on purpose
    return "qz" + "".join(chance.choice(_CONSONANTS) for _ in range(14))


def hits(haystacks: Iterable[tuple[str, bytes]], needles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give (place of the canary, where it was found) for every needle in any haystack, in any case."""
    found = []
    for name, data in haystacks:
        folded = data.lower()
        wide = folded.decode("utf-16-le", "ignore").encode()
        for place, word in needles.items():
            needle = word.lower().encode()
            if needle in folded or needle in wide or needle[::-1] in folded:
                found.append((place, name))
    return found


def decoded(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below ``folder``: its name, its raw bytes, and what is packed inside it."""
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        yield f"name of {name}", name.encode()
        if path.is_symlink():
            yield f"target of {name}", str(path.readlink()).encode()
        elif path.is_file():
            yield f"bytes of {name}", path.read_bytes()
            if path.suffix == ".sqlite3":
                yield from _cells(path, name)


def _cells(path: Path, name: str) -> Iterator[tuple[str, bytes]]:
    """Every cell of every table, decompressed where it is compressed."""
    database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for number, row in enumerate(database.execute(f'SELECT * FROM "{table}"')):  # noqa: S608
                for cell in row:
                    yield f"{name} {table} row {number}", _unpacked(cell)
    finally:
        database.close()


def _unpacked(cell: object) -> bytes:
    if isinstance(cell, bytes):
        if cell.startswith(b"\x28\xb5\x2f\xfd"):  # the magic number of zstd
            return zstandard.ZstdDecompressor().decompressobj().decompress(cell)
        return cell
    return json.dumps(cell, ensure_ascii=False).encode()


def index_terms(generation: Path, needles: Mapping[str, str], scratch: Path) -> list[tuple[str, str]]:
    """Ask each index of the generation for each canary as a term; give those it knows."""
    found: list[tuple[str, str]] = []
    for index_folder in sorted(p for p in (generation / "search").iterdir() if p.is_dir()):
        # tantivy writes a lock file where it opens an index, so it gets a copy.
        copy = scratch / index_folder.name
        copy.mkdir(parents=True)
        for file in index_folder.iterdir():
            (copy / file.name).write_bytes(file.read_bytes())
        index = tantivy.Index.open(str(copy))
        index.reload()
        searcher = index.searcher()
        fields = _text_fields(copy)
        for place, word in needles.items():
            known = [f for f in fields if searcher.doc_freq(f, word.lower())]
            found.extend((place, f"{index_folder.name}.{field}") for field in known)
    return found


def _text_fields(index: Path) -> list[str]:
    meta = json.loads((index / "meta.json").read_bytes())
    return [f["name"] for f in meta["schema"] if f["type"] == "text"]
