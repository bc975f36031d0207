"""Bringing files into the vault.

    paths -> sources -> RawRecord -> Original + Record (+ Cable)

1. A batch is one transaction, with its account and rejects; what ``Watcher.committed`` tells is on the disk.
2. Bytes are known by their digest, so a second run, or one after a kill, stores only what is not there yet.
3. Nothing is overwritten: other bytes under a known reference id become one more record, a candidate.
4. read = stored + duplicates + rejected, always.
5. No text of a cable goes into an account, a reject or the journal.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone

from cableroom.errors import CableroomError
from cableroom.private.vault import journal
from cableroom.private.vault.account import REFERENCE_ID_MISSING, SILENT, Account, Candidate, Watcher
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import Cable, Entry, ImportRun, Original, Record, Reject
from cableroom.private.vault.texts import compress, digest, pack_text
from cableroom.sources import read_path, walk
from cableroom.sources.base import RawRecord, RejectedRecord, StatedFields
from cableroom.sources.errors import FileMissing
from cableroom.telegram import parse
from cableroom.telegram.posts import find_post

BATCH_RECORDS: Final = 1_000
BATCH_BYTES: Final = 32 * 1024 * 1024
"""A batch ends with the record that reaches one of these, so that memory stays flat."""


@dataclass(slots=True)
class _Batch:
    """What the next transaction will hold."""

    records: list[RawRecord] = field(default_factory=list)
    rejects: list[RejectedRecord] = field(default_factory=list)
    size: int = 0
    position: int = 0
    """Bytes read from all files when the batch ended."""

    def add(self, found: RawRecord | RejectedRecord, position: int) -> None:
        if isinstance(found, RawRecord):
            self.records.append(found)
            self.size += len(found.raw)
        else:
            self.rejects.append(found)
        self.position = position

    def is_full(self) -> bool:
        return len(self.records) + len(self.rejects) >= BATCH_RECORDS or self.size >= BATCH_BYTES


@dataclass(frozen=True, slots=True)
class _Fresh:
    """A record that the vault does not hold yet."""

    raw: RawRecord
    digest: str
    stated: StatedFields
    reference_id: str


def import_paths(
    paths: Iterable[Path], *, as_format: str | None = None, watcher: Watcher = SILENT
) -> Account:
    """Store every cable of the files at and below ``paths`` in the open archive, and return the account.

    as_format: a name of ``sources.FORMATS``; None looks at each file.
    A file that cannot be read is a reject like a bad record, the others go on.
    Raises FileMissing or another error of ``sources`` for the paths themselves, before
    anything is stored; VaultLocked.
    """
    paths = list(paths)
    files, size = _measure(paths)
    with writer_lock():
        before = ImportRun.objects.order_by("pk").last()
        watcher.started(files=files, size=size, resumed=before is not None and not before.finished)
        run = ImportRun.objects.create(started=timezone.now())
        account = Account(run=run.pk)
        for batch in _batches(paths, as_format, watcher):
            account, candidates = _store(run, batch, account)
            watcher.committed(account, position=batch.position, candidates=candidates)
        with transaction.atomic():
            run.finished = True
            run.save(update_fields=["finished"])
            journal.note(journal.actor(), "import", f"import run {run.pk}", files=files, **_counts(account))
    return account


def _measure(paths: list[Path]) -> tuple[int, int]:
    """Count the files and their bytes, and refuse a path that is not there before the work begins."""
    files = size = 0
    for path in walk(paths):
        if not os.path.lexists(path):
            raise FileMissing(str(path))
        files += 1
        size += _size(path)
    return files, size


def _size(path: Path) -> int:
    """Return the bytes that reading ``path`` will give: none where it is no regular file."""
    try:
        state = path.lstat()
    except (OSError, ValueError):
        return 0
    return state.st_size if stat.S_ISREG(state.st_mode) else 0


def _batches(paths: list[Path], as_format: str | None, watcher: Watcher) -> Iterator[_Batch]:
    batch = _Batch()
    before = 0
    for path in walk(paths):
        empty = True
        for found in _read(path, as_format):
            empty = False
            end = found.offset + (len(found.raw) if isinstance(found, RawRecord) else 0)
            batch.add(found, before + end)
            if batch.is_full():
                yield batch
                batch = _Batch()
        if empty:
            watcher.nothing_in(str(path))
        before += _size(path)
        batch.position = before
    yield batch


def _read(path: Path, as_format: str | None) -> Iterator[RawRecord | RejectedRecord]:
    """Give the file's records; what stops the reading of it is one reject, at the place reached."""
    offset = 0
    try:
        for found in read_path(path, as_format=as_format):
            yield found
            offset = found.offset
    except CableroomError as exc:
        yield RejectedRecord(file=str(path), offset=offset, code=exc.code)


