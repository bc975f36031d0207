"""The telegram's own id: what the source states and what the classification line says.

In: both, and the time. Out: the id, and a problem where they do not agree.
"""

from dataclasses import dataclass
from datetime import datetime

from cableroom.telegram.classification import Classified
from cableroom.telegram.header import Header
from cableroom.telegram.model import Problem, Span
from cableroom.telegram.posts import find_post
from cableroom.telegram.reference_id import (
    NoReferenceId,
    ReferenceId,
    examine_reference_id,
    known_id,
)
from cableroom.telegram.references import Own


@dataclass(frozen=True, slots=True)
class OwnId:
    """The telegram's own id."""

    known: ReferenceId | None
    text: str | None
    """Canonical; as the source states it where that is no id at all."""
    problems: tuple[Problem, ...]


def read_own_id(
    classified: Classified | None, sent_at: datetime | None, stated: str | None, span: Span
) -> OwnId:
    """Return the source's id, else the one of the classification line.

    An id of the source that lacks its serial is completed from the line: its year counts, its post does not.

    span: of the line, where a problem has its place.
    """
    found = examine_reference_id(stated) if stated else None
    year = found.year if found and found.year else sent_at.year if sent_at else None
    written = _written(classified, year)
    if isinstance(found, ReferenceId):
        if written is None or written == found:
            return OwnId(found, str(found), ())
        return OwnId(found, str(found), (Problem("reference-id-disagrees", span.start, span.end),))
    text = str(written) if written else None
    if isinstance(found, NoReferenceId):
        if found.year is not None:  # its serial alone is missing
            return OwnId(written, text, (Problem("reference-id-serial-missing", span.start, span.end),))
        text = stated
    return OwnId(written, text, ())


def _written(classified: Classified | None, year: int | None) -> ReferenceId | None:
    """The id on the classification line, whose post is known."""
    if classified is None or year is None or not (classified.post and classified.serial):
        return None
    post = find_post(classified.post)
    return None if post is None else known_id(year, post, classified.serial)


def known_of(own_id: ReferenceId | None, header: Header, sent_at: datetime | None) -> Own:
    """Year and post of the telegram, from its id or else from its header, and to whom it goes."""
    to = header.stations.to
    reader = find_post(to[0].name) if len(to) == 1 else None
    addressee = reader.short if reader else None
    if own_id is not None:
        return Own(own_id.year, own_id.post, addressee)
    sender = header.stations.sender
    post = find_post(sender.name) if sender else None
    return Own(sent_at.year if sent_at else None, post.short if post else None, addressee)
