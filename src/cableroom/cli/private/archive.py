"""What every command of an archive does first: open it, and turn its faults into sentences.

Importing this sets Django up, so that what a command imports next may name the
vault's tables; in the order of the alphabet it comes before all of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import click
from django.db import Error

from cableroom.private.vault.archive import open_archive, set_up_django
from cableroom.private.vault.errors import VaultFailed, VaultLocked

set_up_django()

_IN_A_SEAL: Final = "user-defined function raised exception"
_BEFORE_A_VALUE: Final = " with text '"


@contextmanager
def opened(ctx: click.Context, *, as_it_is: bool = False) -> Iterator[Path]:
    """Open the archive that the command line names and give its folder.

    A publication that was killed is first finished or undone, so that no command
    acts on a state that readers do not see; as_it_is: leave it, for ``doctor``.
    Raises ArchiveMissing and its like; VaultFailed where the database refuses within the block.
    """
    home = ctx.find_object(Path)
    assert home is not None
    with sentences():
        open_archive(home)
        if not as_it_is:
            _settle_publication()
        yield home.resolve()


def _settle_publication() -> None:
    # Imported here: the model needs Django, and the gate needs what few commands do.
    from cableroom.private.vault.models import Publication  # noqa: PLC0415

    if Publication.objects.filter(done=False).exists():
        from cableroom.gate.settling import recover  # noqa: PLC0415

        # Another process is publishing at this moment.
        with suppress(VaultLocked):
            recover()


@contextmanager
def sentences() -> Iterator[None]:
    """Raise VaultFailed instead of Django's database errors.

    SQLite's own words name tables and files, never values; but Python's name the column that is no text
    any more, and repeat what stands there.
    """
    try:
        yield
    except Error as exc:
        # The seals are computed by Python inside SQLite, which fails only where a Ctrl-C finds it there.
        if _IN_A_SEAL in str(exc):
            raise KeyboardInterrupt from exc
        said = str(exc).partition(_BEFORE_A_VALUE)[0]
        raise VaultFailed(f"the vault's database refused: {said}") from exc
