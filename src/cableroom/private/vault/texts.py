"""Stored bytes and texts: compressed on the way in, checked on the way out."""

import hashlib

import zstandard

from cableroom.private.vault.errors import OriginalDamaged
from cableroom.private.vault.models import Original, Record

# 3 is three times as quick as 9 and costs a seventh more room, on cable text.
_LEVEL = 3


def compress(data: bytes) -> bytes:
    """Return ``data`` as one zstd frame that states its length and a checksum."""
    return zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).compress(data)


def decompress(frame: bytes | memoryview) -> bytes:
    """Return what ``compress`` was given. Raises zstandard.ZstdError: the frame is damaged."""
    return zstandard.ZstdDecompressor().decompress(frame)


def pack_text(text: str) -> bytes:
    """Return ``text`` as the vault stores it; lone surrogates survive."""
    return compress(text.encode("utf-8", "surrogatepass"))


def record_text(record: Record) -> str:
    """Return the telegram's text as it was decoded at the import; spans point into it for ever.

    Raises OriginalDamaged: the stored bytes were changed.
    """
    try:
        return decompress(record.text).decode("utf-8", "surrogatepass")
    except (zstandard.ZstdError, UnicodeDecodeError) as exc:
        raise OriginalDamaged(f"the text of record {record.pk} is damaged") from exc


def original_bytes(record: Record) -> bytes:
    """Return the bytes that ``record`` was received as, the very same.

    Raises OriginalDamaged: they do not have the digest they were stored under.
    """
    original: Original = record.original
    try:
        data = decompress(original.content)
    except zstandard.ZstdError as exc:
        raise OriginalDamaged(f"original {original.digest} is damaged") from exc
    if digest(data) != original.digest:
        raise OriginalDamaged(f"original {original.digest} is damaged")
    return data


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data``, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
