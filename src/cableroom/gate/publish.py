"""The gate: the one step from a cleared edition to a public row.

    private.vault -> clearance.clear() -> ClearedEdition -> publish() -> public.editions

The rules of the gate:

1. Everything public comes from the redacted text and the stated fields of the
   edition (reference id, created, origin, classification, coverage), parsed
   again by ``telegram.parse``; nothing is copied from the vault's own parse.
2. A redaction becomes the constant mark, with no label or number, and its block
   is re-wrapped: neither the length nor the line count of what was struck shows.
3. No digest, size or count of anything unpublished is ever published.  The
   commitment is salted, and its salt dies with a withdrawal.
4. Every struck string must not occur in the same cable's result (leftovers.py);
   hits in other editions are listed for a person.
5. Totals such as "220 / 251,287" are published facts, stated by a person with a date.
6. A reference becomes a link only if its target is published; unknown and
   unreleased give the same answer, the same bytes.
7. Errors, logs and metrics name places (``07STATE152317 120:131``), never text.
8. No check can pass by constant: a test feeds each check its failing example.
"""

from cableroom.gate.clearance import ClearedEdition
from cableroom.public.editions.models import PublicEdition
from cableroom.public.editions.projection import Content, Stamp, project


def publish(cleared: ClearedEdition, stamp: Stamp) -> PublicEdition:
    """Return the public row of one cleared edition; the same two give the same row.

    stamp: public numbers, the release's date, the salt and the frozen anchors.
        Nothing in it comes from the text.
    Raises TypeError for anything but a ClearedEdition: only ``clear()`` makes one.
    """
    # Not isinstance: a subclass could carry a way back to the original.
    if type(cleared) is not ClearedEdition:
        raise TypeError(f"only a ClearedEdition can be published, not a {type(cleared).__name__}")
    content = Content(
        reference_id=cleared.reference_id,
        text=cleared.text,
        marks=cleared.marks,
        created=cleared.created,
        origin=cleared.origin,
        classification=cleared.classification,
        coverage=cleared.coverage,
    )
    return project(content, stamp)
