"""``cableroom specimen``: write invented cables."""

import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import click
from rich.console import Console
from rich.progress import track

from cableroom.cli.private.inventing import BATCH, Batch, Wanted, batches
from cableroom.private.vault.errors import FileExists, FolderNotEmpty
from cableroom.specimen.oddities import ODDITIES, share
from cableroom.specimen.writing import FOLDERS
from cableroom.visible import one_line


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
    "--oddities", is_flag=True, help="Let some cables be odd, as real ones are; the truth says how."
)
@click.option(
    "--rate",
    type=click.FloatRange(min=0, min_open=True, max=1000),
    help="Oddities at so many times their usual rates (about 6 cables in 100); 1 with --oddities alone.",
)
@click.option(
    "--truth",
    "truth_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write here, one JSON object a line, what a parser must find in each cable.",
)
@click.argument("out", type=click.Path(path_type=Path))
def specimen_command(
    *,
    count: int,
    seed: int,
    shape: str,
    oddities: bool,
    rate: float | None,
    truth_path: Path | None,
    out: Path,
) -> None:
    """Write invented cables to OUT: a new file for csv, else a new or empty folder.

    With oddities, the last lines say how many cables are odd in which way.

    The same seed always gives the same bytes, and a longer corpus begins with the shorter one.

    Example: cableroom specimen --count 2000 --seed 7 --as csv cables.csv
    """
    _refuse_to_overwrite(out, truth_path, in_folder=shape in FOLDERS)
    times = rate or float(oddities)
    wanted = Wanted(count=count, seed=seed, shape=shape, oddities=times)
    with ExitStack() as files:
        truth_file = files.enter_context(truth_path.open("xb")) if truth_path is not None else None
        shown = _shown(batches(wanted), count)
        if shape in FOLDERS:
            out.mkdir(exist_ok=True)
            made = _write(shown, out, None, truth_file)
        else:
            made = _write(shown, out, files.enter_context(out.open("wb")), truth_file)
    click.echo(f"{count:,} invented {'cable' if count == 1 else 'cables'} in {one_line(str(out))}", err=True)
    if times:
        _tell_oddities(wanted, made)


def _tell_oddities(wanted: Wanted, made: Counter[str]) -> None:
    """Say how many cables are odd in each way, beside how many the rates of the table come to."""
    odd = made.total()
    click.echo(f"{odd:,} of them are odd, {100 * odd / wanted.count:.2f} in 100:", err=True)
    click.echo("    made  by rate  oddity", err=True)
    for oddity in ODDITIES:
        if wanted.shape in oddity.shapes:
            by_rate = wanted.count * share(oddity, wanted.oddities)
            click.echo(f"{made[oddity.name]:>8,} {by_rate:>8,.1f}  {oddity.name}: {oddity.does}", err=True)


def _refuse_to_overwrite(out: Path, truth_path: Path | None, *, in_folder: bool) -> None:
    if truth_path is not None and truth_path.exists():
        raise _taken(truth_path)
    if not out.exists():
        return
    if in_folder and (not out.is_dir() or any(out.iterdir())):
        raise FolderNotEmpty(f"{out} is not an empty folder; nothing was written")
    if not in_folder and (out.is_dir() or out.stat().st_size):
        raise _taken(out)


def _taken(path: Path) -> FileExists:
    error = FileExists(f"{path} exists; nothing was written")
    error.hint = "name a new file, or remove this one"  # the usual one offers the standard output
    return error


def _write(
    shown: Iterable[Batch], folder: Path, table: BinaryIO | None, truth_file: BinaryIO | None
) -> Counter[str]:
    """Write each batch to ``table``, or as files of their own below ``folder``; and the truth about it.

    Returns how many cables have which oddity.
    """
    made: Counter[str] = Counter()
    for batch in shown:
        made.update(batch.oddities)
        for name, raw in batch.files:
            if table is not None:
                table.write(raw)
                continue
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        if truth_file is not None:
            truth_file.write(batch.truth)
    return made


def _shown(invented: Iterable[Batch], count: int) -> Iterable[Batch]:
    """The same batches, with a bar on a terminal."""
    return track(
        invented,
        "Inventing",
        total=-(-count // BATCH),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )
