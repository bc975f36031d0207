"""Where a text holds page and section furniture, and other statements of its size.

A text (any line ends) goes in, spans of whole words come out.  The sender's
machine puts furniture wherever a page is full, also in the middle of a
sentence, so its place tells how long the text before it was::

    BERN 00000881  002 OF 002                   001.2 OF 002 with a page of a section
    PAGE 02        ROME  03067  211833Z         PAGE 02  LIMA  02475  01 OF 03  251228Z
    S E C R E T SECTION 02 OF 02 BERN 000881    of section 01 only ``SECTION 01 OF 02``

Pure, and in linear time: words are compared one after the other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_WORD: Final = re.compile(r"\S+")
_SERIAL: Final = re.compile(r"[0-9]{4,8}")
_LONG_SERIAL: Final = re.compile(r"[0-9]{8}")
_PLACE: Final = re.compile(r"[0-9]{3}(?:\.[0-9]{1,2})?")
_TWO_OR_THREE: Final = re.compile(r"[0-9]{2,3}")
_TIME: Final = re.compile(r"[0-9]{6}Z")
_NAME: Final = re.compile(r"[A-Z][A-Z.'-]*")
_SECTION_NUMBER: Final = re.compile(r"#[0-9]{3,5}(/[0-9]{2})")
_COUNT: Final = re.compile(
    r"^[ \t]*(?:Line|Page|Character|Word) Count:[^\r\n]*", re.IGNORECASE | re.MULTILINE
)
_COUNT_BELOW: Final = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*[0-9]+(?=[ \t]*(?:[\r\n]|$))")
_NAME_WORDS: Final = 4
"""PORT AU PRINCE, USUN NEW YORK: a post's name has no more words than this."""
_NAME_SHOWN: Final = 10
"""Continuation lines cut a post's name to ten characters: ``BUENOS AIR``."""
_MARKINGS: Final = frozenset(
    {"TOP", "SECRET", "CONFIDENTIAL", "UNCLASSIFIED", "UNCLAS", "LIMITED", "OFFICIAL", "USE", "ONLY", "EFTO"}
    | {"FOUO", "FINAL", "NOFORN", "//NOFORN", "SECRET//NOFORN", "CONFIDENTIAL//NOFORN", "FOR", "//FOR"}
)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A span of whole words that say nothing of the cable's matter."""

    kind: str
    """page (``PAGE 02 ...``, from the second on), section, size."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


def find_furniture(text: str) -> list[Furniture]:
    """Return the furniture of ``text`` in order; no two overlap."""
    words = _words(text)
    own_names = _own_names(words)
    found = [*_sizes(text, words)]
    index = free = 0
    while index < len(words):
        first, last, kind = (
            _page(text, words, index)
            or _section(text, words, index, free)
            or _continuation(text, words, index, free, own_names)
            or (index, index, "")
        )
        if kind:
            found.append(Furniture(kind, words[first].start, words[last - 1].end))
            index = free = last
        else:
            index += 1
    found.sort(key=lambda furniture: furniture.start)
    return [
        furniture
        for before, furniture in zip([None, *found], found, strict=False)
        if before is None or before.end <= furniture.start
    ]


def _words(text: str) -> list[_Word]:
    r"""Split at blanks; a ``\`` at a line end belongs to the file the text came in."""
    words = []
    for match in _WORD.finditer(text):
        word = match[0].rstrip("\\")
        if word:
            words.append(_Word(word, match.start(), match.start() + len(word)))
    return words


def _is_number(words: Sequence[_Word], index: int, pattern: re.Pattern[str]) -> bool:
    return index < len(words) and pattern.fullmatch(words[index].text) is not None


def _is_word(words: Sequence[_Word], index: int, word: str) -> bool:
    return index < len(words) and words[index].text == word


def _name_end(words: Sequence[_Word], index: int) -> int:
    """Return the index after a post's name and serial that begin at ``index``; ``index`` if none do."""
    for last in range(index + 1, min(index + _NAME_WORDS, len(words) - 1) + 1):
        if _NAME.fullmatch(words[last - 1].text) is None:
            break
        if _is_number(words, last, _SERIAL):
            return last + 1
    return index


def _begins_line(text: str, words: Sequence[_Word], index: int) -> bool:
    gap = text[words[index - 1].end if index else 0 : words[index].start]
    return index == 0 or "\n" in gap or "\r" in gap


