"""``cableroom-reader search``: find published cables from the terminal."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cableroom.public.exports.spreadsheet import harmless
from cableroom.public.search.base import SORTS
from cableroom.public.search.batch import count_each
from cableroom.public.search.handle import Handle, Published
from cableroom.public.search.naming import Named
from cableroom.public.search.searching import ALL, Found, FoundCable, Question, search
from cableroom.public.search.snippets import Segment
from cableroom.public.search.suggesting import Advice, advise
from cableroom.settings.wall import raise_the_wall
from cableroom.visible import one_line

_MOST = 500
_HIT = "bold underline"
_FACET_VALUES = 5


@click.command("search")
# What is no text is not found; no query is an error.
@click.argument("query", type=click.UNPROCESSED, required=False)
@click.option(
    "--batch",
    type=click.File(encoding="utf-8", errors="replace"),
    help="Count what each line of this file finds; - is standard input.",
)
@click.option("--sort", type=click.Choice(SORTS), default=SORTS[0], show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the object of /search.json.")
@click.option(
    "--limit",
    type=click.IntRange(1, _MOST),
    default=10,
    show_default=True,
    help="Cables shown; the total counts all.",
)
@click.option("--more", is_flag=True, help="Show up to three more paragraphs of each cable.")
@click.pass_obj
def search_command(
    published: Path,
    query: str | None,
    batch: TextIO | None,
    sort: str,
    limit: int,
    *,
    as_json: bool,
    more: bool,
) -> None:
    """Search the published cables for QUERY; docs/search.md tells its language.

    With --batch, print a table of comma-separated values instead: each line of the file, and how many
    cables it finds.

    Exit status: 0 done, also where nothing is found; 1 nothing is published.

    Example: cableroom-reader search '"ballistic missile" from:beijing -iran' --limit 5
    """
    raise_the_wall()
    if (query is None) == (batch is None):
        raise click.UsageError("There is one QUERY, or --batch with a file of them.")
    handle = Published(published).current()
    if batch is not None:
        _print_counts(handle, batch, as_json=as_json)
        return
    found = search(handle, Question(query or "", sort=sort), limit=limit, more=(ALL,) if more else ())
    if as_json:
        click.echo(json.dumps(found.as_dict(), indent=2))
    else:
        console = Console(highlight=False)
        _draw(found, console)
        if not found.total:
            _draw_advice(advise(handle, found.query), console)


def _print_counts(handle: Handle, lines: Iterator[str], *, as_json: bool) -> None:
    """A row a line as it is counted: a list may be long."""
    table = csv.writer(sys.stdout, lineterminator="\n")
    if not as_json:
        table.writerow(("query", "total"))
    for row in count_each(handle, lines):
        if as_json:
            click.echo(json.dumps({"query": row.text, "total": row.total, "warnings": list(row.warnings)}))
        else:
            table.writerow((harmless(row.text), row.total))


def _draw(found: Found, console: Console) -> None:
    for warning in found.warnings:
        console.print(Text(f"note: {one_line(warning)}", "italic"))
    console.print(Text(one_line(found.words), "dim"))
    _draw_named(found.see_also, console)
    for hit in found.hits:
        console.print(_head(hit))
        extracts = [_extract(hit.paragraph, hit.mark, hit.snippet)]
        extracts += [_extract(one.anchor, one.mark, one.snippet) for one in hit.more or ()]
        console.print(Padding(Text("\n").join(extracts), (0, 0, 1, 2), expand=False))
    shown = f"; the first {len(found.hits)} are shown" if len(found.hits) < found.total else ""
    console.print(Text(f"{_counted(found.total)}{shown}", "bold"))
    for name, values in found.facets.items():
        listed = ", ".join(f"{one_line(value.label)} ({value.count:,})" for value in values[:_FACET_VALUES])
        more = f" and {len(values) - _FACET_VALUES:,} more" if len(values) > _FACET_VALUES else ""
        if values:
            console.print(Text(f"  {name}: {listed}{more}", "dim"))


def _draw_named(named: Named, console: Console) -> None:
    said = [f"{cable.reference_id}  {one_line(cable.subject or '')}".rstrip() for cable in named.cables]
    for field, values in (("tag", named.tags), ("from", named.posts)):
        said += [
            f"{field}:{value.value}  {one_line(value.label)} ({_counted(value.count)})" for value in values
        ]
    for one in said:
        console.print(Text(f"see also {one}", "dim"))


def _draw_advice(advice: Advice, console: Console) -> None:
    for one in advice.tried:
        instead = f"; did you mean {' or '.join(map(one_line, one.instead))}?" if one.instead else ""
        console.print(Text(f"  {one_line(one.text)} alone: {_counted(one.total)}{instead}"))


def _counted(cables: int) -> str:
    return f"{cables:,} cable{'' if cables == 1 else 's'}"


def _head(hit: FoundCable) -> Text:
    cable = hit.summary
    facts = (cable.created and cable.created[:10], cable.classification, cable.origin)
    return Text.assemble(
        (one_line(cable.reference_id), "bold"),
        *(f"  {one_line(fact)}" for fact in facts if fact),
        "\n  ",
        (one_line(cable.subject or "(no subject)"), "bold"),
    )


def _extract(paragraph: str | None, mark: str | None, snippet: Iterable[Segment]) -> Text:
    place = f"{paragraph} ({one_line(mark)}) " if mark else f"{paragraph} "
    return Text.assemble(
        *([(place, "dim")] if paragraph else []),
        *((text, _HIT if is_hit else "") for text, is_hit in snippet),
    )
