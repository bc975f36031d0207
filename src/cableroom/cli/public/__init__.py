"""``cableroom-reader``: the reading room's command line; it can see only published/."""

from pathlib import Path
from typing import Final

import click

from cableroom.cli.lazy import LazyGroup, run

COMMANDS: Final = {
    name: f"cableroom.cli.public.{module}:{attribute}"
    for name, module, attribute in (
        ("serve", "serving", "serve_command"),
        ("show", "showing", "show_command"),
        ("search", "searching", "search_command"),
        ("verify", "verifying", "verify_command"),
        ("load-index", "loading", "load_index_command"),
    )
}


@click.group(cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--published",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="CABLEROOM_PUBLISHED",
    default=Path("published"),
    help="The folder of generations [default: $CABLEROOM_PUBLISHED, else ./published].",
)
@click.version_option(package_name="cableroom", prog_name="cableroom-reader")
@click.pass_context
def cableroom_reader(ctx: click.Context, published: Path) -> None:
    """Serve, search and verify the published cables."""
    ctx.obj = published


def main() -> None:
    """Entry point of the ``cableroom-reader`` command."""
    run(cableroom_reader, "cableroom-reader")
