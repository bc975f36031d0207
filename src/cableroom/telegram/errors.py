"""What a reader raises when a field cannot be read; ``parse()`` turns it into a ``Problem``."""

from cableroom.errors import CableroomError
from cableroom.telegram.model import Span


class FieldError(CableroomError):
    """A field is missing, impossible or contradicted. Carries a place, never text.

    Codes and their meaning: docs/telegram.md, "Problems".
    """

    hint = "compare the place with the telegram as received"

    def __init__(self, code: str, span: Span) -> None:
        super().__init__(f"{code} at {span.start}:{span.end}")
        self.code = code
        self.span = span
