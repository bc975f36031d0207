"""A whole result page over a published archive, against the bare tantivy calls for the same parts.

python bench/searching.py PUBLISHED
"""

import gc
import sys
import tempfile
import time
from pathlib import Path

import tantivy
from cableroom.public.search.handle import Published
from cableroom.public.search.searching import search
from figures import Figure, percentile, report

from cableroom.public.search.facets import FACETS

QUERIES = (
    "minister",
    "fisheries",
    "ambassador",
    "customs reform",
    "port strike",
    "election commission",
    '"end summary"',
    '"strictly protect"',
    "tender bids",
    "visa fraud",
    "minister -ambassador",
    "tag:PREL quota",
    "created:2007 tariff",
    "classification:secret airport",
    "dam river",
    "police training",
    "license",
    "grain",
    "telephone",
    "parliament vote",
)
ROUNDS = 5


def bare(folder: Path) -> list[float]:
    """Seconds of top 20 with total, and one terms aggregation a facet, for each query's words."""
    index = tantivy.Index.open(str(folder))
    index.reload()
    searcher, times = index.searcher(), []
    aggregations = {facet.name: {"terms": {"field": facet.name, "size": 65_000}} for facet in FACETS}
    for words in QUERIES * ROUNDS:
        plain = " ".join(w for w in words.replace('"', "").split() if ":" not in w and not w.startswith("-"))
        query = index.parse_query(plain, ["text"], conjunction_by_default=True)
        start = time.perf_counter()
        searcher.search(query, limit=20, count=True)
        for name, aggregation in aggregations.items():
            searcher.aggregate(query, {name: aggregation})
        times.append(time.perf_counter() - start)
    return times


def ours(published: Path) -> tuple[list[float], list[float]]:
    """Seconds of a whole result page for each query, and for the empty one."""
    handle = Published(published).current()
    pages, empty = [], []
    for words in QUERIES * ROUNDS:
        start = time.perf_counter()
        search(handle, words)
        pages.append(time.perf_counter() - start)
    for _ in range(50):
        start = time.perf_counter()
        search(handle, "")
        empty.append(time.perf_counter() - start)
    return pages, empty


def figures(published: Path) -> list[Figure]:
    """Measure both on the same index, the machine warm."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "cables"
        copy.mkdir()
        for file in (published / "current" / "search" / "cables").iterdir():
            (copy / file.name).write_bytes(file.read_bytes())
        ours(published)
        bare(copy)
        gc.collect()
        (pages, empty), parts = ours(published), bare(copy)
    milliseconds = 1000
    return [
        Figure(
            "search",
            f"result page {name}",
            percentile(pages, share) * milliseconds,
            "ms",
            percentile(parts, share) * milliseconds,
            "bare tantivy: top 20, total, facets",
        )
        for name, share in (("p50", 0.5), ("p95", 0.95))
    ] + [Figure("search", "empty query p50", percentile(empty, 0.5) * milliseconds, "ms")]


if __name__ == "__main__":
    report(figures(Path(sys.argv[1])))
