"""The manifest of a generation: its number, and the length and SHA-256 of each of its files.

    manifest.json   {"files":{"generation.sqlite3":{"sha256":"...","size":20480},...},
                     "format":2,"generation":42}

Canonical JSON, so that two builds of the same decisions have the same manifest.
The world is closed: a file that the manifest does not name makes the generation
invalid, and so does anything that is no regular file.
"""

import contextlib
import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cableroom import durable
from cableroom.public.editions.errors import GenerationDamaged, GenerationOfOtherVersion
from cableroom.public.editions.packing import canonical_json

MANIFEST: Final = "manifest.json"
FORMAT: Final = 3
"""Raised with every change of the database, of its packed columns or of the indexes; older code reads 1."""
_LARGEST: Final = 16 * 1024 * 1024
"""Bytes of a manifest; ours have a few kilobytes."""


@dataclass(frozen=True, slots=True)
class File:
    """One file as the manifest has it."""

    size: int
    """Bytes."""
    sha256: str
    """Hex."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation consists of."""

    generation: int
    files: dict[str, File]
    """By path below the generation's folder, with ``/``; all but the manifest itself."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that is not as it should be."""

    place: str
    """File, row or folder."""
    what: str
    """A few words, never text of a cable."""


def write(
    folder: Path, number: int, *, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Manifest:
    """Write the manifest of a finished generation into its folder, and return it.

    progress: is told (done, all) in bytes.
    """
    names = [name for name in sorted(_names(folder)) if name != MANIFEST]
    total = sum((folder / name).stat().st_size for name in names)
    files: dict[str, File] = {}
    for name in names:
        progress(sum(file.size for file in files.values()), total)
        files[name] = _measure(folder / name)
    progress(total, total)
    manifest = Manifest(number, files)
    durable.write_file(folder / MANIFEST, _as_bytes(manifest))
    return manifest


def read(folder: Path) -> Manifest:
    """Return the manifest in ``folder``.

    Raises GenerationDamaged ("generation-damaged"): absent, too long, or not in its one canonical form;
    GenerationOfOtherVersion ("generation-of-other-version").
    """
    path = folder / MANIFEST
    data, document = _read(path)
    _check_version(folder, document)
    try:
        manifest = _manifest(document)
    except ValueError as exc:
        raise GenerationDamaged(f"{path} is no manifest") from exc
    # One form only: no second spelling, no repeated key, no key that nobody reads.
    if _as_bytes(manifest) != data:
        raise GenerationDamaged(f"{path} is not in its canonical form")
    return manifest


def check_version(folder: Path) -> None:
    """Refuse a generation whose manifest has another format than ours.

    One that is absent, as while a generation is built, or damaged says nothing.
    Raises GenerationOfOtherVersion ("generation-of-other-version").
    """
    with contextlib.suppress(GenerationDamaged):
        _check_version(folder, _read(folder / MANIFEST)[1])


def is_of_this_version(folder: Path) -> bool:
    """Whether ``check_version`` finds nothing."""
    try:
        check_version(folder)
    except GenerationOfOtherVersion:
        return False
    return True


def damages(folder: Path, manifest: Manifest) -> Iterator[Damage]:
    """Give every difference between the folder and its manifest: extra, missing, cut, altered."""
    found = set(_names(folder)) - {MANIFEST}
    for name in sorted(found - manifest.files.keys()):
        yield Damage(f"{folder.name}/{name}", "is not in the manifest")
    for name, expected in manifest.files.items():
        if name not in found:
            yield Damage(f"{folder.name}/{name}", "is missing")
        elif not stat.S_ISREG((folder / name).lstat().st_mode):
            yield Damage(f"{folder.name}/{name}", "is no regular file")
        else:
            actual = _measure(folder / name)
            if actual.size != expected.size:
                yield Damage(f"{folder.name}/{name}", f"has {actual.size} bytes instead of {expected.size}")
            elif actual.sha256 != expected.sha256:
                yield Damage(f"{folder.name}/{name}", "does not have the bytes that were published")


def _names(folder: Path) -> Iterator[str]:
    """Give every entry that is no real directory, and every empty directory, which nobody wrote."""
    for parent, folders, files in os.walk(folder):
        here = Path(parent)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in (*files, *links):
            yield (here / name).relative_to(folder).as_posix()
        if here != folder and not folders and not files:
            yield f"{here.relative_to(folder).as_posix()}/"


def _read(path: Path) -> tuple[bytes, Any]:
    """Return the bytes of a manifest and the JSON that they are. Raises GenerationDamaged."""
    try:
        # A pipe would let us wait for whoever writes into it.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise GenerationDamaged(f"{path} is no regular file")
            data = file.read(_LARGEST + 1)
    except OSError as exc:
        raise GenerationDamaged(f"{path}: {exc.strerror}") from exc
    if len(data) > _LARGEST:
        raise GenerationDamaged(f"{path} is longer than {_LARGEST} bytes")
    try:
        return data, json.loads(data)
    except (ValueError, RecursionError) as exc:
        raise GenerationDamaged(f"{path} is no manifest") from exc


def _check_version(folder: Path, document: Any) -> None:  # noqa: ANN401 - whatever the file held
    match document:
        case {"format": int(version)} if version != FORMAT:
            raise GenerationOfOtherVersion(f"{folder.name} was built by another version of cableroom")


def _measure(path: Path) -> File:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return File(file.tell(), digest.hexdigest())


def _as_bytes(manifest: Manifest) -> bytes:
    files = {name: {"size": file.size, "sha256": file.sha256} for name, file in manifest.files.items()}
    return canonical_json({"format": FORMAT, "generation": manifest.generation, "files": files})


def _manifest(document: Any) -> Manifest:  # noqa: ANN401 - whatever the file held
    match document:
        case {"format": int(version), "generation": int(number), "files": dict(entries)} if version == FORMAT:
            return Manifest(int(number), {name: _file(name, entry) for name, entry in entries.items()})
    raise ValueError("not this format")


def _file(name: str, entry: Any) -> File:  # noqa: ANN401 - as above
    match entry:
        case {"size": int(size), "sha256": str(sha256)} if _is_plain(name):
            return File(int(size), sha256)
    raise ValueError("not this format")


def _is_plain(name: str) -> bool:
    """Whether the path leads to a place below its folder, by its one spelling."""
    return (
        all(part not in ("", ".", "..") for part in name.split("/")) and "\\" not in name and "\0" not in name
    )
