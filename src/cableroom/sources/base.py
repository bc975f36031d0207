"""What a source format gives: raw records, and the ones it had to refuse.

bytes -> RawRecord.  A format is a module in this folder with ``NAME``,
``sniff()`` and ``read()``, and one line in ``FORMATS`` (``sources/__init__.py``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Protocol

SNIFF_BYTES = 65_536
"""How much of a file's beginning ``sniff()`` sees, in bytes."""


@dataclass(frozen=True, slots=True)
class StatedFields:
    """What the source itself says of the cable, beside the telegram's text."""

    reference_id: str | None = None
    """Canonical, ``07STATE152317``; None where the source does not say it."""
    created: datetime | None = None
    """Aware UTC, minute precision."""
    origin: str | None = None
    """As the source writes it: ``Embassy Bern``."""
    classification: str | None = None
    """Upper case: ``CONFIDENTIAL//NOFORN``."""
    coverage: tuple[str, ...] = ()
    """Addresses of articles that quote the cable."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One cable as received."""

    format: str
    file: str
    """Path as the user named it; for messages and the journal."""
    offset: int
    """Where ``raw`` begins in the file, in bytes."""
    raw: bytes
    """The original bytes: the whole page, or the row without its line end."""
    part: int
    """0-based; a page may hold two cables, which then share ``raw``."""
    text: str
    """The telegram, decoded, line ends as received: header, blank line, body."""
    encoding: str
    """Used for decoding: ``utf-8``, ``cp1252``."""
    stated: StatedFields
    problems: tuple[str, ...] = field(default=())
    """Codes; a record with one of QUARANTINE is kept but not cleared unseen."""


@dataclass(frozen=True, slots=True)
class RejectedRecord:
    """Bytes that are no cable; counted and reported, never dropped in silence."""

    file: str
    offset: int
    code: str
    """Row of docs/errors.md: ``row-columns``."""


class SourceFormat(Protocol):
    """A module of this folder."""

    NAME: str

    def sniff(self, head: bytes) -> bool:
        """Say whether a file beginning with ``head`` is of this format."""

    def read(self, stream: BinaryIO, *, file: str) -> Iterator[RawRecord | RejectedRecord]:
        """Give the file's records in order, holding one record at a time."""
