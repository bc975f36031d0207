"""Whether every text of the vault is what was received, or what was made of it.

Findings for ``diagnosis.CHECKS``; nothing here changes anything.
"""

from collections.abc import Iterator
from typing import Final

import zstandard

from cableroom.errors import CableroomError
from cableroom.gate.finding import Finding
from cableroom.gate.progress import Progress
from cableroom.private.vault.joining import rejoin
from cableroom.private.vault.models import JOINED, Original, Record
from cableroom.private.vault.texts import decompress, digest, record_text

_AT_ONCE: Final = 100


def originals(progress: Progress) -> Iterator[Finding]:
    """Give every original that is not what was received."""
    total = Original.objects.count()
    for done, original in enumerate(Original.objects.order_by("pk").iterator(_AT_ONCE), 1):
        try:
            data = decompress(original.content)
        except zstandard.ZstdError:
            yield Finding(f"original {original.digest}", "cannot be unpacked")
        else:
            if len(data) != original.size:
                what = f"has {len(data)} bytes instead of {original.size}"
                yield Finding(f"original {original.digest}", what)
            elif digest(data) != original.digest:
                yield Finding(f"original {original.digest}", "does not have the bytes that were received")
        progress("Reading originals", done, total)


def records(progress: Progress) -> Iterator[Finding]:
    """Give every record whose text cannot be read."""
    total = Record.objects.count()
    held = Record.objects.select_related("cable").order_by("pk")
    for done, record in enumerate(held.iterator(_AT_ONCE), 1):
        try:
            record_text(record)
        except CableroomError:
            yield Finding(f"{record.cable.reference_id} record {record.pk}", "has a text that cannot be read")
        progress("Reading records", done, total)


def joins(progress: Progress) -> Iterator[Finding]:
    """Give every join that its pieces do not give again."""
    made = Record.objects.filter(format=JOINED).select_related("cable").order_by("pk")
    total = made.count()
    for done, joined in enumerate(made.iterator(_AT_ONCE), 1):
        pieces = joined.pieces.select_related("record").order_by("place")
        try:
            is_same = rejoin(pieces) == record_text(joined)
        except CableroomError:
            is_same = False
        if not is_same:
            yield Finding(f"{joined.cable.reference_id} record {joined.pk}", "is not what its sections give")
        progress("Joining again", done, total)
