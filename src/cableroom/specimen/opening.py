"""The front matter: from the classification line to the first paragraph.

In: what is planned of the cable, its report. Out: its lines, and what a reader of them must find.
"""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any, Final

from cableroom.specimen import shape
from cableroom.specimen.chance import likely
from cableroom.specimen.layout import wrap
from cableroom.specimen.nations import Person
from cableroom.specimen.plan import CitedCable, Planned
from cableroom.specimen.routes import written
from cableroom.specimen.topics import Topic
from cableroom.telegram.tag_table import tag_entry

_SPACED: Final = {
    "SECRET": "S E C R E T",
    "CONFIDENTIAL": "C O N F I D E N T I A L",
    "UNCLASSIFIED": "UNCLAS",
}
_OFFICES: Final = ("Ambassador", "DCM", "Charge d'Affaires", "Political Counselor", "Economic Counselor")
_REASONS: Final = (("b", "d"), ("b",), ("d",), ("b", "c", "d"), ("b", "e"))
_COMMON: Final = (("PREL", 0.52), ("PGOV", 0.25), ("PHUM", 0.09), ("ECON", 0.09), ("PTER", 0.1))
_UNTAGGED: Final = 0.05
# Source: the dates on which the orders took effect.
_ORDERS: Final = (
    (date(2009, 12, 29), "13526"),
    (date(1995, 10, 14), "12958"),
    (date(1982, 8, 1), "12356"),
    (date(1978, 12, 1), "12065"),
    (date.min, "11652"),
)
# From 1995 on an original classification names a date; from 2003 on the reasons stand in section 1.4.
_DATES_SINCE: Final = date(1995, 10, 14)
_ORDER_AMENDED: Final = date(2003, 9, 22)
_CLASSIFIED_BY: Final = (
    "Classified By: {office} {name} for reasons {section} {spoken}.",
    "Classified By: {office} {name}, reasons {listed}.",
    "CLASSIFIED BY: {name}, {office}. REASON: {section} {upper}.",
    "Classified By: {name}, {office}; reasons {section} {spoken}.",
)
_EMAIL_NAMES: Final = ("CALDGARTH", "EVERMOND", "KESTREE", "LANGHAVEN", "PEMSWORTH", "THORNLEIGH")


@dataclass(frozen=True, slots=True)
class Opening:
    """The first lines of the body box."""

    lines: tuple[str, ...]
    truth: dict[str, Any]
    """Everything from classification to attention."""


@dataclass(frozen=True, slots=True)
class Handling:
    """How secret the cable is, and how its paragraphs are marked."""

    classification: str
    """As the page says it: ``UNCLASSIFIED//FOR OFFICIAL USE ONLY``."""
    captions: tuple[str, ...]
    portions: tuple[str | None, ...]
    """Portion marks to draw from; the first is the commonest."""


def handling(classification: str, random: Random) -> Handling:
    """Captions and portion marks that fit the classification."""
    level, _, limit = classification.partition("//")
    captions = ["SIPDIS"] if likely(0.8, random) else []
    if limit == "NOFORN":
        captions.insert(0, "NOFORN")
    if limit == "FOR OFFICIAL USE ONLY":
        captions.insert(0, "SENSITIVE")
    if level == "SECRET" and likely(0.06, random):
        captions.append(random.choice(("EXDIS", "NODIS")))
    if limit == "FOR OFFICIAL USE ONLY":
        portions: tuple[str | None, ...] = ("SBU", "SBU", "SBU", "U")
    elif level == "UNCLASSIFIED":
        portions = ("U",) if likely(0.6, random) else (None,)
    else:
        mark = level[0] + (random.choice(("/NF", "//NF")) if limit else "")
        portions = (mark, mark, mark, mark, mark, "U", "SBU", level[0])
    return Handling(classification, tuple(captions), portions)


def write_opening(
    planned: Planned,
    handled: Handling,
    topics: tuple[Topic, ...],
    subject: str,
    width: int,
    signer: Person,
    random: Random,
) -> Opening:
    """The front matter of a cable; its classification line comes apart, when the sections are known."""
    order, declassify = _order(planned, handled, random)
    tags = _tags(planned, topics, random)
    shown = subject.upper() if likely(0.7, random) else subject
    references = _references(planned, random)
    attention = _attention(planned, topics[0], random)
    lines = ["", *(line for caption in handled.captions for line in (caption, "")), *attention]
    lines += ["", *order["lines"], *_tag_lines(tags, width, random)]
    lines += wrap(f"SUBJECT: {shown}", min(width, 62))
    lines += ["", *references["lines"]] if references["lines"] else []
    classified = _classified(planned, handled, signer, random)
    lines += ["", *wrap(classified["line"], width)] if classified["line"] else []
    truth = {
        "classification": handled.classification,
        "captions": list(handled.captions),
        "executive_order": order["number"],
        "declassify_on": declassify.isoformat() if declassify else None,
        "declassify_note": order["note"],
        "tags": [{"code": code, "kind": _kind(code)} for code in tags],
        "subject": shown,
        "references": references["truth"],
        "classified_by": classified["by"],
        "reasons": classified["reasons"],
        "attention": attention,
    }
    return Opening(tuple(lines), truth)


