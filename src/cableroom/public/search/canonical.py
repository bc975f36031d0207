"""A tantivy index as written -> the one form of it that depends on its content only.

tantivy names segments at random, lists files in a random order and leaves lock
files.  Here segments are named by a hash of their files, the two JSON files get
sorted keys, and only what a reader opens is left, readable by every account.
"""

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from cableroom.durable import write_file
from cableroom.public.search.errors import TooManySegments

MOST_SEGMENTS: Final = 7
"""From eight on tantivy merges some of them beside our writing, and when is chance."""
_META: Final = "meta.json"
_MANAGED: Final = ".managed.json"
_LOCKS: Final = (".tantivy-meta.lock", ".tantivy-writer.lock")


def make_canonical(folder: Path) -> None:
    """Rewrite the finished index in ``folder``; nobody may have it open for writing.

    Raises TooManySegments ("index-too-many-segments").
    """
    meta = json.loads((folder / _META).read_bytes())
    segments: list[dict[str, Any]] = meta["segments"]
    if len(segments) > MOST_SEGMENTS:
        raise TooManySegments(
            f"{folder.name}: {len(segments)} segments, at most {MOST_SEGMENTS} are repeatable"
        )
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