def _ends_line(text: str, words: Sequence[_Word], index: int) -> bool:
    return index >= len(words) or _begins_line(text, words, index)


def _own_names(words: Sequence[_Word]) -> set[str]:
    """Return the names after SECTION nn OF nn: the post that sent the telegram."""
    names = set()
    for index in range(len(words)):
        if (after := _section_count_end(words, index)) > index:
            end = _name_end(words, after)
            if end > after:
                names.add(" ".join(word.text for word in words[after : end - 1]))
    return names


def _page(text: str, words: Sequence[_Word], index: int) -> tuple[int, int, str] | None:
    """PAGE 02, the post, its serial, perhaps the section and the time."""
    if not _is_word(words, index, "PAGE") or not _is_number(words, index + 1, _TWO_OR_THREE):
        return None
    end = _name_end(words, index + 2)
    is_named = end > index + 2
    if (
        _is_number(words, end, _TWO_OR_THREE)
        and _is_word(words, end + 1, "OF")
        and _is_number(words, end + 2, _TWO_OR_THREE)
    ):
        end += 3
    if _is_number(words, end, _TIME):
        end += 1
    if not is_named and not (_begins_line(text, words, index) and _ends_line(text, words, end)):
        return None
    return index, end, "page" if int(words[index + 1].text) > 1 else "section"


def _section_count_end(words: Sequence[_Word], index: int) -> int:
    """Return the index after ``SECTION 01 OF 02`` or ``SECTION OF 02``; ``index`` if it is not there."""
    if not _is_word(words, index, "SECTION"):
        return index
    place = index + 1 + _is_number(words, index + 1, _TWO_OR_THREE)
    if _is_word(words, place, "OF") and _is_number(words, place + 1, _TWO_OR_THREE):
        return place + 2
    return index


def _section(text: str, words: Sequence[_Word], index: int, free: int) -> tuple[int, int, str] | None:
    """Of the first section only its count; of a later one the whole heading."""
    end = _section_count_end(words, index)
    if end == index:
        return None
    first = index
    while first > free and _is_marking(words[first - 1].text) and not _begins_line(text, words, first):
        first -= 1
    named = _name_end(words, end)
    if first == index and named == end and not _ends_line(text, words, end):
        return None
    if words[index + 1].text in ("01", "001") and not _is_word(words, index - 1, "FINAL"):
        return index, end, "section"
    return first, named, "section"


def _is_marking(word: str) -> bool:
    is_spaced_letter = len(word) == 1 and "A" <= word <= "Z"
    return is_spaced_letter or word in _MARKINGS


def _continuation(
    text: str, words: Sequence[_Word], index: int, free: int, own_names: set[str]
) -> tuple[int, int, str] | None:
    """The post cut to ten characters, its serial with zeros, section (and page) OF sections."""
    if not (
        _is_number(words, index, _LONG_SERIAL)
        and _is_number(words, index + 1, _PLACE)
        and _is_word(words, index + 2, "OF")
        and _is_number(words, index + 3, _PLACE)
    ):
        return None
    return _name_start(text, words, index, free, own_names), index + 4, "section"


def _name_start(text: str, words: Sequence[_Word], index: int, free: int, own_names: set[str]) -> int:
    """Return where the post's name before ``index`` begins.

    In running text only the sender's own name tells where the sentence ends and
    the furniture begins; a line that begins with the name tells it too.
    """
    line_start = None
    first = index
    while first > free and index - first < _NAME_WORDS and _NAME.fullmatch(words[first - 1].text):
        first -= 1
        name = " ".join(word.text for word in words[first:index])
        if any(own == name or own[:_NAME_SHOWN].rstrip() == name for own in own_names):
            return first
        if line_start is None and _begins_line(text, words, first):
            line_start = first
    if line_start is not None:
        return line_start
    return index - 1 if first < index else index


def _sizes(text: str, words: Sequence[_Word]) -> list[Furniture]:
    """Return the counts of lines, pages and characters, and the section in ``DE RUEHSW #0881/01``."""
    found = []
    for count in _COUNT.finditer(text):
        below = None if any(c in "0123456789" for c in count[0]) else _COUNT_BELOW.match(text, count.end())
        found.append(Furniture("size", count.start(), below.end() if below else count.end()))
    for index in range(2, len(words)):
        number = _SECTION_NUMBER.match(words[index].text)
        if number and words[index - 2].text == "DE":
            start = words[index].start
            found.append(Furniture("size", start + number.start(1), start + number.end(1)))
    return found
