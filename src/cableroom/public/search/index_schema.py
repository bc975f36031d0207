"""The fields of the two tantivy indexes of a generation, and how documents fill them.

No text is stored: texts lie compressed in generation.sqlite3.

``cables``: one document a cable.
    text, subject           stemmed words, with positions
    exact, exact_subject    the same words as they are written
    reference               the cable's own names, whole
    cites                   names of published cables that it cites, whole
    one field a facet       values, whole; counted through a fast column
    one field a keyword     values, whole
    created_day, ..         the day as a number, see ``day``; 0 for none
    created_7, created_10 . values of one length of a dated facet, for counting
    has_combined, ..        all values of a facet in one, for counting, see ``Facet.has_few_combinations``
    ordinal                 row of ``edition``
    rank_created, ..        place in that order, each number once
``paragraphs``: one document a paragraph.
    text                    stemmed words, with positions
    para                    values of its portion mark
    ordinal                 row of ``edition``
    anchor                  ``p4-2`` as one number, see ``anchor_number``
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from tantivy import Schema, SchemaBuilder

from cableroom.public.search.analysis import EXACT, STEMMED, searchable
from cableroom.public.search.base import Document, Paragraph, reference_keys
from cableroom.public.search.facets import FACETS, Facet
from cableroom.public.search.keywords import KEYWORDS

CABLES: Final = "cables"
PARAGRAPHS: Final = "paragraphs"
RANKS: Final = ("created", "released", "cited")
DAYS: Final = ("created", "released")
_REPEAT_BITS: Final = 32


def cables_schema() -> Schema:
    """The schema of the index of cables."""
    builder = SchemaBuilder()
    builder.add_text_field("text", tokenizer_name=STEMMED)
    builder.add_text_field("subject", tokenizer_name=STEMMED)
    builder.add_text_field("exact", tokenizer_name=EXACT)
    builder.add_text_field("exact_subject", tokenizer_name=EXACT)
    builder.add_text_field("reference", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("cites", tokenizer_name="raw", index_option="basic")
    for facet in FACETS.values():
        builder.add_text_field(facet.name, tokenizer_name="raw", index_option="basic", fast=not facet.levels)
        for dated in level_columns(facet):
            builder.add_text_field(dated, tokenizer_name="raw", index_option="basic", fast=True)
        if facet.has_few_combinations:
            builder.add_text_field(
                combined(facet.name), tokenizer_name="raw", index_option="basic", fast=True
            )
    for keyword in KEYWORDS:
        builder.add_text_field(keyword, tokenizer_name="raw", index_option="basic")
    for name in DAYS:
        builder.add_unsigned_field(f"{name}_day", fast=True)
    builder.add_unsigned_field("ordinal", fast=True, indexed=True)
    for rank in RANKS:
        builder.add_unsigned_field(f"rank_{rank}", fast=True)
    return builder.build()


def paragraphs_schema() -> Schema:
    """The schema of the index of paragraphs."""
    builder = SchemaBuilder()
    builder.add_text_field("text", tokenizer_name=STEMMED)
    builder.add_text_field("para", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("ordinal", fast=True, indexed=True)
    builder.add_unsigned_field("anchor", fast=True)
    return builder.build()


def level_columns(facet: Facet) -> list[str]:
    """The columns in which the values of a dated facet are counted, from the coarse to the fine."""
    return [column(facet.name, length) for length in facet.counted]


def column(facet: str, length: int) -> str:
    """The column in which values of a facet are counted. length: of the dates; 0 for a facet of no dates."""
    return f"{facet}_{length}" if length else facet


def combined(facet: str) -> str:
    """The column in which the values of a facet stand as one, with blanks between them."""
    return f"{facet}_combined"


def uncombined(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts of values, from those of their combinations in the column ``combined``."""
    found: Counter[str] = Counter()
    for values, count in counts.items():
        for value in values.split(" "):
            found[value] += count
    return dict(found)


def cable_fields(document: Document, ranks: Mapping[str, int]) -> dict[str, Any]:
    """One cable for the index of cables. ranks: its place in each order of RANKS."""
    text, subject = searchable(document.text), searchable(document.subject)
    fields: dict[str, Any] = {
        "text": text,
        "subject": subject,
        "exact": text,
        "exact_subject": subject,
        "created_day": day(document.created) if document.created else 0,
        "released_day": day(document.released),
        "reference": list(reference_keys(document.reference_id)),
        "cites": [key for name in document.cites for key in reference_keys(name)],
        "ordinal": document.ordinal,
    }
    for name, facet in FACETS.items():
        fields[name] = list(document.facets.get(name, ()))
        for length in facet.counted:
            fields[column(name, length)] = [value for value in fields[name] if len(value) == length]
        if facet.has_few_combinations:
            fields[combined(name)] = [" ".join(sorted(fields[name]))] if fields[name] else []
    for name in KEYWORDS:
        fields[name] = list(document.keywords.get(name, ()))
    for rank in RANKS:
        fields[f"rank_{rank}"] = ranks[rank]
    return fields


def paragraph_fields(ordinal: int, paragraphs: Iterable[Paragraph]) -> list[dict[str, Any]]:
    """The paragraphs of the cable in row ``ordinal`` for the index of paragraphs."""
    return [
        {
            "text": searchable(text),
            "para": list(marks),
            "ordinal": ordinal,
            "anchor": anchor_number(anchor),
        }
        for anchor, text, marks in paragraphs
    ]


def day(iso: str) -> int:
    """``2007-11-03T05:03:00Z`` as a number that sorts as days do; 1 for no date, which is before all."""
    return int(iso[:10].replace("-", "") or 1)


def anchor_number(anchor: str) -> int:
    """``p4-2`` as one number, because a fast column gives back numbers only.

    Raises ValueError for what is no anchor of a paragraph.
    """
    number, _hyphen, repeat = anchor.removeprefix("p").partition("-")
    return (int(number) << _REPEAT_BITS) | int(repeat or 0)


def anchor_of(number: int) -> str:
    """The anchor that ``anchor_number`` made into ``number``."""
    paragraph, repeat = divmod(number, 1 << _REPEAT_BITS)
    return f"p{paragraph}-{repeat}" if repeat else f"p{paragraph}"
