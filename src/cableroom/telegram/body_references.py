"""Mentions of telegrams in the running text: ``ref B``, ``reftels C/D``, ``STATE 12345``, ``septel``.

The patterns begin with a letter, not with an anchor, which makes the search
three times as quick; what stands before a find is looked at afterwards.
"""

import re
from collections.abc import Iterator

from cableroom.telegram.model import BodyReference, Reference, Span
from cableroom.telegram.posts import find_post
from cableroom.telegram.reference_id import full_year
from cableroom.telegram.shapes import shape_of

# "ref", "Refs", "REFTEL", "reftels"; then letters.
# Two patterns, each with two fixed letters: these are found much sooner than a letter in two cases.
_BEHIND_REF = (
    r"(?:(?:ERENCE|erence)[Ss]?(?= \(?[A-Z]\)?[\s,.;)])|(?: ?(?:TEL|tel))?[Ss]?)"
    r"(?:\b\.?|(?<=[efs])(?=[A-H]\b))"
)
_MENTIONS = tuple(re.compile(rf"{ef}(?<=[Rr]{ef}){_BEHIND_REF}") for ef in ("EF", "ef"))
_JOINT = r"(?:\s?[,/&-]\s?|,?\s(?:and|or|through|thru)\s)"
_LETTER = re.compile(
    r"(?:\s{0,3}|:\s{0,2}(?=\(?[A-Z]\)?(?:[,;.)/&]|\s{1,2}(?:[a-z]|AND\b|OR\b)|$)))"
    r"(?:\(([A-Z])\)|\(([A-Z])(?=\s?(?:[,/&-]|and\b|AND\b))|([A-Z]))(?:(?=['’]s\b)|(?![A-Za-z0-9'’.][A-Za-z]|-[A-Za-z]{2}|[A-Za-z0-9'’]))"
    # Small letters are labels where they are set off, or another one is joined to them.
    rf"|\s{{0,2}}(?:\(([a-h])\)|\(([a-h])(?={_JOINT}[a-h]\b)"
    rf"|([a-h])(?=[),;]|{_JOINT}(?:[a-h][),;]|[b-h]\s)))"
)
_FURTHER = re.compile(rf"{_LETTER.pattern}|\s{{0,2}}\(?([b-h])(?=\)|\s|\.(?!\w)|\Z)")
"""A letter behind another one."""
# Between two letters, before another one.
_MORE = re.compile(
    r"\s{0,3}(?:,\s{0,3}(?:and|AND)\b|,|/|&|\b(?:and|AND|or|OR|through|THROUGH|thru|THRU)\b|-)"
    r"(?=\s{0,3}\(?[A-Z]\)?(?![A-Za-z0-9'’])|\s{0,2}\(?(?:[a-h][),;]|[b-h](?:[\s/&-]|\.(?!\w)|\Z)))"
)
# A telegram that is yet to come, and so has no id.
_SEPTEL = re.compile(r"[Ss](?:EPTEL|eptel)[Ss]?\b")
# A serial behind a capital, in the shape of a text, which has fewer of them than words in capitals: they are
# sought first.
_SERIAL = re.compile(rb"9(?:(?<=[A'].)|(?<=[A'] .)|(?<=[A']  .))9{1,5}(?![9Aa,]?[9Aa])")
# The post before it in capitals. It gives no letter back that it has taken: a text of capitals would be read
# again and again.
_POST = re.compile(r"[A-Z](?<![A-Z]{2})[A-Z'.]{2,16}+(?: [A-Z][A-Z'.]{1,12}+){0,3}\s{0,2}\Z")
_LONGEST_POST = 64
"""Characters of four words with what parts them from the serial."""
_YEAR_BEFORE = re.compile(r"(?<![0-9A-Za-z])((?:19|20)?[0-9]{2}) ?$")
_LIKE_A_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
_YEAR_WIDTH = 6
_ALL_OF_THEM = re.compile(r"\b(both|all)\s{1,2}(?:of\s{1,2}(?:the\s{1,2})?)?\Z", re.IGNORECASE)
_BOTH = 2
_RANGES = frozenset({"-", "through", "thru"})
_WORD_BEHIND = re.compile(r"\s{1,3}([A-Za-z]{1,20})")
_SHORTEST_ALONE, _LONGEST_COUNT = 3, 4
"""Digits of a serial that any word may follow, and of one that a noun may follow: fewer count it."""
_SHORTEST_WORD = 2
# What tells a cable in capitals from a city and a count: the word before it, or one behind that is no noun.
_BEFORE_CABLES = re.compile(
    r"(?:\b(?:SEE|PER|CF|REF(?:TEL)?S?|REFERENCE|CABLES?|TELEGRAMS?|MESSAGES?|OUR|YOUR|ALSO)|[(/;])\s{0,2}\Z"
)
_CUE = 14
_VERBS_AND_SMALL_WORDS = """
ADVISED ADVISES AND ANSWERED ANSWERS APPLIES ARE ASKED AS AT BUT BY CANCELLED CLARIFIES CONCERNING CONTAINED
CONTAINS DATED DESCRIBED DESCRIBES DISCUSSED DISCUSSES EXCEPT FOR FORWARDED FROM GAVE GERMANE GIVES HAD HAS
HAVE IN INDICATED INDICATES INSTRUCTED INSTRUCTIONS IS MADE MENTIONED MESSAGE NOT NOTAL NOTED NOTES OF ON OR
OUTLINED OUTLINES PARA PARAGRAPH PARAS PERTAIN PERTAINS PREVIOUSLY PROVIDED PROVIDES QUOTED QUOTES RE REFER
REFERENCED REFERRED REFERS REGARDING RELATE RELATES RELAYED RELEVANT REPEATED REPORTED REPORTING REPORTS
REQUESTED REQUESTING REQUESTS SAID SAYS SECTION SENT SEPTEL SERIES SETS SHOULD SHOWS STATED STATES SUBJ
SUBJECT SUGGESTED SUGGESTS THAT THE THEN TO TRANSMITTED TRANSMITS UNLESS WAS WE WERE WHERE WHICH WHILE WILL
WITH
"""
_BEHIND_CABLES = frozenset(_VERBS_AND_SMALL_WORDS.split())


