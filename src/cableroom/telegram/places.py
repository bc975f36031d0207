"""Where each field of a parsed telegram was found: Telegram in, places out.

A call of its own, for people who look at a parse; ``parse()`` does not wait for it.  The parts of the
telegram are found as ``parse()`` finds them, and each value is sought in its part.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from cableroom.telegram.classification import read_classification_line
from cableroom.telegram.classification_words import LEVEL_LINE
from cableroom.telegram.classified_by import end_of_classified_by, find_classified_by
from cableroom.telegram.dtg import find_dtg
from cableroom.telegram.errors import FieldError
from cableroom.telegram.heading import end_of_field
from cableroom.telegram.lines import Line, Sheet, lay_out, lines_between
from cableroom.telegram.model import Addressee, Span, Telegram
from cableroom.telegram.opening import Opening, find_opening
from cableroom.telegram.reference_field import end_of_references
from cableroom.telegram.struck import is_struck

_ADDRESSED = re.compile(r"(FM|TO|INFO|XMT)(?:[ /]|$)")
_SECTION = re.compile(r"SECTION\s{1,3}[0-9]{1,2}\s{1,3}OF\s{1,3}[0-9]{1,2}")
_GROUP = re.compile(r"[0-9]{6}")
_CLASSIFIED_LABEL = re.compile(r"\(?CLASSIFIED\s{1,4}BY\b\s{0,2}:?\s{0,4}\Z", re.IGNORECASE)
_LABEL_WIDTH = 30
_CLASSIFIED_WITHIN = 1_500
# So many characters of a summary, without its blanks, find its beginning and its end.
_ENOUGH = 40


class Place(NamedTuple):
    """A part of the text and the field that was read from it."""

    field: str
    """As the JSON form names it."""
    start: int
    """Of the label, where the field has one."""
    end: int


def find_places(telegram: Telegram) -> tuple[Place, ...]:
    """Return where the fields stand that carry no place themselves, in the order of the text.

    A field has a place for each of its values where these stand apart (addressees, captions), and none
    where nothing was read, unless it was struck. Paragraphs, headings, references, blocks and furniture have
    their own.
    """
    sheet = lay_out(telegram.text)
    opening = find_opening(sheet)
    words = _Words(sheet.clean)
    found = [
        *_transmission(telegram),
        *_group(telegram, sheet, opening),
        *_stations(telegram, opening, words),
        *_classification(telegram, sheet, opening, words),
        *_labelled(telegram, sheet, opening, words),
        *_classified_by(telegram, sheet, opening, words),
        *_text(telegram, words),
    ]
    return tuple(sorted(found, key=lambda place: (place.start, place.end)))


class _Words:
    """A text without its blanks, in capitals, and where each character of it stands."""

    def __init__(self, clean: str) -> None:
        # A backslash is the line end of a database's dump. A letter with a longer capital stays as it is.
        plain = clean.replace("\\", " ")
        capitals = plain.upper()
        if len(capitals) != len(plain):
            capitals = "".join(c.upper() if len(c.upper()) == 1 else c for c in plain)
        self._letters = "".join(capitals.split())
        self._offsets = array("L", (i for i, c in enumerate(capitals) if not c.isspace()))

    def find(self, value: str, start: int, end: int) -> Span | None:
        """Where ``value`` stands first between two offsets, however it is wrapped or spaced."""
        return self._sought(value, start, end, self._letters.find)

    def find_last(self, value: str, start: int, end: int) -> Span | None:
        """Where it stands last."""
        return self._sought(value, start, end, self._letters.rfind)

    def find_all(self, value: str, start: int, end: int) -> Iterator[Span]:
        """Every place where it stands."""
        while (span := self.find(value, start, end)) is not None:
            yield span
            start = span.end

    def find_long(self, value: str, start: int, end: int) -> Span | None:
        """Where a value stands in which headings and page breaks were left out: its beginning to its end."""
        letters = "".join(value.split())
        begin = self.find(letters[:_ENOUGH], start, end)
        if begin is None:
            return None
        at = bisect_left(self._offsets, begin.start) + len(letters) - _ENOUGH
        after = self._offsets[at] if begin.end < end and 0 < at < len(self._offsets) else begin.start
        stop = self.find(letters[-_ENOUGH:], max(begin.start, after), end)
        return Span(begin.start, stop.end if stop else begin.end)

    def _sought(
        self, value: str, start: int, end: int, search: Callable[[str, int, int], int]
    ) -> Span | None:
        letters = "".join(value.replace("\\", " ").upper().split())
        if not letters:
            return None
        at = search(letters, bisect_left(self._offsets, start), bisect_left(self._offsets, end))
        return Span(self._offsets[at], self._offsets[at + len(letters) - 1] + 1) if at >= 0 else None


def _transmission(telegram: Telegram) -> Iterator[Place]:
    # In the text itself: where it is furniture, the clean text has blanks.
    start = telegram.text.find(telegram.transmission) if telegram.transmission else -1
    if telegram.transmission and start >= 0:
        yield Place("transmission", start, start + len(telegram.transmission))


def _group(telegram: Telegram, sheet: Sheet, opening: Opening) -> Iterator[Place]:
    if not opening.header:
        return
    try:
        year = telegram.sent_at.year if telegram.sent_at else None
        span = find_dtg(sheet.clean, opening.header[0].start, opening.header[-1].end, year=year).span
    except FieldError:
        return
    digits = _GROUP.search(sheet.clean, span.start, span.end)
    start = digits.start() if digits else span.start
    if start > span.start and telegram.precedence.action:
        yield Place("precedence", span.start, start)
    yield Place("sent_at", start, span.end)


def _stations(telegram: Telegram, opening: Opening, words: _Words) -> Iterator[Place]:
    """A place for the sender and each addressee: from the label, or the route, to the next of them."""
    parts: dict[str, list[Line]] = {"FM": [], "TO": [], "INFO": [], "XMT": []}
    label = None
    for line in opening.header:
        if (found := _ADDRESSED.search(line.text)) is not None and (
            found.start() == 0 or (label is None and found[1] == "FM")
        ):
            label = found[1]
        if label is not None:
            parts[label].append(line)
    if telegram.sender is not None:
        sender = Addressee(telegram.sender.name, None, None, None)
        yield from _listed("from", (sender,), parts["FM"], words)
    yield from _listed("to", telegram.to, parts["TO"], words)
    yield from _listed("info", telegram.info, parts["INFO"], words)
    yield from _listed("exempt", telegram.exempt, parts["XMT"], words)


def _listed(field: str, listed: tuple[Addressee, ...], lines: list[Line], words: _Words) -> Iterator[Place]:
    """Each from its line's beginning, or the end of the one before it, to the next one or the line's end."""
    if not lines:
        return
    starts = [line.start for line in lines]
    position, end = lines[0].start, lines[-1].end
    found: list[tuple[int, int]] = []
    for one in listed:
        name = words.find(f"{one.route}/{one.name}", position, end) if one.route else None
        name = name or words.find(one.name, position, end)
        if name is None:
            break
        line = lines[max(0, bisect_right(starts, name.start) - 1)]
        label = _ADDRESSED.search(line.text) if field == "from" else None
        start = line.start + (label.start() if label else 0)
        if found and found[-1][1] > name.start:
            found[-1] = (found[-1][0], name.start)
            start = name.start
        found.append((start, max(line.end, name.end)))
        position = name.end
    yield from (Place(field, start, stop) for start, stop in found)


def _classification(telegram: Telegram, sheet: Sheet, opening: Opening, words: _Words) -> Iterator[Place]:
    span = opening.classification
    level = LEVEL_LINE.match(sheet.clean, span.start) if span else None
    start = opening.preamble.start
    if span and level and telegram.classification:
        yield Place("classification", *level.span())
        start = level.end()
        if (section := _SECTION.search(sheet.clean, start, span.end)) is not None:
            yield Place("sections", *section.span())
            start = section.end()
        read = read_classification_line(sheet.clean[span.start : span.end])
        if read.post and read.serial and (own := words.find(read.post + read.serial, start, span.end)):
            yield Place("reference_id", own.start, own.end)
    for field, values in (("captions", telegram.captions), ("attention", telegram.attention)):
        for value in values:
            for found in words.find_all(value, start, opening.preamble.end):
                yield Place(field, found.start, found.end)


def _labelled(telegram: Telegram, sheet: Sheet, opening: Opening, words: _Words) -> Iterator[Place]:
    """E.O., TAGS, SUBJECT and REF: from the label to the end of the value."""
    for name, field in opening.fields.items():
        lines = lines_between(sheet.lines, field.value, field.end)
        if name == "ref" and telegram.references:
            yield Place("references", field.start, min(field.end, end_of_references(lines, field.value)))
        end = min(field.end, end_of_field(lines, field.value))
        if name == "order" and telegram.executive_order:
            yield from _order(telegram, field.start, end, words)
        elif name == "subject" and telegram.subject:
            span = words.find(telegram.subject, field.value, field.end)
            yield Place("subject", field.start, span.end if span else end)
        elif name == "subject" and is_struck(sheet.clean[field.value : end].strip()):
            yield Place("subject", field.start, end)
        elif name == "tags" and telegram.tags:
            yield Place("tags", field.start, end)
    yield from _unlabelled(telegram, opening, words)


def _unlabelled(telegram: Telegram, opening: Opening, words: _Words) -> Iterator[Place]:
    """Tags and subject that were found without their labels."""
    head_end = max((field.end for field in opening.fields.values()), default=opening.text_start)
    if telegram.tags and "tags" not in opening.fields:
        first = words.find(telegram.tags[0].code, opening.body_start, head_end)
        last = first and words.find(telegram.tags[-1].code, first.start, head_end)
        if first and last:
            yield Place("tags", first.start, last.end)
    if telegram.subject and "subject" not in opening.fields:
        row = words.find_last(telegram.subject, opening.body_start, len(telegram.text))
        if row is not None:
            yield Place("subject", row.start, row.end)


def _order(telegram: Telegram, start: int, end: int, words: _Words) -> Iterator[Place]:
    stated = next((f for f in ("declassify_on", "declassify_note") if getattr(telegram, f) is not None), None)
    number = words.find(telegram.executive_order or "", start, end) if stated else None
    stop = number.end if number else end
    yield Place("executive_order", start, stop)
    if stated:
        yield Place(stated, stop, end)


def _classified_by(telegram: Telegram, sheet: Sheet, opening: Opening, words: _Words) -> Iterator[Place]:
    if telegram.classified_by is None and not telegram.reasons:
        return
    field = opening.fields.get("classified")
    if field is not None:
        start, value, end = field.start, field.value, field.end
    else:
        limit = min(len(sheet.clean), opening.text_start + _CLASSIFIED_WITHIN)
        within = find_classified_by(sheet.clean, max(opening.body_start, opening.preamble.end), limit)
        if within is None:
            return
        before = _CLASSIFIED_LABEL.search(sheet.clean[max(0, within - _LABEL_WIDTH) : within])
        start = within - len(before[0]) if before else within
        value, end = within, min(len(sheet.clean), within + _CLASSIFIED_WITHIN)
    end = min(end, end_of_classified_by(lines_between(sheet.lines, value, end), value))
    name = words.find(telegram.classified_by or "", value, end)
    if name is not None:
        yield Place("classified_by", start, name.end)
        start = name.end
    elif telegram.classified_by:
        yield Place("classified_by", start, end)
    if telegram.reasons and start < end:
        yield Place("reasons", start, end)


def _text(telegram: Telegram, words: _Words) -> Iterator[Place]:
    """Summary, comment and signer."""
    start = telegram.paragraphs[0].start if telegram.paragraphs else telegram.body_start
    end = len(telegram.text)
    if telegram.summary and (summary := words.find_long(telegram.summary, start, end)):
        yield Place("summary", summary.start, summary.end)
    if telegram.comment and (begin := words.find_last(_head(telegram.comment), start, end)):
        comment = words.find_long(telegram.comment, begin.start, end)
        assert comment is not None
        yield Place("comment", comment.start, comment.end)
    if telegram.signed_by:
        behind = telegram.paragraphs[-1].end if telegram.paragraphs else start
        signed = words.find(telegram.signed_by, behind, end) or words.find_last(telegram.signed_by, 0, end)
        if signed is not None:
            yield Place("signed_by", signed.start, signed.end)


def _head(value: str) -> str:
    return "".join(value.split())[:_ENOUGH]


def with_own_places(telegram: Telegram) -> tuple[Place, ...]:
    """``find_places`` and all that carry their own place, in the order of the text."""
    own: Iterable[Place] = (
        Place(field, item.start, item.end)
        for field in ("references", "body_references", "headings", "paragraphs", "blocks", "furniture")
        for item in getattr(telegram, field)
    )
    return tuple(sorted((*find_places(telegram), *own), key=lambda place: (place.start, place.end)))
