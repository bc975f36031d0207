"""``cableroom quality``: how well the parser reads a pile of files. Needs no archive."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from cableroom.cli.private.records import AS_FORMATS, AUTO, parsed, records
from cableroom.errors import EXIT_REFUSED, EXIT_REJECTS, CableroomError
from cableroom.sources import PASSED_OVER, RejectedRecord, walk
from cableroom.telegram.quality import FIELDS, Poor, Tally
from cableroom.visible import one_line

_NAMED: Final = 20
"""So many rejected records and unreadable files are named; the rest is counted."""


@dataclass(slots=True)
class _Run:
    """What has been read so far."""

    tally: Tally
    files: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    """Records, by code."""
    passed_over: Counter[str] = field(default_factory=Counter)
    """What is sound and no telegram, by code."""
    refused: int = 0
    """Files that could not be read."""
    named: int = 0

    def name(self, words: str) -> None:
        """Say what was rejected or refused, unless too much was."""
        self.named += 1
        if self.named <= _NAMED:
            click.echo(one_line(words), err=True)


@click.command("quality")
@click.argument("paths", metavar="PATH... | -", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--as",
    "as_format",
    metavar="FORMAT",
    type=click.Choice(AS_FORMATS),
    default=AUTO,
    help="As for `parse`: auto, telegram, or the name of a source format.",
)
@click.option(
    "--worst",
    metavar="N",
    type=click.IntRange(0, 10_000),
    default=0,
    help="List the N telegrams to look at first: most problems and missing fields, most text not read.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object in place of the table.")
@click.pass_context
def quality_command(
    ctx: click.Context, paths: tuple[Path, ...], *, as_format: str, worst: int, as_json: bool
) -> None:
    """Tell how well the telegrams in the files, folders and archives PATH are read; - is standard input.

    For each field: in how many telegrams it was found, in how many it is missing, in how many a problem
    speaks of it. Below that, the share of all characters (blanks apart) that no reader took for anything.
    Nothing is stored, no archive is needed, and memory does not grow with the pile.

    Exit status: 0 done, 1 a file cannot be read (the others are counted), 2 some records were rejected.

    Example: cableroom quality --worst 20 cables.csv pages/
    """
    run = _Run(Tally(keep=worst))
    with _bar(paths) as bar:
        for path in _files(paths):
            try:
                _read(path, as_format, run, bar)
            except CableroomError as exc:
                run.refused += 1
                run.name(f"refused: {exc}")
            run.files += 1
    if run.named > _NAMED:
        click.echo(f"and {run.named - _NAMED:,} more", err=True)
    click.echo(json.dumps(_as_json(run)) if as_json else "\n".join(_lines(run)))
    if run.refused:
        ctx.exit(EXIT_REFUSED)
    if run.rejected:
        ctx.exit(EXIT_REJECTS)


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        yield from (path,) if str(path) == "-" else walk([path])


def _read(path: Path, as_format: str, run: _Run, bar: Progress) -> None:
    (task,) = bar.task_ids
    begun = bar.tasks[0].completed
    for record in records(path, as_format):
        if isinstance(record, RejectedRecord) and record.code in PASSED_OVER:
            run.passed_over[record.code] += 1
            continue
        if isinstance(record, RejectedRecord):
            run.rejected[record.code] += 1
            run.name(f"rejected: {record.file} at byte {record.offset}: {record.code}")
            continue
        part = f", part {record.part}" if record.part else ""
        run.tally.add(parsed(record), place=f"{record.file} at byte {record.offset}{part}")
        # Of an archive's members nobody knows the place in the archive.
        reached = begun + record.offset + len(record.raw) if record.file == str(path) else begun
        bar.update(task, completed=reached, told=f"{run.tally.telegrams:,} telegrams")
    bar.update(task, completed=begun + _size(path))


@contextmanager
def _bar(paths: tuple[Path, ...]) -> Iterator[Progress]:
    """A bar on a terminal's standard error, by bytes; nothing elsewhere."""
    bar = Progress(
        TextColumn("{task.percentage:>3.0f}%"),
        BarColumn(),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(stderr=True, highlight=False, markup=False),
        disable=not sys.stderr.isatty(),
        transient=True,
    )
    total = None if bar.disable else sum(_size(path) for path in _files(paths))
    bar.add_task("quality", total=total, told="")
    with bar:
        yield bar


def _size(path: Path) -> int:
    """In bytes; 0 for what has none. Reading it says why."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _lines(run: _Run) -> Iterator[str]:
    """The table, and the worst below it."""
    tally = run.tally
    rejected = f", {run.rejected.total():,} records rejected" if run.rejected else ""
    refused = f", {run.refused:,} files refused" if run.refused else ""
    yield f"{_counted(tally.telegrams, 'telegram')} in {_counted(run.files, 'file')}{rejected}{refused}"
    yield from (f"  {count:,} rejected: {code}" for code, count in run.rejected.most_common())
    yield from (f"  {count:,} passed over: {code}" for code, count in run.passed_over.most_common())
    yield ""
    yield f"{'field':<18}{'found':>10}{'':>8}{'missing':>11}{'with problems':>16}"
    for name in FIELDS:
        found = tally.found[name]
        share = f"{100 * found / tally.telegrams:.1f} %" if tally.telegrams else ""
        missing = tally.telegrams - found
        yield f"{name:<18}{found:>10,}{share:>8}{missing:>11,}{tally.troubled[name]:>16,}"
    yield ""
    yield from (f"{count:>10,}  {code}" for code, count in tally.problems.most_common())
    yield (
        f"Taken for nothing by any reader: {tally.unclaimed:,} of {tally.characters:,} characters,"
        f" {100 * tally.share_unclaimed:.3f} %"
    )
    if worst := tally.worst():
        yield ""
        yield "To look at first:"
        yield from map(_told, worst)


def _told(poor: Poor) -> str:
    parts = [
        f"missing {', '.join(poor.missing)}" if poor.missing else "",
        f"problems {', '.join(dict.fromkeys(poor.problems))}" if poor.problems else "",
        f"{100 * poor.share:.1f} % for nothing",
    ]
    reference_id = one_line(poor.reference_id or "no reference id")
    return f"  {reference_id}  {one_line(poor.place)}: {'; '.join(part for part in parts if part)}"


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _as_json(run: _Run) -> dict[str, Any]:
    tally = run.tally
    return {
        "telegrams": tally.telegrams,
        "files": run.files,
        "rejected": dict(run.rejected),
        "passed_over": dict(run.passed_over),
        "refused": run.refused,
        "fields": {
            name: {
                "found": tally.found[name],
                "missing": tally.telegrams - tally.found[name],
                "with_problems": tally.troubled[name],
            }
            for name in FIELDS
        },
        "problems": dict(tally.problems.most_common()),
        "characters": tally.characters,
        "unclaimed": tally.unclaimed,
        "worst": [asdict(poor) for poor in tally.worst()],
    }
