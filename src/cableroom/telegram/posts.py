"""Posts: who sends cables and under which names.

In: ``data/posts.toml``, read once, when the first post is asked for. Out: a read-only table, and a way to
find a post by the words of an address or reference line, or by the name that the site gives it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final


@dataclass(frozen=True, slots=True)
class Post:
    """An embassy, consulate, mission, command or department that sends cables."""

    short: str
    """The post's part of a reference id: ``TELAVIV``."""
    name: str
    """As the site writes it: ``Embassy Tel Aviv``."""
    kind: str
    """embassy, consulate, mission, department ...; all of them stand at the head of ``posts.toml``."""
    aliases: tuple[str, ...] = ()
    """Other writings in address and reference lines: ``SECSTATE WASHDC``."""
    city: str | None = None
    """For running text: ``Tel Aviv``."""
    country: str | None = None
    """Geographic tag of the host country: ``IS``; None for missions to an organisation."""
    latitude: float | None = None
    """Degrees, north positive; of the city."""
    longitude: float | None = None
    """Degrees, east positive; of the city."""
    since: int | None = None
    """First year in which it sent under this name; None where we do not know."""
    until: int | None = None
    """Last year in which it sent under this name; None where we do not know, or it still does."""
    successor: str | None = None
    """Short name of the post that went on under another name: ``MAPUTO`` of Lourenco Marques."""


class _PostTable(Mapping[str, Post]):
    def __getitem__(self, short: str) -> Post:
        return _posts()[short]

    def __contains__(self, short: object) -> bool:
        return short in _posts()

    def __iter__(self) -> Iterator[str]:
        return iter(_posts())

    def __len__(self) -> int:
        return len(_posts())


POSTS: Mapping[str, Post] = _PostTable()
"""Every known post by its short name."""

# What stands before the name of a post, with or without a blank; the longer first.
KINDS_IN_ADDRESSES = (
    "AMCONSULATE",
    "AMEMBASSY",
    "AMCONGEN",
    "AMCONSUL",
    "AMEMB",
    "USMISSION",
    "USOFFICE",
    "USINT",
    "USLO",
    "EMBASSY",
    "CONSULATE",
    "CONGEN",
    "EMB",
)
"""Source: address lines of 1973 to 2010."""


def find_post(words: str) -> Post | None:
    """The post that ``words`` name: ``AMEMBASSY TEL AVIV``, ``TELAVIV``, ``SECSTATE WASHDC``.

    Case and everything but letters and digits do not matter. None when it is no post that we know;
    slips are not forgiven here, but in ``post_spelling.known_post``.
    """
    return _remembered(words) if len(words) <= _LONGEST_REMEMBERED else _find(words)


def _find(words: str) -> Post | None:
    by_key = writings()
    key = _key(words)
    found = by_key.get(key)
    if found is not None:
        return found
    for kind in KINDS_IN_ADDRESSES:
        if key.startswith(kind):
            return by_key.get(key.removeprefix(kind))
    return None


# A telegram names few posts, and those again and again.
_remembered = lru_cache(maxsize=4_096)(_find)
_LONGEST_REMEMBERED: Final = 80


@cache
def writings() -> Mapping[str, Post]:
    """Every writing of every post, in capitals without blanks and marks: short names, names, aliases."""
    # Short names are set last: no alias may hide one.
    found = {_key(alias): post for post in _posts().values() for alias in post.aliases}
    found.update({_key(post.name): post for post in _posts().values()})
    found.update(_posts())
    return found


def _key(words: str) -> str:
    return "".join(filter(str.isalnum, words.upper()))


@cache
def _posts() -> dict[str, Post]:
    table = files("cableroom.telegram").joinpath("data", "posts.toml")
    data = tomllib.loads(table.read_text(encoding="utf-8"))
    posts = {}
    for short, row in data.items():
        latitude, longitude = row.pop("at", (None, None))
        aliases = tuple(row.pop("aliases", ()))
        posts[short] = Post(short, aliases=aliases, latitude=latitude, longitude=longitude, **row)
    return posts
