"""Files on their way into the vault: what can be done to records before the one writer has them.

    paths -> sources -> RawRecord -> Incoming, in batches

Nothing here writes.  Whether the vault holds a record already is asked of it,
so that a second run compresses nothing; the writer asks once more, because it
may be a few batches behind.
"""

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from cableroom.errors import CableroomError
from cableroom.private.vault.account import REFERENCE_ID_MISSING, RefusedFile
from cableroom.private.vault.models import Record
from cableroom.private.vault.texts import compress, digest, pack_text
from cableroom.sources import follow_path, walk
from cableroom.sources.base import RawRecord, RejectedRecord, StatedFields
from cableroom.sources.errors import ArchiveOverLimit
from cableroom.telegram import parse
from cableroom.telegram.posts import find_post
from cableroom.telegram.sections import Sections, sections_of

BATCH_RECORDS: Final = 1_000
BATCH_BYTES: Final = 32 * 1024 * 1024
"""A batch ends with the record that reaches one of these, so that memory stays flat."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What is stored of a record besides its place; made for new ones only."""

    original: bytes
    """The bytes as received, compressed."""
    size: int
    """Theirs, before compression."""
    text: bytes
    """The telegram, compressed."""
    stated: StatedFields
    """With what the source leaves out filled in from the telegram."""
    derived: tuple[str, ...]
    """Names of the fields that were filled in so."""
    reference_id: str
    sections: Sections | None = None
    """Where the record holds some sections of a telegram and not all."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record, ready to be stored."""

    digest: str
    part: int
    format: str
    file: str
    offset: int
    encoding: str
    problems: tuple[str, ...]
    packed: Packed | None
    """None: the vault held it already."""


@dataclass(slots=True)
class Batch:
    """What the next transaction will hold."""

    records: list[Incoming] = field(default_factory=list)
    rejects: list[RejectedRecord] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    """Files that ended without a cable."""
    refused: list[RefusedFile] = field(default_factory=list)
    """Why files were not read, or not to their end; each is among ``rejects`` too."""
    position: int = 0
    """Bytes read from all files when the batch ended."""


def batches(paths: list[Path], as_format: str | None) -> Iterator[Batch]:
    """Give all records at and below ``paths`` in order; the last batch may be small or empty.

    A file that cannot be read is a reject at the place reached, and the next one is read.
    An archive over a limit is one too, and takes with it what this batch has of it: it was made to
    harm, so nothing more of it is believed.  Batches given before are on the disk and stay.
    """
    gathered = _Gathered()
    before = 0
    for path in walk(paths):
        began = gathered.mark()
        empty = True
        position = 0
        try:
            for found, position in follow_path(path, as_format=as_format):
                empty = False
                gathered.add(found)
                if gathered.is_full():
                    yield gathered.batch(before + position)
                    gathered = _Gathered()
                    began = gathered.mark()
        except ArchiveOverLimit as exc:
            gathered.take_back(began)
            gathered.refuse(path, position, exc)
        except CableroomError as exc:
            gathered.refuse(path, position, exc)
        else:
            if empty:
                gathered.empty.append(str(path))
        before += size_of(path)
    yield gathered.batch(before)


_T = TypeVar("_T")


def _once(make: Callable[[bytes], _T]) -> Callable[[bytes], _T]:
    """Remember what was made of the bytes that came last: thousands of rows may share those of one page."""
    last: list[tuple[bytes, _T]] = []

    def made(raw: bytes) -> _T:
        if not last or last[0][0] is not raw:
            last[:] = [(raw, make(raw))]
        return last[0][1]

    return made


_digest: Final = _once(digest)
_compress: Final = _once(compress)


def size_of(path: Path) -> int:
    """Return the bytes that reading ``path`` will give: none where it is no regular file."""
    try:
        state = path.lstat()
    except (OSError, ValueError):
        return 0
    return state.st_size if stat.S_ISREG(state.st_mode) else 0


class _Gathered:
    """The batch that is being read."""

    def __init__(self) -> None:
        self.records: list[RawRecord] = []
        self.rejects: list[RejectedRecord] = []
        self.empty: list[str] = []
        self.refused: list[RefusedFile] = []
        self.size = 0

    def add(self, found: RawRecord | RejectedRecord) -> None:
        if isinstance(found, RawRecord):
            # The rows of one page share its bytes.
            if not self.records or self.records[-1].raw is not found.raw:
                self.size += len(found.raw)
            self.records.append(found)
        else:
            self.rejects.append(found)

    def is_full(self) -> bool:
        return len(self.records) + len(self.rejects) >= BATCH_RECORDS or self.size >= BATCH_BYTES

    def refuse(self, path: Path, position: int, why: CableroomError) -> None:
        self.rejects.append(RejectedRecord(str(path), position, why.code))
        self.refused.append(RefusedFile(f"{why.code}: {why}", why.hint))

    def mark(self) -> tuple[int, int]:
        """Return the place that ``take_back`` goes back to."""
        return len(self.records), len(self.rejects)

    def take_back(self, mark: tuple[int, int]) -> None:
        del self.records[mark[0] :]
        del self.rejects[mark[1] :]

    def batch(self, position: int) -> Batch:
        """Return the batch, its records made ready."""
        digests = [_digest(raw.raw) for raw in self.records]
        known = held(set(digests))
        batch = Batch(rejects=self.rejects, empty=self.empty, refused=self.refused, position=position)
        for raw, raw_digest in zip(self.records, digests, strict=True):
            packed = None
            if (raw_digest, raw.part) not in known:
                packed = _packed(raw)
                if packed is None:
                    batch.rejects.append(RejectedRecord(raw.file, raw.offset, REFERENCE_ID_MISSING))
                    continue
            batch.records.append(
                Incoming(
                    digest=raw_digest,
                    part=raw.part,
                    format=raw.format,
                    file=raw.file,
                    offset=raw.offset,
                    encoding=raw.encoding,
                    problems=raw.problems,
                    packed=packed,
                )
            )
            # The same bytes again in this batch need not be packed again.
            known.add((raw_digest, raw.part))
        return batch


def held(digests: set[str]) -> set[tuple[str, int]]:
    """Return which originals, and which parts of them, the vault holds."""
    return set(Record.objects.filter(original__in=digests).values_list("original_id", "part"))


def _packed(raw: RawRecord) -> Packed | None:
    """Make ready what is stored; None without a reference id.

    What the source does not state is filled in from the telegram itself: where it says neither when
    nor whence, or has no date to be read.  A date that cannot be read is a person's to look at.
    """
    stated = raw.stated
    derived: tuple[str, ...] = ()
    reference_id = stated.reference_id
    undated = stated.created is None and "created-unreadable" not in raw.problems
    if reference_id is None or undated or not (stated.created or stated.origin):
        telegram = parse(raw.text, reference_id=reference_id)
        reference_id = reference_id or telegram.reference_id
        if reference_id is None:
            return None
        post = find_post(telegram.sender.name) if telegram.sender else None
        read: dict[str, Any] = {
            "created": telegram.sent_at,
            "origin": post.name if post else None,
            "classification": telegram.classification,
        }
        derived = tuple(name for name, value in read.items() if value and not getattr(stated, name))
        stated = replace(stated, **{name: read[name] for name in derived})
    return Packed(
        original=_compress(raw.raw),
        size=len(raw.raw),
        text=pack_text(raw.text),
        stated=stated,
        derived=derived,
        reference_id=reference_id,
        sections=sections_of(raw.text),
    )
