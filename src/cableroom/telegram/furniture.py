"""What stands in a telegram and is no content: page and section breaks, stamps, transmission lines.

Text in, spans out.  They are found first, so that every other reader sees the
text without them, even where a break was glued into a sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from cableroom.telegram.classification_words import LEVEL
from cableroom.telegram.model import Furniture
from cableroom.telegram.posts import find_post

# "BERN 00000881  001.2 OF 002": serial of eight digits, section.page OF sections.
# Source: continuation headers of the 2000s; also wrapped, and glued into fields.
# What stands behind the page is sought first: to look for the first of eight digits takes ten times as long.
_OF_TOTAL = re.compile(r"OF\s{1,4}[0-9]{3}\b")
_BEFORE_OF = re.compile(r"(?<!\w)[0-9]{8}\s{1,8}[0-9]{3}(?:\.[0-9]{1,2})?\s{1,4}\Z")
_LONGEST_BEFORE_OF = 26
# "PAGE 02        ROME  03067  211833Z", "PAGE 02  LIMA  02475  01 OF 03  251228Z".
_PAGE = re.compile(
    r"\bPAGE\s{1,8}[0-9]{2,3}\s{1,20}(?:OF\s{1,3}[0-9]{2,3}\s{1,20})?[A-Z][A-Z ]{1,24}[0-9]{3,6}\b"
    r"(?:\s{1,8}[0-9]{2}\s{1,3}OF\s{1,3}[0-9]{2})?(?:\s{1,8}[0-9]{6}Z)?(?: {1,8}[0-9]{6})?"
)
# "C O N F I D E N T I A L SECTION 02 OF 03 BERN 000881" at the head of the later sections.
_COUNT = "[0-9]{1,2}|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN"
_SECTION = re.compile(
    rf"{LEVEL}[ /A-Z]{{0,40}}SECTION {{1,3}}({_COUNT}) {{1,3}}OF {{1,3}}(?:{_COUNT}) {{1,3}}"
    r"[A-Z][A-Z ]{1,24}[0-9]{3,6}\b"
)
# Plain pieces of it, and of a catalogue row: to look for them first is much quicker.
_LATER_SECTION = re.compile(rf"SECTION {{1,3}}(?!0?[01] |ONE )(?:{_COUNT}) {{1,3}}OF")
# Below it the line of the first section stands once more.
_FIRST_SECTION = re.compile(r"SECTION {1,3}(?:0?1|ONE) {1,3}OF")
_FIRST = frozenset({"1", "01", "ONE"})
_LABEL_ABOVE = re.compile(r"^[ \t]{0,8}(?:TAGS|SUBJ(?:ECT)?|REFS?)\b", re.MULTILINE)
_DATE_AND_NUMBER = re.compile(r"/[0-9]{1,2}/[0-9]{4} [0-9]")
# What stands before two of the stamps and belongs to them, the reviewer's name among it.
_REVIEWER = re.compile(r"\b[A-Z][A-Za-z]{1,14} [A-Z]\. [A-Z][A-Za-z]{1,20}\s{1,20}\Z")
_LEVEL_ABOVE = re.compile(r"UNCLASSIFIED\s{1,20}\Z")
_REVIEWED = (
    r"(?:\s{1,20}U\.?S\.? (?:Department of State|DEPARTMENT OF STATE))?"
    r"(?:\s{1,20}(?:EO Systematic Review|EO SYSTEMATIC REVIEW))?(?:\s{1,20}[0-9]{1,2} [A-Za-z]{3} [0-9]{4})?"
)
# What a stamp must hold, its pattern, and what may stand before it: a pattern for all of them would be tried
# at every letter of a text. A search for one character, or a word that ends in a rare one, is the quickest.
# Source: declassification review of the 1970s files; names, dates, blanks and line ends vary.
_STAMPS: tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...] = (
    ("Declassified/Released", re.compile(f"Declassified/Released{_REVIEWED}"), _REVIEWER),
    ("DECLASSIFIED/RELEASED", re.compile(f"DECLASSIFIED/RELEASED{_REVIEWED}"), _REVIEWER),
    (
        "*** Current",
        re.compile(r"\*\*\* Current (?:Handling Restrictions|Classification) \*\*\*[^\r\n]{0,60}"),
        None,
    ),
    ("<", re.compile(r"<< ?END OF DOCUMENT ?>>"), None),
    (
        "MRN:",
        re.compile(
            r"MRN:(?<!\wMRN:) ?[0-9]{2,4}[A-Z]{2,20}[0-9]{2,8}(?:\s{1,20}SEGMENT NUMBER: ?[0-9]{1,8})?"
        ),
        None,
    ),
    (
        "RELEASED IN",
        re.compile(
            r"RELEASED IN (?<!\wRELEASED IN )(?:FULL|PART)\b(?: ?[AB][0-9](?:, ?[0-9.()A-Za-z]{1,8}){0,4})?"
        ),
        None,
    ),
    (
        "U.S. Department of State",
        re.compile(r"U\.S\. Department of State\s{1,20}Case No\. [^\r\n]{1,80}"),
        _LEVEL_ABOVE,
    ),
)
# A database row glued behind the signer: "0 03/13/2008 9871 PGOV,PREL ...", up to the end of the text.
_CATALOGUE_ROW = re.compile(
    r" (?<=[A-Z] )[0-9] [0-9]{1,2}/[0-9]{1,2}/[0-9]{4} [0-9]{1,7} "
    r"([A-Z]{2,5}(?:, ?[A-Z][A-Z]{1,4})*) "
)
# At the head of a line.
_TRANSMISSION = re.compile(
    r"[ \t]{0,8}(?:"
    r"VZCZ[A-Z]{1,6}[0-9]{0,6}"  # transmission id
    r"|(?:ZZ|OO|PP|RR)(?:[ \r\n\\]{1,5}R[A-Z]{3,6}\b){1,200}"  # precedence, routing
    r"|DE R[A-Z]{3,6} #[^\r\n]{1,40}"  # route of the sender
    r"|ZN[RY] [A-Z]{5}[A-Z ]{0,8}"  # class of the transmission
    r"|-{6,24}[0-9]{6}(?:Z |Z? )[0-9]{4,6}[^\r\n]{0,20}"  # time of receipt, 1970s
    r"|N{3,4}[A-Z]{0,12}|BT|\#[0-9]{4}|END OF MESSAGE\.?|NOTE BY OC/T[^\r\n]{0,60}"  # end of message
    r")(?=[ \t\\]{0,200}(?:\r|$))",
    re.MULTILINE,
)
# Where one may begin: to try the pattern there only takes a fraction of the time.
_MAY_TRANSMIT = re.compile(r"[\r\n](?=[ \t]{0,8}[VZOPRDNBE#-])")
# Cheap signs of transmission lines in the midst of a text.
_BETWEEN = re.compile(r"\n[ \t]{0,8}(?:VZCZ|DE R|ZN[RY] |NNN|BT[ \t]{0,8}[\r\n]|#[0-9]{4})")
# A later section came with a header of its own, from the group to the last addressee.
_HEADER = re.compile(
    r"(?<=\n)(?:[ZOPR] {1,4}){1,2}[0-9]{6}Z [A-Z]{3} [0-9]{2}[ \t\\]{0,8}\r?\nFM [A-Z][^\r\n]{1,60}"
    r"(?:\r?\n(?:(?:TO|INFO|XMT)\b|R[A-Z]{3,6}/|(?:AM|US)[A-Z]{4,10} )[^\r\n]{0,80}){0,200}"
)
# In the 1970s the offices that get copies stood above each header, and the time of receipt below them.
_OFFICES = re.compile(
    r"^(?:[0-9]{2}[ \t]{0,8}\r?\n)?(?:ACTION|ORIGIN) {1,4}[A-Z]{1,6}-[0-9]{2}\b", re.MULTILINE
)
_OFFICE_WORDS = re.compile(r"[A-Z0-9 \t\r\n/:.,()&'-]*")
_RECEIVED = re.compile(r"-{6,24}[ \t]{0,4}[0-9]{6}[^\r\n]{0,30}")
_MOST_OFFICES = 2_000
"""Characters from the first office to the time of receipt."""
_BEFORE_SECTION = re.compile(r"\bBT\b|[\s\\]")
# A classification word right before a page break belongs to the break.
# ... and so does the one above it, which stood at the foot of the page before.
_LEVEL_BEFORE = re.compile(
    rf"(?:\n|\r|^| {{2}})\s{{0,60}}((?:{LEVEL}[ \t]{{0,60}}[\r\n]\s{{0,60}})?{LEVEL})\s{{0,60}}$"
)
_OF_SECTIONS = re.compile(r"\bOF\s{1,4}([0-9]{2,3})\b")
# Transmission lines stand above FM and behind the signer.
_HEAD, _TAIL, _LONGEST_HEAD = 400, 300, 20_000
_LOOK_BACK = 160
_MOST_WORDS = 4
_ABOVE_STAMP = 64
_POST_WORD = re.compile(r"[A-Z][A-Z'.-]*")


def find_furniture(text: str) -> tuple[Furniture, ...]:
    """Return the furniture of ``text`` in order, without overlaps; rules are read with the headings."""
    return _apart(_all(text))


def find_breaks(passage: str) -> tuple[Furniture, ...]:
    """Return the page and section breaks alone: what may stand within a paragraph, even within a sentence."""
    return _apart(_breaks(passage))


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return ``text`` without these spans of furniture, so that a phrase may cross a page."""
    pieces = []
    place = 0
    for start, end in sorted(spans):
        pieces.append(text[place:start])
        place = max(place, end)
    pieces.append(text[place:])
    return "\n".join(pieces)


