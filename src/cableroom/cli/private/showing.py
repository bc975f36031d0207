"""``cableroom show``: all that the vault knows of one cable."""

import json
from collections.abc import Iterator
from typing import Any

import click

from cableroom.cli.private.archive import opened
from cableroom.private.vault.describing import describe
from cableroom.private.vault.queries import cable
from cableroom.telegram.shingles import COPY
from cableroom.visible import one_line, visible


@click.command("show")
@click.argument("reference_id", metavar="REF")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, with the parsed telegram.")
@click.pass_context
def show_command(ctx: click.Context, reference_id: str, *, as_json: bool) -> None:
    """Show cable REF: what its source states, its records, editions, redactions, problems and text.

    REF is taken in any spelling. Places (START:END, and the number before each line of the text) are
    code points of the text, as `redact --span` wants them. Control characters are shown as pictures.
    Of a further record it says which sections of a telegram it holds, or how much of its text is that of
    the record shown; of a join, which places of which records it is made of.

    Example: cableroom show "07 State 900001"
    """
    with opened(ctx):
        found = describe(cable(reference_id))
    if as_json:
        click.echo(json.dumps(found))
        return
    click.echo(click.style(found["reference_id"], bold=True) + f"  {found['state']}")
    for name, value in found["stated"].items():
        for one in value if isinstance(value, list) else [value]:
            read = "  (read from the text)" if name in found["derived"] else ""
            click.echo(f"  {name:<15} {one_line(one) if one else '-'}{read}")
    for title, lines in _sections(found):
        click.echo("\n" + click.style(title, bold=True))
        for line in lines:
            click.echo(line)


def _sections(found: dict[str, Any]) -> Iterator[tuple[str, Iterator[str]]]:
    """Give each part that has something to say, as a title and its lines."""
    yield "Records", (line for one in found["records"] for line in _record(one))
    parts = {
        "Attributes": (f"  {key}: {one_line(value)}" for key, value in found["attributes"].items() if value),
        "Nearly the same text": (_copy(one) for one in found["copies"]),
        "Editions": (line for one in found["editions"] for line in _edition(one)),
        "Releases": (_release(one) for one in found["releases"]),
        "Withdrawn": (f"  {one['date']}  {one['reason']}" for one in found["withdrawals"]),
        "Problems": (f"  {one['code']} {_place(one)}" for one in found["problems"]),
        "To look at before release": (_mark(one) for one in found["marks"]),
    }
    keys = ("attributes", "copies", "editions", "releases", "withdrawals", "problems", "marks")
    for key, (title, lines) in zip(keys, parts.items(), strict=True):
        if found[key]:
            yield title, lines
    yield "Text", _text(found["text"])


def _record(one: dict[str, Any]) -> Iterator[str]:
    candidate = "  candidate" if one["candidate"] else ""
    if (section := one["section"]) is not None:
        last = "" if section["first"] == section["last"] else f" to {section['last']}"
        candidate += f"  section {section['first']}{last} of {section['total']}"
    if one["likeness"] is not None:
        candidate += f"  {_alike(one['likeness'])}"
    problems = "".join(f"  {code}" for code in one["problems"])
    place = f"{one_line(one['file'])} at byte {one['offset']}"
    kind = f"{one['format']}, {one['encoding']}, {one['size']:,} bytes"
    if one["joined_from"]:
        place = "joined from its sections"
    yield f"  {one['number']}  {place}: {kind}, sha256 {one['digest'][:12]}{candidate}{problems}"
    for piece in one["joined_from"]:
        yield f"     of record {piece['record']}  {_place(piece)}"


def _alike(likeness: float) -> str:
    if likeness == 1:
        return "the same words"
    return f"{'a copy' if likeness >= COPY else 'other text'}, {likeness:.0%} alike"


def _copy(one: dict[str, Any]) -> str:
    return f"  {one['reference_id']}  {one['likeness']:.0%} alike" + (
        f"  {one['verdict']}" if one["verdict"] else ""
    )


def _edition(one: dict[str, Any]) -> Iterator[str]:
    public = ""
    if one["public_number"] is not None:
        public = f"  public edition {one['public_number']}, release {one['release_number']}"
    yield f"  {one['number']}  {one['state']}{public}"
    for redaction in one["redactions"]:
        yield f"     {redaction['field']} {_place(redaction)}  {redaction['reason']}"


def _release(one: dict[str, Any]) -> str:
    public = "not published" if one["public_number"] is None else f"published as {one['public_number']}"
    return f"  {one['release']}  {one['date']}  {one_line(one['title'])}  edition {one['edition']}, {public}"


def _mark(one: dict[str, Any]) -> str:
    name = f"  name {_place(one['name'])}" if one["name"] else ""
    return f"  {one['kind']} {_place(one)}{name}"


def _place(one: dict[str, Any]) -> str:
    return f"{one['start']}:{one['end']}"


def _text(text: str) -> Iterator[str]:
    """Give the lines with the place where each begins; a carriage return at the end is not drawn."""
    width = len(str(len(text)))
    start = 0
    for line in text.removesuffix("\n").split("\n"):
        yield click.style(f"{start:>{width}}", dim=True) + f"  {visible(line.removesuffix(chr(13)))}".rstrip()
        start += len(line) + 1
