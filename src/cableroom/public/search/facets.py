"""The facets: the axes by which published cables are browsed, counted and filtered.

In goes the summary of a published cable, out come its values on each axis.  The
index, the side bar, the query words, the JSON, the browse pages and the table
``facet_count`` read FACETS; a new axis is one entry here and a row in docs/search.md.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Protocol

from cableroom.public.search.slugs import slug, tag_slug
from cableroom.public.search.typed import (
    UNKNOWN,
    read_country,
    read_date,
    read_has,
    read_lang,
    read_post,
    read_tag,
)
from cableroom.telegram.language import LANGUAGES
from cableroom.telegram.posts import find_post
from cableroom.telegram.tag_table import tag_entry

_LEVELS: Final = ("unclassified", "limited-official-use", "confidential", "secret", "top-secret")
"""From the lowest; the order in which classifications are shown."""
_URGENCIES: Final = ("flash", "niact-immediate", "immediate", "priority", "routine")
_DATE_ENDS: Final = (4, 7, 10)
"""Where year, month and day end in ``2007-11-03``."""


class Classified(Protocol):
    """What a facet may look at: the columns of ``public.editions.queries.Summary``."""

    @property
    def created(self) -> str | None:
        """``2007-11-03T05:03:00Z``, or None where the cable states no time."""

    @property
    def released(self) -> str:
        """``2010-11-28``, the date of our release."""

    @property
    def origin(self) -> str | None:
        """``Embassy Bern``."""

    @property
    def classification(self) -> str | None:
        """``SECRET//NOFORN``."""

    @property
    def tags(self) -> Sequence[str]:
        """Codes in upper case."""

    @property
    def captions(self) -> Sequence[str]:
        """``SIPDIS``, ``NOFORN``."""

    @property
    def precedence(self) -> str | None:
        """``IMMEDIATE``."""

    @property
    def has(self) -> Sequence[str]:
        """What it holds, of ``held.HAS``."""

    @property
    def languages(self) -> Sequence[str]:
        """Codes of ``telegram.language``."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One axis."""

    name: str
    """As in addresses, JSON and queries: ``origin``."""
    label: str
    """Over a list of its values."""
    words: tuple[str, ...]
    """Other names of the axis in a query: ``from``."""
    value: Callable[[Classified], list[tuple[str, str]]]
    """(value, label) pairs of one cable, each once; the value is safe in an address."""
    read: Callable[[str], str]
    """What somebody typed after ``name:`` -> the value that is meant; "" if none can be."""
    order: Callable[[str, str], Any]
    """Sort key of (value, label) for display."""
    largest_first: bool = False
    """Whether a list of counts among results begins with the largest."""
    levels: tuple[int, ...] = ()
    """For dates: lengths of the values that are shown, from the coarse to the fine."""
    has_few_combinations: bool = False
    """Whether cables have several of its values, in few combinations: an index can count these instead."""
    leads: bool = True
    """Whether every page leads to its list; to the others the home page does, and results."""

    @property
    def counted(self) -> tuple[int, ...]:
        """Of a date, the lengths that an index counts: a year has as many as its months."""
        return self.levels[1:] or self.levels


def values(summary: Classified) -> dict[str, list[str]]:
    """Facet name -> values under which one cable is found.

    Of a date the year and the month are values too, even where only days are counted.
    """
    found: dict[str, list[str]] = {}
    for name, facet in FACETS.items():
        plain = [value for value, _label in facet.value(summary)]
        if facet.levels:
            plain = [value[:end] for value in plain if len(value) == _DATE_ENDS[-1] for end in _DATE_ENDS]
        found[name] = plain
    return found


