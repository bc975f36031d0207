"""Places that an editor must look at before release: text in, ``Mark``s out.

A mark proposes; a person decides.  So the patterns lean to the side of finding too much.
"""

import re
from collections.abc import Iterator

from cableroom.telegram.model import Mark, Span
from cableroom.telegram.persons import is_title

# "(strictly protect)", "(please protect)", "(PROTECT THROUGHOUT)", "(strictly protect source)".
# Source: how reporting officers mark those who spoke in confidence.
_PROTECT = re.compile(
    r"\(\s{0,2}(?:(?:strictly|please|pls|source|name|identity|always|also|both|all)[\s,-]{1,3}){0,3}"
    r"protect(?:ed)?\b[^()]{0,60}\)"
    r"|\bstrictly\s{1,3}protect\b",
    re.IGNORECASE,
)
# Names that a site or a reviewer took out: XXXXXXXXXXXX, also glued to a word (gentlexxx);
# "[1 line not declassified]" in printed volumes; obfuscated addresses.
_REDACTED = re.compile(
    r"X{4,}|x{3,}|(?i:"
    r"\[[^\[\]\r\n]{0,60}(?:not declassified|less than [0-9a-z]{1,9} lines?)[^\[\]\r\n]{0,40}\]"
    r"|\[(?:name|names|text|words?|source|identity)\s{1,2}(?:removed|deleted|withheld|redacted|omitted)\]"
    r"|\[email\W{1,2}protected\])"
)
# Numbers wrap at line ends like words. The search is quick because the pattern begins with a character,
# and looks behind it afterwards.
_PHONE = re.compile(
    r"[+(0-9](?<![0-9A-Za-z/-].)(?:"
    r"(?<=\+) ?[0-9]{1,3}(?:[\s.()/-]{1,3}[0-9]{1,5}){2,6}"  # +41 31 357 70 11
    r"|(?<=\()[0-9]{2,4}\)\s{0,2}[0-9]{3,4}[\s.-]{0,2}[0-9]{3,4}"  # (202) 647-7588
    r"|(?<=[0-9])[0-9]{2}[\s.-][0-9]{3}[.-]\s?[0-9]{4}"  # 202-647-7588
    r"|(?<=0)(?:0[0-9]{1,3})?[0-9]{1,4}(?:[\s-][0-9]{2,4}){2,5}"  # 031 357 70 11
    r")(?![0-9])"
)
_SOCIAL_SECURITY = re.compile(r"-(?<=(?<![0-9-])[0-9]{3}-)[0-9]{2}-[0-9]{4}(?![0-9-])")  # 123-45-6789
# Three patterns of words and the number behind them, each with that number alone.
# A word for telephone makes any number of six digits one.
_SIX_DIGITS = re.compile(r"[0-9(](?:[ .()/-]{0,2}[0-9]){5,17}")
_PHONE_WORD = re.compile(
    r"\b(?:tel(?:ephone)?|phone|fax|mobile|cell(?:ular|phone)?|gsm|ivg|stu)s?\b"
    r"(?:[ .:#]|\s|number|no\b|is\b|at\b|at:){0,8}(?P<number>\+?[0-9(](?:[ .()/-]{0,2}[0-9]){5,17})",
    re.IGNORECASE,
)
_AT = re.compile(r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.){1,6}[A-Za-z]{2,24}")
_LOCAL_PART = re.compile(r"[A-Za-z0-9._%+-]{1,64}$")
_PASSPORT_NUMBER = re.compile(r"[0-9][0-9 -]{4,11}[0-9]\b")
_PASSPORT = re.compile(
    r"\bpassport\b(?:\s{1,3}(?:number|num|no|nr|#))?\.?(?:\s{0,2}[:#]|\s{1,3}is|\s{1,3}of)?\s{0,3}#?"
    r"(?P<number>[A-Z]{0,3}[ -]?[0-9][0-9 -]{4,11}[0-9])\b",
    re.IGNORECASE,
)
_IDENTITY_NUMBER = re.compile(r"[0-9][0-9A-Za-z-]{4,18}\b")
_IDENTITY = re.compile(
    r"\b(?:national|identity|identification|id|tax|ssn|visa|social security)\s{1,3}"
    r"(?:(?:card|id|security)\s{1,3})?(?:number|no|nr|num|#)\.?(?:\s{0,2}[:#]|\s{1,3}is)?\s{0,3}"
    r"(?P<number>[A-Z]{0,3}[ -]?[0-9][0-9A-Z-]{4,18})\b",
    re.IGNORECASE,
)
_LONGEST_WORDS = 72
"""No words that lead to a number are longer, with what stands between."""
_WORD = re.compile(r"[^\W\d_][\w'’`.-]*")
_PARTICLES = frozenset(
    {"de", "del", "van", "von", "la", "al", "el", "bin", "ibn", "da", "di", "der", "den", "y"}
)
# Words that are no part of a name, even in a text of capitals.
_COMMON_WORDS = """
A ABOUT ACCORDING AFTER AGAIN ALSO AND AS ASKED AT BECAUSE BEFORE BUT BY CALLED CONTACT CONTACTS FOR
FROM HAD HAS HE HER HIM HIS IN IS IT LATER MEETING MET NOTED OF ON OR POST SAID SAW SEE SHE SOURCE
SOURCES THAT THE THEN THEY TO TOLD VISITED WAS WERE WHEN WHILE WHO WITH
"""
_NO_NAMES = frozenset(_COMMON_WORDS.split())
# Mr., Gen. and initials end no sentence.
_LONGEST_ABBREVIATION = 3
_LOOK_BACK = 160
_MOST_WORDS = 5


