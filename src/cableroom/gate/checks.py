"""The checks that a staged generation passes before anybody can read it: CHECKS, a table.

Each looks at the finished files, as a reader would get them, and not at what
the builder meant to write.  A finding names a place, never text.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from cableroom.gate.derived import column_differences, facet_differences, index_differences
from cableroom.gate.errors import GenerationRefused
from cableroom.gate.finding import Finding, Staged
from cableroom.gate.plan import commitments
from cableroom.gate.progress import Progress, silent
from cableroom.gate.sought import struck_left, unreleased_subjects
from cableroom.public.editions import queries, verifying

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


def run(staged: Staged, *, progress: Progress = silent) -> list[Finding]:
    """Run every check; return what bars nothing, but a person should know.

    Raises GenerationRefused ("generation-refused") with what was found, at the first check that bars.
    """
    told: list[Finding] = []
    for done, check in enumerate(CHECKS):
        progress(f"Checking: {check.name}", done, len(CHECKS))
        findings = list(islice(check.find(staged), _MOST))
        barring = [finding for finding in findings if finding.bars]
        if barring:
            named = "; ".join(f"{finding.place} {finding.what}" for finding in barring[:_SHOWN])
            more = f"; and {len(barring) - _SHOWN} more" if len(barring) > _SHOWN else ""
            raise GenerationRefused(f"check {check.name}: {named}{more}")
        told += findings
    progress("Checking", len(CHECKS), len(CHECKS))
    return told


def _whole(staged: Staged) -> Iterator[Finding]:
    for checked in verifying.verify(staged.generation.path):
        for damage in checked.damages:
            yield Finding(damage.place, damage.what)


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
    earlier = commitments()
    now = queries.commitments(staged.generation)
    for summary in queries.all_summaries(staged.generation):
        key = summary.reference_id, summary.number
        if earlier.get(key, now[summary.reference_id]) != now[summary.reference_id]:
            yield Finding(f"{summary.reference_id} edition {summary.number}", "is not as it was released")


CHECKS: Final = (
    Check("whole", "Every file, row, mark, count and commitment is as `verify` wants it.", _whole),
    Check("released", "Exactly the released cables stand in it, under their public numbers.", _released),
    Check("unchanged", "No edition that was public before says anything else now.", _unchanged),
    Check(
        "columns",
        "Every column of a cable follows from its public text and stated fields alone.",
        column_differences,
    ),
    Check("facets", "Facets and citations count the published cables and nothing else.", facet_differences),
    Check(
        "index", "The search index holds the words of the published cables and no others.", index_differences
    ),
    Check("struck", "No string struck from a cable stands anywhere in its row.", struck_left),
    Check(
        "unreleased",
        "No subject of an unreleased cable stands in what is public, but where released cables say it.",
        unreleased_subjects,
    ),
)
"""In the order in which they are run: what is quick first."""
