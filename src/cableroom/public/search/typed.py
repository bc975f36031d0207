"""What somebody typed after the name of a facet -> the value that is meant; "" if none can be."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

from cableroom.public.editions.held import HAS
from cableroom.public.search.analysis import words
from cableroom.public.search.slugs import slug, tag_slug
from cableroom.telegram.language import LANGUAGES
from cableroom.telegram.posts import POSTS, find_post
from cableroom.telegram.tag_table import TAGS, tag_entry

UNKNOWN: Final = "unknown"
"""The language of a text of which it is not told."""
_COUNTRY_CODE: Final = 2
"""Letters of a country's code."""
_ENDS: Final = (4, 7, 10)
"""Where year, month and day end in ``2007-11-03``."""
_YEAR: Final = 4
_ESCAPED: Final = re.compile("~[0-9A-F]{2}")
"""What ``slugs`` makes of signs, in capitals."""
_COMMA: Final = re.compile(" ?, ?")


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


def later_posts(typed: str) -> list[str]:
    """The posts that went on under another name with the work of the one that is meant by its place.

    ``peking`` -> Embassy Beijing; a post that is named in full is meant alone.
    """
    post, found = find_post(typed), list[str]()
    if post is None or slug(typed) == slug(post.name):
        return found
    while post is not None and post.successor is not None and slug(post.name) not in found:
        post = POSTS.get(post.successor)
        found += [slug(post.name)] if post is not None else []
    return found


def read_tag(typed: str) -> str:
    """A tag in any case of letters, ``clinton, hillary``, or as addresses have it, ``CLINTON_HILLARY``."""
    written = " ".join(typed.upper().split())
    if "_" in written:
        # No tag holds this sign; it stands for comma and blank, and the value is one already.
        return _ESCAPED.sub(lambda code: code[0].lower(), written)
    return tag_slug(_COMMA.sub(", ", written))


def tags_by_meaning(typed: str) -> list[str]:
    """The tags with all of these words in what they mean: ``terrorism`` -> PTER; none for a tag itself."""
    wanted = set(words(typed))
    if not wanted or tag_entry(typed.strip()) is not None:
        return []
    return [tag_slug(code) for code, entry in TAGS.items() if wanted <= _words_of(entry.meaning)]


@lru_cache(maxsize=2_048)
def _words_of(meaning: str) -> frozenset[str]:
    return frozenset(words(meaning))


def read_date(typed: str) -> str:
    """A year, a month or a day that the calendar has: ``2007-11-3`` -> ``2007-11-03``."""
    parts = typed.strip().split("-")
    if len(parts) > len(_ENDS) or not all(part.isascii() and part.isdigit() for part in parts):
        return ""
    if len(parts[0]) != _YEAR:
        # "07-11" is hardly the year 7.
        return ""
    try:
        year, month, day = (*map(int, parts), 1, 1)[:3]
        return date(year, month, day).isoformat()[: _ENDS[len(parts) - 1]]
    except (ValueError, OverflowError):
        return ""
