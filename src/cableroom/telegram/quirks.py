"""Exceptions that no rule can read, as data with reasons.

In: ``data/quirks.toml``, read once, when the first exception is asked for. Out: a read-only record.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Quirks:
    """All of them; who needs which, each field says."""

    reference_ids: Mapping[str, str]
    """An id as received, without blanks and marks -> the right one (``reference_id``)."""
    stations: Mapping[str, str]
    """A station cut to six characters that may be two posts -> the one it is (``post_spelling``)."""
    no_posts: frozenset[str]
    """Words near to the name of a post that are not that post misspelt (``post_spelling``)."""
    tags: Mapping[str, tuple[str, ...]]
    """A tag as received -> the right ones; none where it is no tag (``tags``)."""
    no_tags: frozenset[str]
    """Words that could be taken apart into tags, and are words (``tags``)."""


@cache
def quirks() -> Quirks:
    """The exceptions of ``data/quirks.toml``."""
    table = files("cableroom.telegram").joinpath("data", "quirks.toml")
    data = tomllib.loads(table.read_text(encoding="utf-8"))
    return Quirks(
        reference_ids={row["written"]: row["read"] for row in data["reference_ids"]},
        stations={row["written"]: row["read"] for row in data["stations"]},
        no_posts=frozenset(word for row in data["no_posts"] for word in row["words"].split()),
        tags={
            written: tuple(read.split()) for group in data["tags"] for written, read in group["slips"].items()
        },
        no_tags=frozenset(word for row in data["no_tags"] for word in row["words"].split()),
    )