def find_catalogue_row(text: str) -> re.Match[str] | None:
    """The head of a database row glued behind the signer, up to its subject; None where there is none."""
    # The stroke behind a month of one digit or of two stands so far behind the row's beginning.
    tried = (
        _CATALOGUE_ROW.match(text, date.start() - before)
        for date in _DATE_AND_NUMBER.finditer(text)
        for before in (len(" 0 12"), len(" 0 1"))
        if date.start() >= before
    )
    return next(filter(None, tried), None)


def sections_stated(text: str, furniture: tuple[Furniture, ...]) -> int:
    """How many sections the section breaks of ``text`` speak of; 1 where there are none."""
    breaks = (text[piece.start : piece.end] for piece in furniture if piece.kind == "section")
    totals = [int(found[1]) for found in map(_OF_SECTIONS.search, breaks) if found is not None]
    return max(totals, default=1)


def _apart(pieces: Iterable[Furniture]) -> tuple[Furniture, ...]:
    """Put them in order; of those that overlap the first, of those that begin together the longest."""
    found: list[Furniture] = []
    for piece in sorted(pieces, key=lambda piece: (piece.start, -piece.end)):
        if not found or piece.start >= found[-1].end:
            found.append(piece)
    return tuple(found)


def _all(text: str) -> Iterator[Furniture]:
    yield from _breaks(text)
    yield from _stamps(text)
    if "ACTION" in text or "ORIGIN" in text:
        yield from _offices(text)
    yield from _transmissions(text)
    if (row := find_catalogue_row(text)) is not None:
        yield Furniture("stamp", row.start() + 1, len(text.rstrip()))


