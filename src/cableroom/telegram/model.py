"""A parsed telegram: frozen dataclasses, and their form as JSON.

Spans are half-open code points of ``Telegram.text``, the text as received.
``docs/telegram.md`` has a row for each field.
"""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of code points in ``Telegram.text``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the parser could not read, or two statements that disagree."""

    code: str
    """Stable, with a row in docs/errors.md: ``dtg-missing``."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Precedence:
    """FLASH, IMMEDIATE, PRIORITY or ROUTINE; None where the telegram says nothing."""

    action: str | None
    info: str | None


@dataclass(frozen=True, slots=True)
class Station:
    """Who sent the telegram."""

    name: str
    """As written after FM: ``AMEMBASSY BERN``."""
    route: str | None
    """Routing indicator, ``RUEHSW``."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """One line of TO, INFO or XMT."""

    name: str
    route: str | None
    precedence: str | None
    """As for the telegram, or NIACT IMMEDIATE."""
    serial: str | None
    """Message continuity number as written, with its zeros: ``0018``."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One entry of the TAGS line."""

    code: str
    """Upper case: ``PREL``, ``CLINTON, HILLARY``."""
    kind: str
    """subject, geographic, organization, person, program, unknown."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the REF lines."""

    label: str | None
    """Letter or number in front, ``A``."""
    kind: str
    """cable, email, telcon, letter, memo, report, book, fax, other."""
    reference_id: str | None
    """Canonical; only for cables."""
    inferred: tuple[str, ...]
    """Parts of the id that were not written: ``year``, ``post``."""
    text: str
    """As written, line breaks joined."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BodyReference:
    """A mention in the running text, resolved through the REF list where it names a letter."""

    label: str | None
    reference_id: str | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over a part of the body."""

    text: str
    before_paragraph: int | None
    """Number of the next paragraph; None after the last."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph with its sub-points."""

    number: int
    """0 for text before the first number."""
    anchor: str
    """Permanent public address: ``p3``; ``p4-2`` for a repeated number."""
    marking: str | None
    """Portion mark as written, without parentheses: ``S/REL CHINA``."""
    text: str
    """Without number, portion mark and furniture; line breaks of the telegram kept."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A span of the body that is no prose."""

    kind: str
    """table (kept as typed) or enclosure (BEGIN/END NON-PAPER, TEXT)."""
    title: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Furniture:
    """A span that is no content: page, section, rule, stamp, transmission."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Telegram:
    """All that ``parse()`` reads from a text."""

    text: str
    """The telegram exactly as received; every span points into it."""
    body_start: int
    """Where the body box begins: the classification line, after the addressees; 0 if no header."""
    reference_id: str | None = None
    """Canonical, ``07STATE152317``."""
    sent_at: datetime | None = None
    """Aware UTC at minute precision, from the date-time group."""
    precedence: Precedence = Precedence(None, None)
    sender: Station | None = None
    """``from`` in the JSON form."""
    to: tuple[Addressee, ...] = ()
    info: tuple[Addressee, ...] = ()
    exempt: tuple[Addressee, ...] = ()
    """XMT posts of a collective."""
    transmission: str | None = None
    """VZCZ line, ``VZCZCXRO4549``."""
    sections: int = 1
    classification: str | None = None
    """``SECRET``, ``CONFIDENTIAL//NOFORN``, ``UNCLASSIFIED//FOR OFFICIAL USE ONLY``."""
    captions: tuple[str, ...] = ()
    """SIPDIS, NODIS, NOFORN ...; each once, in order."""
    executive_order: str | None = None
    """Number only: ``12958``."""
    declassify_on: date | None = None
    declassify_note: str | None = None
    """The words where it is an event or an exemption: ``AFTER KOREAN UNIFICATION``."""
    tags: tuple[Tag, ...] = ()
    subject: str | None = None
    references: tuple[Reference, ...] = ()
    body_references: tuple[BodyReference, ...] = ()
    classified_by: str | None = None
    """The person's name only, as written."""
    reasons: tuple[str, ...] = ()
    """``1.4(b)``, in order."""
    attention: tuple[str, ...] = ()
    """``DEPT FOR EUR/NB``."""
    summary: str | None = None
    comment: str | None = None
    headings: tuple[Heading, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    blocks: tuple[Block, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    signed_by: str | None = None
    problems: tuple[Problem, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The JSON form: plain lists, strings and numbers, in the documented order."""
        return {
            "from" if name == "sender" else name: _plain(getattr(self, name))
            for name in _names(Telegram)
            if name not in ("text", "body_start")
        }


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that an editor must look at before release."""

    kind: str
    """protect, redacted-by-others, telephone, email, passport, identity-number."""
    start: int
    end: int
    name: Span | None = None
    """For ``protect``: the name it governs."""


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value in, any JSON value out
    # The frequent ones first: a telegram has some thousand values.
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    plain = {name: _plain(getattr(value, name)) for name in _names(value.__class__)}
    if isinstance(value, Block) and value.title is None:
        del plain["title"]
    return plain


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    """Names of a dataclass's fields; ``dataclasses.fields`` makes them anew each time."""
    return tuple(field.name for field in dataclasses.fields(kind))
