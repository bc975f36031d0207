"""CLASSIFIED BY field: who classified the telegram, and for which reasons."""

import re

from cableroom.telegram.lines import Line
from cableroom.telegram.persons import is_suffix, person_in
from cableroom.telegram.portions import PORTION

_REASON = re.compile(r"1\s?\.\s?([456])")
# "(b) and (d)", "(b/d)", "B, D", "(b) a nd (d)"; a letter alone that begins a word group is no reason.
_LETTER = re.compile(
    r"[\s(),;/&\\]{0,12}(?:(?:a\s?nd|or)(?![a-z])[\s(),;/&\\]{0,8})?([a-h])(?![a-z]|\s(?!and|or)[a-z])",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\s{0,3}\(?(?:CLASSIFIED|Classified|classified)\s{1,3}(?:BY|By|by)\b\s{0,2}:?\s{0,3}")
# What follows the person.
_BEHIND = re.compile(
    r"\b(?:FOR\s{1,3}REA|REA\s?SON|REASN|1\s?\.\s?[456]\b|E\.?O\.?\s{0,2}1|PER\s{1,3}E|SECTION\s{1,3}1|DECL|DERIVED|UNDER\s)",
    re.IGNORECASE,
)
# Between the person and what else is said of them; the stop of "Jr." and of initials stays.
_PART = re.compile(r"[,;:()]|\s-{1,2}\s|(?<=[A-Za-z]{3})\.(?:\s|$)")
_REASONS_LINE = re.compile(r"REA\s?SON|REASN|1\s?\.\s?[456]|E\.?O\.", re.IGNORECASE)
_MOST_TEXT = 600
# Begins with a letter, not with an anchor, which makes the search quick.
_LABEL = re.compile(r"[Cc](?<!\w[Cc])(?i:LASSIFIED\s{1,3}BY\b\s{0,2}:?)")


def find_classified_by(clean: str, start: int, end: int) -> int | None:
    """Where the words behind "classified by" begin, inside a text; None where nobody says it."""
    found = _LABEL.search(clean, start, end)
    return found.end() if found else None


def end_of_classified_by(lines: tuple[Line, ...], start: int) -> int:
    """Where the field ends whose value begins at ``start``: a blank line, a rule, the reasons' full stop.

    lines: those up to the next field or paragraph.
    """
    kept = start
    last = ""
    reasons = False
    for line in lines:
        text = line.text if line.start >= start else line.text[start - line.start :].strip()
        if last and (not text or line.is_rule or (reasons and last.endswith("."))):
            break
        if last.endswith((".", ")")) and PORTION.match(text):
            break
        reasons = reasons or _REASON.search(text) is not None
        kept = max(start, line.end)
        last = text
    return kept


def read_classified_by(value: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the person's name, None where nobody is named, and the reasons as ``1.4(b)``.

    value: the text behind the label, at least to the reasons.
    """
    value = _field(value[:_MOST_TEXT])
    while again := _AGAIN.match(value):
        value = value[again.end() :]
    behind = _BEHIND.search(value)
    return _name(value[: behind.start()] if behind else value), _reasons(value)


def _field(value: str) -> str:
    """The value up to a blank line, and over it where the reasons stand below."""
    kept: list[str] = []
    for line in value.splitlines():
        text = line.strip(" \t\\")
        if not text and _REASON.search(" ".join(kept)):
            break
        if kept and not kept[-1] and not _REASONS_LINE.match(text):
            break
        kept.append(text)
    return "\n".join(kept)


def _name(words: str) -> str | None:
    """The person among titles and posts: the first part between commas that leaves a name."""
    parts = [part.strip(" ") for part in _PART.split(" ".join(words.split()))]
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        name = " ".join(person_in(part.split()))
        if name:
            return f"{name}, {following}" if is_suffix(following) else name
    return None


def _reasons(value: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for order in _REASON.finditer(value):
        position = order.end()
        while letter := _LETTER.match(value, position):
            found[f"1.{order[1]}({letter[1].lower()})"] = None
            position = letter.end()
    return tuple(found)
