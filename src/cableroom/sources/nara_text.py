"""Telegrams of 1973-79 as the National Archives give them: each with its attributes below it.

One file a telegram, or several telegrams one after another.  The attributes say which cable it is, when it
was written and what became of it since; they are no part of the telegram, and of them only what every
source may state leaves the original.  Some files have no text: their cables are kept without one.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cableroom.sources import limits
from cableroom.sources.base import RawRecord, Readable, RejectedRecord, StatedFields
from cableroom.sources.byte_lines import read_lines
from cableroom.sources.decoding import BYTE_ORDER_MARK, decode_file, may_hold
from cableroom.sources.nara_attributes import KEYS, has_text, read_attributes, read_number, read_stated
from cableroom.sources.recording import make_record

NAME = "nara_text"
_KEY: Final = "(?:" + "|".join(sorted(KEYS, key=len, reverse=True)) + "):"
_TEXT: Final = re.compile(r"^[ \t]*Message Text[ \t]*\r?$", re.MULTILINE)
# Only with an attribute below it: a telegram may hold the two words.
_ATTRIBUTES: Final = re.compile(
    rf"^[ \t]*Message Attributes[ \t]*\r?\n(?:[ \t]*+\r?\n)*+(?={_KEY})", re.MULTILINE
)
_TEXT_LINE: Final = re.compile(rb"[ \t]*Message Text[ \t]*\r?\n?")
_ATTRIBUTES_LINE: Final = re.compile(rb"[ \t]*Message Attributes[ \t]*\r?\n?")
_KEY_LINE: Final = re.compile(_KEY.encode())
_UNAVAILABLE: Final = re.compile(
    r"TEXT FOR THIS\s{1,9}MRN\s{1,9}IS\s{1,9}UNAVAILABLE|ERROR READING TEXT INDEX"
)
_MRN: Final = re.compile(r"MRN:\s{0,9}([0-9A-Z .'-]{5,40}?)\s{1,9}SEGMENT")
_LONGEST_STUB: Final = 1_000
"""Characters that may stand in place of a text; a longer one is a telegram that quotes them."""


def sniff(head: bytes) -> bool:
    """Say whether ``Message Text`` comes first, or an attribute stands below ``Message Attributes``."""
    if not may_hold(head, b"Message "):
        return False
    text = decode_file(head).text
    # Both begin with this; to seek it first spares other files the patterns, which are slow.
    if "Message " not in text:
        return False
    first = _TEXT.search(text)
    if first is not None and not text[: first.start()].strip():
        return True
    return not text.lstrip().startswith(("<", "{", "[", '"')) and _ATTRIBUTES.search(text) is not None


def read(stream: Readable, *, file: str) -> Iterator[RawRecord | RejectedRecord]:
    """Give a record for each telegram of the file."""
    for offset, raw in _pieces(stream):
        if raw is None:
            yield RejectedRecord(file=file, offset=offset, code="page-over-limit")
        elif raw.removeprefix(BYTE_ORDER_MARK).strip():
            yield _record(raw, offset, file)


def attributes(raw: bytes) -> dict[str, str]:
    """Return all attributes of one telegram's original, by their keys."""
    return read_attributes(taken_apart(decode_file(raw).text)[1])


def _pieces(stream: Readable) -> Iterator[tuple[int, bytes | None]]:
    """Cut the file before each ``Message Text`` that comes behind attributes; None for a piece too long."""
    piece = bytearray()
    start = 0
    too_long = awaiting_key = behind_attributes = False
    for line in read_lines(stream, longest=limits.PAGE):
        raw = line.raw
        if raw is not None and behind_attributes and _TEXT_LINE.fullmatch(raw):
            yield start, None if too_long else bytes(piece)
            piece.clear()
            start = line.offset
            too_long = behind_attributes = False
        if not piece and not too_long and start == 0 and line.offset:
            # The file's byte order mark belongs to its first bytes.
            piece += BYTE_ORDER_MARK
        if raw is None or len(piece) + len(raw) > limits.PAGE:
            too_long = True
            piece.clear()
        elif not too_long:
            piece += raw
        if raw is not None and raw.strip():
            behind_attributes = behind_attributes or (awaiting_key and _KEY_LINE.match(raw) is not None)
            awaiting_key = _ATTRIBUTES_LINE.fullmatch(raw) is not None
    yield start, None if too_long else bytes(piece)


def is_lost(telegram: str) -> bool:
    """Say whether a notice stands in place of the text: that there is none."""
    return len(telegram) < _LONGEST_STUB and _UNAVAILABLE.search(telegram) is not None


def taken_apart(text: str) -> tuple[str, str]:
    """Return the telegram without blank lines around it, and the block of attributes."""
    # For speed: a plain search is much quicker than the patterns.
    if "Message " not in text:
        return text.strip("\r\n"), ""
    below = _ATTRIBUTES.search(text)
    telegram = text[: below.start()] if below else text
    above = _TEXT.search(telegram)
    if above is not None and not telegram[: above.start()].strip():
        telegram = telegram[above.end() :]
    return telegram.strip("\r\n"), text[below.end() :] if below else ""


def _record(raw: bytes, offset: int, file: str) -> RawRecord | RejectedRecord:
    decoded = decode_file(raw)
    telegram, block = taken_apart(decoded.text)
    said = read_attributes(block)
    stated, problems = read_stated(said)
    if not said:
        problems = (*problems, "attributes-missing")
    if is_lost(telegram):
        stated = _with_number(stated, telegram, said)
        telegram, problems = "", (*problems, "text-unavailable")
    elif not telegram.strip() and not has_text(said):
        problems = (*problems, "text-unavailable")
    return make_record(
        format=NAME,
        file=file,
        offset=offset,
        raw=raw,
        text=telegram,
        encoding=decoded.encoding,
        stated=stated,
        problems=(*decoded.problems, *problems),
    )


def _with_number(stated: StatedFields, stub: str, said: dict[str, str]) -> StatedFields:
    """Return the stated fields; an id that they lack is sought in what stands in place of the text."""
    found = _MRN.search(stub)
    if stated.reference_id is not None or found is None:
        return stated
    return replace(stated, reference_id=read_number(found[1], said.get("From", "")))
