"""An archive that tells stories: hold cables, strike words, release, in one line each."""

import hashlib
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cableroom.gate.clearing import clear_cables
from cableroom.gate.publication import Published, publish_release
from cableroom.private.vault.archive import create, open_archive
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.models import Release
from cableroom.private.vault.queries import cable
from cableroom.private.vault.redacting import strike_words
from cableroom.private.vault.releasing import add_editions, new_release, sign
from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation
from invented import reference_id, row

EDITORS = ("Ilse Brandt", "Tomas Okello")
DAY = date(2010, 11, 28)


@dataclass
class Archive:
    """The open archive at ``home``."""

    home: Path

    @property
    def published(self) -> Path:
        """Return the folder of generations."""
        return self.home / "published"

    def hold(self, *serials: int, words: str = "was at home") -> list[str]:
        """Import a cable of Bern for each serial; ``words`` stand in its only paragraph."""
        path = self.home.parent / f"{serials[0]}-{len(serials)}-{abs(hash(words))}.csv"
        path.write_bytes(b"".join(row(serial, words=words) for serial in serials))
        import_paths([path])
        return [reference_id(serial) for serial in serials]

    def strike(self, serial: int, words: str) -> None:
        """Strike every occurrence of ``words``."""
        strike_words(cable(reference_id(serial)), words, "person")

    def sign(self, *serials: int, title: str = "A release", day: date = DAY) -> Release:
        """Clear the cables, put them into a new release, and have both editors sign it."""
        cables = [cable(reference_id(serial)) for serial in serials]
        outcome = clear_cables(cables)
        assert not outcome.refused, outcome.refused
        release = new_release(title, day)
        add_editions(release, cables)
        for name in EDITORS:
            sign(release, name)
        return release

    def release(self, *serials: int, title: str = "A release", day: date = DAY) -> Published:
        """Do as ``sign``, and publish."""
        return publish_release(self.sign(*serials, title=title, day=day).pk)

    def twin(self, folder: Path) -> "Archive":
        """Open another fresh archive with the same secret, which is what salts the commitments."""
        create(folder)
        shutil.copy2(self.home / "vault" / "secret", folder / "vault" / "secret")
        open_archive(folder)
        return Archive(folder)

    def current(self) -> Generation:
        """Return what readers get."""
        return Generation.open(self.published / "current")

    def public_ids(self) -> list[str]:
        """Return the reference ids of all published cables."""
        return [summary.reference_id for summary in queries.all_summaries(self.current())]

    def folders(self) -> list[str]:
        """Return all that lies in ``published``, and where the link leads."""
        names = sorted(path.name for path in self.published.iterdir())
        return [
            f"current -> {(self.published / name).readlink()}" if name == "current" else name
            for name in names
        ]

    def public_bytes(self) -> dict[str, str]:
        """Return path -> SHA-256 of every file of the current generation."""
        folder = (self.published / "current").resolve()
        return {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
