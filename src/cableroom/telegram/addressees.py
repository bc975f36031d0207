"""FM, TO, INFO and XMT lines: header in, stations out."""

import re
from dataclasses import dataclass
from functools import lru_cache

from cableroom.telegram.model import Addressee, Station
from cableroom.telegram.slips import one_slip
from cableroom.telegram.struck import is_struck

# A route in front, then the name; precedence and continuity number are taken from the end.
# Source: ACP 117 (routing indicators, all of which begin with R; one may have lost it before a
# name that tells); ACP 121 (precedence); ACP 131 (ZEN: delivered by other means).
_ROUTE = re.compile(
    r"(R[A-Z]{3,7}|(?:H|U(?!S))[A-Z]{3,6}(?= ?/{1,2} ?(?:AM|SEC|US|DEPT))) ?/{1,2} ?(?=[A-Z\[])"
)
_BY_OTHER_MEANS = re.compile(r"ZEN[ /]{1,3}")
# The next addressee on a line where all were run together.
_NEXT_ROUTE = re.compile(r" (?=R[A-Z]{4,7}/[A-Z\[])")
_LABEL = re.compile(r"(?:(FM|TO|INFO)(?: ?: ?| |$)|(XMT)(?:[ :/]|$))")
_LABEL_INSIDE = re.compile(r" (?=(?:FM|TO|INFO) (?:R[A-Z]{4,7}/|AM|SEC|US|ALL |EU ))")
_SERIAL = re.compile(r" #?([0-9]{1,6})$")
_SURE_SERIAL = 4
"""Digits; fewer may belong to the name (``CTF 150``), but not behind a precedence or the Department."""
_PRECEDENCE = re.compile(r"(?: -{0,2} ?|^)\(?(NIACT(?: IMMEDIATE)?|IMMEDIATE NIACT|[A-Z]{5,10})\)?$")
_PRECEDENCES = {
    "FLASH": "FLASH",
    "IMMEDIATE": "IMMEDIATE",
    "PRIORITY": "PRIORITY",
    "ROUTINE": "ROUTINE",
    "NIACT": "NIACT IMMEDIATE",
    "NIACT IMMEDIATE": "NIACT IMMEDIATE",
    "IMMEDIATE NIACT": "NIACT IMMEDIATE",
    "IMMED": "IMMEDIATE",
}
_MISSPELT = ("PRIORITY", "IMMEDIATE", "ROUTINE")
# Where a name wraps: the line ends in a word, or the next begins with one, that cannot stand there.
_UNFINISHED = re.compile(r"(?:\b(?:AND|OF|THE|FOR|DE|USMISSION|AMEMBASSY|AMCONSUL)|[/,])$")
_LAST_WORD = 12
_LONGEST_ENTRY = 160
"""Code points; more is no name that wraps."""
_CONTINUES = re.compile(r"(?:COLLECTIVE|CONSULAR POSTS|POSTS COLLECTIVE)\b")


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
    rest = " ".join(entry.split()).rstrip(".,;- ")
    if (other := _BY_OTHER_MEANS.match(rest)) is not None:
        rest = rest[other.end() :]
    serial = _SERIAL.search(rest) if rest[-1:].isdigit() else None
    if serial is not None:
        station = _station(rest[: serial.start()])
        sure = len(serial[1]) >= _SURE_SERIAL or (serial[1][2:] and station.name.endswith(" WASHDC"))
        if station.precedence or sure:
            return Addressee(station.name, station.route, station.precedence, serial[1])
    return _station(rest)


def _station(words: str) -> Addressee:
    """An addressee without its serial; those of most telegrams are the same."""
    return _remembered(words) if len(words) <= _LONGEST_ENTRY else _parted(words)


def _parted(words: str) -> Addressee:
    route = _ROUTE.match(words)
    name, precedence = _name_and_precedence(words[route.end() :] if route else words)
    return Addressee(name, route[1] if route else None, precedence, None)


_remembered = lru_cache(maxsize=4_096)(_parted)


def _name_and_precedence(words: str) -> tuple[str, str | None]:
    found = _PRECEDENCE.search(words)
    precedence = _precedence(found[1]) if found else None
    if found is None or precedence is None or found.start() == 0:
        return words, None
    return words[: found.start()].rstrip(" -"), precedence


@lru_cache(maxsize=1_024)
def _precedence(word: str) -> str | None:
    """What a word at the end of an addressee means, with one wrong letter forgiven."""
    known = _PRECEDENCES.get(word)
    return known or next((right for right in _MISSPELT if one_slip(word, right)), None)


def _entries(lines: tuple[str, ...]) -> list[str]:
    """One string an addressee, its label in front where it has one.

    Lines run together are taken apart, and wrapped ones joined.
    """
    entries: list[str] = []
    for line in lines:
        if entries and line and len(entries[-1]) < _LONGEST_ENTRY and _wraps(entries[-1], line):
            entries[-1] = f"{entries[-1]} {line}"
            continue
        for part in _LABEL_INSIDE.split(line):
            entries.extend(filter(None, _NEXT_ROUTE.split(part)))
    return entries


def _wraps(last: str, line: str) -> bool:
    """Tell whether a line goes on with the addressee above it."""
    if _LABEL.match(line) or _ROUTE.match(line) or _LABEL.fullmatch(last):
        return False
    first, _, rest = line.partition(" ")
    if first in _PRECEDENCES or (first.isdigit() and not rest):
        return not rest or rest.isdigit()
    return bool(_CONTINUES.match(line) or _UNFINISHED.search(last[-_LAST_WORD:]))
