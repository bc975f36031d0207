"""Our own lines: one JSON object a line, for each cable its text and what is stated of it.

``text`` must be there; ``reference_id``, ``created``, ``origin``, ``classification`` and ``coverage``
may be, each ``null`` where it is not known.  A line that was exported says more: ``derived`` names
stated fields that were read from the text, ``stated`` holds them where a public edition's own columns
are filled up from its text; so what an export says of a cable is read back as it was received.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from cableroom.sources import limits
from cableroom.sources.base import RawRecord, Readable, RejectedRecord, StatedFields
from cableroom.sources.byte_lines import read_lines
from cableroom.sources.decoding import decode, decode_file, undouble
from cableroom.sources.json_objects import JsonRefused, read_object, top_keys, value_of, words_of
from cableroom.sources.recording import make_record
from cableroom.sources.stated import (
    read_classification,
    read_coverage,
    read_created,
    read_origin,
    read_reference_id,
)

NAME = "ndjson"
_STATED: Final = frozenset({"created", "origin", "classification", "coverage"})
# What an export says of a record or of a public edition, and nobody has to state.
_OF_AN_EXPORT: Final = frozenset(
    {"format", "file", "offset", "part", "encoding", "digest", "size", "problems", "state", "records"}
    | {"number", "release", "released", "subject", "tags", "cited_by", "copies", "redactions"}
    | {"anchors", "telegram", "nonce", "commitment"}
)
_KNOWN: Final = _STATED | _OF_AN_EXPORT | {"reference_id", "text", "derived", "stated"}
# As our exports write it; read_created knows the other forms.
_ZULU: Final = re.compile(r"([0-9-]{10})T([0-9:]{5,8})Z")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def sniff(head: bytes) -> bool:
    """Say whether one of the first lines has ``text`` and another of our keys."""
    text = decode_file(head).text.lstrip()
    return text.startswith("{") and any(_is_ours(top_keys(line)) for line in text.split("\n"))


def _is_ours(keys: set[str]) -> bool:
    return "text" in keys and not keys.isdisjoint(_STATED | {"reference_id"})


def read(stream: Readable, *, file: str) -> Iterator[RawRecord | RejectedRecord]:
    """Give a record or a reject for each line; blank lines are none."""
    for line in read_lines(stream, longest=limits.FIELD):
        if line.raw is None:
            yield RejectedRecord(file=file, offset=line.offset, code="line-over-limit")
        elif line.raw.strip():
            raw = line.raw.rstrip(b"\r\n")
            try:
                yield _record(raw, line.offset, file)
            except JsonRefused as refused:
                yield RejectedRecord(file=file, offset=line.offset, code=refused.code)


def _record(raw: bytes, offset: int, file: str) -> RawRecord | RejectedRecord:
    """Return what one line says. Raises JsonRefused."""
    decoded = decode(raw)
    said = read_object(decoded.text)
    given = _given(said)
    text = value_of(said, "text", str)
    if text is None:
        raise JsonRefused("json-fields")
    name = value_of(said, "reference_id", str)
    reference_id = read_reference_id(name) if name is not None else None
    if name is not None and reference_id is None:
        return RejectedRecord(file=file, offset=offset, code="reference-id-refused")
    date = value_of(given, "created", str)
    stated = StatedFields(
        reference_id=reference_id,
        created=read_created(_ZULU.sub(r"\1 \2", date)) if date else None,
        origin=read_origin(value_of(given, "origin", str) or ""),
        classification=read_classification(value_of(given, "classification", str) or ""),
        coverage=read_coverage(words_of(given, "coverage")),
    )
    # Letters may be written as escapes, which the line's own encoding says nothing of.
    repaired = undouble(text)
    faults = {
        "created-unreadable": bool(date) and stated.created is None,
        "encoding-doubled": repaired != text,
        "keys-unknown": not said.keys() <= _KNOWN,
        "surrogate-lone": _SURROGATE.search(repaired) is not None,
    }
    return make_record(
        format=NAME,
        file=file,
        offset=offset,
        raw=raw,
        text=repaired,
        encoding=decoded.encoding,
        stated=stated,
        problems=(*decoded.problems, *(code for code, found in faults.items() if found)),
    )


def _given(said: dict[str, Any]) -> dict[str, Any]:
    """Return what is stated, without what the writer had read from the text. Raises JsonRefused."""
    derived = words_of(said, "derived")
    stated = value_of(said, "stated", dict)
    return {
        name: value for name, value in (said if stated is None else stated).items() if name not in derived
    }
