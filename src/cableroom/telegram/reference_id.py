"""Reference ids: any spelling in, ``07STATE152317`` out.

Two digits of the year, the post's short name, the serial number without its zeros.
"""

import re
from dataclasses import dataclass

from cableroom.telegram.post_spelling import known_post

# The oldest telegrams are of 1966, so 66 to 99 are 19xx.
_PIVOT = 66
# What is left of an id when blanks and marks are gone. A zero between letters is an O: COTON0U.
_SQUEEZED = re.compile(r"((?:19|20)[0-9]{2}|[0-9]{2})?([A-Z](?:[A-Z]|0(?=[A-Z]))*)([0-9]{1,7})")
# Words of a message's head that were glued in front of the post, in the set's 203 malformed ids:
# section numbers (also with Q or G struck by mistake) and handling marks.
_GLUED_IN_FRONT = re.compile(r"(?:SECTIO[A-Z]?[0-9OQ]{1,2}[OG]F[0-9OQ]{1,2}|EFTO|NOFORN|SENSITIVE|SIPDIS)")
# A notice of the message centre puts the true serial last.
_DUPLICATE = re.compile(r"[0-9]+SUSPECTEDDUPLICATE(?=[0-9])")
# What was glued behind the serial: TOSEC140323, ZFR2585.
_GLUED_BEHIND = re.compile(r"[A-Z]{2,}[0-9]*$")
_MOST_BEHIND = 24
_LONGEST = 80
# Ids that no rule can read. Source: their own telegrams carry the right one.
_BEYOND_RULES = {
    "06ASTANA": "06ASTANA204",  # the serial is missing
    "092OF5": "09STATE126780",  # the second section's number in place of all
    "08SECTION01GF02BISHIEK21": "08BISHKEK1021",  # half the serial is missing
}


@dataclass(frozen=True, slots=True)
class ReferenceId:
    """A reference id in its parts."""

    year: int
    """Four digits."""
    post: str
    """Short name, ``USEUBRUSSELS``."""
    serial: int

    def __str__(self) -> str:
        return f"{self.year % 100:02}{self.post}{self.serial}"


def full_year(digits: str) -> int:
    """The year that ``07``, ``75`` or ``2005`` means: 66 to 99 are 19xx, 00 to 65 are 20xx."""
    number = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - more than two digits are a year written out
        return number
    return number + (1900 if number >= _PIVOT else 2000)


def parse_reference_id(written: str, *, year: int | None = None) -> ReferenceId | None:
    """The parts of an id in any spelling, or None where it is none.

    Also reads the malformed ids of the set: ``08SECTION01OF03CAIRO1416``, ``7575LIBREVILLE1895``.
    A post that we do not know is kept as written, if it is letters only.

    year: four digits; for an id written without one (``STATE 071143``).
    """
    if len(written) > _LONGEST or not written.isascii():
        return None
    squeezed = "".join(filter(str.isalnum, written.upper()))
    squeezed = _BEYOND_RULES.get(squeezed, squeezed)
    squeezed = _without_glue(squeezed)
    found = _SQUEEZED.fullmatch(squeezed)
    if found is None:
        return None
    digits, post, serial = found.groups()
    if digits is None and year is None:
        return None
    stated = full_year(digits) if digits else year
    assert stated is not None
    number = int(serial)
    return ReferenceId(stated, _short_name(post), number) if number else None


def canonical(text: str, *, year: int | None = None) -> str | None:
    """The id ``text`` in its one canonical spelling, or None where it is none.

    year: four digits; for an id written without one.
    """
    found = parse_reference_id(text, year=year)
    return None if found is None else str(found)


def year_of(reference_id: str | None) -> int | None:
    """The year of a canonical id, four digits; None where there is no id."""
    found = parse_reference_id(reference_id) if reference_id else None
    return None if found is None else found.year


def _without_glue(squeezed: str) -> str:
    """Take off what message centres glued to the id."""
    digits = len(squeezed) - len(squeezed.lstrip("0123456789"))
    head, rest = squeezed[:digits], squeezed[digits:]
    if len(head) == len("7575") and head[2:] == head[:2] and head not in ("1919", "2020"):
        head = head[:2]  # the year twice: 7575LIBREVILLE1895
    while glued := _GLUED_IN_FRONT.match(rest):
        if glued.end() == len(rest):
            break
        rest = rest[glued.end() :]
    rest = _DUPLICATE.sub("", rest)
    letters = len(rest) - len(rest.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    serial = rest[letters:]
    behind = _GLUED_BEHIND.search(serial)
    if behind and behind.start() > 0 and len(serial) - behind.start() <= _MOST_BEHIND:
        rest = rest[: letters + behind.start()]
    return head + rest


def _short_name(post: str) -> str:
    """The short name of the post that was written; itself where we do not know it."""
    return known_post(post) or post.replace("0", "O")
