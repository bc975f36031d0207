"""How to cite a cable: one line of plain text."""

from cableroom.public.editions.queries import Summary
from cableroom.public.site.addresses import cable_address
from cableroom.public.site.answering import Site
from cableroom.public.site.environment import day
from cableroom.visible import one_line


def citation(cable: Summary, site: Site) -> str:
    """Return ``Embassy Bern, “SUBJECT”, cable 07BERN881, 1 November 2007 (SECRET), ...``."""
    named = f"cable {cable.reference_id}"
    if cable.created:
        named += f", {day(cable.created)}"
    if cable.classification:
        named += f" ({cable.classification})"
    title = f"“{cable.subject}”" if cable.subject else ""
    published = f"{site.title}, edition {cable.number}, released {day(cable.released)}"
    address = f"{site.origin}{cable_address(cable.reference_id)}"
    parts = [cable.origin or "", title, named, published, address]
    return one_line(", ".join(part for part in parts if part))
