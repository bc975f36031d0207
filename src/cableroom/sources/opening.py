"""Paths -> open files.  Regular files only; links, pipes and devices are refused, not followed."""

import errno
import io
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from cableroom.sources import limits
from cableroom.sources.errors import (
    FileChanged,
    FileMissing,
    FileOverLimit,
    FileUnreadable,
    NotRegularFile,
    OwnArchiveOffered,
)

# A folder that holds one of these is an archive of ours or a part of one.
_ARCHIVE_MARKS: Final = ("cableroom.toml", "vault.sqlite3", "generation.sqlite3")
# What open() says of a symbolic link (ELOOP) and of a socket (ENXIO).
_NO_FILE: Final = frozenset({errno.ELOOP, errno.ENXIO, errno.ENODEV})


@contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """Give ``path``, open for reading, and look at its end whether it is still the file that was opened.

    Raises what ``open_regular`` does; FileChanged at the end of a block that read to its own end.
    """
    with open_regular(path) as stream:
        before = os.fstat(stream.fileno())
        yield stream
        after = os.fstat(stream.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise FileChanged(str(path))


def open_regular(path: Path) -> BinaryIO:
    """Open ``path`` for reading, as far as it reaches now.

    O_NONBLOCK keeps a pipe without a writer from stopping us before we have
    seen that it is a pipe; it means nothing for regular files.
    Raises FileMissing, NotRegularFile, FileUnreadable, FileOverLimit.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as missing:
        raise FileMissing(str(path)) from missing
    except ValueError as impossible:  # a NUL in the name
        raise FileMissing(str(path)) from impossible
    except OSError as refused:
        if refused.errno in _NO_FILE:
            raise NotRegularFile(str(path)) from refused
        raise FileUnreadable(str(path), refused.strerror or "unknown reason") from refused
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode):
        os.close(descriptor)
        raise NotRegularFile(str(path))
    if state.st_size > limits.FILE:
        os.close(descriptor)
        raise FileOverLimit(str(path), limit=limits.FILE)
    return io.BufferedReader(_AsOpened(descriptor, state.st_size))


class _AsOpened(io.FileIO):
    """A file that ends where it ended when it was opened, whoever goes on writing to it."""

    def __init__(self, descriptor: int, size: int) -> None:
        super().__init__(descriptor, "rb")
        self._size = size

    def readinto(self, buffer: "memoryview | bytearray", /) -> int | None:  # type: ignore[override]  # what is passed
        """Fill ``buffer``, or as much of it as is left."""
        left = max(0, self._size - self.tell())
        return super().readinto(memoryview(buffer)[:left])

    def readall(self) -> bytes:
        """Return the rest."""
        rest = bytearray(max(0, self._size - self.tell()))
        return bytes(rest[: self.readinto(rest)])


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """Give the files at and below ``paths``: paths in their order, folders by name.

    A folder that is named is entered even through a link; below it no linked
    folder is, but the link is given, so that its refusal is reported.  Names
    that begin with a dot are the system's and are passed over.
    Raises OwnArchiveOffered for an archive's folder, FileUnreadable for one that is closed to us.
    """
    for path in paths:
        if path.is_dir():
            yield from _below(path)
        else:
            yield path


def _below(folder: Path) -> Iterator[Path]:
    # A stack instead of recursion: folders may be nested deeper than Python's calls.
    waiting = [(folder, _names(folder))]
    while waiting:
        here, names = waiting[-1]
        if not names:
            waiting.pop()
            continue
        path = here / names.pop()
        if path.is_dir() and not path.is_symlink():
            waiting.append((path, _names(path)))
        else:
            yield path


def _names(folder: Path) -> list[str]:
    """Return what lies in ``folder``, last name first; a path for each would take four times the room."""
    try:
        names = [name for name in os.listdir(folder) if not name.startswith(".")]  # noqa: PTH208 - names suffice
    except OSError as refused:
        raise FileUnreadable(str(folder), refused.strerror or "unknown reason") from refused
    if any(mark in names for mark in _ARCHIVE_MARKS):
        raise OwnArchiveOffered(str(folder), "an archive's own folder")
    return sorted(names, key=os.fsencode, reverse=True)
