"""Derived output holds nothing that the public texts lack.

Shown by making it again from the public texts and stated fields alone, and
comparing: columns, anchors, facet counts, citations, copies, and every term of
the search index with the number of cables that have it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from tantivy import Searcher

from cableroom.public.editions.projection import Content, Stamp, derive, read, spoken
from cableroom.public.editions.queries import Edition

_COLUMNS: Final = (
    "created",
    "origin",
    "classification",
    "subject",
    "tags",
    "captions",
    "precedence",
    "has",
    "languages",
    "coverage",
    "stated",
    "telegram",
    "anchors",
    "commitment",
)


def column_faults(edition: Edition, *, is_read: bool) -> Iterator[str]:
    """Say of each column that does not follow from the text and the stated fields of its own row.

    is_read: whether the row's telegram and languages are what was read from the row's text in this
        run; it need not be read again then.  Else it is read here.
    """
    expected = _made_again(edition, is_read=is_read)
    for name in _COLUMNS:
        if _plain(getattr(edition, name)) != expected[name]:
            yield f"has another {name} than its text gives"
    if any(not 0 <= start <= len(edition.text) for _name, start in edition.anchors):
        yield "has an anchor outside its text"


def has_terms(searcher: Searcher, field: str, expected: Mapping[str, int]) -> bool:
    """Say whether ``field`` has just the expected terms, each in so many entries."""
    found = searcher.terms_with_prefix(field, "")
    return len(found) == len(expected) and all(expected.get(term) == count for term, count in found)


def _made_again(edition: Edition, *, is_read: bool) -> Mapping[str, Any]:
    stated = edition.stated
    content = Content(
        reference_id=edition.reference_id,
        text=edition.text,
        marks=edition.marks,
        created=datetime.fromisoformat(stated["created"]) if stated["created"] else None,
        origin=stated["origin"],
        classification=stated["classification"],
        coverage=stated["coverage"],
    )
    stamp = Stamp(
        number=edition.number,
        release=edition.release,
        released=date.fromisoformat(edition.released),
        nonce=edition.nonce,
        anchors=edition.anchors,
    )
    telegram = edition.telegram if is_read else read(content)
    languages = edition.languages if is_read else spoken(content, telegram)
    return derive(content, stamp, telegram, languages)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column's value
    """Return tuples as the lists that a row holds."""
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
