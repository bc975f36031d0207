"""The journal: who did what to which place, in the order it was done.  Never text of a cable."""

import os
import pwd
from typing import Any

from django.utils import timezone

from cableroom.private.vault.models import Entry


def actor() -> str:
    """Return the name of the account this process runs under, which no variable can change."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid {os.getuid()}"


def note(actor: str, action: str, place: str, **detail: Any) -> None:  # noqa: ANN401 - any JSON value
    """Write one line, in the transaction of what it tells of."""
    entry(actor, action, place, **detail).save(force_insert=True)


def entry(actor: str, action: str, place: str, **detail: Any) -> Entry:  # noqa: ANN401 - any JSON value
    """Return a line that is not yet written, for those who write many at once."""
    # A folder's name may be bytes that are no text, which no table takes.
    storable = place.encode("utf-8", "backslashreplace").decode()
    return Entry(at=timezone.now(), actor=actor, action=action, place=storable, detail=detail)
