"""The account of an import, and who is told of it while it runs."""

from dataclasses import dataclass
from typing import Final, Protocol

REFERENCE_ID_MISSING: Final = "reference-id-missing"
REJECTIONS: Final = {
    REFERENCE_ID_MISSING: "neither the source nor the telegram's own lines name a reference id",
}
"""Why the vault refuses a record that a source could read; ``sources.REJECTIONS`` has the other codes."""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of everything read so far."""

    run: int = 0
    """The ImportRun's number; its rejects are in the vault."""
    read: int = 0
    """stored + duplicates + rejected + passed over."""
    stored: int = 0
    duplicates: int = 0
    """Records that the vault held already, byte for byte."""
    rejected: int = 0
    passed_over: int = 0
    """Sound, and no cables: the memoranda of a volume of documents."""
    candidates: int = 0
    """Those of ``stored`` whose reference id was known with other bytes."""
    joined: int = 0
    """Telegrams that were joined from sections, beside what was stored."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that came under a reference id that was taken."""

    reference_id: str
    file: str
    offset: int


@dataclass(frozen=True, slots=True)
class Joined:
    """A telegram that was joined from its sections."""

    reference_id: str
    total: int
    """Sections."""
    is_text: bool
    """It is the text of its cable now; else a candidate, because review of the cable has begun."""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that could not be read, or not to its end; its reject has the code and the place."""

    sentence: str
    """``own-archive: x.age is encrypted ...``"""
    hint: str


class Watcher(Protocol):
    """Whoever wants to know how far the import is; ``SILENT`` does not."""

    def started(self, *, files: int, size: int, resumed: bool) -> None:
        """There are ``files`` of ``size`` bytes to read; ``resumed``: the run before this one was cut off."""

    def committed(self, account: Account, *, position: int, candidates: list[Candidate]) -> None:
        """Everything up to ``position`` bytes is on the disk."""

    def joined(self, one: Joined) -> None:
        """The last section of a telegram is on the disk, and the whole with it."""

    def nothing_in(self, file: str) -> None:
        """The file ended without a cable."""

    def refused(self, file: RefusedFile) -> None:
        """A file, or the rest of it, counts as one reject."""


class _Silent:
    def started(self, *, files: int, size: int, resumed: bool) -> None:
        pass

    def committed(self, account: Account, *, position: int, candidates: list[Candidate]) -> None:
        pass

    def joined(self, one: Joined) -> None:
        pass

    def nothing_in(self, file: str) -> None:
        pass

    def refused(self, file: RefusedFile) -> None:
        pass


SILENT: Final[Watcher] = _Silent()
