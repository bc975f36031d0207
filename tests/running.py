"""Our commands in processes of their own, as a person would run them: bytes in, bytes out."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Protocol

COMMAND: Final = (sys.executable, "-c", "from cableroom.cli.private import main; main()")
_TIMEOUT_SECONDS: Final = 1_200 if os.environ.get("NIGHTLY") else 120
"""A night goes on with 25,000 cables, on a machine that may have other things to do."""


class Run(Protocol):
    """The type of the fixture ``run_cableroom``."""

    def __call__(
        self,
        *arguments: str | Path,
        stdin: bytes = b"",
        variables: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run ``cableroom ARGUMENTS`` in ``folder``; ``variables`` are added to the environment."""


def run(
    *arguments: str | Path,
    stdin: bytes = b"",
    variables: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run ``cableroom ARGUMENTS`` in ``folder`` to its end; ``variables`` are added to the environment."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env=environment(variables),
        cwd=folder,
        check=False,
        timeout=_TIMEOUT_SECONDS,
    )


def environment(variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return our environment without any setting of cableroom or Django, with ``variables``."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CABLEROOM_", "DJANGO_"))}
    return {**kept, **(variables or {})}
