"""A whole result page over a published archive, against the bare tantivy calls for the same parts.

python bench/searching.py PUBLISHED
"""

import gc
import sys
import tempfile
import time
from pathlib import Path

from figures import Figure, percentile, report
from tantivy import Document, Index, Occur, SnippetGenerator
from tantivy import Query as TantivyQuery

from cableroom.public.editions.generation import Generation
from cableroom.public.editions.packing import unpack_text
from cableroom.public.search.analysis import NAME, analyzer, words
from cableroom.public.search.facets import FACETS
from cableroom.public.search.handle import Published
from cableroom.public.search.index_schema import CABLES, cables_schema, level_columns
from cableroom.public.search.searching import search

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


def bare(published: Path) -> list[float]:
    """Seconds of the parts alone for each query's words.

    Top 20 with total, the facets in one aggregation, 20 texts from SQLite, tantivy's own snippets.
    """
    generation = Generation.open(published / "current")
    with tempfile.TemporaryDirectory() as copy:
        for file in (generation.path / "search" / CABLES).iterdir():
            (Path(copy) / file.name).write_bytes(file.read_bytes())
        index = Index.open(copy)
        index.register_tokenizer(NAME, analyzer())
        return _parts(generation, index)


def _parts(generation: Generation, index: Index) -> list[float]:
    searcher = index.searcher()
    schema, times = cables_schema(), []
    columns = [column for facet in FACETS.values() for column in level_columns(facet) or [facet.name]]
    facets = {column: {"terms": {"field": column, "size": 65_000}} for column in columns}
    for line in QUERIES * ROUNDS:
        plain = " ".join(w for w in line.replace('"', "").split() if ":" not in w and not w.startswith("-"))
        terms = [(Occur.Must, TantivyQuery.term_query(schema, "text", stem)) for stem in words(plain)]
        query = TantivyQuery.boolean_query(terms)
        start = time.perf_counter()
        addresses = [address for _score, address in searcher.search(query, limit=20, count=True).hits]
        searcher.aggregate(query, facets)
        ordinals = searcher.fast_field_values("ordinal", addresses)
        rows = generation.connection().execute(
            "SELECT text FROM edition WHERE ordinal IN (SELECT value FROM json_each(?))", (str(ordinals),)
        )
        generator = SnippetGenerator.create(searcher, query, schema, "text")
        for (text,) in rows:
            generator.snippet_from_doc(Document(text=unpack_text(text)))
        times.append(time.perf_counter() - start)
    return times


def ours(published: Path) -> tuple[list[float], list[float]]:
    """Seconds of a whole result page for each query, and for the empty one."""
    handle = Published(published).current()
    pages, empty = [], []
    for line in QUERIES * ROUNDS:
        start = time.perf_counter()
        search(handle, line)
        pages.append(time.perf_counter() - start)
    for _ in range(50):
        start = time.perf_counter()
        search(handle, "")
        empty.append(time.perf_counter() - start)
    return pages, empty


def figures(published: Path) -> list[Figure]:
    """Measure both on the same index, the machine warm."""
    ours(published)
    bare(published)
    gc.collect()
    (pages, empty), parts = ours(published), bare(published)
    milliseconds = 1000
    return [
        Figure(
            "search",
            f"result page {name}",
            percentile(pages, share) * milliseconds,
            "ms",
            percentile(parts, share) * milliseconds,
            "its bare parts: tantivy and SQLite",
        )
        for name, share in (("p50", 0.5), ("p95", 0.95))
    ] + [Figure("search", "empty query p50", percentile(empty, 0.5) * milliseconds, "ms")]


if __name__ == "__main__":
    report(figures(Path(sys.argv[1])))
