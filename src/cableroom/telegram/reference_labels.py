"""The letters and numbers in front of references: a flat field in, its entries out.

``A.`` ``(A)`` ``A)`` ``A.)`` ``[A]`` ``A:`` ``1.`` ``(1)`` ``REF A:`` count wherever they continue the list;
a letter with less than that (``A STATE 12``, ``A, STATE 12``) counts only right before a citation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cableroom.telegram.cited_cables import read_cited

_LABEL = re.compile(
    r"(?<![A-Za-z0-9.'’/&-])(?:(?:REF(?:TEL|ERENCE)?S?|[Rr]ef(?:tel|erence)?s?)[.:]?\s?)?(?:"
    r"[(\[]\s?(?P<enclosed>[A-Za-z]|[0-9]{1,2})\s?[.:]?(?:[)\]][.:]?|(?=\s[A-Z]))|[(\[](?P<open>[A-Za-z])[.:]\s"
    r"|(?P<capital>[A-Z])\s?(?:\.[)\]]|[.):\]])(?![A-Z]\.)|(?P<small>[a-z])(?:\.\)|[.):\]])"
    r"|(?P<number>[0-9]{1,2})\s?(?:\.\)|[.):])(?=\s?\S)"
    r"|(?P<weak>[A-Z])(?:\s?[,;/-]\s?|\s))"
)
# The same label once more: "A. A) ...", "A. REF A ...", "A. (A) ...".
_AGAIN = re.compile(
    r"\s?(?:(?:REF(?:TEL)?S?[.:]?\s(?:[(\[]?[A-Z][)\]]?[.:]?\s)?)|[(\[]?(?P<letter>[A-Za-z0-9])(?:[)\]][.:]?|[.:])(?=\s?\S))",
    re.IGNORECASE,
)
# Behind these stands a name, with its initial.
_BEFORE_NAMES = """
A AMB AND BETWEEN BY CC DCM DR FM FOR FROM MR MRS MS OF PM THE TO WITH
"""
_SMALL_WORDS = frozenset(_BEFORE_NAMES.split())
# "(01)" and "(98)" are years; no list has so many entries.
_YEAR = re.compile(r"0[0-9]|[4-9][0-9]")
# Before the second of two labels that stand together: "A AND B:", "(A) AND (B):".
_JOINT = r"\s?(?:AND|and|&)\s?"
_JOINED = re.compile(_JOINT)
_JOINED_LETTER = re.compile(rf"(?<![A-Za-z0-9.'’/&-])([A-Z]){_JOINT}\Z")
_TOGETHER = re.compile(rf"[(]?[A-Z][)]?{_JOINT}(?=[(]?[A-Z][).:])")
_LONGEST_JOINT = 8
_PLAIN = frozenset({"capital", "enclosed"})
_WIDEST_STEP = 2
_LONGEST_NAME = 40
_NOTHING = " \r\n\\,;.()[]-:"


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands behind one label, or behind "A AND B:", in characters of the flat field."""

    label: str | None
    """The first, where there are several."""
    start: int
    end: int
    more: tuple[str, ...] = ()
    """Labels of the references behind the first."""


class LeadingLabel(NamedTuple):
    """A label at the start of a line."""

    name: str
    end: int
    cites: bool
    """A cable is cited behind it."""


def entries(text: str, *, year: int | None, previous: str | None = None) -> Iterator[Entry]:
    """Cut a flat REF field at its labels.

    year: the citing telegram's own. previous: the label that is in force where the text begins.
    """
    label = previous
    more: tuple[str, ...] = ()
    begin = position = 0
    while (found := _LABEL.search(text, position)) is not None:
        kind = found.lastgroup
        assert kind is not None
        name = found[kind].upper()
        position = max(found.end(), position + 1)
        cut = _slipped(text, begin, found)
        cites = cut is not None or _cites(text, found.end(), year)
        if cites and kind in _PLAIN and (earlier := _joined_label(text, begin, found, label)) is not None:
            yield from _if_any(text, label, begin, earlier[1], more)
            label, more, begin = earlier[0], (name,), position
            continue
        if not _is_label(text, begin, found, name, label, cites=cites):
            position = found.start() + max(1, found.end() - found.start() - 1)
            continue
        yield from _if_any(text, label, begin, found.start() if cut is None else cut, more)
        more = ()
        if (again := _AGAIN.match(text, position)) is not None and again["letter"] in (None, *_cases(name)):
            position = again.end()
        label, begin = name, position if cut is None else cut
    yield from _if_any(text, label, begin, len(text), more)


