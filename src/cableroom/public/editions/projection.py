"""Public text and stated fields -> a row of the generation.

The one place where a public row is made.  All that is not stated is parsed
here, from the public text: subject, tags, paragraphs, references.  What was
struck is not in the text and so can come out in none of them.
"""

import hashlib
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

from cableroom.errors import CableroomError
from cableroom.public.editions.commitment import commitment_of
from cableroom.public.editions.held import held, named_in
from cableroom.public.editions.models import PublicEdition
from cableroom.public.editions.packing import canonical_json, pack_json, pack_text
from cableroom.telegram import parse
from cableroom.telegram.language import languages_of
from cableroom.telegram.posts import find_post
from cableroom.telegram.shingles import sketch

_MINUTE: Final = "%Y-%m-%dT%H:%M:%SZ"
_HOUR: Final = len("2007-11-03T05")
_DAY: Final = len("2007-11-03")
_FIRST_MINUTE: Final = "T00:00:00Z"


class TextNotUnicode(CableroomError):
    """A public text holds half a character, which no page and no file can carry."""

    code = "text-not-unicode"
    hint = "strike the place, or import the cable again with its right encoding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an edition says in public: redacted text and stated fields."""

    reference_id: str
    """Canonical."""
    text: str
    """Redacted; line feeds only."""
    marks: Sequence[tuple[int, int]] = ()
    """True redaction marks, half-open code points of ``text``."""
    created: datetime | None = None
    """Aware; None where the source does not state it."""
    origin: str | None = None
    classification: str | None = None
    coverage: Sequence[str] = ()


class Reading(NamedTuple):
    """What was read from a text, in few bytes."""

    digest: bytes
    """``reading_of`` it."""
    sketch: bytes
    """``shingles.sketch`` of the text, 4 bytes a value in the machine's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What publication gives to an edition."""

    number: int
    """Public edition number, from 1."""
    release: int
    """Public number of its release."""
    released: date
    """The release's date; never the wall clock, so that the same decisions give the same bytes."""
    nonce: str
    """Hex; see commitment."""
    anchors: Sequence[tuple[str, int]] = ()
    """Paragraph addresses frozen with this very text: (name, start)."""
    earlier_anchors: Sequence[tuple[str, int]] = ()
    """Paragraph addresses frozen with an earlier text of the cable."""


def project(content: Content, stamp: Stamp) -> PublicEdition:
    """Return the row of one public edition; its ordinal is given when it is written.

    Raises TextNotUnicode ("text-not-unicode").
    """
    telegram = read(content)
    languages = spoken(content, telegram)
    columns = derive(content, stamp, telegram, languages)
    text, packed = pack_text(content.text), pack_json(telegram)
    row = PublicEdition(**columns | {"text": text, "telegram": packed})
    row.named = named_in(telegram)
    row.sketch = sketch(content.text)
    digest = reading_of(content.reference_id, columns["stated"]["created"], languages, text, packed)
    row.reading = Reading(digest, array("I", row.sketch).tobytes())
    return row


def read(content: Content) -> dict[str, Any]:
    """Return what the ``telegram`` column holds: the documented form, and where the body begins."""
    telegram = parse(content.text, reference_id=content.reference_id, sent_at=content.created)
    return {**telegram.as_dict(), "body_start": telegram.body_start}


def spoken(content: Content, telegram: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the languages of the text below the header. telegram: what ``read`` gives for it."""
    return languages_of(content.text[telegram["body_start"] :])


def reading_of(
    reference_id: str, created: str | None, languages: Sequence[str], text: bytes, telegram: bytes
) -> bytes:
    """Return a digest of all that the parser was given and all that was read from it.

    created: as stated; languages: what ``spoken`` gives; text, telegram: packed, as they lie in the row.
    """
    given = canonical_json([reference_id, created, [*languages], len(text), len(telegram)])
    return hashlib.sha256(given + text + telegram).digest()


def derive(
    content: Content, stamp: Stamp, telegram: Mapping[str, Any], languages: Sequence[str]
) -> dict[str, Any]:
    """Return every column of a public row but its ordinal, by name: plain JSON values, nothing packed.

    telegram, languages: what ``read`` and ``spoken`` give for the content.
    Created, origin and classification are the stated ones where the source
    states them, else what the text says.  Many sources state the hour or the day
    alone: the text gives the rest where it says the same hour or day.
    Raises TextNotUnicode ("text-not-unicode").
    """
    created = _time(content.created)
    stated = {
        "created": created,
        "origin": content.origin,
        "classification": content.classification,
        "coverage": list(content.coverage),
    }
    return {
        "reference_id": content.reference_id,
        "number": stamp.number,
        "created": _settled(created, telegram["sent_at"]),
        "released": stamp.released.isoformat(),
        "release": stamp.release,
        "origin": content.origin or _origin(telegram),
        "classification": content.classification or telegram["classification"],
        "subject": telegram["subject"],
        "tags": [tag["code"] for tag in telegram["tags"]],
        "captions": list(telegram["captions"]),
        "precedence": telegram["precedence"]["action"],
        "has": held(telegram, marks=content.marks, coverage=content.coverage),
        "languages": list(languages),
        "coverage": list(content.coverage),
        "stated": stated,
        "text": content.text,
        "marks": [[start, end] for start, end in content.marks],
        "telegram": telegram,
        "anchors": [list(anchor) for anchor in _anchors(stamp, telegram)],
        "nonce": stamp.nonce,
        "commitment": _commitment(content, stamp, stated),
    }


def _commitment(content: Content, stamp: Stamp, stated: Mapping[str, Any]) -> str:
    try:
        return commitment_of(
            nonce=stamp.nonce,
            reference_id=content.reference_id,
            number=stamp.number,
            text=content.text,
            stated=stated,
        )
    except UnicodeEncodeError:
        # From None: the error holds the text.
        place = f"{content.reference_id} public edition {stamp.number}"
        raise TextNotUnicode(f"{place} holds a lone surrogate") from None


def _anchors(stamp: Stamp, telegram: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return the addresses by place: no frozen one is ever lost, and none moves within the same text.

    A parser that numbers better only adds.  In a new text of the cable a name
    leads to the paragraph of that name; one that the new text lacks leads to
    the last paragraph before it that is still there.
    """
    found = {paragraph["anchor"]: paragraph["start"] for paragraph in telegram["paragraphs"]}
    moved: dict[str, int] = {}
    place = telegram["body_start"]
    for name, _start in sorted(stamp.earlier_anchors, key=_by_place):
        place = moved[name] = found.get(name, place)
    return sorted((found | moved | dict(stamp.anchors)).items(), key=_by_place)


def _by_place(anchor: tuple[str, int]) -> tuple[int, str]:
    name, start = anchor
    return start, name


def _settled(stated: str | None, sent_at: str | None) -> str | None:
    """Return the telegram's own time where it is in the stated hour or day, else the stated one."""
    if stated is None:
        return sent_at
    known = _DAY if stated.endswith(_FIRST_MINUTE) else _HOUR
    return sent_at if sent_at is not None and sent_at[:known] == stated[:known] else stated


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).strftime(_MINUTE)


def _origin(telegram: Mapping[str, Any]) -> str | None:
    post = find_post(telegram["from"]["name"]) if telegram["from"] else None
    return post.name if post else None
