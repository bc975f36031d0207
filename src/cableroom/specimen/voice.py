"""The voice of a report: fills the gaps of its sentences, and remembers who was named and what was said.

In: a seed, what is planned of the cable, a topic. Out: a mapping for ``Wording.say``: fixed names of the
story (``{town}``, ``{firm}``), numbers and dates made up on the spot (``{n}``, ``{date}``), people
(``{P1}`` to ``{P6}``, and ``{S}``, who speaks).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from cableroom.specimen.cast import Role, cast, country_of_diplomat
from cableroom.specimen.deck import Deck
from cableroom.specimen.nations import nation
from cableroom.specimen.plan import Planned
from cableroom.specimen.shape import countries
from cableroom.specimen.topics import Topic, frames
from cableroom.specimen.wording import wording

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_FEW = ("three", "four", "five", "six", "seven", "eight", "nine")
_OFFICERS = ("Poloff", "Econoff", "the DCM", "the Ambassador", "Emboffs", "Pol/Econ Chief")
_CONSULATE_OFFICERS = ("the Consul General", "Conoff", "Pol/Econ Officer", "the Principal Officer")
_PROTECTIONS = ("strictly protect", "strictly protect", "protect", "please protect")
_HIM = {"he": "she", "his": "her", "him": "her", "himself": "herself", "His": "Her", "He": "She"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of the text that an editor must look at."""

    kind: str
    """As ``cableroom.telegram.marks`` calls it: ``protect``."""
    words: str
    """The marking, or what is to be struck."""
    name: str | None = None
    """For ``protect``: the name before it."""


class Voice(dict[str, str]):
    """Slot -> words. Asking for a live slot twice may give two answers."""

    def __init__(self, seed: int, planned: Planned, topic: Topic, place: int, random: Random) -> None:
        """``place``: 0 for the topic of the story, 1, 2, ... for the others that a round-up takes in."""
        super().__init__()
        self.chance = random.random
        self.planned = planned
        self.topic = topic
        self.marks: list[Mark] = []
        self.protects = False
        self._story = Random(f"story {seed} {planned.story} {place}")
        self._settle(seed)
        self.roles = cast(seed, planned.country, topic, planned.sent_at.year, self._titles(), self._story)
        self.speaker = self.roles[0]
        self.claims = Deck(topic.claims, self.chance)
        self.asks = Deck(topic.asks, self.chance)
        self.facts = Deck(topic.facts, self.chance)
        self.outlook = Deck(topic.outlook, self.chance)

    def __missing__(self, slot: str) -> str:
        return _LIVE[slot](self)

    def _settle(self, seed: int) -> None:
        """Fix the names of the story."""
        story, here = self._story, nation(seed, self.planned.country)
        adjective = here.country.adjective
        towns, firms = story.sample(here.towns, 2), story.sample(here.firms, 2)
        self.update(
            country=here.name,
            adj=adjective,
            capital=here.capital,
            neighbor=country_of_diplomat(here),
            neighbor_adj=countries()[here.neighbors[0]].adjective,
            town=towns[0],
            town2=towns[1],
            province=story.choice(here.provinces),
            river=story.choice(here.rivers),
            firm=firms[0],
            firm2=firms[1],
            party=f"the {here.parties[0]}",
            party2=f"the {here.parties[1]}",
            paper=story.choice(here.papers),
            ngo=story.choice(here.groups),
            ministry=self.topic.ministry,
            oldyear=str(story.randrange(1921, 1979)),
            lastyear=str(self.planned.sent_at.year - story.randrange(1, 5)),
            seats=str(story.randrange(52, 80)),
            house=str(story.randrange(101, 140)),
        )
        for slot, words in self.topic.pick:
            self[slot] = wording(story.choice(words)).say(self, story.random)
        self["off"] = story.choice(_OFFICERS if here.capital else _CONSULATE_OFFICERS)

    def _titles(self) -> list[str]:
        return [wording(title).say(self, self._story.random) for title in self.topic.titles]

    def number(self, low: int, high: int) -> int:
        """At least ``low``, less than ``high``."""
        return low + int(self.chance() * (high - low))

    def one_of(self, words: tuple[str, ...]) -> str:
        """One of ``words``."""
        return words[int(self.chance() * len(words))]

    def claim(self) -> str:
        """The next clause of the topic that may follow "that"."""
        found = self.claims.draw()
        assert found is not None, "frames are drawn only while clauses are left"
        return found.say(self, self.chance)

    def name(self, role: Role) -> str:
        """How ``role`` is named here; the observer's name is marked where the report protects it."""
        if role.named:
            return role.again(self.chance)
        role.named = True
        if not (self.protects and role is self.roles[4]):
            return role.first()
        words = f"({self.one_of(_PROTECTIONS)})"
        self.marks.append(Mark("protect", words, role.person.name))
        article = "an" if role.title[0] in "aeio" else "a"
        return f"{role.person.name} {words}, {article} {role.title},"

    def pronoun(self, word: str, role: Role) -> str:
        """``he`` or ``she`` and its forms."""
        return _HIM[word] if role.person.woman else word

    def day(self, days: int) -> str:
        """The day that many days from the cable's: ``March 14``."""
        day = self.planned.sent_at + timedelta(days=days)
        return f"{_MONTHS[day.month - 1]} {day.day}"

    def month(self, months: int) -> str:
        """The name of the month that many months from the cable's."""
        return _MONTHS[(self.planned.sent_at.month - 1 + months) % 12]


