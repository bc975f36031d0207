"""The plan: which post sends the k-th cable, when, under which number, and what it answers.

In: a seed. Out: one ``Planned`` after another, without end. The plan runs in sequence and keeps a few
numbers per cable; the texts, which cost a thousand times more, depend on nothing but the seed and their
own ``Planned``.

The order of the cables is not the order of time. Within a post and year the serial number rises with
time: the number is drawn first, each once, and the time follows from it. That holds up to about 500,000
cables; in a larger corpus the busiest posts use up their numbers and go on above them.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from math import gcd
from random import Random
from zlib import crc32

from cableroom.specimen import shape
from cableroom.specimen.chance import likely
from cableroom.telegram.posts import POSTS

# The set ends with February 2010.
_LAST_YEAR, _LAST_MONTHS = 2010, 2
_FOLLOW_UP, _LONGEST_GAP = 0.45, timedelta(days=500)
_MINUTES_OFFICE_OPENS, _MINUTES_OFFICE = 360, 700
_EPOCH = datetime(1966, 1, 1, tzinfo=UTC)
_DEPARTMENT = "STATE"
_DECEMBER = 11


@dataclass(frozen=True, slots=True)
class CitedCable:
    """A reference to another cable."""

    post: str
    year: int
    serial: int

    @property
    def reference_id(self) -> str:
        """Canonical."""
        return f"{self.year % 100:02}{self.post}{self.serial}"


@dataclass(frozen=True, slots=True)
class Planned:
    """What is settled of a cable before a word of it is written."""

    index: int
    """0-based place in the corpus."""
    post: str
    serial: int
    sent_at: datetime
    country: str
    """Geographic tag of the country that the cable is about."""
    story: int
    """Index of the cable with which the story began."""
    chapter: int
    """How many cables of the story came before."""
    cited: tuple[CitedCable, ...]
    """Earlier cables of this corpus, the answered one first; the last may be of none."""

    @property
    def reference_id(self) -> str:
        """Canonical, unique in the corpus."""
        return f"{self.sent_at.year % 100:02}{self.post}{self.serial}"


class _Numbers:
    """Hands out a post's serial numbers of one year, each once, in an order that mixes them well."""

    def __init__(self, seed: int, post: str, year: int) -> None:
        origins = shape.read("shape")["origins"]
        volume = 175_000 if post == _DEPARTMENT else 900 + int(0.45 * origins[post])
        self.size = max(60, volume * _LAST_MONTHS // 12) if year == _LAST_YEAR else volume
        mixed = crc32(f"{seed} {post} {year}".encode())
        self.step = int(self.size * 0.618) + mixed % 97
        while gcd(self.step, self.size) > 1:
            self.step += 1
        self.start = mixed % self.size
        self.given = 0

    def next(self) -> tuple[int, float]:
        """The next serial number, and when in the year it falls (0 to 1)."""
        rounds, place = divmod(self.given, self.size)
        self.given += 1
        place = (self.start + place * self.step) % self.size
        return place + 1 + rounds * self.size, (place + 0.5) / self.size


class _Ledger:
    """What the plan remembers of the cables before: a few bytes each."""

    def __init__(self) -> None:
        self.posts: list[str] = []
        self.serials = array("L")
        self.times = array("L")
        self.stories = array("L")
        self.by_country: dict[str, array[int]] = {}
        self.chapters: dict[int, int] = {}

    def add(self, planned: Planned) -> None:
        self.posts.append(planned.post)
        self.serials.append(planned.serial)
        self.times.append(_minutes(planned.sent_at))
        self.stories.append(planned.story)
        self.by_country.setdefault(planned.country, array("L")).append(planned.index)
        self.chapters[planned.story] = planned.chapter + 1

    def earlier(self, country: str, sent_at: datetime, random: Random, *, tries: int) -> list[int]:
        """Some cables about ``country`` sent before ``sent_at``, the latest first."""
        known = self.by_country.get(country)
        if known is None:
            return []
        now = _minutes(sent_at)
        drawn = {known[int(random.random() * len(known))] for _ in range(tries)}
        return sorted((k for k in drawn if self.times[k] < now), key=lambda k: (-self.times[k], k))

    def cite(self, index: int) -> CitedCable:
        year = (_EPOCH + timedelta(minutes=self.times[index])).year
        return CitedCable(self.posts[index], year, self.serials[index])


def plan(seed: int) -> Iterator[Planned]:
    """The plan of the corpus ``seed``: endless; the first k are the same however many are taken."""
    random = Random(f"plan {seed}")
    numbers: dict[tuple[str, int], _Numbers] = {}
    ledger = _Ledger()
    index = 0
    while True:
        post, year = shape.origins().draw(random), int(shape.years().draw(random))
        if (post, year) not in numbers:
            numbers[post, year] = _Numbers(seed, post, year)
        serial, part = numbers[post, year].next()
        sent_at = _time(year, part)
        country = _country_of(post) or _some_country(random)
        earlier = ledger.earlier(country, sent_at, random, tries=6)
        story = _story(index, earlier, sent_at, ledger, random)
        cited = [*_cited(story, earlier, ledger, random), *_stray(post, year, serial, random)]
        planned = Planned(
            index=index,
            post=post,
            serial=serial,
            sent_at=sent_at,
            country=country,
            story=story,
            chapter=ledger.chapters.get(story, 0),
            cited=tuple(dict.fromkeys(cited)),
        )
        ledger.add(planned)
        yield planned
        index += 1


def _story(index: int, earlier: list[int], sent_at: datetime, ledger: _Ledger, random: Random) -> int:
    recent = earlier and sent_at - (_EPOCH + timedelta(minutes=ledger.times[earlier[0]])) < _LONGEST_GAP
    if recent and likely(_FOLLOW_UP, random):
        return ledger.stories[earlier[0]]
    return index


def _cited(story: int, earlier: list[int], ledger: _Ledger, random: Random) -> list[CitedCable]:
    """Of the earlier cables those of the same story, and some others."""
    answered = [k for k in earlier if ledger.stories[k] == story][:2]
    others = [k for k in earlier if k not in answered]
    wanted = random.choices((0, 1, 2, 3), (55, 25, 13, 7))[0]
    return [ledger.cite(k) for k in answered + others[:wanted]]


def _stray(post: str, year: int, serial: int, random: Random) -> list[CitedCable]:
    """An earlier cable of the post, most likely not in this corpus, as real ones cite many."""
    if serial == 1 or not likely(0.16, random):
        return []
    return [CitedCable(post, year, random.randrange(1, serial))]


def _time(year: int, part: float) -> datetime:
    """The minute at which the ``part`` of the year's cables is sent, in office hours."""
    sums = shape.months()
    if year == _LAST_YEAR:
        part *= sums[_LAST_MONTHS - 1]
    month = next(number for number, share in enumerate(sums) if part < share)
    before = sums[month - 1] if month else 0.0
    first = datetime(year, month + 1, 1, tzinfo=UTC)
    following = datetime(year + (month == _DECEMBER), (month + 1) % 12 + 1, 1, tzinfo=UTC)
    days = (following - first).days * (part - before) / (sums[month] - before)
    minutes = _MINUTES_OFFICE_OPENS + int((days % 1) * _MINUTES_OFFICE)
    return first + timedelta(days=int(days), minutes=minutes)


def _minutes(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds()) // 60


@cache
def _country_of(post: str) -> str | None:
    """The host country; None for the Department and for missions to an organisation."""
    country = POSTS[post].country
    mission = not POSTS[post].name.startswith(("Embassy", "Consulate", "American", "REO", "US Int", "US Off"))
    return None if mission or country not in shape.countries() else country


def _some_country(random: Random) -> str:
    while (country := _country_of(shape.origins().draw(random))) is None:
        pass
    return country
