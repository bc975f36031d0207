"""One cited cable: ``STATE 071143``, ``07 BRASILIA 1868``, ``QUITO 4525-91`` -> year, post, serial."""

import re
from dataclasses import dataclass

from cableroom.telegram.post_spelling import known_post
from cableroom.telegram.reference_id import full_year

# Year in front: "07 ", "2005", "09", "10-"; the letter O for a zero happens.
_YEAR = r"(?:(?P<year>(?:19|20)[0-9]{2}|[0-9O][0-9])[ -]{0,2})?"
# Up to four words of a post's name.
_POST = r"(?P<post>[A-Za-z][A-Za-z0'.-]*(?:\s[A-Za-z][A-Za-z0'.-]*){0,3}?)"
# Year between post and serial: "STATE (01) 201265", "MEXICO 03-1234"; a label slipped in: "KUWAIT (C)02293".
_JOIN = (
    r"(?:\s?\((?P<between>[0-9]{4}|[0-9]{2})\)\s?|\s(?P<inside>[0-9]{2})[ -](?=[0-9]{3})"
    r"|\s?\([A-Z]\)\s?|\s?[,:#.-]\s?#?|\s#?)"
)
_SERIAL = r"(?P<serial>[0-9O]{1,7})(?![0-9A-Za-z])"
# Year behind: "-91", "/08", " (08)"; after a mere blank only what looks like a year: " 99".
_BEHIND = (
    r"(?:(?:-|/|\s?\(|\s(?=0[0-9](?:\D|$)|9[0-9](?:\D|$)|20[01][0-9](?:\D|$)))"
    r"(?P<late>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9])\)?)?"
)
_CITED = re.compile(rf"{_YEAR}{_POST}{_JOIN}{_SERIAL}{_BEHIND}")
# "HK05511", "09CAIRO0561".
_GLUED = re.compile(rf"{_YEAR}(?P<post>[A-Z]{{2,17}}){_SERIAL}{_BEHIND}")
# "377 KATHMANDU".
_SERIAL_FIRST = re.compile(r"(?P<serial>[0-9]{3,6})\s(?P<post>[A-Z][A-Z'.-]+(?:\s[A-Z][A-Z'.-]+){0,3})$")
# "AND 2764": the post was said before.
_BARE = re.compile(
    r"(?P<year>)(?P<between>)#?(?P<serial>[0-9O]{1,7})(?:[-/](?P<late>[0-9]{2}))?(?![0-9A-Za-z/-])"
)
_SPACES = re.compile(r"\s+")
_LONGEST = 200
# Words that make a number something else than a cable's serial.
_OTHER_NUMBERS = """
APR AUG BOX CA CHAPTER CIR DEC DTG E.O. EO EUP FAH FAM FBIS FEB FSC GMP IIR JAN JUL JUN MAR MAY NO
NO. NOV NR OCT OF OSC PAGE PARA PL PUBLIC RES RESOLUTION SECTION SEP SEPT TD TITLE UNGA UNSC UNSCR
USC
"""
_NO_POST = frozenset(_OTHER_NUMBERS.split())
_FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class CitedCable:
    """What a citation says; what it leaves out is None."""

    year: int | None
    """Four digits."""
    post: str | None
    """Short name; None for a post that we do not know."""
    serial: int
    length: int
    """Of the citation, in characters of the piece that was read."""
    post_written: bool = True
    """False where the post is that of the citing telegram."""


def read_cited(piece: str, *, default: CitedCable | None = None) -> CitedCable | None:
    """Return the cable that ``piece`` begins with, or None where it begins with something else.

    default: the citation before it, for lists such as ``BRASILIA 2799 AND 2764``.
    """
    flat, positions = _flatten(piece)
    found = _CITED.match(flat) or _GLUED.match(flat)
    if found is not None:
        cited = _with_post(found, found["post"], positions)
        if cited is not None:
            return cited
    if (found := _SERIAL_FIRST.match(flat)) is not None and (post := known_post(found["post"])) is not None:
        return CitedCable(None, post, int(found["serial"]), positions[found.end()])
    if default is not None and (found := _BARE.match(flat)) is not None:
        late = found["late"]
        serial = int(found["serial"].replace("O", "0"))
        year = full_year(late) if late else default.year
        return CitedCable(year, default.post, serial, positions[found.end()], default.post_written)
    return None


def _with_post(found: re.Match[str], words: str, positions: list[int]) -> CitedCable | None:
    post = known_post(words)
    serial = found["serial"]
    if post is None and not _may_be_post(words, serial):
        return None
    groups = found.groupdict()
    late = groups.get("year") or groups.get("between") or groups.get("inside") or groups.get("late")
    number = int(serial.replace("O", "0"))
    if not number:
        return None
    year = full_year(late.replace("O", "0")) if late else None
    return CitedCable(year, post, number, positions[found.end()])


def _may_be_post(words: str, serial: str) -> bool:
    """Tell whether unknown capitals before a number can be a post that is not in our table."""
    return (
        words.isupper()
        and len(serial) >= _FEWEST_DIGITS
        and _NO_POST.isdisjoint(words.split())
        and all(len(word) > 2 for word in words.split())  # noqa: PLR2004 - no post is so short
        and words.replace(" ", "").isalpha()
    )


def _flatten(piece: str) -> tuple[str, list[int]]:
    """``piece`` with each run of blanks as one, and for each length of it how much of ``piece`` that is."""
    characters: list[str] = []
    lengths = [0]
    for position, character in enumerate(piece[:_LONGEST]):
        blank = character.isspace() or character == "\\"
        if blank and (not characters or characters[-1] == " "):
            continue
        characters.append(" " if blank else character)
        lengths.append(position + 1)
    return "".join(characters), lengths
