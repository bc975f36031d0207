"""Rows of the History Lab's collections: a table with a header row, or one JSON object a line.

columns or keys, by their names -> RawRecord.  The State Department's telegrams of 1973-79 come so, made
from the National Archives' files; older dumps keep those files' attributes as columns (``doc_nbr``,
``from_field``).  ``USED`` says which columns are read; all others stand in the original, and nowhere else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from typing import Final

from cableroom.sources import limits
from cableroom.sources.archives.base import Rewound
from cableroom.sources.base import SNIFF_BYTES, RawRecord, Readable, RejectedRecord
from cableroom.sources.byte_lines import read_lines
from cableroom.sources.csv_rows import BrokenRow, Dialect, Row, read_rows
from cableroom.sources.decoding import BYTE_ORDER_MARK, decode, undouble
from cableroom.sources.errors import HeaderRefused
from cableroom.sources.json_objects import JsonRefused, read_object, top_keys, value_of
from cableroom.sources.nara_attributes import read_stated
from cableroom.sources.nara_text import is_lost, taken_apart
from cableroom.sources.recording import make_record

NAME = "history_lab"
USED: Final = {
    "Document Number": ("doc_nbr", "doc_id"),
    "Draft Date": ("authored", "draft_date", "sent_date", "date"),
    "From": ("from_field",),
    "Original Classification": ("origclass", "classification"),
    "Original Handling Restrictions": ("orighand",),
}
"""Attributes of the National Archives' files, and the columns for each: the first that is filled counts."""
_IDS: Final = USED["Document Number"]
_TEXTS: Final = ("body", "raw_body")
_READ: Final = frozenset(chain(*USED.values(), _TEXTS))
_FEW_NAMES: Final = 2
"""So many columns that are read, an id among them, make a header."""
# A row whose first column is its id; where another is the first, a broken row costs the rest of the table.
_DIALECT: Final = Dialect(
    escapes=False,
    row_start=re.compile(rb'(?:\A|(?<=[\r\n]))"?(?:19|20)?[0-9]{2}[A-Z][A-Z ]{0,30}[0-9]{1,7}"?,'),
)
_HEADER: Final = re.compile(rb"[^\r\n]{0,16384}")


_HINT: Final = "name a column doc_id or doc_nbr, and one body or raw_body; none that is read twice"


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a row was found, and how it was decoded."""

    file: str
    offset: int
    raw: bytes
    encoding: str
    problems: tuple[str, ...]


def sniff(head: bytes) -> bool:
    """Say whether a header names an id and more that is read, or one of the first lines has such keys."""
    head = head.removeprefix(BYTE_ORDER_MARK)
    if head.lstrip().startswith(b"{"):
        lines = decode(head).text.split("\n")
        return any(_is_ours(top_keys(line.lstrip())) for line in lines)
    found = _HEADER.match(head)
    return found is not None and _is_ours(set(_names(found[0].split(b","))))


def read(stream: Readable, *, file: str) -> Iterator[RawRecord | RejectedRecord]:
    """Give a record or a reject for each row.  Raises HeaderRefused for a table that lacks what is needed."""
    rewound = Rewound(stream)
    beginning = rewound.peek(SNIFF_BYTES).removeprefix(BYTE_ORDER_MARK).lstrip()
    read_them = _read_lines if beginning.startswith(b"{") else _read_table
    yield from read_them(rewound, file)


def columns(raw: bytes) -> dict[str, str]:
    """Return what the other columns of an original say, by their names: all but the text."""
    if raw.startswith(b"{"):
        try:
            said = read_object(decode(raw).text)
        except JsonRefused:
            return {}
        values = {key: value for key, value in said.items() if isinstance(value, str)}
    else:
        rows = [row for row in read_rows(BytesIO(raw), dialect=_DIALECT) if isinstance(row, Row)]
        values = _values(_names(rows[0].fields), rows[-1]) if rows else {}
    return {key: value for key, value in values.items() if key not in _TEXTS and value.strip()}


def _is_ours(names: set[str]) -> bool:
    return not names.isdisjoint(_IDS) and len(names & _READ) >= _FEW_NAMES


def _names(fields: list[bytes] | tuple[bytes, ...]) -> list[str]:
    return [field.decode("latin-1").strip(' \t"').lower() for field in fields]


def _read_table(stream: Readable, file: str) -> Iterator[RawRecord | RejectedRecord]:
    """Give the rows of a table.  A row means nothing without its header, so that its original is both."""
    rows = read_rows(stream, dialect=_DIALECT)
    header = next(rows, None)
    if header is None:
        return
    names = _names(header.fields) if isinstance(header, Row) else []
    _check_header(names, file)
    for row in rows:
        if isinstance(row, BrokenRow):
            yield RejectedRecord(file=file, offset=row.offset, code=row.code)
        elif len(row.fields) != len(names):
            yield RejectedRecord(file=file, offset=row.offset, code="row-columns")
        else:
            assert isinstance(header, Row)
            values = _values(names, row)
            decoded = decode(b"\n".join(row.fields))
            found = _Found(file, row.offset, header.raw + b"\n" + row.raw, decoded.encoding, decoded.problems)
            yield _record(values, found)


def _check_header(names: list[str], file: str) -> None:
    """Pass a header that names an id and a text, and nothing that is read twice."""
    faults = []
    if not set(names) & set(_IDS):
        faults.append("doc_id is missing")
    if not set(names) & set(_TEXTS):
        faults.append("body is missing")
    faults += [
        f"{name} is there {names.count(name)} times" for name in sorted(_READ) if names.count(name) > 1
    ]
    if faults:
        raise HeaderRefused(file, faults=faults, hint=_HINT)


def _values(names: list[str], row: Row) -> dict[str, str]:
    """Return the row by its columns' names; each field is decoded as what it is."""
    fields = (decode(field.replace(b'""', b'"')).text for field in row.fields)
    return dict(zip(names, fields, strict=True))


def _read_lines(stream: Readable, file: str) -> Iterator[RawRecord | RejectedRecord]:
    """Give the objects, one a line; blank lines are none."""
    for line in read_lines(stream, longest=limits.FIELD):
        if line.raw is None:
            yield RejectedRecord(file=file, offset=line.offset, code="line-over-limit")
        elif line.raw.strip():
            raw = line.raw.rstrip(b"\r\n")
            decoded = decode(raw)
            try:
                said = read_object(decoded.text)
                values = {name: value_of(said, name, str) or "" for name in _READ}
            except JsonRefused as refused:
                yield RejectedRecord(file=file, offset=line.offset, code=refused.code)
            else:
                yield _record(values, _Found(file, line.offset, raw, decoded.encoding, decoded.problems))


def _record(values: Mapping[str, str], found: _Found) -> RawRecord | RejectedRecord:
    said = {key: _first(values, names) for key, names in USED.items()}
    stated, problems = read_stated(said)
    if stated.reference_id is None:
        return RejectedRecord(file=found.file, offset=found.offset, code="reference-id-refused")
    text = undouble(received := taken_apart(_first(values, _TEXTS))[0])
    if text != received:
        problems = (*problems, "encoding-doubled")
    if not text.strip() or is_lost(text):
        text, problems = "", (*problems, "text-unavailable")
    return make_record(
        format=NAME,
        file=found.file,
        offset=found.offset,
        raw=found.raw,
        text=text,
        encoding=found.encoding,
        stated=stated,
        problems=(*found.problems, *problems),
    )


def _first(values: Mapping[str, str], names: Iterable[str]) -> str:
    """Return what the first of the columns says that is filled."""
    return next((value for name in names if (value := values.get(name, "")).strip()), "")
