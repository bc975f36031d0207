"""REF field: region in, references out, in the order they were written.

The field is cut at its labels (``A.``, ``(B)``), each entry at its separators,
and each piece is read as a cable, or as what its words say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cableroom.telegram.cited_cables import CitedCable, read_cited
from cableroom.telegram.model import Reference
from cableroom.telegram.reference_kinds import kind_of_reference
from cableroom.telegram.struck import is_struck

# "A." "(A)" "A)" "A:" "1." "(1)"; a second one behind it says the same ("A. A) ...", "A. REF A ...").
_LABEL = re.compile(
    r"(?<![A-Za-z0-9.'/&-])(?:"
    r"\(\s{0,2}([A-Za-z]|[0-9]{1,2})\s{0,2}[).:]{1,2}"
    r"|([A-Z])\s{0,1}[.):](?![A-Z]\.)|([a-z])[.)]|([0-9]{1,2})[.)](?=\s{0,3}(?:[0-9]{2} )?[A-Z(])"
    r")"
)
_AGAIN = re.compile(
    r"\s{0,4}(?:REF(?:TEL)?S?[.:]?\s{1,3}(?:\(?[A-Z]\)?[.:)]{0,2}\s{1,3})?|\(?[A-Z][).]{1,2}(?=\s))",
    re.IGNORECASE,
)
# A slash parts serials ("936/935"), but before two digits it brings the year ("00789/08").
_SEPARATOR = re.compile(
    r"\s{0,4}(?:[,;]|\b(?:AND|And|and|OR)\b|&)\s{0,4}(?:\b(?:AND|And|and)\b\s{0,4})?"
    r"|/(?=\s{0,2}[0-9])(?!\s{0,2}[0-9]{2}(?![0-9]))"
)
# What may stand behind a reference without being one.
_REMARK = re.compile(
    r"[\s(]{0,3}(?:(?:ALL )?NOTALS?|(?:AND )?PREVIOUS(?:ES)?|SERIES|ET ?AL|OTHERS?|EXDIS|NODIS|SBU|AND"
    r"|SEPTEL)[\s).,;]{0,4}$",
    re.IGNORECASE,
)
# Labels may skip one, but initials of names are no labels.
_WIDEST_STEP = 2
_LONGEST_SERIAL = 6
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Own:
    """What is known of the telegram that cites; it fills what a citation leaves out."""

    year: int | None
    post: str | None


@dataclass(frozen=True, slots=True)
class _Entry:
    label: str | None
    start: int
    end: int


def read_references(clean: str, start: int, end: int, own: Own) -> tuple[Reference, ...]:
    """Return the references of a REF field; spans are code points of ``clean``.

    start, end: the region behind the label, up to ``reference_field.end_of_references``.
    """
    references: list[Reference] = []
    for entry in _entries(clean, start, end):
        references.extend(_read_entry(clean, entry, own))
    return tuple(references)


def _entries(clean: str, start: int, end: int) -> Iterator[_Entry]:
    """Cut the field at its labels, in their order of letters or numbers."""
    label: str | None = None
    begin = position = start
    while (found := _LABEL.search(clean, position, end)) is not None:
        name = (found[1] or found[2] or found[3] or found[4]).upper()
        position = found.end()
        at_start = not clean[begin : found.start()].strip(" \r\n\\,;") if label is None else False
        if not _follows(name, label, at_start=at_start):
            continue
        cut = _slipped(clean, begin, found, end)
        yield from _if_any(clean, label, begin, found.start() if cut is None else cut)
        if (again := _AGAIN.match(clean, position, end)) is not None:
            position = again.end()
        label, begin = name, position if cut is None else cut
    yield from _if_any(clean, label, begin, end)


def _if_any(clean: str, label: str | None, begin: int, end: int) -> Iterator[_Entry]:
    if clean[begin:end].strip(" \r\n\\,;.()"):
        yield _Entry(label, begin, end)


def _follows(name: str, previous: str | None, *, at_start: bool) -> bool:
    """Tell whether a letter is the next label, and no initial of a name."""
    if previous is None:
        return at_start or name in ("A", "B", "1")
    if name.isdigit() != previous.isdigit():
        return False
    step = int(name) - int(previous) if name.isdigit() else ord(name) - ord(previous)
    return 0 <= step <= _WIDEST_STEP


def _slipped(clean: str, begin: int, label: re.Match[str], end: int) -> int | None:
    """Where the post begins in "KUWAIT (C)02293", whose label slipped behind it; else None."""
    after = clean[label.end() : min(end, label.end() + _LONGEST_SERIAL)]
    before = clean[max(begin, label.start() - _LONGEST_NAME) : label.start()].rstrip()
    if not after[:1].isdigit() or not before[-1:].isalpha():
        return None
    word = max(before.rfind(mark) for mark in ",;)") + 1
    if read_cited(f"{before[word:].strip()} {after}") is None:
        return None
    return label.start() - len(clean[max(begin, label.start() - _LONGEST_NAME) : label.start()]) + word


def _read_entry(clean: str, entry: _Entry, own: Own) -> Iterator[Reference]:
    """The references of one label; pieces that say nothing alone are put together again."""
    cited: CitedCable | None = None
    words: tuple[int, int] | None = None
    for start, end in _pieces(clean, entry):
        found = read_cited(clean[start:end], default=cited)
        if found is None and cited is None and words is None:
            found = _own_serial(clean[start:end], entry, own)
        if found is None:
            words = (words[0] if words else start, end)
            continue
        if words:
            yield from _in_words(clean, words, entry.label)
            words = None
        cited = found
        yield _cable(clean, start, found, entry.label, own)
    if words:
        yield from _in_words(clean, words, entry.label)


def _pieces(clean: str, entry: _Entry) -> Iterator[tuple[int, int]]:
    """Cut an entry at its separators; blanks and stops at both ends of a piece are left out."""
    begin = entry.start
    for found in _SEPARATOR.finditer(clean, entry.start, entry.end):
        piece = clean[begin : found.start()]
        if _awaits_serial(piece, found[0], clean[found.end() : found.end() + _LONGEST_SERIAL + 1]):
            continue
        if piece.strip():
            yield _trim(clean, begin, found.start())
        begin = found.end()
    if clean[begin : entry.end].strip():
        yield _trim(clean, begin, entry.end)


def _awaits_serial(piece: str, separator: str, after: str) -> bool:
    """Tell whether the comma stands between post and serial: "PRAGUE, 1228"."""
    name = piece.strip(" (")
    return separator.strip() == "," and name.isalpha() and read_cited(f"{name} {after}") is not None


def _trim(clean: str, start: int, end: int) -> tuple[int, int]:
    piece = clean[start:end]
    body = piece.lstrip(" \r\n\\.,;:")
    start += len(piece) - len(body)
    return start, start + len(body.rstrip(" \r\n\\,;"))


def _own_serial(piece: str, entry: _Entry, own: Own) -> CitedCable | None:
    """``A) 6307``: a serial alone is one of the own post."""
    digits = piece.strip(" .,#")
    if entry.label is None or own.post is None or not (digits.isascii() and digits.isdigit()):
        return None
    if len(digits) > _LONGEST_SERIAL or not int(digits):
        return None
    return CitedCable(None, own.post, int(digits), len(piece.rstrip()), post_written=False)


def _cable(clean: str, start: int, cited: CitedCable, label: str | None, own: Own) -> Reference:
    year = own.year if cited.year is None else cited.year
    reference_id = None
    inferred: tuple[str, ...] = ()
    if cited.post is not None and year is not None:
        reference_id = f"{year % 100:02}{cited.post}{cited.serial}"
        written = {"year": cited.year is not None, "post": cited.post_written}
        inferred = tuple(part for part, is_written in written.items() if not is_written)
    end = start + cited.length
    return Reference(label, "cable", reference_id, inferred, _flat(clean[start:end]), start, end)


def _in_words(clean: str, span: tuple[int, int], label: str | None) -> Iterator[Reference]:
    start, end = span
    written = clean[start:end]
    text = _flat(written).strip(" ,;.")
    if _REMARK.match(written) or is_struck(text) or not any(c.isalnum() for c in text):
        return
    yield Reference(label, kind_of_reference(text), None, (), text, start, end)


def _flat(written: str) -> str:
    """As written, line breaks joined."""
    return " ".join(word for word in written.split() if word != "\\")
