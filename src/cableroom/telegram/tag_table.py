"""TAGS: code -> kind and meaning.

In: ``data/tags.toml``, read once, when the first code is asked for. Out: a read-only table.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

KINDS = ("subject", "geographic", "organization", "program")


@dataclass(frozen=True, slots=True)
class TagEntry:
    """One code of the TAGS handbook."""

    code: str
    """Upper case: ``PREL``."""
    kind: str
    """One of KINDS. Persons are not listed; their tag holds a comma."""
    meaning: str
    """For people: ``External Political Relations``."""
    since: int | None = None
    """First year in which telegrams bear it; None where we do not know."""
    until: int | None = None
    """Last year in which telegrams bear it; None where they still do, or we do not know."""


class _TagTable(Mapping[str, TagEntry]):
    def __getitem__(self, code: str) -> TagEntry:
        return _entries()[code]

    def __contains__(self, code: object) -> bool:
        return code in _entries()

    def __iter__(self) -> Iterator[str]:
        return iter(_entries())

    def __len__(self) -> int:
        return len(_entries())


TAGS: Mapping[str, TagEntry] = _TagTable()
"""Every known tag by its code."""


def tag_entry(code: str) -> TagEntry | None:
    """What is known of ``code``, in any case of letters; None if it is in no handbook we know."""
    return _entries().get(code.upper())


@cache
def _entries() -> dict[str, TagEntry]:
    table = files("cableroom.telegram").joinpath("data", "tags.toml")
    data = tomllib.loads(table.read_text(encoding="utf-8"))
    return {code: _entry(code, kind, row) for kind in KINDS for code, row in data[kind].items()}


def _entry(code: str, kind: str, row: str | dict[str, Any]) -> TagEntry:
    """The entry of a row: a meaning, or a meaning with years."""
    return TagEntry(code, kind, row) if isinstance(row, str) else TagEntry(code, kind, **row)
