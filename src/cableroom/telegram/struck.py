"""The mark that stands in public texts for what was struck: words, but no value of a field."""

from typing import Final

MARK: Final = "[REDACTED]"


def is_struck(value: str) -> bool:
    """Tell whether nothing but the mark is left of ``value``: no letter and no digit beside it."""
    return MARK in value and not any(character.isalnum() for character in value.replace(MARK, ""))
