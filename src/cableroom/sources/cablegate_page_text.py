"""A Cablegate page captured as plain text (``.page.txt``).

Navigation, then the table of what the page states, then header box and body box with
nothing but blank lines between them.  Most captures lost all blank lines, and kept the page's ¶
marks, which stand before some numbers that begin no paragraph.
"""

import re
from collections.abc import Iterator
from typing import Final

from cableroom.sources.base import RawRecord, Readable, RejectedRecord, StatedFields
from cableroom.sources.captured_table import find_table
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
_ARTICLES: Final = re.compile(r"[ \t|]*Appears in these articles:([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_ADDRESS_LINE: Final = re.compile(r"[ \t|]*(https?:[^\r\n]*)(?:\r\n|\r|\n|\Z)")
_ADDRESS: Final = re.compile(r"https?:[^ \t|\r\n]+")
_BLANK_LINES: Final = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*")
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
# Text browsers number the links, and list their addresses at the end.
_LINK_NUMBER: Final = re.compile(r"\[[0-9]{1,5}\](?=[0-9A-Za-z¶])")
_LINK_LIST: Final = re.compile(
    r"(?:\r\n|\r|\n)[ \t]*References[ \t]*[\r\n]{2,4}[ \t]*(?:Visible links|1\. [a-z]+:)"
)


def sniff(head: bytes) -> bool:
    """Say whether the page's heading and its table are there."""
    text = decode_file(head).text
    return "Viewing cable " in text and not text.lstrip().startswith("<") and find_table(text) is not None


def read(stream: Readable, *, file: str) -> Iterator[RawRecord | RejectedRecord]:
    """Give the one record of the page."""
    raw = read_whole(stream)
    if raw is None:
        yield RejectedRecord(file=file, offset=0, code="page-over-limit")
        return
    decoded = decode_file(raw)
    table = find_table(decoded.text)
    if table is None:
        yield RejectedRecord(file=file, offset=0, code="page-without-body")
        return
    reference_id = read_reference_id(table.reference_id)
    if reference_id is None:
        yield RejectedRecord(file=file, offset=0, code=why_refused(table.reference_id))
        return
    coverage, start = _coverage(decoded.text, table.end)
    text = _telegram(decoded.text[start:], numbered=table.numbered)
    created, problems = settle_created(table.created, text)
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
            origin=read_origin(table.origin),
            classification=read_classification(table.classification),
            coverage=coverage,
        ),
        problems=(*decoded.problems, *problems),
    )


def _telegram(rest: str, *, numbered: bool) -> str:
    """Return the telegram below the table, without the margin and the link numbers of a text browser."""
    beginning = _BLANK_LINES.match(rest)
    rest = rest[beginning.end() if beginning else 0 :]
    if numbered:
        links = _LINK_LIST.search(rest)
        rest = _LINK_NUMBER.sub("", rest[: links.start()] if links else rest)
    lines = _LINE.findall(rest)
    written = [line for line in lines if line.strip()]
    margin = min((len(line) - len(line.lstrip(" ")) for line in written), default=0)
    return "".join(line[margin:] if line.strip() else line.lstrip(" ") for line in lines) if margin else rest


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
