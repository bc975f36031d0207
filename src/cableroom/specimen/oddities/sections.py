"""An oddity of the record: the sections of a telegram lie apart, each a row of its own.

In: a clean cable of several sections. Out: its first section, with the others behind it; the truth is that
of the telegram.
"""

import re
from dataclasses import replace
from random import Random
from typing import Final

from cableroom.specimen.cables import SpecimenCable

_COUNT: Final = re.compile(r"SECTION 01 OF (?P<total>[0-9]{2})")
# "BERN 00000881  002 OF 002": a page further is "002.2".
_BREAK: Final = re.compile(r"\n\n[A-Z][A-Z ]* [0-9]{8}  [0-9]{3} OF [0-9]{3}\n\n")
_ROUTE: Final = re.compile(r"(?<=^DE )([A-Z]{3,7} #[0-9]{4})/01", re.MULTILINE)
_CAPTIONS: Final = re.compile(r"(?:\A|\n)SIPDIS\n")


def part(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """Each section under an id such as ``08SECTION02OF03CAIRO1416``, in any order; None for one section."""
    line, _, text = cable.body.partition("\n")
    count = _COUNT.search(line)
    texts = _BREAK.split(text)
    if count is None or len(texts) != int(count["total"]):
        return None
    repeats_captions = _CAPTIONS.search(texts[0]) is not None and random.random() < 1 / 2
    parts = []
    for number, own in enumerate(texts, 1):
        section = f"SECTION {number:02} OF {len(texts):02}"
        captions = "\nSIPDIS\n" if number > 1 and repeats_captions else ""
        parts.append(
            replace(
                cable,
                header=_ROUTE.sub(rf"\1/{number:02}", cable.header),
                body=f"{_COUNT.sub(section, line)}\n{captions}{'' if number == 1 else chr(10)}{own}",
                spelled_id=f"{cable.reference_id[:2]}{section.replace(' ', '')}{cable.reference_id[2:]}",
            )
        )
    random.shuffle(parts)
    whole: SpecimenCable | None = None
    for one in reversed(parts):
        whole = replace(one, companion=whole)
    return whole
