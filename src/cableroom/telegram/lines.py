"""A telegram as a sheet of lines: text in; lines without page and section breaks out.

Every reader works on the sheet.  ``clean`` has the length of the text, so an
offset in one is an offset in the other.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter
from typing import NamedTuple

from cableroom.telegram.furniture import find_furniture
from cableroom.telegram.model import Furniture

# A heading is set off by dashes, seldom by others; U+2010 to U+2015 come from word processors.
RULE_CHARACTERS = "-=_*~+‐‑‒–—― "
"""What lines across the page are made of."""
BLANK = "\n"
"""Stands among the initials for a blank line; no line begins with it."""
_WITHIN_LINE = re.compile(r"[^\r\n]+")
_SHORTEST_RULE = 3
LONGEST_TITLE = 4
"""No title has more lines."""
TITLE_SLACK = 4
"""Rules are drawn to a title's length, give or take so many characters."""


class Line(NamedTuple):
    """A line without its blanks at both ends.

    A NamedTuple, not a dataclass: hundreds are made for each telegram.
    """

    start: int
    """Code point of the first character that is no blank and no site's ¶."""
    end: int
    text: str
    """``clean[start:end]``; empty for a blank line."""
    indent: str
    """The blanks before it, without the one that was a site's ¶."""
    after_break: bool
    """A page or section break stood just before it."""

    @property
    def is_rule(self) -> bool:
        """True for a line of dashes."""
        return is_rule(self.text)


# For searches by halves, and passes over many lines: a function written in Python takes much longer.
START, END, TEXT = itemgetter(0), itemgetter(1), itemgetter(2)
_BEGIN = attrgetter("start")
# Its own constructor is written in Python, and takes as long as all else that is done for a line.
_new = tuple.__new__


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text as the readers see it."""

    text: str
    """As received."""
    clean: str
    """Same length; furniture, ¶, tabs and the backslash at a line's end are blanks."""
    lines: tuple[Line, ...]
    furniture: tuple[Furniture, ...]
    """In order, not overlapping; rules are not among them (the headings need them)."""
    initials: str
    """The first character of each line, BLANK for a blank one: one search in it finds a reader's lines."""
    breaks: tuple[int, ...]
    """Indexes of the lines behind a page or section break."""
    longest: int
    """No line has more characters."""

    def up_to(self, end: int) -> "Sheet":
        """The sheet without its lines from index ``end`` on."""
        breaks = tuple(at for at in self.breaks if at < end)
        return replace(self, lines=self.lines[:end], initials=self.initials[:end], breaks=breaks)

    def cut_line(self, index: int, start: int) -> "Sheet":
        """The sheet with a line that begins at code point ``start``, inside it."""
        line = self.lines[index]
        text = line.text[start - line.start :].lstrip()
        rest = Line(line.end - len(text), line.end, text, "", after_break=False)
        return replace(
            self,
            lines=(*self.lines[:index], rest, *self.lines[index + 1 :]),
            initials=self.initials[:index] + (text[:1] or BLANK) + self.initials[index + 1 :],
            breaks=tuple(at for at in self.breaks if at != index),
        )

    def torn(self, lines: Sequence[Line]) -> set[int]:
        """Where those of ``lines`` begin into which furniture was glued."""
        torn = set()
        for piece in self.furniture:
            above = bisect_right(lines, piece.start, key=START) - 1
            if above >= 0 and lines[above].end > piece.start:
                torn.add(lines[above].start)
        return torn

    def prose(self, start: int, end: int) -> str:
        """The clean text between two offsets, closed up where furniture was glued into it."""
        if not self.furniture:
            return self.clean[start:end]
        place = bisect_left(self.furniture, start, key=_BEGIN)
        parts = []
        while place < len(self.furniture) and self.furniture[place].start < end:
            parts.append(self.clean[start : self.furniture[place].start].rstrip())
            start = self.furniture[place].end
            place += 1
        parts.append(self.clean[start:end])
        return parts[0] if len(parts) == 1 else " ".join(part.strip() for part in parts)