def marks(text: str) -> list[Mark]:
    """Return the marks of ``text`` in order; spans are half-open code points of it.

    Kinds: protect (with the name it governs), redacted-by-others, telephone,
    email, passport, identity-number.
    """
    found = [
        *_protections(text),
        *_redactions(text),
        *_telephones(text),
        *_emails(text),
        *_passports(text),
        *_identities(text),
    ]
    return sorted(found, key=lambda mark: (mark.start, mark.end, mark.kind))


def _protections(text: str) -> Iterator[Mark]:
    if "protect" not in text.lower():
        return
    for found in _PROTECT.finditer(text):
        yield Mark("protect", found.start(), found.end(), _name_before(text, found.start()))


def _name_before(text: str, end: int) -> Span | None:
    """The name that stands before ``end``; over an apposition the nearest one of the sentence."""
    begin = max(0, end - _LOOK_BACK)
    words = list(_WORD.finditer(text, begin, end))
    for last in range(len(words) - 1, -1, -1):
        if last + 1 < len(words) and _sentence_ends(text, words[last], words[last + 1]):
            return None
        name = _run(text, words, last)
        if name is not None:
            return name
    return None


def _sentence_ends(text: str, word: re.Match[str], following: re.Match[str]) -> bool:
    if len(word[0].rstrip(".")) <= _LONGEST_ABBREVIATION:
        return False
    return word[0].endswith(".") or any(c in ".?!" for c in text[word.end() : following.start()])


def _run(text: str, words: list[re.Match[str]], last: int) -> Span | None:
    """The capitalised words that end with word ``last``, without titles; None if they are no name."""
    if not _capital(words[last][0]):
        return None
    first = last
    while first > 0 and last - first + 1 < _MOST_WORDS and _joins(text, words[first - 1], words[first]):
        first -= 1
    # In a text of capitals the words before a name are capitals too.
    first = next((i + 1 for i in range(last - 1, first - 1, -1) if words[i][0] in _NO_NAMES), first)
    while first <= last and (is_title(words[first][0]) or words[first][0].lower() in _PARTICLES):
        first += 1
    while last > first and is_title(words[last][0]):
        last -= 1
    return Span(words[first].start(), words[last].end()) if first <= last else None


def _joins(text: str, before: re.Match[str], word: re.Match[str]) -> bool:
    """Tell whether ``before`` can belong to the same name as ``word``."""
    if text[before.end() : word.start()].strip(" \r\n\t\\¶") or _sentence_ends(text, before, word):
        return False
    return _capital(before[0]) or before[0].lower() in _PARTICLES


def _capital(word: str) -> bool:
    return word[0].isupper()


def _redactions(text: str) -> Iterator[Mark]:
    if not ("XXXX" in text or "xxx" in text or "[" in text):
        return
    for found in _REDACTED.finditer(text):
        yield Mark("redacted-by-others", *found.span())


def _telephones(text: str) -> Iterator[Mark]:
    spans = [found.span() for found in _PHONE.finditer(text)]
    spans += _behind_words(text, _PHONE_WORD, _SIX_DIGITS)
    yield from _one_by_one("telephone", spans)


def _emails(text: str) -> Iterator[Mark]:
    for found in _AT.finditer(text):
        local = _LOCAL_PART.search(text[max(0, found.start() - 64) : found.start()])
        if local is not None:
            yield Mark("email", found.start() - len(local[0]), found.end())


def _passports(text: str) -> Iterator[Mark]:
    if "passport" in text.lower():
        yield from _one_by_one("passport", [*_behind_words(text, _PASSPORT, _PASSPORT_NUMBER)])


def _identities(text: str) -> Iterator[Mark]:
    spans = [(found.start() - len("123"), found.end()) for found in _SOCIAL_SECURITY.finditer(text)]
    spans += _behind_words(text, _IDENTITY, _IDENTITY_NUMBER)
    yield from _one_by_one("identity-number", spans)


def _behind_words(text: str, words: re.Pattern[str], number: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Spans of the numbers that stand behind words. The numbers are sought first: a text has few."""
    position = 0
    for candidate in number.finditer(text):
        begin = max(position, candidate.start() - _LONGEST_WORDS)
        if (found := words.search(text, begin, candidate.end())) is not None:
            yield found.span("number")
        position = candidate.end()


def _one_by_one(kind: str, spans: list[tuple[int, int]]) -> Iterator[Mark]:
    """A mark for each span; of those that overlap the first, the longest."""
    taken = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= taken:
            taken = end
            yield Mark(kind, start, end)
