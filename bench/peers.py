"""The questions asked of the peers: SQLite's FTS5 and PostgreSQL, over the same texts and facets.

python bench/peers.py peers FOLDER COUNT

Theirs and ours alike give the 20 best cables and the exact total; ours the best paragraph of each hit too.
Nobody counts facets or cuts extracts.  A server of PostgreSQL is made for this and removed.
"""

import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from archive import bare, current, gone, size
from figures import Figure, measure, percentile, results
from measuring import Cost
from postgres import Server, binaries, serving
from questions import QUESTIONS, SAME_PARAGRAPH, Question

from cableroom.public.search.base import Request
from cableroom.public.search.expansion import spelt_out
from cableroom.public.search.query import parse_query
from cableroom.public.search.tantivy_index import TantivyIndex

ASKED = [question for question in QUESTIONS if question.kind != SAME_PARAGRAPH]
"""No peer knows paragraphs."""
_MB, _MS = 1_000_000, 1000
_TABLE = """
CREATE TABLE cables (ordinal int PRIMARY KEY, text text, facts text[],
    words tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED);
"""
_INDEXES = """
CREATE INDEX ON cables USING gin (words);
CREATE INDEX ON cables USING gin (facts);
VACUUM ANALYZE cables;
"""


def figures(folder: Path, count: int) -> Iterator[Figure]:
    """Build, size, and the same questions: ours, FTS5, PostgreSQL."""
    documents, paragraphs = (folder / name for name in ("ready-cables", "ready-paragraphs"))
    gone(documents, paragraphs)
    bare(folder, ("documents", current(folder / "home"), documents, paragraphs))
    gone(paragraphs)
    times, total = _ours(current(folder / "home"))
    yield from _latencies("cableroom", times, None)
    yield from _fts5(folder, documents, times, total)
    if (programs := binaries()) is None:
        sys.stderr.write(
            "bench: PostgreSQL was not compared: there is no initdb (apt-get install postgresql)\n"
        )
    else:
        yield from _postgres(folder, documents, programs, times, total)
    gone(documents)
    del count


def _ours(generation: Path) -> tuple[list[float], int]:
    """Seconds of each question, and the cables of all of them together."""
    index = TantivyIndex.open(generation)
    return _asked(
        lambda question: (
            index.search(Request(spelt_out(parse_query(question.text), index.forms), with_facets=False)).total
        )
    )


def _asked(ask: Callable[[Question], int]) -> tuple[list[float], int]:
    """Ask each question twice; give the better times, and what all found together."""
    times, total = [], 0
    for question in ASKED:
        took = []
        for _twice in range(2):
            start = time.perf_counter()
            found = ask(question)
            took.append(time.perf_counter() - start)
        times.append(min(took))
        total += found
    return times, total


def _latencies(name: str, times: Sequence[float], ours: Sequence[float] | None) -> Iterator[Figure]:
    for place, share in (("p50", 0.5), ("p95", 0.95)):
        baseline = percentile([*ours], share) * _MS if ours else None
        against = "cableroom" if ours else None
        figure = f"{name}: 20 best with total {place}"
        yield Figure("peers", figure, percentile([*times], share) * _MS, "ms", baseline, against)


def _built(folder: Path, name: str, cost: Cost | float, made: float) -> Iterator[Figure]:
    """What building took, against our two indexes, and the bytes, against our indexes and texts."""
    known = {(one["part"], one["name"]): one["value"] for one in results(folder)["figures"]}
    wall = cost if isinstance(cost, float) else cost.wall
    index = known.get(("index", "time"))
    yield Figure("peers", f"{name}: build", wall, "s", index, index and "our two indexes")
    both = known[("publish", "generation: indexes and texts")]
    yield Figure("peers", f"{name}: size", made / _MB, "MB", both, "our indexes and texts")


