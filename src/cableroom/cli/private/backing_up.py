"""``cableroom backup``: save the archive in one file."""

from pathlib import Path

import click

from cableroom.cli.private.archive import opened
from cableroom.cli.private.progress import progress_bar
from cableroom.gate.progress import Progress
from cableroom.private.vault.age import recipients
from cableroom.private.vault.backing_up import back_up
from cableroom.visible import one_line

_MEGABYTE = 1_000_000


@click.command("backup")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--to", "stated", metavar="RECIPIENT", multiple=True, help="An age key, age1...; may be repeated."
)
@click.option(
    "--to-file",
    "files",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file of such keys, one a line.",
)
@click.option("--plain", is_flag=True, help="Do not encrypt: whoever gets the file reads everything.")
@click.option(
    "--vault-only", is_flag=True, help="Leave out what is published, where that is lost or damaged."
)
@click.pass_context
def backup_command(
    ctx: click.Context,
    out: Path,
    stated: tuple[str, ...],
    files: tuple[Path, ...],
    *,
    plain: bool,
    vault_only: bool,
) -> None:
    """Save the vault, its secret, the settings and the served generation in the new file OUT.

    Each RECIPIENT alone can open it, with the secret half of the key. Nobody has to wait: while an import
    runs, all that was committed when the backup began is in it. OUT is readable by you alone, appears
    whole or not at all, and cannot lie in the vault or among what is published. docs/operations.md says
    what to keep where, and how to try a backup.

    Exit status: 0 saved, 1 refused, and OUT is not there.

    Example: cableroom backup /mnt/safe/cables-2010-11-28.age --to-file recipients.txt
    """
    if plain == bool(stated or files):
        raise click.UsageError("name who can open it with --to or --to-file, or say --plain; not both")
    keys = recipients(stated, files)
    # A publication that was cut off cannot be finished where the public side is lost.
    with opened(ctx, as_it_is=vault_only), progress_bar() as progress:
        done = back_up(out, keys=keys, vault_only=vault_only, told=in_megabytes(progress))
    held = done.manifest
    public = "nothing published" if held.generation is None else f"generation {held.generation}"
    click.echo(f"vault as of {held.made}, and {public}: {held.size:,} bytes saved in {done.size:,}")
    if vault_only:
        click.echo("warning: what is published is not in it; a restore brings back the vault alone", err=True)
    if plain:
        click.echo(
            f"warning: {one_line(str(out))} is not encrypted; it holds every text and the secret", err=True
        )


def in_megabytes(progress: Progress) -> Progress:
    """Return ``progress`` for those who tell bytes."""
    return lambda step, done, total: progress(f"{step} (MB)", done // _MEGABYTE, total // _MEGABYTE)
