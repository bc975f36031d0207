"""What a telegram holds that can be asked for: a summary, a table, a redaction; and which cables it names."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

HAS: Final = ("summary", "comment", "redaction", "coverage", "table", "enclosure", "references")


def held(telegram: Mapping[str, Any], *, marks: Sequence[Any], coverage: Sequence[str]) -> list[str]:
    """Return what a cable holds, of HAS and in its order.

    telegram: as ``Telegram.as_dict()`` gives it; marks: the true redaction marks.
    """
    blocks = {block["kind"] for block in telegram["blocks"]}
    there = {
        "summary": telegram["summary"],
        "comment": telegram["comment"],
        "redaction": marks,
        "coverage": coverage,
        "table": "table" in blocks,
        "enclosure": "enclosure" in blocks,
        "references": telegram["references"],
    }
    return [name for name in HAS if there[name]]


def named_in(telegram: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the reference ids that a telegram names, published or not; each once, sorted."""
    named = (*telegram.get("references", ()), *telegram.get("body_references", ()))
    return tuple(sorted({reference["reference_id"] for reference in named if reference["reference_id"]}))