def read_body_references(
    clean: str, start: int, end: int, references: tuple[Reference, ...], year: int | None
) -> tuple[BodyReference, ...]:
    """Return the mentions between two offsets, in order, one for each letter.

    references: the REF list, which resolves letters; where it has but one
        entry, "reftel" alone means that one.
    year: the telegram's own, four digits.
    """
    listed: dict[str | None, str | None] = {}
    for reference in references:
        if reference.label is not None:
            listed.setdefault(reference.label, reference.reference_id)
    if "B" in listed and references[0].label is None:
        # "REF: STATE 12, B. ROME 3": the first letter was left out.
        listed.setdefault("A", references[0].reference_id)
    if len(references) == 1:
        listed[None] = references[0].reference_id
    found = [
        *_lettered(clean, start, end, listed),
        *_cables(clean, start, end, year),
        *_later_ones(clean, start, end),
    ]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _lettered(
    clean: str, start: int, end: int, listed: dict[str | None, str | None]
) -> Iterator[BodyReference]:
    for mention in (found for pattern in _MENTIONS for found in pattern.finditer(clean, start, end)):
        begin = mention.start() - 1
        if begin < start or clean[begin - 1 : begin].isalnum():
            continue
        letter = _LETTER.match(clean, mention.end(), end)
        if letter is None and (every := _every(clean, begin, mention.end(), listed)) is not None:
            yield from every
        elif letter is None and "tel" in mention[0].lower():
            yield _mention(clean, None, listed.get(None), begin, mention.end())
        while letter is not None:
            label = _label(letter)
            yield _mention(clean, label, listed.get(label), begin, letter.end())
            more = _MORE.match(clean, letter.end(), end)
            further = _FURTHER.match(clean, more.end(), end) if more else None
            if more is not None and further is not None:
                begin = further.end() - len(further[0].lstrip())
                if more[0].strip().lower() in _RANGES:
                    # "refs A-D" means B and C too; their place is that of the range.
                    first = letter.end() - len(letter[0].lstrip())
                    for between in map(chr, range(ord(label) + 1, ord(_label(further)))):
                        yield _mention(clean, between, listed.get(between), first, further.end())
            letter = further


