"""The facets: the axes by which published cables are browsed, counted and filtered.

In goes the summary of a published cable, out come its values on each axis.  The
index, the side bar, the query words, the JSON, the browse pages and the table
``facet_count`` read FACETS; a new axis is one entry here and a row in docs/search.md.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Final, Protocol

from cableroom.telegram.posts import find_post
from cableroom.telegram.tag_table import tag_entry

# An address of 2 kB is refused by proxies; a longer value ends in a digest of the whole.
_LONGEST_SLUG: Final = 100
_LEVELS: Final = ("unclassified", "limited-official-use", "confidential", "secret", "top-secret")
"""From the lowest; the order in which classifications are shown."""
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
    """For dates: lengths of the values that are counted, from the coarse to the fine."""


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


def drilled(facet: Facet, counts: Mapping[str, int]) -> dict[str, int]:
    """The counts among some results that are worth a list, in the order of a side bar.

    Years; where all results are of one year also its months; then days likewise.
    """
    chosen = dict(counts)
    if facet.levels:
        chosen = {}
        for length in facet.levels:
            level = {value: count for value, count in counts.items() if len(value) == length}
            chosen |= level
            if len(level) != 1:
                break
    if facet.largest_first:
        by_value = sorted(chosen.items())
        return dict(sorted(by_value, key=itemgetter(1), reverse=True))
    return {value: chosen[value] for value, _label in in_order(facet, ((value, value) for value in chosen))}


def slug(words: str) -> str:
    """``words`` for an address: ``Embassy Port-au-Prince`` -> ``embassy-port-au-prince``.

    Case, accents and punctuation are dropped; a letter that is not Latin becomes
    ``~`` and hex.  Words without any letter or digit give "".
    """
    folded = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    pieces = "".join(char if char.isalnum() else " " for char in plain).split()
    return _shortened("-".join(_escaped(piece) for piece in pieces), words)


def tag_slug(code: str) -> str:
    """``code`` for an address; different codes give different slugs.

    Letters and digits stay, a blank becomes ``-``, comma and blank ``_``, anything
    else ``~`` and hex: ``CLINTON, HILLARY`` -> ``CLINTON_HILLARY``.
    """
    return _shortened("_".join("-".join(map(_escaped, part.split(" "))) for part in code.split(", ")), code)


def _escaped(text: str) -> str:
    return "".join(
        char
        if char.isascii() and char.isalnum()
        else "".join(f"~{byte:02x}" for byte in char.encode("utf-8", "surrogatepass"))
        for char in text
    )


def _shortened(value: str, words: str) -> str:
    if len(value) <= _LONGEST_SLUG:
        return value
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{value[:_LONGEST_SLUG]}-{digest[:16]}"


def _released(cable: Classified) -> list[tuple[str, str]]:
    return [(cable.released, cable.released)]


def _created(cable: Classified) -> list[tuple[str, str]]:
    day = (cable.created or "")[:10]
    return [(value, value) for value in (day[:4], day[:7], day)] if day else []


def _origin(cable: Classified) -> list[tuple[str, str]]:
    return _one(cable.origin)


def _tag(cable: Classified) -> list[tuple[str, str]]:
    return [(tag_slug(code), _tag_label(code)) for code in dict.fromkeys(cable.tags) if code]


def _classification(cable: Classified) -> list[tuple[str, str]]:
    return _one(cable.classification)


def _one(words: str | None) -> list[tuple[str, str]]:
    value = slug(words or "")
    return [(value, words)] if words and value else []


def _tag_label(code: str) -> str:
    entry = tag_entry(code)
    return f"{code}: {entry.meaning}" if entry and entry.meaning else code


def read_post(typed: str) -> str:
    """A post by any of its names, ``beijing`` for Embassy Beijing; else the words as they are."""
    post = find_post(typed)
    return slug(post.name if post else typed)


def _read_tag(typed: str) -> str:
    return tag_slug(" ".join(typed.upper().split()))


def _read_date(typed: str) -> str:
    """A year, a month or a day that the calendar has: ``2007-11-3`` -> ``2007-11-03``."""
    parts = typed.strip().split("-")
    if len(parts) > len(_DATE_ENDS) or not all(part.isascii() and part.isdigit() for part in parts):
        return ""
    try:
        year, month, day = (*map(int, parts), 1, 1)[:3]
        return date(year, month, day).isoformat()[: _DATE_ENDS[len(parts) - 1]]
    except (ValueError, OverflowError):
        return ""


def _newest_first(value: str, label: str) -> tuple[int, list[int]]:
    """Years, then months, then days, each from the newest."""
    del label
    return len(value), [-ord(char) for char in value]


def _by_label(value: str, label: str) -> tuple[str, str]:
    return label.casefold(), value


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
                _read_date,
                _newest_first,
                levels=(10,),
            ),
            Facet(
                "created",
                "Creation date",
                ("sent", "date"),
                _created,
                _read_date,
                _newest_first,
                levels=_DATE_ENDS,
            ),
            Facet("origin", "Origin", ("from", "post"), _origin, read_post, _by_label, largest_first=True),
            Facet("tag", "Tag", ("tags",), _tag, _read_tag, _by_label, largest_first=True),
            Facet("classification", "Classification", ("class",), _classification, slug, _by_level),
        )
    }
)
"""In the order of display."""


def facet_named(word: str) -> Facet | None:
    """The facet that ``word`` names in a query, by its name or one of its other words."""
    return _BY_WORD.get(word.casefold())


_BY_WORD: Final = {word: facet for facet in FACETS.values() for word in (facet.name, *facet.words)}
