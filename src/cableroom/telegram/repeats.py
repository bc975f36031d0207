"""A text that holds its body twice: sheet in, the place of the second copy out."""

import re
from itertools import islice

from cableroom.telegram.classification_words import LEVEL_LINE
from cableroom.telegram.lines import Sheet, line_at
from cableroom.telegram.model import Furniture

# So many words stand twice by chance in no text, nor so much behind them.
_WORDS = 12
_LEAST, _COMPARED = 200, 400
# One word again and again, as in a ruled form, is no body.
_DIFFERENT = 6
_WORD = re.compile(r"\S+")
_BLANKS = re.compile(r"\s{1,80}")


def find_repeat(sheet: Sheet, first: int) -> int | None:
    """Return the index of the line where the body of line ``first`` begins again; None if nowhere.

    Where the head of the telegram stands before the second copy too, it is that of the head.
    """
    clean, lines = sheet.clean, sheet.lines
    if first >= len(lines):
        return None
    start = lines[first].start
    words = [word[0] for word in islice(_WORD.finditer(clean, start), _WORDS)]
    if len(words) < _WORDS or len(set(words)) < _DIFFERENT:
        return None
    again = _find_words(words, clean, start + _LEAST)
    if again is None:
        return None
    body = _squeezed(clean, start, again)
    copy = _squeezed(clean, again, len(clean))
    shared = min(len(body), len(copy))
    if len(body) < _LEAST or body[:shared] != copy[:shared]:
        return None
    place = next(i for i in range(first, len(lines)) if lines[i].end > again)
    return _head_before(sheet, first, place)


def _find_words(words: list[str], clean: str, start: int) -> int | None:
    """Where the words follow one another, from ``start`` on; None where they do not.

    A pattern for them would be made anew for each telegram, which takes as long as half of its parse.
    """
    # The longest of them is the rarest.
    at = clean.find(words[0], start) if clean.find(max(words, key=len), start) >= 0 else -1
    while at >= 0:
        behind = at + len(words[0])
        for word in words[1:]:
            gap = _BLANKS.match(clean, behind)
            if gap is None or not clean.startswith(word, gap.end()):
                break
            behind = gap.end() + len(word)
        else:
            return at
        at = clean.find(words[0], at + 1)
    return None


def _squeezed(clean: str, start: int, end: int) -> str:
    return " ".join(clean[start : min(end, start + 2 * _COMPARED)].split())[:_COMPARED]


def _head_before(sheet: Sheet, first: int, place: int) -> int:
    """Index of the first line of the copied head; ``place`` where the body alone was copied."""
    lines = sheet.lines
    heads = [line.text for line in lines[:1] if line.text]
    heads += [line.text for line in lines[:first] if LEVEL_LINE.match(line.text)][:1]
    between = next((i for i in range(first + 1, place) if lines[i].text in heads), place)
    # The copied classification line of a telegram in sections is taken for one of its breaks.
    start, end = lines[first].start, lines[place].start
    breaks = (one.start for one in sheet.furniture if start < one.start < end and _said(sheet, one) in heads)
    return min(between, *(line_at(lines, at) for at in breaks), place)


def _said(sheet: Sheet, piece: Furniture) -> str:
    return sheet.text[piece.start : piece.end].strip()
