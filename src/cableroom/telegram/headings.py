"""Headings of the body: lines in, headings out, with the lines that they and their rules take."""

import re
from dataclasses import dataclass, field

from cableroom.telegram.classification_words import LEVEL_LINE
from cableroom.telegram.lines import (
    BLANK,
    LONGEST_TITLE,
    RULE_CHARACTERS,
    TITLE_SLACK,
    Line,
    Sheet,
    is_rule,
    opens_title,
)
from cableroom.telegram.portions import PORTION

# "------- SUMMARY -------" on one line.
_INLINE_RULES = "-=*_#~"
_INLINE = re.compile(r"([-=*_#~]{1,60}) {0,3}([A-Za-z(\"'][^\r\n]{0,90}?) {0,3}([-=*_#~]{1,60})$")
_DRAWN = frozenset(RULE_CHARACTERS + _INLINE_RULES)
# Among the initials: below a blank line; as rules begin; as the titles do that need no blank line.
_MAY_HEAD = re.compile(rf"(?<={BLANK})[^{BLANK}a-z]|[{re.escape(''.join(sorted(_DRAWN)))}EICPSBAO\u0130]")
_SHORTEST_INLINE = 3
# Titles that need neither rule nor blank line.
_NAMED = re.compile(
    r"(?:EXECUTIVE |INTRODUCTION AND |COMMENT AND |POST )?"
    r"(?:SUMMARY|COMMENTS?|INTRODUCTION|BACKGROUND|CONCLUSION|ACTION REQUEST(?:ED)?|OBJECTIVES)"
    r"(?: AND (?:COMMENT|ACTION REQUEST|INTRODUCTION|BACKGROUND))?:?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[0-9]{1,3} ?\.|[0-9]{1,3} ?\(|\([0-9]{1,2}\)|PARA(?:GRAPH)? ?[0-9]", re.IGNORECASE)
_SUB_POINT = re.compile(r"(?:-|\*|\(?[a-z0-9]{1,2}[.)] |[0-9](?![0-9]{3}\b))")
# Words that end or begin a part of the text, and stamps: they stand alone like titles.
_NO_TITLE = re.compile(
    r"(?:END|BEGIN)(?: OF)? (?:THE )?(?:POST )?(?:SUMM?AR?Y|COMMENTS?|NOTE|TEXT|QUOTE|MESSAGE)|(?:UN)?QUOTE\b"
    r"|SENSITIVE BUT UNCLASSIFIED|NOT FOR INTERNET|PLEASE (?:HANDLE|PROTECT)"
    r"|(?:SIPDIS|NOFORN|SENSITIVE|NODIS|EXDIS|LIMDIS|STADIS|ENTIRE TEXT)\.?$",
    re.IGNORECASE,
)
_GAP = "   "
"""Blanks between the columns of a table; titles have none."""
_LONGEST_LINE = 90
_LONGEST_NAMED = 48
_RULE_LONGER = 12
_BLANKS_BELOW = 4
# Titles that wrap without rules: the first line is about full, or the second goes on in small letters.
_FULL_LINE = 40
_LONGEST_WITH_COLON = 40
_OPENING = "\"'(“.["
_ENDS_SENTENCE = frozenset('.,;)"?!')
"""What no title ends in that needs no blank line."""
_TABLE_RULE = re.compile(r"[-=_]{2,} {2,}[-=_]{2,}")


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """A heading and where it stands."""

    text: str
    """Without its portion mark."""
    line: int
    """Index of its first line."""
    start: int
    """Of the line, or of the portion mark."""
    end: int


@dataclass(slots=True)
class Headings:
    """All headings of the body."""

    found: list[FoundHeading] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    """Indexes of the lines that are headings or rules, and so in no paragraph."""
    rules: list[int] = field(default_factory=list)


