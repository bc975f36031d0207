"""How the values of a facet are laid out on its browse page: by date, by kind, by letter, or not at all.

The layout follows from the values, so that a new facet has its page by itself.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import Final

from cableroom.public.editions.queries import FacetValue
from cableroom.telegram.posts import find_post
from cableroom.telegram.tag_table import tag_entry

_DATE: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_YEAR, _MONTH, _DAY = 4, 7, 10
"""Lengths of ``2007``, ``2007-11`` and ``2007-11-03``."""
# Fewer are seen at a glance.
_LETTERS_FROM: Final = 24
_KINDS: Final = MappingProxyType(
    {
        "subject": "Subjects",
        "geographic": "Countries and regions",
        "organization": "Organizations",
        "program": "Programs",
        "person": "Persons",
        "unknown": "Others",
    }
)
KINDS: Final = tuple(_KINDS.values())
"""Headings of tags, in their order."""


@dataclass(frozen=True, slots=True)
class Group:
    """Values under one heading."""

    label: str
    """"" for a list without headings."""
    values: Sequence[FacetValue]

    @property
    def anchor(self) -> str:
        """The heading's address in the page."""
        return f"group-{'-'.join(self.label.lower().split())}"


def are_dates(values: Sequence[FacetValue]) -> bool:
    """Whether every value is a year, a month or a day."""
    return all(_DATE.fullmatch(value.value) for value in values)


def groups(facet: str, values: Sequence[FacetValue]) -> list[Group]:
    """Return all values of a facet under their headings; dates only from the top."""
    if not values:
        return []
    if are_dates(values):
        shortest = min(len(value.value) for value in values)
        top = [value for value in values if len(value.value) == shortest]
        return _by(_year, top) if shortest == _DAY else [Group("", top)]
    if facet in _LAYOUTS:
        return _LAYOUTS[facet](values)
    return _by(_letter, values) if len(values) >= _LETTERS_FROM else [Group("", values)]


def parts_of(values: Iterable[FacetValue], date: str) -> list[FacetValue]:
    """Return the months of a year, or the days of a month, in the calendar's order."""
    length = {_YEAR: _MONTH, _MONTH: _DAY}.get(len(date), 0)
    found = [value for value in values if len(value.value) == length and value.value.startswith(f"{date}-")]
    return sorted(found, key=lambda value: value.value)


def path_to(date: str) -> list[str]:
    """Return what a date is part of: ``2007-11-03`` -> ``2007``, ``2007-11``."""
    return [date[:length] for length in (_YEAR, _MONTH) if length < len(date)]


def _by(label: Callable[[FacetValue], str], values: Sequence[FacetValue]) -> list[Group]:
    """Groups in the order of their first value."""
    order = list(dict.fromkeys(map(label, values)))
    ranked = sorted(values, key=lambda value: order.index(label(value)))
    return [Group(name, list(members)) for name, members in groupby(ranked, label)]


def _year(value: FacetValue) -> str:
    return value.value[:_YEAR]


def _letter(value: FacetValue) -> str:
    return _first_letter(value.label)


def _first_letter(words: str) -> str:
    for char in unicodedata.normalize("NFKD", words):
        if char.isalnum():
            return char.upper() if char.isalpha() else "0–9"
    return "Others"


def _posts(values: Sequence[FacetValue]) -> list[Group]:
    """By the letter of the city: Embassy Baghdad stands under B."""
    city = {value: _city(value.label) for value in values}
    ranked = sorted(values, key=lambda value: (city[value].casefold(), value.label))
    if len(values) < _LETTERS_FROM:
        return [Group("", ranked)]
    return sorted(_by(lambda value: _first_letter(city[value]), ranked), key=lambda group: group.label)


def _city(label: str) -> str:
    """The city that a post is named for; the label itself where it names none: Secretary of State."""
    post = find_post(label)
    return post.city if post and post.city and post.city in label else label


def _tags(values: Sequence[FacetValue]) -> list[Group]:
    return sorted(_by(lambda value: kind(value.label), values), key=lambda group: KINDS.index(group.label))


@lru_cache(maxsize=4_096)
def kind(tag: str) -> str:
    """The heading under which a tag stands, by its label: one of KINDS."""
    code = tag.partition(":")[0]
    if entry := tag_entry(code):
        return _KINDS[entry.kind]
    return _KINDS["person" if "," in code else "unknown"]


_LAYOUTS: Final[Mapping[str, Callable[[Sequence[FacetValue]], list[Group]]]] = MappingProxyType(
    {"origin": _posts, "tag": _tags}
)
