"""``cableroom fact``: what a person states in public on purpose."""

import json

import click

from cableroom.cli.private.archive import opened
from cableroom.private.vault.facts import FACTS, facts, set_fact
from cableroom.visible import one_line


@click.group("fact")
def fact_group() -> None:
    """State the facts that no program counts: the total, the title, a notice, the hashtag."""


@fact_group.command("set")
@click.argument("name", type=click.Choice(list(FACTS)))
@click.argument("value")
@click.option("--by", required=True, help="Who states it; private.")
@click.pass_context
def set_command(ctx: click.Context, name: str, value: str, by: str) -> None:
    """State a fact; readers see it from the next publication on.

    total: how many cables there are in all. title: the name of the reading room. notice: a sentence
    at the head of every page. hashtag: letters, digits and _ for the first hashtag under a cable.

    Example: cableroom fact set total 251287 --by "Ilse Brandt"
    """
    with opened(ctx):
        fact = set_fact(name, value, by=by)
    click.echo(
        f"{fact.name} is {one_line(fact.value)}, stated by {one_line(fact.by)} on {fact.date.isoformat()}"
    )
    click.echo("it takes effect with the next publication", err=True)


@fact_group.command("show")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_context
def show_command(ctx: click.Context, *, as_json: bool) -> None:
    """Show what is stated, by whom and since when.

    Example: cableroom fact show --json
    """
    with opened(ctx):
        stated = facts()
    if as_json:
        held = {f.name: {"value": f.value, "by": f.by, "date": f.date.isoformat()} for f in stated}
        click.echo(json.dumps(held))
        return
    for fact in stated:
        click.echo(f"{fact.name:<8} {one_line(fact.value)}  ({one_line(fact.by)}, {fact.date.isoformat()})")
