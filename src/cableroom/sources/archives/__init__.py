"""Archives of cables: zip, tar, 7z, and single compressed files.

archive -> members -> the same reading as of files -> RawRecord.  A record's
file is ``archive.zip!member/path``, its offset the place within the member.

1. An archive is told by its content.  One within another is refused, except a tar within its compression.
2. Nothing is unpacked to a disk.  Names are only ever shown, but an unsafe one is refused all the same,
   and so are links, devices, encrypted members and names that another member has.
3. What is wrong with one member is one reject, and the next one is read.
4. Members and unpacked bytes are counted as they come.  One too many raises ArchiveOverLimit; whoever
   stores the records takes back those not acknowledged yet, because such an archive was made to harm.
5. An archive that is cut off or broken gives what comes before the fault, then the fault.
"""

from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from cableroom.errors import CableroomError
from cableroom.sources.archives import compressed, sevenzips, tars, zips
from cableroom.sources.archives.base import Allowance, ArchiveFormat, Names
from cableroom.sources.base import RawRecord, Readable, RejectedRecord
from cableroom.sources.errors import ArchiveDamaged, ArchiveOverLimit

__all__ = ["ARCHIVES", "detect_archive", "read_archive"]

ARCHIVES: Final[dict[str, ArchiveFormat]] = {
    zips.NAME: zips,
    compressed.NAME: compressed,
    sevenzips.NAME: sevenzips,
    tars.NAME: tars,
}

Found = RawRecord | RejectedRecord


def detect_archive(head: bytes) -> ArchiveFormat | None:
    """Return the kind of archive that begins with ``head``, or None."""
    return next((archive for archive in ARCHIVES.values() if archive.sniff(head)), None)


def read_archive(
    archive: ArchiveFormat, stream: BinaryIO, *, file: str, read: Callable[[Readable, str], Iterator[Found]]
) -> Iterator[Found]:
    """Give the records of all members in order.

    read: gives the records of one member's stream; its second argument names the place.
    Raises ArchiveOverLimit, ArchiveDamaged, ArchiveEncrypted, ArchiveMethodUnknown, SevenZipMissing.
    """
    allowance = Allowance(file, packed=stream.seek(0, 2))
    stream.seek(0)
    names = Names()
    for member in archive.members(stream, file=file, allowance=allowance):
        place = f"{file}!{member.name}" if member.name else file
        code = member.refused or names.fault(member.name)
        if code:
            yield RejectedRecord(place, 0, code)
        elif member.stream is not None and not _is_hidden(member.name):
            yield from _read_member(read(member.stream, place), place)


def _is_hidden(name: str) -> bool:
    """Say whether a name is the system's, as ``walk()`` has it for files."""
    return any(part.startswith(".") and part != "." for part in name.replace("\\", "/").split("/"))


def _read_member(records: Iterator[Found], place: str) -> Iterator[Found]:
    """Give the member's records; what stops the reading of it is a reject at the place reached."""
    offset = 0
    try:
        for found in records:
            yield found
            offset = found.offset
    except (ArchiveOverLimit, ArchiveDamaged):
        raise
    except CableroomError as exc:
        yield RejectedRecord(place, offset, exc.code)
