"""What may be wrong with a record of the vault, beside what its source notes (``sources.PROBLEMS``)."""

from typing import Final

from cableroom.sources import QUARANTINE

OF_JOINS: Final = {
    "sections-classified-differently": "a join's sections name several classifications; it has the highest",
    "sections-sent-differently": "a join's sections name several senders or date-time groups",
}
"""Of a record that was joined from sections: code -> what it means."""
HELD_BACK: Final = QUARANTINE | OF_JOINS.keys()
"""Problems that a person must have seen before the record is cleared."""
