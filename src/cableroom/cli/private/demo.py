"""``cableroom demo``: an invented archive, released in batches and served.

The demo is a script of the public commands and does nothing that a user cannot do;
it prints each command before it runs it.
"""

import os
import shlex
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NoReturn

import click

from cableroom import durable
from cableroom.cli.private import cableroom
from cableroom.errors import CableroomError
from cableroom.private.vault.words import WordSet, key, unpaged
from cableroom.specimen import SpecimenCable, cables
from cableroom.telegram import marks
from cableroom.visible import one_line

SEED: Final = 2010
FACTS: Final = {
    "title": "Cableroom demo",
    "notice": "Every cable here is invented: its people, its parties and its quarrels do not exist.",
}
# Share of the released cables in each batch, and the day of its release.
BATCHES: Final = (
    ("First release", "2010-11-28", 0.25),
    ("Ports and fisheries", "2010-12-01", 0.20),
    ("Letters from the capitals", "2010-12-05", 0.20),
    ("Elections and commissions", "2010-12-09", 0.20),
    ("Winter release", "2010-12-16", 0.15),
)
EDITORS: Final = ("Ilse Brandt", "Tomas Okello")
_FINISHED: Final = ".demo-finished"


class DemoFolderTaken(CableroomError):
    """The demo does not write into a folder, or over a file, that it did not make."""

    code = "demo-folder-taken"
    hint = "name another folder with --home, or remove what is there"


@click.command("demo")
@click.option(
    "--count", default=2000, show_default=True, type=click.IntRange(20, 300_000), help="Cables invented."
)
@click.option(
    "--release", "released", default=220, show_default=True, type=click.IntRange(5), help="Cables released."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65_535), help="Port to serve on."
)
@click.option("--no-serve", is_flag=True, help="Stop after publishing.")
@click.pass_obj
def demo_command(home: Path, count: int, released: int, host: str, port: int, *, no_serve: bool) -> None:
    """Invent an archive, release a part of it in batches, and serve it.

    Without --home the archive is the folder `demo`; a finished one is served again as it is.

    Example: cableroom --home demo demo --count 2000 --release 220
    """
    if released > count:
        raise click.UsageError("--release is larger than --count")
    archive = (home if home != Path() else Path("demo")).resolve()
    if not (archive / _FINISHED).exists():
        _make(archive, count=count, released=released)
    if no_serve:
        click.echo(f"The demo archive is in {one_line(str(archive))}")
        return
    _serve(archive, host=host, port=port)


def _make(archive: Path, *, count: int, released: int) -> None:
    if archive.exists():
        raise DemoFolderTaken(f"{archive} exists and holds no finished demo")
    csv = archive.with_name(f"{archive.name}-cables.csv")
    if os.path.lexists(csv):
        raise DemoFolderTaken(f"{csv} exists, and the demo would write it")
    invented = ["specimen", "--count", str(count), "--seed", str(SEED), "--as", "csv", str(csv)]
    _run(None, *invented)
    _run(None, "init", str(archive))
    _run(archive, "import", str(csv))
    csv.unlink()
    by = EDITORS[0]
    for name, value in {"total": str(count), **FACTS}.items():
        _run(archive, "fact", "set", name, value, "--by", by)
    chosen = choose(cables(count, SEED), released)
    for reference_id, name in to_strike({cable.reference_id: cable.text for cable in chosen}):
        _run(archive, "redact", reference_id, "--text", name, "--reason", "source")
    for number, (title, date, batch) in enumerate(_batches([c.reference_id for c in chosen]), start=1):
        _run(archive, "clear", *batch)
        _run(archive, "release", "new", "--title", title, "--date", date)
        _run(archive, "release", "add", str(number), *batch)
        for name in EDITORS:
            _run(archive, "release", "sign", str(number), "--as", name)
        _run(archive, "release", "publish", str(number))
    durable.write_file(archive / _FINISHED, b"")


def choose(invented: Iterable[SpecimenCable], wanted: int) -> list[SpecimenCable]:
    """Pick ``wanted`` cables, newest first, each with the ones it cites, so that links lead somewhere."""
    by_id = {cable.reference_id: cable for cable in invented}
    chosen: dict[str, SpecimenCable] = {}
    for cable in sorted(by_id.values(), key=lambda c: (c.created, c.reference_id), reverse=True):
        waiting = [cable]
        while waiting and len(chosen) < wanted:
            found = waiting.pop()
            chosen[found.reference_id] = found
            cited = (by_id.get(reference) for reference in found.references)
            waiting.extend(c for c in cited if c is not None and c.reference_id not in chosen)
    return sorted(chosen.values(), key=lambda c: c.reference_id)


def to_strike(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give (reference id, name) for each name that any of the texts asks to protect, wherever it stands.

    The gate would ask for it otherwise, so it is looked for as the gate does.
    """
    names = {key(name): name for text in texts.values() for name in sorted(protected_names(text))}
    words = WordSet(names.values())
    for reference_id, text in texts.items():
        found = {names[place.folded] for place in words.find(text, over_pages=True)}
        yield from ((reference_id, name) for name in sorted(found))


def protected_names(text: str) -> set[str]:
    """The names that the telegram itself asks to protect."""
    found = [mark.name for mark in marks(text) if mark.kind == "protect" and mark.name is not None]
    running = unpaged(text)
    return {" ".join(running[name.start : name.end].split()) for name in found}


def _batches(references: list[str]) -> Iterable[tuple[str, str, list[str]]]:
    start, share = 0, 0.0
    for title, date, part in BATCHES:
        share += part
        end = round(len(references) * share)
        yield title, date, references[start:end]
        start = end


def _run(archive: Path | None, *arguments: str) -> None:
    home = [] if archive is None else ["--home", str(archive)]
    line = shlex.join(["cableroom", *(["--home", archive.name] if archive else []), *arguments])
    click.secho(f"$ {textwrap.shorten(line, 118, placeholder=' ...')}", bold=True)
    cableroom.main(args=[*home, *arguments], prog_name="cableroom", standalone_mode=False)


def _serve(archive: Path, *, host: str, port: int) -> NoReturn:
    """Become the reading room: a process of the public side, with nothing of ours in its environment."""
    home = f"http://{host}:{port}"
    click.echo(f"\nThe reading room   {home}/\nA search           {home}/search?q=minister")
    click.echo(f"Releases by date   {home}/released\nThe feed           {home}/releases.atom\n")
    published = str(archive / "published")
    click.secho(f"$ cableroom-reader --published {one_line(archive.name)}/published serve", bold=True)
    reader = str(Path(sys.executable).with_name("cableroom-reader"))
    options = ["--published", published, "serve", "--host", host, "--port", str(port)]
    ours = ("CABLEROOM_", "DJANGO_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment["CABLEROOM_ORIGIN"] = home
    sys.stdout.flush()
    os.execve(reader, [reader, *options], environment)  # noqa: S606 - no shell is meant
