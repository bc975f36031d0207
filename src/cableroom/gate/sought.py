"""What must not be found in a generation: struck strings, and subjects of unreleased cables.

Everything is sought in decoded form: texts and telegrams are unpacked first.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from cableroom.gate.finding import Finding, Staged
from cableroom.gate.leftovers import sought
from cableroom.gate.preparing import struck_strings
from cableroom.private.vault.models import Cable, Edition, Record
from cableroom.private.vault.texts import record_text
from cableroom.private.vault.words import WordSet
from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation
from cableroom.public.editions.marks import MARK
from cableroom.telegram import parse

_AT_ONCE: Final = 200
# No letter and no blank, so that no words join across a mark.
_BARRIER: Final = "\uffff"
# Values of a fixed list, or made of one letter: ROUTINE stands for an R before the date-time group.
_FIXED: Final = frozenset({"kind", "code", "inferred", "precedence", "anchor", "problems"})
_WORD: Final = re.compile(r"[^\W_]+")
_FEWEST_WORDS: Final = 3
"""A subject of fewer words (MEETING, VISIT REQUEST) tells nobody which cable it is of."""
_LABEL_WITHIN: Final = 16_384
"""Code points: the addressees of a collective can be many."""
_SUBJECT_WITHIN: Final = 1_024
"""Code points from the label: more than any subject has."""
_COMMON: Final = 2
"""What so many released cables say is common speech."""


def struck_left(staged: Staged) -> Iterator[Finding]:
    """Give each row that holds a string struck from the same cable, in whatever column."""
    redacted = Edition.objects.filter(redactions__isnull=False).values_list("pk", flat=True)
    keys = {place.edition for place in staged.places.values()} & set(redacted)
    for some in _in_parts(sorted(keys)):
        editions = Edition.objects.filter(pk__in=some).select_related("cable", "record")
        for edition in editions.prefetch_related("redactions"):
            words = WordSet(sought(struck_strings(edition)))
            public = queries.edition(staged.generation, edition.cable.reference_id)
            if public is not None and any(_holds(value, words) for value in row_strings(public)):
                yield Finding(public.reference_id, "holds a string that was struck from it")


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
    subjects = _Subjects(_unreleased(staged))
    for place, statement in _statements(staged.generation):
        for reference_id in subjects.within(statement):
            yield Finding(place, f"holds the subject of {reference_id}, which is not released")
    said_by: dict[str, list[str]] = defaultdict(list)
    for edition in queries.all_editions(staged.generation):
        for reference_id in subjects.within(edition.text):
            said_by[reference_id].append(edition.reference_id)
    for reference_id, sayers in sorted(said_by.items()):
        if len(sayers) < _COMMON:
            original = _original(staged, sayers[0])
            says_it = reference_id in subjects.within(original)
            what = f"holds the subject of {reference_id}, which is not released"
            yield Finding(sayers[0], what, bars=not says_it)


class _Subjects:
    """Subjects to look for, by their first words."""

    def __init__(self, subjects: Iterable[tuple[str, str]]) -> None:
        self._by_beginning: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for reference_id, subject in subjects:
            words = tuple(_words(subject))
            if len(words) >= _FEWEST_WORDS:
                self._by_beginning[words[:_FEWEST_WORDS]].append((words, reference_id))

    def within(self, text: str) -> set[str]:
        """Return the reference ids of the cables whose subjects stand in ``text``."""
        words = _words(text)
        found = set()
        for start, beginning in enumerate(zip(words, words[1:], words[2:], strict=False)):
            for subject, reference_id in self._by_beginning.get(beginning, ()):
                if tuple(words[start : start + len(subject)]) == subject:
                    found.add(reference_id)
        return found


def _unreleased(staged: Staged) -> Iterator[tuple[str, str]]:
    """Give (reference id, subject) of every cable that does not stand in the generation."""
    cables = dict(Cable.objects.values_list("pk", "reference_id"))
    hidden = sorted(pk for pk, reference_id in cables.items() if reference_id not in staged.places)
    for some in _in_parts(hidden):
        seen: set[int] = set()
        for record in Record.objects.filter(cable__in=some).order_by("pk"):
            if record.cable_id in seen:
                continue
            seen.add(record.cable_id)
            if subject := _subject(record_text(record)):
                yield cables[record.cable_id], subject


def _subject(text: str) -> str | None:
    """Return the subject of a telegram; its body is not read, because there are many telegrams."""
    label = text.upper().find("SUBJ", 0, _LABEL_WITHIN)
    return parse(text[: label + _SUBJECT_WITHIN]).subject if label >= 0 else None


def _statements(generation: Generation) -> Iterator[tuple[str, str]]:
    """Give (place, words) of what editors state beside the cables."""
    for release in queries.releases(generation):
        yield f"title of release {release.number}", release.title
        yield f"note of release {release.number}", release.note
    for name, fact in queries.facts(generation).items():
        yield f"fact {name}", fact.value


def _original(staged: Staged, reference_id: str) -> str:
    edition = Edition.objects.select_related("record").get(pk=staged.places[reference_id].edition)
    return record_text(edition.record)


def _holds(value: str, words: WordSet) -> bool:
    return next(words.find(value.replace(MARK, _BARRIER)), None) is not None


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


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _in_parts(keys: Sequence[int]) -> Iterator[list[int]]:
    waiting = iter(keys)
    while some := list(islice(waiting, _AT_ONCE)):
        yield some
