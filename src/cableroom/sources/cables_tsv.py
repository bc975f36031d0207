r"""The table of all cables as a database wrote it: eight columns parted by tabs.

The twin of ``cables.csv``: the same columns, dates as ``2007-11-03 05:03:00``.  A line end, a tab or a
backslash inside a field has a backslash before it; the letters that databases write for them (``\n``,
``\t``, ``\N`` for nothing) are understood too.  A row ends at the first line end that has none.
Source: the rows that some saved pages hold in place of their telegram, see ``database_rows``.
"""

import re
from collections.abc import Iterator
from typing import Final

from cableroom.sources import limits
from cableroom.sources.base import RawRecord, Readable, RejectedRecord, StatedFields
from cableroom.sources.decoding import BYTE_ORDER_MARK, decode
from cableroom.sources.recording import join_boxes, make_record
from cableroom.sources.stated import (
    read_classification,
    read_created,
    read_origin,
    read_reference_id,
    why_refused,
)

NAME = "cables_tsv"
_COLUMNS: Final = 8
_ROW_START: Final = re.compile(
    rb"[0-9]{1,9}\t(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}) [0-9:]{4,8}"
    rb"\t[0-9A-Za-z .'-]{4,64}\t"
)
_HEADER: Final = re.compile(rb"identifier\tcreated\treference_id\t", re.IGNORECASE)
_LINE_END: Final = re.compile(rb"\r?\n")
_TAB: Final = re.compile(rb"\t")
_ESCAPED: Final = re.compile(rb"\\(\r\n|.)", re.DOTALL)
_MEANT: Final = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"0": b"\0", b"N": b""}
_BACKSLASH: Final = ord("\\")
_CHUNK: Final = 1 << 20


def sniff(head: bytes) -> bool:
    """Say whether a row, or the names of the columns, stand at the very beginning."""
    head = head.removeprefix(BYTE_ORDER_MARK)
    return bool(_ROW_START.match(head) or _HEADER.match(head))


def read(stream: Readable, *, file: str) -> Iterator[RawRecord | RejectedRecord]:
    """Give one record for each row; empty lines and a row of column names are none."""
    for offset, raw in _rows(stream):
        if raw is None:
            yield RejectedRecord(file=file, offset=offset, code="field-over-limit")
        elif raw and not (offset <= len(BYTE_ORDER_MARK) and _HEADER.match(raw)):
            yield _record(raw, file=file, offset=offset)


def _rows(stream: Readable) -> Iterator[tuple[int, bytes | None]]:
    """Give each row with its place; None for one that is too long to be one, which is not held."""
    held = bytearray()
    offset = begun = sought = 0
    lost = False
    while piece := stream.read(_CHUNK):
        held += piece
        if not offset and held.startswith(BYTE_ORDER_MARK):
            del held[: len(BYTE_ORDER_MARK)]
            offset = len(BYTE_ORDER_MARK)
        begun = 0
        for found in _LINE_END.finditer(held, sought):
            if not _is_kept(held, found.start()):
                yield offset + begun, None if lost else bytes(held[begun : found.start()])
                begun, lost = found.end(), False
        del held[:begun]
        offset += begun
        lost = lost or len(held) > 2 * limits.FIELD
        if lost:
            offset += len(held) - 1
            del held[:-1]
        # What ends here may be half of a line end.
        sought = len(held) - held.endswith(b"\r")
    if held or lost:
        yield offset, None if lost else bytes(held)


def _record(raw: bytes, *, file: str, offset: int) -> RawRecord | RejectedRecord:
    fields = [_unescaped(field) for field in _split(raw)]
    if len(fields) != _COLUMNS:
        return RejectedRecord(file=file, offset=offset, code="row-columns")
    if max(map(len, fields)) > limits.FIELD:
        return RejectedRecord(file=file, offset=offset, code="field-over-limit")
    # The record names one encoding, so the row is judged whole; a field that is UTF-8 is read as that.
    decoded = decode(b"\n".join(fields))
    _identifier, created, reference_id, origin, classification, _references, header, body = (
        decode(field).text for field in fields
    )
    canonical_id = read_reference_id(reference_id)
    if canonical_id is None:
        return RejectedRecord(file=file, offset=offset, code=why_refused(reference_id))
    sent = read_created(created)
    return make_record(
        format=NAME,
        file=file,
        offset=offset,
        raw=raw,
        text=join_boxes(header, body),
        encoding=decoded.encoding,
        stated=StatedFields(
            reference_id=canonical_id,
            created=sent,
            origin=read_origin(origin),
            classification=read_classification(classification),
        ),
        problems=(*decoded.problems, *(() if sent else ("created-unreadable",))),
    )


def _split(raw: bytes) -> list[bytes]:
    """Return the fields, parted at tabs that no backslash keeps."""
    fields: list[bytes] = []
    start = 0
    for found in _TAB.finditer(raw):
        if not _is_kept(raw, found.start()):
            fields.append(raw[start : found.start()])
            start = found.end()
    return [*fields, raw[start:]]


def _is_kept(held: bytes | bytearray, place: int) -> bool:
    """Say whether what stands at ``place`` has a backslash before it that is not itself one of a pair."""
    before = place
    while before and held[before - 1] == _BACKSLASH:
        before -= 1
    return (place - before) % 2 == 1


def _unescaped(field: bytes) -> bytes:
    if b"\\" not in field:
        return field
    return _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), field)
