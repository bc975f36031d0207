"""The attributes below a telegram of the National Archives' files: lines -> what they state.

Source: the electronic telegrams of 1973-79, whose files end in some sixty lines ``Key: value``.  A value
goes on in lines that are indented, or that begin with no key.
"""

import re
from datetime import UTC, datetime
from typing import Final

from cableroom.sources.base import StatedFields
from cableroom.sources.stated import YEARS, read_origin, read_reference_id
from cableroom.telegram.posts import find_post

KEYS: Final = frozenset(
    """Automatic Decaptioning|Capture Date|Channel Indicators|Concepts|Control Number|Copy
Current Classification|Current Handling Restrictions|Decaption Date|Decaption Note|Disposition Action
Disposition Approved on Date|Disposition Authority|Disposition Case Number|Disposition Comment
Disposition Date|Disposition Event|Disposition History|Disposition Reason|Disposition Remarks
Document Number|Document Source|Document Unique ID|Draft Date|Drafter|Enclosure|Errors|Executive Order
Expiration|Film Number|Format|From|Handling Restrictions|ISecure|Image Path|Legacy Key|Line Count
Litigation Code IDs|Litigation Codes|Litigation History|Locator|Margins|Markings|Message ID|Office
Original Classification|Original Handling Restrictions|Original Previous Classification
Original Previous Handling Restrictions|Page Count|Previous Channel Indicators|Previous Classification
Previous Handling Restrictions|Reference|Retention|Review Action|Review Authority|Review Comment
Review Content Flags|Review Date|Review Event|Review Exemptions|Review History|Review Markings
Review Media Identifier|Review Referrals|Review Release Date|Review Release Event|Review Transfer Date
Review Withdrawn Fields|SAS ID|Secure|Sent Date|Status|Subject|TAGS|To|Type|VDKVGWKEY""".replace(
        "\n", "|"
    ).split("|")
)
_NOTHING: Final = frozenset({"", "n/a", "na", "none", "(blank)"})
_DAY: Final = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3})[ -]([0-9]{4})(?: [0-9:]{5,8} ?[APap][Mm])?")
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
# As databases write it, in universal time: 1977-01-26, 1977-01-26 23:40:00+00.
_ISO: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[ T]([0-9]{2}):([0-9]{2})(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-]00(?::?00)?)?)?"
)
_NO_DATE: Final = 1960
"""The year of the date that stands for none, 01 JAN 1960."""
# 1977STATE017976: year, station cut to five or six letters, serial with its zeros.
_NUMBER: Final = re.compile(r"((?:19|20)[0-9]{2}) ?([A-Z][A-Z .'-]{0,39}?) ?([0-9]{1,7})")


def read_attributes(block: str) -> dict[str, str]:
    """Return the attributes of ``block`` by their keys, in order; of a key that comes twice, the first."""
    values: dict[str, list[str]] = {}
    here: list[str] = []
    for line in block.splitlines():
        key, colon, value = line.partition(":")
        if colon and key in KEYS:
            here = []
            if not values.get(key):
                values[key] = here
            here += [value.strip()] if value.strip() else []
        elif line.strip():
            here.append(line.strip())
    return {key: " ".join(lines) for key, lines in values.items()}


def read_stated(attributes: dict[str, str]) -> tuple[StatedFields, tuple[str, ...]]:
    """Return what the attributes state of the telegram, and the problems met."""
    sender = _value(attributes, "From")
    post = find_post(sender.partition(",")[0]) if sender else None
    created, unreadable = _read_time(_value(attributes, "Draft Date") or _value(attributes, "Sent Date"))
    classification = read_handled(
        _value(attributes, "Original Classification"), _value(attributes, "Original Handling Restrictions")
    )
    stated = StatedFields(
        reference_id=read_number(_value(attributes, "Document Number"), sender),
        created=created,
        origin=post.name if post else read_origin(sender),
        classification=classification,
    )
    return stated, ("created-unreadable",) if unreadable else ()


def read_number(number: str, sender: str) -> str | None:
    """Return the canonical id of ``1978THEHA07049``; the sender (``THE HAGUE``) says what was cut off."""
    found = _NUMBER.fullmatch(number.upper().strip())
    if found is None:
        return read_reference_id(number)
    year, station, serial = found.groups()
    return read_reference_id(f"{year[2:]}{_whole_name(_letters(station), sender)}{serial}")


def read_handled(classification: str, handling: str) -> str | None:
    """Return the classification in upper case, with what the handling adds: ``SECRET//NOFORN``."""
    level = " ".join(classification.upper().split())
    restrictions = handling.upper()
    if level == "UNCLASSIFIED" and ("FOR OFFICIAL USE" in restrictions or "FOUO" in restrictions):
        return f"{level}//FOR OFFICIAL USE ONLY"
    if level and level != "UNCLASSIFIED" and "NOFORN" in restrictions:
        return f"{level}//NOFORN"
    return level or None


def has_text(attributes: dict[str, str]) -> bool:
    """Say whether the source claims to hold the telegram's text."""
    return "TEXT ON-LINE" in attributes.get("Locator", "TEXT ON-LINE").upper()


def _value(attributes: dict[str, str], key: str) -> str:
    value = attributes.get(key, "")
    return "" if value.lower() in _NOTHING else value


def _read_time(words: str) -> tuple[datetime | None, bool]:
    """Return the time, of a day alone its first minute; and whether words stand there that are none."""
    words = words.strip()
    hour = minute = 0
    if found := _DAY.fullmatch(words):
        month = _MONTHS.index(found[2].upper()) + 1 if found[2].upper() in _MONTHS else 0
        year, day = int(found[3]), int(found[1])
    elif found := _ISO.fullmatch(words):
        year, month, day = (int(part) for part in found.groups()[:3])
        hour, minute = int(found[4] or 0), int(found[5] or 0)
    else:
        return None, bool(words)
    if year == _NO_DATE:
        return None, False
    if year not in YEARS:
        return None, True
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC), False
    except ValueError:
        return None, True


def _whole_name(station: str, sender: str) -> str:
    """Return the name that ``station`` was cut from, where the sender's begins so; else itself."""
    post = find_post(sender)
    names = [_letters(sender), *((post.short,) if post else ())]
    return next((name for name in reversed(names) if name.startswith(station)), station)


def _letters(words: str) -> str:
    return "".join(filter(str.isalpha, words.upper()))
