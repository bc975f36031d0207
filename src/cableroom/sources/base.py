"""What a source format gives: raw records, and the ones it had to refuse.

bytes -> RawRecord.  A format is a module in this folder with ``NAME``,
``sniff()`` and ``read()``, and one line in ``FORMATS`` (``sources/__init__.py``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

SNIFF_BYTES = 65_536
"""How much of a file's beginning ``sniff()`` sees, in bytes."""

PROBLEMS: Final = {
    "attributes-missing": "the telegram stands alone: the file has no attributes, or was cut before them",
    "created-day-only": "the source states the day alone, or midnight for it; midnight stands for the time",
    "created-minutes-unsure": "the page prints the hour for the minutes, and no date-time group settles them",
    "created-unreadable": "the source's date is in no stated form or on no calendar; the cable has none",
    "email-hidden": "whoever delivered the page wrote [email protected] in place of an e-mail address",
    "encoding-doubled": "UTF-8 had been taken for Windows-1252 before; such places were set right",
    "encoding-guessed": "the bytes are not UTF-8 and were read as Windows-1252",
    "encoding-mixed": "some bytes are UTF-8 and others are not: these were read as Windows-1252",
    "encoding-undefined": "a byte has no meaning in the encoding and was kept as a control character",
    "escape-unknown": "a backslash stands before a character that needs none; both were kept",
    "keys-unknown": "the line has keys that are not known; they stand in the original alone",
    "line-long": "a line is longer than 64 KiB",
    "page-boxes": "the page has more than two text boxes; only the first and the last were read",
    "page-rows": "the page's body was database rows; they were taken apart",
    "page-rows-strange": "the page's body was database rows, and none is the cable the page names",
    "page-truncated": "the page ends inside its text box",
    "partial-extract": "the source says that the record is a partial extract of the cable",
    "replacement-character": "a character was already lost (U+FFFD) when we received the text",
    "stated-over-limit": "the origin or the classification is longer than 1 KiB, and was left out",
    "subject-unreadable": "no subject can be read from the text, or one longer than any subject is",
    "surrogate-lone": "half a character stands in the text, which no page can show",
    "tags-of-other-cable": "the page had put another cable's TAGS here; they were left out of the text",
    "text-empty": "the record has no text",
    "text-unavailable": "the source says that it has no text of this cable, and states what it is",
}
"""What may be wrong with a record that is kept: code -> what it means."""

QUARANTINE: Final = frozenset(
    {
        "attributes-missing",
        "created-unreadable",
        "encoding-undefined",
        "page-boxes",
        "page-rows-strange",
        "page-truncated",
        "stated-over-limit",
        "subject-unreadable",
        "surrogate-lone",
        "text-empty",
    }
)
"""Problems that a person must have seen before the record is cleared."""

REJECTIONS: Final = {
    "cable-over-limit": "the text is longer than 4 MiB",
    "document-broken": "the document of a volume has no end, or is no XML that needs no declarations",
    "document-no-telegram": "the document of a volume is a memorandum, a letter or a note, and no telegram",
    "document-too-old": "the telegram is older than 1966, and no reference id can name its year",
    "field-over-limit": "a column is longer than 8 MiB",
    "json-broken": "the line is no JSON object, or has a key twice, or a number that is none or endless",
    "json-deep": "the line's JSON is nested more than 32 deep",
    "json-fields": "the line has no text, or a value that is not what its key should hold",
    "line-over-limit": "a line of JSON is longer than 8 MiB",
    "member-damaged": "the archive's member has not the length or the checksum that is stated for it",
    "member-encrypted": "the archive's member is encrypted",
    "member-method-unknown": "the archive's member is packed by a method that is not read here",
    "member-name-taken": "another member of the archive has this name, or one that differs by case only",
    "member-name-unsafe": "the member's name is absolute, climbs with `..`, has two forms or none",
    "member-not-a-file": "the archive's member is a link, a device or a file with holes",
    "page-of-a-list": "the page lists cables, and is none itself",
    "page-over-limit": "a page or a telegram with its attributes is longer than 8 MiB",
    "page-without-body": "the page has no text box",
    "quote-unclosed": "a quote is still open where the file ends",
    "reference-id-refused": "what stands where the reference id should is none in any spelling",
    "reference-id-serial-missing": "the reference id has a year and a post, but no serial number",
    "row-broken": "a quote stands where no field ends; reading went on at the next line that begins a row",
    "row-columns": "the row has more or fewer columns than the table",
    "trailing-bytes": "before or behind the archive, or compressed file, stand bytes that are no part of it",
    "volume-empty": "the volume holds no documents: it is announced, not yet published",
    "volume-truncated": "the volume ends before its end mark",
}
"""Why bytes were no record: code -> what it means."""

PASSED_OVER: Final = frozenset({"document-no-telegram", "volume-empty"})
"""Those of REJECTIONS that are no failure: what was met is sound, and was never a cable."""


@dataclass(frozen=True, slots=True)
class StatedFields:
    """What the source itself says of the cable, beside the telegram's text."""

    reference_id: str | None = None
    """Canonical, ``07STATE152317``; None where the source does not say it."""
    created: datetime | None = None
    """Aware UTC, minute precision; the first minute of the hour or the day where no more is stated."""
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
    """The original bytes: the whole page, or the row without its line end.

    A row whose columns only its table's header names has that header, and a line feed, in front.
    """
    part: int
    """0-based; a page may hold two cables, which then share ``raw``."""
    text: str
    """The telegram, decoded, line ends as received: header, blank line, body."""
    encoding: str
    """How the bytes were read, see ``decoding.Decoded``: ``utf-8``, ``cp1252``, ``mixed``."""
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


class Readable(Protocol):
    """An open file or a member of an archive."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes; fewer mean nothing, none is the end."""


class SourceFormat(Protocol):
    """A module of this folder."""

    NAME: str

    def sniff(self, head: bytes) -> bool:
        """Say whether a file beginning with ``head`` is of this format."""

    def read(self, stream: Readable, *, file: str) -> Iterator[RawRecord | RejectedRecord]:
        """Give the file's records in order, holding one record at a time."""