def _breaks(text: str) -> Iterator[Furniture]:
    # A plain search for what each shape must hold is much quicker than its pattern.
    yield from _continuations(text)
    if "SECTION" in text and (_LATER_SECTION.search(text) or _comes_below_a_label(text)):
        yield from _later_sections(text)
    if "PAGE" in text:
        yield from _pages(text)


def _stamps(text: str) -> Iterator[Furniture]:
    for words, pattern, above in _STAMPS:
        if words not in text:
            continue
        for found in pattern.finditer(text):
            start = found.start()
            before = above.search(text, max(0, start - _ABOVE_STAMP), start) if above else None
            yield Furniture("stamp", before.start() if before else start, found.end())


def _offices(text: str) -> Iterator[Furniture]:
    """Who got copies, up to the time of receipt; each stretch of text is looked through once."""
    last = 0
    for received in _RECEIVED.finditer(text):
        start = max(last, received.start() - _MOST_OFFICES)
        first = _OFFICES.search(text, start, received.start())
        if first is not None and _OFFICE_WORDS.fullmatch(text, first.start(), received.start()):
            yield Furniture("transmission", first.start(), received.end())
        last = received.end()


def _transmissions(text: str) -> Iterator[Furniture]:
    """Lines of the sender's machine: above FM, behind the signer, and where sections were joined between."""
    sender = max(_HEAD, text.find("FM ", 0, _LONGEST_HEAD))
    tail = max(sender, len(text) - _TAIL)
    regions = [(0, sender), (tail, len(text))]
    if _BETWEEN.search(text, sender, tail) is not None:
        regions.append((sender, tail))
    for start, end in regions:
        behind = start
        for at in _line_starts(text, start, end):
            if at >= behind and (found := _TRANSMISSION.match(text, at, end)) is not None:
                yield Furniture("transmission", *found.span())
                behind = found.end()


