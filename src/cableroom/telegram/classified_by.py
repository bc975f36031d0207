"""CLASSIFIED BY field: who classified the telegram, and for which reasons."""

import re

from cableroom.telegram.lines import Line
from cableroom.telegram.persons import is_suffix, person_in
from cableroom.telegram.portions import PORTION

# "1.4", "1. 5"; with another mark, or none, only right before a letter in parentheses.
_REASON = re.compile(r"1\s?\.\s?([456])|(?<![0-9])1\s?[,-]?\s?([456])(?=\s?\(\s?[a-hA-H]\s?[),/&])")
# "(a-d)", "(a) through (d)": from the letter before to the one behind.
_RANGE = re.compile(r"\s?[)\]]?\s{0,2}(?:-|–|THROUGH|THRU|TO)\s{0,2}[(\[]?([a-h])(?![a-z])", re.IGNORECASE)
# "(bd)", "1.4bd": letters together.
_LETTERS = re.compile(r"\s?[(\[]?([a-h]{2,4})(?:[)\]]|(?=\s|$|[.,;]))", re.IGNORECASE)
# "(b) and (d)", "(b/d)", "B, D", "(b) a nd (d)"; a letter alone that begins a word group is no reason.
_LETTER = re.compile(
    r"[\s(),;/&\\.\[\]]{0,12}(?:(?:a\s?nd|or)(?![a-z])[\s(),;/&\\\[\]]{0,8}|and(?=\())?([a-h])"
    r"(?![a-z]|\s(?!and|or|through|thru|to)[a-z])",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\s{0,3}\(?(?:CLASSIFIED|Classified|classified)\s{1,3}(?:BY|By|by)\b\s{0,2}:?\s{0,3}")
# What follows the person.
_BEHIND = re.compile(
    r"\b(?:(?:(?:FO\s?R|BY|DUE\sTO|UNDER|PER|ON)\s{1,3})?R\s?E\s?A\s?S\s?O?\s?N|1\s?[.,-]?\s?[456](?![0-9A-Z])"
    r"|E\.?O\.?\s{0,2}1|PER\s{1,3}(?:E|1|SECTION)|SECTION\s{1,3}1|DECL|DERIVE|UNDER\s{1,3}(?:1|E\.?O|SECTION|THE)"
    r"|IN\s{1,3}ACCORDANCE|PURSUANT|ACCORDING|BASED\s{1,3}(?:ON|UPON)|CITING|BY\s{1,3}(?:AUTHORITY|VIRTUE))",
    re.IGNORECASE,
)
# Between the person and what else is said of them; the stop of "Jr." and of initials stays.
_PART = re.compile(r"[,;:()]|\s-{1,2}\s|\s(?:AND|And|and|&)\s|(?<=[A-Za-z]{3})\.(?:\s|$)")
# "William (Bill) Roe": a name by which he is called, inside his name.
_CALLED = re.compile(r"(?<=[A-Za-z.] )\(([A-Z][A-Za-z]{1,12})\)(?= [A-Z])")
_REASONS_LINE = re.compile(r"REA\s?SON|REASN|1\s?\.\s?[456]|E\.?O\.", re.IGNORECASE)
_MOST_TEXT = 600
# "The file was classified by the court": a sentence, and no field.
_PROSE = re.compile(r"\b(?:was|were|is|are|be|been|being|as|WAS|WERE|IS|ARE|BE|BEEN)\s{1,2}$")
_LONGEST_VERB = 8
# Begins with a letter, not with an anchor, which makes the search quick.
_LABEL = re.compile(r"[Cc](?<!\w[Cc])(?i:LASSIFIED\s{1,3}BY\b\s{0,2}:?)")


def find_classified_by(clean: str, start: int, end: int) -> int | None:
    """Where the words behind "classified by" begin, inside a text; None where nobody says it."""
    for found in _LABEL.finditer(clean, start, end):
        if _PROSE.search(clean[max(start, found.start() - _LONGEST_VERB) : found.start()]) is None:
            return found.end()
    return None


def end_of_classified_by(lines: tuple[Line, ...], start: int) -> int:
    """Where the field ends whose value begins at ``start``: a blank line, a rule, the reasons' full stop.

    lines: those up to the next field or paragraph.
    """
    kept = start
    last = ""
    reasons = False
    for index, line in enumerate(lines):
        text = line.text if line.start >= start else line.text[start - line.start :].strip()
        if last and not text and not reasons and _reasons_below(lines[index:]):
            continue
        if last and (not text or line.is_rule or (reasons and last.endswith("."))):
            break
        if last.endswith((".", ")")) and PORTION.match(text):
            break
        reasons = reasons or _REASON.search(text) is not None
        kept = max(start, line.end)
        last = text
    return kept


def _reasons_below(lines: tuple[Line, ...]) -> bool:
    """Tell whether the first words below blank lines are the rest of the field: they name a reason."""
    below = next((line.text for line in lines if line.text), "")
    return _REASON.search(below) is not None and PORTION.match(below) is None


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
        if kept and not kept[-1] and not _REASONS_LINE.match(text) and not _REASON.search(text):
            break
        kept.append(text)
    return "\n".join(kept)


def _name(words: str) -> str | None:
    """The person among titles and posts: the first part between commas that leaves a name."""
    flat = " ".join(words.split())
    if (portion := PORTION.match(flat)) is not None:
        flat = flat[portion.end() :]
    # A parenthesis would part the name.
    flat = _CALLED.sub("\x01\\1\x02", flat)
    parts = [part.strip(" /-") for part in _PART.split(flat)]
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        name = " ".join(person_in(part.split()))
        if name:
            name = name.replace("\x01", "(").replace("\x02", ")")
            return f"{name}, {following}" if is_suffix(following) else name
    return None


def _reasons(value: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for order in _REASON.finditer(value):
        number = order[1] or order[2]
        position = order.end()
        if (together := _LETTERS.match(value, position)) is not None:
            found.update((f"1.{number}({letter})", None) for letter in together[1].lower())
            position = together.end()
        while letter := _LETTER.match(value, position):
            first = last = letter[1].lower()
            position = letter.end()
            if (range_ := _RANGE.match(value, position)) is not None and range_[1].lower() > first:
                last = range_[1].lower()
                position = range_.end()
            found.update((f"1.{number}({chr(code)})", None) for code in range(ord(first), ord(last) + 1))
    return tuple(found)
