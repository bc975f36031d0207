"""The blocks of a text: what is refilled together when it holds a mark.

Lines go in, blocks come out.  A block runs up to a blank line, a rule, a label
or a sub-point.  A line that only looks like the beginning of one, because the
sender's machine broke a sentence there, must not count: where it broke tells
how long the words before it were.  So numbers and letters count only in their
order, labels only where labels stand, dashes only after the end of a sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

_BLANKS: Final = " \t\\\f¶"
_RULE_SIGNS: Final = frozenset("-=_*~#.‐‑‒–—─")
_RULE_LENGTH: Final = 3
_NUMBER: Final = re.compile(r"([0-9]{1,3})\.(?![0-9])")
_LETTER: Final = re.compile(r"(?:\(([A-Za-z])\)|([A-Za-z])[.)](?=[ \t]|$))")
_PORTION: Final = re.compile(r"\((?:U|C|S|TS|SBU|FOUO|LOU)(?:[/ -][A-Za-z/, -]{1,40})?\)")
_BULLET: Final = re.compile(r"--?(?=[^-]|$)|[•*·](?=[ \t])")
_SENTENCE_ENDS: Final = frozenset(".:;?!\"'”’)]")
_SKIPPED_NUMBERS: Final = 6

_LABEL: Final = re.compile(
    r"(?:SUBJECT|SUBJ|REFS?|REFTELS?|REF\(S\)|TAGS?|E\.O\.|EO [0-9]|CLASSIFIED BY|DECL|REASONS?)\b"
    r"|(?:DEPT|DEPARTMENT|STATE|PLEASE|PASS|FOR) (?:FOR|PASS|TO)\b"
    r"|(?:SIPDIS|NOFORN|NODIS|EXDIS|STADIS|LIMDIS|SENSITIVE)\b",
    re.IGNORECASE,
)
_LABEL_WITH_COLON: Final = re.compile(
    r"(?:SUBJECT|SUBJ|REFS?|REFTELS?|TAGS?|E\.O\.[^:\n]{0,12}|CLASSIFIED BY):", re.IGNORECASE
)
_CLASSIFICATION: Final = re.compile(
    "S E C R E T|C O N F I D|U N C L A S|T O P |L I M I T E D|UNCLAS|SECRET|CONFIDENTIAL|LIMITED OFFICIAL"
)
# Lines that only a header has; FM stands after the drafters and the distribution of older telegrams.
_FROM: Final = re.compile(r"FM [A-Z]")
_HEADER: Final = re.compile(r"VZCZ|DE R|ZN[YR] |TO [A-Z]|[ZOPR]( [ZOPR])? [0-9]{6}Z")
_ATTRIBUTE: Final = re.compile(r"[A-Z][A-Za-z /]{1,40}:")
_ATTRIBUTES: Final = "Message Attributes"
_SIGNATURE: Final = re.compile(r"[A-Z][A-Z '.-]{1,24}")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together."""

    kind: str
    """blank, rule, text."""
    lines: tuple[str, ...]


def is_blank(line: str) -> bool:
    r"""Say whether nothing stands on the line; a ``\`` at its end belongs to the file it came in."""
    return not line.strip(" \t\\\f")


def is_rule(line: str) -> bool:
    """Say whether the line is a rule: dashes, equals signs or stars, and blanks."""
    signs = line.replace(" ", "").strip(_BLANKS)
    return len(signs) >= _RULE_LENGTH and _RULE_SIGNS.issuperset(signs)


