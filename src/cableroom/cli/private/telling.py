"""What a publication found that bars nothing, in lines for the person who ordered it."""

from collections.abc import Sequence
from typing import Final

import click

from cableroom.gate.finding import Finding
from cableroom.visible import one_line

_SHOWN: Final = 50
"""So many are printed; the rest is counted."""


def tell(findings: Sequence[Finding]) -> None:
    """Print ``findings`` on the standard error: places, and what a person should know of them."""
    for found in findings[:_SHOWN]:
        click.echo(f"note: {one_line(found.place)} {one_line(found.what)}", err=True)
    if len(findings) > _SHOWN:
        click.echo(f"... and {len(findings) - _SHOWN:,} more", err=True)
