"""``cableroom doctor``: say whether everything is whole."""

import click
from django.conf import settings

from cableroom.cli.private.archive import opened
from cableroom.cli.private.progress import progress_bar
from cableroom.errors import EXIT_REFUSED
from cableroom.gate.diagnosis import Checked, diagnose
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

    Exit status: 0 all is whole, 1 something is not, or could not be looked at.

    Example: cableroom doctor
    """
    faults = broken_off = 0
    with opened(ctx, as_it_is=True), progress_bar() as progress:
        for checked in diagnose(progress=progress):
            barring = [found for found in checked.findings if _counts(found)]
            faults += len(barring)
            click.echo(f"{_state(checked, barring):8} {checked.check.name:12} {checked.check.sentence}")
            for found in checked.findings[:_SHOWN]:
                click.echo(f"           {one_line(found.place)} {one_line(found.what)}")
            if len(checked.findings) > _SHOWN:
                click.echo(f"           ... and {len(checked.findings) - _SHOWN:,} more")
            if checked.findings:
                click.echo(f"           What to do: {checked.check.advice}")
            if checked.broken_off:
                broken_off += 1
                click.echo(f"           The check came to no end: {checked.broken_off}")
                click.echo(f"           What to do: {checked.broken_off.hint}")
    if faults:
        click.echo(f"{faults:,} {'fault' if faults == 1 else 'faults'} found", err=True)
    if broken_off:
        click.echo(f"{broken_off:,} {'check' if broken_off == 1 else 'checks'} not done", err=True)
    if faults or broken_off:
        ctx.exit(EXIT_REFUSED)


def _state(checked: Checked, barring: list[Finding]) -> str:
    if barring:
        return "FAULT"
    if checked.broken_off:
        return "NOT DONE"
    return "warning" if checked.findings else "ok"


def _counts(found: Finding) -> bool:
    return found.bars or bool(settings.CABLEROOM_PRODUCTION)
