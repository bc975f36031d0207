"""The jobs that make an archive, and those that keep it, each against the bare work that it contains.

python bench/archive.py PART FOLDER COUNT: works on FOLDER/cables.csv and FOLDER/home.  The parts build on
each other, in the order of PARTS.  What they measure is whole commands in processes of their own, theirs and
the bare ones alike.
"""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyrage
from figures import Figure, earlier, measure
from measuring import Cost, cost

BIN = Path(sys.executable).parent
_BARE = (sys.executable, Path(__file__).parent / "bare.py")
_INDEXING = (
    "import sys; from pathlib import Path; from cableroom.public.search.building import build_index; "
    "build_index(Path(sys.argv[1]))"
)
_MB = 1_000_000


def ours(folder: Path, *arguments: str | Path) -> Cost:
    """What ``cableroom`` costs."""
    return cost((BIN / "cableroom", "--home", folder / "home", *arguments), log=folder / "log")


def bare(folder: Path, *works: tuple[str | Path, ...]) -> Cost:
    """What works of bare.py cost, all at once."""
    return cost(*((*_BARE, *work) for work in works), log=folder / "log")


def gone(*paths: Path) -> None:
    """Remove files and folders, there or not."""
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def size(*paths: Path) -> int:
    """Bytes of files, and of all files below folders."""
    files = (file for path in paths for file in ([path] if path.is_file() else path.rglob("*")))
    return sum(file.stat().st_size for file in files if file.is_file() and not file.is_symlink())


def rates(
    part: str, cost: Cost, count: int, plain: Cost | None = None, against: str | None = None
) -> Iterator[Figure]:
    """Seconds, rates and memory of a job over ``count`` cables, and of the bare one."""
    yield Figure(part, "time", cost.wall, "s")
    yield Figure(part, "rate", count / cost.wall, "cables/s", plain and count / plain.wall, against)
    cpu = plain and count / plain.cpu
    yield Figure(part, "rate of a core", count / cost.cpu, "cables/CPU s", cpu, against)
    yield Figure(part, "peak memory", cost.peak / _MB, "MB")


def specimen(folder: Path, count: int) -> Iterator[Figure]:
    """Invent the cables."""
    table, copied = folder / "cables.csv", folder / "copied.csv"
    gone(table)
    made = ours(folder, "specimen", "--count", str(count), "--seed", "1", "--as", "csv", table)
    yield from rates("specimen", made, count, bare(folder, ("copy", table, copied)), "copying the rows")
    gone(copied)


def bring_in(folder: Path, count: int) -> Iterator[Figure]:
    """Import the table into a new archive, and once more."""
    table, home, plain = folder / "cables.csv", folder / "home", folder / "bare.sqlite3"
    gone(home, plain)
    ours(folder, "init", home)
    inserted = bare(folder, ("insert", table, plain))
    gone(plain)
    imported = ours(folder, "import", table)
    yield from rates("import", imported, count, inserted, "CSV, zstd and SQLite, bare")
    yield Figure("import", "bare store", inserted.cpu, "CPU s")
    yield Figure("import", "import", imported.cpu, "CPU s")
    text = int(inserted.said)
    yield Figure("import", "text", text / _MB, "MB")
    yield Figure("import", "vault", size(home / "vault") / _MB, "MB", text / _MB, "bytes of the text")
    digested = bare(folder, ("digest", table))
    yield from rates("import again", ours(folder, "import", table), count, digested, "CSV and SHA-256, bare")


def clear(folder: Path, count: int) -> Iterator[Figure]:
    """Clear all."""
    cleared = ours(folder, "clear", "--all")
    _check_all(cleared.said, count)
    yield from rates("clear", cleared, count)
    yield Figure("clear", "clear", cleared.cpu, "CPU s")


def release(folder: Path, count: int) -> Iterator[Figure]:
    """Gather all in one release, and have it signed."""
    number = ours(folder, "release", "new", "--title", "All of it", "--date", "2010-11-28").said
    (folder / "release").write_text(number)
    added = ours(folder, "release", "add", number, "--all-cleared")
    _check_all(added.said, count)
    yield Figure("release", "add all", count / added.wall, "cables/s")
    signed = [ours(folder, "release", "sign", number, "--as", name) for name in ("One", "Two")]
    yield Figure("release", "one signature", signed[1].wall, "s")
    yield Figure("release", "peak memory", max(one.peak for one in (added, *signed)) / _MB, "MB")


def publish(folder: Path, count: int) -> Iterator[Figure]:
    """Publish it: parse, check, store, index; against storing and indexing the same texts."""
    published = ours(folder, "release", "publish", (folder / "release").read_text())
    names = ("cables.csv", "bare.sqlite3", "bare-cables", "bare-paragraphs")
    table, plain, cables, paragraphs = (folder / name for name in names)
    gone(plain, cables, paragraphs)
    stored = bare(folder, ("insert", table, plain))
    indexed = bare(folder, ("cables", table, cables), ("paragraphs", table, paragraphs))
    plainly = Cost(stored.wall + indexed.wall, stored.cpu + indexed.cpu, 0, "")
    yield from rates("publish", published, count, plainly, "bare store and both bare indexes")
    yield Figure("publish", "time a cable", published.wall * 1000 / count, "ms")
    yield Figure("publish", "publish", published.cpu, "CPU s")
    yield Figure("publish", "bare indexes: time", indexed.wall, "s")
    yield Figure("publish", "bare indexes", indexed.cpu, "CPU s")
    yield Figure("publish", "bare indexes: peak memory", indexed.peak / _MB, "MB")
    now, text = current(folder / "home"), earlier(folder, "import", "text")
    indexes = size(now / "search") / _MB
    yield Figure("publish", "generation", size(now) / _MB, "MB", text, "bytes of the text")
    yield Figure(
        "publish", "generation: indexes", indexes, "MB", size(cables, paragraphs) / _MB, "bare indexes"
    )
    database = now / "generation.sqlite3"
    rows = size(database) / _MB
    yield Figure("publish", "generation: database", rows, "MB", size(plain) / _MB, "bare rows")
    with closing(sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)) as opened:
        (packed,) = opened.execute("SELECT sum(length(text)) FROM edition").fetchone()
    both = indexes + packed / _MB
    yield Figure("publish", "generation: indexes and texts", both, "MB", text, "bytes of the text")
    gone(plain, cables, paragraphs)


