"""What each reader of a telegram costs: CPU milliseconds for a thousand specimen telegrams.

python bench/parsing_readers.py.  The steps are those of ``cableroom.telegram.parsing``, each on what the ones
before it gave.
"""

from figures import Figure, cpu_seconds, report

from cableroom.specimen import cables
from cableroom.telegram import marks, parse
from cableroom.telegram.body import read_body
from cableroom.telegram.body_references import read_body_references
from cableroom.telegram.header import read_header
from cableroom.telegram.lines import lay_out
from cableroom.telegram.opening import find_opening
from cableroom.telegram.opening_fields import read_opening

COUNT = 1_000


def readers() -> list[Figure]:
    """Time the steps of parse() one by one, the whole of it, and marks() beside it."""
    texts = [cable.text for cable in cables(COUNT, 1)]
    sheets = [lay_out(text) for text in texts]
    places = [find_opening(sheet) for sheet in sheets]
    headed = [(s, p, read_header(s, p)) for s, p in zip(sheets, places, strict=True)]
    opened = [(s, read_opening(s, p, h, reference_id=None, sent_at=None)) for s, p, h in headed]
    bodies = [(s, o, read_body(s, o.text_start)) for s, o in opened]
    steps = {
        "lines and furniture": lambda: [lay_out(text) for text in texts],
        "places": lambda: [find_opening(sheet) for sheet in sheets],
        "header": lambda: [read_header(s, p) for s, p, _header in headed],
        "opening": lambda: [read_opening(s, p, h, reference_id=None, sent_at=None) for s, p, h in headed],
        "body": lambda: [read_body(s, o.text_start) for s, o in opened],
        "mentions": lambda: [
            read_body_references(s.clean, b.start, b.end, o.references, o.year) for s, o, b in bodies
        ],
        "all of parse()": lambda: [parse(text) for text in texts],
        "editors' marks": lambda: [marks(text) for text in texts],
    }
    return [
        Figure("readers", name, cpu_seconds(step) * 1_000, "CPU ms for 1,000") for name, step in steps.items()
    ]


if __name__ == "__main__":
    report(readers())
