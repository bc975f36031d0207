"""``cableroom rebuild``: build what is public once more."""

import click

from cableroom.cli.private.archive import opened
from cableroom.cli.private.progress import progress_bar


@click.command("rebuild")
@click.option("--as", "names", metavar="NAME", multiple=True, help="Who decides; give two different people.")
@click.pass_context
def rebuild_command(ctx: click.Context, names: tuple[str, ...]) -> None:
    """Build what is public once more from the vault, and serve it.

    For when the public side is lost or damaged, as after the restore of a backup made with
    --vault-only, or when a newer cableroom reads telegrams better. The same cables stand in it, under
    their numbers; the generation gets the next number, and facts stated since come with it.

    Example: cableroom rebuild --as "Ilse Brandt" --as "Tomas Okello"
    """
    # It loads the search engine, which --help does not need.
    from cableroom.cli.private.telling import tell  # noqa: PLC0415
    from cableroom.gate.publication import rebuild  # noqa: PLC0415

    with opened(ctx), progress_bar() as progress:
        done = rebuild(names=names, progress=progress)
    noun = "cable stands" if done.editions == 1 else "cables stand"
    click.echo(f"generation {done.generation} is served, {done.editions:,} {noun} in it")
    tell(done.told)
