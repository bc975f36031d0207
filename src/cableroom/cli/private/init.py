"""``cableroom init``: make an archive."""

from pathlib import Path

import click

from cableroom.cli.private.archive import sentences
from cableroom.private.vault.archive import create
from cableroom.visible import one_line


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init_command(folder: Path) -> None:
    """Make an archive in DIR, a new or an empty folder.

    DIR/vault (readable by you alone) holds everything, DIR/published what the public may see, and
    DIR/cableroom.toml the settings. Exit status: 0 made, 1 DIR is an archive already or is not empty,
    75 another process is making one there.

    Example: cableroom init ~/cables
    """
    with sentences():
        create(folder)
    named = one_line(str(folder))
    click.echo(f"{named} is an archive now. Next: cableroom --home {named} import FILE...")
