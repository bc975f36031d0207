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


# The editor, who redacts, clears and releases.


class SpanInvalid(CableroomError):
    """A span to strike does not lie within the text."""

    code = "span-invalid"
    hint = "give START:END as half-open code points of the text as received, see `cableroom show`"


class SpanTaken(CableroomError):
    """Nothing of a span can be struck: it is struck already, blank, or a paragraph's number."""

    code = "span-taken"
    hint = "see `cableroom show` for what is struck; a paragraph keeps its number"


class WordsMissing(CableroomError):
    """The words to strike stand nowhere in the cable."""

    code = "words-missing"
    hint = "check the spelling against `cableroom show`, or strike the place with --span"


class RedactionUnknown(CableroomError):
    """Nothing is struck at exactly that span."""

    code = "redaction-unknown"
    hint = "see `cableroom show` for what is struck"


class ReasonUnknown(CableroomError):
    """A reason class that is none."""

    code = "reason-unknown"
    hint = "choose one that `--help` lists"


class StateForbids(CableroomError):
    """An edition's state does not allow the step."""

    code = "state-forbids"
    hint = "see `cableroom show` for the state"


class EditionReleased(CableroomError):
    """What is public already cannot be taken back as if it were a draft."""

    code = "edition-released"
    hint = (
        "strike more with `cableroom redact`: that begins a new edition, whose redactions can be taken back"
    )


class CableWithdrawn(CableroomError):
    """The cable was withdrawn."""

    code = "cable-withdrawn"
    hint = "a withdrawn cable is not released again"


class EditionNotCleared(CableroomError):
    """An edition on its way to the public that no editor has cleared as it is now."""

    code = "edition-not-cleared"
    hint = "run `cableroom clear` for it"


class EditionTaken(CableroomError):
    """An edition is in a release already."""

    code = "edition-in-release"
    hint = "see `cableroom release show` for what a release holds"


class ReleaseUnknown(CableroomError):
    """There is no release of that number."""

    code = "release-unknown"
    hint = "make one with `cableroom release new`, which prints its number"


class ReleasePublished(CableroomError):
    """The release is public and does not change any more."""

    code = "release-published"
    hint = "make another release"


class ReleaseEmpty(CableroomError):
    """The release holds no edition."""

    code = "release-empty"
    hint = "add cables with `cableroom release add`"


class ReleaseNotSigned(CableroomError):
    """The release lacks a signature over what it holds now."""

    code = "release-not-signed"
    hint = "ask another person to run `cableroom release sign R --as NAME`"


class ReleaseChanged(CableroomError):
    """The release was signed, and has changed since."""

    code = "release-changed"
    hint = "look at it with `cableroom release show`, then sign it again"


class SignedAlready(CableroomError):
    """One person signs once."""

    code = "signed-already"
    hint = "ask a second person to sign"


class NameMissing(CableroomError):
    """A statement must carry a person's name."""

    code = "name-missing"
    hint = "give the name of a person"


class FactInvalid(CableroomError):
    """A fact that is none, or a value that it cannot have."""

    code = "fact-invalid"
    hint = "see `cableroom fact set --help`"


# Whoever puts together what belongs together.


class SectionsMissing(CableroomError):
    """There is nothing to join."""

    code = "sections-missing"
    hint = "`cableroom show REF` names the sections of each record; import those that are missing"


class RecordTaken(CableroomError):
    """The record is the cable's text already."""

    code = "record-taken"
    hint = "`cableroom show REF` numbers the records; take another one"


class PairUnknown(CableroomError):
    """Two cables that nobody found to be alike."""

    code = "pair-unknown"
    hint = "run `cableroom copies find`, then `cableroom copies list`"


# Whoever waits.


class VaultLocked(CableroomError):
    """Another process is writing to the vault."""

    code = "vault-locked"
    hint = "wait until it has ended, then try again"
    exit_status = EXIT_LOCKED


# Whoever looks after the machine.


class ReaderDied(CableroomError):
    """The process that reads for an import was ended; what was stored stays."""

    code = "reader-died"
    hint = "see whether the machine ran out of memory, then run the same command: it goes on from there"


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
