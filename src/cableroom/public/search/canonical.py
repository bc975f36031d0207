"""A tantivy index as written -> the one form of it that depends on its content only.

tantivy names segments at random, lists files in a random order and leaves lock
files.  Here segments are named by a hash of their files, the two JSON files get
sorted keys, and only what a reader opens is left, readable by every account.
"""

import hashlib
import json
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from tantivy import DocAddress, Index

from cableroom.durable import write_file
from cableroom.public.search.errors import TooManySegments

MOST_SEGMENTS: Final = 7
"""From eight on tantivy merges some of them beside our writing, and when is chance."""
_META: Final = "meta.json"
_MANAGED: Final = ".managed.json"
_LOCKS: Final = (".tantivy-meta.lock", ".tantivy-writer.lock")


def make_canonical(folder: Path, *, order: str) -> None:
    """Rewrite the finished index in ``folder``; nobody may have it open for writing.

    order: the column whose values rise as the documents were written; tantivy
        lists segments by size, we by this, so that equal scores keep the order.
    Raises TooManySegments ("index-too-many-segments").
    """
    meta = json.loads((folder / _META).read_bytes())
    # Each document and each segment that is written takes one number, a merge takes none; so merging
    # cannot hide that there were too many.
    written = meta["opstamp"] - sum(segment["max_doc"] for segment in meta["segments"])
    if written > MOST_SEGMENTS:
        raise TooManySegments(f"{folder.name}: {written} segments, at most {MOST_SEGMENTS} are repeatable")
    meta["segments"] = segments = _in_order(folder, meta["segments"], order)
    names = [_META]
    for place, segment in enumerate(segments):
        old = segment["segment_id"].replace("-", "")
        files = sorted(folder.glob(f"{old}.*"))
        new = _name(place, files)
        segment["segment_id"] = f"{new[:8]}-{new[8:12]}-{new[12:16]}-{new[16:20]}-{new[20:]}"
        for file in files:
            renamed = file.rename(folder / f"{new}{file.suffix}")
            renamed.chmod(0o644)
            names.append(renamed.name)
    for leftover in (
        *_LOCKS,
        *(name for name in _entries(folder) if name not in {*names, _MANAGED, *_LOCKS}),
    ):
        (folder / leftover).unlink(missing_ok=True)
    write_file(folder / _META, _json(meta))
    write_file(folder / _MANAGED, _json(sorted(names)))


def _in_order(folder: Path, segments: list[dict[str, Any]], column: str) -> list[dict[str, Any]]:
    searcher = Index.open(str(folder)).searcher()
    firsts = [searcher.fast_field_values(column, [DocAddress(place, 0)])[0] for place in range(len(segments))]
    return [segment for _first, segment in sorted(zip(firsts, segments, strict=True), key=itemgetter(0))]


def _entries(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def _name(place: int, files: list[Path]) -> str:
    """32 hex digits from the content; the place keeps two equal segments apart."""
    digest = hashlib.sha256(str(place).encode())
    for file in files:
        with file.open("rb") as opened:
            digest.update(file.suffix.encode() + hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()[:32]


def _json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
