"""``cableroom export-original``: give back the bytes of a cable as they were received."""

import os
import sys
from pathlib import Path

import click

from cableroom import durable
from cableroom.cli.private.archive import opened
from cableroom.private.vault.errors import FileExists, RecordUnknown
from cableroom.private.vault.queries import cable, records
from cableroom.private.vault.texts import original_bytes
from cableroom.visible import one_line


@click.command("export-original")
@click.argument("reference_id", metavar="REF")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--record", "number", metavar="N", default=1, show_default=True, help="Which of its records.")
@click.pass_context
def export_original_command(ctx: click.Context, reference_id: str, out: Path, number: int) -> None:
    """Write the bytes of cable REF to the new file OUT (or -), exactly as received.

    A page with two cables is written whole, for either. OUT is readable by you alone.
    Exit status: 0 written, 1 no such cable or record, or OUT exists.

    Example: cableroom export-original 07STATE900001 page.html
    """
    with opened(ctx):
        known = cable(reference_id)
        found = records(known)
        if not 1 <= number <= len(found):
            raise RecordUnknown(f"{known.reference_id} has {len(found)} records, no record {number}")
        data = original_bytes(found[number - 1])
    if str(out) == "-":
        sys.stdout.buffer.write(data)
        return
    if os.path.lexists(out):
        raise FileExists(f"{out} exists; nothing was written")
    durable.write_file(out, data, mode=0o600)
    click.echo(f"{len(data):,} bytes of {known.reference_id} written to {one_line(str(out))}", err=True)
