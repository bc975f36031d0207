"""What is struck in one cable and stands in another, or in what editors state beside the cables.

Clearing looks for it, and a person may accept a hit.  But a string can be struck
after the other cable was cleared and signed, so it is looked for once more in
everything that a publication makes public.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from cableroom.gate.finding import Finding
from cableroom.gate.leftovers import digest, sought, standing_in
from cableroom.gate.preparing import struck_strings
from cableroom.gate.sought import statements
from cableroom.gate.staged import Staged
from cableroom.gate.workers import in_parts, workers
from cableroom.private.vault.models import Acceptance, Edition, State
from cableroom.private.vault.words import WordSet, key
from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation

_AT_ONCE: Final = 200


def binding() -> QuerySet[Edition]:
    """Return the editions whose struck strings must stand nowhere.

    Those of a withdrawn cable too: it was taken back to be forgotten.  A superseded edition counts
    no more where a later one of its cable says what is struck.
    """
    later = Edition.objects.filter(cable=OuterRef("cable"), number__gt=OuterRef("number"))
    redacted = Edition.objects.filter(redactions__isnull=False).distinct()
    return redacted.exclude(Exists(later), state=State.SUPERSEDED)


def struck_elsewhere(staged: Staged) -> Iterator[Finding]:
    """Give each new edition with a string struck from another cable that nobody has accepted there.

    And each statement of an editor that holds any struck string: one that is new bars, an older
    one is told, because a release that is public cannot be changed.
    """
    struck_in: dict[str, set[str]] = defaultdict(set)
    strings: list[str] = []
    related = binding().select_related("cable", "record").prefetch_related("redactions").order_by("pk")
    for edition in related.iterator(chunk_size=_AT_ONCE):
        for string in sought(struck_strings(edition)):
            strings.append(string)
            struck_in[key(string)].add(edition.cable.reference_id)
    if not strings:
        return
    words = WordSet(strings, in_part=True)
    new = {reference_id: place for reference_id, place in staged.places.items() if place.is_new}
    accepted = set(Acceptance.objects.values_list("edition_id", "digest"))
    with workers(len(new), staged.generation.path, words) as each:
        for found in each(_standing, in_parts(sorted(new), _AT_ONCE)):
            for reference_id, folded in found:
                others = sorted(struck_in[folded] - {reference_id})
                if others and (new[reference_id].edition, digest(folded)) not in accepted:
                    yield Finding(reference_id, f"holds a string that was struck from {others[0]}")
    fresh = {place.release for place in new.values()}
    for place, release, statement in statements(staged.generation):
        bars = bool(fresh) if release is None else release in fresh
        for folded in sorted({hit.folded for hit in words.find(statement)}):
            what = f"holds a string that was struck from {min(struck_in[folded])}"
            yield Finding(place, what, bars=bars)


def _standing(folder: Path, words: WordSet, some: Sequence[str]) -> list[tuple[str, str]]:
    """Return (reference id, folded string) of what stands in these rows of the finished file."""
    generation = Generation.open(folder)
    found = []
    for reference_id in some:
        public = queries.edition(generation, reference_id)
        if public is None:
            continue
        # The same as is looked through at the clearing, so that what was accepted there is known here.
        stated = (reference_id, public.stated["origin"], public.stated["classification"])
        values = [value for value in (*stated, *public.coverage) if value]
        folded = standing_in(public.text, public.marks, values, words)
        found += [(reference_id, one) for one in sorted(folded)]
    return found
