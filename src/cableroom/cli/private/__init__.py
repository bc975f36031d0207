"""``cableroom``: the editors' command line."""

from pathlib import Path
from typing import Final

import click

from cableroom.cli.lazy import LazyGroup, run

# In the order of the data.
COMMANDS: Final = {
    name: f"cableroom.cli.private.{module}:{attribute}"
    for name, module, attribute in (
        ("init", "init", "init_command"),
        ("import", "importing", "import_command"),
        ("list", "listing", "list_command"),
        ("show", "showing", "show_command"),
        ("join", "joining", "join_command"),
        ("take", "taking", "take_command"),
        ("copies", "copies", "copies_group"),
        ("export-original", "originals", "export_original_command"),
        ("redact", "redacting", "redact_command"),
        ("unredact", "redacting", "unredact_command"),
        ("clear", "clearing", "clear_command"),
        ("release", "releasing", "release_group"),
        ("withdraw", "withdrawing", "withdraw_command"),
        ("fact", "facts", "fact_group"),
        ("rollback", "rolling_back", "rollback_command"),
        ("rebuild", "rebuilding", "rebuild_command"),
        ("doctor", "doctor", "doctor_command"),
        ("backup", "backing_up", "backup_command"),
        ("restore", "restoring", "restore_command"),
        ("parse", "parsing", "parse_command"),
        ("quality", "quality", "quality_command"),
        ("specimen", "specimen", "specimen_command"),
        ("demo", "demo", "demo_command"),
    )
}


@click.group(cls=LazyGroup, lazy=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="CABLEROOM_HOME",
    default=Path(),
    help="The archive's folder [default: $CABLEROOM_HOME, else the current folder].",
)
@click.version_option(package_name="cableroom", prog_name="cableroom")
@click.pass_context
def cableroom(ctx: click.Context, home: Path) -> None:
    """Import, review, redact, release and publish an archive of cables."""
    ctx.obj = home


def main() -> None:
    """Entry point of the ``cableroom`` command."""
    run(cableroom, "cableroom")