def _fts5(folder: Path, documents: Path, ours: Sequence[float], total: int) -> Iterator[Figure]:
    database = folder / "fts5.sqlite3"
    gone(database)
    built = bare(folder, ("fts5", documents, database))
    yield from _built(folder, "SQLite FTS5", built, size(database))
    with closing(sqlite3.connect(f"file:{database}?mode=ro&immutable=1", uri=True)) as connection:

        def ask(question: Question) -> int:
            where, values = "cables MATCH ?", [_match(question)]
            if question.field:
                # With a plus, so that it does not seek the words anew for each row of the facet.
                where += " AND +rowid IN (SELECT ordinal FROM facts WHERE fact = ?)"
                values.append(":".join(question.field))
            best = f"SELECT rowid FROM cables WHERE {where} ORDER BY rank LIMIT 20"  # noqa: S608 - our own words
            connection.execute(best, values).fetchall()
            every = f"SELECT count(*) FROM cables WHERE {where}"  # noqa: S608 - as above
            return int(connection.execute(every, values).fetchone()[0])

        times, found = _asked(ask)
    yield from _latencies("SQLite FTS5", times, ours)
    yield Figure("peers", "SQLite FTS5: cables of all questions", found, "cables", total, "cableroom")
    gone(database)


def _match(question: Question) -> str:
    """The words of a question as FTS5 has them."""
    if question.kind == "prefix":
        return f'"{question.words[0]}" *'
    if question.kind == "phrase":
        return f'"{" ".join(question.words)}"'
    return _JOINS.get(question.kind, " AND ").join(f'"{word}"' for word in question.words)


def _postgres(
    folder: Path, documents: Path, programs: Path, ours: Sequence[float], total: int
) -> Iterator[Figure]:
    rows = folder / "postgres.rows"
    bare(folder, ("rows_to_copy", documents, rows))
    with serving(programs, folder) as server:
        server.say(_TABLE)
        start = time.perf_counter()
        server.say(f"\\copy cables (ordinal, text, facts) FROM '{rows}'")
        server.say(_INDEXES)
        seconds = time.perf_counter() - start
        gone(rows)
        bytes_of_all = float(server.say("SELECT pg_total_relation_size('cables');"))
        yield from _built(folder, "PostgreSQL", seconds, bytes_of_all)
        yield from _latencies("PostgreSQL", _timed(server), ours)
        conditions = map(_condition, ASKED)
        counted = "".join(f"SELECT count(*) FROM cables WHERE {one};\n" for one in conditions)  # noqa: S608 - as above
        found = sum(map(int, server.say(counted).split()))
    yield Figure("peers", "PostgreSQL: cables of all questions", found, "cables", total, "cableroom")


def _timed(server: Server) -> list[float]:
    """Seconds of each question, twice asked: its 20 best, and its total."""
    statements = []
    for question in ASKED:
        where = _condition(question)
        rank = f"ts_rank(words, {_tsquery(question)})"
        statements += [
            f"SELECT ordinal FROM cables WHERE {where} ORDER BY {rank} DESC LIMIT 20;",  # noqa: S608 - our own words
            f"SELECT count(*) FROM cables WHERE {where};",  # noqa: S608 - as above
        ]
    rounds = [server.seconds(statements) for _twice in range(2)]
    best = [min(pair) for pair in zip(*rounds, strict=True)]
    return [one + two for one, two in zip(best[::2], best[1::2], strict=True)]


def _condition(question: Question) -> str:
    field = f" AND facts @> ARRAY['{':'.join(question.field)}']" if question.field else ""
    return f"words @@ {_tsquery(question)}{field}"


def _tsquery(question: Question) -> str:
    if question.kind == "phrase":
        return f"phraseto_tsquery('english', '{' '.join(question.words)}')"
    joined = _TSQUERY_JOINS.get(question.kind, " & ").join(question.words)
    return f"to_tsquery('english', '{joined}{':*' if question.kind == 'prefix' else ''}')"


_JOINS: Mapping[str, str] = {"one of three": " OR "}
_TSQUERY_JOINS: Mapping[str, str] = {"one of three": " | "}

if __name__ == "__main__":
    measure({"peers": figures})
