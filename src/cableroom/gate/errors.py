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
