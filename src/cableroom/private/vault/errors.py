"""Errors of the vault, by who must act.  They name places, never text."""

from cableroom.errors import EXIT_LOCKED, CableroomError

# The person at the keyboard.


class ArchiveMissing(CableroomError):
    """The folder is no archive."""

    code = "archive-missing"
    hint = "make one with `cableroom init DIR`, or name yours with --home or CABLEROOM_HOME"


class ArchiveExists(CableroomError):
    """``init`` was asked for a folder that is an archive already."""

    code = "archive-exists"
    hint = "use it as it is, or name another folder"


class FolderNotEmpty(CableroomError):
    """``init`` was asked for a folder with other things in it."""

    code = "folder-not-empty"
    hint = "name a new or an empty folder"


class CableUnknown(CableroomError):
    """The vault holds no cable of that reference id."""

    code = "cable-unknown"
    hint = "see `cableroom list` for what the archive holds"


class RecordUnknown(CableroomError):
    """The cable has no record of that number."""

    code = "record-unknown"
    hint = "see `cableroom show` for the records of the cable"


class FileExists(CableroomError):
    """An export would overwrite a file."""

    code = "file-exists"
    hint = "name a new file, or - for the standard output"


# Whoever waits.


class VaultLocked(CableroomError):
    """Another process is writing to the vault."""

    code = "vault-locked"
    hint = "wait until it has ended, then try again"
    exit_status = EXIT_LOCKED


# Whoever looks after the machine.


class VaultNewer(CableroomError):
    """A newer cableroom wrote this vault."""

    code = "vault-newer"
    hint = "install the newer cableroom again"


class VaultFailed(CableroomError):
    """The database refused: disk, permissions or damage."""

    code = "vault-failed"
    hint = "look at the disk and at the permissions of the vault; what was committed before is kept"


class OriginalDamaged(CableroomError):
    """Stored bytes no longer have the digest they were stored under."""

    code = "original-damaged"
    hint = "restore the vault from a backup; do not publish until then"
