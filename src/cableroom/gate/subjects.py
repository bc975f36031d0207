"""The subjects of cables that are not released, and where they stand in a text.

In: the vault.  Out: reference ids.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from cableroom.gate.progress import Progress, silent
from cableroom.gate.workers import in_parts, workers
from cableroom.private.vault.models import Cable, Record
from cableroom.private.vault.queries import by_rank
from cableroom.private.vault.texts import record_text
from cableroom.telegram import parse

_AT_ONCE: Final = 200
_WORD: Final = re.compile(r"[^\W_]+")
_FEWEST_WORDS: Final = 3
"""A subject of fewer words (MEETING, VISIT REQUEST) tells nobody which cable it is of."""
_LABEL_WITHIN: Final = 16_384
"""Code points: the addressees of a collective can be many."""
_SUBJECT_WITHIN: Final = 1_024
"""Code points from the label: more than any subject has."""


class Subjects:
    """Subjects to look for, by their first words."""

    def __init__(self, subjects: Iterable[tuple[str, str]]) -> None:
        """Take (reference id, subject) of each cable."""
        self._by_beginning: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for reference_id, subject in subjects:
            # The same words come again and again; each is held once, here and in every worker.
            words = tuple(map(sys.intern, _words(subject)))
            if len(words) >= _FEWEST_WORDS:
                self._by_beginning[words[:_FEWEST_WORDS]].append((words, reference_id))

    def within(self, text: str) -> set[str]:
        """Return the reference ids of the cables whose subjects stand in ``text``."""
        if not self._by_beginning:
            return set()
        words = _words(text)
        found = set()
        for start, beginning in enumerate(zip(words, words[1:], words[2:], strict=False)):
            for subject, reference_id in self._by_beginning.get(beginning, ()):
                if tuple(words[start : start + len(subject)]) == subject:
                    found.add(reference_id)
        return found


def unreleased(standing: Collection[str], *, progress: Progress = silent) -> Iterator[tuple[str, str]]:
    """Give (reference id, subject) of every cable of the vault but those ``standing`` (reference ids)."""
    cables = dict(Cable.objects.values_list("pk", "reference_id"))
    hidden = sorted(pk for pk, reference_id in cables.items() if reference_id not in standing)
    done = 0
    with workers(len(hidden)) as each:
        for found in each(_subjects, in_parts(_texts(hidden), _AT_ONCE)):
            for pk, subject in found:
                done += 1
                if subject:
                    yield cables[pk], subject
            progress("Reading what is not released", done, len(hidden))


def _texts(hidden: list[int]) -> Iterator[tuple[int, str]]:
    """Give the text of the record that the review of each cable begins with."""
    for (some,) in in_parts(hidden, _AT_ONCE):
        primary: dict[int, Record] = {}
        for record in Record.objects.filter(cable__in=some).order_by("pk"):
            primary[record.cable_id] = min(primary.get(record.cable_id, record), record, key=by_rank)
        for cable, record in primary.items():
            yield cable, record_text(record)


def _subjects(texts: list[tuple[int, str]]) -> list[tuple[int, str | None]]:
    return [(pk, _subject(text)) for pk, text in texts]


def _subject(text: str) -> str | None:
    """Return the subject of a telegram; its body is not read, because there are many telegrams."""
    label = text.upper().find("SUBJ", 0, _LABEL_WITHIN)
    return parse(text[: label + _SUBJECT_WITHIN]).subject if label >= 0 else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
