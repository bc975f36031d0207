"""Oddities of single fields of the opening: other ways to write what the clean cables write in one.

In: a clean cable. Out: an odd one, or None where it lacks the field.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, Final

from cableroom.specimen.cables import SpecimenCable

_ORDER: Final = re.compile(
    r"^(?:E\.O\.|EO) ([0-9]{5}): DECL: ([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})$", re.MULTILINE
)
_TAGS_LINE: Final = re.compile(r"\nTAGS: (?=[^\n]+\n)")
_SHORT_TAGS: Final = re.compile(r"^TAGS: ([^\n]+[^\n,])$", re.MULTILINE)
_EVENTS: Final = ("AFTER KOREAN UNIFICATION", "X1, X5", "OADR")
_REFERENCE: Final = re.compile(r"(?:([0-9]{2}) )?([A-Z ]+) ([0-9]+)")
_FORMS: Final[tuple[Callable[[str, str, str], str], ...]] = (
    lambda year, post, serial: f"{year}{post.replace(' ', '')}{serial}",
    lambda year, post, serial: f"{year}-{post.replace(' ', '')}-{serial}",
    lambda year, post, serial: f"{post} ({year}) {serial}",
    lambda year, post, serial: f"{post} {serial}/{year}",
    lambda year, post, serial: f"{post} {serial}-{year}",
    lambda year, post, serial: f"20{year} {post} {serial}",
)
_THIS_CENTURY: Final = 2000
_CLASSIFIED: Final = re.compile(r"^Classified By: ", re.MULTILINE)


def reorder_date(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """``EO 12958 DECL: 2020/02/23``."""
    found = _ORDER.search(cable.body)
    if found is None:
        return None
    order, month, day, year = found.groups()
    return _in_place(cable, found, f"EO {order} DECL: {year}/{int(month):02}/{int(day):02}")


def name_event(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """``DECL: AFTER KOREAN UNIFICATION``, in place of a date."""
    found = _ORDER.search(cable.body)
    if found is None:
        return None
    event = random.choice(_EVENTS)
    truth = {**cable.truth, "declassify_on": None, "declassify_note": event}
    return replace(_in_place(cable, found, f"E.O. {found[1]}: DECL: {event}"), truth=truth)


def join_tags_to_order(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """TAGS behind the executive order, on its line."""
    found = _TAGS_LINE.search(cable.body)
    return None if found is None else _in_place(cable, found, " TAGS: ")


def lose_tags_label(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """``EFIN, PREL, CH`` without its label."""
    found = _SHORT_TAGS.search(cable.body)
    if found is None or "," not in found[1]:
        return None
    return _in_place(cable, found, found[1])


def leak_caption(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """``TAGS: PREL, SIPDIS, TU``."""
    found = _SHORT_TAGS.search(cable.body)
    if found is None or "," not in found[1] or "SIPDIS" not in cable.truth["captions"]:
        return None
    return _in_place(cable, found, f"TAGS: {found[1].replace(', ', ', SIPDIS, ', 1)}")


def write_reference_otherwise(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """``STATE (01) 201265``, ``QUITO 4525-91``, ``10-OTTAWA-57``."""
    references: list[dict[str, Any]] = list(cable.truth["references"])
    places = [
        place
        for place, one in enumerate(references)
        if one["kind"] == "cable" and cable.body.count(one["text"]) == 1
    ]
    if not places or cable.created.year < _THIS_CENTURY:
        return None
    place = random.choice(places)
    one = references[place]
    written = _REFERENCE.fullmatch(one["text"])
    assert written is not None, "clean references are written in one way"
    year = one["reference_id"][:2]
    forms = _FORMS if int(year) < 66 else _FORMS[:-1]  # noqa: PLR2004 - two-digit years from 66 on are 19xx
    text = random.choice(forms)(year, written[2], written[3])
    references[place] = {**one, "text": text, "inferred": []}
    body = cable.body.replace(one["text"], text, 1)
    return replace(cable, body=body, truth={**cable.truth, "references": references})


def double_classified_by(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """``Classified By: Classified by DCM ...``."""
    found = _CLASSIFIED.search(cable.body)
    return None if found is None else _in_place(cable, found, "Classified By: Classified by ")


def lose_addressees(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """A header without TO, only INFO or nothing."""
    start, end = cable.header.find("\nTO "), cable.header.find("\nINFO ")
    header = cable.header[:start] + (cable.header[end:] if end >= 0 else "")
    # INFO alone is legal, if rare.
    problems = [] if cable.truth["info"] else [{"code": "addressees-missing"}]
    return replace(cable, header=header, truth={**cable.truth, "to": [], "problems": problems})


def misspell_precedence(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """``AMEMBASSY BERN PRIOITY``."""
    if " PRIORITY" not in cable.header:
        return None
    return replace(cable, header=cable.header.replace(" PRIORITY", " PRIOITY", 1))


def _in_place(cable: SpecimenCable, found: re.Match[str], words: str) -> SpecimenCable:
    return replace(cable, body=cable.body[: found.start()] + words + cable.body[found.end() :])
