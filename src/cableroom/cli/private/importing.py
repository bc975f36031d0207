"""``cableroom import``: bring files of cables into the vault."""

import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final, Self

import click
from django.db.models import Count
from rich import filesize
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from cableroom.cli.private.archive import opened
from cableroom.errors import EXIT_REJECTS
from cableroom.private.vault.account import Account, Candidate, Joined, RefusedFile
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.models import Reject
from cableroom.sources import FORMATS, PASSED_OVER
from cableroom.visible import one_line

_SHOWN: Final = 20
"""So many of each of these are shown one by one; the rest is counted."""
_COUNTED: Final = {
    "candidate": "alert: {:,} more candidates; `cableroom show REF` has them",
    "empty": "warning: {:,} more files hold no cable",
    "joined": "joined: {:,} more telegrams; `cableroom show REF` has their sections",
    "refused": "refused: {:,} more files; the account names them all",
}


@click.command("import")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--as",
    "as_format",
    metavar="FORMAT",
    type=click.Choice(list(FORMATS)),
    help="Do not guess: " + ", ".join(FORMATS),
)
@click.pass_context
def import_command(ctx: click.Context, paths: tuple[Path, ...], as_format: str | None) -> None:
    """Bring every cable of the files, folders and archives PATH into the vault.

    The bytes are kept for ever, as received. Importing again, also after a kill, stores only what is not
    there yet; other bytes under a known reference id are kept as a candidate beside the first. Sections of
    a telegram that come as records of their own are joined when the last of them is there.
    The account on the standard output says what became of each record; what is sound and no cable, such as
    a memorandum in a volume of documents, is passed over and counted.

    Exit status: 0 all in, 2 some records were rejected, 75 another process is writing.

    Example: cableroom import cables.csv pages/
    """
    with opened(ctx):
        with _Drawing() as drawing:
            account = import_paths(paths, as_format=as_format, watcher=drawing)
        _print_account(account)
    if account.rejected:
        ctx.exit(EXIT_REJECTS)


def _print_account(account: Account) -> None:
    candidates = f" ({account.candidates:,} as candidates)" if account.candidates else ""
    click.echo(
        f"{_cables(account.read)} read = {account.stored:,} stored{candidates}"
        f" + {account.duplicates:,} duplicates + {account.rejected:,} rejected"
        + (f" + {account.passed_over:,} passed over" if account.passed_over else "")
    )
    if account.joined:
        click.echo(
            f"joined: {account.joined:,} {'telegram' if account.joined == 1 else 'telegrams'} in sections"
        )
    met = Reject.objects.filter(run=account.run)
    passed_over = met.filter(code__in=PASSED_OVER).values_list("file", "code").annotate(Count("pk"))
    for file, code, count in passed_over.order_by("file", "code"):
        click.echo(f"passed over: {count:,} in {one_line(file)}: {code}")
    for reject in met.exclude(code__in=PASSED_OVER).order_by("pk").iterator():
        click.echo(f"rejected: {one_line(reject.file)} at byte {reject.offset}: {reject.code}")


def _cables(number: int) -> str:
    return f"{number:,} {'cable' if number == 1 else 'cables'}"


class _Drawing:
    """The import as a person sees it, on the standard error: a bar on a terminal, else a line a batch."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        self._started = time.monotonic()
        self._size = 0
        self._met: Counter[str] = Counter()
        self._account = Account()
        self._bar = Progress(
            TextColumn("{task.percentage:>3.0f}%"),
            BarColumn(),
            TextColumn("{task.fields[account]}"),
            TimeRemainingColumn(),
            TextColumn("left"),
            console=self._console,
            disable=not sys.stderr.isatty(),
        )
        # To be seen while a quarter million files are counted.
        self._task: TaskID = self._bar.add_task("import", total=None, account="looking for files")

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, stopped_by: type[BaseException] | None, *_details: object) -> None:
        self._bar.stop()
        if stopped_by is not None and self._account.read:
            read = _cables(self._account.read)
            self._say(f"{read} of this run dealt with, and safe; the same command goes on from there")
        for kind, number in self._met.items():
            if number > _SHOWN:
                self._say(_COUNTED[kind].format(number - _SHOWN))

    def started(self, *, files: int, size: int, resumed: bool) -> None:
        self._started = time.monotonic()
        self._size = size
        if resumed:
            self._say("the import before this one was cut off; the same command finishes it")
        if not files:
            self._say("warning: there is no file to import")
        found = f"{files:,} {'file' if files == 1 else 'files'}, {filesize.decimal(size)}"
        # At once: a short import is over before the next drawing.
        self._bar.update(self._task, total=max(size, 1), account=found, refresh=True)

    def committed(self, account: Account, *, position: int, candidates: list[Candidate]) -> None:
        news, self._account = account != self._account, account
        rate = account.read / max(time.monotonic() - self._started, 0.001)
        line = f"{_cables(account.read)}, {rate:,.0f} a second"
        self._bar.update(self._task, completed=position if self._size else 1, account=line)
        if self._bar.disable and news:
            percent = 100 * position // max(self._size, 1)
            self._say(f"{percent}% in the vault: {line}")
        for one in candidates:
            place = f"{one_line(one.file)} at byte {one.offset}"
            self._show(
                "candidate", f"alert: {one.reference_id} has other bytes in {place}: kept as a candidate"
            )

    def joined(self, one: Joined) -> None:
        if one.is_text:
            self._show("joined", f"joined: {one.reference_id} from its {one.total} sections")
        else:
            # Not among those that are counted: somebody has worked on a part of this telegram.
            self._say(
                f"alert: {one.reference_id} has all its {one.total} sections now, and an edition of a part of"
                f" them: `cableroom take {one.reference_id} N` lets the next edition be of the whole"
            )

    def nothing_in(self, file: str) -> None:
        self._show("empty", f"warning: {one_line(file)} holds no cable")

    def refused(self, file: RefusedFile) -> None:
        self._show("refused", f"refused: {one_line(file.sentence)}\n  hint: {one_line(file.hint)}")

    def _show(self, kind: str, words: str) -> None:
        self._met[kind] += 1
        if self._met[kind] <= _SHOWN:
            self._say(words)

    def _say(self, line: str) -> None:
        self._console.print(line)