def find_headings(sheet: Sheet, first: int, end: int) -> Headings:
    """Return the headings among ``sheet.lines[first:end]``.

    A heading is a title between two rules, a title over a rule of its length,
    a title with rules at both sides, or a short line alone before a number.
    """
    headings = Headings()
    lines, initials = sheet.lines, sheet.initials
    following = first
    for index in _possible(sheet, first, end):
        if index < following:
            continue
        line = lines[index]
        text = line.text
        if text[0].isdigit() and not text[:4].isdigit():
            continue  # a paragraph; a title may begin with a year
        set_off = index == first or initials[index - 1] == BLANK or line.after_break
        # A line right below another is a title only where it is short, and no sentence ends with it.
        prose = len(text) > _LONGEST_NAMED or text[-1] in _ENDS_SENTENCE
        if prose and not set_off and text[0] not in _DRAWN:
            continue
        if text[0] in RULE_CHARACTERS and is_rule(text):
            following = _after_rule(lines, index, first, end, headings)
        elif text[0] in _INLINE_RULES and (inline := _inline(text, set_off=set_off)) is not None:
            _add_inline(line, index, inline, headings)
        elif behind := _alone(lines, index, end, set_off=set_off):
            _add(lines, index, behind, headings)
            following = behind
    headings.found.sort(key=lambda heading: heading.line)
    return headings


def _possible(sheet: Sheet, first: int, end: int) -> list[int]:
    """Indexes of the lines that may be headings or rules; most lines are prose, and need no look."""
    found = [at.start() for at in _MAY_HEAD.finditer(sheet.initials, first, end)]
    others = [at for at in (first, *sheet.breaks) if first <= at < end and sheet.initials[at] != BLANK]
    return sorted({*found, *others})


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
            if _NUMBERED.match(text) or len(title) == LONGEST_TITLE or _GAP in text:
                break
            title.append(index)
        elif title:
            # A title and its lower rule are not parted by a blank line.
            break
    return rule + 1


def _title_over(lines: tuple[Line, ...], rule: int, first: int, headings: Headings) -> int | None:
    """Index of the first line of a title that a rule was drawn under; None where there is none."""
    above = rule - 1
    drawn = lines[rule].text
    if above > first and not lines[above].text:
        return above - 1 if _is_parted_title(lines, above - 1, drawn, first, headings) else None
    if above < first or not _may_be_title(lines, above, headings):
        return None
    title = lines[above].text
    if len(title) == len(drawn) and _opens(title):
        return above
    if title.endswith((".", ",", ";")):
        return None
    top = above
    while top > max(first, rule - LONGEST_TITLE) and _may_be_title(lines, top - 1, headings):
        top -= 1
    alone = top == first or not lines[top - 1].text
    longest = max(len(line.text) for line in lines[top:rule])
    if alone and _opens(lines[top].text) and abs(longest - len(drawn)) <= TITLE_SLACK:
        return top
    set_off = not lines[above - 1].text or lines[above].after_break or above == first
    near = abs(len(title) - len(drawn)) <= TITLE_SLACK
    near = near or (set_off and len(drawn) <= len(title) + _RULE_LONGER)
    return above if near and _opens(title) else None


def _is_parted_title(lines: tuple[Line, ...], index: int, drawn: str, first: int, headings: Headings) -> bool:
    """Tell whether a line is a title although a blank line parts it from its rule: they have one length."""
    title = lines[index].text
    if abs(len(title) - len(drawn)) > 1 or title.endswith((".", ",", ";")):
        return False
    return (index == first or not lines[index - 1].text) and _may_be_title(lines, index, headings)


def _may_be_title(lines: tuple[Line, ...], index: int, headings: Headings) -> bool:
    text = lines[index].text
    if not text or index in headings.taken or len(text) > _LONGEST_LINE or _GAP in text:
        return False
    return not is_rule(text) and _NUMBERED.match(text) is None


