"""``cableroom restore``: make an archive of a backup."""

import os
from pathlib import Path

import click
from django.conf import settings

from cableroom.cli.private.archive import opened
from cableroom.cli.private.backing_up import in_megabytes
from cableroom.cli.private.progress import progress_bar
from cableroom.private.vault import journal
from cableroom.private.vault.backup_format import Manifest
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import Publication, Withdrawal
from cableroom.private.vault.restoring import restore
from cableroom.visible import one_line


@click.command("restore")
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--identity",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The secret half of a key that IN was encrypted to.",
)
@click.pass_context
def restore_command(ctx: click.Context, source: Path, folder: Path, identity: Path | None) -> None:
    """Make the archive that IN holds in DIR, a new or an empty folder.

    Every byte is checked before DIR appears. A file that was cut or changed, the wrong key, or a file too
    many: DIR is not there then. What is public then is what was public when the backup was made: before
    you serve it, withdraw again what was withdrawn since (docs/operations.md).

    Exit status: 0 restored, 1 refused, or restored and not yet opened (it says so), 75 another process is
    restoring into DIR.

    Example: cableroom restore /mnt/safe/cables-2010-11-28.age ~/cables --identity key.txt
    """
    # The current folder goes where it is DIR, and what it means to us with it.
    source, folder = source.absolute(), folder.absolute()
    with progress_bar() as progress:
        held = restore(source, folder, identity=identity, told=in_megabytes(progress))
    ctx.obj = folder
    try:
        with opened(ctx) as home, writer_lock():
            journal.note(journal.actor(), "restore", str(source.resolve()), made=held.made)
            published: Path = settings.CABLEROOM_PUBLISHED
            has_published = Publication.objects.exists()
            taken_back = _taken_back()
    except BaseException:
        click.echo(f"warning: {one_line(str(folder))} holds all of it; only opening it failed", err=True)
        raise
    public = _public(held, has_published=has_published)
    click.echo(f"{one_line(str(folder))} is the archive as of {held.made}, {public}")
    if os.path.abspath(published) != str(home / "published"):  # noqa: PTH100 - a name, whatever lies there
        click.echo(
            f"its settings publish in {one_line(str(published))}:"
            f" move what is in {one_line(str(home / 'published'))} there",
            err=True,
        )
    if has_published:
        click.echo(
            f"warning: what was withdrawn or tightened after that counts as public in it; {taken_back}.\n"
            "  List what came later, and withdraw it again before you serve it or publish anything"
            " (docs/operations.md).",
            err=True,
        )
    click.echo(f"Next: cableroom --home {one_line(str(folder))} doctor")


def _public(held: Manifest, *, has_published: bool) -> str:
    if held.generation is not None:
        return f"with generation {held.generation} published"
    if has_published:
        return "without what was published: `cableroom rebuild` builds all of it anew"
    return "with nothing published"


def _taken_back() -> str:
    """Say what withdrawals are in the vault, to be compared with what people remember."""
    dates = list(Withdrawal.objects.order_by("date").values_list("date", flat=True))
    if len(dates) == 1:
        return f"it knows 1 withdrawal, of {dates[0]}"
    return f"it knows {len(dates):,} withdrawals" + (f", the last of {dates[-1]}" if dates else "")
