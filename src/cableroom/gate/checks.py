"""The checks that a staged generation passes before anybody can read it: CHECKS, a table.

Each looks at the finished files, as a reader would get them, and not at what
the builder meant to write.  A finding names a place, never text.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from cableroom.gate.derived import has_terms
from cableroom.gate.elsewhere import struck_elsewhere
from cableroom.gate.errors import GenerationRefused
from cableroom.gate.finding import Finding
from cableroom.gate.plan import commitments
from cableroom.gate.sought import struck_left, unreleased_subjects
from cableroom.gate.staged import Staged
from cableroom.public.editions import copies, queries, verifying
from cableroom.public.editions.row_checks import UNREADABLE
from cableroom.public.search.building import FOLDER
from cableroom.public.search.facets import FACETS, in_order
from cableroom.public.search.index_schema import CABLES, PARAGRAPHS
from cableroom.public.search.opening import open_searcher

_SHOWN: Final = 5
"""So many findings are named in the refusal."""
_MOST: Final = 10_000
"""So many findings of one check are gathered: where all is wrong, enough is enough."""


@dataclass(frozen=True, slots=True)
class Check:
    """A row of CHECKS."""

    name: str
    sentence: str
    """What is true of a generation that passed; an editor reads it."""
    find: Callable[[Staged], Iterator[Finding]]


def run(staged: Staged) -> list[Finding]:
    """Run every check; return what bars nothing, but a person should know.

    Raises GenerationRefused ("generation-refused") with what was found, at the first check that bars.
    """
    told: list[Finding] = []
    for done, check in enumerate(CHECKS):
        staged.progress("Checking", done, len(CHECKS))
        findings = list(islice(check.find(staged), _MOST))
        barring = [finding for finding in findings if finding.bars]
        if barring:
            named = "; ".join(f"{finding.place} {finding.what}" for finding in barring[:_SHOWN])
            more = f"; and {len(barring) - _SHOWN} more" if len(barring) > _SHOWN else ""
            raise GenerationRefused(f"check {check.name}: {named}{more}")
        told += findings
    staged.progress("Checking", len(CHECKS), len(CHECKS))
    return told


def _whole(staged: Staged) -> Iterator[Finding]:
    """Do all that ``verify`` does; rows are only looked at where the file that holds them is whole."""
    damages = [
        damage for checked in verifying.verify_files(staged.generation.path) for damage in checked.damages
    ]
    if damages:
        yield from (Finding(damage.place, damage.what) for damage in damages)
        return
    try:
        yield from staged.rows.damaged
    except UNREADABLE:
        # From a damaged row anything may come; its bytes do not belong in a message.
        yield Finding(staged.generation.path.name, "has rows that cannot be read")


def _released(staged: Staged) -> Iterator[Finding]:
    standing: set[str] = set()
    for summary in queries.all_summaries(staged.generation):
        standing.add(summary.reference_id)
        place = staged.places.get(summary.reference_id)
        if place is None:
            yield Finding(summary.reference_id, "is not released")
        elif (place.number, place.release, place.released.isoformat()) != (
            summary.number,
            summary.release,
            summary.released,
        ):
            yield Finding(summary.reference_id, "does not stand under its numbers")
    for reference_id in sorted(staged.places.keys() - standing):
        yield Finding(reference_id, "is missing")


def _unchanged(staged: Staged) -> Iterator[Finding]:
    if not (earlier := commitments()):
        return
    now = queries.commitments(staged.generation)
    for summary in queries.all_summaries(staged.generation):
        key = summary.reference_id, summary.number
        if earlier.get(key, now[summary.reference_id]) != now[summary.reference_id]:
            yield Finding(f"{summary.reference_id} edition {summary.number}", "is not as it was released")


def _underived(staged: Staged) -> Iterator[Finding]:
    yield from staged.rows.underived


def _miscounted(staged: Staged) -> Iterator[Finding]:
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
    if queries.citations(staged.generation) != staged.rows.citations:
        yield Finding("citations", "are not those between the published cables")


def _uncopied(staged: Staged) -> Iterator[Finding]:
    if not copies.are_as_found(staged.generation, staged.rows.sketches):
        yield Finding("copies", "are not those among the public texts")


def _unindexed(staged: Staged) -> Iterator[Finding]:
    folder = staged.generation.path / FOLDER
    for index in (CABLES, PARAGRAPHS):
        searcher = open_searcher(folder / index)
        if searcher.num_docs != (documents := staged.rows.documents[index]):
            yield Finding(f"index of {index}", f"has {searcher.num_docs} entries instead of {documents}")
        for (of, field), expected in staged.rows.terms.items():
            if of == index and not has_terms(searcher, field, expected):
                yield Finding(f"index of {index}", f"has other terms in {field} than the texts")


CHECKS: Final = (
    Check("whole", "Every file, row, mark, count and commitment is as `verify` wants it.", _whole),
    Check("released", "Exactly the released cables stand in it, under their public numbers.", _released),
    Check("unchanged", "No edition that was public before says anything else now.", _unchanged),
    Check(
        "columns",
        "Every column of a cable follows from its public text and stated fields alone.",
        _underived,
    ),
    Check("facets", "Facets and citations count the published cables and nothing else.", _miscounted),
    Check("copies", "Copies are named by the public texts alone, and only published cables.", _uncopied),
    Check("index", "The search index holds the words of the published cables and no others.", _unindexed),
    Check("struck", "No string struck from a cable stands anywhere in its row.", struck_left),
    Check(
        "elsewhere",
        "No string struck from any cable stands in another that is new, unless a person accepted it,"
        " nor in a title, note or fact.",
        struck_elsewhere,
    ),
    Check(
        "unreleased",
        "No subject of an unreleased cable stands in what is public, but where released cables say it.",
        unreleased_subjects,
    ),
)
"""In the order in which they are run: what is quick first."""
