"""Which published cables are copies of each other, by their public texts alone.

    texts -> sketches -> pairs that may be -> shingles of both -> CopyPair

The rule is that of ``cableroom copies find``, but nothing that was found, confirmed or refused in the
vault has a part in it: it is not known here.  What a row says of its text (where the body begins, page
furniture, captions) is taken from the row, so that a later parser finds the same pairs.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Final

from cableroom.public.editions.generation import Generation
from cableroom.public.editions.packing import unpack_json, unpack_text
from cableroom.telegram.alike import Sketches, compare
from cableroom.telegram.furniture import without
from cableroom.telegram.shingles import COPY, Shingles, shingles, words_of

CORRECTED: Final = "CORRECTED COPY"
"""The caption of a telegram that takes the place of an earlier one."""
_SAME: Final = 100
_SERIAL: Final = re.compile("[1-9][0-9]*$")
_DIGITS: Final = 3
_OPENING: Final = 40
"""So far the cable's own serial is sought, of so many digits or more: ``1`` is a paragraph."""
_PAIR: Final = "first, second, likeness, first_corrected, second_corrected"
_COPIES: Final = (
    "SELECT second, likeness, second_corrected, first_corrected FROM copy WHERE first = ?1"
    " UNION ALL SELECT first, likeness, first_corrected, second_corrected FROM copy WHERE second = ?1"
    " ORDER BY 1"
)
_COPIES_OF_EACH: Final = (
    "SELECT first, second, likeness, second_corrected, first_corrected FROM copy"
    " WHERE first IN (SELECT value FROM json_each(?1))"
    " UNION ALL SELECT second, first, likeness, first_corrected, second_corrected FROM copy"
    " WHERE second IN (SELECT value FROM json_each(?1)) ORDER BY 1, 2"
)


@dataclass(frozen=True, slots=True)
class CopyPair:
    """Two published cables with the same or nearly the same text."""

    first: str
    """The lower reference id."""
    second: str
    likeness: int
    """Shared shingles of all shingles, in hundredths, rounded down: 100 is the same words."""
    first_corrected: bool
    """Whether its text calls itself a corrected copy."""
    second_corrected: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the cable that was asked for."""

    reference_id: str
    likeness: int
    """As in CopyPair."""
    is_corrected: bool
    """Whether its text calls itself a corrected copy."""
    is_older: bool
    """Whether the cable that was asked for calls itself a corrected copy, and this one does not."""

    @property
    def is_resent(self) -> bool:
        """Whether it surely is the same message: the words are the same, or one text says so."""
        return self.is_corrected or self.is_older or self.likeness == _SAME

    @property
    def what(self) -> str:
        """What it is, in words that follow its reference id."""
        if self.is_corrected:
            return "a corrected copy"
        if self.is_older:
            return "of which this is a corrected copy"
        return "in the same words" if self.likeness == _SAME else "in nearly the same words"


def find(connection: sqlite3.Connection, sketches: Sketches) -> Iterator[CopyPair]:
    """Give the copies among the editions of a database, by their reference ids.

    sketches: of all their texts, by ordinal.
    """
    for first, second, likeness in compare(sketches.pairs(), lambda ordinal: _shingles(connection, ordinal)):
        if likeness >= COPY:
            one, other = (_row(connection, ordinal) for ordinal in (first, second))
            yield CopyPair(one[0], other[0], int(100 * likeness), _corrected(one[2]), _corrected(other[2]))


def are_as_found(generation: Generation, sketches: Sketches) -> bool:
    """Say whether the copies that a generation names are those that are found in its texts."""
    found = find(generation.connection(), sketches)
    return all(stored == made for stored, made in zip_longest(pairs(generation), found))


def pairs(generation: Generation) -> Iterator[CopyPair]:
    """Give the copies that a generation names, by their reference ids."""
    for first, second, likeness, *corrected in generation.connection().execute(
        f"SELECT {_PAIR} FROM copy ORDER BY ordinal"  # noqa: S608 - our own columns
    ):
        yield CopyPair(first, second, likeness, *map(bool, corrected))


def copies_of(generation: Generation, reference_id: str) -> list[Copy]:
    """Return the published copies of a cable, in reference-id order."""
    rows = generation.connection().execute(_COPIES, (reference_id,))
    return [
        Copy(name, likeness, bool(corrected), bool(other) and not corrected)
        for name, likeness, corrected, other in rows
    ]


def copies_of_each(generation: Generation, reference_ids: Sequence[str]) -> dict[str, list[Copy]]:
    """Return the same for each of some cables that has any."""
    found: dict[str, list[Copy]] = {}
    rows = generation.connection().execute(_COPIES_OF_EACH, (json.dumps(reference_ids),))
    for asked, name, likeness, corrected, other in rows:
        copy = Copy(name, likeness, bool(corrected), bool(other) and not corrected)
        found.setdefault(asked, []).append(copy)
    return found


def by_what_they_say(copies: Iterable[Copy]) -> list[tuple[str, list[Copy]]]:
    """Return the copies under a heading each, those first that surely are the same message."""
    resent: list[Copy] = []
    alike: list[Copy] = []
    for copy in copies:
        (resent if copy.is_resent else alike).append(copy)
    return [(label, some) for label, some in (("Also sent as", resent), ("Possible copy", alike)) if some]


def _row(connection: sqlite3.Connection, ordinal: int) -> tuple[str, str, dict[str, Any]]:
    query = "SELECT reference_id, text, telegram FROM edition WHERE ordinal = ?"
    reference_id, text, telegram = connection.execute(query, (ordinal,)).fetchone()
    return reference_id, unpack_text(text), unpack_json(telegram)


def _shingles(connection: sqlite3.Connection, ordinal: int) -> Shingles:
    """Return the shingles of the words below the header, without page furniture and the own serial."""
    reference_id, text, telegram = _row(connection, ordinal)
    header = (0, telegram["body_start"])
    furniture = ((piece["start"], piece["end"]) for piece in telegram.get("furniture", ()))
    words = words_of(without(text, [header, *furniture]).replace("¶", " "))
    if serial := _SERIAL.search(reference_id):
        # In the classification line: what was sent again under another serial has the same words.
        first = [word.lstrip("0") if len(word) >= _DIGITS else "" for word in words[:_OPENING]]
        if serial[0] in first:
            del words[first.index(serial[0])]
    return shingles(words)


def _corrected(telegram: dict[str, Any]) -> bool:
    return CORRECTED in telegram.get("captions", ())
