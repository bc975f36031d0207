"""Oddities of what the source states beside the text: the reference id, the minute.

In: a clean cable. Out: an odd one; the truth keeps the canonical id and the true minute.
"""

import re
from dataclasses import replace
from random import Random
from typing import Final

from cableroom.specimen.cables import SpecimenCable

# A zero stands for an O only between letters, where no reader takes it for a digit of the serial.
_O: Final = re.compile("(?<=[A-Z])O(?=[A-Z])")


def glue_id(cable: SpecimenCable, random: Random) -> SpecimenCable:
    """Words of the message's head got into the id: ``08SECTION01OF03CAIRO1416``."""
    year, rest = cable.reference_id[:2], cable.reference_id[2:]
    sections = random.randrange(2, 7)
    glued = random.choice((f"SECTION01OF{sections:02}", f"SECTIOQ1OF{sections:02}", "EFTO", "NOFORN"))
    return replace(cable, spelled_id=f"{year}{glued}{rest}")


def write_zero_in_id(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """``09T0KYO1416``."""
    spelled = _O.sub("0", cable.reference_id, count=1)
    return None if spelled == cable.reference_id else replace(cable, spelled_id=spelled)


def mistake_minutes(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """The page shows 18:06 for 18:56; who writes the page looks for this oddity's name."""
    return None if f"{cable.created:%I}" == f"{cable.created:%M}" else cable
