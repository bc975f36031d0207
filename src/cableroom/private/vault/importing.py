"""Bringing files into the vault.

    paths -> incoming (in a process of its own, reading.py) -> Original + Record (+ Cable)

1. A batch is one transaction, with its account and rejects; what ``Watcher.committed`` tells is on the disk.
2. Bytes are known by their digest, so a second run, or one after a kill, stores only what is not there yet.
3. Nothing is overwritten: other bytes under a known reference id become one more record, a candidate.
4. read = stored + duplicates + rejected + passed over, always.
5. Sections of a telegram are joined in the transaction that stores the last of them (joining.py).
6. No text of a cable goes into an account, a reject or the journal.
"""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from cableroom.private.vault import journal
from cableroom.private.vault.account import SILENT, Account, Candidate, Joined, Watcher
from cableroom.private.vault.incoming import Batch, Incoming, Packed, held, size_of
from cableroom.private.vault.joining import join_complete, note_sections
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import Cable, Entry, ImportRun, Record, Reject
from cableroom.private.vault.reading import read_batches
from cableroom.private.vault.rows import insert_originals, insert_records, storable
from cableroom.sources import PASSED_OVER, walk
from cableroom.sources.errors import FileMissing


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
        for batch in read_batches(paths, as_format, size=size):
            account, candidates, joined = _store(run, batch, account)
            for file in batch.empty:
                watcher.nothing_in(file)
            for refused in batch.refused:
                watcher.refused(refused)
            watcher.committed(account, position=batch.position, candidates=candidates)
            for one in joined:
                watcher.joined(one)
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
        size += size_of(path)
    return files, size


def _store(run: ImportRun, batch: Batch, account: Account) -> tuple[Account, list[Candidate], list[Joined]]:
    """Write one batch; all of it is on the disk when this returns, or nothing."""
    rejects = batch.rejects
    passed_over = sum(one.code in PASSED_OVER for one in rejects)
    with transaction.atomic():
        fresh = _not_held(batch.records)
        duplicates = len(batch.records) - len(fresh)
        candidates = _insert(fresh)
        joined = _join(fresh)
        Reject.objects.bulk_create(
            Reject(run=run, file=storable(one.file), offset=one.offset, code=one.code) for one in rejects
        )
        account = replace(
            account,
            read=account.read + len(fresh) + duplicates + len(rejects),
            stored=account.stored + len(fresh),
            duplicates=account.duplicates + duplicates,
            rejected=account.rejected + len(rejects) - passed_over,
            passed_over=account.passed_over + passed_over,
            candidates=account.candidates + len(candidates),
            joined=account.joined + len(joined),
        )
        run.read, run.stored = account.read, account.stored
        run.duplicates, run.rejected = account.duplicates, account.rejected
        run.save()
    return account, candidates, joined


def _not_held(records: list[Incoming]) -> list[tuple[Incoming, Packed]]:
    """Return the records that the vault lacks, each once."""
    # Those that came without their bytes were held when they were read.
    packed = [(one, one.packed) for one in records if one.packed is not None]
    known = held({one.digest for one, _ in packed})
    return [(one, content) for one, content in packed if (one.digest, one.part) not in known]


def _insert(fresh: list[tuple[Incoming, Packed]]) -> list[Candidate]:
    """Write the rows of new records; return those whose reference id was taken."""
    names = {packed.reference_id for _, packed in fresh}
    cables = dict(Cable.objects.filter(reference_id__in=names).values_list("reference_id", "pk"))
    taken = set(cables)
    new = Cable.objects.bulk_create(Cable(reference_id=name) for name in sorted(names - taken))
    cables.update((cable.reference_id, cable.pk) for cable in new)
    originals = {one.digest: packed for one, packed in fresh}
    insert_originals(originals.items())
    insert_records((one, packed, cables[packed.reference_id]) for one, packed in fresh)
    candidates: list[Candidate] = []
    for one, packed in fresh:
        if packed.reference_id in taken:
            candidates.append(Candidate(packed.reference_id, one.file, one.offset))
        taken.add(packed.reference_id)
    actor = journal.actor()
    Entry.objects.bulk_create(
        journal.entry(actor, "candidate", one.reference_id, file=storable(one.file), offset=one.offset)
        for one in candidates
    )
    return candidates


def _join(fresh: list[tuple[Incoming, Packed]]) -> list[Joined]:
    """Write down what the new records hold of telegrams in sections, and join those that are whole now."""
    sections = {(one.digest, one.part): packed.sections for one, packed in fresh if packed.sections}
    if not sections:
        return []
    records = Record.objects.filter(original__in={original for original, _ in sections}).order_by("pk")
    found = [
        (record, sections[record.original_id, record.part])
        for record in records.defer("text")
        if (record.original_id, record.part) in sections
    ]
    note_sections(found)
    return join_complete({record.cable_id for record, _ in found})


def _counts(account: Account) -> dict[str, int]:
    names = ("read", "stored", "duplicates", "rejected", "passed_over", "candidates", "joined")
    return {name: getattr(account, name) for name in names}
