"""Telegrams parsed a second and core: specimen texts, and any pages named on the command line."""

import sys
from pathlib import Path

from figures import Figure, cpu_seconds, report

from cableroom.sources import read_path
from cableroom.sources.base import RawRecord
from cableroom.specimen import cables
from cableroom.telegram import marks, parse

COUNT = 1000


def specimen_figures() -> list[Figure]:
    """Parse, and look for editors' marks in, invented telegrams."""
    texts = [cable.text for cable in cables(COUNT, 1)]
    characters = sum(map(len, texts)) / COUNT
    parsed = cpu_seconds(lambda: [parse(text) for text in texts])
    marked = cpu_seconds(lambda: [marks(text) for text in texts])
    split = cpu_seconds(lambda: [text.splitlines() for text in texts])
    return [
        Figure("parse", "specimen telegram", characters, "characters, mean"),
        Figure("parse", "specimen", COUNT / parsed, "telegrams/s and core", COUNT / split, "splitlines"),
        Figure("parse", "marks()", COUNT / marked, "telegrams/s and core", COUNT / split, "splitlines"),
    ]


def page_figures(path: Path) -> list[Figure]:
    """Read a saved page and parse its cables."""

    def read() -> list[RawRecord]:
        return [record for record in read_path(path, as_format=None) if isinstance(record, RawRecord)]

    records, rounds = read(), 20
    sources = cpu_seconds(lambda: [read() for _ in range(rounds)])
    parsed = cpu_seconds(lambda: [parse(r.text) for _ in range(rounds) for r in records])
    count = rounds * len(records)
    return [
        Figure("parse", f"{path.name}: text", count / parsed, "telegrams/s and core"),
        Figure("parse", f"{path.name}: page and text", count / (parsed + sources), "telegrams/s and core"),
    ]


if __name__ == "__main__":
    report([*specimen_figures(), *(f for name in sys.argv[1:] for f in page_figures(Path(name)))])
