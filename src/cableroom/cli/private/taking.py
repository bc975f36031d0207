"""``cableroom take``: let another record be the text of a cable."""

import click

from cableroom.cli.private.archive import opened
from cableroom.private.vault.queries import cable
from cableroom.private.vault.taking import take


@click.command("take")
@click.argument("reference_id", metavar="REF")
@click.argument("number", metavar="N", type=click.IntRange(min=1))
@click.pass_context
def take_command(ctx: click.Context, reference_id: str, number: int) -> None:
    """Let record N of cable REF, as `show` numbers them, be the text of its newest edition.

    For a corrected copy, a better reading, or a telegram whose last section came late. What is struck
    is struck in the new text wherever the same words stand; strikes that are found nowhere are
    counted: look for them. A clearing is void, and a released cable gets a new edition.

    Exit status: 0 taken, 1 refused.

    Example: cableroom take 07STATE900001 2
    """
    with opened(ctx):
        taken = take(cable(reference_id), number)
        edition = taken.change.edition
        count = len(taken.change.spans)
        click.echo(
            f"{edition.cable.reference_id} edition {edition.number}: record {number} is its text now; "
            f"{count} {'place' if count == 1 else 'places'} struck"
        )
    if taken.change.voided:
        click.echo("  it had been cleared: that is void now, clear it again", err=True)
    if taken.lost:
        click.echo(
            f"  warning: the words of {taken.lost} {'strike' if taken.lost == 1 else 'strikes'} of before"
            " stand nowhere in this record; look for what they hid",
            err=True,
        )
