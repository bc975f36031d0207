"""Posts as operators wrote them: ``COTON0U``, ``PORT A``, ``TBLISI``, ``IHARTOUM`` -> short name.

``posts.find_post`` knows the right names and the usual others; here slips are forgiven. A wrong post is
worse than none, so a slip counts only where one post alone is near, and the word is not known to be
another: an English word (GRENADE), a country (LAOS), a family name. Those stand in ``quirks.toml``.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from cableroom.telegram.posts import KINDS_IN_ADDRESSES, POSTS, find_post, writings
from cableroom.telegram.quirks import quirks
from cableroom.telegram.slips import Slips, likely_slip
from cableroom.telegram.tag_table import TAGS

# Words in front of a post that are no part of its name.
_IN_FRONT = frozenset(
    {"REF", "REFTEL", "REFS", "SEE", "ALSO", "CABLE", "TELEGRAM", "TEL", "FROM", "US", "AND"}
)
# Shorter names are looked up exactly: a letter more or less makes another post or another word.
_SHORTEST = 5
_LONGEST, _LONGEST_WORDS = 40, 120
_LOOK_ALIKES = str.maketrans("01", "OI")
# The files of 1973 to 1979 name a station by the first six characters of its name, blanks counted: THEHA.
_STATION = 6
_NO_STATIONS = ("USMISSION", "US MISSION", "USDEL")


def known_post(words: str) -> str | None:
    """The short name of the post that ``words`` mean, or None where they mean none.

    Forgiven: a word in front, a zero for an O and a one for an I, a name cut short (if but one post
    begins so), and in names of six letters and more one letter changed, added, left out, or changed
    places with its neighbour. In names of five letters a letter doubled, struck over (Q, G, I) or
    changed places.
    """
    if len(words) > _LONGEST_WORDS:
        return None
    found = find_post(words)
    return found.short if found is not None else _misspelt(words.upper())


def post_of_station(letters: str) -> str | None:
    """The short name of the post whose name, cut to six characters, gives ``letters``: ``THEHA``, ``USUNN``.

    Of two posts none is guessed; ``quirks.toml`` decides where one is far likelier.
    """
    return _stations().get(letters)


@lru_cache(maxsize=4_096)
def _misspelt(words: str) -> str | None:
    words = words.translate(_LOOK_ALIKES)
    while (found := find_post(words)) is None:
        first, _, rest = words.partition(" ")
        if not rest or first not in _IN_FRONT:
            break
        words = rest
    if found is not None:
        return found.short
    letters = "".join(filter(str.isalpha, words))
    if not letters.isascii() or not _SHORTEST <= len(letters) <= _LONGEST or letters in _other_words():
        return None
    return _stations().get(letters) or _cut(letters) or _near(letters) or _behind_garbled_kind(words)


def _cut(letters: str) -> str | None:
    """The only post whose name begins with ``letters``."""
    shorts = _sorted_shorts()
    at = bisect_left(shorts, letters)
    longer = [short for short in shorts[at : at + 2] if short.startswith(letters)]
    return longer[0] if len(longer) == 1 else None


def _near(letters: str) -> str | None:
    """The only post one slip away."""
    shorts = {writings()[writing].short for writing in _slips().near(letters)}
    return shorts.pop() if len(shorts) == 1 else None


def _behind_garbled_kind(words: str) -> str | None:
    """``AMMBASSY BERN``, ``AMEMBASY BERN``: the slip is not in the post's name."""
    first, _, rest = words.partition(" ")
    if not rest or not any(likely_slip(first, kind) for kind in KINDS_IN_ADDRESSES if len(kind) > _STATION):
        return None
    found = find_post(rest)
    return None if found is None else found.short


@cache
def _slips() -> Slips:
    return Slips(
        writing for writing in writings() if writing.isalpha() and _SHORTEST <= len(writing) <= _LONGEST
    )


@cache
def _sorted_shorts() -> list[str]:
    return sorted(POSTS)


@cache
def _stations() -> Mapping[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for post in POSTS.values():
        cut = [_station(post.short)]
        if post.city and post.short.startswith(_station(post.city)[:2]):
            cut.append(_station(post.city))
        if post.kind in ("mission", "delegation"):
            cut += [_station(name) for name in post.aliases if not name.startswith(_NO_STATIONS)]
        for station in cut:
            found[station].add(post.short)
    stations = {
        station: posts.pop()
        for station, posts in found.items()
        if len(posts) == 1 and len(station) >= _SHORTEST and station not in writings()
    }
    return {**stations, **quirks().stations}


def _station(name: str) -> str:
    return "".join(filter(str.isalpha, name.upper()[:_STATION]))


@cache
def _other_words() -> frozenset[str]:
    """Words that are near to a post's name and mean something else."""
    countries = (entry.meaning for entry in TAGS.values() if entry.kind == "geographic")
    return quirks().no_posts | {word.upper() for name in countries for word in name.split()}