def _ask(voice: Voice) -> str:
    found = voice.asks.draw()
    if found is None:
        return "keep an open mind"
    return found.say(voice, voice.chance)


def _phone(voice: Voice, words: str) -> str:
    voice.marks.append(Mark("telephone", words))
    return words


def _american_phone(voice: Voice) -> str:
    return _phone(voice, f"(202) 555-{voice.number(100, 200):04}")


def _local_phone(voice: Voice) -> str:
    code = countries()[voice.planned.country].dialling_code
    return _phone(voice, f"+{code} {voice.number(21, 98)} 555 {voice.number(100, 200):04}")


def _email(voice: Voice) -> str:
    words = f"{voice['american'].split()[-1].lower()}@example.org"
    voice.marks.append(Mark("email", words))
    return words


def _passport(voice: Voice) -> str:
    words = f"X{voice.number(1_000_000, 9_999_999)}"
    voice.marks.append(Mark("passport", words))
    return words


def _withheld(voice: Voice) -> str:
    """A name that others took out before us."""
    voice.marks.append(Mark("redacted-by-others", "XXXXXXXXXXXX"))
    return "XXXXXXXXXXXX"


def _person(place: int) -> Callable[[Voice], str]:
    return lambda voice: voice.name(voice.roles[place])


def _spoken(word: str) -> Callable[[Voice], str]:
    return lambda voice: voice.pronoun(word, voice.speaker)


_LIVE: dict[str, Callable[[Voice], str]] = {
    "S": lambda voice: voice.name(voice.speaker),
    "S_last": lambda voice: voice.speaker.person.surname,
    "P2_he": lambda voice: voice.pronoun("He", voice.roles[1]),
    "P2_him": lambda voice: voice.pronoun("him", voice.roles[1]),
    "his3": lambda voice: voice.pronoun("his", voice.roles[2]),
    "minister": lambda voice: voice.roles[0].person.surname,
    "claim": Voice.claim,
    "ask": _ask,
    "ask_us": _ask,
    "issue": lambda voice: voice.topic.issue[voice.number(0, len(voice.topic.issue))].say(
        voice, voice.chance
    ),
    "issue_short": lambda voice: voice.topic.issue_short[0].say(voice, voice.chance),
    "few": lambda voice: voice.one_of(_FEW),
    "n": lambda voice: str(voice.number(11, 96)),
    "hundreds": lambda voice: str(voice.number(12, 99) * 10),
    "thousands": lambda voice: f"{voice.number(2, 90)},{voice.number(0, 10)}00",
    "percent": lambda voice: f"{voice.number(6, 70)} percent",
    "millions": lambda voice: f"USD {voice.number(2, 90)} million",
    "month": lambda voice: voice.month(-voice.number(1, 9)),
    "nextmonth": lambda voice: voice.month(voice.number(1, 4)),
    "date": lambda voice: voice.day(-voice.number(1, 22)),
    "nextdate": lambda voice: voice.day(voice.number(4, 50)),
    "weekday": lambda voice: voice.one_of(_WEEKDAYS),
    "himself1": lambda voice: voice.pronoun("himself", voice.roles[0]),
    "few_ord": lambda voice: voice.one_of(("third", "fourth", "fifth", "seventh")),
    "passport": _passport,
    "withheld": _withheld,
    "his_any": lambda voice: voice.one_of(("his", "her")),
    "he_any": lambda voice: voice.one_of(("he", "she")),
    "him_any": lambda voice: voice.one_of(("him", "her")),
    "proverb": lambda voice: voice.one_of(_plain("proverbs")),
    "headline": lambda voice: voice.one_of(_plain("headlines")),
    "phone": _american_phone,
    "phone_local": _local_phone,
    "email": _email,
    **{f"P{place + 1}": _person(place) for place in range(6)},
    **{word: _spoken(word) for word in _HIM},
}


def _plain(name: str) -> tuple[str, ...]:
    return tuple(str(found.pieces[0]) for found in frames(name))
