"""An archive worth saving, and keys to save it for."""

import shutil
from datetime import date
from pathlib import Path

import pyrage
from django.db import connections

from cableroom.gate.publication import withdraw
from cableroom.private.vault.archive import open_archive
from gate.archives import Archive


class Key:
    """A key as ``age-keygen`` would make it."""

    def __init__(self, folder: Path, name: str = "key") -> None:
        secret = pyrage.x25519.Identity.generate()
        self.recipient = str(secret.to_public())
        self.public = folder / f"{name}.public"
        self.public.write_text(f"# of {name}\n\n{self.recipient}\n")
        self.identity = folder / f"{name}.identity"
        self.identity.write_text(f"# public key: {self.recipient}\n{secret}\n")


def make_worth_saving(empty: Path, folder: Path) -> None:
    """Make an archive with two releases, a strike, a withdrawal, and a cable that waits."""
    shutil.copytree(empty, folder)
    open_archive(folder)
    archive = Archive(folder)
    archive.hold(881, words="met the invented Lindqvist")
    archive.hold(882, 883, 884)
    archive.strike(881, "Lindqvist")
    archive.release(881, 882)
    archive.release(883, day=date(2010, 12, 1))
    withdraw("07BERN882", reason="harm", names=("Ada", "Ben"), on=date(2010, 12, 24))
    archive.sign(884)
    connections.close_all()
