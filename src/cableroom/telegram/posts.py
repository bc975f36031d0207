"""Posts: who sends cables and under which names.

In: ``data/posts.toml``, read once, when the first post is asked for. Out: a read-only table, and two ways to
find a post: by the words of an address or reference line, and by the name that the site gives it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Post:
    """An embassy, consulate, mission or department that sends cables."""

    short: str
    """The post's part of a reference id: ``TELAVIV``."""
    name: str
    """As the site writes it: ``Embassy Tel Aviv``."""
    aliases: tuple[str, ...] = ()
    """Other writings in address and reference lines: ``SECSTATE WASHDC``."""
    city: str | None = None
    """For running text: ``Tel Aviv``."""
    country: str | None = None
    """Geographic tag of the host country: ``IS``; None for missions to an organisation."""


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
_KINDS_OF_POST = (
    "AMEMBASSY",
    "AMCONSULATE",
    "AMCONSUL",
    "AMCONGEN",
    "AMEMB",
    "USMISSION",
    "EMBASSY",
    "CONSULATE",
)


def find_post(words: str) -> Post | None:
    """The post that ``words`` name: ``AMEMBASSY TEL AVIV``, ``TELAVIV``, ``SECSTATE WASHDC``.

    Case and everything but letters and digits do not matter. None when it is no post that we know.
    """
    key = _key(words)
    found = _by_key().get(key)
    if found is not None:
        return found
    for kind in _KINDS_OF_POST:
        if key.startswith(kind):
            return _by_key().get(key.removeprefix(kind))
    return None


def post_named(name: str) -> Post | None:
    """The post that the site calls ``name``, such as ``Embassy Bern``, in any case of letters."""
    return _by_name().get(name.casefold())


def _key(words: str) -> str:
    return "".join(filter(str.isalnum, words.upper()))


@cache
def _posts() -> dict[str, Post]:
    table = files("cableroom.telegram").joinpath("data", "posts.toml")
    data = tomllib.loads(table.read_text(encoding="utf-8"))
    return {
        short: Post(short, row["name"], tuple(row.get("aliases", ())), row.get("city"), row.get("country"))
        for short, row in data.items()
    }


@cache
def _by_key() -> dict[str, Post]:
    # Short names are set last: no alias may hide one.
    found = {_key(alias): post for post in _posts().values() for alias in post.aliases}
    found.update({_key(post.name): post for post in _posts().values()})
    found.update(_posts())
    return found


@cache
def _by_name() -> dict[str, Post]:
    return {post.name.casefold(): post for post in _posts().values()}
