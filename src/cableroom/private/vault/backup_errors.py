"""What making a backup, or restoring one, refuses."""

from cableroom.errors import CableroomError


class BackupPlace(CableroomError):
    """A backup would lie where the public can see it, or be lost together with what it saves."""

    code = "backup-place"
    hint = "name a file outside the archive, best on another disk"


class BackupExists(CableroomError):
    """A backup would overwrite a file."""

    code = "backup-exists"
    hint = "name a new file; an old backup is removed by you, when the new one is whole"


class RoomMissing(CableroomError):
    """A disk has less room than what is about to be written to it."""

    code = "room-missing"
    hint = "make room there, or name a place on another disk; nothing was written"


class RecipientInvalid(CableroomError):
    """What should be the public part of an age key is none."""

    code = "recipient-invalid"
    hint = "give what `age-keygen` prints as the public key; it begins with age1"


class PublishedUnsettled(CableroomError):
    """What is published is not what the vault says, so the two cannot be saved as one."""

    code = "published-unsettled"
    hint = "run `cableroom doctor`; `cableroom backup --vault-only` saves the vault without what is published"


class BackupUnknown(CableroomError):
    """The file is no backup that this cableroom can read."""

    code = "backup-unknown"
    hint = "name a file that `cableroom backup` wrote; a newer one needs the newer cableroom"


class BackupDamaged(CableroomError):
    """A backup was cut or changed, or holds something that no backup holds."""

    code = "backup-damaged"
    hint = "take another copy of this backup, or an older one; nothing was put in place"


class BackupPlain(CableroomError):
    """A key was given for a backup that anybody could have written."""

    code = "backup-plain"
    hint = "ask why it is not encrypted; if that is right, leave --identity out"


class IdentityMissing(CableroomError):
    """The backup is encrypted, and no key was given."""

    code = "identity-missing"
    hint = "add --identity FILE, the secret half of a key that it was encrypted to"


class IdentityInvalid(CableroomError):
    """A file of secret keys holds something else."""

    code = "identity-invalid"
    hint = "name the file that `age-keygen -o` wrote; its key begins with AGE-SECRET-KEY-1"


class IdentityWrong(CableroomError):
    """The backup was encrypted to other keys."""

    code = "identity-wrong"
    hint = "name the file of a key that this backup was encrypted to"
