"""Text and stated fields -> RawRecord, with what every format checks alike."""

from dataclasses import replace
from typing import Final

from cableroom.sources import limits
from cableroom.sources.base import RawRecord, Readable, RejectedRecord, StatedFields
from cableroom.sources.subjects import has_subject

# Source: pages such as 00HARARE2297.
_PARTIAL: Final = "This record is a partial extract of the original cable"


def read_whole(stream: Readable) -> bytes | None:
    """Return all bytes of a page, or None where they are too many for one.

    Read to the end, because that is where an archive's checksum is compared.
    """
    raw = b""
    while len(raw) <= limits.PAGE and (piece := stream.read(limits.PAGE + 1 - len(raw))):
        raw += piece
    return raw if len(raw) <= limits.PAGE else None


def join_boxes(header: str, body: str) -> str:
    """Return the telegram of two boxes: header, blank line, body; a sole box is the text."""
    return f"{header}\n\n{body}" if header and body else header or body


def make_record(  # noqa: PLR0913 - one argument for each field of the record
    *,
    format: str,  # noqa: A002 - the field's name
    file: str,
    offset: int,
    raw: bytes,
    text: str,
    encoding: str,
    stated: StatedFields,
    problems: tuple[str, ...],
    part: int = 0,
) -> RawRecord | RejectedRecord:
    """Return the record, its text looked over; rejected where it is too long to be a cable.

    problems: those found so far; each code is kept once, in order.
    """
    # At most four bytes a code point: most texts need no encoding to be seen as short.
    if len(text) * 4 > limits.CABLE and len(text.encode("utf-8", "surrogatepass")) > limits.CABLE:
        return RejectedRecord(file=file, offset=offset, code="cable-over-limit")
    found = list(problems)
    if _too_long(stated.origin) or _too_long(stated.classification):
        found.append("stated-over-limit")
        stated = replace(
            stated,
            origin=None if _too_long(stated.origin) else stated.origin,
            classification=None if _too_long(stated.classification) else stated.classification,
        )
    if not text.strip():
        found += ["text-empty"] if "text-unavailable" not in found else []
    elif not has_subject(text):
        found.append("subject-unreadable")
    if _PARTIAL in text:
        found.append("partial-extract")
    if _longest_line(text) > limits.LINE:
        found.append("line-long")
    return RawRecord(
        format=format,
        file=file,
        offset=offset,
        raw=raw,
        part=part,
        text=text,
        encoding=encoding,
        stated=stated,
        problems=tuple(dict.fromkeys(found)),
    )


def _too_long(words: str | None) -> bool:
    return words is not None and len(words.encode("utf-8", "surrogatepass")) > limits.STATED


def _longest_line(text: str) -> int:
    """Return the length of the longest line in bytes of UTF-8, or 0 where none can be too long."""
    if len(text) * 4 <= limits.LINE:
        return 0
    lines = text.replace("\r", "\n").split("\n")
    if max(map(len, lines)) * 4 <= limits.LINE:
        return 0
    return max(len(line.encode("utf-8", "surrogatepass")) for line in lines)
