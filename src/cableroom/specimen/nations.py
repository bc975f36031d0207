"""The invented inside of a real country: people, towns, rivers, parties, newspapers, firms.

In: a seed and a country. Out: the same names each time, so that people and places come back from cable
to cable.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random

from cableroom.specimen import shape
from cableroom.specimen.chance import likely
from cableroom.specimen.shape import Country
from cableroom.telegram.posts import POSTS
from cableroom.telegram.tag_table import TAGS

_SURNAME_FIRST = ("sinic", "korean", "viet")
_PARTY_WORDS = (
    *("Almond", "Anvil", "Beacon", "Bridge", "Compass", "Furrow", "Kestrel", "Ladder"),
    *(
        "Lantern",
        "Loom",
        "Millstone",
        "Orchard",
        "Plough",
        "Rampart",
        "Salt",
        "Signal",
        "Threshold",
        "Wheelwright",
        "Whetstone",
        "Windmill",
    ),
)
_PARTY_KINDS = ("Alliance", "Bloc", "League", "List", "Movement", "Party", "Union")
_PAPER_WORDS = ("Courier", "Examiner", "Evening Post", "Gazette", "Ledger", "Mirror", "Observer", "Voice")
_FIRM_KINDS = (
    "Brothers",
    "Group",
    "Holdings",
    "Industries",
    "International",
    "Partners",
    "and Sons",
    "Trading",
)
_GROUP_KINDS = ("Watch", "Open Ledger Forum", "Citizens' Circle", "Legal Clinic", "Public Record Society")
_PROVINCES = (
    "Upper {}",
    "Lower {}",
    "{} Province",
    "the {} district",
    "{}",
    "{}",
    "East {}",
    "the {} valley",
)
_WITH_ARTICLE = (
    *("Bahamas", "Central African", "Democratic Rep", "Dominican", "Gambia", "Marshall", "Netherlands"),
    *("Philippines", "Republic of", "United", "Vatican"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist."""

    given: str
    surname: str
    name: str
    """In full, in the order of the country."""
    woman: bool


@dataclass(frozen=True, slots=True)
class Nation:
    """A country as the specimen knows it."""

    country: Country
    name: str
    capital: str
    neighbors: tuple[str, ...]
    """Geographic tags."""
    towns: tuple[str, ...]
    rivers: tuple[str, ...]
    provinces: tuple[str, ...]
    parties: tuple[str, ...]
    """The governing one first."""
    papers: tuple[str, ...]
    groups: tuple[str, ...]
    firms: tuple[str, ...]


def person(culture: str, random: Random) -> Person:
    """Somebody with a name of ``culture``."""
    parts = shape.names(culture)
    woman = likely(0.3, random)
    given = random.choice(parts.women if woman else parts.men)
    surname = _joined(random.choice(parts.starts), random.choice(parts.ends).strip("-"))
    name = f"{surname} {given}" if culture in _SURNAME_FIRST else f"{given} {surname}"
    return Person(given, surname, name, woman)


@cache
def nation(seed: int, tag: str) -> Nation:
    """The country ``tag`` in the corpus ``seed``."""
    country = shape.countries()[tag]
    random = Random(f"nation {seed} {tag}")
    towns = _several(8, lambda: _place(country, random))
    rivers = _several(3, lambda: _place(country, random).split(" ")[0])
    region = [
        other for other, row in shape.countries().items() if row.region == country.region and other != tag
    ]
    words = random.sample(_PARTY_WORDS, 4)
    return Nation(
        country=country,
        name=country_name(tag),
        capital=_capitals().get(tag, towns[0]),
        neighbors=tuple(random.sample(region, min(3, len(region)))) or (tag,),
        towns=towns,
        rivers=rivers,
        provinces=tuple(pattern.format(_place(country, random)) for pattern in random.sample(_PROVINCES, 4)),
        parties=tuple(f"{word} {random.choice(_PARTY_KINDS)}" for word in words),
        papers=tuple(f"the {random.choice(towns)} {word}" for word in random.sample(_PAPER_WORDS, 3)),
        groups=tuple(f"the {random.choice(rivers)} {kind}" for kind in random.sample(_GROUP_KINDS, 3)),
        firms=_several(10, lambda: f"{person(country.culture, random).surname} {random.choice(_FIRM_KINDS)}"),
    )


@cache
def country_name(tag: str) -> str:
    """``Turkey`` for TU; in running text with its article."""
    name = TAGS[tag].meaning
    bare = name.removeprefix("The ")
    return f"the {bare}" if bare.startswith(_WITH_ARTICLE) else name


@cache
def _capitals() -> dict[str, str]:
    return {
        post.country: post.city
        for post in map(POSTS.__getitem__, shape.senders())
        if post.country and post.city and post.name.startswith(("Embassy", "American", "US Int"))
    }


def _place(country: Country, random: Random) -> str:
    parts = shape.names(country.culture)
    return _joined(random.choice(parts.starts), random.choice(parts.towns))


def _joined(start: str, end: str) -> str:
    """The two syllables as one word, without a letter three times over."""
    return start + (end[1:] if end and start.endswith(end[0] * 2) else end)


def _several(count: int, make: Callable[[], str]) -> tuple[str, ...]:
    """``count`` different ones."""
    made: dict[str, None] = {}
    while len(made) < count:
        made[make()] = None
    return tuple(made)
