"""The only module that writes, renames and removes files.

Everything here is either done and on the disk when the function returns, or
not visible at all.  SQLite and tantivy write files of their own; whoever calls
them ends with ``sync_tree`` before the result is renamed into view.
"""

import os
import shutil
from pathlib import Path


def write_file(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Put ``data`` at ``path`` whole: a reader sees the old bytes or the new ones."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
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
    """Rename a finished directory into view; both must lie on one file system."""
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


def remove_tree(path: Path) -> None:
    """Remove ``path`` and all below it; a missing path is no error."""
    if path.is_symlink():
        path.unlink()
    elif path.exists():
        # Out of view first, so that a kill in the middle leaves no half directory under its name.
        doomed = path.with_name(f".{path.name}.{os.getpid()}.doomed")
        path.rename(doomed)
        shutil.rmtree(doomed)
    sync_directory(path.parent)
