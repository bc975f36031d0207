"""The jobs that are broken off here, and one archive in the state before and after each of them.

    python -m faults.jobs FOLDER        makes FOLDER/STATE for every state, and the files to import

Every state is made from the one before it by the real commands, undisturbed:
what a broken job must end in, after the same command was given again.
"""

import hashlib
import shutil
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from cableroom.cli.lazy import run
from cableroom.cli.private import cableroom
from cableroom.public.editions import manifest
from invented import row, section_row, write_csv

BATCH = 200
"""Records in a batch here, so that a small file has many (``small_batches``)."""
CABLES = 2 * BATCH + BATCH // 2
"""In ``cables.csv``: two whole batches of an import and half of one; likewise of a clearing."""
FEW = 60
"""In ``few.csv``, for the archive that publishes."""
RELEASED = 20
"""Of these, cables in each of two releases."""
SENT_TWICE = (1005, 1001 + RELEASED)
"""Serials of two cables with the same words, one in each release."""
_BY = ("--as", "Ilse Brandt", "--as", "Tomas Okello")


@dataclass(frozen=True)
class Job:
    """A command that changes an archive."""

    before: str
    """State that it starts from."""
    after: str
    """State that it ends in."""
    arguments: tuple[str, ...]
    done_already: str = ""
    """Code of the refusal where the job was done before; "" where doing it twice is fine."""
    product: str = ""
    """A file that it makes beside the archive."""
    spread: bool = False
    """Spread over processes, however little there is to do."""


_TO_PUBLISH = Job("signed", "published", ("release", "publish", "2"), "release-published")
_TO_IMPORT = Job("empty", "imported", ("import", "{stages}/cables.csv"))
JOBS = {
    "init": Job("nothing", "empty", ("init", "{home}"), "archive-exists"),
    "import": _TO_IMPORT,
    "clear": Job("imported", "cleared", ("clear", "--all")),
    "publish": _TO_PUBLISH,
    "withdraw": Job(
        "published", "withdrawn", ("withdraw", "07BERN1001", "--reason", "harm", *_BY), "not-released"
    ),
    "rollback": Job("published", "rolled-back", ("rollback",), "rollback-nowhere"),
    "backup": Job(
        "published", "published", ("backup", "{home}.backup", "--plain"), "backup-exists", "{home}.backup"
    ),
    "restore": Job(
        "nothing", "restored", ("restore", "{stages}/published.backup", "{home}"), "archive-exists"
    ),
    "import-spread": replace(_TO_IMPORT, spread=True),
    "publish-spread": replace(_TO_PUBLISH, spread=True),
}
_ON_THE_WAY = ("init", "import", "clear", "publish", "withdraw", "rollback")
"""Jobs that lead from one state to the next."""
SIGNED = (
    ("import", "{stages}/few.csv"),
    ("clear", "--all"),
    *(
        arguments
        for number in ("1", "2")
        for arguments in (
            ("release", "new", "--title", f"Release {number}", "--date", f"2010-11-2{number}"),
            ("release", "add", number, "--all-cleared", "--limit", str(RELEASED)),
            ("release", "sign", number, "--as", "Ilse Brandt"),
            ("release", "sign", number, "--as", "Tomas Okello"),
        )
    ),
    ("release", "publish", "1"),
)


def command(home: Path, *arguments: str) -> int:
    """Give a ``cableroom`` command in this process, as the entry point does, and return its exit status."""
    try:
        run(cableroom, "cableroom", ["--home", str(home), *arguments])
    except SystemExit as done:
        return int(done.code or 0)


def give(arguments: Sequence[str], stages: Path, home: Path) -> int:
    """Give a command whose arguments may name the archive ``{home}`` and a file of ``{stages}``."""
    return command(home, *(one.format(home=home, stages=stages) for one in arguments))


def small_batches() -> None:
    """Let this process, which has Django set up, import and clear in batches of BATCH."""
    from cableroom.gate import clearing  # noqa: PLC0415 - they name the vault's tables
    from cableroom.private.vault import incoming  # noqa: PLC0415

    incoming.BATCH_RECORDS = clearing.BATCH = BATCH  # type: ignore[misc]


