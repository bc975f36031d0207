"""A whole result of a search, against the sum of its bare parts; one question after the other, in turns.

python bench/searching.py search FOLDER COUNT

Ours is ``search()``: reading the query, the 20 best cables with the exact total, the best paragraph of each,
its extract with the hits marked, and all facets.  The bare parts are tantivy's own 20 best with total, one
aggregation over all facet columns, the 20 texts from SQLite, and tantivy's own snippets.  What is looked for
in one paragraph is, bare, a search for all paragraphs with the words, their cables, and a search for these.
"""

import json
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from figures import FEW, Figure, measure, percentile
from questions import MIXED, QUESTIONS, SAME_PARAGRAPH, Question
from tantivy import Document, Index, Occur, Query, Searcher, SnippetGenerator
from viewing import Room, quiet, set_up

from cableroom.public.editions.generation import Generation
from cableroom.public.editions.packing import unpack_text
from cableroom.public.search import searching
from cableroom.public.search.analysis import analyzers, words
from cableroom.public.search.facets import FACETS
from cableroom.public.search.index_schema import (
    CABLES,
    PARAGRAPHS,
    cables_schema,
    level_columns,
    paragraphs_schema,
)
from cableroom.public.search.opening import scratch_folder
from cableroom.public.search.searching import search

ROUNDS = 3
_PARTS = "bare search, facets, texts, tantivy's snippets"
_FEWER = "bare search, facets, texts; no snippets"
_MS = 1000


class Bare:
    """The parts alone, on the same index."""

    def __init__(self, generation: Generation) -> None:
        self._schema, self._paragraphs_schema = cables_schema(), paragraphs_schema()
        self._searcher, self._paragraphs = (
            _opened(generation.path / "search" / name) for name in (CABLES, PARAGRAPHS)
        )
        self._connection = generation.connection()
        columns = [column for facet in FACETS.values() for column in level_columns(facet) or [facet.name]]
        self._facets = {column: {"terms": {"field": column, "size": 65_000}} for column in columns}

    def parts(self, question: Question, *, snippets: bool = True) -> int:
        """Do each part once; give the total."""
        query, field = self._query(question)
        found = self._searcher.search(query, limit=20, count=True)
        addresses = [address for _score, address in found.hits]
        self._searcher.aggregate(query, self._facets)
        ordinals = self._searcher.fast_field_values("ordinal", addresses)
        rows = self._connection.execute(
            "SELECT text FROM edition WHERE ordinal IN (SELECT value FROM json_each(?))",
            (json.dumps(ordinals),),
        )
        texts = [unpack_text(text) for (text,) in rows]
        if snippets:
            generator = SnippetGenerator.create(self._searcher, query, self._schema, field)
            for text in texts:
                generator.snippet_from_doc(Document(**{field: text}))
        return found.count  # type: ignore[no-any-return, attr-defined]

    def _query(self, question: Question) -> tuple[Query, str]:
        """The question as tantivy's own query, and the field that it looks into."""
        if question.kind == "prefix":
            (letters,) = question.words
            forms = [form for form, _count in self._searcher.terms_with_prefix("exact", letters)]
            return Query.boolean_query([(Occur.Should, self._term("exact", form)) for form in forms]), "exact"
        stems = [stem for word in question.words for stem in words(word)]
        terms = [self._term("text", stem) for stem in stems]
        if question.kind == "phrase":
            return Query.phrase_query(self._schema, "text", list(stems)), "text"
        if question.kind == "one of three":
            return Query.boolean_query([(Occur.Should, term) for term in terms]), "text"
        if question.kind == SAME_PARAGRAPH:
            terms.append(Query.term_set_query(self._schema, "ordinal", self._having(stems)))
        if question.field:
            terms.append(Query.term_query(self._schema, *question.field, "basic"))
        return Query.boolean_query([(Occur.Must, term) for term in terms]), "text"

    def _having(self, stems: list[str]) -> list[int]:
        """The cables that have a paragraph with all of these."""
        terms = [Query.term_query(self._paragraphs_schema, "text", stem) for stem in stems]
        query = Query.boolean_query([(Occur.Must, term) for term in terms])
        found = self._paragraphs.search(query, limit=self._paragraphs.num_docs, count=False)
        addresses = [address for _score, address in found.hits]
        return list(set(self._paragraphs.fast_field_values("ordinal", addresses)))

    def _term(self, field: str, word: str) -> Query:
        return Query.term_query(self._schema, field, word)