def begins_block(line: str) -> bool:
    """Say whether the line by its form alone begins a paragraph, sub-point, label or rule."""
    stripped = line.strip(_BLANKS)
    return bool(
        is_rule(line)
        or _NUMBER.match(stripped)
        or _LETTER.match(stripped)
        or _PORTION.match(stripped)
        or _BULLET.match(stripped)
        or _LABEL_WITH_COLON.match(stripped)
    )


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Give the blocks of ``lines`` in order; joined they are the lines again."""
    reading = _Reading(lines)
    collected: list[str] = []
    for index, line in enumerate(lines):
        kind = "blank" if is_blank(line) else "rule" if is_rule(line) else "text"
        begins = reading.begins_block(index, kind)
        if collected and (kind != "text" or begins):
            yield Block("text", tuple(collected))
            collected = []
        if kind == "text":
            collected.append(line)
        else:
            yield Block(kind, (line,))
    if collected:
        yield Block("text", tuple(collected))


@dataclass(slots=True)
class _Reading:
    """What must be remembered of the lines so far to know a true beginning."""

    lines: Sequence[str]
    number: int = 0
    letter: str = ""
    bullet: str = ""
    in_attributes: bool = False
    before: str = ""
    last: int = field(init=False)
    header_end: int = field(init=False)

    def __post_init__(self) -> None:
        self.last = max((index for index, line in enumerate(self.lines) if not is_blank(line)), default=-1)
        self.header_end = _header_end(self.lines)

    def begins_block(self, index: int, kind: str) -> bool:
        """Say whether line ``index`` begins a block; call it once for each line, in order."""
        line = self.lines[index].strip(_BLANKS)
        before, self.before = self.before, line if kind == "text" else ""
        if kind != "text":
            self.bullet = ""
            return True
        # Each line of the header is an entry of its own.
        if index < self.header_end:
            return True
        if self._is_enumerated(line) or self._is_label(line) or self._is_bullet(line, before):
            return True
        return (
            _PORTION.match(line) is not None
            or (index == self.last and _SIGNATURE.fullmatch(line) is not None and not line.endswith("."))
            or self._is_underlined(index, before)
        )

    def _is_enumerated(self, line: str) -> bool:
        if number := _NUMBER.match(line):
            value = int(number[1])
            if value == 1 or self.number < value <= self.number + _SKIPPED_NUMBERS:
                self.number = value
                self.letter = self.bullet = ""
                return True
        if letter := _LETTER.match(line):
            name = (letter[1] or letter[2]).upper()
            if name == "A" or (self.letter and ord(name) == ord(self.letter) + 1):
                self.letter = name
                self.bullet = ""
                return True
        return False

    def _is_label(self, line: str) -> bool:
        if line == _ATTRIBUTES:
            self.in_attributes = True
        is_opening = self.number == 0
        found = (
            _LABEL_WITH_COLON.match(line)
            or (is_opening and (_LABEL.match(line) or _CLASSIFICATION.match(line)))
            or (self.in_attributes and _ATTRIBUTE.match(line))
        )
        if found:
            # The letter A of a list of references stands on the line of its label.
            self.letter = "A" if line[:3].upper() == "REF" else ""
        return bool(found)

    def _is_bullet(self, line: str, before: str) -> bool:
        if (bullet := _BULLET.match(line)) is None:
            return False
        if bullet[0] == self.bullet or not before or before[-1] in _SENTENCE_ENDS:
            self.bullet = bullet[0]
            return True
        return False

    def _is_underlined(self, index: int, before: str) -> bool:
        """Say whether a rule stands under the line, and not over the next heading."""
        following = [line for line in self.lines[index + 1 : index + 4] if not is_blank(line)]
        if not following or not is_rule(self.lines[index + 1]):
            return False
        is_over_next = len(following) > 2 and is_rule(following[2])  # noqa: PLR2004 - rule, heading, rule
        return not is_over_next and (not before or before[-1] in _SENTENCE_ENDS)


def _header_end(lines: Sequence[str]) -> int:
    """Return the index of the line after the addressees; 0 where the text has no header."""
    opening = [line.strip(_BLANKS) for line in lines]
    one = next((index for index, line in enumerate(opening) if line.startswith("1.")), len(lines))
    for pattern in (_FROM, _HEADER):
        for index in range(one):
            if pattern.match(opening[index]):
                return _entries_end(opening, index)
    return 0


def _entries_end(opening: Sequence[str], index: int) -> int:
    while index < len(opening):
        line = opening[index]
        if (
            not line
            or is_rule(line)
            or _CLASSIFICATION.match(line)
            or _LABEL.match(line)
            or _NUMBER.match(line)
        ):
            break
        index += 1
    return index
