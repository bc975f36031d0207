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
RULE_SIGNS: Final = frozenset("-=_*~#.‐‑‒–—─")
_RULE_LENGTH: Final = 3
_SHORT_RULE_LENGTH: Final = 2
# One of these alone below a line is the rule of a heading of one letter; a point is the end of a sentence.
_LONE_RULE_SIGNS: Final = RULE_SIGNS - frozenset("#.")
_NUMBER: Final = re.compile(r"([0-9]{1,3})\.(?![0-9])")
_LETTER: Final = re.compile(r"(?:\(([A-Za-z])\)|([A-Za-z])[.)](?=[ \t]|$))")
_PORTION: Final = re.compile(r"\((?:U|C|S|TS|SBU|FOUO|LOU)(?:[/ -][A-Za-z/, -]{1,40})?\)(?=[ \t]|$)")
_BULLET: Final = re.compile(r"--?(?=[^-]|$)|[•*·](?=[ \t])")
_SENTENCE_ENDS: Final = frozenset(".:;?!\"'”’)]")
_SKIPPED_NUMBERS: Final = 6

_LABEL: Final = re.compile(
    r"(?:SUBJECT|SUBJ|TAGS?|E\.O\.|EO [0-9]|CLASSIFIED BY|(?:DEPT|DEPARTMENT|STATE) (?:FOR|PASS))\b"
)
_LABEL_WITH_COLON: Final = re.compile(
    r"(?:SUBJECT|SUBJ|REFS?|REF\(S\)|REFTELS?|TAGS?|E\.O\.[^:\n]{0,12}|CLASSIFIED BY):", re.IGNORECASE
)
_LIST_LABEL: Final = re.compile(r"REFS?\b|REF\(S\)|REFTELS?\b", re.IGNORECASE)
_CAPTIONS: Final = frozenset(
    {"SIPDIS", "NOFORN", "NODIS", "EXDIS", "STADIS", "LIMDIS", "SENSITIVE", "NOCONTRACTOR"}
)
_CLASSIFICATION: Final = re.compile("S E C R E T|C O N F I D|U N C L A S|T O P |L I M I T E D")
_CLASSIFICATION_WORD: Final = re.compile(
    r"(?:UNCLAS|UNCLASSIFIED|SECRET|CONFIDENTIAL|TOP SECRET|LIMITED OFFICIAL USE)\b[^a-z]{0,80}"
)
# Lines that only a header has.  FM comes last, after the drafters and the distribution of older telegrams;
# it is also short for a foreign minister, so TO must follow.
_HEADER: Final = re.compile(r"VZCZ|DE R|ZN[YR] |[ZOPR]( [ZOPR])? [0-9]{6}Z")
_FROM: Final = "FM "
_TO: Final = ("TO ", "INFO ")
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
    return len(signs) >= _RULE_LENGTH and RULE_SIGNS.issuperset(signs)


def is_rule_below(line: str, above: str) -> bool:
    """Say whether ``line`` is a rule; one or two signs are one too if they stand right below a text."""
    if is_rule(line):
        return True
    signs = line.replace(" ", "").strip(_BLANKS)
    is_short = len(signs) == _SHORT_RULE_LENGTH and RULE_SIGNS.issuperset(signs)
    return (is_short or signs in _LONE_RULE_SIGNS) and not is_blank(above)


def begins_block(line: str, before: str) -> bool:
    """Say whether ``line`` begins a paragraph, point or label; ``before`` is the line of text before it."""
    stripped = line.strip(_BLANKS)
    if _LABEL_WITH_COLON.match(stripped):
        return True
    is_item = _NUMBER.match(stripped) or _LETTER.match(stripped) or _PORTION.match(stripped)
    return bool(is_item or _BULLET.match(stripped)) and _ends_sentence(before.strip(_BLANKS))


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Give the blocks of ``lines`` in order; joined they are the lines again."""
    reading = _Reading(lines)
    collected: list[str] = []
    above = ""
    for index, line in enumerate(lines):
        kind = "blank" if is_blank(line) else "rule" if is_rule_below(line, above) else "text"
        above = line
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
        if self._is_enumerated(line, before) or self._is_label(line, before) or self._is_bullet(line, before):
            return True
        return (
            (_PORTION.match(line) is not None and _ends_sentence(before))
            or (index == self.last and _SIGNATURE.fullmatch(line) is not None and not line.endswith("."))
            or self._is_underlined(index, before)
        )

    def _is_enumerated(self, line: str, before: str) -> bool:
        if number := _NUMBER.match(line):
            value = int(number[1])
            if value == 1 or self.number < value <= self.number + _SKIPPED_NUMBERS:
                self.number = value
                self.letter = self.bullet = ""
                return True
        letter = _LETTER.match(line)
        # "A. STATE 1, B. BERN 2" may be broken before the B.
        if letter and _ends_sentence(before):
            name = (letter[1] or letter[2]).upper()
            if name == "A" or (self.letter and ord(name) == ord(self.letter) + 1):
                self.letter = name
                self.bullet = ""
                return True
        return False

    def _is_label(self, line: str, before: str) -> bool:
        if line == _ATTRIBUTES:
            self.in_attributes = True
        is_opening = self.number == 0
        is_list = _LIST_LABEL.match(line) is not None
        found = (
            _LABEL_WITH_COLON.match(line) is not None
            or (is_opening and (_LABEL.match(line) is not None or _is_caption(line)))
            or (is_opening and is_list and not before)
            or (self.in_attributes and _ATTRIBUTE.match(line) is not None)
        )
        if found:
            # The letter A of a list of references stands on the line of its label.
            self.letter = "A" if is_list else ""
        return found

    def _is_bullet(self, line: str, before: str) -> bool:
        if (bullet := _BULLET.match(line)) is None:
            return False
        if bullet[0] == self.bullet or _ends_sentence(before):
            self.bullet = bullet[0]
            return True
        return False

    def _is_underlined(self, index: int, before: str) -> bool:
        """Say whether a rule stands under the line, and not over the next heading."""
        following = [line for line in self.lines[index + 1 : index + 4] if not is_blank(line)]
        if not following or not is_rule_below(self.lines[index + 1], self.lines[index]):
            return False
        is_over_next = len(following) > 2 and is_rule(following[2])  # noqa: PLR2004 - rule, heading, rule
        return not is_over_next and _ends_sentence(before)


def _ends_sentence(before: str) -> bool:
    """Say whether something new may begin after the line ``before``; "" is a blank line, or a rule."""
    return not before or before[-1] in _SENTENCE_ENDS


def _is_caption(line: str) -> bool:
    """Say whether the line is the classification, or SIPDIS and its like, and not the middle of a subject."""
    return (
        _CLASSIFICATION.match(line) is not None
        or _CLASSIFICATION_WORD.fullmatch(line) is not None
        or _CAPTIONS.issuperset(line.replace(",", " ").split())
    )


def _header_end(lines: Sequence[str]) -> int:
    """Return the index of the line after the addressees; 0 where the text has no header."""
    opening = [line.strip(_BLANKS) for line in lines]
    one = next((index for index, line in enumerate(opening) if line.startswith("1.")), len(lines))
    sent_from = [
        index
        for index in range(one)
        if opening[index].startswith(_FROM)
        and any(line.startswith(_TO) for line in opening[index + 1 : index + 4])
    ]
    header = sent_from or [index for index in range(one) if _HEADER.match(opening[index])]
    return _entries_end(opening, header[0]) if header else 0


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
