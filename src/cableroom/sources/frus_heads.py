"""What the editors of Foreign Relations say of a document: its kind, sender, serial, time and classification.

Heads: ``105. Telegram From the Embassy in Saudi Arabia to the Department of State``, ``5. Telegram
5325 From the Embassy in Afghanistan ..., July 20, 1973, 1310Z``.  Source notes: ``Source: National
Archives, ... Secret; Niact Immediate; Exdis.``
"""

import re
from datetime import UTC, datetime
from typing import Final

from lxml import etree

from cableroom.sources.stated import read_origin
from cableroom.sources.tei_text import words
from cableroom.telegram.post_spelling import known_post
from cableroom.telegram.posts import POSTS

_NUMBER: Final = re.compile(r"\[?[0-9]{1,5}[a-z]?\]?\.? ")
# What a document is stands before its sender; a memorandum that passes a telegram on is a memorandum.
_TO_THE_SENDER: Final = re.compile(r"\b(?:[Ff]rom|[Tt]o|[Bb]y|[Bb]etween)\b")
_KIND: Final = re.compile(
    r"\b(?:telegrams?|airgrams?|backchannel messages?|(?P<other>memorand(?:um|a)|letters?|notes?|paper|report"
    r"|minutes|summary|record|study|message|aide-m[eé]moire|address|statement|instructions?))\b",
    re.IGNORECASE,
)
_SENDER: Final = re.compile(r"\bFrom (?:the )?(.{3,120}?) to (?:the |all |certain |[A-Z])")
_SERIAL_IN_HEAD: Final = re.compile(
    r"\b(?:[Tt]ele|[Aa]ir)gram (?:(?:No\. )?([0-9]{1,7})|[A-Z][a-z]+ [0-9]+/([0-9]{1,7}))\b"
)
_SERIAL_FIRST: Final = re.compile(r"(?:[A-Z][A-Za-z]{3,8} [0-9]{1,5}/ ?)?([0-9]{1,7})\.(?=[ \n]|$)")
_DEPARTMENT: Final = re.compile(r"Department of State|Secretary of State\b|Acting Secretary\b")
_CITY_OF_POST: Final = re.compile(
    r"(?:Consulate(?: General)?|(?:Embassy |Liaison )?Office|Interests Section|Mission|Embassy|Legation)"
    r" (?:in|at) (?:the )?([A-Z][A-Za-z .'-]{2,40})"
)
_MISSIONS: Final = (
    ("United Nations", "USUNNEWYORK"),
    ("North Atlantic", "USNATO"),
    ("NATO", "USNATO"),
    ("European Communit", "USEUBRUSSELS"),
    ("European Office of the United Nations", "USMISSIONGENEVA"),
)
_LEVEL: Final = re.compile(
    r"(?:^|[.;:] +)(Top Secret|Secret|Confidential|Limited Official Use|Official Use Only|Unclassified)"
    r"(?=[;.,\]]|$)([^.]{0,200})"
)
_NOFORN: Final = re.compile(r"\bNo ?forn\b", re.IGNORECASE)
_OFFICIAL_USE: Final = re.compile(r"\bFor Official Use Only\b", re.IGNORECASE)


def is_telegram(head: str) -> bool:
    """Say whether the head of a document calls it a telegram, an airgram or a backchannel message."""
    head = head[_number_end(head) :]
    sender = _TO_THE_SENDER.search(head)
    found = _KIND.search(head, 0, sender.start() if sender else len(head))
    return found is not None and found["other"] is None


def read_post(head: str, place: str) -> str | None:
    """Return the short name of the post that sent a telegram, or None where it was no post that we know.

    head: the document's; place: where it was written, as its dateline says.
    """
    found = _SENDER.search(head)
    sender = found[1] if found else ""
    if _DEPARTMENT.match(sender) and place in {"", "Washington"}:
        return "STATE"
    for words_of_it, post in _MISSIONS:
        if "Mission" in sender and words_of_it in sender:
            return post if post in POSTS else known_post(post)
    # The White House has no post, though Washington has an office of the Department.
    if place and place != "Washington":
        return known_post("".join(filter(str.isalpha, place.upper())))
    city = _CITY_OF_POST.match(sender)
    return known_post("".join(filter(str.isalpha, city[1].upper()))) if city else None


def read_sender(head: str, post: str | None) -> str | None:
    """Return the origin of a telegram: its post's name, else the sender as the head writes it."""
    known = POSTS.get(post or "")
    if known is not None:
        return known.name
    found = _SENDER.search(head)
    return read_origin(found[1]) if found else None


def read_serial(head: str, text: str) -> str | None:
    """Return the telegram's serial number: from its head, else what its first paragraph begins with."""
    found = _SERIAL_IN_HEAD.search(head)
    if found:
        return found[1] or found[2]
    found = _SERIAL_FIRST.match(text)
    return found[1] if found and (len(found[1]) > 1 or found[0] != found[1] + ".") else None


def read_level(note: str) -> str | None:
    """Return the classification that a source note states, in upper case; None where it states none."""
    found = _LEVEL.search(note)
    if found is None:
        return None
    level = found[1].upper()
    if level == "UNCLASSIFIED" and _OFFICIAL_USE.search(found[2]):
        return f"{level}//FOR OFFICIAL USE ONLY"
    return f"{level}//NOFORN" if _NOFORN.search(found[2]) else level


def read_time(document: etree._Element) -> tuple[datetime | None, tuple[str, ...]]:
    """Return when a document was written, and the problem where it is not stated or is a day alone.

    The dateline's own time counts only with its zone; else its day does, at midnight.
    """
    stated = [date.get(name, "") for date in document.iter("date") for name in ("when", "from", "notBefore")]
    edges = [value for name, value in document.attrib.items() if str(name).endswith("doc-dateTime-min")]
    days: list[datetime] = []
    for value in (*stated, *map(str, edges)):
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            continue
        if len(value) > len("1974-03-11") and found.tzinfo is not None and value not in edges:
            try:
                return found.astimezone(UTC).replace(second=0, microsecond=0), ()
            except OverflowError:
                continue
        days.append(found)
    if not days:
        return None, ("created-unreadable",)
    day = days[0]
    return datetime(day.year, day.month, day.day, tzinfo=UTC), ("created-day-only",)


def read_source_note(document: etree._Element) -> str:
    """Return the words of the note that names the source; a summary may stand in it before them."""
    for note in document.iter("note"):
        if note.get("type") == "source":
            said = words(note)
            return said[max(0, said.find("Source:")) :]
    return ""


def _number_end(head: str) -> int:
    found = _NUMBER.match(head)
    return found.end() if found else 0
