"""Struck strings that still stand somewhere.

In the same cable they bar its clearing.  In another they are listed, and a
person answers for each: a minister's name may be a secret in one cable and
in every newspaper in the next.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

from cableroom.gate.preparing import Prepared, spans_of
from cableroom.private.vault.models import Edition
from cableroom.private.vault.redacting import CREATED, TEXT, WORDY, field_value
from cableroom.private.vault.times import says_any, stamps
from cableroom.private.vault.words import WordSet, key
from cableroom.telegram.dtg import group_times
from cableroom.telegram.model import Span

_SHORTEST: Final = 2
"""A single struck letter or digit is not sought: every text has it elsewhere, and it names nobody."""
# No letter and no blank, so that no words join across a mark; no public text can be made to hold it.
_BARRIER: Final = "\uffff"


def sought(struck: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the struck strings that must stand nowhere else."""
    return tuple(string for string in struck if len(key(string)) >= _SHORTEST)


def leftovers(prepared: Prepared, words: WordSet) -> set[str]:
    """Return which of ``words`` stand, as whole words, in what would be public of ``prepared``; folded."""
    stated = (prepared.reference_id, prepared.origin, prepared.classification, *prepared.coverage)
    return standing_in(prepared.text, prepared.marks, [value for value in stated if value], words)


def standing_in(text: str, marks: Iterable[Sequence[int]], stated: Iterable[str], words: WordSet) -> set[str]:
    """Return which of ``words`` stand in a public text with true ``marks``, or in its fields; folded."""
    if not len(words):
        return set()
    parts = []
    end = 0
    for start, mark_end in marks:
        parts += [text[end:start], _BARRIER]
        end = mark_end
    parts.append(text[end:])
    # Only a text with marks has lost its page furniture, which may stand in the middle of a name.
    found = {place.folded for place in words.find("".join(parts), over_pages=True)}
    return found | {place.folded for value in stated for place in words.find(value)}


def times_left(edition: Edition, prepared: Prepared) -> list[tuple[str, int, int]]:
    """Return where a struck time still stands: ("created", 0, 0), or a place of the text as received."""
    times = prepared.struck_times
    if not times:
        return []
    stated = [(CREATED, 0, 0)] if says_any(prepared.created, times) else []
    if not (left := _times_of(prepared.text, times)):
        return stated
    struck = spans_of(edition).get(TEXT, [])
    standing = [
        (TEXT, place.start, place.end)
        for place in _times_of(field_value(edition.record, TEXT), times)
        if not any(start < place.end and place.start < end for start, end in struck)
    ]
    # What only the filled lines say has no place of its own.
    return stated + (standing or [("public text", place.start, place.end) for place in left])


def _times_of(text: str, times: Collection[datetime]) -> list[Span]:
    groups = [place for when, place in group_times(text) if when in times]
    return [*groups, *stamps(text, times)]


def places(edition: Edition, words: WordSet) -> list[tuple[str, int, int]]:
    """Return where ``words`` stand unstruck in ``edition``: (field, start, end), as `redact` takes them."""
    found = []
    spans = spans_of(edition)
    for field in WORDY:
        struck = spans.get(field, [])
        found += [
            (field, place.start, place.end)
            for place in words.find(field_value(edition.record, field), over_pages=field == TEXT)
            if not any(start <= place.start and place.end <= end for start, end in struck)
        ]
    return found


def digest(folded: str) -> str:
    """Return what an Acceptance remembers of a string: SHA-256, hex. It stays in the vault."""
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()
