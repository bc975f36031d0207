"""Sections of one telegram that came as records of their own, joined to one record.

    Record + Section -> pieces (spans of the sections' texts) -> Record of the format JOINED

1. A join is made where every section of one total stands under one reference id; of a section that
   came twice, the record received first is taken.
2. Its text is its pieces with a blank line between, and nothing else: ``rejoin`` makes it again.
3. No section is changed; a header that is left out of the join stands in its record.
4. A cable that nobody has begun to review has the join for its text; else the join is a candidate.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import Count

from cableroom.private.vault import journal
from cableroom.private.vault.account import Joined
from cableroom.private.vault.errors import SectionsMissing
from cableroom.private.vault.lock import writer_lock
from cableroom.private.vault.models import JOINED, Cable, Original, Piece, Record, Section, State
from cableroom.private.vault.texts import compress, digest, record_text
from cableroom.telegram import Telegram, parse
from cableroom.telegram.sections import BETWEEN, Sections, as_one, own_spans, sections_of
from cableroom.telegram.shingles import share_held, shingles, words_of

LARGEST_TEXT: Final = 4 * 1024 * 1024
"""Code points of all sections of a join: as much as a source may give for one cable."""
_HELD_ALREADY: Final = 0.5
"""A first section with more than this of a later one's shingles is the whole telegram."""
_LEVELS: Final = ("UNCLASSIFIED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET", "TOP SECRET")


@dataclass(frozen=True, slots=True)
class _Part:
    """A section that goes into a join."""

    record: Record
    text: str
    telegram: Telegram
    spans: tuple[tuple[int, int], ...]


def note_sections(found: Iterable[tuple[Record, Sections]]) -> None:
    """Write down which sections these stored records hold."""
    Section.objects.bulk_create(
        Section(record=record, first=one.first, last=one.last, total=one.total) for record, one in found
    )


def join_complete(cables: Collection[int]) -> list[Joined]:
    """Join the sections of every one of ``cables`` (row numbers) that has them all and no join of them yet.

    Call it in the transaction that stored the last section.
    """
    made: list[Joined] = []
    for cable, sections in _grouped(cables):
        done = set(Piece.objects.filter(joined__cable=cable).values_list("record__section__total", flat=True))
        for total in sorted({one.total for one in sections} - done):
            chosen = choose([one for one in sections if one.total == total])
            if chosen and (joined := _join(cable, chosen)):
                made.append(joined)
    return made


def join_all() -> Iterator[Joined]:
    """Give each join that can be made; only a vault of before there were sections has any.

    Raises VaultLocked. What was joined before a kill stays so.
    """
    several = Cable.objects.annotate(count=Count("records")).filter(count__gt=1).order_by("pk")
    with writer_lock():
        for cable in several.iterator():
            with transaction.atomic():
                _look_for_sections(cable)
                made = join_complete([cable.pk])
            yield from made


def join_cable(cable: Cable) -> Joined:
    """Join the sections of one cable. Raises SectionsMissing: some are, or it is joined; VaultLocked."""
    with writer_lock(), transaction.atomic():
        _look_for_sections(cable)
        if not (made := join_complete([cable.pk])):
            raise SectionsMissing(f"{cable.reference_id} has no whole set of sections that is not joined yet")
    return made[0]


def _look_for_sections(cable: Cable) -> None:
    """Write down the sections of records that were stored before anybody looked for them."""
    unmarked = cable.records.filter(section=None).exclude(format=JOINED).order_by("pk")
    found = [(record, sections_of(record_text(record))) for record in unmarked]
    note_sections((record, one) for record, one in found if one is not None)


def choose(sections: Sequence[Section]) -> list[Section]:
    """Return sections that together are one whole telegram, in order; none where one is missing.

    sections: of one total, in the order received. Of two that begin alike the earlier is preferred.
    """
    if not sections:
        return []
    total = sections[0].total
    # From the end: whether, and with what, the rest can be had from a section on.
    onward: dict[int, Section] = {}
    by_first: dict[int, list[Section]] = defaultdict(list)
    for one in sections:
        by_first[one.first].append(one)
    for first in range(total, 0, -1):
        for one in reversed(by_first[first]):
            if one.last == total or one.last + 1 in onward:
                onward[first] = one
    chosen: list[Section] = []
    place = 1
    while place in onward:
        chosen.append(onward[place])
        place = chosen[-1].last + 1
    return chosen


