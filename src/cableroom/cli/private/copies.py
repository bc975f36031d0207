"""``cableroom copies``: cables with nearly the same text under two reference ids."""

import json
from dataclasses import asdict

import click

from cableroom.cli.private.archive import opened
from cableroom.cli.private.progress import progress_bar
from cableroom.private.vault.copying import CONFIRMED, REFUSED, PairLine, find_copies, judge, pair_lines
from cableroom.private.vault.queries import cable


@click.group("copies")
def copies_group() -> None:
    """Find cables whose text stands under another reference id too, and say which are copies.

    All of this is private: a person's verdict changes nothing in public, and merges nothing.
    """


@copies_group.command("find")
@click.pass_context
def find_command(ctx: click.Context) -> None:
    """Compare all cables, and keep the pairs with nearly the same text (80 % of their shingles).

    Lines, pages, headers and case make no difference. Again after an import; verdicts stay.

    Example: cableroom copies find
    """
    with opened(ctx), progress_bar() as progress:
        found = find_copies(progress=progress)
    click.echo(
        f"{found.cables:,} cables, {found.compared:,} pairs compared: "
        f"{found.alike:,} nearly the same, {found.fresh:,} of them new"
    )


@copies_group.command("list")
@click.option("--unjudged", is_flag=True, help="Only pairs of which nobody has said anything.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@click.pass_context
def list_command(ctx: click.Context, *, unjudged: bool, as_json: bool) -> None:
    """List the pairs that were found, and what was said of them.

    Example: cableroom copies list --unjudged
    """
    with opened(ctx):
        for line in pair_lines(judged=False if unjudged else None):
            click.echo(json.dumps(asdict(line)) if as_json else _as_text(line))


@copies_group.command("confirm")
@click.argument("first", metavar="REF")
@click.argument("second", metavar="REF")
@click.option("--as", "name", metavar="NAME", required=True, help="Who says so.")
@click.pass_context
def confirm_command(ctx: click.Context, first: str, second: str, name: str) -> None:
    """Say that two cables are copies of each other; `show` names it with either.

    Example: cableroom copies confirm 07STATE900001 07STATE900002 --as "Ilse Brandt"
    """
    _judge(ctx, first, second, CONFIRMED, name)


@copies_group.command("refuse")
@click.argument("first", metavar="REF")
@click.argument("second", metavar="REF")
@click.option("--as", "name", metavar="NAME", required=True, help="Who says so.")
@click.pass_context
def refuse_command(ctx: click.Context, first: str, second: str, name: str) -> None:
    """Say that two cables are no copies, however alike, as two weekly lists are.

    Example: cableroom copies refuse 07STATE900001 07STATE900002 --as "Ilse Brandt"
    """
    _judge(ctx, first, second, REFUSED, name)


def _judge(ctx: click.Context, first: str, second: str, verdict: str, name: str) -> None:
    with opened(ctx):
        one, other = cable(first), cable(second)
        judge(one, other, verdict, " ".join(name.split()))
        click.echo(f"{one.reference_id} and {other.reference_id}: {verdict}")


def _as_text(line: PairLine) -> str:
    said = f"  {line.verdict} by {line.name}" if line.verdict else ""
    return f"{line.first:<20} {line.second:<20} {line.likeness:>4.0%}{said}"
