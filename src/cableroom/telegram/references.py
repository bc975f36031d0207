"""REF field: region in, references out, in the order they were written.

The field is cut at its labels (``reference_labels``); each entry is read from left to right: cables, what
joins them, and words, which are a reference of another kind or say what a cable is about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cableroom.telegram.citation_tails import skip_remarks
from cableroom.telegram.cited_cables import CitedCable, read_cited, read_further
from cableroom.telegram.flat_text import FlatText, flatten
from cableroom.telegram.model import Reference
from cableroom.telegram.reference_id import full_year
from cableroom.telegram.reference_kinds import kind_of_reference, names_a_document
from cableroom.telegram.reference_labels import Entry, entries
from cableroom.telegram.struck import is_struck

# What parts references, and says nothing itself.
_SEPARATOR = re.compile(
    r"(?:[\s,;.&/()\]:–-]|\[(?!REDACTED))+|\b(?:AND|And|and|OR|ALSO|SEE|See|REF|REFS|REFTELS?|CF)\b[.:]?(?=\s|$)|[0-9]\)(?=\s?[A-Z])"
    r"|PARA(?:GRAPH)?S?\s[0-9]{1,2}\s(?:OF\s)?(?=[A-Z0-9])"
)
_PARTS = re.compile(r"[,;\nA-Z]")
_WORD = re.compile(r"[^\s,;/()]+")
# What may stand in a field without being a reference.
_NO_REFERENCE = re.compile(
    r"(?:(?:(?:ALL|BOTH)\s)?NOTALS?|(?:AND\s)?PREVIOUS(?:ES)?|SERIES|ET\s?AL|OTHERS?|EXDIS|NODIS|SBU|AND|REFS?"
    r"|REFTELS?|SEPTELS?|NONE|N/?A|NIL|AS ABOVE)$",
    re.IGNORECASE,
)
_END_OF_CITATION = re.compile(r"\s?(?:$|[,;.)]|AND\b|NOTAL)")
_SERIAL_ALONE = re.compile(r"(?:(?P<year>[0-9]{2})[\s-])?#?(?P<serial>[0-9]{1,6})\s?(?=$|[,;.&/(]|AND\b)")
# Between two documents.
_JOINT = re.compile(r"\n|,\s?|\s(?:AND|and)\s")
_DEPARTMENT = "STATE"
_AROUND = " \n,;.:&/()-–"
_LIKE_A_YEAR = range(1966, 2011)
_FEWEST_DIGITS = 3
_LONGEST_WORDS = 400
_LONGEST_FIELD = 16_384


@dataclass(frozen=True, slots=True)
class Own:
    """What is known of the telegram that cites; it fills what a citation leaves out."""

    year: int | None
    post: str | None
    addressee: str | None = None
    """Short name of the post to which it goes, where that is one."""


def read_references(clean: str, start: int, end: int, own: Own) -> tuple[Reference, ...]:
    """Return the references of a REF field; spans are code points of ``clean``.

    start, end: the region behind the label, up to ``reference_field.end_of_references``.
    A serial without a year is of the citing telegram's year. In January it may well be of the year
    before: the text does not tell, so nothing is guessed, and ``inferred`` says that the year is not written.
    """
    flat = flatten(clean, start, min(end, start + _LONGEST_FIELD))
    references: list[Reference] = []
    for entry in entries(flat.text, year=own.year):
        references.extend(_EntryReader(flat, entry, own).read())
    return tuple(references)


class _EntryReader:
    """Reads one entry from left to right."""

    def __init__(self, flat: FlatText, entry: Entry, own: Own) -> None:
        self._flat = flat
        self._entry = entry
        self._own = own
        self._text = flat.text[entry.start : entry.end]
        self._last: CitedCable | None = None
        self._words: int | None = None
        # Whether something parts the words, or what comes next, from the cable before them; a semicolon
        # parts entries, never a cable from what it is about.
        self._parted = True
        self._listed = False
        self._labels = iter((entry.label, *entry.more))
        self._label = entry.label

    def read(self) -> Iterator[Reference]:
        """The references of the entry."""
        text = self._text
        position = 0
        while position < len(text):
            separator = _SEPARATOR.match(text, position)
            if separator is not None:
                if self._words is not None and ";" in separator[0]:
                    yield from self._end_words(position)
                self._parted = self._parted or _PARTS.search(separator[0]) is not None
                self._listed = self._listed or ";" in separator[0]
                position = separator.end()
                continue
            cited = self._cited_at(position)
            if cited is None:
                position = self._pass_word(position)
                continue
            yield from self._end_words(position)
            yield self._reference(cited)
            self._last = cited
            position = skip_remarks(text, cited.end)
            while further := read_further(text, position, self._last, year=self._own.year):
                for cable in further:
                    yield self._reference(cable)
                self._last = further[-1]
                position = skip_remarks(text, self._last.end)
            self._parted = self._listed = False
        yield from self._end_words(len(text))

    def _cited_at(self, position: int) -> CitedCable | None:
        """The cable that is cited at a place; among words only one that is beyond doubt."""
        year = self._own.year
        if self._words is not None or (self._last is not None and not self._parted):
            cited = read_cited(self._text, position, year=year, forgiving=False)
            return cited if cited is not None and self._is_sure(cited, position) else None
        cited = read_cited(self._text, position, year=year)
        if cited is not None or self._last is not None:
            return cited
        return self._own_serial(position)

    def _is_sure(self, cited: CitedCable, position: int) -> bool:
        """Tell a cable among words from a city and a number: "TALKS IN PARIS 22"."""
        if self._words is None:
            return cited.serial not in _LIKE_A_YEAR or cited.year is not None
        before = self._text[:position].rstrip(" ")[-1:]
        if cited.year is not None or before in "\n;":
            return True
        ends = _END_OF_CITATION.match(self._text, cited.end) is not None
        return cited.serial not in _LIKE_A_YEAR and before in ",(" and ends

    def _own_serial(self, position: int) -> CitedCable | None:
        """``A) 6307``: a serial alone is one of the own post."""
        found = _SERIAL_ALONE.match(self._text, position)
        if found is None or self._own.post is None or not int(found["serial"]):
            return None
        if self._entry.label is None and len(found["serial"]) < _FEWEST_DIGITS:
            return None
        year = full_year(found["year"]) if found["year"] else None
        return CitedCable(year, None, int(found["serial"]), position, found.end("serial"), whose="ours")

    def _pass_word(self, position: int) -> int:
        if self._words is None:
            self._words = position
        word = _WORD.match(self._text, position)
        return word.end() if word else position + 1

    def _reference(self, cited: CitedCable) -> Reference:
        own = self._own
        post = cited.post
        if cited.whose == "ours" or (cited.whose == "embassy" and own.post != _DEPARTMENT):
            post = own.post
        elif cited.whose is not None:
            post = _DEPARTMENT if cited.whose == "department" else own.addressee
        year = own.year if cited.year is None else cited.year
        reference_id = None
        inferred: tuple[str, ...] = ()
        if post is not None and year is not None:
            reference_id = f"{year % 100:02}{post}{cited.serial}"
            written = {"year": cited.year is not None, "post": cited.whose is None}
            inferred = tuple(part for part, is_written in written.items() if not is_written)
        return self._made("cable", reference_id, inferred, cited.start, cited.end)

    def _end_words(self, end: int) -> Iterator[Reference]:
        """What the words up to ``end`` refer to; behind a cable they may only say what it is about."""
        if self._words is None:
            return
        start, self._words = self._words, None
        parted, listed = self._parted, self._listed
        self._parted = True
        for begin, stop in _parts(self._text, start, end):
            text = self._text[begin:stop]
            if not text or _NO_REFERENCE.match(text) or is_struck(text) or not any(map(str.isalnum, text)):
                continue
            if self._last is not None and not listed and not (parted and names_a_document(text)):
                continue
            yield self._made(kind_of_reference(text), None, (), begin, stop)

    def _made(
        self, kind: str, reference_id: str | None, inferred: tuple[str, ...], begin: int, stop: int
    ) -> Reference:
        start, end = self._flat.span(self._entry.start + begin, self._entry.start + stop)
        text = " ".join(self._text[begin:stop].split())
        self._label = next(self._labels, self._label)
        return Reference(self._label, kind, reference_id, inferred, text, start, end)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut words where each side names a document of its own: "ROE EMAIL, DOE LETTER"."""
    begin = start
    if end - start > _LONGEST_WORDS:
        yield _trimmed(text, start, end)
        return
    for joint in _JOINT.finditer(text, start, end):
        if names_a_document(text[begin : joint.start()]) and names_a_document(text[joint.end() : end]):
            yield _trimmed(text, begin, joint.start())
            begin = joint.end()
    yield _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(_AROUND))
    stop = start + len(text[start:end].rstrip(_AROUND))
    # "ROE-DOE E-MAIL (07SEP07)": the parenthesis belongs to it.
    closes = stop < end and text[stop] in ")]" and text.count("(", start, stop) > text.count(")", start, stop)
    return start, max(start, stop + closes)
