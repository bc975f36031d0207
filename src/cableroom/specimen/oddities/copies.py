"""Oddities in which an earlier cable of the corpus takes part.

In: the cable whose turn it is, and an earlier one, both clean. Out: an odd one.
"""

import re
from dataclasses import replace
from random import Random
from typing import Final

from cableroom.specimen.cables import SpecimenCable

_TRANSMISSION: Final = re.compile(r"^VZCZCX(RO|YZ)[0-9]{4}$", re.MULTILINE)
_RESENT: Final = 500_000
"""Above every serial of the plan."""
_SERIAL: Final = re.compile(r"[0-9]+$")
_ROUTE_NUMBER: Final = re.compile(r"(?<=^DE R[A-Z]{5} )#[0-9]{4}", re.MULTILINE)
_CAPTION_PLACE: Final = re.compile(r"\A[^\n]+\n\n")


def retransmit(cable: SpecimenCable, earlier: SpecimenCable, random: Random) -> SpecimenCable:
    """The earlier cable once more, under its own id, as the network repeated it: not the same bytes."""
    sent = f"VZCZCXYZ{random.randrange(10_000):04}"
    if _TRANSMISSION.search(earlier.header):
        header = _TRANSMISSION.sub(sent, earlier.header, count=1)
    else:
        header = f"{sent}\n{earlier.header}"
    # Where the earlier one had no line of the network, this one has its first.
    added = [] if earlier.truth["transmission"] else [{"kind": "transmission"}]
    furniture = [*added, *earlier.truth["furniture"]]
    truth = {**earlier.truth, "transmission": sent, "furniture": furniture}
    return replace(earlier, number=cable.number, header=header, truth=truth)


def correct(cable: SpecimenCable, earlier: SpecimenCable, _random: Random) -> SpecimenCable:
    """The earlier cable with a caption that calls it a corrected copy."""
    body = _CAPTION_PLACE.sub(lambda line: f"{line[0]}C O R R E C T E D  COPY\n\n", earlier.body, count=1)
    captions = ["CORRECTED COPY", *earlier.truth["captions"]]
    return replace(earlier, number=cable.number, body=body, truth={**earlier.truth, "captions": captions})


def resend(cable: SpecimenCable, earlier: SpecimenCable, _random: Random) -> SpecimenCable:
    """The earlier cable as the post sent it again, under a serial that no other cable has."""
    serial = _RESENT + cable.number
    first, _, text = earlier.body.partition("\n")
    old = _SERIAL.search(first)
    assert old is not None
    body = f"{first[: old.start()]}{serial:06}\n{text.replace(f' {int(old[0]):08} ', f' {serial:08} ')}"
    reference_id = f"{earlier.reference_id.removesuffix(str(int(old[0])))}{serial}"
    truth = {**earlier.truth, "reference_id": reference_id, "copy_of": earlier.reference_id}
    header = _ROUTE_NUMBER.sub(f"#{serial}", earlier.header)
    return replace(
        earlier, number=cable.number, reference_id=reference_id, header=header, body=body, truth=truth
    )


def share_page(cable: SpecimenCable, earlier: SpecimenCable, _random: Random) -> SpecimenCable:
    """The page was made from the rows of both."""
    return replace(cable, companion=earlier)
