"""The labelled fields of the opening: lines in, the place of each field out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cableroom.telegram.labels import DERIVED, GLUED, LABEL, SURE, slipped_label
from cableroom.telegram.lines import Sheet, line_at

# Lines among which a misspelt label is sought.
_LONGEST_OPENING = 80


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled field of the opening."""

    name: str
    """order, tags, subject, ref, classified."""
    start: int
    """Of the label."""
    value: int
    """First code point behind the label."""
    end: int
    """Where the next label or the text begins; the reader may stop earlier."""


@dataclass(frozen=True, slots=True)
class _Label:
    """A label that counts."""

    name: str
    start: int
    value: int
    """First code point behind it, or of it where its reader wants the whole."""
    line: int
    """Index of its line."""
    leads: bool
    """It stands at the line's start."""
    sure: bool
    """It has all its letters and its colon."""


def find_fields(sheet: Sheet, start: int, end: int) -> dict[str, Field]:
    """The fields between ``start`` and ``end``, one of each name, in their order."""
    chosen: dict[str, _Label] = {}
    for label in _labels(sheet, start, end):
        kept = chosen.get(label.name)
        if kept is None or (label.leads and _inside_subject(kept, chosen, label)):
            chosen[label.name] = label
    for label in (*_slipped_labels(sheet, start, end, chosen), *_derived(sheet, start, end, chosen)):
        chosen.setdefault(label.name, label)
    labels = sorted(chosen.values(), key=lambda label: label.start)
    ends = [*(label.start for label in labels[1:]), end]
    return {
        label.name: Field(label.name, label.start, label.value, stop)
        for label, stop in zip(labels, ends, strict=False)
    }


def _labels(sheet: Sheet, start: int, end: int) -> Iterator[_Label]:
    """Those with all their letters, or with a slip that is known."""
    for found in LABEL.finditer(sheet.clean, start, end):
        kind = found.lastgroup
        assert kind is not None
        name = GLUED.get(kind, kind)
        at = line_at(sheet.lines, found.start())
        leads = at < len(sheet.lines) and sheet.lines[at].start == found.start()
        sure = kind in GLUED or SURE.match(sheet.clean, found.start()) is not None
        if leads or sure:
            # The reader of an order wants its number; "A. REF AMMAN 222" begins with its letter.
            whole = name == "order" or found[0][1:2] == "."
            yield _Label(name, found.start(), found.start() if whole else found.end(), at, leads, sure)


def _derived(sheet: Sheet, start: int, end: int, chosen: Mapping[str, _Label]) -> Iterator[_Label]:
    """Reasons without the person who classified: ``DERIVED FROM: DSCG 05-1. REASON: 1.4 (B)``."""
    if "classified" in chosen:
        return
    first = line_at(sheet.lines, start)
    for at, line in enumerate(sheet.lines[first : first + _LONGEST_OPENING], start=first):
        if line.start >= end:
            return
        if DERIVED.match(line.text):
            yield _Label("classified", line.start, line.start, at, leads=True, sure=True)
            return


def _inside_subject(label: _Label, chosen: Mapping[str, _Label], later: _Label) -> bool:
    """Tell whether a label may be words of the subject: ``NEW TAGS: A GUIDE``, REF B on its second line."""
    subject = chosen.get("subject")
    if subject is None or not subject.leads:
        return False
    if label.leads:
        return not label.sure and later.sure and label.line == subject.line + 1
    return subject.line == label.line


def _slipped_labels(sheet: Sheet, start: int, end: int, chosen: Mapping[str, _Label]) -> Iterator[_Label]:
    """Misspelt ones, where the right ones are missing."""
    if "subject" in chosen and "tags" in chosen:
        return
    first = line_at(sheet.lines, start)
    for at, line in enumerate(sheet.lines[first : first + _LONGEST_OPENING], start=first):
        if line.start >= end:
            return
        if (found := slipped_label(line.text)) is not None:
            name, length = found
            yield _Label(name, line.start, line.start + length, at, leads=True, sure=False)
