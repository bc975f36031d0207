"""Refill the blocks that hold a mark, so that no line end tells the length of what was struck.

Lines of a text with ``MARK`` for each struck span go in and come out; blocks
without a mark are not touched.  A rule beside a block with a mark gets a fixed
length, because rules are drawn as long as the heading they belong to; so do
leaders within it, which fill a line up, and the gaps between the columns of a
table beside it, which are as wide as its longest entry.
"""

import re
import textwrap
import unicodedata
from itertools import groupby
from typing import Final

from cableroom.gate.blocks import RULE_SIGNS, Block, blocks
from cableroom.public.editions.marks import MARK as TRUE_MARK

MARK: Final = "\ud800"
"""Stands for a struck span until the end: a lone surrogate, which no public text can hold."""
COLUMNS: Final = 65
"""Width of a refilled block, in code points."""
IMITATION: Final = "[ REDACTED ]"
_RULE: Final = "-" * 10
# A sign and itself again, with or without a blank between: ``....``, ``. . . .``, ``____``.
_SAME_SIGNS: Final = re.compile(rf"([^\w\s{MARK}]|_)(?: ?\1)+")
_LEADER_SIGNS: Final = RULE_SIGNS | frozenset("·•…‥⋯")
_DIFFERENT_SIGNS: Final = re.compile(rf"[{re.escape(''.join(sorted(_LEADER_SIGNS)))} ]{{4,}}")
# Between words; two blanks also follow a sentence.
_GAP: Final = re.compile(r"(?<=\S)(?:[ \t]{2,}|\t)(?=\S)")
_DASHES: Final = frozenset("-‐‑‒–—─")
_FEWEST_TURNS: Final = 4
_HYPHENS: Final = frozenset("-‐‑/")
_OPENING: Final = frozenset("([{")
_SOFT_HYPHEN: Final = "\u00ad"


def refill(text: str) -> str:
    """Return ``text`` (LF line ends) with every block that holds a MARK filled to COLUMNS."""
    parts = list(blocks(text.split("\n")))
    columns = _columns_beside_mark(parts)
    lines: list[str] = []
    for index, block in enumerate(parts):
        if any(MARK in line for line in block.lines):
            lines += _fill(block)
        elif block.kind == "rule" and _stands_beside_mark(parts, index):
            lines.append(_RULE)
        elif index in columns:
            lines += [_GAP.sub("  ", line) for line in block.lines]
        else:
            lines += block.lines
    return "\n".join(lines)


def _fill(block: Block) -> list[str]:
    joined = block.lines[0].strip(" \t\\\f")
    for line in block.lines[1:]:
        if stripped := line.strip(" \t\\\f"):
            joined = _join(joined, stripped)
    # Several blanks, dots or dashes in a row align columns: as many as the words before left room for.
    joined = _SAME_SIGNS.sub(_leader, " ".join(joined.split()))
    joined = _DIFFERENT_SIGNS.sub(_mixed_leader, joined)
    joined = " ".join(joined.split()).replace(TRUE_MARK, IMITATION)
    # A mark is a single code point here and ten in public.
    filled = textwrap.wrap(
        joined.replace(MARK, MARK * len(TRUE_MARK)), COLUMNS, break_long_words=False, break_on_hyphens=False
    )
    return [line.replace(MARK * len(TRUE_MARK), MARK) for line in filled]


def _leader(found: re.Match[str]) -> str:
    """Return the one form of a leader.

    ``--`` and ``...`` may be writing, but also what the words before left room for; so they
    are set apart too.
    """
    sign = found[1]
    count = len(found[0].replace(" ", ""))
    if sign in _LEADER_SIGNS:
        return f" {sign * (len('--') if sign in _DASHES else len('...'))} "
    return sign * len("...") if count >= len("...") else found[0]


def _mixed_leader(found: re.Match[str]) -> str:
    """Return the one form of signs that take turns, such as ``. - . -``, wherever their turn ends."""
    turns = [sign for sign, _ in groupby(found[0].replace(" ", ""))]
    kinds = sorted(set(turns))
    return f" {''.join(kinds)} " if len(turns) >= _FEWEST_TURNS and len(kinds) > 1 else found[0]


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


def _columns_beside_mark(parts: list[Block]) -> set[int]:
    """Return the texts with gaps that lead, with nothing but such between, to a block with a mark."""
    found = set()
    for order in (range(len(parts)), range(len(parts) - 1, -1, -1)):
        is_beside = False
        for index in order:
            if parts[index].kind != "text":
                continue
            if any(MARK in line for line in parts[index].lines):
                is_beside = True
            elif is_beside and (is_beside := any(map(_GAP.search, parts[index].lines))):
                found.add(index)
    return found


def _stands_beside_mark(parts: list[Block], index: int) -> bool:
    for step in (-1, 1):
        place = index + step
        while 0 <= place < len(parts) and parts[place].kind == "blank":
            place += step
        if 0 <= place < len(parts) and any(MARK in line for line in parts[place].lines):
            return True
    return False
