"""Whether every text of the vault is what was received, or what was made of it.

Findings for ``diagnosis.CHECKS``; nothing here changes anything.
"""

from collections.abc import Iterator
from typing import Final

import zstandard
from django.db.models import BinaryField, Func, TextField
from django.db.models.functions import Cast

from cableroom.errors import CableroomError
from cableroom.gate.finding import Finding
from cableroom.gate.progress import Progress
from cableroom.private.vault.joining import rejoin
from cableroom.private.vault.models import JOINED, Original, Record
from cableroom.private.vault.texts import decompress, digest, record_text, unpack_text

_AT_ONCE: Final = 100


def originals(progress: Progress) -> Iterator[Finding]:
    """Give every original that is not what was received."""
    total = Original.objects.count()
    stored_as = Func("content", function="typeof", output_field=TextField())
    held = Original.objects.order_by("pk").values_list("digest", "size", stored_as, _bytes("content"))
    for done, (name, size, kind, content) in enumerate(held.iterator(_AT_ONCE), 1):
        if what := _fault(name, size, kind, content):
            yield Finding(f"original {name}", what)
        progress("Reading originals", done, total)


def _fault(name: str, size: int, kind: str, content: bytes) -> str:
    """Return what is wrong with an original, or nothing."""
    if kind != "blob":
        return f"is stored as {kind}, not as bytes"
    try:
        data = decompress(content)
    except zstandard.ZstdError:
        return "cannot be unpacked"
    if len(data) != size:
        return f"has {len(data)} bytes instead of {size}"
    return "" if digest(data) == name else "does not have the bytes that were received"


def _bytes(column: str) -> Cast:
    """Return a column's bytes, though they count as text, as a flipped bit may have it, and are none."""
    return Cast(column, BinaryField())


def records(progress: Progress) -> Iterator[Finding]:
    """Give every record whose text cannot be read."""
    total = Record.objects.count()
    held = Record.objects.order_by("pk").values_list("pk", "cable__reference_id", _bytes("text"))
    for done, (number, reference_id, text) in enumerate(held.iterator(_AT_ONCE), 1):
        try:
            unpack_text(text)
        except (zstandard.ZstdError, UnicodeDecodeError):
            yield Finding(f"{reference_id} record {number}", "has a text that cannot be read")
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
