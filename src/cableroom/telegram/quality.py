"""How well telegrams are read: parsed telegrams in, a tally by field out. It holds only a few of them."""

import heapq
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from cableroom.telegram.model import Span, Telegram
from cableroom.telegram.places import with_own_places

FIELDS: Final = tuple(name for name in Telegram(text="", body_start=0).as_dict() if name != "problems")
"""All that is read, in the order of the JSON form."""
# What nearly every telegram has; a telegram without one is looked at first.
EXPECTED: Final = ("reference_id", "sent_at", "from", "to", "classification", "tags", "subject", "paragraphs")
_FIELD_OF_PROBLEM: Final = {
    # the beginning of a problem's code, its hyphens low -> the field that it speaks of; longer ones first
    "reference_id": "reference_id",
    "reference": "references",
    "addressees": "to",
    "body": "paragraphs",
    "classification": "classification",
    "declassify": "declassify_on",
    "dtg": "sent_at",
    "paragraph": "paragraphs",
    "sender": "from",
    "sent_at": "sent_at",
    "subject": "subject",
    "tags": "tags",
}
_WORD: Final = re.compile(r"\w")


def field_of(code: str) -> str | None:
    """The field that a problem speaks of; None where it speaks of none."""
    code = code.replace("-", "_")
    return next((name for begin, name in _FIELD_OF_PROBLEM.items() if code.startswith(begin)), None)


def unclaimed(telegram: Telegram) -> Iterator[Span]:
    """Give the parts of the text that no reader took for anything and that hold a letter or a digit."""
    text = telegram.text
    position = 0
    # A copy of the body was seen, and is read where it stands first.
    copies = [("", one.start, one.end) for one in telegram.problems if one.code == "body-repeated"]
    read = sorted((*with_own_places(telegram), *copies), key=lambda place: place[1])
    for _field, start, end in (*read, ("", len(text), len(text))):
        if start > position and _WORD.search(text, position, start):
            gap = text[position:start]
            begin = position + len(gap) - len(gap.lstrip())
            yield Span(begin, position + len(gap.rstrip()))
        position = max(position, end)


def characters(text: str) -> int:
    """How many of them are no blanks."""
    return len("".join(text.split()))


@dataclass(frozen=True, slots=True, order=True)
class Poor:
    """A telegram that was read badly; the greater, the worse."""

    faults: int
    """Problems, and expected fields that are missing."""
    share: float
    """Of its characters, 0 to 1: unclaimed."""
    place: str
    """File, byte and part."""
    reference_id: str | None = field(compare=False)
    missing: tuple[str, ...] = field(compare=False)
    problems: tuple[str, ...] = field(compare=False)


@dataclass(slots=True)
class Tally:
    """What was found in all telegrams so far."""

    keep: int = 20
    """So many of the worst are kept."""
    telegrams: int = 0
    found: Counter[str] = field(default_factory=Counter)
    """By field: telegrams in which it was read; sections: those with several."""
    troubled: Counter[str] = field(default_factory=Counter)
    """By field: telegrams with a problem that speaks of it."""
    problems: Counter[str] = field(default_factory=Counter)
    """By code, each time it was met."""
    characters: int = 0
    """No blanks."""
    unclaimed: int = 0
    _worst: list[Poor] = field(default_factory=list)

    def add(self, telegram: Telegram, *, place: str) -> None:
        """Count one more telegram; ``place`` names it to a person."""
        values: dict[str, Any] = telegram.as_dict()
        there = {name for name in FIELDS if _is_read(values[name])}
        whole = characters(telegram.text)
        left = sum(characters(telegram.text[span.start : span.end]) for span in unclaimed(telegram))
        codes = [problem.code for problem in telegram.problems]
        self.telegrams += 1
        self.found.update(there)
        self.troubled.update({name for name in map(field_of, codes) if name is not None})
        self.problems.update(codes)
        self.characters += whole
        self.unclaimed += left
        missing = tuple(name for name in EXPECTED if name not in there)
        share = left / whole if whole else 0.0
        if self.keep and (codes or missing or left):
            self._rank(
                Poor(len(codes) + len(missing), share, place, telegram.reference_id, missing, tuple(codes))
            )

    def worst(self) -> list[Poor]:
        """Those to look at first, worst first."""
        return sorted(self._worst, reverse=True)

    @property
    def share_unclaimed(self) -> float:
        """Of all characters, 0 to 1."""
        return self.unclaimed / self.characters if self.characters else 0.0

    def _rank(self, poor: Poor) -> None:
        if len(self._worst) < self.keep:
            heapq.heappush(self._worst, poor)
        else:
            heapq.heappushpop(self._worst, poor)


def _is_read(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """Tell whether a field holds something: a precedence of two nothings does not, nor a single section."""
    if isinstance(value, dict):
        return any(value.values())
    return value > 1 if isinstance(value, int) else bool(value)
