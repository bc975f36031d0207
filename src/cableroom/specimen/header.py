"""The header box: transmission lines, date-time group, sender, addressees.

In: what is planned of the cable. Out: its lines, and what a reader of them must find.
"""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from cableroom.specimen import shape
from cableroom.specimen.chance import likely
from cableroom.specimen.plan import Planned
from cableroom.specimen.routes import AGENCIES, COLLECTIVES, address, neighbors, route
from cableroom.telegram.posts import POSTS

_PRECEDENCES: Final = {"O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE", "Z": "FLASH"}
_GROUPS: Final = (("R",), ("P",), ("O",), ("P", "R"), ("O", "P"), ("Z",))
_GROUP_WEIGHTS: Final = (38, 28, 14, 12, 7, 0.4)
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


@dataclass(frozen=True, slots=True)
class Header:
    """The first box of a cable."""

    lines: tuple[str, ...]
    truth: dict[str, Any]
    """precedence, from, to, info, exempt, transmission."""
    furniture: tuple[dict[str, str], ...]
    """The lines of the network."""


def write_header(planned: Planned, classification: str, sections: int, random: Random) -> Header:
    """The header of a cable; four in ten begin with the lines of the network, and have routes."""
    groups = random.choices(_GROUPS, _GROUP_WEIGHTS)[0]
    routed = likely(0.4, random)
    sent = planned.sent_at
    lines: list[str] = []
    transmission = None
    if routed:
        transmission = f"VZCZCX{random.choice(('RO', 'YZ'))}{random.randrange(10_000):04}"
        letter = "U" if classification.startswith("UNCLASSIFIED") else classification[0]
        section = "/01" if sections > 1 else ""
        lines += [
            transmission,
            f"{groups[0] * 2} {route(random.choice(_readers(planned)))}",
            f"DE {route(planned.post)} #{planned.serial:04}{section} {sent:%j%H%M}",
            f"ZN{'R' if letter == 'U' else 'Y'} {letter * 5} ZZH",
        ]
    furniture = tuple({"kind": "transmission"} for _line_of_network in lines)
    lines.append(f"{' '.join(groups)} {sent:%d%H%M}Z {_MONTHS[sent.month - 1]} {sent:%y}")
    lines.append(f"FM {address(planned.post)}")
    to, info = _addressees(planned, _PRECEDENCES[groups[0]], _AddressBook(routed, random), random)
    for label, addressees in (("TO", to), ("INFO", info)):
        lines += [
            f"{label} {_line(one)}" if place == 0 else _line(one) for place, one in enumerate(addressees)
        ]
    truth = {
        "precedence": {
            "action": _PRECEDENCES[groups[0]],
            "info": _PRECEDENCES[groups[1]] if len(groups) > 1 else None,
        },
        "from": {"name": address(planned.post), "route": route(planned.post) if routed else None},
        "to": to,
        "info": info,
        "exempt": [],
        "transmission": transmission,
    }
    return Header(tuple(lines), truth, furniture)


def _readers(planned: Planned) -> tuple[str, ...]:
    """Posts that care for the country."""
    region = shape.countries()[planned.country].region
    return tuple(short for short in neighbors(region) if short != planned.post) or ("STATE",)


def _addressees(
    planned: Planned, precedence: str, book: "_AddressBook", random: Random
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The addressees of TO and INFO."""
    readers = _readers(planned)
    host = _host(planned, readers)
    if planned.post == "STATE":
        to = [book.post(short, precedence) for short in host]
    else:
        to = [book.post("STATE", precedence if likely(0.7, random) else None)]
    info_precedence = "PRIORITY" if likely(0.3, random) else None
    region = shape.countries()[planned.country].region
    info = [
        book.other(indicator, name, info_precedence)
        for ending, (indicator, name) in COLLECTIVES.items()
        if region.endswith(ending) and likely(0.3, random)
    ]
    others = [short for short in readers if short not in host]
    count = min(len(others), random.choices((0, 1, 2, 4, 7), (35, 15, 20, 20, 10))[0])
    info += [book.post(short, info_precedence) for short in random.sample(others, count)]
    agencies = random.sample(AGENCIES, random.choices((0, 1, 3), (50, 30, 20))[0])
    info += [book.other(indicator, name, info_precedence) for indicator, name in agencies]
    return to, info


def _host(planned: Planned, readers: tuple[str, ...]) -> tuple[str, ...]:
    """To whom the Department writes about the country."""
    country = planned.country
    there = neighbors(shape.countries()[country].region)
    return tuple(short for short in there if POSTS[short].country == country) or readers[:1]


@dataclass(frozen=True, slots=True)
class _AddressBook:
    """Makes addressees, with or without routes and serials."""

    routed: bool
    random: Random

    def post(self, short: str, precedence: str | None) -> dict[str, Any]:
        return self.other(route(short), address(short), precedence)

    def other(self, indicator: str, name: str, precedence: str | None) -> dict[str, Any]:
        serial = f"{self.random.randrange(1, 9000):04}"
        return {
            "name": name,
            "route": indicator if self.routed else None,
            "precedence": precedence,
            "serial": serial if self.routed and likely(0.8, self.random) else None,
        }


def _line(one: dict[str, Any]) -> str:
    route = f"{one['route']}/" if one["route"] else ""
    return " ".join(part for part in (f"{route}{one['name']}", one["precedence"], one["serial"]) if part)
