"""Errors shared by every room.

An error names a *place* (cable, span, file), never the text found there: an
error message ends in logs, in mails and on screens that the vault does not
guard.  ``tests/boundary/test_errors_are_quiet.py`` keeps this true.
"""

import copyreg
from typing import Any, Final

EXIT_DONE: Final = 0
EXIT_REFUSED: Final = 1
EXIT_REJECTS: Final = 2
EXIT_USAGE: Final = 64
EXIT_LOCKED: Final = 75


class CableroomError(Exception):
    """What went wrong, and what the reader can do about it.

    Every subclass sets ``code`` (stable, for scripts and docs/errors.md) and
    ``hint`` (one sentence, imperative).  The command line prints::

        cableroom: release-not-signed: release 3 has 1 of 2 signatures
          hint: ask a second person to run `cableroom release sign 3 --as NAME`
    """

    code: str = "error"
    hint: str = ""
    exit_status: int = EXIT_REFUSED

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it go from one process to another, with whatever arguments its class is made."""
        return copyreg.__newobj__, (type(self), *self.args), vars(self)  # type: ignore[attr-defined]  # untyped


class WorkerKilled(CableroomError):
    """A process that shares in the work was ended from outside; the work was not done."""

    code = "worker-killed"
    hint = "see whether the machine ran out of memory, then run the same command"
