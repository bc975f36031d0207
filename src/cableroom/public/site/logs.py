"""What the reading room logs: that something failed and where, never what was asked or by whom.

A message of Django or of an exception may hold an address, a query or a value, so
no message is ever written: only the kind of the error and the place in our code.
"""

import logging
import traceback
from collections.abc import Mapping


class QuietFormatter(logging.Formatter):
    """``2026-01-31 12:00:00 error KeyError at views_cable.py:40 in cable_page``."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of time, level, kind of error and place."""
        when = self.formatTime(record, "%Y-%m-%d %H:%M:%S")
        return f"{when} {record.levelname.lower()} {_kind_and_place(record)}"


def _kind_and_place(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return f"{record.name} at {record.filename}:{record.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    last = frames[-1]
    file = last.filename.rpartition("/")[2]
    return f"{type(error).__name__} at {file}:{last.lineno} in {last.name}"


def configure(settings: Mapping[str, str]) -> None:
    """Send what is at ``level`` or above to the error output (called by Django as LOGGING_CONFIG)."""
    handler = logging.StreamHandler()
    handler.setFormatter(QuietFormatter())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings["level"])
    # Django has set up its own before it called us.
    for name in ("django", "django.server"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(settings["level"])
    # Django logs every answer of 500 and above; "nothing is published yet" is no fault.
    logging.getLogger("django.request").addFilter(lambda record: record.exc_info is not None)
    # A wrong parameter or a refused host is the visitor's affair and no error of ours.
    logging.getLogger("django.security").setLevel(logging.CRITICAL)
