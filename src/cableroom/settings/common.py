"""Settings of both sides: which environment variables there are.

Each side has one table, a pydantic class, in private.py and public.py.  Both
services may run under one environment file, so each knows the other's names.
"""

import os
from typing import Final

from cableroom.errors import CableroomError

PRIVATE_VARIABLES: Final = frozenset(
    {
        "CABLEROOM_HOME",
        "CABLEROOM_KEEP_GENERATIONS",
        "CABLEROOM_PRODUCTION",
        "CABLEROOM_PUBLISHED",
    }
)
PUBLIC_VARIABLES: Final = frozenset(
    {
        "CABLEROOM_PUBLISHED",
        "CABLEROOM_OPENSEARCH",
        "CABLEROOM_OPENSEARCH_NAME",
        "CABLEROOM_ORIGIN",
        "CABLEROOM_PRODUCTION",
    }
)


class UnknownSetting(CableroomError):
    """A CABLEROOM_* variable that neither side knows: most likely a misspelling."""

    code = "setting-unknown"
    hint = "see docs/settings.md for the names, or unset it"


class InvalidSetting(CableroomError):
    """A setting with a value that cannot be, or a settings file that cannot be read."""

    code = "setting-invalid"
    hint = "see docs/settings.md for what it may be"


def refuse_unknown_variables() -> None:
    """Raise UnknownSetting for the first CABLEROOM_* variable that is no setting."""
    known = PRIVATE_VARIABLES | PUBLIC_VARIABLES
    for name in sorted(os.environ):
        if name.startswith("CABLEROOM_") and name not in known:
            raise UnknownSetting(f"{name} is no setting")
