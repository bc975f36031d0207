"""Reference ids: any spelling in, ``07STATE152317`` out.

Two digits of the year, the post's short name, the serial number without its zeros. Read are also the ids of
files and addresses: ``1976USUNN03275_b`` (year of four digits, station cut to six characters),
``/cable/2007/09/07BERN881.html``. What is no id has a reason.
"""

import re
from dataclasses import dataclass
from typing import Final

from cableroom.telegram.glued_words import without_glued_words
from cableroom.telegram.post_spelling import known_post, post_of_station
from cableroom.telegram.posts import POSTS, Post, find_post
from cableroom.telegram.quirks import quirks

# The oldest telegrams are of 1966, so 66 to 99 are 19xx and 00 to 65 are 20xx.
_PIVOT = 66
_YEARS: Final = range(1900 + _PIVOT, 2000 + _PIVOT)
_LONGEST: Final = 200
# The canonical form of most ids.
_CANONICAL: Final = re.compile(r"([0-9]{2})([A-Z]{3,40})([1-9][0-9]{0,6})")
# The last part of a page's address or a file's path.
_ADDRESS: Final = re.compile(
    r"(?:^|[/!])cables?/(?:[0-9]{4}/(?:[0-9]{2}/)?)?([^/?#.]{1,90})(?:\.[A-Za-z]{3,4})?(?:[?#].*)?$"
)
# The catalogue's letter behind the ids of one of its collections.
_COLLECTION: Final = re.compile(r"_[A-Ea-e]$")
# "QUITO 4525-91", "PANAMA 00789/08": the year behind.
_YEAR_BEHIND: Final = re.compile(r"([A-Z][A-Z .'#-]{2,40}[0-9]{1,7})(?:-|/| \()((?:19|20)?[0-9]{2})\)?")
# Blanks, hyphens and apostrophes that came in by way of a word processor.
_TYPOGRAPHY: Final = str.maketrans(
    "\u00a0\u2002\u2003\u2009\u202f\u3000\ufeff\u2010\u2011\u2012\u2013\u2014\u2019", "       -----'"
)
_YEAR_WITH_LETTER: Final = re.compile(r"^[OI](?=[0-9][A-Z]{3})")
# A zero between letters is an O: COTON0U.
_LETTERS: Final = re.compile(r"[A-Z](?:[A-Z]|0(?=[A-Z]))*")
# The serial, with an O for a zero and an I for a one; behind it what was glued on: TOSEC140323, ZFR2585.
_SERIAL: Final = re.compile(r"[0-9]+(?:[OI][0-9]+)*(?:[OI]$)?")
_BEHIND: Final = re.compile(r"[A-Z]?|[A-Z]{2}[A-Z0-9]{0,38}")
_OF_SECTIONS: Final = re.compile(r"OF[0-9]")
_MOST_DIGITS: Final = 7
_LOOK_ALIKES: Final = str.maketrans("OI", "01")
# A notice of the message centre puts the true serial last.
_DUPLICATE: Final = re.compile(r"[0-9]+SUSPECTEDDUPLICATE(?=[0-9])")

REASONS: Final = {
    "airgram": "an airgram's number (A-50, CA-3400): a series of its own, not of telegrams",
    "foreign-letters": "it holds letters or digits of another script, which may be look-alikes",
    "post-missing": "no post stands in it",
    "serial-missing": "year and post, but no serial number, or a section's number in its place",
    "unreadable": "it has the shape of no id",
    "year-missing": "post and serial, but no year stands in it, and none was supplied",
    "year-outside": "a year before 1966 or after 2065, which two digits cannot say",
}
"""Why something is no reference id: code -> what it means."""


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


@dataclass(frozen=True, slots=True)
class NoReferenceId:
    """Why something is no reference id."""

    reason: str
    """One of REASONS."""
    year: int | None = None
    """Four digits, where the serial alone is missing."""


class _NoIdError(Exception):
    """Ends a reading; its arguments are those of NoReferenceId."""


def full_year(digits: str) -> int:
    """The year that ``07``, ``75`` or ``2005`` means: 66 to 99 are 19xx, 00 to 65 are 20xx."""
    number = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - more than two digits are a year written out
        return number
    return number + (1900 if number >= _PIVOT else 2000)


def examine_reference_id(written: str, *, year: int | None = None) -> ReferenceId | NoReferenceId:
    """The parts of an id in any spelling, or why it is none.

    Also reads the malformed ids of the set: ``08SECTION01OF03CAIRO1416``, ``7575LIBREVILLE1895``.
    A post that we do not know is kept as written, if it is letters only.

    year: four digits; for an id written without one (``STATE 071143``).
    """
    plain = _CANONICAL.fullmatch(written)
    if plain is not None and plain[2] in POSTS:
        return ReferenceId(full_year(plain[1]), plain[2], int(plain[3]))
    try:
        return _read(written, year)
    except _NoIdError as exc:
        return NoReferenceId(*exc.args)


