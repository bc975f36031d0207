"""One writer at a time: an advisory lock on HOME/vault/lock.

The kernel drops it with its process, however that ends; a stale lock cannot be.
What the file says (process id, start time) is for people, not for the lock.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from cableroom.private.vault.errors import VaultLocked

_OWNER_BYTES = 4096


@contextmanager
def writer_lock() -> Iterator[None]:
    """Hold the open archive's lock; every command that changes the vault or the published side does.

    Raises VaultLocked at once, naming the owner, where another process (or thread) holds it.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(settings.CABLEROOM_VAULT / "lock", flags, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise VaultLocked(f"{_owner(descriptor)} is writing to {settings.CABLEROOM_VAULT}") from exc
        started = timezone.now().isoformat(timespec="seconds")
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "started": started}).encode(), 0)
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Hold ``folder`` itself, for an archive is made in it. Raises VaultLocked where another process does."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise VaultLocked(f"another process is making an archive in {folder}") from exc
        yield
    finally:
        os.close(descriptor)


def _owner(descriptor: int) -> str:
    """Name the process that holds the lock, as far as it has said so yet."""
    try:
        owner = json.loads(os.pread(descriptor, _OWNER_BYTES, 0))
        return f"process {int(owner['pid'])}, since {owner['started']!s},"
    except (ValueError, KeyError, TypeError):
        return "another process"
