"""The only module that writes, renames and removes files.

Everything here is either done and on the disk when the function returns, or
not visible at all.  SQLite and tantivy write files of their own; whoever calls
them ends with ``sync_tree`` before the result is renamed into view.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

_LEFT_BEHIND: Final = re.compile(r"\..+\.[0-9]+\.(tmp|doomed)", re.DOTALL)


def write_file(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Put ``data`` at ``path`` whole: a reader sees the old bytes or the new ones.

    mode: exactly so, whatever the umask.
    Raises OSError (full disk, no permission); ``path`` is then as it was, and nothing lies beside it.
    """
    with writing(path, mode=mode) as file:
        file.write(data)


@contextmanager
def writing(path: Path, *, mode: int = 0o644) -> Iterator[BinaryIO]:
    """Give a file to write in parts; all of it stands at ``path`` when the block has ended.

    mode: exactly so, whatever the umask.
    Whatever is raised within the block: ``path`` is then as it was, and nothing lies beside it.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    # Left by a kill, or planted: neither is written through.
    temporary.unlink(missing_ok=True)
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def make_directory(path: Path, *, mode: int = 0o755) -> None:
    """Make ``path`` (its parent must exist) with exactly ``mode``, whatever the umask."""
    path.mkdir(exist_ok=True)
    path.chmod(mode)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Flush the names in ``path`` to the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(path: Path) -> None:
    """Flush every file and directory below ``path`` to the disk."""
    for folder, _names, files in os.walk(path):
        for name in files:
            descriptor = os.open(Path(folder) / name, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        sync_directory(Path(folder))


def settle_tree(path: Path, *, modified: int) -> None:
    """Give all below ``path`` the modes of public files and one modification time.

    modified: seconds since 1970, UTC; ``path`` itself gets it too.
    Directories become 0755 and files 0644, whatever the umask; a symlink is left alone.
    """
    for folder, names, files in os.walk(path, topdown=False):
        here = Path(folder)
        for name in (*files, *names):
            entry = here / name
            if not entry.is_symlink():
                entry.chmod(0o755 if entry.is_dir() else 0o644)
                os.utime(entry, (modified, modified))
    path.chmod(0o755)
    os.utime(path, (modified, modified))


def move_directory(source: Path, target: Path) -> None:
    """Rename a finished directory into view; both must lie on one file system.

    Raises OSError where ``target`` is there and not empty.
    """
    source.rename(target)
    sync_directory(target.parent)
    sync_directory(source.parent)


def point_link(link: Path, target: str) -> None:
    """Make the symlink ``link`` say ``target``, in one step for every reader."""
    temporary = link.with_name(f".{link.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    temporary.symlink_to(target)
    temporary.replace(link)
    sync_directory(link.parent)


def is_left_behind(path: Path) -> bool:
    """Whether ``path`` has a name that only the functions here give, to what is gone when they have ended."""
    return bool(_LEFT_BEHIND.fullmatch(path.name))


def remove_empty(path: Path) -> None:
    """Remove an empty directory. Raises OSError where it is not."""
    path.rmdir()
    sync_directory(path.parent)


def remove_tree(path: Path) -> None:
    """Remove a directory and all below it, a file, or a link (never what it leads to).

    A missing path is no error.  A kill in between leaves ``.NAME.PID.doomed`` beside it, not half of it.
    """
    if path.is_dir() and not path.is_symlink():
        # Out of view first, so that nobody finds a half directory under its name.
        doomed = path.with_name(f".{path.name}.{os.getpid()}.doomed")
        # A kill may have left one, and process ids come again.
        shutil.rmtree(doomed, ignore_errors=True)
        path.rename(doomed)
        # Or the power may fail, and what was removed from it is gone, but not the name.
        sync_directory(path.parent)
        shutil.rmtree(doomed)
    else:
        path.unlink(missing_ok=True)
    sync_directory(path.parent)
