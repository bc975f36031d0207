"""Three nodes of OpenSearch on this machine: loading a generation, and the questions; no race, but a price.

python bench/cluster.py opensearch FOLDER COUNT, with TEST_OPENSEARCH as ``make opensearch-up`` prints it.

Theirs and ours alike give a page of 20 with the exact total, all facets and the best paragraphs.
"""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from archive import current, size
from figures import Figure, measure, percentile
from questions import QUESTIONS

from cableroom.public.editions.generation import Generation
from cableroom.public.search.base import Request, SearchIndex
from cableroom.public.search.expansion import spelt_out
from cableroom.public.search.opensearch.cluster import Cluster
from cableroom.public.search.opensearch.index import OpenSearchIndex
from cableroom.public.search.opensearch.loading import load
from cableroom.public.search.query import parse_query
from cableroom.public.search.tantivy_index import TantivyIndex

_MB, _MS = 1_000_000, 1000
_AGAINST = "the index in the generation"


def figures(folder: Path, count: int) -> Iterator[Figure]:
    """Rate of a load with one copy of each shard, its size, and the latency of the questions."""
    if not (addresses := os.environ.get("TEST_OPENSEARCH")):
        sys.stderr.write(
            "bench: OpenSearch was not measured: make opensearch-up, and state TEST_OPENSEARCH\n"
        )
        return
    generation = Generation.open(current(folder / "home"))
    cluster = Cluster.connect(addresses, "bench")
    name = cluster.index(generation.number)
    cluster.send("DELETE", f"/{name}")
    start = time.perf_counter()
    load(cluster, generation)
    yield Figure("opensearch", "load, each to two copies", count / (time.perf_counter() - start), "cables/s")
    stored = cluster.send("GET", f"/{name}/_stats/store")["_all"]["primaries"]["store"]["size_in_bytes"]
    in_folder = size(generation.path / "search") / _MB
    yield Figure("opensearch", "size of one copy", stored / _MB, "MB", in_folder, _AGAINST)
    beside = TantivyIndex.open(generation.path)
    ours = _asked(beside, beside)
    theirs = _asked(OpenSearchIndex(cluster, generation.number, beside.forms), beside)
    for place, share in (("p50", 0.5), ("p95", 0.95)):
        value, bare = (percentile([took for took, _total in asked], share) * _MS for asked in (theirs, ours))
        yield Figure("opensearch", f"page with facets {place}", value, "ms", bare, _AGAINST)
    if [total for _took, total in theirs] != [total for _took, total in ours]:
        raise RuntimeError("the cluster finds other numbers")
    cluster.send("DELETE", f"/{name}")


def _asked(index: SearchIndex, words: SearchIndex) -> list[tuple[float, int]]:
    """Seconds and total of each question: the better of two times."""
    answers = []
    for question in QUESTIONS:
        took = []
        for _twice in range(2):
            start = time.perf_counter()
            found = index.search(Request(spelt_out(parse_query(question.text), words.forms)))
            took.append(time.perf_counter() - start)
        answers.append((min(took), found.total))
    return answers


if __name__ == "__main__":
    measure({"opensearch": figures})
