"""Snippets: a passage and the words looked for, in; a short extract with the hits marked, out.

The extract is one line of whole words.  A redaction mark holds no blank, so it
counts as a word and is never cut.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from cableroom.public.search.analysis import sequences, spans, stem, words
from cableroom.public.search.codes import joined
from cableroom.public.search.tree import Forms, Like, Node, Not, Phrase, Together, Word, inside

Segment = tuple[str, bool]
"""(text, is a hit)."""
LENGTH: Final = 240
"""Code points of an extract, about."""
_LEAD: Final = 60
"""Code points before the first hit, about."""
_LONGEST_WORD: Final = 80
_MOST_APART: Final = 32
"""Words that are also sought with signs within: those of a query, and the most frequent of a form."""
_SHORT: Final = 3
"""Letters of a stem that is taken whole."""
_CUT: Final = "…"
_SIGNS: Final = "-=_*~"
_RULES: Final = tuple(3 * sign for sign in _SIGNS)
_AS_WRITTEN: Final = "="
"""Before a word of which the form counts and not the stem; no word of the index holds it."""
_JOINED: Final = "(?:[-/.,&(] ?| )?"
"""What may stand between the letters of a word that the index knows joined; of a line end a blank is left."""
_WITHOUT_SIGNS: Final = str.maketrans("", "", "-/.,&( ")
_BLANK_PICTURES: Final = 0x20
_DELETE: Final = 0x7F


def sought(node: Node) -> list[tuple[str, ...]]:
    """The words of each leaf of a query, as the index has them: ``[("jet",), ("air", "koryo")]``.

    Where the form counts and not the stem, ``("=jets",)``.  Nothing that is excluded.
    """
    return [run for run in dict.fromkeys(_sought(node, as_written=True)) if run]


def _sought(node: Node, *, as_written: bool) -> Iterator[tuple[str, ...]]:
    match node:
        case Word(text, _, exact):
            exact = exact and as_written
            yield from (_run(run, exact=exact) for run in sequences(text, exact=exact))
        case Phrase(text, _, exact):
            exact = exact and as_written
            yield _run(words(text, exact=exact), exact=exact)
        case Forms(forms) if as_written:
            yield from (_run((form,), exact=True) for form in forms)
        case Forms(forms):
            yield from ((stem(form),) for form in forms)
        case Like() | Not():
            pass
        case _:
            # Within one paragraph words are compared by their stems.
            for part in inside(node):
                yield from _sought(part, as_written=as_written and not isinstance(node, Together))


def _run(run: Sequence[str], *, exact: bool) -> tuple[str, ...]:
    return tuple(f"{_AS_WRITTEN}{word}" for word in run) if exact else tuple(run)


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
    found: dict[tuple[int, int], None] = {}
    met: set[str] = set()
    for start, end, word in _candidates(line, by_first):
        met.add(word)
        for phrase in by_first[word]:
            found.update(dict.fromkeys(_whole(line, start, end, phrase)))
    if missing := [word for word, runs in by_first.items() if word not in met and (word,) in runs]:
        found.update(dict.fromkeys(_apart(line, missing)))
    if not found:
        # A phrase that crosses two paragraphs: its words are better than nothing.
        single = {word for phrase in wanted for word in phrase}
        found = {(start, end): None for start, end, _word in _candidates(line, single)}
    # Of two that begin alike the longer.
    hits: list[tuple[int, int]] = []
    last = 0
    for start, end in sorted(found):
        if start >= last:
            hits.append((start, end))
        elif start == hits[-1][0]:
            hits[-1] = (start, end)
        last = max(last, end)
    return hits


def _candidates(line: str, sought_words: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, word of the index) of each word of ``line`` that is one of ``sought_words``."""
    as_written = any(word[0] == _AS_WRITTEN for word in sought_words)
    for form, start, end in _forms(line, sought_words):
        if (word := stem(form)) in sought_words:
            yield start, end, word
        if as_written and (word := f"{_AS_WRITTEN}{form}") in sought_words:
            yield start, end, word


def _forms(line: str, sought_words: Collection[str]) -> Iterator[tuple[str, int, int]]:
    """The words of ``line`` that may be one of them, each with its place."""
    if not line.isascii():
        yield from spans(line)
        return
    # Stemming keeps the first letter, so most words need not be stemmed.
    letters = {word.removeprefix(_AS_WRITTEN)[0] for word in sought_words}
    firsts = "".join(sorted(letter + letter.upper() for letter in letters if letter.isascii()))
    if firsts:
        for match in re.finditer(rf"(?<![A-Za-z0-9])[{firsts}][A-Za-z0-9]*", line):
            yield match.group().lower(), match.start(), match.end()


def _apart(line: str, missing: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where ``line`` has signs, zeros or a line end within what the index knows joined, see ``codes``."""
    # Nearly every word that is missing is so without its signs, too: that is seen soon.
    bare = line.lower().translate(_WITHOUT_SIGNS)
    for word in islice(missing, _MOST_APART):
        letters = _beginning(word)
        for match in _written_apart(word, letters).finditer(line) if letters in bare else ():
            # A line end behind a hyphen became a blank.
            forms = [form.lower() for form in joined(match[0].replace("- ", "-\n"))]
            if word in (*forms, *map(stem, forms), *(f"{_AS_WRITTEN}{form}" for form in forms)):
                yield match.span()


def _beginning(word: str) -> str:
    """The letters with which a form of ``word`` begins; a stem may have another last one: polici, policy."""
    if word[0] == _AS_WRITTEN:
        return word[1:]
    return word[:-1] if word.isalpha() and len(word) > _SHORT else word


@lru_cache(maxsize=256)
def _written_apart(word: str, letters: str) -> re.Pattern[str]:
    """What finds ``letters`` with signs between, and behind those of a stem its ending, over a line end."""
    ending = "[a-z]{0,20}(?:- ?[a-z]{1,20})?" if word.isalpha() else ""
    begun = _JOINED.join(map(re.escape, letters))
    return re.compile(f"(?<![A-Za-z0-9])0{{0,6}}{begun}{ending}(?![A-Za-z0-9])", re.IGNORECASE | re.ASCII)


def _whole(line: str, start: int, end: int, phrase: tuple[str, ...]) -> list[tuple[int, int]]:
    """The places of the words of ``phrase`` if all of it stands here, its first word at start..end."""
    if len(phrase) == 1:
        return [(start, end)]
    following = spans(line[end : end + len(phrase) * _LONGEST_WORD])[: len(phrase) - 1]
    if len(following) < len(phrase) - 1 or not all(
        word in (stem(form), f"{_AS_WRITTEN}{form}")
        for (form, _start, _end), word in zip(following, phrase[1:], strict=True)
    ):
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
    place = max(0, min(best - _LEAD, len(line) - LENGTH))
    # The end does not move with the beginning, or the last word of a passage could not be shown.
    return _word_start(line, place), _word_end(line, min(len(line), place + LENGTH))


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
