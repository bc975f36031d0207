"""Struck strings that still stand somewhere.

In the same cable they bar its clearing.  In another they are listed, and a
person answers for each: a minister's name may be a secret in one cable and
in every newspaper in the next.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

from cableroom.gate.preparing import Prepared, spans_of
from cableroom.private.vault.models import Edition
from cableroom.private.vault.redacting import CREATED, TEXT, WORDY, field_value
from cableroom.private.vault.times import says_any
from cableroom.private.vault.words import WordSet, key
from cableroom.telegram.dtg import group_times

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
    return {place.folded for value in ("".join(parts), *stated) for place in words.find(value)}


def times_left(prepared: Prepared) -> list[tuple[str, int, int]]:
    """Return where a struck time still stands: ("created", 0, 0), or a place of the public text."""
    if not prepared.struck_times:
        return []
    stated = [(CREATED, 0, 0)] if says_any(prepared.created, prepared.struck_times) else []
    groups = group_times(prepared.text)
    return stated + [
        ("public text", place.start, place.end) for when, place in groups if when in prepared.struck_times
    ]


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
