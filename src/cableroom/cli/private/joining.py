"""``cableroom join``: join sections of telegrams that came as records of their own."""

import click

from cableroom.cli.private.archive import opened
from cableroom.private.vault.account import Joined
from cableroom.private.vault.joining import join_all, join_cable
from cableroom.private.vault.queries import cable


@click.command("join")
@click.argument("reference_ids", metavar="REF...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every cable that has a whole set of sections.")
@click.pass_context
def join_command(ctx: click.Context, reference_ids: tuple[str, ...], *, every: bool) -> None:
    """Join the sections of cable REF, each a record, to one record with the whole telegram.

    `import` does this by itself; a vault from before it did needs it once, with --all. The sections
    stay as they were received. A cable that is under review keeps its text: see `cableroom take`.

    Exit status: 0 done, 1 a section is missing, or it was joined before.

    Example: cableroom join --all
    """
    if bool(reference_ids) == every:
        raise click.UsageError("name cables, or give --all")
    count = 0
    with opened(ctx):
        made = join_all() if every else (join_cable(cable(one)) for one in reference_ids)
        for one in made:
            click.echo(_line(one))
            count += 1
    click.echo(f"{count:,} {'telegram' if count == 1 else 'telegrams'} joined")


def _line(one: Joined) -> str:
    what = "is the text of the cable now" if one.is_text else "is a candidate: the cable is under review"
    return f"{one.reference_id}: {one.total} sections; the whole {what}"
