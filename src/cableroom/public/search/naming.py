"""What a query names beside its words: tags by their meaning, posts by any name, cables by their bare number.

A reader who types ``terrorism`` is told of the tag PTER, ``Peking`` leads to Embassy Beijing, ``152317`` to
07STATE152317.  What is found stays what has the words.  From our own tables and what is published alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from cableroom.public.editions import queries
from cableroom.public.editions.queries import FacetValue, Summary
from cableroom.public.search.base import Query
from cableroom.public.search.handle import Handle
from cableroom.public.search.slugs import slug, tag_slug
from cableroom.public.search.tree import TEXT, Phrase, Word, leaves
from cableroom.public.search.typed import later_posts, tags_by_meaning
from cableroom.telegram.posts import find_post
from cableroom.telegram.tag_table import tag_entry

_MOST_CABLES: Final = 5
_MOST_VALUES: Final = 5
"""Of a facet."""
_MOST_PARTS: Final = 8
"""Words and phrases of a query that are looked at."""
_SHORTEST: Final = 4
"""Letters of a word that may be part of what a tag means; "in" is part of many."""
_LONGEST_NUMBER: Final = 7
"""Digits."""
_NUMBERED: Final = (
    # To compare the end first takes a third of the time; each id is looked at, some 20 ms for 250,000.
    "SELECT ordinal FROM edition WHERE reference_id LIKE ?1 AND reference_id GLOB ?2"
    " ORDER BY reference_id LIMIT ?3"
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a query names, as far as it is published."""

    cables: tuple[Summary, ...]
    """Those with the number that the query is, the first few in reference-id order."""
    tags: tuple[FacetValue, ...]
    """Those with the most cables first; so are the posts."""
    posts: tuple[FacetValue, ...]

    def as_dict(self) -> dict[str, Any]:
        """``see_also`` in the JSON form of a search."""
        return {
            "cables": [cable.reference_id for cable in self.cables],
            "tag": [_plain(value) for value in self.tags],
            "origin": [_plain(value) for value in self.posts],
        }


def _plain(value: FacetValue) -> dict[str, Any]:
    return {"value": value.value, "label": value.label, "of": value.count}


def named(handle: Handle, query: Query) -> Named:
    """Return what ``query`` names in the generation of ``handle``."""
    parts = _parts(query)
    return Named(
        cables=tuple(_numbered(handle, query.text)),
        tags=_published(handle, "tag", (tag for part in parts for tag in _tags(part))),
        posts=_published(handle, "origin", (post for part in parts for post in _posts(part))),
    )


def _parts(query: Query) -> list[str]:
    """The words and phrases of a query, and all of them together."""
    found = [
        leaf.text
        for leaf in leaves(query.node)
        if isinstance(leaf, Word | Phrase) and leaf.where == TEXT and not leaf.exact
    ][:_MOST_PARTS]
    return list(dict.fromkeys([" ".join(found), *found])) if found else []


def _tags(part: str) -> list[str]:
    if part.isupper() and tag_entry(part) is not None:
        return [tag_slug(part)]
    return tags_by_meaning(part) if len(part) >= _SHORTEST else []


def _posts(part: str) -> list[str]:
    post = find_post(part)
    return [] if post is None else [slug(post.name), *later_posts(part)]


def _published(handle: Handle, facet: str, values: Iterator[str]) -> tuple[FacetValue, ...]:
    known = handle.values[facet]
    found = [known[value] for value in dict.fromkeys(values) if value in known]
    return tuple(sorted(found, key=attrgetter("count"), reverse=True)[:_MOST_VALUES])


def _numbered(handle: Handle, text: str) -> list[Summary]:
    number = text.strip().removeprefix("#").lstrip("0")
    if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
        return []
    rows = handle.generation.connection().execute(_NUMBERED, (f"%{number}", f"*[A-Z]{number}", _MOST_CABLES))
    return queries.summaries(handle.generation, [ordinal for (ordinal,) in rows])
