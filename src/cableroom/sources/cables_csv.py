"""The table of all cables: ``cables.csv``, eight columns, no header row.

rows of ``csv_rows`` -> RawRecord.  Dates are ``month/day/year hour:minute`` with true
minutes; references are parsed from the text, not taken from their column.
"""

import re
from collections.abc import Iterator
from typing import Final

from cableroom.sources.base import RawRecord, Readable, RejectedRecord, StatedFields
from cableroom.sources.csv_rows import ROW_START, BrokenRow, Row, read_rows
from cableroom.sources.decoding import BYTE_ORDER_MARK, decode
from cableroom.sources.errors import HeaderRefused
from cableroom.sources.recording import join_boxes, make_record
from cableroom.sources.stated import (
    read_classification,
    read_created,
    read_origin,
    read_reference_id,
    why_refused,
)

NAME = "cables_csv"
COLUMNS: Final = (
    "identifier",
    "created",
    "reference_id",
    "origin",
    "classification",
    "references",
    "header",
    "body",
)
_BARE_START: Final = re.compile(rb'"?[0-9]{1,9}"?,"?[0-9/:. -]{0,24}"?,')
_FIRST_LINE: Final = re.compile(rb"[^\r\n]{0,4096}")
# MySQL writes a line end as backslash and line end, and NUL as backslash and zero.
_ESCAPED: Final = re.compile(rb'\\(.?)|""', re.DOTALL)
_PLAIN: Final = {b'"': b'"', b"\\": b"\\", b"\n": b"\n", b"\r": b"\r", b"0": b"\0"}
_FEW_NAMES: Final = 2
"""So many of our column names in the first row make it a header."""


def sniff(head: bytes) -> bool:
    """Say whether a row's beginning stands at a line start, or column names in the first line."""
    head = head.removeprefix(BYTE_ORDER_MARK)
    # For speed: a saved page is long, and has all that the tests below look for.
    if head[:1] == b"<":
        return False
    if _BARE_START.match(head) or (b'","' in head and ROW_START.search(head)):
        return True
    first = _FIRST_LINE.match(head)
    names = first[0].split(b",") if first else []
    names = [name.strip(b'" \t').lower() for name in names]
    # Another table's header may have two of our names too; it has ids that ours lacks.
    return _names_known(names) >= _FEW_NAMES and not {b"doc_id", b"doc_nbr"}.intersection(names)


def read(stream: Readable, *, file: str) -> Iterator[RawRecord | RejectedRecord]:
    """Give one record for each row.  Raises HeaderRefused for a header row with other columns."""
    first = True
    for row in read_rows(stream):
        if isinstance(row, BrokenRow):
            yield RejectedRecord(file=file, offset=row.offset, code=row.code)
        elif first and _names_known(row.fields) >= _FEW_NAMES:
            _check_header(row, file=file)
        else:
            yield _record(row, file=file)
        first = False


def _names_known(names: list[bytes] | tuple[bytes, ...]) -> int:
    return sum(name.strip().lower().decode("latin-1") in COLUMNS for name in names)


def _check_header(row: Row, *, file: str) -> None:
    """Pass a header that names the eight columns in order.

    Unknown names are counted, not shown: a first row that only looks like a
    header may hold a cable's words.
    """
    names = [name.strip().lower().decode("latin-1") for name in row.fields]
    if tuple(names) == COLUMNS:
        return
    faults = [f"{name} is missing" for name in COLUMNS if name not in names]
    faults += [f"{name} is there {names.count(name)} times" for name in COLUMNS if names.count(name) > 1]
    if unknown := [str(place) for place, name in enumerate(names, 1) if name not in COLUMNS]:
        faults.append(f"unknown columns at {', '.join(unknown)}")
    if not faults:
        faults.append(f"their order is {', '.join(names)}")
    raise HeaderRefused(file, faults=faults, hint=f"bring the columns into this order: {', '.join(COLUMNS)}")


def _record(row: Row, *, file: str) -> RawRecord | RejectedRecord:
    if len(row.fields) != len(COLUMNS):
        return RejectedRecord(file=file, offset=row.offset, code="row-columns")
    unescaped = [_unescape(field) for field in row.fields]
    # The record names one encoding, so the row is judged whole; each field is read as what it is.
    decoded = decode(b"\n".join(field for field, _ in unescaped))
    _identifier, created, reference_id, origin, classification, _references, header, body = (
        decode(field).text for field, _ in unescaped
    )
    canonical_id = read_reference_id(reference_id)
    if canonical_id is None:
        return RejectedRecord(file=file, offset=row.offset, code=why_refused(reference_id))
    sent = read_created(created)
    problems = list(decoded.problems)
    problems += ["created-unreadable"] if sent is None else []
    problems += ["escape-unknown"] if any(unknown for _, unknown in unescaped) else []
    return make_record(
        format=NAME,
        file=file,
        offset=row.offset,
        raw=row.raw,
        text=join_boxes(header, body),
        encoding=decoded.encoding,
        stated=StatedFields(
            reference_id=canonical_id,
            created=sent,
            origin=read_origin(origin),
            classification=read_classification(classification),
        ),
        problems=tuple(problems),
    )


def _unescape(field: bytes) -> tuple[bytes, bool]:
    """Return what the writer meant, and whether a backslash stood before nothing that needs one.

    Such a backslash is kept: who did not escape it meant it.
    """
    if b"\\" not in field and b'""' not in field:
        return field, False
    unknown = False

    def plain(found: re.Match[bytes]) -> bytes:
        nonlocal unknown
        if found[0] == b'""':
            return b'"'
        if found[1] not in _PLAIN:
            unknown = True
            return found[0]
        return _PLAIN[found[1]]

    return _ESCAPED.sub(plain, field), unknown
