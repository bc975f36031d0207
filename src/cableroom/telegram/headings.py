"""Headings of the body: lines in, headings out, with the lines that they and their rules take."""

import re
from dataclasses import dataclass, field

from cableroom.telegram.lines import (
    LONGEST_TITLE,
    RULE_CHARACTERS,
    TITLE_SLACK,
    Line,
    is_rule,
    opens_title,
)

# "------- SUMMARY -------" on one line.
_INLINE_RULES = "-=*_"
_INLINE = re.compile(r"([-=*_]{3,60}) {0,3}([A-Za-z][^\r\n]{0,90}?) {0,3}([-=*_]{3,60})$")
# Titles that need neither rule nor blank line.
_NAMED = re.compile(
    r"(?:EXECUTIVE |INTRODUCTION AND |COMMENT AND |POST )?"
    r"(?:SUMMARY|COMMENTS?|INTRODUCTION|BACKGROUND|CONCLUSION|ACTION REQUEST(?:ED)?|OBJECTIVES)"
    r"(?: AND (?:COMMENT|ACTION REQUEST|INTRODUCTION|BACKGROUND))?:?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[0-9]{1,3} ?\.|[0-9]{1,3} ?\(")
_SUB_POINT = re.compile(r"(?:-|\*|\(?[a-z0-9]{1,2}[.)] |[0-9])")
_LONGEST_LINE = 90
_LONGEST_NAMED = 48
_RULE_LONGER = 12
_BLANKS_BELOW = 4
_TABLE_RULE = re.compile(r"[-=_]{2,} {2,}[-=_]{2,}")


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """A heading and where it stands."""

    text: str
    line: int
    """Index of its first line."""
    start: int
    end: int


@dataclass(slots=True)
class Headings:
    """All headings of the body."""

    found: list[FoundHeading] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    """Indexes of the lines that are headings or rules, and so in no paragraph."""
    rules: list[int] = field(default_factory=list)


def find_headings(lines: tuple[Line, ...], first: int, end: int) -> Headings:
    """Return the headings among ``lines[first:end]``.

    A heading is a title between two rules, a title over a rule of its length,
    a title with rules at both sides, or a short line alone before a number.
    """
    headings = Headings()
    following = first
    above = ""
    for index, line in enumerate(lines[first:end], first):
        text, set_off, above = line.text, not above or line.after_break, line.text
        if not text or index < following:
            continue
        if text[0] in RULE_CHARACTERS and is_rule(text):
            following = _after_rule(lines, index, first, end, headings)
        elif text[0] in _INLINE_RULES and (inline := _INLINE.match(text)) is not None:
            _add_inline(line, index, inline, headings)
        # Most lines are prose: neither is anything but text above them, nor are they short.
        elif (set_off or len(text) <= _LONGEST_NAMED) and _alone(lines, index, end, set_off=set_off):
            _add(lines, index, index + 1, headings)
    headings.found.sort(key=lambda heading: heading.line)
    return headings


def _after_rule(lines: tuple[Line, ...], rule: int, first: int, end: int, headings: Headings) -> int:
    """Read the title between the rule and the next one; return the index where to go on."""
    if _TABLE_RULE.match(lines[rule].text):
        return rule + 1
    headings.rules.append(rule)
    headings.taken.add(rule)
    over = None if opens_title(lines, rule) else _title_over(lines, rule, first, headings)
    if over is not None:
        _add(lines, over, rule, headings)
        return rule + 1
    title: list[int] = []
    for index in range(rule + 1, min(end, rule + LONGEST_TITLE + 4)):
        text = lines[index].text
        if is_rule(text):
            if title:
                headings.rules.append(index)
                headings.taken.add(index)
                _add(lines, title[0], title[-1] + 1, headings)
                return index + 1
            return index
        if text:
            if _NUMBERED.match(text) or len(title) == LONGEST_TITLE:
                break
            title.append(index)
        elif title:
            # A title and its lower rule are not parted by a blank line.
            break
    return rule + 1


def _title_over(lines: tuple[Line, ...], rule: int, first: int, headings: Headings) -> int | None:
    """Index of the first line of a title that a rule was drawn under; None where there is none."""
    above = rule - 1
    if above < first or not _may_be_title(lines, above, headings):
        return None
    title, drawn = lines[above].text, lines[rule].text
    if len(title) == len(drawn) and title[0].isupper():
        return above
    if title.endswith((".", ",", ";")):
        return None
    top = above
    while top > max(first, rule - LONGEST_TITLE) and _may_be_title(lines, top - 1, headings):
        top -= 1
    alone = top == first or not lines[top - 1].text
    longest = max(len(line.text) for line in lines[top:rule])
    if alone and lines[top].text[0].isupper() and abs(longest - len(drawn)) <= TITLE_SLACK:
        return top
    if not title[0].isupper():
        return None
    set_off = not lines[above - 1].text or lines[above].after_break or above == first
    near = abs(len(title) - len(drawn)) <= TITLE_SLACK
    return above if near or (set_off and len(drawn) <= len(title) + _RULE_LONGER) else None


def _may_be_title(lines: tuple[Line, ...], index: int, headings: Headings) -> bool:
    text = lines[index].text
    if not text or index in headings.taken or len(text) > _LONGEST_LINE:
        return False
    return not is_rule(text) and _NUMBERED.match(text) is None


def _add_inline(line: Line, index: int, found: re.Match[str], headings: Headings) -> None:
    title = found[2].strip()
    start = line.start + found.start(2)
    headings.found.append(FoundHeading(title, index, start, start + len(title)))
    headings.taken.add(index)


def _alone(lines: tuple[Line, ...], index: int, end: int, *, set_off: bool) -> bool:
    """Tell whether a short line without rules is a heading: a blank line above, a number below.

    set_off: nothing stands right above the line.
    """
    text = lines[index].text
    if not (text[0].isupper() or text[0] in "\"'(") or len(text) > _LONGEST_LINE or _SUB_POINT.match(text):
        return False
    named = len(text) <= _LONGEST_NAMED and _NAMED.match(text) is not None
    if not (set_off or named):
        return False
    below = next((i for i in range(index + 1, min(end, index + _BLANKS_BELOW)) if lines[i].text), None)
    if below is None:
        return False
    numbered = _NUMBERED.match(lines[below].text) is not None
    if named:
        return numbered or (set_off and below > index + 1 and not lines[below].is_rule)
    if not numbered or text.endswith((".", ",", ";", ":", ")")):
        return False
    return below > index + 1 or text.isupper()


def _add(lines: tuple[Line, ...], first: int, end: int, headings: Headings) -> None:
    text = " ".join(" ".join(line.text.split()) for line in lines[first:end] if line.text)
    headings.found.append(FoundHeading(text, first, lines[first].start, lines[end - 1].end))
    headings.taken.update(range(first, end))
