"""What can go wrong with the reading room, on its command line."""

from cableroom.errors import CableroomError


class CableNotPublished(CableroomError):
    """No published cable has this reference id; whether one is held is not known here."""

    code = "cable-not-published"
    hint = "look for it with `cableroom-reader search`"


class CableWithdrawn(CableroomError):
    """The cable was published and has been withdrawn."""

    code = "cable-withdrawn"
    hint = "its page keeps the date and the class of reason"


class AddressTaken(CableroomError):
    """The host and port cannot be listened on."""

    code = "address-taken"
    hint = "choose another with --port, or stop what is using it"


class VaultReadable(CableroomError):
    """The reading room's account could read a vault, and production = true forbids it."""

    code = "vault-readable"
    hint = "run the reading room under an account of its own; `cableroom doctor` checks the rest"
