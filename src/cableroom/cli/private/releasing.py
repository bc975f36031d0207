"""``cableroom release``: put cleared cables together, sign, publish."""

import json
from datetime import UTC, date, datetime
from typing import Any

import click

from cableroom.cli.private.archive import opened
from cableroom.cli.private.progress import progress_bar
from cableroom.private.vault.models import Edition, Release
from cableroom.private.vault.queries import cable
from cableroom.private.vault.releasing import (
    SIGNATURES,
    add_all_cleared,
    add_editions,
    find_release,
    new_release,
    sign,
    signatures,
)
from cableroom.visible import one_line

_SHOWN: int = 50
"""So many cables are printed; --json has all of them."""


@click.group("release")
def release_group() -> None:
    """Put cleared cables together, have two people sign, publish."""


@release_group.command("new")
@click.option("--title", required=True, help="What readers will see.")
@click.option(
    "--date", "on", metavar="YYYY-MM-DD", required=True, type=click.DateTime(["%Y-%m-%d"]),
    help="The day that readers will see.",
)  # fmt: skip
@click.option("--note", default="", help="A few sentences for readers.")
@click.pass_context
def new_command(ctx: click.Context, title: str, on: datetime, note: str) -> None:
    """Make an empty release and print its number, which is private.

    Readers see a number of their own, given at publication.

    Example: cableroom release new --title "First release" --date 2010-11-28
    """
    with opened(ctx):
        day = on.replace(tzinfo=UTC).date()
        click.echo(new_release(title, day, note).pk)


@release_group.command("add")
@click.argument("number", metavar="R", type=int)
@click.argument("reference_ids", metavar="REF...", nargs=-1)
@click.option("--all-cleared", "every", is_flag=True, help="All that are cleared and in no release.")
@click.option(
    "--limit", type=click.IntRange(min=1), help="With --all-cleared: so many at most, by reference id."
)
@click.pass_context
def add_command(
    ctx: click.Context, number: int, reference_ids: tuple[str, ...], *, every: bool, limit: int | None
) -> None:
    """Put cleared cables into release R; all of those named, or none.

    Example: cableroom release add 1 07STATE900001 07BERN900002
    """
    if bool(reference_ids) == every:
        raise click.UsageError("name cables, or give --all-cleared")
    if limit is not None and not every:
        raise click.UsageError("--limit goes with --all-cleared")
    with opened(ctx):
        release = find_release(number)
        if every:
            added = add_all_cleared(release, limit=limit)
        else:
            added = add_editions(release, [cable(reference_id) for reference_id in reference_ids])
        held = release.items.count()
    click.echo(f"{added:,} added; release {number} holds {held:,}")


@release_group.command("show")
@click.argument("number", metavar="R", type=int)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_context
def show_command(ctx: click.Context, number: int, *, as_json: bool) -> None:
    """Show what release R holds, and who has signed it.

    Example: cableroom release show 1 --json
    """
    with opened(ctx):
        found = _describe(find_release(number))
    if as_json:
        click.echo(json.dumps(found))
        return
    public = found["public_number"]
    click.echo(click.style(f"Release {number}", bold=True) + f"  {found['date']}  {one_line(found['title'])}")
    if found["note"]:
        click.echo(f"  {one_line(found['note'])}")
    click.echo("  not published" if public is None else f"  published as release {public}")
    for signature in found["signatures"]:
        valid = "" if signature["valid"] else "  (void: the release was changed since)"
        click.echo(f"  signed by {one_line(signature['name'])}{valid}")
    cables = found["cables"]
    click.echo(f"  {len(cables):,} {'cable' if len(cables) == 1 else 'cables'}")
    for one in cables[:_SHOWN]:
        click.echo(f"    {one['reference_id']} edition {one['edition']}  {one['state']}")
    if len(cables) > _SHOWN:
        click.echo(f"    ... and {len(cables) - _SHOWN:,} more")


@release_group.command("sign")
@click.argument("number", metavar="R", type=int)
@click.option("--as", "name", metavar="NAME", required=True, help="Who signs; two different people must.")
@click.pass_context
def sign_command(ctx: click.Context, number: int, name: str) -> None:
    """State that NAME approves release R exactly as it is now.

    Any change to it makes the signature void.

    Example: cableroom release sign 1 --as "Ilse Brandt"
    """
    with opened(ctx):
        count = sign(find_release(number), name)
    click.echo(f"release {number} has {count} of {SIGNATURES} signatures")


@release_group.command("publish")
@click.argument("number", metavar="R", type=int)
@click.pass_context
def publish_command(ctx: click.Context, number: int) -> None:
    """Publish release R: build the whole public side anew, and swap it in as one step.

    Where anything fails, readers go on seeing what was published before. What the checks found that
    bars nothing, but you should know, is printed as notes.

    Example: cableroom release publish 1
    """
    # It loads the search engine, which no other command of this group needs.
    from cableroom.cli.private.telling import tell  # noqa: PLC0415
    from cableroom.gate.publication import publish_release  # noqa: PLC0415

    with opened(ctx):
        release = find_release(number)
        with progress_bar() as progress:
            done = publish_release(release.pk, progress=progress)
        release.refresh_from_db()
        held = release.items.count()
    cables = "cable" if held == 1 else "cables"
    click.echo(f"release {number} is published as release {release.public_number}: {held:,} {cables}")
    tell(done.told)


def _describe(release: Release) -> dict[str, Any]:
    editions = Edition.objects.filter(item__release=release).order_by("cable__reference_id")
    on: date = release.date
    return {
        "release": release.pk,
        "title": release.title,
        "date": on.isoformat(),
        "note": release.note,
        "public_number": release.public_number,
        "signatures": [{"name": one.name, "valid": one.valid} for one in signatures(release)],
        "cables": [
            {"reference_id": reference_id, "edition": number, "state": state}
            for reference_id, number, state in editions.values_list("cable__reference_id", "number", "state")
        ],
    }