def _opened(folder: Path) -> Searcher:
    """As ours, and with the analyzers, which tantivy's snippets want."""
    with scratch_folder(Path(tempfile.gettempdir())) as links:
        for file in folder.iterdir():
            (links / file.name).symlink_to(file)
        index = Index.open(str(links))
        index.config_reader(reload_policy="manual")
        for name, analyzer in analyzers().items():
            index.register_tokenizer(name, analyzer)
        return index.searcher()


def figures(folder: Path, count: int) -> Iterator[Figure]:
    """All kinds together, each kind, and the empty query."""
    published = folder / "home" / "published"
    set_up(published)
    room = Room(published)
    rounds = ROUNDS if count > FEW else 1
    yield from _compared(room, Bare(room.handle.generation), rounds)
    yield from _pages(room, rounds, count)


def _compared(room: Room, bare: Bare, rounds: int) -> Iterator[Figure]:
    for question in QUESTIONS:
        # Once unmeasured, so that all is warm; and both must find as many.
        if search(room.handle, searching.Question(question.text)).total != bare.parts(question):
            raise RuntimeError(f"the bare query of {question.text!r} finds another number")
    quiet()
    ours, parts, fewer = _Times(), _Times(), _Times()
    for question in QUESTIONS * rounds:
        ours.note(question, _seconds(search, room.handle, searching.Question(question.text)))
        parts.note(question, _seconds(bare.parts, question))
        fewer.note(question, _seconds(partial(bare.parts, snippets=False), question))
    yield from _figures("all kinds", ours, parts, MIXED, _PARTS)
    yield from _figures("all kinds, bare without snippets", ours, fewer, MIXED, _FEWER)
    for kind in (*MIXED, SAME_PARAGRAPH):
        yield from _figures(kind, ours, parts, [kind], _PARTS)


class _Times(dict[Question, float]):
    """Question -> its best time: what else the machine does must not look like a slow question."""

    def note(self, question: Question, seconds: float) -> None:
        self[question] = min(seconds, self.get(question, seconds))


def _figures(name: str, ours: _Times, bare: _Times, kinds: Collection[str], against: str) -> Iterator[Figure]:
    """Ours and the bare ones, of some kinds."""
    for place, share in (("p50", 0.5), ("p95", 0.95)):
        value, baseline = (
            percentile([times[question] for question in times if question.kind in kinds], share) * _MS
            for times in (ours, bare)
        )
        yield Figure("search", f"{name} {place}", value, "ms", baseline, against)


def _pages(room: Room, rounds: int, count: int) -> Iterator[Figure]:
    """The same as HTML, without HTTP; and the search for everything."""
    addresses = [urlencode({"q": question.text}) for question in QUESTIONS]
    # The best of several, as all other times here.
    times = [min(_seconds(room.search, address) for _ in range(rounds)) for address in addresses]
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        yield Figure("search", f"as an HTML page {name}", percentile(times, share) * _MS, "ms")
    empty = [_seconds(search, room.handle, searching.Question()) for _ in range(50)]
    yield Figure("search", "everything (no query) p50", percentile(empty, 0.5) * _MS, "ms")
    offsets = [count * place // 50 for place in range(50)]
    deep = [_seconds(partial(search, offset=offset), room.handle, searching.Question()) for offset in offsets]
    yield Figure("search", "everything, 50 different pages p50", percentile(deep, 0.5) * _MS, "ms")


def _seconds(work: Callable[..., object], *arguments: object) -> float:
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


if __name__ == "__main__":
    measure({"search": figures})
