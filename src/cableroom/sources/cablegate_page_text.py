"""A Cablegate page captured as plain text (``.page.txt``).

Navigation, then a table drawn with pipes, then header box and body box with
nothing between them.  The capture lost all blank lines and kept the page's ¶
marks, which stand before some numbers that begin no paragraph.
"""

import re
from collections.abc import Iterator
from typing import Final

from cableroom.sources.base import RawRecord, Readable, RejectedRecord, StatedFields
from cableroom.sources.decoding import decode_file
from cableroom.sources.recording import make_record, read_whole
from cableroom.sources.stated import (
    read_classification,
    read_coverage,
    read_origin,
    read_reference_id,
    settle_created,
    why_refused,
)

NAME = "cablegate_page_text"
# The table's first line, its rule, and the row of values.
_TABLE: Final = re.compile(
    r"(?:\A|(?<=[\r\n]))[ \t|]*(Reference ID[ \t]*\|[^\r\n]*)(?:\r\n|\r|\n)"
    r"(?:[ \t]*[|:-][ \t|:-]*(?:\r\n|\r|\n))?"
    r"([^\r\n]*)(?:\r\n|\r|\n|\Z)"
)
_ARTICLES: Final = re.compile(r"[ \t|]*Appears in these articles:([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_ADDRESS_LINE: Final = re.compile(r"[ \t|]*(https?:[^\r\n]*)(?:\r\n|\r|\n|\Z)")
_ADDRESS: Final = re.compile(r"https?:[^ \t|\r\n]+")
# Pages of November 2010 say Date, later ones Created.
_DATE_COLUMNS: Final = ("created", "date")


def sniff(head: bytes) -> bool:
    """Say whether the page's heading and its table are there."""
    text = decode_file(head).text
    return "Viewing cable " in text and not text.lstrip().startswith("<") and bool(_TABLE.search(text))


def read(stream: Readable, *, file: str) -> Iterator[RawRecord | RejectedRecord]:
    """Give the one record of the page."""
    raw = read_whole(stream)
    if raw is None:
        yield RejectedRecord(file=file, offset=0, code="page-over-limit")
        return
    decoded = decode_file(raw)
    table = _TABLE.search(decoded.text)
    if table is None:
        yield RejectedRecord(file=file, offset=0, code="page-without-body")
        return
    values = dict(zip(_cells(table[1].lower()), _cells(table[2]), strict=False))
    reference_id = read_reference_id(values.get("reference id", ""))
    if reference_id is None:
        yield RejectedRecord(file=file, offset=0, code=why_refused(values.get("reference id", "")))
        return
    coverage, start = _coverage(decoded.text, table.end())
    text = decoded.text[start:]
    date = next((values[name] for name in _DATE_COLUMNS if name in values), "")
    created, problems = settle_created(date, text)
    yield make_record(
        format=NAME,
        file=file,
        offset=0,
        raw=raw,
        text=text,
        encoding=decoded.encoding,
        stated=StatedFields(
            reference_id=reference_id,
            created=created,
            origin=read_origin(values.get("origin", "")),
            classification=read_classification(values.get("classification", "")),
            coverage=coverage,
        ),
        problems=(*decoded.problems, *problems),
    )


def _cells(line: str) -> list[str]:
    """Return the words between the pipes of one line of the table."""
    return [cell.strip() for cell in line.strip(" \t|").split("|")]


def _coverage(text: str, position: int) -> tuple[tuple[str, ...], int]:
    """Return the addresses of articles below the table, and where the telegram begins."""
    found = _ARTICLES.match(text, position)
    if found is None:
        return (), position
    addresses = _ADDRESS.findall(found[1])
    position = found.end()
    while line := _ADDRESS_LINE.match(text, position):
        addresses += _ADDRESS.findall(line[1])
        position = line.end()
    return read_coverage(addresses), position