def in_order(facet: Facet, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The (value, label) pairs of ``facet`` in the order of display."""
    return sorted(pairs, key=lambda pair: facet.order(*pair))


def _released(cable: Classified) -> list[tuple[str, str]]:
    return [(cable.released, cable.released)]


def _created(cable: Classified) -> list[tuple[str, str]]:
    day = (cable.created or "")[:10]
    return [(value, value) for value in (day[:4], day[:7], day)] if day else []


def _origin(cable: Classified) -> list[tuple[str, str]]:
    return _one(cable.origin)


def _country(cable: Classified) -> list[tuple[str, str]]:
    """The host country of the post; none for missions to an organisation."""
    post = find_post(cable.origin or "")
    entry = tag_entry(post.country) if post is not None and post.country else None
    return _one(entry.meaning if entry else None)


def _captions(cable: Classified) -> list[tuple[str, str]]:
    return _each(cable.captions)


def _precedence(cable: Classified) -> list[tuple[str, str]]:
    return _one(cable.precedence)


def _has(cable: Classified) -> list[tuple[str, str]]:
    return [(name, name) for name in cable.has]


def _lang(cable: Classified) -> list[tuple[str, str]]:
    return [(code, LANGUAGES[code]) for code in cable.languages if code in LANGUAGES] or [(UNKNOWN, UNKNOWN)]


def _tag(cable: Classified) -> list[tuple[str, str]]:
    return [(tag_slug(code), _tag_label(code)) for code in dict.fromkeys(cable.tags) if code]


def _classification(cable: Classified) -> list[tuple[str, str]]:
    return _one(cable.classification)


def _one(words: str | None) -> list[tuple[str, str]]:
    value = slug(words or "")
    return [(value, words)] if words and value else []


def _each(found: Iterable[str]) -> list[tuple[str, str]]:
    """As ``_one``, of several; two with one value are one."""
    return list({value: (value, label) for words in found for value, label in _one(words)}.values())


def _tag_label(code: str) -> str:
    entry = tag_entry(code)
    return f"{code}: {entry.meaning}" if entry and entry.meaning else code


def _newest_first(value: str, label: str) -> tuple[int, list[int]]:
    """Years, then months, then days, each from the newest."""
    del label
    return len(value), [-ord(char) for char in value]


def _by_label(value: str, label: str) -> tuple[str, str]:
    return label.casefold(), value


def _by_urgency(value: str, label: str) -> tuple[int, str]:
    """From the most urgent."""
    del label
    return (_URGENCIES.index(value) if value in _URGENCIES else len(_URGENCIES)), value


def _by_level(value: str, label: str) -> tuple[int, str]:
    """From the lowest level; within one, without a caveat first."""
    del label
    ranks = [rank for rank, level in enumerate(_LEVELS) if f"{value}-".startswith(f"{level}-")]
    return ranks[0] if ranks else len(_LEVELS), value


FACETS: Final[Mapping[str, Facet]] = MappingProxyType(
    {
        facet.name: facet
        for facet in (
            Facet(
                "released",
                "Release date",
                ("release-date",),
                _released,
                read_date,
                _newest_first,
                levels=(10,),
            ),
            Facet(
                "created",
                "Creation date",
                ("sent", "date"),
                _created,
                read_date,
                _newest_first,
                levels=_DATE_ENDS,
            ),
            Facet("origin", "Origin", ("from", "post"), _origin, read_post, _by_label, largest_first=True),
            Facet("country", "Country", (), _country, read_country, _by_label, largest_first=True),
            Facet("tag", "Tag", ("tags",), _tag, read_tag, _by_label, largest_first=True),
            Facet("classification", "Classification", ("class",), _classification, slug, _by_level),
            Facet(
                "caption",
                "Caption",
                ("captions",),
                _captions,
                slug,
                _by_label,
                largest_first=True,
                has_few_combinations=True,
                leads=False,
            ),
            Facet("precedence", "Precedence", (), _precedence, slug, _by_urgency, leads=False),
            Facet("has", "Has", (), _has, read_has, _by_label, has_few_combinations=True, leads=False),
            Facet(
                "lang",
                "Language",
                ("language",),
                _lang,
                read_lang,
                _by_label,
                largest_first=True,
                leads=False,
            ),
        )
    }
)
"""In the order of display."""


def facet_named(word: str) -> Facet | None:
    """The facet that ``word`` names in a query, by its name or one of its other words."""
    return _BY_WORD.get(word.casefold())


_BY_WORD: Final = {word: facet for facet in FACETS.values() for word in (facet.name, *facet.words)}
