"""What cables are about: ``data/topics/*.toml``, read once.

A topic has, beside its TAGS and the bureau that follows it: ``issue`` (a noun phrase) and
``issue_short``; ``titles`` of the minister, the official, the business person and the local observer;
``pick``, words of which each story takes one; ``subjects``; ``sums`` (sentences of a summary), ``facts``
(sentences of the background), ``claims`` (clauses that may follow "that"), ``asks`` (bare infinitives),
``outlook`` (sentences of a comment).
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from cableroom.specimen import shape
from cableroom.specimen.wording import Wording, wording

_FILES = ("economy", "politics", "society", "security")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One subject matter; every list is of wordings to choose from."""

    key: str
    tags: tuple[str, ...]
    """TAGS that every cable on it bears."""
    more: tuple[str, ...]
    """TAGS that some bear."""
    bureau: str
    """Where the Department reads it: ``EB/TPP``."""
    ministry: str
    titles: tuple[str, ...]
    pick: tuple[tuple[str, tuple[str, ...]], ...]
    issue: tuple[Wording, ...]
    issue_short: tuple[Wording, ...]
    subjects: tuple[Wording, ...]
    sums: tuple[Wording, ...]
    facts: tuple[Wording, ...]
    claims: tuple[Wording, ...]
    asks: tuple[Wording, ...]
    outlook: tuple[Wording, ...]


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in the order of their files."""
    return tuple(_topic(row) for name in _FILES for row in shape.read(f"topics/{name}")["topic"])


@cache
def frames(name: str) -> tuple[Wording, ...]:
    """The sentences ``name`` that fit any topic (``data/frames.toml``)."""
    return tuple(wording(text) for text in shape.read("frames")[name])


def _topic(row: dict[str, Any]) -> Topic:
    wordings = ("issue", "issue_short", "subjects", "sums", "facts", "claims", "asks", "outlook")
    return Topic(
        key=row["key"],
        tags=tuple(row["tags"]),
        more=tuple(row["more"]),
        bureau=row["bureau"],
        ministry=row["ministry"],
        titles=tuple(row["titles"]),
        pick=tuple((slot, tuple(words.split("|"))) for slot, words in row["pick"].items()),
        **{name: tuple(wording(text) for text in row[name]) for name in wordings},
    )
