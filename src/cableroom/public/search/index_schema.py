"""The fields of the two tantivy indexes of a generation, and how documents fill them.

No text is stored: texts lie compressed in generation.sqlite3.

``cables``: one document a cable.
    text, subject           words, with positions
    reference               the cable's own names, whole
    cites                   names of published cables that it cites, whole
    one field a facet       values, whole; counted through a fast column
    created_4, created_7 .. values of one level of a dated facet, for counting
    ordinal                 row of ``edition``
    rank_created, ..        place in that order, each number once
``paragraphs``: one document a paragraph.
    text                    words, with positions
    ordinal                 row of ``edition``
    anchor                  ``p4-2`` as one number, see ``anchor_number``
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from tantivy import Schema, SchemaBuilder

from cableroom.public.search.analysis import NAME, fold
from cableroom.public.search.base import Document, reference_keys
from cableroom.public.search.facets import FACETS, Facet

CABLES: Final = "cables"
PARAGRAPHS: Final = "paragraphs"
RANKS: Final = ("created", "released")
_REPEAT_BITS: Final = 32


def cables_schema() -> Schema:
    """The schema of the index of cables."""
    builder = SchemaBuilder()
    builder.add_text_field("text", tokenizer_name=NAME)
    builder.add_text_field("subject", tokenizer_name=NAME)
    builder.add_text_field("reference", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("cites", tokenizer_name="raw", index_option="basic")
    for facet in FACETS.values():
        builder.add_text_field(facet.name, tokenizer_name="raw", index_option="basic", fast=not facet.levels)
        for column in level_columns(facet):
            builder.add_text_field(column, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("ordinal", fast=True)
    for rank in RANKS:
        builder.add_unsigned_field(f"rank_{rank}", fast=True)
    return builder.build()


def paragraphs_schema() -> Schema:
    """The schema of the index of paragraphs."""
    builder = SchemaBuilder()
    builder.add_text_field("text", tokenizer_name=NAME)
    builder.add_unsigned_field("ordinal", fast=True, indexed=True)
    builder.add_unsigned_field("anchor", fast=True)
    return builder.build()


def level_columns(facet: Facet) -> list[str]:
    """The columns in which the values of a dated facet are counted, from the coarse to the fine."""
    return [f"{facet.name}_{length}" for length in facet.levels]


def cable_fields(document: Document, ranks: Mapping[str, int]) -> dict[str, Any]:
    """One cable for the index of cables. ranks: its place in each order of RANKS."""
    fields: dict[str, Any] = {
        "text": fold(document.text),
        "subject": fold(document.subject),
        "reference": list(reference_keys(document.reference_id)),
        "cites": [key for name in document.cites for key in reference_keys(name)],
        "ordinal": document.ordinal,
    }
    for name, facet in FACETS.items():
        fields[name] = list(document.facets.get(name, ()))
        for column, length in zip(level_columns(facet), facet.levels, strict=True):
            fields[column] = [value for value in fields[name] if len(value) == length]
    for rank in RANKS:
        fields[f"rank_{rank}"] = ranks[rank]
    return fields


def paragraph_fields(ordinal: int, paragraphs: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """The paragraphs, (anchor, text), of the cable in row ``ordinal`` for the index of paragraphs."""
    return [
        {"text": fold(text), "ordinal": ordinal, "anchor": anchor_number(anchor)}
        for anchor, text in paragraphs
    ]


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
