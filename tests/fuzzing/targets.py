"""What is fuzzed: name -> a function that takes any bytes, and may raise nothing but a refusal of ours."""

import contextlib
import io
import json
from collections.abc import Callable
from functools import partial
from typing import Final

from rich.console import Console

from cableroom.cli.private.explaining import explain
from cableroom.errors import CableroomError
from cableroom.sources import FORMATS, RawRecord, read_stream
from cableroom.sources.archives import ARCHIVES, read_archive
from cableroom.sources.base import Readable, RejectedRecord
from cableroom.telegram import marks, parse
from cableroom.telegram.quality import Tally
from cableroom.telegram.reference_id import canonical


def read_telegram(data: bytes) -> None:
    """Any text parses; spans lie inside it; its JSON form is JSON."""
    text = data.decode("utf-8", "surrogatepass" if data[:1] == b"\x01" else "replace")
    telegram = parse(text)
    assert telegram.text == text
    for items in (telegram.paragraphs, telegram.references, telegram.furniture, telegram.problems):
        for item in items:
            assert 0 <= item.start <= item.end <= len(text)
    json.dumps(telegram.as_dict())


def look_for_marks(data: bytes) -> None:
    """Editors' marks lie inside the text."""
    text = data.decode("utf-8", "replace")
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks(text))


def look_at_telegram(data: bytes) -> None:
    """Any telegram can be explained and counted."""
    telegram = parse(data.decode("utf-8", "replace"))
    Tally().add(telegram, place="")
    explain(Console(file=io.StringIO(), width=20 + len(data) % 140), telegram, name="")


def read_id(data: bytes) -> None:
    """A canonical id is its own canonical form."""
    found = canonical(data.decode("utf-8", "replace"))
    assert found is None or canonical(found) == found


def read_source(data: bytes, *, name: str | None) -> None:
    """The records of a file of the format, or of the one detected, come or are refused; they parse."""
    with contextlib.suppress(CableroomError):
        for record in read_stream(io.BytesIO(data), file="fuzzed", as_format=name):
            if isinstance(record, RawRecord):
                parse(record.text, reference_id=record.stated.reference_id, sent_at=record.stated.created)


def unpack(data: bytes, *, name: str) -> None:
    """The members of an archive come or are refused."""

    def member(stream: Readable, _place: str) -> "list[RawRecord | RejectedRecord]":
        while stream.read(65_536):
            pass
        return []

    with contextlib.suppress(CableroomError):
        for _found in read_archive(
            ARCHIVES[name], io.BytesIO(data), file="fuzzed", read=lambda *at: iter(member(*at))
        ):
            pass


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "parse": read_telegram,
    "marks": look_for_marks,
    "explain": look_at_telegram,
    "reference_id": read_id,
    "detect": partial(read_source, name=None),
    **{f"source-{name}": partial(read_source, name=name) for name in FORMATS},
    **{f"archive-{name.strip('.')}": partial(unpack, name=name) for name in ARCHIVES},
}
