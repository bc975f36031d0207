"""Telegrams read and parsed a second of one core: each source format, and any pages named with --pages.

python bench/parsing.py parse FOLDER COUNT [PAGE...].  The rates are of at most CABLES cables, in memory.
"""

import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import lxml.etree
import lxml.html
from figures import Figure, cpu_seconds, report
from measuring import cost
from shapes import WRITERS

from cableroom.sources import FORMATS, read_path
from cableroom.sources.base import RawRecord
from cableroom.specimen import cables
from cableroom.specimen.cables import SpecimenCable
from cableroom.telegram import marks, parse

CABLES = 500
STREAMED = 25_000
"""Cables that the commands read from one file: by far enough to see memory grow, if it did."""
CABLEROOM = Path(sys.executable).parent / "cableroom"
_UNIT = "cables/CPU s"


def _split_table(raw: bytes) -> None:
    csv.field_size_limit(sys.maxsize)
    for _row in csv.reader(io.StringIO(raw.decode(), newline=""), escapechar="\\", doublequote=False):
        pass


def _lines(written: Iterable[SpecimenCable]) -> bytes:
    """Our own lines."""
    return b"".join(
        json.dumps(
            {
                "reference_id": cable.reference_id,
                "created": f"{cable.created:%Y-%m-%dT%H:%M:%SZ}",
                "origin": cable.origin,
                "classification": cable.classification,
                "text": cable.text,
            }
        ).encode()
        + b"\n"
        for cable in written
    )


def _archived(written: Iterable[SpecimenCable]) -> bytes:
    """As the National Archives give telegrams, one after another."""
    return b"".join(
        f"  Message Text\n\n{cable.text}\n\n  Message Attributes\n\nDocument Number: {cable.created:%Y}"
        f"{cable.reference_id[2:]}\nDraft Date: {cable.created:%d %b %Y}\nFrom: {cable.origin}\n"
        f"Original Classification: {cable.classification}\nLocator: TEXT ON-LINE\n".encode()
        for cable in written
    )


def _lab_rows(written: Iterable[SpecimenCable]) -> bytes:
    """As the History Lab's tables have them."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(["doc_id", "authored", "classification", "from_field", "title", "body"])
    for cable in written:
        when = f"{cable.created:%Y-%m-%d %H:%M}"
        rows.writerow(
            [cable.reference_id, when, cable.classification, cable.origin, cable.truth["subject"], cable.text]
        )
    return out.getvalue().encode()


# Who writes each format, the specimen, shapes.py or a function; and the least that a reader must do.
SHAPES: dict[str, tuple[str | Callable[[Iterable[SpecimenCable]], bytes], Callable[[bytes], object], str]] = {
    "ndjson": (_lines, lambda raw: [json.loads(line) for line in raw.splitlines()], "json.loads"),
    "history_lab": (
        _lab_rows,
        lambda raw: list(csv.reader(io.StringIO(raw.decode(), newline=""))),
        "csv.reader",
    ),
    "nara_text": (_archived, lambda raw: raw.decode().splitlines(), "splitlines"),
    "cables_csv": ("csv", _split_table, "csv.reader"),
    "cables_tsv": ("tabs", lambda raw: [line.split(b"\t") for line in raw.split(b"\n")], "split"),
    "cablegate_html": ("html", lxml.html.fromstring, "lxml.html"),
    "cablegate_page_text": ("page", lambda raw: raw.decode().splitlines(), "splitlines"),
    "plusd_html": ("plusd", lxml.html.fromstring, "lxml.html"),
    "frus_tei": ("tei", lxml.etree.fromstring, "lxml.etree"),
    "plain_text": ("text", lambda raw: raw.decode().splitlines(), "splitlines"),
}


def telegrams(count: int) -> Iterator[Figure]:
    """Parse, and look for editors' marks in, the texts alone."""
    texts = [cable.text for cable in cables(count, 1)]
    split = count / cpu_seconds(lambda: [text.splitlines() for text in texts])
    parsed = cpu_seconds(lambda: [parse(text) for text in texts])
    marked = cpu_seconds(lambda: [marks(text) for text in texts])
    yield Figure("parse", "telegrams", count / parsed, _UNIT, split, "splitlines")
    yield Figure("parse", "telegrams, editors' marks", count / marked, _UNIT, split, "splitlines")
    yield Figure("parse", "mean telegram", sum(map(len, texts)) / count, "characters")


