"""Releases: a batch of cleared editions, put together and signed by two people.

A signature is a statement about exact content: title, date, note, the published
facts, and of each edition the record, what its source states and what is struck.  Whatever
changes any of these leaves the signature in place and makes it void.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from cableroom.errors import CableroomError
from cableroom.private.vault import journal
from cableroom.private.vault.errors import (
    CableWithdrawn,
    EditionNotCleared,
    EditionTaken,
    ReleaseChanged,
    ReleaseEmpty,
    ReleaseNotSigned,
    ReleasePublished,
    ReleaseUnknown,
    SignedAlready,
)
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import (
    Cable,
    Edition,
    Fact,
    Redaction,
    Release,
    ReleaseItem,
    Signature,
    State,
)
from cableroom.private.vault.people import fold_name, is_visible, person
from cableroom.private.vault.queries import newest_edition
from cableroom.private.vault.states import TRANSITIONS, refuse_withdrawn

SIGNATURES: Final = 2
"""How many people must sign."""
_BATCH: Final = 1_000
_STATED: Final = ("original_id", "part", "created", "origin", "classification", "coverage", "derived")
"""Columns of a record that a signature covers."""
_EARLIEST: Final = date(1966, 1, 1)
"""The first day that a reference id can name."""
_LATEST: Final = date(2099, 12, 31)
"""Fixed, because no clock may decide what can be released; a mistyped year is for the two who sign."""


class TitleMissing(CableroomError):
    """Readers would see no title."""

    code = "title-missing"
    hint = "give a title with at least one visible character"


class DateUnlikely(CableroomError):
    """A release is dated before the first cable, or in another century."""

    code = "date-unlikely"
    hint = "give the day of the publication, YYYY-MM-DD"


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature, and whether it is about the release as it is now."""

    name: str
    valid: bool


def new_release(title: str, on: date, note: str = "") -> Release:
    """Make an empty release and return it; its number (``pk``) is private.

    on: the day that readers will see.
    Raises TitleMissing: nobody could see the title; DateUnlikely.
    """
    title = " ".join(title.split())
    if not is_visible(title):
        raise TitleMissing("a release must have a title that readers can see")
    if not _EARLIEST <= on <= _LATEST:
        raise DateUnlikely(
            f"{on.isoformat()} is not between {_EARLIEST.isoformat()} and {_LATEST.isoformat()}"
        )
    with writer_lock(), transaction.atomic():
        release = Release.objects.create(title=title, date=on, note=note.strip())
        _note(release, "release new")
    return release


def find_release(number: int) -> Release:
    """Return the release of a private number. Raises ReleaseUnknown."""
    # SQLite refuses a number that does not fit into eight bytes.
    found = Release.objects.filter(pk=number).first() if 0 < number < 1 << 63 else None
    if found is None:
        raise ReleaseUnknown(f"there is no release {number}")
    return found


def add_editions(release: Release, cables: Sequence[Cable]) -> int:
    """Put the newest edition of each cable into ``release``; all or none. Return how many are new in it.

    Raises ReleasePublished, EditionNotCleared, EditionTaken (in another release), CableWithdrawn.
    """
    with writer_lock(), transaction.atomic():
        _refuse_published(release)
        editions = [_addable(release, cable) for cable in cables]
        chosen = {edition.pk: edition.cable.reference_id for edition in editions if edition is not None}
        return _add(release, chosen)


def add_all_cleared(release: Release, *, limit: int | None = None) -> int:
    """Put every cleared edition that is in no release into ``release``, and return how many.

    limit: so many at most, first by reference id.
    Raises ReleasePublished.
    """
    with writer_lock(), transaction.atomic():
        _refuse_published(release)
        cleared = Edition.objects.filter(state=State.CLEARED, item__isnull=True)
        # There is none of a withdrawn cable, unless the vault contradicts itself.
        cleared = cleared.filter(cable__withdrawals__isnull=True)
        # Keys and no objects: there may be a million.
        chosen = cleared.order_by("cable__reference_id").values_list("pk", "cable__reference_id")[:limit]
        return _add(release, dict(chosen.iterator(_BATCH)))


def sign(release: Release, name: str) -> int:
    """Record that ``name`` approves the release as it is now, and return how many valid signatures it has.

    A void signature of the same person is replaced.
    Raises NameMissing, NameMixed, ReleasePublished, ReleaseEmpty, EditionNotCleared; SignedAlready:
    this person has signed exactly this content.
    """
    shown = " ".join(name.split())
    signer = person(name)
    with writer_lock(), transaction.atomic():
        _refuse_published(release)
        _refuse_unfit(release)
        content = content_hash(release)
        for signature in release.signatures.all():
            if fold_name(signature.name) != signer:
                continue
            if signature.content_hash == content:
                raise SignedAlready(f"this person has signed release {release.pk} as it is")
            signature.delete()
        Signature.objects.create(release=release, name=shown, content_hash=content, at=timezone.now())
        _note(release, "release sign", name=shown, content_hash=content)
        return _people(release, content)


def check_signed(release: Release) -> str:
    """Return the hash of the content that two people have signed.

    Raises ReleasePublished, ReleaseEmpty; EditionNotCleared: an edition was changed and not cleared
    again; ReleaseChanged: signed, but as it was before; ReleaseNotSigned: too few people.
    """
    _refuse_published(release)
    _refuse_unfit(release)
    content = content_hash(release)
    people = _people(release, content)
    if people >= SIGNATURES:
        return content
    count = f"release {release.pk} has {people} of {SIGNATURES} signatures"
    if release.signatures.exclude(content_hash=content).exists():
        raise ReleaseChanged(f"{count}; it was changed after it was signed")
    raise ReleaseNotSigned(count)


