"""What must not be found in a generation: struck strings, and subjects of unreleased cables.

Everything is sought in decoded form: texts and telegrams are unpacked first.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from cableroom.gate.finding import Finding
from cableroom.gate.leftovers import sought
from cableroom.gate.preparing import struck_strings
from cableroom.gate.reading import COMMON
from cableroom.gate.staged import Staged
from cableroom.gate.workers import in_parts, workers
from cableroom.private.vault.models import Edition
from cableroom.private.vault.texts import record_text
from cableroom.private.vault.words import WordSet
from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation
from cableroom.public.editions.marks import MARK

_AT_ONCE: Final = 200
# No letter and no blank, so that no words join across a mark.
_BARRIER: Final = "\uffff"
# Values of a fixed list, or made of one letter: ROUTINE stands for an R before the date-time group.
_FIXED: Final = frozenset({"kind", "code", "inferred", "precedence", "anchor", "problems"})


def struck_left(staged: Staged) -> Iterator[Finding]:
    """Give each row that holds a string struck from the same cable, in whatever column."""
    redacted = Edition.objects.filter(redactions__isnull=False).values_list("pk", flat=True)
    keys = {place.edition for place in staged.places.values()} & set(redacted)
    with workers(len(keys), staged.generation.path) as each:
        for found in each(_holding, in_parts(_struck(sorted(keys)), _AT_ONCE)):
            yield from (
                Finding(reference_id, "holds a string that was struck from it") for reference_id in found
            )


def _struck(keys: list[int]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give (reference id, what must not stand in its row) of each edition."""
    for (some,) in in_parts(keys, _AT_ONCE):
        editions = Edition.objects.filter(pk__in=some).select_related("cable", "record")
        for edition in editions.prefetch_related("redactions"):
            yield edition.cable.reference_id, sought(struck_strings(edition))


def _holding(folder: Path, some: list[tuple[str, tuple[str, ...]]]) -> list[str]:
    """Return the cables whose rows in the finished file hold one of their strings."""
    generation = Generation.open(folder)
    found = []
    for reference_id, strings in some:
        words = WordSet(strings)
        public = queries.edition(generation, reference_id)
        if public is not None and any(_holds(value, words) for value in row_strings(public)):
            found.append(reference_id)
    return found


def row_strings(edition: queries.Edition) -> Iterator[str]:
    """Give every string that a public row holds, but for values of a fixed list."""
    yield from (edition.reference_id, edition.text)
    yield from (edition.subject or "", edition.origin or "", edition.classification or "")
    yield from (*edition.tags, *edition.coverage)
    yield from _strings({"stated": edition.stated, "telegram": edition.telegram})


def unreleased_subjects(staged: Staged) -> Iterator[Finding]:
    """Give each public statement or text that holds the subject of an unreleased cable.

    Two or more released cables that say it make it common speech.  Where one
    released cable says it, in its own original, that is listed and bars nothing:
    an editor read and cleared that text.
    """
    for place, _release, statement in statements(staged.generation):
        for reference_id in staged.subjects.within(statement):
            yield Finding(place, f"holds the subject of {reference_id}, which is not released")
    for reference_id, sayers in sorted(staged.rows.said_by.items()):
        if len(sayers) < COMMON:
            original = _original(staged, sayers[0])
            says_it = reference_id in staged.subjects.within(original)
            what = f"holds the subject of {reference_id}, which is not released"
            yield Finding(sayers[0], what, bars=not says_it)


def statements(generation: Generation) -> Iterator[tuple[str, int | None, str]]:
    """Give (place, public number of the release, words) of what editors state; facts are of no release."""
    for release in queries.releases(generation):
        yield f"title of release {release.number}", release.number, release.title
        yield f"note of release {release.number}", release.number, release.note
    for name, fact in queries.facts(generation).items():
        yield f"fact {name}", None, fact.value


def _original(staged: Staged, reference_id: str) -> str:
    edition = Edition.objects.select_related("record").get(pk=staged.places[reference_id].edition)
    return record_text(edition.record)


def _holds(value: str, words: WordSet) -> bool:
    return next(words.find(value.replace(MARK, _BARRIER), over_pages=True), None) is not None


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _FIXED:
                yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)