def source(name: str, folder: Path, count: int) -> Iterator[Figure]:
    """Read files of one format."""
    shape, least, against = SHAPES[name]
    with tempfile.TemporaryDirectory(prefix=f"{name}-", dir=folder) as inside:
        files = _written(shape, Path(inside), count)
        raws = [file.read_bytes() for file in files]
        bare = cpu_seconds(lambda: [least(raw) for raw in raws])
        read = cpu_seconds(lambda: [records(file) for file in files])
        found = [record for file in files for record in records(file)]
    if {record.format for record in found} != {name} or len(found) != count:
        raise RuntimeError(f"the specimen as {name} is not read as {count} cables of {name}")
    yield Figure("parse", f"{name}: read", count / read, _UNIT, count / bare, against)
    parsed = cpu_seconds(lambda: [parse(record.text) for record in found], times=1)
    yield Figure("parse", f"{name}: read and parse", count / (read + parsed), _UNIT, count / bare, against)


def _written(shape: str | Callable[[Iterable[SpecimenCable]], bytes], folder: Path, count: int) -> list[Path]:
    """Write the specimen in one shape; return the files."""
    if not isinstance(shape, str):
        (folder / "out").write_bytes(shape(cables(count, 1)))
    elif shape in WRITERS:
        WRITERS[shape](list(cables(count, 1)), folder)
    else:
        command = [CABLEROOM, "specimen", "--count", str(count), "--as", shape, folder / "out"]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return sorted(file for file in folder.rglob("*") if file.is_file())


def page(path: Path) -> Iterator[Figure]:
    """Read a saved page and parse its cables."""
    rounds, raw, found = 20, path.read_bytes(), records(path)
    count = rounds * len(found)
    bare = cpu_seconds(lambda: [lxml.html.fromstring(raw) for _ in range(rounds)])
    read = cpu_seconds(lambda: [records(path) for _ in range(rounds)])
    parsed = cpu_seconds(lambda: [parse(record.text) for _ in range(rounds) for record in found])
    name = f"{path.name}: read and parse"
    yield Figure("pages", name, count / (parsed + read), _UNIT, count / bare, "lxml.html")


def commands(folder: Path, count: int) -> Iterator[Figure]:
    """``cableroom parse`` and ``quality`` over one table: cables a CPU second, and the largest memory."""
    with tempfile.TemporaryDirectory(prefix="commands-", dir=folder) as inside:
        table = Path(inside) / "cables.csv"
        subprocess.run(
            [CABLEROOM, "specimen", "--count", str(count), "--as", "csv", table],
            check=True,
            stderr=subprocess.DEVNULL,
        )
        for name in ("parse", "quality"):
            used = cost((CABLEROOM, name, table), log=Path(inside) / "log")
            yield Figure("parse", f"cableroom {name}", count / used.cpu, _UNIT)
            yield Figure("parse", f"cableroom {name}: peak of {count:,}", used.peak / 2**20, "MiB")


def records(path: Path) -> list[RawRecord]:
    """The records of a file."""
    return [record for record in read_path(path) if isinstance(record, RawRecord)]


def figures(folder: Path, count: int, pages: list[Path]) -> Iterator[Figure]:
    """Texts, then each format, then the pages."""
    yield from commands(folder, min(count, STREAMED))
    count = min(count, CABLES)
    yield from telegrams(count)
    for name in FORMATS:
        yield from source(name, folder, count)
    for path in pages:
        yield from page(path)


if __name__ == "__main__":
    report(figures(Path(sys.argv[2]), int(sys.argv[3]), [Path(name) for name in sys.argv[4:]]))