def parse_reference_id(written: str, *, year: int | None = None) -> ReferenceId | None:
    """The parts of an id in any spelling, or None where it is none; see ``examine_reference_id``."""
    found = examine_reference_id(written, year=year)
    return found if isinstance(found, ReferenceId) else None


def known_id(year: int, post: Post, serial: str) -> ReferenceId | None:
    """The id whose parts are known, its serial as written, of up to seven digits; None where it is none."""
    number = int(serial)
    return ReferenceId(year, post.short, number) if number and year in _YEARS else None


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


def _read(written: str, year: int | None) -> ReferenceId:
    if len(written) > _LONGEST:
        raise _NoIdError("unreadable")
    text = written.translate(_TYPOGRAPHY)
    if not text.isascii():
        raise _NoIdError("foreign-letters")
    address = _ADDRESS.search(text)
    text = _COLLECTION.sub("", (address[1] if address else text).strip()).upper()
    if (behind := _YEAR_BEHIND.fullmatch(text)) is not None:
        text, year = behind[1], full_year(behind[2])
    squeezed = "".join(filter(str.isalnum, text))
    squeezed = without_glued_words(quirks().reference_ids.get(squeezed, squeezed))
    squeezed = _YEAR_WITH_LETTER.sub(lambda found: found[0].translate(_LOOK_ALIKES), squeezed)
    rest = squeezed.lstrip("0123456789")
    stated = _year(squeezed[: len(squeezed) - len(rest)])
    post, serial = _post_and_serial(without_glued_words(rest), stated)
    if stated is None and year is None:
        raise _NoIdError("year-missing")
    found = stated if stated is not None else year
    if found not in _YEARS:
        raise _NoIdError("year-outside")
    assert found is not None
    return ReferenceId(found, post, serial)


def _year(digits: str) -> int | None:
    """The year in front: ``07``, ``2007``, or one of them twice: ``7575``, ``200707``."""
    if not digits:
        return None
    if len(digits) == 2:  # noqa: PLR2004 - the usual form
        return full_year(digits)
    years = {"19", "20"}
    if len(digits) == 4 and digits[:2] == digits[2:] and digits[:2] not in years:  # noqa: PLR2004 - 7575
        return full_year(digits[:2])
    if digits[:2] in years and digits[4:] in ("", digits[2:4], digits[:4]):
        return int(digits[:4])
    raise _NoIdError("unreadable")


def _post_and_serial(rest: str, stated: int | None) -> tuple[str, int]:
    found = _LETTERS.match(rest)
    if found is None:
        raise _NoIdError("unreadable" if rest else "post-missing")
    letters, tail = found[0].replace("0", "O"), _DUPLICATE.sub("", rest[found.end() :])
    post = find_post(letters)
    if not tail:
        known = post is not None or stated is not None
        raise _NoIdError(*(("serial-missing", stated) if known else ("unreadable",)))
    if post is None and (right := _split_again(letters, tail)) is not None:
        return right
    return post.short if post else _short_name(letters), _serial(tail)


def _split_again(letters: str, tail: str) -> tuple[str, int] | None:
    """``LAGOSO1512``, ``SANTIAG0123``: a zero and an O that changed sides; None where none did."""
    post = find_post(letters + "O") if tail.startswith("0") else None
    if post is not None:
        return post.short, _serial(tail)
    bare = letters.rstrip("OI")
    post = find_post(bare) if bare != letters and tail[:1].isdigit() else None
    return (
        None if post is None else (post.short, _serial(letters[len(bare) :].translate(_LOOK_ALIKES) + tail))
    )


def _short_name(letters: str) -> str:
    """The short name of the post that was written; itself where we do not know it."""
    if (station := post_of_station(letters)) is not None:
        return station
    if any(find_post(letters.removesuffix(mark)) for mark in ("CA", "A") if letters.endswith(mark)):
        raise _NoIdError("airgram")
    return known_post(letters) or letters


def _serial(tail: str) -> int:
    found = _SERIAL.match(tail)
    behind = tail[found.end() :] if found else tail
    if found is None or not _BEHIND.fullmatch(behind):
        raise _NoIdError("unreadable")
    if _OF_SECTIONS.match(behind):
        raise _NoIdError("serial-missing")  # "02 OF 05" is a section
    number = int(found[0].translate(_LOOK_ALIKES))
    if not number or len(str(number)) > _MOST_DIGITS:
        raise _NoIdError("unreadable")
    return number