def _line_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Where in a region a line begins that may be the machine's."""
    if text[start - 1 : start] in ("", "\r", "\n"):
        yield start
    yield from (found.end() for found in _MAY_TRANSMIT.finditer(text, start, end))


def _continuations(text: str) -> Iterator[Furniture]:
    for total in _OF_TOTAL.finditer(text):
        serial = _BEFORE_OF.search(text, max(0, total.start() - _LONGEST_BEFORE_OF), total.start())
        if serial is not None:
            yield Furniture("section", _post_before(text, serial.start()), total.end())


def _post_before(text: str, end: int) -> int:
    """Where the name of the post that ends at ``end`` begins; up to four words, the longest known name."""
    words = list(_POST_WORD.finditer(text[max(0, end - _LOOK_BACK) : end]))[-_MOST_WORDS:]
    offset = max(0, end - _LOOK_BACK)
    for word in words:
        if find_post(text[offset + word.start() : end]) is not None:
            return offset + word.start()
    if words and not text[offset + words[-1].end() : end].strip():
        return offset + words[-1].start()
    return end


def _comes_below_a_label(text: str) -> bool:
    """Tell whether the line of the first section stands inside the opening, too."""
    label = _LABEL_ABOVE.search(text)
    return label is not None and _FIRST_SECTION.search(text, label.end()) is not None


def _later_sections(text: str) -> Iterator[Furniture]:
    label = _LABEL_ABOVE.search(text)
    below = label.end() if label else len(text)
    # The line of the first section is furniture only where it stands inside the opening once more.
    sections = [found for found in _SECTION.finditer(text) if found[1] not in _FIRST or found.start() > below]
    yield from (Furniture("section", *found.span()) for found in sections)
    if not sections:
        return
    starts = [found.start() for found in sections]
    for header in _HEADER.finditer(text):
        place = bisect_left(starts, header.end())
        if place < len(starts) and not _BEFORE_SECTION.sub(
            "", text[header.end() : starts[place]][:_LOOK_BACK]
        ):
            yield Furniture("transmission", *header.span())


def _pages(text: str) -> Iterator[Furniture]:
    for found in _PAGE.finditer(text):
        start = max(0, found.start() - _LOOK_BACK)
        before = _LEVEL_BEFORE.search(text[start : found.start()])
        yield Furniture("page", start + before.start(1) if before else found.start(), found.end())
