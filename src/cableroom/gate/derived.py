"""Derived output holds nothing that the public texts lack.

Shown by making it again from the public texts and stated fields alone, and
comparing: columns, anchors, facet counts, citations, and every term of the
search index with the number of cables that have it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final

from tantivy import Searcher

from cableroom.gate.finding import Finding, Staged
from cableroom.gate.workers import workers
from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation
from cableroom.public.editions.packing import unpack_json
from cableroom.public.editions.projection import Content, Stamp, project
from cableroom.public.editions.queries import Edition
from cableroom.public.search.analysis import words
from cableroom.public.search.building import FOLDER
from cableroom.public.search.document import documents
from cableroom.public.search.facets import FACETS, in_order
from cableroom.public.search.index_schema import CABLES, PARAGRAPHS, cable_fields, paragraph_fields
from cableroom.public.search.opening import open_searcher

_COLUMNS: Final = (
    "created",
    "origin",
    "classification",
    "subject",
    "tags",
    "coverage",
    "stated",
    "telegram",
    "anchors",
    "commitment",
)
_ANALYZED: Final = frozenset({"text", "subject"})
"""Fields whose terms are words; those of the others are whole values."""
_NO_RANKS: Final = {"created": 0, "released": 0}


def column_differences(staged: Staged) -> Iterator[Finding]:
    """Give each column that does not follow from the text and the stated fields of its own row."""
    editions = ((edition,) for edition in queries.all_editions(staged.generation))
    with workers(len(staged.places)) as each:
        for findings in each(_of_one, editions):
            yield from findings


def _of_one(edition: Edition) -> list[Finding]:
    expected = _made_again(edition)
    findings = [
        Finding(edition.reference_id, f"has another {name} than its text gives")
        for name in _COLUMNS
        if _plain(getattr(edition, name)) != expected[name]
    ]
    if any(not 0 <= start <= len(edition.text) for _name, start in edition.anchors):
        findings.append(Finding(edition.reference_id, "has an anchor outside its text"))
    return findings


def facet_differences(staged: Staged) -> Iterator[Finding]:
    """Give each facet whose values and counts, and whether the citations, are not those of the rows."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    labels: dict[str, dict[str, str]] = {name: {} for name in FACETS}
    for summary in queries.all_summaries(staged.generation):
        for name, facet in FACETS.items():
            for value, label in facet.value(summary):
                counted[name][value] += 1
                labels[name][value] = min(label, labels[name].get(value, label))
    for name, facet in FACETS.items():
        expected = [
            queries.FacetValue(value, label, counted[name][value])
            for value, label in in_order(facet, labels[name].items())
        ]
        if queries.facet_counts(staged.generation, name) != expected:
            yield Finding(f"facet {name}", "does not count the published cables")
    if _citations(staged.generation) != queries.citations(staged.generation):
        yield Finding("citations", "are not those between the published cables")


def index_differences(staged: Staged) -> Iterator[Finding]:
    """Give each field of the index whose terms and their numbers of cables are not those of the texts."""
    folder = staged.generation.path / FOLDER
    cables, paragraphs = open_searcher(folder / CABLES), open_searcher(folder / PARAGRAPHS)
    of_cables: dict[str, Counter[str]] = {}
    of_paragraphs: dict[str, Counter[str]] = {}
    number_of_cables = number_of_paragraphs = 0
    for document in documents(staged.generation):
        number_of_cables += 1
        _count_terms(of_cables, cable_fields(document, _NO_RANKS))
        for fields in paragraph_fields(document):
            number_of_paragraphs += 1
            _count_terms(of_paragraphs, fields)
    for place, searcher, expected, documents_expected in (
        (CABLES, cables, of_cables, number_of_cables),
        (PARAGRAPHS, paragraphs, of_paragraphs, number_of_paragraphs),
    ):
        if searcher.num_docs != documents_expected:
            yield Finding(
                f"index of {place}", f"has {searcher.num_docs} entries instead of {documents_expected}"
            )
        for field, terms in expected.items():
            if _terms(searcher, field) != terms:
                yield Finding(f"index of {place}", f"has other terms in {field} than the texts")


def _made_again(edition: Edition) -> dict[str, Any]:
    stated = edition.stated
    created = datetime.fromisoformat(stated["created"]) if stated["created"] else None
    row = project(
        Content(
            reference_id=edition.reference_id,
            text=edition.text,
            marks=edition.marks,
            created=created,
            origin=stated["origin"],
            classification=stated["classification"],
            coverage=stated["coverage"],
        ),
        Stamp(
            number=edition.number,
            release=edition.release,
            released=date.fromisoformat(edition.released),
            nonce=edition.nonce,
            anchors=edition.anchors,
        ),
    )
    return {
        name: unpack_json(row.telegram) if name == "telegram" else getattr(row, name) for name in _COLUMNS
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column's value
    """Return tuples as the lists that a row holds."""
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _citations(generation: Generation) -> list[queries.Citation]:
    published = {summary.reference_id for summary in queries.all_summaries(generation)}
    found = []
    for edition in queries.all_editions(generation):
        named = (*edition.telegram["references"], *edition.telegram["body_references"])
        targets = {reference["reference_id"] for reference in named} & published
        found += [
            queries.Citation(edition.reference_id, target)
            for target in sorted(targets - {edition.reference_id})
        ]
    return found


def _count_terms(counted: dict[str, Counter[str]], fields: dict[str, Any]) -> None:
    """Add one document's terms: each term once, whatever the number of times it stands there."""
    for name, value in fields.items():
        if isinstance(value, int):
            continue
        terms: Iterable[str] = words(value) if name in _ANALYZED else value
        counted.setdefault(name, Counter()).update(set(terms))


def _terms(searcher: Searcher, field: str) -> dict[str, int]:
    return dict(searcher.terms_with_prefix(field, ""))