def signatures(release: Release) -> list[Signed]:
    """Return who signed, in order; not valid where the release has changed since.

    Of a published release those are valid that it was published with: later facts change nothing.
    """
    content = content_hash(release) if release.public_number is None else _published_hash(release)
    found = release.signatures.order_by("pk")
    return [Signed(signature.name, signature.content_hash == content) for signature in found]


def content_hash(release: Release) -> str:
    """Return the SHA-256, hex, of all that the release would publish; no number of the vault is in it."""
    hasher = hashlib.sha256()
    for line in _content(release):
        hasher.update(json.dumps(line, ensure_ascii=True, sort_keys=True).encode() + b"\n")
    return hasher.hexdigest()


def _content(release: Release) -> Iterator[dict[str, Any]]:
    yield {"title": release.title, "date": release.date.isoformat(), "note": release.note}
    # They become public with it, at the head of every page.
    facts = Fact.objects.order_by("name").values_list("name", "value", "date")
    yield {"facts": [[name, value, day.isoformat()] for name, value, day in facts]}
    redactions: dict[int, list[list[Any]]] = defaultdict(list)
    struck = Redaction.objects.filter(edition__item__release=release)
    for edition, *span in struck.order_by("field", "start", "end").values_list(
        "edition_id", "field", "start", "end"
    ):
        redactions[edition].append(span)
    # Columns and no objects: there may be a million, and a person waits for it.
    editions = Edition.objects.filter(item__release=release).order_by("cable__reference_id", "number")
    rows = editions.values_list("pk", "cable__reference_id", *(f"record__{name}" for name in _STATED))
    for edition, reference_id, original, part, created, *stated in rows.iterator(chunk_size=_BATCH):
        yield {
            "reference_id": reference_id,
            "record": [original, part],
            "created": None if created is None else created.isoformat(),
            **dict(zip(_STATED[3:], stated, strict=True)),
            "redactions": redactions.get(edition, []),
        }


def _published_hash(release: Release) -> str:
    """Return the last content that enough people signed; without them it could not be published."""
    hashes = release.signatures.order_by("-pk").values_list("content_hash", flat=True)
    return next((content for content in hashes if _people(release, content) >= SIGNATURES), "")


def _people(release: Release, content: str) -> int:
    """Count the different people who signed exactly this content."""
    names = release.signatures.filter(content_hash=content).values_list("name", flat=True)
    return len({fold_name(name) for name in names})


def _refuse_published(release: Release) -> None:
    release.refresh_from_db()
    if release.public_number is not None:
        raise ReleasePublished(f"release {release.pk} is published, as release {release.public_number}")


def _refuse_unfit(release: Release) -> None:
    """Refuse a release that holds nothing, or an edition that was changed after its clearing."""
    editions = Edition.objects.filter(item__release=release)
    if not editions.exists():
        raise ReleaseEmpty(f"release {release.pk} holds no edition")
    if (
        gone := editions.filter(cable__withdrawals__isnull=False).select_related("cable").first()
    ) is not None:
        raise CableWithdrawn(f"{gone.cable.reference_id} in release {release.pk} was withdrawn")
    unfit = editions.exclude(state=State.IN_RELEASE).select_related("cable").order_by("cable__reference_id")
    if (first := unfit.first()) is None:
        return
    place = f"{first.cable.reference_id} edition {first.number} in release {release.pk}"
    if first.state == State.WITHDRAWN:
        raise CableWithdrawn(f"{place} was withdrawn")
    raise EditionNotCleared(f"{place} is {first.state}, not cleared ({unfit.count()} in all)")


def _addable(release: Release, cable: Cable) -> Edition | None:
    """Return the edition to add; None where it is in this release already. Raises the refusal."""
    refuse_withdrawn(cable)
    edition = newest_edition(cable)
    if edition is None:
        raise EditionNotCleared(f"{cable.reference_id} is {cable.state}, not cleared")
    place = f"{cable.reference_id} edition {edition.number}"
    item = ReleaseItem.objects.filter(edition=edition).first()
    if item is not None and item.release_id != release.pk:
        raise EditionTaken(f"{place} is in release {item.release_id}")
    if item is not None:
        return None
    if "add" not in TRANSITIONS[State(edition.state)]:
        raise EditionNotCleared(f"{place} is {edition.state}, not cleared")
    return edition


def _add(release: Release, editions: dict[int, str]) -> int:
    """Put editions (row -> reference id) into ``release``."""
    for keys in _batches(list(editions)):
        ReleaseItem.objects.bulk_create(ReleaseItem(release=release, edition_id=key) for key in keys)
        Edition.objects.filter(pk__in=keys).update(state=State.IN_RELEASE)
        Cable.objects.filter(editions__in=keys).update(state=State.IN_RELEASE)
    if editions:
        added = sorted(editions.values())
        _note(release, "release add", count=len(added), reference_ids=added)
    return len(editions)


def _batches(keys: list[int]) -> Iterable[list[int]]:
    return (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))


def _note(release: Release, action: str, **detail: object) -> None:
    journal.note(journal.actor(), action, f"release {release.pk}", **detail)
