"""Snippets: a passage and the words looked for, in; a short extract with the hits marked, out.

The extract is one line of whole words.  A redaction mark holds no blank, so it
counts as a word and is never cut.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from cableroom.public.search.analysis import sequences, spans, stem, words
from cableroom.public.search.tree import Forms, Like, Node, Phrase, Word, leaves

Segment = tuple[str, bool]
"""(text, is a hit)."""
LENGTH: Final = 240
"""Code points of an extract, about."""
_LEAD: Final = 60
"""Code points before the first hit, about."""
_LONGEST_WORD: Final = 80
_CUT: Final = "…"
_SIGNS: Final = "-=_*~"
_RULES: Final = tuple(3 * sign for sign in _SIGNS)
_BLANK_PICTURES: Final = 0x20
_DELETE: Final = 0x7F


def sought(node: Node) -> list[tuple[str, ...]]:
    """The words of each leaf of a query, as the index has them: ``[("jet",), ("air", "koryo")]``."""
    found: list[tuple[str, ...]] = []
    for leaf in leaves(node):
        match leaf:
            case Word(text):
                found += sequences(text)
            case Phrase(text):
                found.append(tuple(words(text)))
            case Forms(forms):
                found += [(word,) for form in forms for word in words(form)]
            case Like():
                pass
    return [run for run in dict.fromkeys(found) if run]


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
    pieces = passage.split()
    if any(rule in passage for rule in _RULES):
        pieces = [
            word for word in pieces if not (word[0] in _SIGNS and word[:3] in _RULES and len(set(word)) == 1)
        ]
    return " ".join(pieces)


def _hits(line: str, wanted: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    """Where the wanted words stand, in order, not overlapping; those of a phrase where it is whole."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in wanted:
        by_first.setdefault(phrase[0], []).append(phrase)
    # A dictionary keeps them nearly in order, so that sorting them takes one pass.
    found: dict[tuple[int, int], None] = {}
    for start, end, word in _candidates(line, by_first):
        for phrase in by_first[word]:
            found.update(dict.fromkeys(_whole(line, start, end, phrase)))
    if not found:
        # A phrase that crosses two paragraphs: its words are better than nothing.
        single = {word for phrase in wanted for word in phrase}
        found = {(start, end): None for start, end, _word in _candidates(line, single)}
    return sorted(found)


def _candidates(line: str, sought_words: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, word of the index) of each word of ``line`` that is one of ``sought_words``."""
    if not line.isascii():
        found = ((start, end, stem(form)) for form, start, end in spans(line))
        yield from (one for one in found if one[2] in sought_words)
        return
    # Stemming keeps the first letter, so most words need not be stemmed.
    firsts = "".join(sorted({word[0] + word[0].upper() for word in sought_words if word[0].isascii()}))
    if firsts:
        for match in re.finditer(rf"(?<![A-Za-z0-9])[{firsts}][A-Za-z0-9]*", line):
            if (word := stem(match.group().lower())) in sought_words:
                yield match.start(), match.end(), word


def _whole(line: str, start: int, end: int, phrase: tuple[str, ...]) -> list[tuple[int, int]]:
    """The places of the words of ``phrase`` if all of it stands here, its first word at start..end."""
    if len(phrase) == 1:
        return [(start, end)]
    following = spans(line[end : end + len(phrase) * _LONGEST_WORD])[: len(phrase) - 1]
    if tuple(stem(form) for form, _start, _end in following) != phrase[1:]:
        return []
    return [(start, end), *((end + first, end + last) for _form, first, last in following)]


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
