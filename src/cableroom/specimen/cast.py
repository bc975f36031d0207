"""Who appears in a report, and how they are named: in full at first, later by surname or office.

In: a seed, what is planned of the cable, a topic. Out: six roles. Ministers and officials stay in office
for years and come back in every cable on their subject; the others belong to one story.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from cableroom.specimen.nations import Nation, Person, country_name, nation, person
from cableroom.specimen.shape import countries
from cableroom.specimen.topics import Topic

_TERM_YEARS = 4
_BY_SURNAME = 0.75
_POST_TITLES = (" of ", " for ", " at ")


@dataclass(slots=True)
class Role:
    """A person in a report."""

    person: Person
    title: str
    office: str
    """``the minister``."""
    named: bool = False

    def first(self) -> str:
        """Title and name in full."""
        if any(word in self.title for word in _POST_TITLES):
            return f"{self.person.name}, {self.title},"
        return f"{self.title} {self.person.name}"

    def again(self, chance: Callable[[], float]) -> str:
        """Surname or office."""
        return self.person.surname if chance() < _BY_SURNAME else self.office


@lru_cache(maxsize=4096)
def holder(seed: int, country: str, office: str, year: int) -> Person:
    """Who holds ``office`` in ``year``; the same person for some years."""
    return person(countries()[country].culture, Random(f"{office} {seed} {country} {year // _TERM_YEARS}"))


def cast(seed: int, tag: str, topic: Topic, year: int, titles: list[str], random: Random) -> list[Role]:
    """The roles P1 to P6: minister, official, opposition, business, local observer, foreign diplomat.

    titles: of the topic, with their gaps filled.
    random: of the story, so that its later cables name the same people.
    """
    here = nation(seed, tag)
    neighbor = here.neighbors[0]
    people = [
        holder(seed, tag, topic.key, year),
        holder(seed, tag, f"official {topic.key}", year),
        holder(seed, tag, f"opposition {random.randrange(3)}", year),
        person(here.country.culture, random),
        person(here.country.culture, random),
        holder(seed, neighbor, "diplomat", year),
    ]
    _tell_apart(people, here, random)
    opposition = f"{here.parties[1]} {random.choice(('deputy', 'leader', 'spokesman', 'floor leader'))}"
    diplomat = (
        f"{countries()[neighbor].adjective} {random.choice(('counselor', 'charge', 'commercial attache'))}"
    )
    titles = [titles[0], titles[1], opposition, titles[2], titles[3], diplomat]
    return [Role(who, title, _office(title)) for who, title in zip(people, titles, strict=True)]


def country_of_diplomat(here: Nation) -> str:
    """Name of the neighbor whose diplomat is in the cast."""
    return country_name(here.neighbors[0])


def _tell_apart(people: list[Person], here: Nation, random: Random) -> None:
    """Give another name to whoever shares a surname with somebody before."""
    for place in range(len(people)):
        while people[place].surname in {other.surname for other in people[:place]}:
            people[place] = person(here.country.culture, random)


def _office(title: str) -> str:
    """``Director General of Customs`` -> ``the director general``."""
    for word in _POST_TITLES:
        title = title.split(word, maxsplit=1)[0]
    words = title.split()
    kept = (
        words[-2:]
        if words[-1] in ("General", "Director", "leader", "attache", "manager", "Manager")
        else words[-1:]
    )
    return f"the {' '.join(kept).lower()}"
