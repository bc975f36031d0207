"""``cableroom parse``: what the parser reads from files, as JSON lines. Needs no archive."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console

from cableroom.cli.private.explaining import explain
from cableroom.cli.private.records import AS_FORMATS, AUTO, parsed, records
from cableroom.errors import EXIT_REJECTS
from cableroom.sources import PASSED_OVER, RawRecord, RejectedRecord
from cableroom.telegram import Telegram
from cableroom.telegram.reference_id import canonical
from cableroom.visible import one_line


@click.command("parse")
@click.argument("files", metavar="FILE... | -", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--as",
    "as_format",
    metavar="FORMAT",
    type=click.Choice(AS_FORMATS),
    default=AUTO,
    help="auto (the default) looks at the content; telegram is a bare telegram or a piece of one.",
)
@click.option("--reference-id", metavar="ID", help="For a text that does not say it: 07STATE900001.")
@click.option(
    "--explain", "explained", is_flag=True, help="The telegram for people: where each field was found."
)
@click.pass_context
def parse_command(
    ctx: click.Context,
    files: tuple[Path, ...],
    *,
    as_format: str,
    reference_id: str | None,
    explained: bool,
) -> None:
    """Print what the parser reads from each FILE, one JSON object per cable and line; - is standard input.

    The fields are those of docs/telegram.md. Nothing is stored, and no archive is needed.

    With --explain, the telegram itself: each field coloured where it was found, its value beside it (in a
    narrow window below it), problems at the end, and marked what was taken for nothing.

    Exit status: 0 done, 1 a file cannot be read, 2 some records were rejected.

    Example: cableroom parse --as telegram --reference-id 07BERN900001 telegram.txt
    """
    own_id = _checked(reference_id)
    told = _explainer() if explained else _print
    rejected = 0
    for file in files:
        for record in records(file, as_format):
            if isinstance(record, RejectedRecord):
                passed_over = record.code in PASSED_OVER
                rejected += not passed_over
                what = "passed over" if passed_over else "rejected"
                click.echo(
                    f"{what}: {one_line(record.file)} at byte {record.offset}: {record.code}", err=True
                )
            else:
                told(record, parsed(record, own_id))
    if rejected:
        ctx.exit(EXIT_REJECTS)


def _checked(reference_id: str | None) -> str | None:
    if reference_id is None:
        return None
    own_id = canonical(reference_id)
    if own_id is None:
        raise click.BadParameter("it is no reference id, such as 07STATE900001", param_hint="--reference-id")
    return own_id


def _print(_record: RawRecord, telegram: Telegram) -> None:
    # In ASCII: what a telegram holds must not steer the terminal.
    sys.stdout.write(json.dumps(telegram.as_dict()) + "\n")
    sys.stdout.flush()


def _explainer() -> Callable[[RawRecord, Telegram], None]:
    """What prints a telegram for people."""
    console = Console(highlight=False, markup=False, emoji=False)

    def told(record: RawRecord, telegram: Telegram) -> None:
        name = f"{telegram.reference_id or 'no reference id'}  {record.file} at byte {record.offset}"
        explain(console, telegram, name=name)

    return told