def spread() -> None:
    """Let this process spread all work over processes that it can, however little there is."""
    from cableroom.gate import workers  # noqa: PLC0415 - as above
    from cableroom.private.vault import reading  # noqa: PLC0415
    from cableroom.public.search import building  # noqa: PLC0415

    reading.WORTH_IT_BYTES = workers._WORTH_IT = building._TWO_PROCESSES_FROM = 1  # type: ignore[misc] # noqa: SLF001


def copy(source: Path, target: Path) -> None:
    """Put a fresh copy of the archive ``source`` at ``target``; nothing, where the state is "nothing"."""
    shutil.rmtree(target, ignore_errors=True)
    if source.exists():
        shutil.copytree(source, target, symlinks=True)


def write_few(path: Path) -> None:
    """Write a file of FEW cables: one of each release has the words of the other, too many to be chance."""
    words = " and then ".join(f"spoke of canton {number} at great length" for number in range(40))
    path.write_bytes(
        b"".join(
            row(serial, words=words) if serial in SENT_TWICE else row(serial)
            for serial in range(1001, 1001 + FEW)
        )
    )


def make_states(stages: Path) -> None:
    """Make every state below ``stages``, each by the job that leads to it."""
    first, last = (b"".join(section_row(serial, part, 2) for serial in (100, 1000)) for part in (1, 2))
    plain = write_csv(stages / "cables.csv", range(1001, 1001 + CABLES)).read_bytes()
    # Two telegrams that are whole only with the last batch; they stand first in any batch, so that their
    # cables get the same numbers in small ones.
    (stages / "cables.csv").write_bytes(first + plain + last)
    write_few(stages / "few.csv")
    steps: list[tuple[str, str, tuple[tuple[str, ...], ...]]] = [
        (JOBS[name].before, JOBS[name].after, (JOBS[name].arguments,)) for name in _ON_THE_WAY
    ]
    steps.insert(1, ("empty", "signed", SIGNED))
    for before, after, commands in steps:
        copy(stages / before, stages / after)
        for arguments in commands:
            assert give(arguments, stages, stages / after) == 0, arguments
    assert give(JOBS["backup"].arguments, stages, stages / "published") == 0
    assert give(JOBS["restore"].arguments, stages, stages / "restored") == 0


_TIMES = {"at", "started", "applied"}
_OF_THE_RUN = {"vault_importrun", "vault_reject", "vault_entry", "sqlite_sequence"}


def held(home: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return table -> rows of the vault at ``home``, but for times and what counts the attempts."""
    path = home / "vault" / "vault.sqlite3"
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        # A seal covers the times of its row, too; ``doctor`` compares each with its row.
        told = sorted(name for name in {*tables} - _OF_THE_RUN if not name.startswith("seal_"))
        rows = {name: _rows(database, name) for name in told}
        rows["journal"] = database.execute(
            "SELECT DISTINCT action, place FROM vault_entry WHERE action NOT IN"
            " ('import', 'init', 'undo-publication', 'backup', 'restore') ORDER BY action, place"
        ).fetchall()
    return rows


def _rows(database: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    # A publication that was undone had a row number, too.
    left_out = _TIMES | ({"id"} if table == "vault_publication" else set())
    wanted = ", ".join(f'"{name}"' for name in columns if name not in left_out)
    return database.execute(f"SELECT {wanted} FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608 - names of our own


def public_bytes(home: Path) -> dict[str, str]:
    """Return path -> SHA-256 (of a link: where it leads) of all that is published."""
    found = {}
    for path in sorted((home / "published").rglob("*")):
        name = path.relative_to(home / "published").as_posix()
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def served(published: Path) -> str:
    """Return the hash of the manifest of what readers get at this moment; "" where there is nothing.

    Raises AssertionError: a part of it is not there.
    """
    link = published / "current"
    while True:
        try:
            target = link.readlink()
        except FileNotFoundError:
            return ""
        try:
            return _whole(published / target)
        except (FileNotFoundError, AssertionError):
            # A withdrawal deletes what was served; it may not be served any more.
            assert link.readlink() != target, f"{target} is not whole"


def _whole(folder: Path) -> str:
    data = (folder / manifest.MANIFEST).read_bytes()
    for name, file in manifest.read(folder).files.items():
        assert (folder / name).stat().st_size == file.size, name
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    make_states(Path(sys.argv[1]))
