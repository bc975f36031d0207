"""One pass over the rows of a staged generation, in every core, for all checks that look at each row.

A finished file goes in; what it says comes out.  Each row is unpacked once.  Of
the building only digests are taken over, of what the parser was given and gave.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from cableroom.gate.derived import column_faults
from cableroom.gate.finding import Finding
from cableroom.gate.progress import Progress, silent
from cableroom.gate.subjects import Subjects
from cableroom.gate.terms import Terms
from cableroom.gate.workers import workers
from cableroom.public.editions import queries, verifying
from cableroom.public.editions.generation import Generation
from cableroom.public.editions.queries import Citation, Edition
from cableroom.public.search.document import document
from cableroom.public.search.index_schema import CABLES, PARAGRAPHS, cable_fields, paragraph_fields

_AT_ONCE: Final = 500
"""Rows of one part."""
_AFTER_ALL: Final = 1 << 62
COMMON: Final = 2
"""What so many released cables say is common speech."""
_ANALYZED: Final = frozenset({"text", "subject"})
"""Fields of the index whose terms are words; those of the others are whole values."""
_NO_RANKS: Final = {"created": 0, "released": 0}

_terms: Final = Terms()


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
        self.documents.update(part.documents)
        for place, counted in part.terms.items():
            self.terms[place].update(counted)


def read_rows(
    generation: Generation,
    subjects: Subjects,
    readings: Collection[bytes] = frozenset(),
    *,
    progress: Progress = silent,
) -> Rows:
    """Return what all rows of ``generation`` say.

    readings: ``reading_of`` what the parser gave for texts in this process's run.
    """
    published = frozenset(queries.commitments(generation))
    total = len(published)
    # The last part takes whatever has a higher ordinal than it should.
    ends = pairwise([*range(0, max(total, 1), _AT_ONCE), _AFTER_ALL])
    rows = Rows()
    progress("Reading all again", 0, total)
    with workers(total, generation.path, published, subjects, readings) as each:
        for done, part in enumerate(each(_part, ends), 1):
            rows.add(part)
            progress("Reading all again", min(done * _AT_ONCE, total), total)
    return rows


def _part(
    folder: Path,
    published: frozenset[str],
    subjects: Subjects,
    readings: Collection[bytes],
    first: int,
    end: int,
) -> Rows:
    """Return what the rows from ``first`` to before ``end`` say."""
    rows = Rows()
    for edition in queries.all_editions(Generation.open(folder), first=first, end=end):
        name = edition.reference_id
        for check in verifying.ROW_CHECKS:
            rows.damaged += (Finding(name, what) for what in check.faults(edition))
        rows.underived += (Finding(name, what) for what in column_faults(edition, readings))
        for reference_id in subjects.within(edition.text):
            if len(sayers := rows.said_by[reference_id]) < COMMON:
                sayers.append(name)
        cited = _cited(edition, published)
        rows.citations += (Citation(name, target) for target in cited)
        _count(rows, edition, cited)
    return rows


def _cited(edition: Edition, published: frozenset[str]) -> list[str]:
    named = (*edition.telegram.get("references", ()), *edition.telegram.get("body_references", ()))
    return sorted(({reference["reference_id"] for reference in named} & published) - {edition.reference_id})


def _count(rows: Rows, edition: Edition, cited: list[str]) -> None:
    """Add the terms of what ``edition`` must be in the two indexes."""
    seen = document(edition, cites=cited)
    for index, entries in ((CABLES, [cable_fields(seen, _NO_RANKS)]), (PARAGRAPHS, paragraph_fields(seen))):
        rows.documents[index] += len(entries)
        for entry in entries:
            for name, terms in _terms_of(entry):
                rows.terms[index, name].update(terms)


def _terms_of(entry: dict[str, Any]) -> Iterator[tuple[str, set[str]]]:
    """Give the terms of each field of one entry, each once, whatever the number of times it stands there."""
    for name, value in entry.items():
        if not isinstance(value, int):
            yield name, _terms.of(value) if name in _ANALYZED else set(value)
