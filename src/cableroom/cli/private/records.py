"""Any file or stream, as the commands that need no archive read it: path in, records out.

What is of no known format and is text is taken for one bare telegram.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Final

from cableroom.sources import FORMATS, RawRecord, RejectedRecord, StatedFields, detect, limits, read_stream
from cableroom.sources.archives import detect_archive
from cableroom.sources.base import SNIFF_BYTES
from cableroom.sources.decoding import BYTE_ORDER_MARK, decode_file
from cableroom.sources.opening import reading
from cableroom.telegram import Telegram, parse
from cableroom.telegram.agreement import compare_stated

AUTO: Final = "auto"
BARE: Final = "telegram"
AS_FORMATS: Final = (AUTO, BARE, *FORMATS)
"""What a file may be read as."""
# A file that begins so is no bare text, whatever else it may be.
_NO_TEXT: Final = (b"<", b"{", b"%PDF", b"PK\x03\x04", b"SQLite format 3\0")


def records(file: Path, as_format: str) -> Iterator[RawRecord | RejectedRecord]:
    """Give the records of a file, of an archive, or of the standard input where ``file`` is ``-``.

    as_format: one of AS_FORMATS.
    Raises what ``cableroom.sources.read_path`` does.
    """
    with _opened(file) as stream:
        yield from _records(stream, str(file), as_format)


def parsed(record: RawRecord, reference_id: str | None = None) -> Telegram:
    """Return what the parser reads from a record; ``reference_id`` where the source states none.

    Where the source states another classification than the text, that is one of its problems.
    """
    stated = record.stated
    telegram = parse(record.text, reference_id=stated.reference_id or reference_id, sent_at=stated.created)
    return compare_stated(telegram, classification=stated.classification)


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    if str(file) != "-":
        with reading(file) as stream:
            yield stream
    elif sys.stdin.buffer.seekable():
        yield sys.stdin.buffer
    else:
        # A pipe is kept aside: readers look at the beginning, and archives at the end.
        with TemporaryFile() as kept:
            shutil.copyfileobj(sys.stdin.buffer, kept)
            kept.seek(0)
            yield kept


def _records(stream: BinaryIO, file: str, as_format: str) -> Iterator[RawRecord | RejectedRecord]:
    if as_format == AUTO:
        head = stream.read(SNIFF_BYTES)
        stream.seek(0)
        bare = detect(head) is None and detect_archive(head) is None and _is_text(head)
        as_format = BARE if bare else AUTO
    if as_format == BARE:
        yield from _bare(stream, file)
    else:
        yield from read_stream(stream, file=file, as_format=None if as_format == AUTO else as_format)


def _is_text(head: bytes) -> bool:
    beginning = head.removeprefix(BYTE_ORDER_MARK).lstrip()
    return bool(beginning) and b"\0" not in head and not beginning.startswith(_NO_TEXT)


def _bare(stream: BinaryIO, file: str) -> Iterator[RawRecord | RejectedRecord]:
    raw = stream.read(limits.CABLE + 1)
    if len(raw) > limits.CABLE:
        yield RejectedRecord(file=file, offset=0, code="cable-over-limit")
        return
    decoded = decode_file(raw)
    yield RawRecord(
        format=BARE,
        file=file,
        offset=0,
        raw=raw,
        part=0,
        text=decoded.text,
        encoding=decoded.encoding,
        stated=StatedFields(),
    )
