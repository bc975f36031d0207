"""SUBJECT field: its region in, its words out; and where a field of one line ends."""

import html
import re

from cableroom.telegram.classification import ATTENTION_BELOW
from cableroom.telegram.errors import FieldError
from cableroom.telegram.lines import LONGEST_TITLE, Line, is_rule, opens_title
from cableroom.telegram.model import Span
from cableroom.telegram.portions import PORTION
from cableroom.telegram.struck import is_struck

LONGEST_SUBJECT = 2_048
"""Code points; real ones end below 600."""
_LETTERS = re.compile(r"[A-Za-z]")
# Lines that begin the text or another field, and so end a subject even without a blank line.
_ENDS_SUBJECT = re.compile(
    r"(?:SUMMARY|Summary|COMMENT|ACTION REQUEST)\b(?! (?:OF|of|ON|on)\b)"
    r"|(?:Sensitive [Bb]ut|SENSITIVE BUT|This (?:is|cable|message)|THIS (?:IS|CABLE|MESSAGE)|Classified [Bb]y"
    r"|REASONS?:|Reasons?:|DERIVED|DECL:|SIPDIS$|E\.O\. [0-9]{5})"
)
# The same within a line, where a page has lost its line ends.
_ENDS_WITHIN = re.compile(
    r"\s(?:[-=_*]{5}|(?:BEGIN )?(?:SUMMARY|Summary)(?: (?:AND|and) [A-Za-z]{4,12})?(?::|\. )\s?[A-Z])"
)
_SUMMARY = re.compile(r"^\s?SUMMARY: ?")
_LONGEST_REST = 40
# A line that cannot be the last one.
_UNFINISHED = re.compile(
    r"(?:[,;:&/(]| -|\b(?:A|AN|THE|OF|ON|IN|AT|TO|BY|AS|FOR|FROM|WITH|AND|OR|BUT|INTO|OVER|ITS|VERSUS|VS))$",
    re.IGNORECASE,
)
_LAST_WORD = 12
_LONGEST_MARK = 24
# Some networks dropped blanks at the head of a line, so that a dash held its indent.
_DASHED_INDENT = re.compile(r"-\s{2,}(?=\S)")
_LABEL_AGAIN = re.compile(r"[\s:;.]{0,4}(?:SUBJ(?:ECT)?\s?:\s?)?", re.IGNORECASE)
_MOST_PORTIONS = 3
# A mark behind the words: no part of a list ("PARTS (B) AND (C)"), and behind no number ("ARTICLE 5 (C)").
_PORTION_BEHIND = re.compile(
    r"(?<=[A-Za-z.:\"'?!)])(?<!\bAND)(?<!\bOR)(?<!\bTO)(?<!\([A-Z]\))"
    r"\s{1,3}\((?:TS|SBU|FOUO|LOU|[UCS]|(?:TS|S|C|SBU)/{1,2}(?:NF|NOFORN))\)\Z"
)


def read_subject(clean: str, lines: tuple[Line, ...], start: int, end: int) -> tuple[str | None, int]:
    """Return the subject, its wrapped lines joined, without a leading portion mark, and where it ends.

    None where all of it was struck.
    lines: those of the sheet that overlap ``start:end``, the region behind the label.
    Raises FieldError: nothing follows the label ("subject-missing"), or more than any subject has
    ("subject-over-limit"): its words stay in the text, and are no title.
    """
    parts: list[str] = []
    stop = start
    for index, line in enumerate(lines):
        text = clean[max(start, line.start) : min(end, line.end)].strip()
        following = lines[index + 1 : index + 2 + LONGEST_TITLE]
        if not text:
            if parts and not _goes_on(parts[-1], following):
                break
            continue
        if is_rule(text) or (parts and _begins_text(text, parts, following)):
            break
        within = _ENDS_WITHIN.search(text)
        if within and _is_title(text[within.start() :]):
            within = None  # "VISA FRAUD SUMMARY: BERN"
        if parts and (indent := _DASHED_INDENT.match(text)) is not None and not within:
            text = text[indent.end() :]
        parts.append(text[: within.start()] if within else text)
        if within:
            stop = clean.index(text, max(start, line.start)) + within.start()
            break
        stop = min(end, line.end)
    subject = _plain(_join(parts))
    if not subject:
        raise FieldError("subject-missing", Span(start, start))
    if len(subject) > LONGEST_SUBJECT:
        raise FieldError("subject-over-limit", Span(start, stop))
    return None if is_struck(subject) else subject, stop


