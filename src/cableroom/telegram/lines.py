"""A telegram as a sheet of lines: text in; lines without page and section breaks out.

Every reader works on the sheet.  ``clean`` has the length of the text, so an
offset in one is an offset in the other.
"""

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from cableroom.telegram.furniture import find_furniture
from cableroom.telegram.model import Furniture

# A heading is set off by dashes, seldom by others; U+2010 to U+2015 come from word processors.
RULE_CHARACTERS = "-=_*~+‐‑‒–—― "
"""What lines across the page are made of."""
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


# For searches by halves: a function written in Python takes several times as long.
_START, _END = attrgetter("start"), attrgetter("end")
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

    def is_torn(self, start: int, end: int) -> bool:
        """Tell whether furniture begins between two offsets."""
        place = bisect_left(self.furniture, start, key=_START)
        return place < len(self.furniture) and self.furniture[place].start < end

    def prose(self, start: int, end: int) -> str:
        """The clean text between two offsets, closed up where furniture was glued into it."""
        if not self.furniture:
            return self.clean[start:end]
        place = bisect_left(self.furniture, start, key=_START)
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
        if line.is_rule:
            return line.text == drawn and abs(longest - len(drawn)) <= TITLE_SLACK
        if not line.text:
            return False
        longest = max(longest, len(line.text))
    return False


def line_at(lines: tuple[Line, ...], position: int) -> int:
    """Index of the first line that ends behind ``position``; ``len(lines)`` where none does."""
    return bisect_left(lines, position + 1, key=_END)


def lines_between(lines: tuple[Line, ...], start: int, end: int) -> tuple[Line, ...]:
    """The lines that overlap ``start:end``."""
    first = line_at(lines, start)
    return lines[first : bisect_left(lines, end, lo=first, key=_START)]


def lay_out(text: str) -> Sheet:
    """Return the sheet of ``text``; takes time in proportion to its length."""
    furniture = find_furniture(text)
    clean = _blank(text, furniture)
    return Sheet(text, clean, tuple(_content_lines(text, clean, furniture)), furniture)


def _blank(text: str, furniture: tuple[Furniture, ...]) -> str:
    clean = text.replace("¶", " ").replace("\t", " ").replace("\xa0", " ")
    if not furniture:
        return clean
    parts = []
    position = 0
    for span in furniture:
        parts.append(clean[position : span.start])
        # Line breaks stay, so that a break that wraps does not glue two lines.
        parts.append("".join(c if c in "\r\n" else " " for c in clean[span.start : span.end]))
        position = span.end
    parts.append(clean[position:])
    return "".join(parts)


def _content_lines(text: str, clean: str, furniture: tuple[Furniture, ...]) -> list[Line]:
    """Lines that hold something, and the blank ones between them, without those around furniture."""
    lines: list[Line] = []
    append = lines.append
    offset = 0
    after_break = False
    # An escaped line end, as database dumps write it.
    escaped = "\\" in clean
    spans = iter(furniture)
    span = next(spans, None)
    next_break = span.start if span else len(clean)
    for raw in clean.splitlines(keepends=True):
        begin, offset = offset, offset + len(raw)
        body = raw.strip()
        if escaped and body.endswith("\\"):
            body = body.rstrip("\\ ")
        broken = next_break < offset
        while broken and span is not None and next_break < offset and span.end <= offset:
            span = next(spans, None)
            next_break = span.start if span else len(clean)
        if body:
            # Most lines have no blanks before them, and need not be searched for their first word.
            blanks = 0 if raw[0] == body[0] else raw.find(body)
            start = begin + blanks
            indent = raw[: blanks - (text[start - 1] == "¶")] if blanks else ""
            append(_new(Line, (start, start + len(body), body, indent, after_break)))
            after_break = False
        elif broken:
            after_break = True
            while lines and not lines[-1].text:
                lines.pop()
        elif not after_break:
            append(_new(Line, (begin, begin, "", "", False)))
    return lines
