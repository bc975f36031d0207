"""CLASSIFIED BY field: who classified the telegram, and for which reasons."""

import re

from cableroom.telegram.persons import is_suffix, person_in

_REASON = re.compile(r"1\s?\.\s?([456])")
_LETTER = re.compile(
    r"[\s(),;/&.\\]{0,12}(?:(?:a\s?nd|or)(?![a-z])[\s(),;/&.\\]{0,8})?([a-h])(?![a-z])", re.IGNORECASE
)
_AGAIN = re.compile(r"\s{0,3}\(?(?:CLASSIFIED|Classified|classified)\s{1,3}(?:BY|By|by)\b\s{0,2}:?\s{0,3}")
# What follows the person.
_BEHIND = re.compile(
    r"\b(?:FOR\s{1,3}REA|REA\s?SON|REASN|1\s?\.\s?[456]\b|E\.?O\.?\s{0,2}1|PER\s{1,3}E|SECTION\s{1,3}1|DECL|DERIVED|UNDER\s)",
    re.IGNORECASE,
)
_PART = re.compile(r"[,;:()]|\s-{1,2}\s|(?<=[A-Za-z]{3})\.\s{1,2}|\.$")
_MOST_TEXT = 600
_LABEL = re.compile(r"\bCLASSIFIED\s{1,3}BY\b\s{0,2}:?", re.IGNORECASE)


def find_classified_by(clean: str, start: int, end: int) -> int | None:
    """Where the words behind "classified by" begin, inside a text; None where nobody says it."""
    found = _LABEL.search(clean, start, end)
    return found.end() if found else None


def read_classified_by(value: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the person's name, None where nobody is named, and the reasons as ``1.4(b)``.

    value: the text behind the label, at least to the reasons.
    """
    value = value[:_MOST_TEXT]
    while again := _AGAIN.match(value):
        value = value[again.end() :]
    behind = _BEHIND.search(value)
    return _name(value[: behind.start()] if behind else value), _reasons(value)


def _name(words: str) -> str | None:
    flat = " ".join(word for word in words.split() if word != "\\")
    parts = [
        part.strip(" .") if not part.strip().endswith(("JR.", "Jr.", "a.i.")) else part.strip()
        for part in _PART.split(flat)
    ]
    for index, part in enumerate(parts):
        name = person_in(part.split())
        if not name:
            continue
        written = " ".join(name)
        following = parts[index + 1] if index + 1 < len(parts) else ""
        if is_suffix(following):
            return f"{written}, {following}" + (
                "." if f"{following}." in flat and not following.endswith(".") else ""
            )
        return written
    return None


def _reasons(value: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for order in _REASON.finditer(value):
        position = order.end()
        while letter := _LETTER.match(value, position):
            found[f"1.{order[1]}({letter[1].lower()})"] = None
            position = letter.end()
    return tuple(found)
