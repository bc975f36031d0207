"""Source formats: bytes -> RawRecord.

The doors: ``walk()`` names the files below some paths, ``read_path()`` reads
one, ``reread()`` gives the records of an original again.  Hostile input ends
here: a file is told by its content, never by its name, and is read in pieces.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from cableroom.sources import cablegate_html, cablegate_page_text, cables_csv, plain_text
from cableroom.sources.base import (
    PROBLEMS,
    QUARANTINE,
    REJECTIONS,
    SNIFF_BYTES,
    RawRecord,
    RejectedRecord,
    SourceFormat,
    StatedFields,
)
from cableroom.sources.decoding import BYTE_ORDER_MARK
from cableroom.sources.errors import FileUnreadable, FormatUnknown, OwnArchiveOffered, TypeUnsupported
from cableroom.sources.opening import open_regular, walk

__all__ = [
    "FORMATS",
    "PROBLEMS",
    "QUARANTINE",
    "REJECTIONS",
    "RawRecord",
    "RejectedRecord",
    "SourceFormat",
    "StatedFields",
    "detect",
    "read_path",
    "read_stream",
    "reread",
    "walk",
]

# In the order in which they are asked: the surest sign first.
FORMATS: Final[dict[str, SourceFormat]] = {
    cables_csv.NAME: cables_csv,
    cablegate_html.NAME: cablegate_html,
    cablegate_page_text.NAME: cablegate_page_text,
    plain_text.NAME: plain_text,
}

# Vaults, generations and their backups are SQLite files.
_DATABASE_MAGIC: Final = (b"SQLite format 3\0", b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")


def detect(head: bytes) -> SourceFormat | None:
    """Return the format of a file that begins with ``head``, or None.

    head: up to ``SNIFF_BYTES``; more is not looked at.
    """
    head = head[:SNIFF_BYTES]
    return next((source for source in FORMATS.values() if source.sniff(head)), None)


def read_path(path: Path, *, as_format: str | None = None) -> Iterator[RawRecord | RejectedRecord]:
    """Give the records of one file in order; an empty file has none.

    as_format: a name in ``FORMATS``; None detects it.
    Raises, at the first record: FileMissing, FileUnreadable, NotRegularFile,
    FileOverLimit, TypeUnsupported, OwnArchiveOffered, HeaderRefused, FormatUnknown.
    """
    with open_regular(path) as stream:
        try:
            yield from read_stream(stream, file=str(path), as_format=as_format)
        except OSError as failed:
            raise FileUnreadable(str(path), failed.strerror or "unknown reason") from failed


def read_stream(
    stream: BinaryIO, *, file: str, as_format: str | None = None
) -> Iterator[RawRecord | RejectedRecord]:
    """Give the records of an open, seekable stream; ``file`` names it in messages."""
    if as_format is not None and as_format not in FORMATS:
        raise FormatUnknown(as_format, known=list(FORMATS))
    head = stream.read(SNIFF_BYTES)
    stream.seek(0)
    if head.startswith(_DATABASE_MAGIC):
        raise OwnArchiveOffered(file)
    if not head.removeprefix(BYTE_ORDER_MARK).strip() and len(head) < SNIFF_BYTES:
        return
    source = detect(head) if as_format is None else FORMATS[as_format]
    if source is None:
        raise TypeUnsupported(file)
    yield from source.read(stream, file=file)


def reread(raw: bytes, *, format: str) -> list[RawRecord]:  # noqa: A002 - the record's own word
    """Return the records of one original, as they were first read.

    raw: ``RawRecord.raw``; format: ``RawRecord.format``.  File and offset are not known here.
    """
    records = FORMATS[format].read(BytesIO(raw), file="")
    return [record for record in records if isinstance(record, RawRecord)]