def rejoin(pieces: Iterable[Piece]) -> str:
    """Return the text that ``pieces``, in their order, give. Raises OriginalDamaged."""
    texts: dict[int, str] = {}
    parts = []
    for piece in pieces:
        if piece.record_id not in texts:
            texts[piece.record_id] = record_text(piece.record)
        parts.append(texts[piece.record_id][piece.start : piece.end])
    return BETWEEN.join(parts)


def _grouped(cables: Collection[int]) -> Iterator[tuple[Cable, list[Section]]]:
    """Give each cable that has sections in more than one record, with its sections as received."""
    grouped: dict[int, list[Section]] = defaultdict(list)
    sections = Section.objects.filter(record__cable__in=cables).order_by("record")
    for cable, one in zip(sections.values_list("record__cable", flat=True), sections, strict=True):
        grouped[cable].append(one)
    several = sorted(cable for cable, found in grouped.items() if len(found) > 1)
    for known in Cable.objects.filter(pk__in=several).order_by("pk"):
        yield known, grouped[known.pk]


def _join(cable: Cable, chosen: list[Section]) -> Joined | None:
    """Store the join; None where the first section is the whole already, or it is too long."""
    parts = _parts(chosen)
    if not parts or _is_whole(parts):
        return None
    text = BETWEEN.join(part.text[start:end] for part in parts for start, end in part.spans)
    data = text.encode("utf-8", "surrogatepass")
    if Record.objects.filter(original=digest(data)).exists():
        # Somebody imported the very text that would come out.
        return None
    first = parts[0].record
    original, _ = Original.objects.get_or_create(
        digest=digest(data), defaults={"size": len(data), "content": compress(data)}
    )
    joined = Record.objects.create(
        cable=cable,
        original=original,
        part=0,
        format=JOINED,
        file="",
        offset=0,
        encoding="utf-8",
        created=first.created,
        origin=first.origin,
        coverage=list(dict.fromkeys(one for part in parts for one in part.record.coverage)),
        text=original.content,
        **_agreed(parts),
    )
    places = ((part.record, start, end) for part in parts for start, end in part.spans)
    Piece.objects.bulk_create(
        Piece(joined=joined, place=place, record=record, start=start, end=end)
        for place, (record, start, end) in enumerate(places)
    )
    total = chosen[0].total
    journal.note(journal.actor(), "join", cable.reference_id, sections=total)
    return Joined(cable.reference_id, total, is_text=cable.state == State.RECEIVED)


def _parts(chosen: list[Section]) -> list[_Part]:
    """Return what goes into the join; none where it would be too long, before all of it is in memory."""
    parts: list[_Part] = []
    room = LARGEST_TEXT
    for place, one in enumerate(chosen):
        text = record_text(one.record)
        room -= len(text)
        if room < 0:
            return []
        spans = own_spans(text, is_first=place == 0, is_last=place == len(chosen) - 1)
        parts.append(
            _Part(one.record, text, parse(as_one(text)), tuple((span.start, span.end) for span in spans))
        )
    return parts


def _is_whole(parts: list[_Part]) -> bool:
    first = shingles(words_of(parts[0].text))
    later = (shingles(words_of(part.text[slice(*part.spans[-1])])) for part in parts[1:])
    return any(share_held(one, first) > _HELD_ALREADY for one in later)


def _agreed(parts: list[_Part]) -> dict[str, object]:
    """Return what the sections say together: classification, derived fields, problems."""
    first = parts[0].record
    problems = {problem for part in parts for problem in part.record.problems}
    named = {part.telegram.classification or part.record.classification for part in parts} - {None}
    stated = {part.record.classification for part in parts} - {None}
    classification, derived = first.classification, first.derived
    if len({_rank(one) for one in named | stated}) > 1:
        problems.add("sections-classified-differently")
        classification = max(named | stated, key=_rank)
        derived = [name for name in derived if name != "classification"]
    senders = {part.telegram.sender.name for part in parts if part.telegram.sender}
    times = {part.telegram.sent_at for part in parts if part.telegram.sent_at}
    if len(senders) > 1 or len(times) > 1:
        problems.add("sections-sent-differently")
    return {"classification": classification, "derived": derived, "problems": sorted(problems)}


def _rank(classification: str | None) -> tuple[int, bool]:
    """Return how high a classification is; one that is unknown is the highest."""
    words = (classification or "").upper()
    known = max(
        (place for place, level in enumerate(_LEVELS) if words.startswith(level)), default=len(_LEVELS)
    )
    return known, "NOFORN" in words
