"""Text -> Telegram. Pure: no Django, no clock, no network.

The doors: ``parse()`` reads a telegram, ``marks()`` finds what an editor must look at; ``subject_of()``
reads the subject alone.
"""

from cableroom.telegram.marking import marks
from cableroom.telegram.model import Mark, Telegram
from cableroom.telegram.parsing import parse, subject_of

__all__ = ["Mark", "Telegram", "marks", "parse", "subject_of"]