def _every(
    clean: str, begin: int, end: int, listed: dict[str | None, str | None]
) -> Iterator[BodyReference] | None:
    """A mention for each label of the list where "both refs" and "all reftels" mean all; else None."""
    before = _ALL_OF_THEM.search(clean, max(0, begin - _CUE), begin)
    labels = [label for label in listed if label is not None]
    if before is None or not labels or (before[1].lower() == "both" and len(labels) != _BOTH):
        return None
    return (_mention(clean, label, listed[label], before.start(), end) for label in labels)


def _label(letter: re.Match[str]) -> str:
    return "".join(group or "" for group in letter.groups()).upper()


def _cables(clean: str, start: int, end: int, year: int | None) -> Iterator[BodyReference]:
    for found in _SERIAL.finditer(shape_of(clean), start, end):
        serial = Span(*found.span())
        number = clean[serial.start : serial.end]
        begin, post = _post(clean, max(start, serial.start - _LONGEST_POST), serial.start)
        if post is None or not int(number) or clean[begin - 1 : begin].isalpha():
            continue
        before = _YEAR_BEFORE.search(clean[max(0, begin - _YEAR_WIDTH) : begin])
        if before is not None:
            begin -= len(before[0])
        elif _LIKE_A_YEAR.match(number):
            continue  # "in BAGHDAD 2007"
        elif _counts(serial, clean, begin, end):
            continue  # "THE STATE 13 PERCENT", "TO SEND BAGHDAD 500 TROOPS" in a text of capitals
        stated = full_year(before[1]) if before else year
        reference_id = f"{stated % 100:02}{post}{int(number)}" if stated is not None else None
        yield _mention(clean, None, reference_id, begin, serial.end)


def _counts(serial: Span, clean: str, begin: int, end: int) -> bool:
    """Tell whether a number behind a city counts the word behind it."""
    digits = serial.end - serial.start
    word = _WORD_BEHIND.match(clean, serial.end, end)
    if word is None or digits < _SHORTEST_ALONE:
        return word is not None
    if digits > _LONGEST_COUNT or not word[1].isupper() or len(word[1]) < _SHORTEST_WORD:
        return False
    return word[1] not in _BEHIND_CABLES and _BEFORE_CABLES.search(clean, max(0, begin - _CUE), begin) is None


def _post(clean: str, start: int, end: int) -> tuple[int, str | None]:
    """Where the known post begins with which the words before ``end`` end, and its short name."""
    written = _POST.search(clean, start, end)
    if written is None:
        return end, None
    words = written[0].rstrip()
    offset = 0
    while (post := find_post(words[offset:])) is None:
        space = words.find(" ", offset)
        if space < 0:
            return end, None
        offset = space + 1
    return written.start() + offset, post.short


def _later_ones(clean: str, start: int, end: int) -> Iterator[BodyReference]:
    if "eptel" not in clean and "EPTEL" not in clean:
        return
    for found in _SEPTEL.finditer(clean, start, end):
        if not clean[found.start() - 1 : found.start()].isalnum():
            yield _mention(clean, None, None, *found.span())


def _mention(clean: str, label: str | None, reference_id: str | None, start: int, end: int) -> BodyReference:
    return BodyReference(label, reference_id, " ".join(clean[start:end].split()), start, end)