def is_rule(text: str) -> bool:
    """Tell whether a line without outer blanks is made of dashes only."""
    return len(text) >= _SHORTEST_RULE and not text.strip(RULE_CHARACTERS)


def opens_title(lines: tuple[Line, ...], rule: int) -> bool:
    """Tell whether a rule and an equal one below it were drawn around a title of their length."""
    drawn = lines[rule].text
    longest = 0
    for line in lines[rule + 1 : rule + 2 + LONGEST_TITLE]:
        if not line.text:
            return False
        if line.is_rule:
            return line.text == drawn and abs(longest - len(drawn)) <= TITLE_SLACK
        longest = max(longest, len(line.text))
    return False


def line_at(lines: tuple[Line, ...], position: int) -> int:
    """Index of the first line that ends behind ``position``; ``len(lines)`` where none does."""
    return bisect_left(lines, position + 1, key=END)


def lines_between(lines: tuple[Line, ...], start: int, end: int) -> tuple[Line, ...]:
    """The lines that overlap ``start:end``."""
    first = line_at(lines, start)
    return lines[first : bisect_left(lines, end, lo=first, key=START)]


def lay_out(text: str) -> Sheet:
    """Return the sheet of ``text``; takes time in proportion to its length."""
    furniture = find_furniture(text)
    clean = _blank(text, furniture)
    raw_lines = clean.splitlines(keepends=True)
    lines, initials, breaks = _content_lines(text, raw_lines, furniture, escaped="\\" in clean)
    longest = max(map(len, raw_lines), default=0)
    return Sheet(text, clean, tuple(lines), furniture, "".join(initials), tuple(breaks), longest)


def _blank(text: str, furniture: tuple[Furniture, ...]) -> str:
    clean = text.replace("¶", " ").replace("\t", " ").replace("\xa0", " ")
    if not furniture:
        return clean
    parts = []
    position = 0
    for span in furniture:
        parts.append(clean[position : span.start])
        # Line breaks stay, so that a break that wraps does not glue two lines.
        parts.append(_WITHIN_LINE.sub(_as_blanks, clean[span.start : span.end]))
        position = span.end
    parts.append(clean[position:])
    return "".join(parts)


def _as_blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _content_lines(
    text: str, raw_lines: list[str], furniture: tuple[Furniture, ...], *, escaped: bool
) -> tuple[list[Line], list[str], list[int]]:
    """Lines that hold something, and the blank ones between them, without those around furniture.

    Beside them their initials, and the indexes of those behind a break.
    escaped: a line may end with a backslash, as database dumps write line ends.
    """
    lines: list[Line] = []
    initials: list[str] = []
    breaks: list[int] = []
    append, append_initial = lines.append, initials.append
    offset = 0
    after_break = False
    spans = iter(furniture)
    span = next(spans, None)
    next_break = span.start if span else len(text)
    for raw in raw_lines:
        start = offset
        offset += len(raw)
        body = raw.strip()
        if escaped and body.endswith("\\"):
            body = body.rstrip("\\ ")
        broken = next_break < offset
        while broken and span is not None and next_break < offset and span.end <= offset:
            span = next(spans, None)
            next_break = span.start if span else len(text)
        if body:
            initial = body[0]
            indent = ""
            # Most lines have no blanks before them, and need not be searched for their first word.
            if raw[0] != initial:
                blanks = raw.find(body)
                start += blanks
                indent = raw[: blanks - (text[start - 1] == "¶")]
            if after_break:
                breaks.append(len(lines))
            append(_new(Line, (start, start + len(body), body, indent, after_break)))
            append_initial(initial)
            after_break = False
        elif broken:
            after_break = True
            while lines and not lines[-1].text:
                lines.pop()
                initials.pop()
        elif not after_break:
            append(_new(Line, (start, start, "", "", False)))
            append_initial(BLANK)
    return lines, initials, breaks
