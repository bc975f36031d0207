"""Where a REF field ends: it wraps, runs over blank lines, and has no end mark. Lines in, offset out."""

import re

from cableroom.telegram.cited_cables import read_cited
from cableroom.telegram.lines import Line
from cableroom.telegram.portions import PORTION

# Lines that no longer belong to the field.
_NO_FURTHER = re.compile(
    r"(?:SUMMARY|Summary|COMMENT|INTRODUCTION|ACTION REQUEST|REASONS?:|Reasons?:|Sensitive [Bb]ut"
    r"|SENSITIVE BUT|SIPDIS$|This (?:is|cable|message)|THIS (?:IS|CABLE|MESSAGE)|DERIVED"
    r"|-{5}|={5}|_{5}|\*{5})"
)
_PARAGRAPH = re.compile(r"(?<!\S)[0-9]{1,2}\. {0,3}(?=\()")
_STARTS_ENTRY = re.compile(r"\(?(?:[A-Za-z]|[0-9]{1,2})[.):]")
# A line that cannot be the last one: it ends with a separator, a label, or the first half of a name.
_UNFINISHED = re.compile(
    r"(?:[,;&/(]|\b(?:AND|and|REF|RIO|SAN|ADDIS|TEL|NEW|ABU|PORT|LA|THE|KUALA|BUENOS|PHNOM|DAR ES|HO CHI)"
    r"|[A-Z]\.|\([A-Z]\))$"
)
_LAST_WORDS = 16


def end_of_references(lines: tuple[Line, ...], start: int) -> int:
    """Where the REF field ends whose value begins at ``start``.

    lines: those up to the next field or paragraph. The field stops earlier at a heading, and
    at a blank line unless a reference stands below it or the line above is unfinished.
    """
    kept = start
    last = ""
    blank = False
    for index, line in enumerate(lines):
        text = line.text if line.start >= start else line.text[start - line.start :].strip()
        if not text:
            blank = bool(last)
            continue
        headed = index + 1 < len(lines) and lines[index + 1].is_rule and not _is_entry(text)
        if (last and headed) or _NO_FURTHER.match(text) or PORTION.match(text):
            break
        if blank and not _goes_on(last, text):
            break
        paragraph = _PARAGRAPH.search(line.text)
        if paragraph is not None and PORTION.match(line.text, paragraph.end()):
            # The first paragraph follows on the same line.
            return max(start, line.start + paragraph.start())
        last, blank, kept = text, False, line.end
    return kept


def _goes_on(last: str, text: str) -> bool:
    """Tell whether the field goes on below a blank line."""
    return _is_entry(text) or _UNFINISHED.search(last[-_LAST_WORDS:]) is not None


def _is_entry(text: str) -> bool:
    return _STARTS_ENTRY.match(text) is not None or read_cited(text) is not None
