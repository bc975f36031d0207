"""How right the parser is over the specimen: python bench/parsing_truth.py [COUNT].

What is read from rows of the table of all cables is compared with what was written there, field by field:
of clean cables, and of cables each with an oddity. Every pair of oddity and field with a fault is a line.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from figures import Figure, report

from cableroom.sources import RawRecord, read_stream
from cableroom.specimen import SpecimenCable, cables
from cableroom.specimen.comparing import wrong_fields
from cableroom.specimen.writing import csv_row
from cableroom.telegram import Telegram, parse
from cableroom.telegram.sections import join, sections_of

COUNT = 1_000
FIELDS = tuple(Telegram(text="", body_start=0).as_dict())
RATES = {"clean": 0, "odd": 1_000}


def wrong(cable: SpecimenCable) -> set[str]:
    """The fields that are not read from the cable's row as they were written; all where it is refused."""
    row = BytesIO(csv_row(cable).encode(cable.encoding))
    read = [one for one in read_stream(row, file="", as_format="cables_csv") if isinstance(one, RawRecord)]
    if len(read) != len(cable.rows):
        return set(FIELDS)
    # Rows behind one another are the sections of a telegram, in any order.
    parts = sorted((one.first if (one := sections_of(record.text)) else 0, record.text) for record in read)
    text = join([part for _, part in parts]) if len(parts) > 1 else read[0].text
    stated = read[0].stated
    telegram = parse(text, reference_id=stated.reference_id, sent_at=stated.created)
    return wrong_fields(cable.truth, telegram.as_dict())


def truth(count: int) -> Iterator[Figure]:
    """The share of right fields, and where the wrong ones are."""
    for name, rate in RATES.items():
        missed: Counter[tuple[str, str]] = Counter()
        seen: Counter[str] = Counter()
        for cable in cables(count, 1, oddities=rate):
            oddity = "".join(cable.oddities) or "clean"
            # Sections that lie apart are joined by an import, not by parse().
            if (oddity == "clean") == (name == "clean") and oddity != "sections-apart":
                seen[oddity] += 1
                missed.update((oddity, field) for field in wrong(cable))
        compared = seen.total() * len(FIELDS)
        yield Figure("truth", f"{name} cables", seen.total(), "cables")
        yield Figure("truth", f"{name}: right fields", 100 * (1 - missed.total() / compared), "%")
        for (oddity, field), times in sorted(missed.items()):
            yield Figure("truth", f"{oddity}: {field}", 100 * times / seen[oddity], "% wrong")


if __name__ == "__main__":
    report(truth(int(sys.argv[1]) if sys.argv[1:] else COUNT))
