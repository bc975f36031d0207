"""Reading the vault.  Nothing here changes a row."""

from cableroom.private.vault.errors import CableUnknown
from cableroom.private.vault.models import Cable, Edition, Record
from cableroom.telegram.reference_id import canonical

_SHOWN = 64
"""How much of a person's own argument a message repeats, in code points."""


def cable(reference_id: str) -> Cable:
    """Return the cable named in any spelling (``07 State 152317``).

    Raises CableUnknown: the vault has none, or the words are no reference id.
    """
    known = canonical(reference_id)
    found = Cable.objects.filter(reference_id=known).first() if known is not None else None
    if found is None:
        raise CableUnknown(f"the archive has no cable {known or reference_id[:_SHOWN]!a}")
    return found


def records(cable: Cable) -> list[Record]:
    """Return the cable's records as received: the first is its text, later ones are candidates."""
    return list(cable.records.order_by("pk"))


def primary_record(cable: Cable) -> Record:
    """Return the record that was received first."""
    return cable.records.order_by("pk")[0]


def newest_edition(cable: Cable) -> Edition | None:
    """Return the edition with the highest number; None where review has not begun."""
    return cable.editions.order_by("number").last()
