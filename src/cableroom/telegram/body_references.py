"""Mentions of other telegrams in the running text: ``ref B``, ``reftels C/D``, ``STATE 12345``, ``septel``."""

import re
from collections.abc import Iterator

from cableroom.telegram.cited_cables import known_post
from cableroom.telegram.model import BodyReference, Reference
from cableroom.telegram.reference_id import full_year

# "ref", "Refs", "REFTEL", "reftels"; then letters.
_MENTION = re.compile(
    r"\b(?:REF|Ref|ref)(?:(?:ERENCE|erence)[Ss]?(?= \(?[A-Z]\)?[\s,.;)])|(?:TEL|tel)?[Ss]?)\b\.?"
)
_LETTER = re.compile(r"\s{0,3}(?:\(([A-Z])\)|([A-Z]))(?![A-Za-z0-9'’.-][A-Za-z]|[A-Za-z0-9'’])")
_SMALL_LETTER = re.compile(r"\s{1,2}(?:\(([a-h])\)|([a-h])(?=[),;]))")
_MORE = re.compile(
    r"\s{0,3}(?:,\s{0,3}(?:and|AND)\b|,|/|&|\b(?:and|AND|or|OR)\b|-)(?=\s{0,3}\(?[A-Z]\)?(?![A-Za-z0-9'’]))"
)
_SEPTEL = re.compile(r"\b(?:SEPTELS?|Septels?|septels?)\b")
# Post and serial in capitals; with a year in front, or in parentheses, small letters will do.
_CABLE = re.compile(
    r"(?<![A-Za-z0-9])(?:(?P<year>[0-9]{2}) ?)?(?P<post>[A-Z][A-Z'.]{2,16}(?: [A-Z][A-Z'.]{1,12}){0,3}) ?(?P<serial>[0-9]{2,6})(?![0-9A-Za-z,.:/-]?[0-9A-Za-z])"
)
_LIKE_A_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")


def read_body_references(
    clean: str, start: int, end: int, references: tuple[Reference, ...], year: int | None
) -> tuple[BodyReference, ...]:
    """Return the mentions between two offsets, in order, one for each letter.

    references: the REF list, which resolves letters. year: the telegram's own, four digits.
    """
    listed: dict[str, str | None] = {}
    for reference in references:
        if reference.label is not None:
            listed.setdefault(reference.label, reference.reference_id)
    cables = [reference.reference_id for reference in references]
    only = cables[0] if len(cables) == 1 else None
    found = [
        *_letters(clean, start, end, listed, only),
        *_cables(clean, start, end, year),
        *(BodyReference(None, None, m[0], *m.span()) for m in _SEPTEL.finditer(clean, start, end)),
    ]
    found.sort(key=lambda mention: mention.start)
    return tuple(found)


def _letters(
    clean: str, start: int, end: int, listed: dict[str, str | None], only: str | None
) -> Iterator[BodyReference]:
    for mention in _MENTION.finditer(clean, start, end):
        letter = _LETTER.match(clean, mention.end(), end) or _SMALL_LETTER.match(clean, mention.end(), end)
        if letter is None:
            if "tel" in mention[0].lower():
                yield BodyReference(None, only, mention[0], *mention.span())
            continue
        begin = mention.start()
        while letter is not None:
            label = (letter[1] or letter[2]).upper()
            stop = letter.end()
            yield BodyReference(label, listed.get(label), " ".join(clean[begin:stop].split()), begin, stop)
            more = _MORE.match(clean, stop, end)
            letter = _LETTER.match(clean, more.end(), end) if more else None
            if letter is not None:
                begin = letter.start() + len(letter[0]) - len(letter[0].lstrip())


def _cables(clean: str, start: int, end: int, year: int | None) -> Iterator[BodyReference]:
    for found in _CABLE.finditer(clean, start, end):
        serial = found["serial"]
        if found["year"] is None and _LIKE_A_YEAR.match(serial):
            continue
        post_start, post = _post(found)
        if post is None or not int(serial):
            continue
        with_year = found["year"] is not None and post_start == found.start("post")
        begin = found.start() if with_year else post_start
        stated = full_year(found["year"]) if with_year else year
        reference_id = f"{stated % 100:02}{post}{int(serial)}" if stated is not None else None
        yield BodyReference(
            None, reference_id, " ".join(clean[begin : found.end()].split()), begin, found.end()
        )


def _post(found: re.Match[str]) -> tuple[int, str | None]:
    """The known post that the words before a serial end with, and where it begins."""
    words = found["post"]
    offset = 0
    while True:
        post = known_post(words[offset:])
        if post is not None:
            return found.start("post") + offset, post
        space = words.find(" ", offset)
        if space < 0:
            return found.start("post"), None
        offset = space + 1
