"""FM, TO, INFO and XMT lines: header in, stations out."""

import re
from dataclasses import dataclass

from cableroom.telegram.model import Addressee, Station
from cableroom.telegram.struck import is_struck

# A route in front, then the name; precedence and continuity number are taken from the end.
# Source: ACP 117 (routing indicators); ACP 121 (precedence).
_ROUTE = re.compile(r"([A-Z]{4,8}) ?/ ?(?=[A-Z\[])")
# The next addressee on a line where all were run together.
_NEXT_ROUTE = re.compile(r" (?=R[A-Z]{4,7}/[A-Z\[])")
_LABEL = re.compile(r"(?:(FM|TO|INFO)(?: |$)|(XMT)(?:[ /]|$))")
_LABEL_INSIDE = re.compile(r" (?=(?:FM|TO|INFO) (?:R[A-Z]{4,7}/|AM|SEC|US|ALL |EU ))")
_SERIAL = re.compile(r" ([0-9]{4,6})$")
_PRECEDENCE = re.compile(r"(?: |^)((?:NIACT )?(?:FLASH|IMMEDIATE|PRIORITY|ROUTINE)|NIACT|[A-Z]{6,10})$")
_PRECEDENCES = {"FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE", "NIACT IMMEDIATE"}
# As operators wrote them.
_MISSPELT = {
    "PRIOITY": "PRIORITY",
    "PRIORTY": "PRIORITY",
    "PRIORIY": "PRIORITY",
    "PRORITY": "PRIORITY",
    "IMMEDIAT": "IMMEDIATE",
    "IMMEDATE": "IMMEDIATE",
    "IMMEDITE": "IMMEDIATE",
    "ROUTIN": "ROUTINE",
    "ROUTNE": "ROUTINE",
    "NIACT": "NIACT IMMEDIATE",
}


@dataclass(frozen=True, slots=True)
class Addressees:
    """Sender and receivers of a telegram."""

    sender: Station | None = None
    to: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    exempt: tuple[Addressee, ...] = ()


def read_addressees(lines: tuple[str, ...], *, route: str | None) -> Addressees:
    """Return who sent the telegram and who received it.

    lines: the header, from FM or TO on. route: the sender's, from the DE line.
    """
    listed: dict[str, list[Addressee]] = {"TO": [], "INFO": [], "XMT": []}
    sender: Station | None = None
    label: str | None = None
    for entry in _entries(lines):
        found = _LABEL.match(entry)
        if found:
            label = found[1] or found[2]
            entry = entry[found.end() :].strip()  # noqa: PLW2901 - the rest of the same line
        written = read_addressee(entry)
        if not entry or is_struck(written.name):
            continue
        if label == "FM":
            sender = sender or Station(written.name, written.route or route)
        elif label is not None:
            listed[label].append(written)
    return Addressees(sender, *(tuple(listed[name]) for name in ("TO", "INFO", "XMT")))


def read_addressee(entry: str) -> Addressee:
    """Return the parts of ``RUEHUJA/AMEMBASSY ABUJA PRIORITY 0018``."""
    rest = " ".join(entry.split())
    route = _ROUTE.match(rest)
    rest = rest[route.end() :] if route else rest
    serial = _SERIAL.search(rest)
    rest = rest[: serial.start()] if serial else rest
    name, precedence = _name_and_precedence(rest)
    return Addressee(name, route[1] if route else None, precedence, serial[1] if serial else None)


def _name_and_precedence(words: str) -> tuple[str, str | None]:
    found = _PRECEDENCE.search(words)
    if found is None or found.start() == 0:
        return words, None
    precedence = _MISSPELT.get(found[1], found[1])
    return (words[: found.start()], precedence) if precedence in _PRECEDENCES else (words, None)


def _entries(lines: tuple[str, ...]) -> list[str]:
    """One string an addressee, its label in front where it has one; lines run together are taken apart."""
    entries: list[str] = []
    for line in lines:
        for part in _LABEL_INSIDE.split(line):
            entries.extend(piece for piece in _NEXT_ROUTE.split(part) if piece)
    return entries