def leading_label(text: str, *, previous: str | None) -> LeadingLabel | None:
    """The label with which a flat line begins, if it continues the list; None where it begins otherwise.

    previous: the last label above it.
    """
    together = _TOGETHER.match(text)
    found = _LABEL.match(text, together.end() if together else 0)
    if found is None:
        return None
    kind = found.lastgroup
    assert kind is not None
    name = found[kind].upper()
    cites = _cites(text, found.end(), None)
    if together and cites and _follows(name, previous, widest=_WIDEST_STEP):
        return LeadingLabel(name, found.end(), cites)
    if not _is_label(text, 0, found, name, previous, cites=cites):
        return None
    return LeadingLabel(name, found.end(), cites)


def _joined_label(
    text: str, begin: int, found: re.Match[str], previous: str | None
) -> tuple[str, int] | None:
    """The label that AND joins to the one found, and where the entry before both ends; None without one.

    begin: of what stands behind the label ``previous``.
    """
    name = found[found.lastgroup or 0].upper()
    if previous is not None and _JOINED.fullmatch(text, begin, found.start()):
        return (previous, begin) if _follows(name, previous, widest=1) else None
    letter = _JOINED_LETTER.search(text, max(begin, found.start() - _LONGEST_JOINT), found.start())
    if letter is None or not _follows(name, letter[1], widest=1) or name == letter[1]:
        return None
    return letter[1], letter.start()


def _cases(name: str) -> tuple[str, str]:
    return name, name.lower()


def _if_any(text: str, label: str | None, begin: int, end: int, more: tuple[str, ...]) -> Iterator[Entry]:
    if text[begin:end].strip(_NOTHING):
        yield Entry(label, begin, end, more)


def _cites(text: str, position: int, year: int | None) -> bool:
    """Tell whether a cable is cited at a place, or behind the label that is said again there."""
    if (again := _AGAIN.match(text, position)) is not None:
        position = again.end()
    if text[position : position + 1].isspace():
        position += 1
    cited = read_cited(text, position, year=year)
    return cited is not None and (cited.post is not None or cited.whose is not None)


def _is_label(
    text: str, begin: int, found: re.Match[str], name: str, previous: str | None, *, cites: bool
) -> bool:
    """Tell a label from the initial of a name, an article, and the number of something."""
    if found["weak"] is not None:
        return cites and _follows(name, previous, widest=1) and _word_before(text, found) not in _SMALL_WORDS
    at_start = found.start() - begin < _LONGEST_NAME and not text[begin : found.start()].strip(_NOTHING)
    if (found["number"] is not None and not cites) or _YEAR.fullmatch(name):
        return False
    if previous is None:
        return at_start or name in ("A", "B", "1")
    if cites or name.isdigit() != previous.isdigit():
        return name.isdigit() == previous.isdigit()
    return _follows(name, previous, widest=_WIDEST_STEP) and _word_before(text, found) not in _SMALL_WORDS


def _word_before(text: str, found: re.Match[str]) -> str:
    return (
        text[max(0, found.start() - _LONGEST_NAME) : found.start()].rstrip(" \n.").rpartition(" ")[2].upper()
    )


def _follows(name: str, previous: str | None, *, widest: int) -> bool:
    if previous is None:
        return name in ("A", "1")
    if name.isdigit() != previous.isdigit():
        return False
    step = int(name) - int(previous) if name.isdigit() else ord(name) - ord(previous)
    return 0 <= step <= widest


def _slipped(text: str, begin: int, label: re.Match[str]) -> int | None:
    """Where the post begins in "KUWAIT (C)02293", whose label slipped behind it; else None."""
    if label["enclosed"] is None or not text[label.end() : label.end() + 1].isdigit():
        return None
    first = max(begin, label.start() - _LONGEST_NAME)
    before = text[first : label.start()].rstrip()
    if not before[-1:].isalpha():
        return None
    word = max(before.rfind(mark) for mark in ",;)\n") + 1
    word += len(before[word:]) - len(before[word:].lstrip())
    cited = read_cited(text, first + word)
    return first + word if cited is not None and cited.end > label.end() else None
