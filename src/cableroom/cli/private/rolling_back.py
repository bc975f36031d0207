"""``cableroom rollback``: serve the generation before the current one again."""

import click

from cableroom.cli.private.archive import opened


@click.command("rollback")
@click.pass_context
def rollback_command(ctx: click.Context) -> None:
    """Serve the generation before the current one again.

    What was released since waits in its release again and can be published anew, under the next
    numbers. The current generation is deleted. A rollback never goes back behind a withdrawal or
    a redaction that took something away from the public.

    Example: cableroom rollback
    """
    # It loads the search engine, which --help does not need.
    from cableroom.gate.publication import rollback  # noqa: PLC0415

    with opened(ctx):
        done = rollback()
    noun = "cable stands" if done.editions == 1 else "cables stand"
    click.echo(f"generation {done.generation} is served again, {done.editions:,} {noun} in it")