def _store(run: ImportRun, batch: _Batch, account: Account) -> tuple[Account, list[Candidate]]:
    """Write one batch; all of it is on the disk when this returns, or nothing."""
    rejects = list(batch.rejects)
    with transaction.atomic():
        fresh: list[_Fresh] = []
        duplicates = 0
        for raw, raw_digest, is_known in _looked_up(batch.records):
            if is_known:
                duplicates += 1
            elif (completed := _completed(raw, raw_digest)) is None:
                rejects.append(RejectedRecord(raw.file, raw.offset, REFERENCE_ID_MISSING))
            else:
                fresh.append(completed)
        candidates = _insert(fresh)
        Reject.objects.bulk_create(
            Reject(run=run, file=_storable(one.file), offset=one.offset, code=one.code) for one in rejects
        )
        account = replace(
            account,
            read=account.read + len(fresh) + duplicates + len(rejects),
            stored=account.stored + len(fresh),
            duplicates=account.duplicates + duplicates,
            rejected=account.rejected + len(rejects),
            candidates=account.candidates + len(candidates),
        )
        run.read, run.stored = account.read, account.stored
        run.duplicates, run.rejected = account.duplicates, account.rejected
        run.save()
    return account, candidates


def _looked_up(records: list[RawRecord]) -> Iterator[tuple[RawRecord, str, bool]]:
    """Give each record with its digest, and whether the vault, or this batch, holds it already."""
    digests = [digest(record.raw) for record in records]
    known = set(Record.objects.filter(original__in=set(digests)).values_list("original_id", "part"))
    for record, record_digest in zip(records, digests, strict=True):
        key = (record_digest, record.part)
        yield record, record_digest, key in known
        known.add(key)


def _completed(raw: RawRecord, raw_digest: str) -> _Fresh | None:
    """Fill in what the source does not state from the telegram itself; None without a reference id.

    A source with columns states an empty one on purpose, so only the text formats, which state
    nothing, are read for the rest.
    """
    stated = raw.stated
    if stated.reference_id is not None and (stated.created or stated.origin):
        return _Fresh(raw, raw_digest, stated, stated.reference_id)
    telegram = parse(raw.text, reference_id=stated.reference_id)
    reference_id = stated.reference_id or telegram.reference_id
    if reference_id is None:
        return None
    post = find_post(telegram.sender.name) if telegram.sender else None
    stated = replace(
        stated,
        created=stated.created or telegram.sent_at,
        origin=stated.origin or (post.name if post else None),
        classification=stated.classification or telegram.classification,
    )
    return _Fresh(raw, raw_digest, stated, reference_id)


def _insert(fresh: list[_Fresh]) -> list[Candidate]:
    """Write the rows of new records; return those whose reference id was taken."""
    names = {one.reference_id for one in fresh}
    cables = dict(Cable.objects.filter(reference_id__in=names).values_list("reference_id", "pk"))
    taken = set(cables)
    new = Cable.objects.bulk_create(Cable(reference_id=name) for name in sorted(names - taken))
    cables.update((cable.reference_id, cable.pk) for cable in new)
    originals = {one.digest: one.raw.raw for one in fresh}
    # A page with two cables may lie across two batches; its bytes are there the second time.
    Original.objects.bulk_create(
        (Original(digest=key, size=len(raw), content=compress(raw)) for key, raw in originals.items()),
        ignore_conflicts=True,
    )
    Record.objects.bulk_create(_row(one, cables[one.reference_id]) for one in fresh)
    candidates: list[Candidate] = []
    for one in fresh:
        if one.reference_id in taken:
            candidates.append(Candidate(one.reference_id, one.raw.file, one.raw.offset))
        taken.add(one.reference_id)
    actor = journal.actor()
    Entry.objects.bulk_create(
        journal.entry(actor, "candidate", one.reference_id, file=_storable(one.file), offset=one.offset)
        for one in candidates
    )
    return candidates


def _row(one: _Fresh, cable: int) -> Record:
    raw, stated = one.raw, one.stated
    return Record(
        cable_id=cable,
        original_id=one.digest,
        part=raw.part,
        format=raw.format,
        file=_storable(raw.file),
        offset=raw.offset,
        encoding=raw.encoding,
        created=stated.created,
        origin=None if stated.origin is None else _storable(stated.origin),
        classification=None if stated.classification is None else _storable(stated.classification),
        coverage=list(stated.coverage),
        problems=list(raw.problems),
        text=pack_text(raw.text),
    )


def _storable(words: str) -> str:
    """Return ``words`` with lone surrogates, which a file's name may hold, spelt out in ASCII."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def _counts(account: Account) -> dict[str, int]:
    names = ("read", "stored", "duplicates", "rejected", "candidates")
    return {name: getattr(account, name) for name in names}
