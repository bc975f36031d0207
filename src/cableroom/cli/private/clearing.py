"""``cableroom clear``: let editions pass to a release."""

import click

from cableroom.cli.private.archive import opened
from cableroom.cli.private.progress import progress_bar
from cableroom.errors import EXIT_REFUSED, EXIT_REJECTS
from cableroom.gate.clearing import Acceptor, Hit, Outcome, clear_all, clear_cables
from cableroom.private.vault.queries import cable

_SHOWN: int = 50
"""So many lines of one kind are printed; the rest is counted."""


@click.command("clear")
@click.argument("reference_ids", metavar="REF...", nargs=-1)
@click.option(
    "--all", "every", is_flag=True, help="All that can be, but for records whose source is in doubt."
)
@click.option(
    "--accept-leftovers", "reason", metavar="REASON", help="Answer for struck words in other cables."
)
@click.option("--as", "name", metavar="NAME", help="Who answers for them.")
@click.pass_context
def clear_command(
    ctx: click.Context, reference_ids: tuple[str, ...], *, every: bool, reason: str | None, name: str | None
) -> None:
    """Clear the newest edition of each cable REF, after the checks, so that it can be released.

    A struck string that still stands in the same cable bars it. One that stands in another cable is
    listed, and bars it until a person answers for every hit, with --accept-leftovers and --as; both
    are kept, and never published. Naming a cable says that you have looked at its record.

    Exit status: 0 all cleared, 1 none was, 2 some were refused.

    Example: cableroom clear 07STATE900001 07BERN900002
    """
    if bool(reference_ids) == every:
        raise click.UsageError("name cables, or give --all")
    acceptor = _acceptor(reason, name)
    with opened(ctx), progress_bar() as progress:
        if every:
            outcome = clear_all(acceptor=acceptor, progress=progress)
        else:
            cables = [cable(reference_id) for reference_id in reference_ids]
            outcome = clear_cables(cables, acceptor=acceptor, progress=progress)
    _print(outcome, accepted=acceptor is not None)
    if outcome.refused:
        ctx.exit(EXIT_REJECTS if outcome.cleared or outcome.already else EXIT_REFUSED)


def _acceptor(reason: str | None, name: str | None) -> Acceptor | None:
    if (reason is None) != (name is None):
        raise click.UsageError("--accept-leftovers and --as go together")
    if reason is None or name is None:
        return None
    if not reason.strip() or not name.strip():
        raise click.UsageError("--accept-leftovers and --as must say something")
    return Acceptor(name=" ".join(name.split()), reason=reason.strip())


def _print(outcome: Outcome, *, accepted: bool) -> None:
    parts = [f"{len(outcome.cleared):,} cleared"]
    for count, what in (
        (len(outcome.already), "cleared before"),
        (len(outcome.quarantined), "skipped: their source is in doubt, name them to clear them"),
        (len(outcome.refused), "refused"),
    ):
        if count:
            parts.append(f"{count:,} {what}")
    click.echo(", ".join(parts))
    _list([f"skipped: {reference_id}" for reference_id in outcome.quarantined])
    word = "accepted" if accepted else "elsewhere"
    _list([f"{word}: {_hit(hit)}" for hit in outcome.hits])
    _list(
        [
            f"refused: {refusal.error.code}: {_named(refusal.reference_id, str(refusal.error))}"
            for refusal in outcome.refused
        ]
    )
    for hint in sorted({refusal.error.hint for refusal in outcome.refused if refusal.error.hint}):
        click.echo(f"  hint: {hint}", err=True)


def _hit(hit: Hit) -> str:
    struck = ", ".join(hit.struck_in[:3]) + (" and others" if len(hit.struck_in) > 3 else "")  # noqa: PLR2004 - named here only
    places = ", ".join(f"{field} {start}:{end}" for field, start, end in hit.places[:5])
    return f"struck in {struck}, stands in {hit.stands_in}{' at ' if places else ''}{places}"


def _named(reference_id: str, message: str) -> str:
    return message if reference_id in message else f"{reference_id}: {message}"


def _list(lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        click.echo(line, err=True)
    if len(lines) > _SHOWN:
        click.echo(f"... and {len(lines) - _SHOWN:,} more", err=True)
