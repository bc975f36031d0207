"""``cableroom withdraw``: take a public cable back."""

from datetime import UTC, datetime

import click

from cableroom.cli.private.archive import opened
from cableroom.cli.private.progress import progress_bar
from cableroom.private.vault.reasons import WITHDRAWAL_REASONS


@click.command("withdraw")
@click.argument("reference_id", metavar="REF")
@click.option(
    "--reason",
    type=click.Choice(list(WITHDRAWAL_REASONS)),
    required=True,
    help="Public: it stands on the tombstone.",
)
@click.option("--as", "names", metavar="NAME", multiple=True, help="Who decides; give two different people.")
@click.pass_context
def withdraw_command(ctx: click.Context, reference_id: str, reason: str, names: tuple[str, ...]) -> None:
    """Take the public cable REF back, at once.

    A tombstone with the date and the reason stands in its place. All older generations are
    deleted, so that its text is gone from the public side; a rollback cannot bring it back.

    Example: cableroom withdraw 07STATE900001 --reason harm --as "Ilse Brandt" --as "Tomas Okello"
    """
    # It loads the search engine, which --help does not need.
    from cableroom.cli.private.telling import tell  # noqa: PLC0415
    from cableroom.gate.publication import withdraw  # noqa: PLC0415

    with opened(ctx), progress_bar() as progress:
        today = datetime.now(UTC).date()
        done = withdraw(reference_id, reason=reason, names=names, on=today, progress=progress)
    noun = "cable stands" if done.editions == 1 else "cables stand"
    click.echo(f"withdrawn; generation {done.generation} is served, {done.editions:,} {noun} in it")
    tell(done.told)
