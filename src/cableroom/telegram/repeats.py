"""A text that holds its body twice: sheet in, the place of the second copy out."""

import re

from cableroom.telegram.classification_words import LEVEL_LINE
from cableroom.telegram.lines import Line, Sheet

# So many words stand twice by chance in no text, nor so much behind them.
_WORDS = 12
_LEAST, _COMPARED = 200, 400
_WORD = re.compile(r"\S+")


def find_repeat(sheet: Sheet, first: int) -> int | None:
    """Return the index of the line where the body of line ``first`` begins again; None if nowhere.

    Where the head of the telegram stands before the second copy too, it is that of the head.
    """
    clean, lines = sheet.clean, sheet.lines
    if first >= len(lines):
        return None
    start = lines[first].start
    words = [word[0] for _, word in zip(range(_WORDS), _WORD.finditer(clean, start), strict=False)]
    if len(words) < _WORDS:
        return None
    again = re.compile(r"\s{1,80}".join(map(re.escape, words)))
    found = again.search(clean, start + _LEAST)
    if found is None:
        return None
    body = _squeezed(clean, start, found.start())
    copy = _squeezed(clean, found.start(), len(clean))
    shared = min(len(body), len(copy))
    if len(body) < _LEAST or body[:shared] != copy[:shared]:
        return None
    place = next(i for i in range(first, len(lines)) if lines[i].end > found.start())
    return _head_before(lines, first, place)


def _squeezed(clean: str, start: int, end: int) -> str:
    return " ".join(clean[start : min(end, start + 2 * _COMPARED)].split())[:_COMPARED]


def _head_before(lines: tuple[Line, ...], first: int, place: int) -> int:
    """Index of the first line of the copied head; ``place`` where the body alone was copied."""
    heads = [line.text for line in lines[:1] if line.text]
    heads += [line.text for line in lines[:first] if LEVEL_LINE.match(line.text)][:1]
    between = (i for i in range(first + 1, place) if lines[i].text in heads)
    return next(between, place)
