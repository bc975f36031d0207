"""One pass over the rows of a staged generation, in every core, for all checks that look at each row.

A finished file goes in; what it says comes out.  Each row is unpacked once.  Of
the building only digests are taken over, of what the parser was given and gave,
and the sketches of the texts that it was given.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, Final

from cableroom.gate.derived import column_faults
from cableroom.gate.finding import Finding
from cableroom.gate.progress import Progress, silent
from cableroom.gate.subjects import Subjects
from cableroom.gate.terms import Terms
from cableroom.gate.workers import workers
from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation
from cableroom.public.editions.held import named_in
from cableroom.public.editions.projection import reading_of
from cableroom.public.editions.queries import Citation, Edition, Summary
from cableroom.public.editions.row_checks import ROW_CHECKS
from cableroom.public.search.analysis import analyzed
from cableroom.public.search.document import document
from cableroom.public.search.index_schema import CABLES, PARAGRAPHS, RANKS, cable_fields, paragraph_fields
from cableroom.telegram.alike import Sketches
from cableroom.telegram.shingles import sketch

_AT_ONCE: Final = 500
"""Rows of one part."""
_AFTER_ALL: Final = 1 << 62
COMMON: Final = 2
"""What so many released cables say is common speech."""
_NO_RANKS: Final = dict.fromkeys(RANKS, 0)

_TERMS: Final = Terms(partial(analyzed, exact=True), analyzed)
_FORMS_OF: Final = {"text": "exact", "subject": "exact_subject"}
"""Fields of the index that hold stems, and those with the forms of the same words."""
_ANALYZED: Final = frozenset({*_FORMS_OF, *_FORMS_OF.values()})
"""Fields of the index whose terms are words; those of the others are whole values."""


@dataclass(slots=True)
class Rows:
    """What a part of the rows says, or all of them."""

    damaged: list[Finding] = field(default_factory=list)
    """Rows that ``verify`` would not find whole."""
    underived: list[Finding] = field(default_factory=list)
    """Columns that do not follow from their row's text and stated fields."""
    said_by: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Reference id of an unreleased cable -> the first COMMON cables whose texts hold its subject."""
    citations: list[Citation] = field(default_factory=list)
    """Between published cables, as the texts have them."""
    sketches: Sketches = field(default_factory=Sketches)
    """Of the texts, by ordinal."""
    documents: Counter[str] = field(default_factory=Counter)
    """Index -> entries that it must have."""
    terms: dict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """(index, field) -> each term and the number of entries that must have it."""

    def add(self, part: "Rows") -> None:
        """Add what the next rows say."""
        self.damaged += part.damaged
        self.underived += part.underived
        for reference_id, sayers in part.said_by.items():
            self.said_by[reference_id] = (self.said_by[reference_id] + sayers)[:COMMON]
        self.citations += part.citations
        self.sketches.update(part.sketches)
        self.documents.update(part.documents)
        for place, counted in part.terms.items():
            self.terms[place].update(counted)


def read_rows(
    generation: Generation,
    subjects: Subjects,
    readings: Sequence[tuple[bytes, bytes]] = (),
    *,
    progress: Progress = silent,
) -> Rows:
    """Return what all rows of ``generation`` say.

    readings: the ``projection.Reading`` of what was parsed in this run, row by row.
    """
    total = queries.count(generation)
    # The last part takes whatever has a higher ordinal than it should.
    ends = pairwise([*range(0, max(total, 1), _AT_ONCE), _AFTER_ALL])
    parts = ((first, end, dict(readings[first:end])) for first, end in ends)
    rows = Rows()
    progress("Reading all again", 0, total)
    with workers(total, generation.path, subjects) as each:
        for done, part in enumerate(each(_part, parts), 1):
            rows.add(part)
            progress("Reading all again", min(done * _AT_ONCE, total), total)
    return rows


def _part(folder: Path, subjects: Subjects, first: int, end: int, sketches: Mapping[bytes, bytes]) -> Rows:
    """Return what the rows from ``first`` to before ``end`` say.

    sketches: by the digests of what was read in this run; such a row need not be read again.
    """
    generation = Generation.open(folder)
    rows = Rows()
    for edition, *packed in queries.all_packed(generation, first=first, end=end):
        name = edition.reference_id
        for check in ROW_CHECKS:
            rows.damaged += (Finding(name, what) for what in check.faults(edition))
        known = sketches.get(reading_of(name, edition.stated["created"], edition.languages, *packed))
        is_read = known is not None
        rows.underived += (Finding(name, what) for what in column_faults(edition, is_read=is_read))
        for reference_id in subjects.within(edition.text):
            if len(sayers := rows.said_by[reference_id]) < COMMON:
                sayers.append(name)
        rows.sketches.add(edition.ordinal, sketch(edition.text) if known is None else array("I", known))
        cited = _cited(generation, edition)
        rows.citations += (Citation(name, target) for target in cited)
        _count(rows, edition, cited, cited_by=queries.cited_by(generation, name))
    return rows


def _cited(generation: Generation, edition: Edition) -> list[str]:
    named = named_in(edition.telegram)
    return sorted(queries.published_ids(generation, named) - {edition.reference_id}) if named else []


def _count(rows: Rows, edition: Edition, cited: list[str], *, cited_by: Sequence[Summary]) -> None:
    """Add the terms of what ``edition`` must be in the two indexes."""
    seen = document(edition, cites=cited, cited_by=[cable.reference_id for cable in cited_by])
    paragraphs = paragraph_fields(seen.ordinal, seen.paragraphs)
    for index, entries in ((CABLES, [cable_fields(seen, _NO_RANKS)]), (PARAGRAPHS, paragraphs)):
        rows.documents[index] += len(entries)
        terms: dict[str, list[set[str]]] = defaultdict(list)
        for entry in entries:
            for name, found in _terms_of(entry):
                terms[name].append(found)
        for name, sets in terms.items():
            rows.terms[index, name].update(chain.from_iterable(sets))


def _terms_of(entry: dict[str, Any]) -> Iterator[tuple[str, set[str]]]:
    """Give the terms of each field of one entry, each once, whatever the number of times it stands there."""
    for stems, forms in _FORMS_OF.items():
        if stems not in entry:
            continue
        found = _TERMS.of(entry[stems])
        yield stems, found.stems
        if forms in entry:
            # Mostly the same words, but for that nobody but the entry has a say.
            same = entry[forms] == entry[stems]
            yield forms, found.forms if same else _TERMS.of(entry[forms]).forms
    for name, value in entry.items():
        if name not in _ANALYZED and not isinstance(value, int):
            yield name, set(value)
