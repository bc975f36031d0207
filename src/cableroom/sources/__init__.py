"""Source formats: bytes -> RawRecord.

The doors: ``walk()`` names the files below some paths, ``read_path()`` reads
one (``follow_path()`` says how far it is), ``reread()`` gives the records of
an original again.  Hostile input ends here: a file is told by its content,
never by its name, and is read in pieces.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from cableroom.sources import (
    cablegate_html,
    cablegate_page_text,
    cables_csv,
    cables_tsv,
    frus_tei,
    history_lab,
    nara_text,
    ndjson,
    plain_text,
    plusd_html,
)
from cableroom.sources.archives import detect_archive, read_archive
from cableroom.sources.archives.base import Rewound
from cableroom.sources.base import (
    PASSED_OVER,
    PROBLEMS,
    QUARANTINE,
    REJECTIONS,
    SNIFF_BYTES,
    RawRecord,
    Readable,
    RejectedRecord,
    SourceFormat,
    StatedFields,
)
from cableroom.sources.decoding import BYTE_ORDER_MARK, is_binary
from cableroom.sources.errors import (
    ArchiveNested,
    FileUnreadable,
    FormatUnknown,
    OwnArchiveOffered,
    TypeUnsupported,
)
from cableroom.sources.opening import reading, walk
from cableroom.sources.own_files import own_kind, own_kind_of

__all__ = [
    "ATTRIBUTES",
    "FORMATS",
    "PASSED_OVER",
    "PROBLEMS",
    "QUARANTINE",
    "REJECTIONS",
    "RawRecord",
    "RejectedRecord",
    "SourceFormat",
    "StatedFields",
    "detect",
    "follow_path",
    "read_path",
    "read_stream",
    "reread",
    "walk",
]

# The head of a mail that a browser made of a page.
_MAIL: Final = re.compile(rb"[A-Za-z-]{2,40}:")
_OF_PARTS: Final = re.compile(rb"\nContent-Type:[ \t]*multipart/related", re.IGNORECASE)
_MAIL_HEAD: Final = 4_096
# In the order in which they are asked: the surest sign first.
FORMATS: Final[dict[str, SourceFormat]] = {
    cables_csv.NAME: cables_csv,
    cables_tsv.NAME: cables_tsv,
    ndjson.NAME: ndjson,
    history_lab.NAME: history_lab,
    nara_text.NAME: nara_text,
    cablegate_html.NAME: cablegate_html,
    plusd_html.NAME: plusd_html,
    frus_tei.NAME: frus_tei,
    cablegate_page_text.NAME: cablegate_page_text,
    plain_text.NAME: plain_text,
}

ATTRIBUTES: Final[dict[str, Callable[[bytes], dict[str, str]]]] = {
    nara_text.NAME: nara_text.attributes,
    history_lab.NAME: history_lab.columns,
}
"""By format: original -> what it says of its cable besides, by the source's own keys.

For editors alone: nothing of it is stated, and nothing of it becomes public.
"""


def detect(head: bytes) -> SourceFormat | None:
    """Return the format of a file that begins with ``head``, or None.

    head: up to ``SNIFF_BYTES``; more is not looked at.
    """
    head = head[:SNIFF_BYTES]
    if is_binary(head):
        return None
    return next((source for source in FORMATS.values() if source.sniff(head)), None)


def read_path(path: Path, *, as_format: str | None = None) -> Iterator[RawRecord | RejectedRecord]:
    """Give the records of one file, or of the files in one archive, in order; an empty file has none.

    as_format: a name in ``FORMATS``; None detects it, for each member of an archive.
    Raises, at the first record: FileMissing, FileUnreadable, NotRegularFile,
    FileOverLimit, TypeUnsupported, OwnArchiveOffered, HeaderRefused, FormatUnknown;
    for archives, at any: see ``archives``; FileChanged behind the last.
    """
    return (found for found, _position in follow_path(path, as_format=as_format))


def follow_path(
    path: Path, *, as_format: str | None = None
) -> Iterator[tuple[RawRecord | RejectedRecord, int]]:
    """Give the same, each with how much of the file is read when it is found, in bytes.

    Of an archive it is the place in the archive, which is about right.
    """
    with reading(path) as stream:
        try:
            for found in read_stream(stream, file=str(path), as_format=as_format):
                if found.file != str(path):
                    yield found, stream.tell()
                else:
                    yield found, found.offset + (len(found.raw) if isinstance(found, RawRecord) else 0)
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
    if what := own_kind_of(stream, head):
        raise OwnArchiveOffered(file, what)
    if archive := detect_archive(head):
        read = partial(_read_member, as_format=as_format)
        return read_archive(archive, stream, file=file, read=read)
    return _read_plain(stream, head, file=file, as_format=as_format)


def _read_member(
    member: Readable, file: str, *, as_format: str | None
) -> Iterator[RawRecord | RejectedRecord]:
    stream = Rewound(member)
    head = stream.peek(SNIFF_BYTES)
    if detect_archive(head):
        raise ArchiveNested(file)
    if what := own_kind(head):
        raise OwnArchiveOffered(file, what)
    yield from _read_plain(stream, head, file=file, as_format=as_format)


def _read_plain(
    stream: Readable, head: bytes, *, file: str, as_format: str | None
) -> Iterator[RawRecord | RejectedRecord]:
    if not head.removeprefix(BYTE_ORDER_MARK).strip() and len(head) < SNIFF_BYTES:
        return
    source = detect(head) if as_format is None else FORMATS[as_format]
    if source is None:
        raise TypeUnsupported(file, mhtml=_is_mail_of_parts(head))
    yield from source.read(stream, file=file)


def _is_mail_of_parts(head: bytes) -> bool:
    return bool(_MAIL.match(head) and _OF_PARTS.search(head, 0, _MAIL_HEAD))


def reread(raw: bytes, *, format: str) -> list[RawRecord]:  # noqa: A002 - the record's own word
    """Return the records of one original, as they were first read.

    raw: ``RawRecord.raw``; format: ``RawRecord.format``.  File and offset are not known here,
    nor what the rest of the file says (the volume of a document).
    """
    records = FORMATS[format].read(BytesIO(raw), file="")
    return [record for record in records if isinstance(record, RawRecord)]