def classification_line(planned: Planned, handled: Handling, sections: int) -> str:
    """``C O N F I D E N T I A L SECTION 01 OF 02 BERN 000881``."""
    level = _SPACED[handled.classification.partition("//")[0]]
    section = f"SECTION 01 OF {sections:02} " if sections > 1 else ""
    return f"{level} {section}{written(planned.post)} {planned.serial:06}"


def _order(planned: Planned, handled: Handling, random: Random) -> tuple[dict[str, Any], date | None]:
    """The executive order line of the time."""
    sent = planned.sent_at.date()
    number = next(number for since, number in _ORDERS if sent >= since)
    nothing = {"number": number, "note": None}
    if handled.classification.startswith("UNCLASSIFIED"):
        return {**nothing, "lines": [f"E.O. {number}: N/A"]}, None
    if sent < _DATES_SINCE:
        return {**nothing, "note": "OADR", "lines": [f"E.O. {number}: DECL: OADR"]}, None
    years = random.choice((5, 10, 10, 10, 10, 15, 20))
    until = sent.replace(year=sent.year + years, day=min(sent.day, 28))
    shown = f"{until:%m/%d/%Y}" if likely(0.8, random) else f"{until.month}/{until.day}/{until.year}"
    label = "E.O." if likely(0.9, random) else "EO"
    return {**nothing, "lines": [f"{label} {number}: DECL: {shown}"]}, until


def _tags(planned: Planned, topics: tuple[Topic, ...], random: Random) -> list[str]:
    if likely(_UNTAGGED, random):
        return []
    main = topics[0]
    found = [
        *main.tags[: random.choice((1, 2, 2, 3))],
        *random.sample(main.more, random.choice((0, 1, 1, 2))),
    ]
    found += [other.tags[0] for other in topics[1:3]]
    found += [code for code, share in _COMMON if likely(share, random)]
    random.shuffle(found)
    found.append(planned.country)
    if likely(0.25, random):
        region = shape.countries()[planned.country].region
        found.append(random.choice([tag for tag, row in shape.countries().items() if row.region == region]))
    return list(dict.fromkeys(found))


def _kind(code: str) -> str:
    entry = tag_entry(code)
    assert entry is not None, "topics and countries use known tags"
    return entry.kind


def _tag_lines(tags: list[str], width: int, random: Random) -> list[str]:
    if not tags:
        return []
    if likely(0.75, random):
        return wrap(f"TAGS: {', '.join(tags)}", width)
    return [f"TAGS: {' '.join(tags)}"]


def _references(planned: Planned, random: Random) -> dict[str, Any]:
    """The REF lines. One in ten lists holds something that is no cable."""
    shown = [_shown(cited, planned, random) for cited in planned.cited]
    if shown and likely(0.1, random):
        day = planned.sent_at
        text = f"{random.choice(_EMAIL_NAMES)}-{random.choice(_EMAIL_NAMES)} E-MAIL {day:%m/%d/%Y}"
        shown.append({"label": None, "kind": "email", "reference_id": None, "inferred": [], "text": text})
    if not shown:
        return {"lines": [], "truth": []}
    if len(shown) == 1:
        return {"lines": [f"REF: {shown[0]['text']}"], "truth": shown}
    for letter, one in zip("ABCDEFGH", shown, strict=False):
        one["label"] = letter
    if likely(0.7, random):
        first, *others = (f"{one['label']}. {one['text']}" for one in shown)
        return {"lines": [f"REF: {first}", *(f"     {other}" for other in others)], "truth": shown}
    listed = ", ".join(f"({one['label']}) {one['text']}" for one in shown)
    return {"lines": wrap(f"REF: {listed}", 64), "truth": shown}


def _shown(cited: CitedCable, planned: Planned, random: Random) -> dict[str, Any]:
    own_year = cited.year == planned.sent_at.year
    year = "" if own_year else f"{cited.year % 100:02} "
    serial = f"{cited.serial:06}" if likely(0.25, random) else str(cited.serial)
    return {
        "label": None,
        "kind": "cable",
        "reference_id": cited.reference_id,
        "inferred": ["year"] if own_year else [],
        "text": f"{year}{written(cited.post)} {serial}",
    }


def _classified(planned: Planned, handled: Handling, signer: Person, random: Random) -> dict[str, Any]:
    if handled.classification.startswith("UNCLASSIFIED"):
        return {"line": "", "by": None, "reasons": []}
    section = "1.5" if planned.sent_at.date() < _ORDER_AMENDED else "1.4"
    letters = random.choice(_REASONS)
    office = random.choice(_OFFICES)
    spoken = " and ".join(f"({letter})" for letter in letters[-2:])
    spoken = "".join(f"({letter}), " for letter in letters[:-2]) + spoken
    line = random.choice(_CLASSIFIED_BY).format(
        name=signer.name,
        office=office,
        section=section,
        spoken=spoken,
        upper=", ".join(f"({letter.upper()})" for letter in letters),
        listed=", ".join(f"{section}({letter})" for letter in letters),
    )
    return {"line": line, "by": signer.name, "reasons": [f"{section}({letter})" for letter in letters]}


def _attention(planned: Planned, topic: Topic, random: Random) -> list[str]:
    if planned.post == "STATE" or likely(0.5, random):
        return []
    desk = topic.bureau
    return [
        random.choice(
            (f"DEPT FOR {desk}", f"STATE FOR {desk} AND INR", f"DEPARTMENT FOR {desk}", f"DEPT PASS {desk}")
        )
    ]
