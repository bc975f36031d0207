"""Errors of the gate, by who must act.  They name places, never text."""

from cableroom.errors import CableroomError

# The editor.


class SurrogateInText(CableroomError):
    """A lone surrogate, which no UTF-8 file can hold, would become public."""

    code = "surrogate-in-text"
    hint = "strike the code point with `cableroom redact REF --span START:END`"


class CreatedUnknown(CableroomError):
    """No public page could say when the cable was written."""

    code = "created-unknown"
    hint = "import the cable from a source that states its date"


class StruckTextLeft(CableroomError):
    """A struck string still stands in the same cable's public text or stated fields."""

    code = "struck-text-left"
    hint = "strike that place too, with `cableroom redact REF --span START:END`"


class LeftoversNotAccepted(CableroomError):
    """A string struck in one cable stands in another, and nobody has answered for it."""

    code = "leftovers-not-accepted"
    hint = "strike it there too, or add --accept-leftovers REASON --as NAME"


# Whoever publishes.


class NotReleased(CableroomError):
    """The cable is not public, so it cannot be taken back."""

    code = "cable-not-released"
    hint = "see `cableroom list --state released`"


class TwoNamesNeeded(CableroomError):
    """One person alone can neither release nor withdraw."""

    code = "two-names-needed"
    hint = "give --as twice, with the names of two people"


class ReasonUnknown(CableroomError):
    """No reason class of a withdrawal."""

    code = "withdrawal-reason-unknown"
    hint = "see `cableroom withdraw --help` for the classes"


class NowhereToRollBack(CableroomError):
    """No older generation is kept, or a withdrawal stands in between."""

    code = "rollback-nowhere"
    hint = "publish a release that puts right what is wrong"


class NothingReleased(CableroomError):
    """Nothing was ever made public, so there is nothing to build again."""

    code = "nothing-released"
    hint = "publish a release"


class GenerationRefused(CableroomError):
    """A check found something in the generation that was built; the old one is still served."""

    code = "generation-refused"
    hint = "put right what is named, then publish again"


class PublishedElsewhere(CableroomError):
    """A generation becomes visible by a rename, which cannot cross file systems."""

    code = "published-elsewhere"
    hint = "put the folder of generations on the file system of the vault, and copy or mount it from there"
