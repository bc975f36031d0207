"""``cableroom specimen``: write invented cables."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import click
from rich.console import Console
from rich.progress import track

from cableroom.private.vault.errors import FileExists, FolderNotEmpty
from cableroom.specimen import SpecimenCable, cables
from cableroom.specimen.writing import FOLDERS, csv_row


@click.command("specimen")
@click.option("--count", required=True, type=click.IntRange(min=1), help="How many cables.")
@click.option("--seed", default=1, show_default=True, type=int, help="Another number, another corpus.")
@click.option(
    "--as",
    "shape",
    required=True,
    type=click.Choice(["csv", *FOLDERS]),
    help="A table in one file, or a folder of saved pages, of captured pages, of plain telegrams.",
)
@click.option(
    "--truth",
    "truth_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write here, one JSON object a line, what a parser must find in each cable.",
)
@click.argument("out", type=click.Path(path_type=Path))
def specimen_command(*, count: int, seed: int, shape: str, truth_path: Path | None, out: Path) -> None:
    """Write invented cables to OUT: a new file for csv, else a new or empty folder.

    The same seed always gives the same bytes, and a longer corpus begins with the shorter one.

    Example: cableroom specimen --count 2000 --seed 7 --as csv cables.csv
    """
    _refuse_to_overwrite(out, truth_path, in_folder=shape in FOLDERS)
    with ExitStack() as files:
        invented: Iterable[SpecimenCable] = _shown(cables(count, seed), count)
        if truth_path is not None:
            truth_file = files.enter_context(truth_path.open("x", encoding="utf-8", newline="\n"))
            invented = _telling(invented, truth_file)
        if shape in FOLDERS:
            _write_folder(invented, shape, out)
        else:
            with out.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(csv_row(cable) for cable in invented)
    click.echo(f"{count:,} invented {'cable' if count == 1 else 'cables'} in {out}", err=True)


def _refuse_to_overwrite(out: Path, truth_path: Path | None, *, in_folder: bool) -> None:
    if truth_path is not None and truth_path.exists():
        raise FileExists(f"{truth_path} exists; nothing was written")
    if not out.exists():
        return
    if in_folder and (not out.is_dir() or any(out.iterdir())):
        raise FolderNotEmpty(f"{out} is not an empty folder; nothing was written")
    if not in_folder and (out.is_dir() or out.stat().st_size):
        raise FileExists(f"{out} exists; nothing was written")


def _write_folder(invented: Iterable[SpecimenCable], shape: str, out: Path) -> None:
    path_of, text_of = FOLDERS[shape]
    out.mkdir(exist_ok=True)
    for cable in invented:
        path = out / path_of(cable)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(cable), encoding="utf-8", newline="\n")


def _telling(invented: Iterable[SpecimenCable], truth_file: IO[str]) -> Iterator[SpecimenCable]:
    """The same cables; the truth about each is written as it passes."""
    for cable in invented:
        truth_file.write(json.dumps(cable.truth, ensure_ascii=False) + "\n")
        yield cable


def _shown(invented: Iterator[SpecimenCable], count: int) -> Iterable[SpecimenCable]:
    """The same cables, with a bar on a terminal."""
    return track(
        invented, "Inventing", total=count, console=Console(stderr=True), disable=not sys.stderr.isatty()
    )
