"""``cableroom list``: the cables and how far each has come."""

import json

import click

from cableroom.cli.private.archive import opened
from cableroom.private.vault.models import State
from cableroom.private.vault.queries import CableLine, cable_lines
from cableroom.visible import one_line

_COLUMNS = "{:<20} {:<17} {:<11} {:<28} {:<35} {:>7} {:>8}"


@click.command("list")
@click.option("--state", type=click.Choice(State.values), help="Only cables in this state.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@click.pass_context
def list_command(ctx: click.Context, state: str | None, *, as_json: bool) -> None:
    """List the cables in the order of their reference ids.

    With --json each line is one object, so that a quarter of a million can be read one by one.

    Example: cableroom list --state received --json
    """
    with opened(ctx):
        if not as_json:
            header = ("reference id", "created", "state", "origin", "classification", "records", "editions")
            click.echo(_COLUMNS.format(*header))
        for line in cable_lines(State(state) if state else None):
            click.echo(json.dumps(_as_dict(line)) if as_json else _as_text(line))


def _as_text(line: CableLine) -> str:
    created = f"{line.created:%Y-%m-%d %H:%M}Z" if line.created else "-"
    stated = (one_line(line.origin or "-"), one_line(line.classification or "-"))
    return _COLUMNS.format(line.reference_id, created, line.state, *stated, line.records, line.editions)


def _as_dict(line: CableLine) -> dict[str, object]:
    return {
        "reference_id": line.reference_id,
        "created": f"{line.created:%Y-%m-%dT%H:%M:%SZ}" if line.created else None,
        "state": line.state,
        "origin": line.origin,
        "classification": line.classification,
        "records": line.records,
        "editions": line.editions,
    }
