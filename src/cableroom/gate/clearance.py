"""Clearance: from an edition of the vault to the only thing that can be published.

    Edition -> clear() -> ClearedEdition

1. Only ``clear()`` makes a ClearedEdition.
2. A ClearedEdition has no way back: no number, no digest, no struck string, no span of the original.
3. Every check of CHECKS has passed, at this moment and not when somebody last looked.
4. The sentence of a check is what the editor reads.
"""

from collections.abc import Callable
from dataclasses import InitVar, dataclass
from datetime import datetime
from typing import Final

from cableroom.errors import CableroomError
from cableroom.gate.errors import CreatedUnknown, StruckTextLeft
from cableroom.gate.leftovers import leftovers, places, sought, times_left
from cableroom.gate.preparing import Prepared, prepare
from cableroom.private.vault.errors import CableWithdrawn, EditionNotCleared
from cableroom.private.vault.models import Edition, State
from cableroom.private.vault.words import WordSet

_PASSED: Final = frozenset({State.CLEARED, State.IN_RELEASE, State.RELEASED})
_SHOWN: Final = 5
"""So many places are named in a message."""
_KEY: Final = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearedEdition:
    """A text that may become public, with what its source states of it."""

    reference_id: str
    """Canonical."""
    text: str
    """Redacted, LF line ends, valid UTF-8."""
    marks: tuple[tuple[int, int], ...]
    """Where the true marks stand: half-open code points of ``text``."""
    created: datetime | None
    """Aware UTC; None where it is struck, or the source does not state it."""
    origin: str | None
    classification: str | None
    coverage: tuple[str, ...]
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError("only clear() makes a ClearedEdition")


@dataclass(frozen=True, slots=True)
class Check:
    """A rule that an edition must keep to become public."""

    sentence: str
    """What is true of an edition that passes."""
    fault: Callable[[Edition, Prepared], CableroomError | None]
    """The refusal, or None."""


def _withdrawn(edition: Edition, prepared: Prepared) -> CableroomError | None:
    # Not ``exists()``: whoever clears many editions has fetched the withdrawals of all.
    if edition.cable.state == State.WITHDRAWN or edition.cable.withdrawals.all():
        return CableWithdrawn(f"{prepared.reference_id} was withdrawn")
    if edition.state in (State.WITHDRAWN, State.SUPERSEDED):
        return CableWithdrawn(f"{prepared.reference_id} edition {edition.number} is {edition.state}")
    return None


def _undated(edition: Edition, prepared: Prepared) -> CableroomError | None:
    # One that was struck is known, and is not told; one that was read from the text is read again.
    if edition.record.created is None:
        return CreatedUnknown(f"{prepared.reference_id} states no time")
    return None


def _struck_left(edition: Edition, prepared: Prepared) -> CableroomError | None:
    words = WordSet(sought(prepared.struck))
    left = leftovers(prepared, words) if prepared.struck else set()
    if not left:
        return _time_left(edition, prepared)
    standing = [place for folded in sorted(left) for place in places(edition, words.only(folded))]
    named = ", ".join(f"{field} {start}:{end}" for field, start, end in standing[:_SHOWN])
    more = f" and {len(standing) - _SHOWN} more" if len(standing) > _SHOWN else ""
    return StruckTextLeft(
        f"{prepared.reference_id}: struck words still stand at {named or 'another place'}{more}"
    )


def _time_left(edition: Edition, prepared: Prepared) -> CableroomError | None:
    """Refuse a struck date-time group whose meaning the stated time, another group or a stamp still says."""
    if not (standing := times_left(edition, prepared)):
        return None
    named = ", ".join(
        field if end == 0 else f"{field} {start}:{end}" for field, start, end in standing[:_SHOWN]
    )
    return StruckTextLeft(f"{prepared.reference_id}: a struck time still stands at {named}")


CHECKS: Final = (
    Check("The cable was not withdrawn, and no newer edition took this one's place.", _withdrawn),
    Check("It is known when the cable was written.", _undated),
    Check("No struck string stands in the cable's own public text or stated fields.", _struck_left),
)
"""What every edition must pass; ``prepare`` has already refused what cannot be written as UTF-8."""


def clear(edition: Edition) -> ClearedEdition:
    """Return what may be published of ``edition``, after every check.

    Raises EditionNotCleared: no editor has cleared it as it is now; CableWithdrawn, CreatedUnknown,
    StruckTextLeft, SurrogateInText, SpanInvalid, OriginalDamaged: it must not be published.
    """
    if edition.state not in _PASSED:
        place = f"{edition.cable.reference_id} edition {edition.number}"
        raise EditionNotCleared(f"{place} is {edition.state}, not cleared")
    prepared = examine(edition)
    return ClearedEdition(
        reference_id=prepared.reference_id,
        text=prepared.text,
        marks=prepared.marks,
        created=prepared.created,
        origin=prepared.origin,
        classification=prepared.classification,
        coverage=prepared.coverage,
        key=_KEY,
    )


def examine(edition: Edition) -> Prepared:
    """Return what would be public of ``edition``. Raises the refusal of the first check it fails."""
    prepared = prepare(edition)
    for check in CHECKS:
        if (refusal := check.fault(edition, prepared)) is not None:
            raise refusal
    return prepared
