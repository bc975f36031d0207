"""A tantivy index as written -> the one form of it that depends on its content only.

tantivy names segments at random, lists files in a random order and leaves lock
files.  Here segments are named by a hash of their files, the JSON file gets
sorted keys, and only what a reader opens is taken over, readable by every account:
neither the list of files that tantivy would delete by, nor its locks.
"""

import hashlib
import json
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from tantivy import DocAddress

from cableroom.durable import write_file
from cableroom.public.search.errors import TooManySegments
from cableroom.public.search.opening import open_searcher

MOST_SEGMENTS: Final = 7
"""From eight on tantivy merges some of them beside our writing, and when is chance."""
_META: Final = "meta.json"


def make_canonical(written: Path, folder: Path, *, order: str) -> None:
    """Move the finished index in ``written`` to ``folder``, an empty directory of the same file system.

    order: the column whose values rise as the documents were written; tantivy
        lists segments by size, we by this, so that equal scores keep the order.
    Raises TooManySegments ("index-too-many-segments").
    """
    meta = json.loads((written / _META).read_bytes())
    # Each document and each segment that is written takes one number, a merge takes none; so merging
    # cannot hide that there were too many.
    count = meta["opstamp"] - sum(segment["max_doc"] for segment in meta["segments"])
    if count > MOST_SEGMENTS:
        raise TooManySegments(f"{folder.name}: {count} segments, at most {MOST_SEGMENTS} are repeatable")
    meta["segments"] = segments = _in_order(written, meta["segments"], order)
    for place, segment in enumerate(segments):
        files = sorted(written.glob(f"{segment['segment_id'].replace('-', '')}.*"))
        new = _name(place, files)
        segment["segment_id"] = f"{new[:8]}-{new[8:12]}-{new[12:16]}-{new[16:20]}-{new[20:]}"
        for file in files:
            moved = file.rename(folder / f"{new}{file.suffix}")
            moved.chmod(0o644)
    write_file(folder / _META, _json(meta))
    # Whatever the umask of the vault's account: the reader's is another.
    (folder / _META).chmod(0o644)


def _in_order(folder: Path, segments: list[dict[str, Any]], column: str) -> list[dict[str, Any]]:
    searcher = open_searcher(folder)
    firsts = [searcher.fast_field_values(column, [DocAddress(place, 0)])[0] for place in range(len(segments))]
    return [segment for _first, segment in sorted(zip(firsts, segments, strict=True), key=itemgetter(0))]


def _name(place: int, files: list[Path]) -> str:
    """32 hex digits from the content; the place keeps two equal segments apart."""
    digest = hashlib.sha256(str(place).encode())
    for file in files:
        with file.open("rb") as opened:
            digest.update(file.suffix.encode() + hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()[:32]


def _json(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