def index(folder: Path, count: int) -> Iterator[Figure]:
    """Build both indexes of the generation once more, alone; and sum up what storing and indexing cost."""
    again = folder / "again"
    gone(again)
    again.mkdir()
    (again / "generation.sqlite3").symlink_to(current(folder / "home") / "generation.sqlite3")
    built = cost((sys.executable, "-c", _INDEXING, again), log=folder / "log")
    indexes = size(again / "search")
    gone(again)
    names = ("ready-cables", "ready-paragraphs", "bare-cables", "bare-paragraphs")
    files = cables, paragraphs, *made = [folder / name for name in names]
    gone(*files)
    text = bare(folder, ("documents", current(folder / "home"), cables, paragraphs)).said
    works = (
        ("ready", name, file, to, text)
        for name, file, to in zip(("cables", "paragraphs"), (cables, paragraphs), made, strict=True)
    )
    plainly, against = bare(folder, *works), "tantivy alone, of the same documents"
    yield from rates("index", built, count, plainly, against)
    yield Figure("index", "bare: peak memory", plainly.peak / _MB, "MB")
    yield Figure("index", "size", indexes / _MB, "MB", size(*made) / _MB, against)
    gone(*files)
    stored = earlier(folder, "import", "bare store") + earlier(folder, "publish", "bare indexes")
    imported, parsed = earlier(folder, "import", "import"), count / earlier(folder, "parse", "telegrams")
    bare_rate, against = count / stored, "bare store and both bare indexes"
    for name, seconds in (
        ("store and index", imported + built.cpu),
        ("parse, store and index", parsed + imported + built.cpu),
        (
            "import, clear and publish",
            imported + earlier(folder, "clear", "clear") + earlier(folder, "publish", "publish"),
        ),
    ):
        yield Figure("whole way", name, count / seconds, "cables/CPU s", bare_rate, against)


def verify(folder: Path, count: int) -> Iterator[Figure]:
    """Check what is published."""
    published = folder / "home" / "published"
    command = (BIN / "cableroom-reader", "--published", published, "verify")
    verified = cost(command, log=folder / "log")
    hashed = bare(folder, ("hashes", current(folder / "home")))
    yield from rates("verify", verified, count, hashed, "SHA-256 of each file, bare")


def backup(folder: Path, count: int) -> Iterator[Figure]:
    """Save and restore the archive, as it should be and plain; the restored one must be the same."""
    home, saved, restored, plain = (folder / name for name in ("home", "saved", "restored", "squeezed"))
    key = folder / "key.txt"
    gone(saved, restored, plain, key)
    identity = pyrage.x25519.Identity.generate()
    key.write_text(f"{identity}\n")
    parts = (home / "vault", current(home))
    for name, to, identities in (
        ("encrypted", ("--to", str(identity.to_public())), ("--identity", key)),
        ("plain", ("--plain",), ()),
    ):
        done = ours(folder, "backup", saved, *to)
        back = ours(folder, "restore", saved, restored, *identities)
        same = (current(home) / "manifest.json").read_bytes()
        if (current(restored) / "manifest.json").read_bytes() != same:
            raise RuntimeError("the restored generation is not the one that was saved")
        yield Figure("backup", f"size, {name}", size(saved) / _MB, "MB", size(*parts) / _MB, "what is in it")
        gone(saved, restored)
        squeezed = unsqueezed = None
        if name == "plain":
            squeezed = bare(folder, ("squeeze", plain, *parts))
            unsqueezed = bare(folder, ("unsqueeze", plain, restored))
            gone(plain, restored)
        for job, measured, baseline in (("backup", done, squeezed), ("restore", back, unsqueezed)):
            yield Figure(
                job, f"time, {name}", measured.wall, "s", baseline and baseline.wall, baseline and "bare zstd"
            )
            yield Figure(job, f"peak memory, {name}", measured.peak / _MB, "MB")
    yield Figure("backup", "restored generation is the same", 1, "", 1, "manifests, twice")
    del count


def current(home: Path) -> Path:
    """The generation that an archive serves."""
    return (home / "published" / "current").resolve()


def _check_all(said: str, count: int) -> None:
    """Refuse figures of a job that did only a part: it was cut off in this folder before."""
    if not said.startswith(f"{count:,} "):
        raise RuntimeError(f"not all {count:,} cables at once: {said}")


PARTS = {
    "specimen": specimen,
    "import": bring_in,
    "clear": clear,
    "release": release,
    "publish": publish,
    "index": index,
    "verify": verify,
    "backup": backup,
}

if __name__ == "__main__":
    measure(PARTS)
