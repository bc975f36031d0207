"""``cableroom-reader show``: one published cable on the terminal."""

import json
from pathlib import Path

import click

from cableroom.public.editions import copies, queries
from cableroom.public.editions.errors import GenerationMissing
from cableroom.public.editions.generation import Generation
from cableroom.public.editions.queries import Edition
from cableroom.public.search.errors import NothingPublished
from cableroom.public.site.errors import CableNotPublished, CableWithdrawn
from cableroom.public.site.twins import edition_data
from cableroom.settings.wall import raise_the_wall
from cableroom.telegram.reference_id import canonical
from cableroom.visible import one_line, visible


@click.command("show")
@click.argument("reference_id", metavar="REF")
@click.option("--json", "as_json", is_flag=True, help="Print the same object as /cable/REF.json.")
@click.pass_obj
def show_command(published: Path, reference_id: str, *, as_json: bool) -> None:
    """Show the published cable REF, in any spelling of its reference id.

    Exit status: 0 shown, 1 not published or withdrawn.

    Example: cableroom-reader show 07STATE152317
    """
    raise_the_wall()
    try:
        generation = Generation.open(published / "current")
    except GenerationMissing:
        raise NothingPublished(f"there is no generation in {published}") from None
    edition = _edition(generation, reference_id)
    if as_json:
        value = edition_data(generation, edition)
        # ASCII only: a control character of the text must not reach a terminal.
        click.echo(json.dumps(value))
        return
    click.echo(f"{_identity(generation, edition)}\n\n{visible(edition.text)}")


def _edition(generation: Generation, written: str) -> Edition:
    """Raises CableNotPublished or CableWithdrawn; neither repeats what was typed."""
    found = queries.edition(generation, written)
    if found is not None:
        return found
    reference_id = canonical(written) or ""
    if edition := queries.edition(generation, reference_id):
        return edition
    if grave := queries.tombstone(generation, reference_id):
        raise CableWithdrawn(f"{grave.reference_id} was withdrawn on {grave.date}: {grave.reason}")
    raise CableNotPublished("no published cable has this reference id")


def _identity(generation: Generation, edition: Edition) -> str:
    named = copies.by_what_they_say(copies.copies_of(generation, edition.reference_id))
    rows = (
        ("Reference id", edition.reference_id),
        ("Subject", edition.subject),
        ("Created", edition.created),
        ("Released", f"{edition.released} (release {edition.release}, edition {edition.number})"),
        ("Classification", edition.classification),
        ("Origin", edition.origin),
        ("Tags", ", ".join(edition.tags)),
        *((label, "; ".join(f"{copy.reference_id}, {copy.what}" for copy in some)) for label, some in named),
    )
    return "\n".join(f"{label + ':':16}{one_line(value)}" for label, value in rows if value)
