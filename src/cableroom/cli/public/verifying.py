"""``cableroom-reader verify``: say whether what is published is whole."""

from pathlib import Path

import click

from cableroom.errors import EXIT_REFUSED
from cableroom.public.editions.verifying import CHECKS, verify_published
from cableroom.settings.wall import raise_the_wall
from cableroom.visible import one_line

_SHOWN = 20
"""So many damages of one check are printed; the rest is counted."""
_SENTENCES = {"link": "The link leads to a generation, and nothing lies beside the generations."} | {
    check.name: check.sentence for check in CHECKS
}

_ADVICE = (
    "serve an older, whole generation (`cableroom rollback`), or restore the newest backup; the next"
    " publication builds database and indexes again from the vault."
)


@click.command("verify")
@click.pass_context
def verify_command(ctx: click.Context) -> None:
    """Check every published generation: every file, every row, every commitment.

    Needs no vault, and reads only. Each damage is named by its file.

    Exit status: 0 all is whole, 1 something is not, or nothing is published.

    Example: cableroom-reader --published published verify
    """
    raise_the_wall()
    published = ctx.find_object(Path)
    assert published is not None
    damaged = 0
    for checked in verify_published(published):
        state = "DAMAGED" if checked.damages else "ok"
        click.echo(f"{state:8} {checked.place:8} {checked.name:12} {_SENTENCES[checked.name]}")
        for damage in checked.damages[:_SHOWN]:
            click.echo(f"           {one_line(damage.place)} {one_line(damage.what)}")
        if len(checked.damages) > _SHOWN:
            click.echo(f"           ... and {len(checked.damages) - _SHOWN:,} more")
        damaged += len(checked.damages)
    if damaged:
        click.echo(f"{damaged:,} {'damage' if damaged == 1 else 'damages'} found", err=True)
        click.echo(f"What to do: {_ADVICE}", err=True)
        ctx.exit(EXIT_REFUSED)
