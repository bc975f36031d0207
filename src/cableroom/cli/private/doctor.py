"""``cableroom doctor``: say whether everything is whole."""

import click
from django.conf import settings

from cableroom.cli.private.archive import opened
from cableroom.cli.private.progress import progress_bar
from cableroom.errors import EXIT_REFUSED
from cableroom.gate.diagnosis import diagnose
from cableroom.gate.finding import Finding
from cableroom.visible import one_line

_SHOWN: int = 20
"""So many findings of one check are printed; the rest is counted."""


@click.command("doctor")
@click.pass_context
def doctor_command(ctx: click.Context) -> None:
    """Check the vault, what is published, and that the two agree; change nothing.

    Every row, every original and every published byte is read again. Each damage is named by its
    place, with what to do about it.
    With `production = true` in cableroom.toml, warnings count as damage.

    Exit status: 0 all is whole, 1 something is not.

    Example: cableroom doctor
    """
    faults = 0
    with opened(ctx, as_it_is=True), progress_bar() as progress:
        for checked in diagnose(progress=progress):
            barring = [found for found in checked.findings if _counts(found)]
            faults += len(barring)
            state = "ok" if not checked.findings else "FAULT" if barring else "warning"
            click.echo(f"{state:8} {checked.check.name:12} {checked.check.sentence}")
            for found in checked.findings[:_SHOWN]:
                click.echo(f"           {one_line(found.place)} {one_line(found.what)}")
            if len(checked.findings) > _SHOWN:
                click.echo(f"           ... and {len(checked.findings) - _SHOWN:,} more")
            if checked.findings:
                click.echo(f"           What to do: {checked.check.advice}")
    if faults:
        click.echo(f"{faults:,} {'fault' if faults == 1 else 'faults'} found", err=True)
        ctx.exit(EXIT_REFUSED)


def _counts(found: Finding) -> bool:
    return found.bars or bool(settings.CABLEROOM_PRODUCTION)
