"""Truth and parse, compared by field: what a cable's truth says and what was read in, wrong fields out."""

from typing import Any, Final

NOT_PARSED: Final = frozenset({"copy_of", "marks", "oddities"})
"""What a truth says that is no field of a parsed telegram."""


def wrong_fields(truth: dict[str, Any], read: dict[str, Any]) -> set[str]:
    """Return the fields that were not read as they were written.

    read: ``Telegram.as_dict()``.
    Compared are the keys that the truth has: it says nothing of offsets. Line ends are blanks.
    """
    return {
        name
        for name, value in truth.items()
        if name not in NOT_PARSED and alike(read[name], value) != alike(value, value)
    }


def alike(value: Any, pattern: Any) -> Any:  # noqa: ANN401 - any JSON value in, any JSON value out
    """Return ``value`` with the keys that ``pattern`` has, and its line ends made blanks."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        first = pattern[0] if pattern else {}
        return [alike(item, first) for item in value]
    if isinstance(value, dict):
        return {key: alike(value[key], pattern.get(key)) for key in pattern} if pattern else value
    return value
