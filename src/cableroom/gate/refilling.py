"""Refill the blocks that hold a mark, so that no line end tells the length of what was struck.

Lines of a text with ``MARK`` for each struck span go in and come out; blocks
without a mark are not touched.  A rule beside a block with a mark gets a fixed
length, because rules are drawn as long as the heading they belong to.
"""

import re
import textwrap
import unicodedata
from typing import Final

from cableroom.gate.blocks import Block, blocks
from cableroom.public.editions.marks import MARK as TRUE_MARK

MARK: Final = "\ud800"
"""Stands for a struck span until the end: a lone surrogate, which no public text can hold."""
COLUMNS: Final = 65
"""Width of a refilled block, in code points."""
IMITATION: Final = "[ REDACTED ]"
_RULE: Final = "-" * 10
_LONG_RUN: Final = re.compile(r"([^\w\s])\1{3,}")
_HYPHENS: Final = frozenset("-‐‑/")
_OPENING: Final = frozenset("([{")
_SOFT_HYPHEN: Final = "\u00ad"


def refill(text: str) -> str:
    """Return ``text`` (LF line ends) with every block that holds a MARK filled to COLUMNS."""
    parts = list(blocks(text.split("\n")))
    lines: list[str] = []
    for index, block in enumerate(parts):
        if any(MARK in line for line in block.lines):
            lines += _fill(block)
        elif block.kind == "rule" and _stands_beside_mark(parts, index):
            lines.append(_RULE)
        else:
            lines += block.lines
    return "\n".join(lines)


def _fill(block: Block) -> list[str]:
    joined = block.lines[0].strip(" \t\\\f")
    for line in block.lines[1:]:
        if stripped := line.strip(" \t\\\f"):
            joined = _join(joined, stripped)
    # Several blanks, dots or dashes in a row align columns: as many as the words before left room for.
    joined = _LONG_RUN.sub(r"\1\1\1", " ".join(joined.split()))
    joined = joined.replace(TRUE_MARK, IMITATION)
    # A mark is a single code point here and ten in public.
    filled = textwrap.wrap(
        joined.replace(MARK, MARK * len(TRUE_MARK)), COLUMNS, break_long_words=False, break_on_hyphens=False
    )
    return [line.replace(MARK * len(TRUE_MARK), MARK) for line in filled]


def _join(above: str, below: str) -> str:
    """Join two lines as if the word had not been broken."""
    last = above[-1]
    if last == _SOFT_HYPHEN:
        return above[:-1] + below
    before = above[-2:-1]
    is_broken = last in _HYPHENS and (before.isalnum() or before == MARK)
    if is_broken or last in _OPENING or (_is_wide(last) and _is_wide(below[0])):
        return above + below
    return f"{above} {below}"


def _is_wide(character: str) -> bool:
    """Say whether the character is of a script that writes no blanks between words."""
    return character == MARK or unicodedata.east_asian_width(character) in "WF"


def _stands_beside_mark(parts: list[Block], index: int) -> bool:
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(parts) and parts[place].kind == "blank":
            place += step
        if 0 <= place < len(parts) and any(MARK in line for line in parts[place].lines):
            return True
    return False
