"""Published facts: what a person states in public on purpose.  Nothing here is counted."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from cableroom.private.vault import journal
from cableroom.private.vault.errors import FactInvalid
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import Fact
from cableroom.private.vault.people import is_visible, person

_WORDS: Final = 500
"""A title or a notice is no longer than this, in code points."""
_LARGEST_TOTAL: Final = 10**9
_HASHTAG: Final = re.compile(r"[A-Za-z0-9_]{1,50}")


@dataclass(frozen=True, slots=True)
class FactKind:
    """A fact that can be stated."""

    sentence: str
    """What it says in public."""
    read: Callable[[str], str | None]
    """The value as it is stored; None where it cannot be one."""


def _total(value: str) -> str | None:
    plain = value.strip().replace(",", "")
    if not (plain.isascii() and plain.isdigit()) or len(plain) > len(str(_LARGEST_TOTAL)):
        return None
    return str(int(plain)) if int(plain) <= _LARGEST_TOTAL else None


def _words(value: str) -> str | None:
    words = " ".join(value.split())
    return words if 0 < len(words) <= _WORDS and words.isprintable() and is_visible(words) else None


def _hashtag(value: str) -> str | None:
    tag = value.strip().removeprefix("#")
    return tag if _HASHTAG.fullmatch(tag) else None


FACTS: Final = {
    "total": FactKind("how many cables there are in all, a whole number", _total),
    "title": FactKind("the name of the reading room", _words),
    "notice": FactKind("a sentence at the head of every page", _words),
    "hashtag": FactKind("the first hashtag under a cable: letters, digits and _", _hashtag),
}
"""Name -> what it is.  ``fact set`` knows no others."""


def set_fact(name: str, value: str, *, by: str, on: date | None = None) -> Fact:
    """State a fact; it takes effect with the next publication.

    by: the person who answers for it. on: the date of the statement; today (UTC) where none is given.
    Raises FactInvalid: no such fact, or no such value; NameMissing, NameMixed.
    """
    if name not in FACTS:
        raise FactInvalid(f"{name!a} is no fact; there are {', '.join(FACTS)}")
    read = FACTS[name].read(value)
    if read is None:
        raise FactInvalid(f"this cannot be the {name}: {FACTS[name].sentence}")
    person(by)
    stater = " ".join(by.split())
    with writer_lock(), transaction.atomic():
        fact, _ = Fact.objects.update_or_create(
            name=name, defaults={"value": read, "by": stater, "date": on or timezone.now().date()}
        )
        journal.note(journal.actor(), "fact set", name, value=read, by=stater)
    return fact


def facts() -> list[Fact]:
    """Return what is stated, in the order of FACTS."""
    held = {fact.name: fact for fact in Fact.objects.all()}
    return [held[name] for name in FACTS if name in held]
