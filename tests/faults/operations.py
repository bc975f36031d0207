"""Every operation by which our own code reaches the disk: to count, to let one fail, to look in between.

An operation is a call of ``durable`` to the system, a write to a file of
``durable``, a statement to a database, or a commit.
"""

import errno
import functools
import io
import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from cableroom import durable

WAYS = {
    "kill": "kill -9 before the operation",
    "EIO": "the operation fails, once",
    "EIO-on": "the operation fails, and all after it",
    "ENOSPC-on": "there is no room, for this one and all after it",
}
SYSTEM_CALLS = (
    *("open", "fsync", "fchmod", "chmod", "mkdir", "rename", "replace", "unlink", "symlink", "utime"),
    "rmdir",
)
Failure = Callable[[int], Exception]
Around = Callable[[str, Failure, Callable[[], Any], tuple[object, ...]], Any]
"""What is done in place of an operation: (its name, how it fails, do it, its arguments) -> its result."""


def surround(around: Around) -> None:
    """Let every operation of this process go through ``around``."""

    def wrapped(name: str, function: Callable[..., Any], failure: Failure) -> Callable[..., Any]:
        @functools.wraps(function)
        def call(*arguments: object, **named: object) -> object:
            if failure is not _os_error or _called_by_durable():
                return around(name, failure, lambda: function(*arguments, **named), arguments)
            return function(*arguments, **named)

        return call

    class Written(io.FileIO):
        def write(self, data: Any) -> int:  # noqa: ANN401 - any buffer
            done: int = around("write", _os_error, lambda: super(Written, self).write(data), ())
            return done

    fdopen = os.fdopen

    def opened(descriptor: int, mode: str = "r", *rest: object, **named: Any) -> Any:  # noqa: ANN401 - as fdopen
        if mode == "wb" and _called_by_durable():
            return io.BufferedWriter(Written(descriptor, mode))
        return fdopen(descriptor, mode, *rest, **named)  # type: ignore[call-overload]

    for name in SYSTEM_CALLS:
        setattr(os, name, wrapped(name, getattr(os, name), _os_error))
    setattr(os, "fdopen", opened)  # noqa: B010 - mypy knows that a function is not to be replaced
    for owner, name in (
        (CursorWrapper, "_execute"),
        (CursorWrapper, "_executemany"),
        (BaseDatabaseWrapper, "_commit"),
    ):
        setattr(owner, name, wrapped(name, getattr(owner, name), _database_error))


def count() -> Callable[[], int]:
    """Return what tells how many operations there have been from now on."""
    done = 0

    def around(_name: str, _failure: Failure, do: Callable[[], Any], _arguments: object) -> object:
        nonlocal done
        done += 1
        return do()

    surround(around)
    return lambda: done


def arm(fatal: int, way: str) -> None:
    """Let the ``fatal``-th operation of this process end in ``way``."""
    done = 0

    def around(_name: str, failure: Failure, do: Callable[[], Any], _arguments: object) -> object:
        nonlocal done
        done += 1
        if done == fatal and way == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        code, _, on = way.partition("-")
        if way != "kill" and (done == fatal or (on and done > fatal)):
            raise failure(getattr(errno, code))
        return do()

    surround(around)


def _os_error(code: int) -> Exception:
    return OSError(code, os.strerror(code))


def _database_error(code: int) -> Exception:
    return OperationalError("disk I/O error" if code == errno.EIO else "database or disk is full")


def _called_by_durable() -> bool:
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 - there is no other way up
    while frame is not None and frame.f_code.co_filename != durable.__file__:
        frame = frame.f_back
    return frame is not None
