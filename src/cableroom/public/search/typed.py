"""What somebody typed after the name of a facet -> the value that is meant; "" if none can be."""

from datetime import date
from typing import Final

from cableroom.public.editions.held import HAS
from cableroom.public.search.slugs import slug, tag_slug
from cableroom.telegram.language import LANGUAGES
from cableroom.telegram.posts import find_post
from cableroom.telegram.tag_table import tag_entry

UNKNOWN: Final = "unknown"
"""The language of a text of which it is not told."""
_COUNTRY_CODE: Final = 2
"""Letters of a country's code."""
_ENDS: Final = (4, 7, 10)
"""Where year, month and day end in ``2007-11-03``."""


def read_post(typed: str) -> str:
    """A post by any of its names, ``beijing`` for Embassy Beijing; else the words as they are."""
    post = find_post(typed)
    return slug(post.name if post else typed)


def read_country(typed: str) -> str:
    """A country by its name or by its code, which is the Department's own: ``SZ`` for Switzerland."""
    entry = tag_entry(typed.strip().upper()) if len(typed.strip()) == _COUNTRY_CODE else None
    return slug(entry.meaning if entry and entry.meaning else typed)


def read_has(typed: str) -> str:
    """One of ``held.HAS``, in the singular or the plural: ``tables``."""
    value = slug(typed)
    return next((name for name in HAS if value in (name, f"{name}s", name.removesuffix("s"))), "")


def read_lang(typed: str) -> str:
    """A language by its name or its code of ISO 639-1; ``unknown`` for texts of which it is not told."""
    value = slug(typed)
    if value == UNKNOWN or value in LANGUAGES:
        return value
    return next((code for code, name in LANGUAGES.items() if slug(name) == value), "")


def read_tag(typed: str) -> str:
    """A tag in any case of letters: ``clinton, hillary``."""
    return tag_slug(" ".join(typed.upper().split()))


def read_date(typed: str) -> str:
    """A year, a month or a day that the calendar has: ``2007-11-3`` -> ``2007-11-03``."""
    parts = typed.strip().split("-")
    if len(parts) > len(_ENDS) or not all(part.isascii() and part.isdigit() for part in parts):
        return ""
    try:
        year, month, day = (*map(int, parts), 1, 1)[:3]
        return date(year, month, day).isoformat()[: _ENDS[len(parts) - 1]]
    except (ValueError, OverflowError):
        return ""
