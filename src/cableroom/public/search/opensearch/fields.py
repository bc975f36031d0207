"""The fields of the index of a generation in OpenSearch, and how a document fills them.

Words are made by our analysis and sent with blanks between them, so that this engine holds
the same words as the others.  No text is kept: texts lie in generation.sqlite3.

    text, subject           stemmed words, with positions
    exact, exact_subject    the same words as they are written
    reference, cites        the cable's own names, and those of published cables that it cites
    one field a facet       values, counted; of a dated facet one more for each counted length, ``created_7``
    one field a keyword     values
    created_day, ..         the day as a number, see ``index_schema.day``; 0 for none
    ordinal                 row of ``edition``; also the ``_id``
    rank_created, ..        place in that order, each number once
    paragraphs              documents of their own beside the cable, on the same shard:
        text                stemmed words, with positions
        para                values of its portion mark
        anchor              ``p4-2``
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from cableroom.public.search.analysis import indexed
from cableroom.public.search.base import Document, reference_keys
from cableroom.public.search.facets import FACETS
from cableroom.public.search.index_schema import DAYS, RANKS, column, day, level_columns
from cableroom.public.search.keywords import KEYWORDS

FORMAT: Final = 2
"""Of the fields and the words in them; an index of another is loaded again."""
PARAGRAPHS: Final = "paragraphs"
_LONGEST: Final = 100
"""Letters of a word or value that is kept as it is: so its UTF-16 is shorter than the 255 units at which the
whitespace tokenizer cuts, and its UTF-8 than the 32,766 bytes that Lucene refuses."""
_MOST_PARAGRAPHS: Final = 1_000_000
"""Of one cable; OpenSearch alone would refuse one with more than 10,000."""

_TEXT: Final = {"type": "text", "analyzer": "whitespace"}
_VALUE: Final = {"type": "keyword", "doc_values": False}
_COUNTED: Final = {"type": "keyword", "eager_global_ordinals": True}
_NUMBER: Final = {"type": "integer"}


def mapping(meta: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping of an index. meta: what is noted in it about itself."""
    fields: dict[str, Any] = dict.fromkeys(("text", "subject", "exact", "exact_subject"), _TEXT)
    fields |= dict.fromkeys(("reference", "cites", *KEYWORDS), _VALUE)
    for name, facet in FACETS.items():
        fields[name] = _VALUE if facet.levels else _COUNTED
        fields |= dict.fromkeys(level_columns(facet), _COUNTED)
    numbers = ("ordinal", *(f"{name}_day" for name in DAYS), *(f"rank_{rank}" for rank in RANKS))
    fields |= dict.fromkeys(numbers, _NUMBER)
    fields[PARAGRAPHS] = {
        "type": "nested",
        "properties": {"text": _TEXT, "para": _VALUE, "anchor": {"type": "keyword", "index": False}},
    }
    return {"_meta": dict(meta), "_source": {"enabled": False}, "dynamic": "strict", "properties": fields}


def settings(*, shards: int, replicas: int) -> dict[str, Any]:
    """The settings of an index that is being loaded."""
    return {
        "index": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            # Nobody reads it before it is whole.
            "refresh_interval": "-1",
            "mapping.nested_objects.limit": _MOST_PARAGRAPHS,
        }
    }


def cable_fields(document: Document, ranks: Mapping[str, int]) -> dict[str, Any]:
    """One cable with its paragraphs. ranks: its place in each order of RANKS."""
    fields: dict[str, Any] = {
        "text": _words(document.text),
        "subject": _words(document.subject),
        "exact": _words(document.text, exact=True),
        "exact_subject": _words(document.subject, exact=True),
        "created_day": day(document.created) if document.created else 0,
        "released_day": day(document.released),
        "reference": _values(reference_keys(document.reference_id)),
        "cites": _values(key for name in document.cites for key in reference_keys(name)),
        "ordinal": document.ordinal,
        PARAGRAPHS: [
            {"text": _words(item.text), "para": _values(item.marks), "anchor": item.anchor}
            for item in document.paragraphs
        ],
    }
    for name, facet in FACETS.items():
        # As they are: they come back as counts, and their makers keep them short.
        values = fields[name] = list(document.facets.get(name, ()))
        for length in facet.counted:
            fields[column(name, length)] = [value for value in values if len(value) == length]
    for name in KEYWORDS:
        fields[name] = _values(document.keywords.get(name, ()))
    return fields | {f"rank_{rank}": ranks[rank] for rank in RANKS}


def whole(value: str) -> str:
    """A word or value as it stands in the index: one that is too long, or no UTF-8, by its digest."""
    if len(value) <= _LONGEST and (value.isascii() or not _has_half_a_letter(value)):
        return value
    return f"sha256-{hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _has_half_a_letter(value: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in value)


def _words(text: str, *, exact: bool = False) -> str:
    return " ".join(map(whole, indexed(text, exact=exact)))


def _values(values: Iterable[str]) -> list[str]:
    return list(map(whole, values))