def _add_inline(line: Line, index: int, found: re.Match[str], headings: Headings) -> None:
    title = found[2].strip()
    start = line.start + found.start(2)
    headings.found.append(FoundHeading(_without_portion(title), index, start, start + len(title)))
    headings.taken.add(index)


def _inline(text: str, *, set_off: bool) -> re.Match[str] | None:
    """A title between dashes on one line; few dashes are enough where the line stands alone."""
    found = _INLINE.match(text)
    if found is None or found[1][0] != found[3][0]:
        return None
    shorter = min(len(found[1]), len(found[3]))
    if shorter >= _SHORTEST_INLINE:
        return found
    if not set_off or len(text) > _LONGEST_NAMED or found[2].endswith((".", ",", ";")):
        return None
    return found if shorter > 1 or found[1][0] in "*_" or found[2].isupper() else None


def _opens(title: str) -> bool:
    """Tell whether a line begins as titles do."""
    return title[0].isupper() or title[:4].isdigit() or title[0] in _OPENING


def _alone(lines: tuple[Line, ...], index: int, end: int, *, set_off: bool) -> int:
    """Index behind a title without rules, a blank line above it and a number below; 0 where there is none.

    set_off: nothing stands right above the line.
    """
    text = lines[index].text
    if not _opens(text) or len(text) > _LONGEST_LINE or _GAP in text or _SUB_POINT.match(text):
        return 0
    named = len(text) <= _LONGEST_NAMED and _NAMED.match(text) is not None
    if not (set_off or named) or _NUMBERED.match(text) or _NO_TITLE.match(text):
        return 0
    return _behind_title(lines, index, end, set_off=set_off, named=named)


def _behind_title(lines: tuple[Line, ...], index: int, end: int, *, set_off: bool, named: bool) -> int:
    """Index behind the line, or two, of a title that a paragraph follows; 0 where none does."""
    text = lines[index].text
    behind = index + 1
    if not named and behind < end and _wraps(text, lines[behind].text):
        behind += 1
    below = next((i for i in range(behind, min(end, behind + _BLANKS_BELOW)) if lines[i].text), None)
    if below is None:
        return 0
    numbered = begins_paragraph(lines[below].text)
    if named:
        return behind if numbered or (set_off and below > behind and not lines[below].is_rule) else 0
    last = lines[behind - 1].text
    if not numbered or not _ends_title(last) or _is_level(text):
        return 0
    return behind if below > behind or (behind == index + 1 and text.isupper()) else 0


def begins_paragraph(text: str) -> bool:
    """Tell whether a line begins with a number or a portion mark."""
    return _NUMBERED.match(text) is not None or (text[0] == "(" and PORTION.match(text) is not None)


def _ends_title(text: str) -> bool:
    if text.endswith(":"):
        return len(text) <= _LONGEST_WITH_COLON
    return text.endswith("...") or not text.endswith((".", ",", ";", ")"))


def _is_level(text: str) -> bool:
    level = LEVEL_LINE.match(text)
    return level is not None and level.end() == len(text)


def _wraps(text: str, below: str) -> bool:
    """Tell whether a title may go on in the line below it."""
    if not below or len(below) > _LONGEST_LINE or text.endswith((".", ",", ";", ":")) or is_rule(below):
        return False
    if begins_paragraph(below) or _SUB_POINT.match(below):
        return False
    if text.isupper() != below.isupper():
        return False
    return len(text) >= _FULL_LINE or below[0].islower()


def _add(lines: tuple[Line, ...], first: int, end: int, headings: Headings) -> None:
    text = " ".join(" ".join(line.text.split()) for line in lines[first:end] if line.text)
    headings.found.append(FoundHeading(_without_portion(text), first, lines[first].start, lines[end - 1].end))
    headings.taken.update(range(first, end))


def _without_portion(title: str) -> str:
    """The words of a title, whose portion mark is none of them; a mark that stands alone is kept."""
    portion = PORTION.match(title)
    return (title[portion.end() :].lstrip(" :.-") or title) if portion else title