def _plain(subject: str) -> str:
    """The words without a second label, portion marks, and what pages and dumps made of signs."""
    again = _LABEL_AGAIN.match(subject)
    subject = subject[again.end() :] if again else subject
    for _ in range(_MOST_PORTIONS):
        if (portion := PORTION.match(subject)) is None:
            break
        subject = subject[portion.end() :].lstrip(" :")
    if (behind := _PORTION_BEHIND.search(subject[-_LONGEST_MARK:])) is not None and "(A)" not in subject:
        subject = subject[: len(subject) - len(behind[0])].rstrip(" :")
    # Some pages escaped what was escaped already.
    return " ".join(html.unescape(html.unescape(subject)).split()).rstrip("\\").rstrip()


def end_of_field(lines: tuple[Line, ...], start: int) -> int:
    """Where a field ends whose value begins at ``start``: before a blank line, a rule or the text.

    lines: those up to the next field or paragraph.
    """
    kept = start
    for line in lines:
        if line.start > start and (not line.text or line.is_rule or _ends_subject(line.text)):
            break
        if line.start > start and PORTION.match(line.text):
            break
        kept = max(start, line.end)
    return kept


def _goes_on(last: str, following: tuple[Line, ...]) -> bool:
    """Tell whether a subject goes on below a blank line: it is unfinished, and no text stands there."""
    below = next((place for place, line in enumerate(following) if line.text), None)
    if below is None or not _UNFINISHED.search(last[-_LAST_WORD:]):
        return False
    text = following[below].text
    if following[below].is_rule or _ends_subject(text) or PORTION.match(text):
        return False
    return any(c.islower() for c in last) or not any(c.islower() for c in text)


def _ends_subject(text: str) -> bool:
    return _ENDS_SUBJECT.match(text) is not None or ATTENTION_BELOW.match(text) is not None


def _begins_text(text: str, subject: list[str], following: tuple[Line, ...]) -> bool:
    """Tell whether a line without a blank line before it no longer belongs to the subject."""
    if _ends_subject(text) or PORTION.match(text):
        return not (_is_title(text) and following and not following[0].text)
    if following and following[0].is_rule and not opens_title(following, 0):
        return True  # a heading over dashes
    # Subjects are written in capitals; a line of small letters below one is text.
    capitals = not any(c.islower() for c in subject[-1])
    return capitals and _mostly_small(text) and not _UNFINISHED.search(subject[-1][-_LAST_WORD:])


def _is_title(text: str) -> bool:
    """Tell whether "SUMMARY:" and what follows it is too short for one: ``VISA FRAUD SUMMARY: BERN``."""
    rest = _SUMMARY.sub("", text, count=1)
    return rest != text and 0 < len(rest) <= _LONGEST_REST and rest.isupper() and "." not in rest


def _mostly_small(text: str) -> bool:
    small = sum(c.islower() for c in text)
    return small * 2 > len(_LETTERS.findall(text)) and " " in text


def _join(parts: list[str]) -> str:
    """Join wrapped lines: a hyphen at a line's end holds its word together."""
    pieces: list[str] = []
    for part in parts:
        hyphen = pieces and pieces[-1].endswith("-") and pieces[-1][-2:-1].isalnum()
        pieces += (part,) if hyphen or not pieces else (" ", part)
    return " ".join("".join(pieces).split())


def read_catalogued_subject(row: str) -> str | None:
    """The subject in a database row behind the signer: the words in capitals at its head."""
    words = row.split()
    kept = next((i for i, word in enumerate(words) if any(c.islower() for c in word)), len(words))
    return " ".join(words[:kept]) or None
