"""Snippets: a passage and the words looked for, in; a short extract with the hits marked, out.

The extract is one line of whole words.  A redaction mark holds no blank, so it
counts as a word and is never cut.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from cableroom.public.search.analysis import spans, words
from cableroom.public.search.base import Node, leaves

Segment = tuple[str, bool]
"""(text, is a hit)."""
LENGTH: Final = 240
"""Code points of an extract, about."""
_LEAD: Final = 60
"""Code points before the first hit, about."""
_LONGEST_WORD: Final = 80
_CUT: Final = "…"
_RULE_SIGNS: Final = frozenset("-=_*~")
_BLANK_PICTURES: Final = 0x20
_DELETE: Final = 0x7F


def sought(node: Node) -> list[tuple[str, ...]]:
    """The words of each leaf of a query, as the index has them: ``[("jet",), ("air", "koryo")]``."""
    return [tuple(found) for leaf in leaves(node) if (found := words(leaf.text))]


def snippet(passage: str, wanted: Sequence[tuple[str, ...]]) -> tuple[Segment, ...]:
    """Return an extract of ``passage`` around the place with most of ``wanted``, control characters visible.

    Without ``wanted``, or where none is found, its beginning.
    """
    line = one_line(passage)
    found = _hits(line, wanted) if wanted else []
    start, end = _window(line, found)
    segments: list[Segment] = []
    place = start
    for first, last in found:
        if start <= first and last <= end:
            segments += [(line[place:first], False), (line[first:last], True)]
            place = last
    segments.append((line[place:end], False))
    if start > 0:
        segments.insert(0, (_CUT, False))
    if end < len(line):
        segments.append((_CUT, False))
    return _joined((_visible(text), is_hit) for text, is_hit in segments)


def one_line(passage: str) -> str:
    """``passage`` with single blanks and without its ruled lines."""
    return " ".join(word for word in passage.split() if not (len(word) > 2 and _RULE_SIGNS.issuperset(word)))  # noqa: PLR2004 - a dash or two is punctuation


def _hits(line: str, wanted: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Where the wanted words stand, in order, not overlapping; phrases only as a whole if one is whole."""
    tokens = spans(line)
    marked = [False] * len(tokens)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in wanted:
        by_first.setdefault(phrase[0], []).append(phrase)
    for place, (word, _start, _end) in enumerate(tokens):
        for phrase in by_first.get(word, ()):
            width = len(phrase)
            if width == 1 or tuple(token[0] for token in tokens[place : place + width]) == phrase:
                marked[place : place + width] = [True] * width
    if not any(marked):
        # A phrase that crosses two paragraphs: its words are better than nothing.
        single = {word for phrase in wanted for word in phrase}
        marked = [token[0] in single for token in tokens]
    return [(start, end) for (_word, start, end), is_hit in zip(tokens, marked, strict=True) if is_hit]


def _window(line: str, found: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Start and end of the extract: the stretch with most hits, moved to where words begin and end."""
    if len(line) <= LENGTH:
        return 0, len(line)
    best, most, last = 0, 0, 0
    for first in range(len(found)):
        while last < len(found) and found[last][1] <= found[first][0] + LENGTH - _LEAD:
            last += 1
        if last - first > most:
            best, most = found[first][0], last - first
    start = _word_start(line, max(0, min(best - _LEAD, len(line) - LENGTH)))
    return start, _word_end(line, min(len(line), start + LENGTH))


def _word_start(line: str, place: int) -> int:
    """The start of the word at ``place``; ``place`` itself within a word of monstrous length."""
    blank = line.rfind(" ", max(0, place - _LONGEST_WORD), place)
    if blank >= 0:
        return blank + 1
    return 0 if place <= _LONGEST_WORD else place


def _word_end(line: str, place: int) -> int:
    """The end of the word before ``place``; ``place`` itself within a word of monstrous length."""
    if place == len(line) or line[place] == " ":
        return place
    blank = line.rfind(" ", max(0, place - _LONGEST_WORD), place)
    return blank if blank >= 0 else place


def _joined(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Neighbours of one kind become one; empty ones go."""
    joined: list[Segment] = []
    for text, is_hit in segments:
        if joined and joined[-1][1] == is_hit:
            joined[-1] = (joined[-1][0] + text, is_hit)
        elif text:
            joined.append((text, is_hit))
    return tuple(joined)


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _picture(char) for char in text)


def _picture(char: str) -> str:
    code = ord(char)
    if code < _BLANK_PICTURES:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code == _DELETE else f"⟨U+{code:04X}⟩"
