"""What is fuzzed: name -> a function that takes any bytes, and may raise nothing but a refusal of ours."""

import contextlib
import io
import json
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any, Final

import tantivy
from rich.console import Console
from tantivy import Index, Schema, Searcher

from cableroom.cli.private.explaining import explain
from cableroom.errors import CableroomError
from cableroom.public.search import facets
from cableroom.public.search.analysis import analyzers
from cableroom.public.search.base import Document, Request, SearchIndex
from cableroom.public.search.describing import describe
from cableroom.public.search.document import paragraphs
from cableroom.public.search.expansion import spelt_out
from cableroom.public.search.index_schema import (
    RANKS,
    cable_fields,
    cables_schema,
    paragraph_fields,
    paragraphs_schema,
)
from cableroom.public.search.memory_index import MemoryIndex
from cableroom.public.search.query import parse_query
from cableroom.public.search.tantivy_index import TantivyIndex
from cableroom.sources import FORMATS, RawRecord, read_stream
from cableroom.sources.archives import ARCHIVES, read_archive
from cableroom.sources.base import Readable, RejectedRecord
from cableroom.telegram import marks, parse
from cableroom.telegram.quality import Tally
from cableroom.telegram.reference_id import canonical
from search.invented import CABLES, Invented
from search.wild import wild


def read_telegram(data: bytes) -> None:
    """Any text parses; spans lie inside it; its JSON form is JSON."""
    text = data.decode("utf-8", "surrogatepass" if data[:1] == b"\x01" else "replace")
    telegram = parse(text)
    assert telegram.text == text
    for items in (telegram.paragraphs, telegram.references, telegram.furniture, telegram.problems):
        for item in items:
            assert 0 <= item.start <= item.end <= len(text)
    json.dumps(telegram.as_dict())


def look_for_marks(data: bytes) -> None:
    """Editors' marks lie inside the text."""
    text = data.decode("utf-8", "replace")
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks(text))


def look_at_telegram(data: bytes) -> None:
    """Any telegram can be explained and counted."""
    telegram = parse(data.decode("utf-8", "replace"))
    Tally().add(telegram, place="")
    explain(Console(file=io.StringIO(), width=20 + len(data) % 140), telegram, name="")


def read_id(data: bytes) -> None:
    """A canonical id is its own canonical form."""
    found = canonical(data.decode("utf-8", "replace"))
    assert found is None or canonical(found) == found


def read_source(data: bytes, *, name: str | None) -> None:
    """The records of a file of the format, or of the one detected, come or are refused; they parse."""
    with contextlib.suppress(CableroomError):
        for record in read_stream(io.BytesIO(data), file="fuzzed", as_format=name):
            if isinstance(record, RawRecord):
                parse(record.text, reference_id=record.stated.reference_id, sent_at=record.stated.created)


def unpack(data: bytes, *, name: str) -> None:
    """The members of an archive come or are refused."""

    def member(stream: Readable, _place: str) -> "list[RawRecord | RejectedRecord]":
        while stream.read(65_536):
            pass
        return []

    with contextlib.suppress(CableroomError):
        for _found in read_archive(
            ARCHIVES[name], io.BytesIO(data), file="fuzzed", read=lambda *at: iter(member(*at))
        ):
            pass


def ask(data: bytes) -> None:
    """Any query is answered, and two engines find the same."""
    query = parse_query(wild(data))
    describe(query)
    one, other = (
        index.search(Request(spelt_out(query, index.forms), limit=50, sort="created")) for index in indexes()
    )
    assert (one.total, one.facets) == (other.total, other.facets)
    assert [hit.ordinal for hit in one.hits] == [hit.ordinal for hit in other.hits]


@cache
def indexes() -> tuple[SearchIndex, SearchIndex]:
    """A few short cables in tantivy's memory, and in ours."""
    found = [_document(*numbered) for numbered in enumerate(CABLES)]
    of_cables, of_paragraphs = cables_schema(), paragraphs_schema()
    ranks = dict.fromkeys(RANKS, 0)
    filled = (
        (of_cables, [cable_fields(one, ranks | {"created": one.ordinal}) for one in found]),
        (of_paragraphs, [row for one in found for row in paragraph_fields(one.ordinal, one.paragraphs)]),
    )
    return TantivyIndex(*(_searcher(schema, rows) for schema, rows in filled)), MemoryIndex(found)


def _document(ordinal: int, cable: Invented) -> Document:
    """As it is published, each a day older than the one before."""
    return Document(
        ordinal=ordinal,
        reference_id=cable.reference_id,
        created=f"2007-11-{30 - ordinal}",
        released=cable.released,
        subject=cable.subject,
        text=cable.text,
        facets=facets.values(cable),
        keywords={},
        paragraphs=paragraphs(cable.telegram()),
        cites=(),
        cited=0,
    )


def _searcher(schema: Schema, rows: Iterable[dict[str, Any]]) -> Searcher:
    index = Index(schema)
    for name, analyzer in analyzers().items():
        index.register_tokenizer(name, analyzer)
    writer = index.writer(num_threads=1)
    for row in rows:
        writer.add_document(tantivy.Document.from_dict(row, schema))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index.searcher()


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "parse": read_telegram,
    "marks": look_for_marks,
    "explain": look_at_telegram,
    "reference_id": read_id,
    "query": ask,
    "detect": partial(read_source, name=None),
    **{f"source-{name}": partial(read_source, name=name) for name in FORMATS},
    **{f"archive-{name.strip('.')}": partial(unpack, name=name) for name in ARCHIVES},
}
