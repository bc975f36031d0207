"""Oddities of a whole box: header or body missing, doubled, too long, in other line ends.

In: a clean cable. Out: an odd one.
"""

from dataclasses import replace
from random import Random
from typing import Any, Final

from cableroom.specimen.cables import SpecimenCable

_PARTIAL: Final = (
    "This record is a partial extract of the original cable. The full text of the original cable is not"
    " available."
)
_NO_HEADER: Final[dict[str, Any]] = {
    "precedence": {"action": None, "info": None},
    "from": None,
    "to": [],
    "info": [],
    "exempt": [],
    "transmission": None,
}
_NO_BODY: Final[dict[str, Any]] = {
    "sections": 1,
    "classification": None,
    "executive_order": None,
    "declassify_on": None,
    "declassify_note": None,
    "subject": None,
    "classified_by": None,
    "summary": None,
    "comment": None,
    "signed_by": None,
    **{name: [] for name in ("captions", "tags", "references", "reasons", "attention", "headings")},
    **{name: [] for name in ("paragraphs", "marks", "body_references", "blocks")},
    "problems": [{"code": "classification-missing"}],
}
_REGISTER_BYTES: Final = 200_000
_KINDS: Final = ("arable", "orchard", "pasture", "timber", "fallow", "dwelling")


def drop_header(cable: SpecimenCable, _random: Random) -> SpecimenCable:
    """Nothing above the classification line; the time is what the source states."""
    return replace(cable, header="", truth={**cable.truth, **_NO_HEADER, "furniture": _of_body(cable)})


def say_partial(cable: SpecimenCable, _random: Random) -> SpecimenCable:
    """In place of the header, the site's note that the cable is not whole."""
    return replace(cable, header=_PARTIAL, truth={**cable.truth, **_NO_HEADER, "furniture": _of_body(cable)})


def empty_body(cable: SpecimenCable, _random: Random) -> SpecimenCable:
    """A header and nothing below it."""
    of_header = [piece for piece in cable.truth["furniture"] if piece["kind"] == "transmission"]
    return replace(cable, body="", truth={**cable.truth, **_NO_BODY, "furniture": of_header})


def lengthen_body(cable: SpecimenCable, random: Random) -> SpecimenCable:
    """A last paragraph that holds a register of 200 kB."""
    numbered = cable.truth["paragraphs"]
    number = len(numbered) + 1
    lines = ["The register follows, as received."]
    size = 0
    for entry in range(1, _REGISTER_BYTES):
        kind, sheet = random.choice(_KINDS), random.randrange(1, 60)
        lines.append(f"  parcel {entry:06}  sheet {sheet:02}  {kind:<9}{random.randrange(900):>4} hectares")
        size += len(lines[-1]) + 1
        if size >= _REGISTER_BYTES:
            break
    signed = cable.truth["signed_by"]
    text = "\n".join((f"{number}. {lines[0]}", *lines[1:]))
    body = f"{cable.body.removesuffix(signed)}{text}\n\n{signed}"
    paragraphs = [*numbered, {"number": number, "marking": None}]
    blocks = [{"kind": "table"}]
    return replace(cable, body=body, truth={**cable.truth, "paragraphs": paragraphs, "blocks": blocks})


def double_body(cable: SpecimenCable, _random: Random) -> SpecimenCable:
    """The body twice, one behind the other; a right reader reads it once, but strikes in both."""
    furniture = cable.truth["furniture"] + _of_body(cable)
    problems = [*cable.truth["problems"], {"code": "body-repeated"}]
    truth = {**cable.truth, "marks": cable.truth["marks"] * 2, "furniture": furniture, "problems": problems}
    return replace(cable, body=f"{cable.body}\n\n{cable.body}", truth=truth)


def end_lines_with_crlf(cable: SpecimenCable, _random: Random) -> SpecimenCable:
    """Two characters at each line end."""
    return _with_line_ends(cable, "\r\n")


def end_lines_with_blanks(cable: SpecimenCable, _random: Random) -> SpecimenCable:
    """A blank before each line end, as most saved pages have it."""
    return _with_line_ends(cable, " \n")


def _of_body(cable: SpecimenCable) -> list[dict[str, str]]:
    return [piece for piece in cable.truth["furniture"] if piece["kind"] != "transmission"]


def _with_line_ends(cable: SpecimenCable, end: str) -> SpecimenCable:
    return replace(cable, header=cable.header.replace("\n", end), body=cable.body.replace("\n", end))
