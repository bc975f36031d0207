"""Places that an editor must look at before release: text in, ``Mark``s out.

A mark proposes; a person decides.  So the patterns lean to the side of finding too much.
"""

import re
from collections.abc import Iterator

from cableroom.telegram.model import Mark
from cableroom.telegram.protection import find_protections

# Names that a site or a reviewer took out: XXXXXXXXXXXX, also glued to a word (gentlexxx);
# "[1 line not declassified]" in printed volumes.
_REDACTED = re.compile(
    r"X{4,}|x{3,}|(?i:"
    r"\[[^\[\]]{0,60}(?:not\s{1,2}declassified|less than [0-9a-z]{1,9} lines?)[^\[\]]{0,40}\]"
    r"|\[(?:names?|text|words?|source|identity|line|sentence|paragraph)s?\s{1,2}"
    r"(?:removed|deleted|withheld|redacted|omitted|excised|sanitized)\]"
    r"|\[(?:deleted|excised|sanitized|withheld)\])"
)
# Numbers wrap at line ends like words. The search is quick because the pattern begins with a character,
# and looks behind it afterwards.
_EXTENSION = r"(?:,?\s{0,2}(?:x|ext\.?|extension)\s{0,2}[0-9]{2,6}\b)?"
_PHONE = re.compile(
    r"[+(0-9](?<![0-9A-Za-z/-].)(?:"
    r"(?<=\+) ?\(?[0-9]{1,3}(?:[\s.()/-]{1,3}[0-9]{1,8}){1,6}"  # +41 31 357 70 11, +41 313577011
    r"|(?<=\+)[0-9]{8,14}"  # +41313577011
    r"|(?<=\()[0-9]{2,4}\)\s{0,2}[0-9]{3,4}[\s.-]{0,2}[0-9]{3,4}"  # (202) 647-7588
    r"|(?<=\()[0-9]{1,4}\)[\s-]{0,2}\([0-9]{1,4}\)[\s-]{0,2}[0-9]{2,4}(?:[\s-][0-9]{2,4}){1,3}"
    r"|(?<=\()[0-9]{1,3}-[0-9]{1,4}\)\s{0,2}[0-9]{2,4}(?:[\s-][0-9]{2,4}){1,3}"  # (41-31) 357-7011
    r"|(?<=[0-9])[0-9]{2}[\s./-][0-9]{3}[.-]\s?[0-9]{4}"  # 202-647-7588
    r"|(?<=0)(?:0[0-9]{1,3}|11)?[\s-]?[0-9]{1,4}(?:[\s/-][0-9]{2,4}){2,5}"  # 031 357 70 11
    rf")(?![0-9]){_EXTENSION}",
    re.IGNORECASE,
)
# Dates, hours and rows of a table look alike.
_DATE = re.compile(r"[0-9]{1,2}[\s/.-][0-9]{1,2}[\s/.-](?:19|20)?[0-9]{2}")
_FEWEST_DIGITS, _MOST_DIGITS = 8, 15
_SOCIAL_SECURITY = re.compile(r"-(?<=(?<![0-9-])[0-9]{3}-)[0-9]{2}-[0-9]{4}(?![0-9-])")  # 123-45-6789
# Three patterns of words and the number behind them, each with that number alone.
# A word for telephone makes any number of five digits one.
_FIVE_DIGITS = re.compile(r"[0-9(](?:[ .()/-]{0,2}[0-9]){4,17}")
_PHONE_WORD = re.compile(
    r"\b(?:tel(?:ephone|eph)?|phone|fax|mobile|cell(?:ular|phone)?|gsm|ivg|st[ue](?:-iii)?|dsn|voip|iridium"
    r"|satphone|blackberry|landline|commercial|ext(?:ension)?)s?\b"
    r"(?:[ .:#()]|\s|number|no\b|is\b|at\b|at:|and\b|fax\b){0,8}"
    rf"(?P<number>\+?[0-9(](?:[ .()/-]{{0,2}}[0-9]){{4,17}}{_EXTENSION})",
    re.IGNORECASE,
)
_HOST = r" ?[A-Za-z0-9](?:[A-Za-z0-9-]{0,62} ?(?:\.|[(\[](?:dot|DOT)[)\]]) ?){1,6}[A-Za-z]{2,24}"
_HIDDEN_ADDRESS = re.compile(r"\[email\W{1,2}protected\]")
# The sign for at, and the host behind it; it may wrap.
_HOSTS = (
    (
        "@",
        re.compile(r"@(?:[ \t]{0,3}\r?\n[ \t]{0,3})?[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.){1,6}[A-Za-z]{2,24}"),
    ),
    ("(at)", re.compile(rf"\(at\){_HOST}")),
    ("[at]", re.compile(rf"\[at\]{_HOST}")),
    ("(AT)", re.compile(rf"\(AT\){_HOST}")),
)
_LONGEST_LOCAL = 64
_LOCAL_PART = re.compile(r"[A-Za-z0-9._%+'-]{1,64} {0,1}$")
_PASSPORT_NUMBER = re.compile(r"[0-9][0-9 -]{4,11}[0-9](?![0-9])")
_LINKS = r"(?:[\s,:;.#()/-]|\b(?:numbers?|num|nos?|nr|nbr|is|was|of|with|bearing|card|document|id)\b){0,10}"
_PASSPORT = re.compile(
    rf"\b(?:passports?|ppt|pp|psprt|travel document)\b{_LINKS}"
    r"(?P<number>\b[A-Z]{0,3}[ -]?[0-9][0-9 -]{4,11}[0-9])(?![0-9])",
    re.IGNORECASE,
)
_IDENTITY_NUMBER = re.compile(r"[0-9][0-9A-Za-z./-]{4,18}\b")
_IDENTITY = re.compile(
    r"\b(?:national(?:\s{1,2}(?:id|identity|identification))?|identity|identification|id|tax(?:payer)?|ssn|c?nic"
    r"|cedula|dni|rut|visa(?:\s{1,2}foil)?|foil|social\s{1,2}security|alien(?:\s{1,2}registration)?"
    r"|driver'?s?\s{1,2}licen[sc]e|personal|registration)\s{0,3}"
    r"(?:\s(?:card|id|identity|security)\s{0,3}){0,2}(?:\b(?:numbers?|no|nr|num|nbr)\b|#|:)"
    r"[.:#\s]{0,4}(?:is\s{1,3})?(?P<number>\b[A-Z]{0,3}[ -]?[0-9][0-9A-Z./-]{4,18})\b",
    re.IGNORECASE,
)
_WORDS_FOR_TELEPHONES = """
tel tels telephone telephones teleph phone phones fax mobile mobiles cell cells cellular cellphone gsm ivg
ste stu iii dsn voip iridium satphone blackberry landline commercial ext extension
"""
_PHONE_WORDS = frozenset(_WORDS_FOR_TELEPHONES.split())
_PASSPORT_WORDS = frozenset({"passport", "passports", "ppt", "pp", "psprt", "document"})
_WORDS_FOR_IDENTITY = """
national identity identification id tax taxpayer ssn nic cnic cedula dni rut visa foil security alien
registration license licence personal
"""
_IDENTITY_WORDS = frozenset(_WORDS_FOR_IDENTITY.split())
_WORD = re.compile(r"[A-Za-z]+")
_MOST_BETWEEN = 7
_ALSO = re.compile(r"[\s,;&/]{0,3}(?:and|or|AND|OR)?\s{0,2}(?P<letters>[A-Z]{0,3})")
_LONGEST_WORDS = 72
"""No words that lead to a number are longer, with what stands between."""


def marks(text: str) -> list[Mark]:
    """Return the marks of ``text`` in order; spans are half-open code points of it.

    Kinds: protect (with the name it governs), redacted-by-others, telephone,
    email, passport, identity-number.
    """
    found = [
        *find_protections(text),
        *_redactions(text),
        *_telephones(text),
        *_emails(text),
        *_passports(text),
        *_identities(text),
    ]
    return sorted(found, key=lambda mark: (mark.start, mark.end, mark.kind))


def _redactions(text: str) -> Iterator[Mark]:
    if not ("XXXX" in text or "xxx" in text or "[" in text):
        return
    for found in _REDACTED.finditer(text):
        yield Mark("redacted-by-others", *found.span())


def _telephones(text: str) -> Iterator[Mark]:
    spans = [found.span() for found in _PHONE.finditer(text) if _may_be_called(found[0])]
    spans += _behind_words(text, _PHONE_WORD, _FIVE_DIGITS, _PHONE_WORDS)
    yield from _one_by_one("telephone", spans)


def _may_be_called(number: str) -> bool:
    digits = sum(character.isdigit() for character in number)
    return _FEWEST_DIGITS <= digits <= _MOST_DIGITS and _DATE.fullmatch(number) is None


def _emails(text: str) -> Iterator[Mark]:
    if "[email" in text:
        yield from (Mark("email", *found.span()) for found in _HIDDEN_ADDRESS.finditer(text))
    for sign, host in _HOSTS:
        if sign not in text:
            continue
        for found in host.finditer(text):
            local = _LOCAL_PART.search(text[max(0, found.start() - _LONGEST_LOCAL) : found.start()])
            if local is not None:
                yield Mark("email", found.start() - len(local[0]), found.end())


def _passports(text: str) -> Iterator[Mark]:
    spans = _behind_words(text, _PASSPORT, _PASSPORT_NUMBER, _PASSPORT_WORDS)
    yield from _one_by_one("passport", [*spans])


def _identities(text: str) -> Iterator[Mark]:
    spans = [(found.start() - len("123"), found.end()) for found in _SOCIAL_SECURITY.finditer(text)]
    spans += _behind_words(text, _IDENTITY, _IDENTITY_NUMBER, _IDENTITY_WORDS)
    yield from _one_by_one("identity-number", spans)


def _behind_words(
    text: str, words: re.Pattern[str], number: re.Pattern[str], near: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Spans of the numbers that stand behind words, and of those that follow in a list.

    The numbers are sought first: a text has few. One of the words ``near`` is among the last before it.
    """
    position = 0
    listed = -1
    for candidate in number.finditer(text):
        begin = max(position, candidate.start() - _LONGEST_WORDS)
        position = candidate.end()
        if listed >= 0 and (also := _ALSO.fullmatch(text, listed, candidate.start())) is not None:
            listed = candidate.end()
            yield also.start("letters"), candidate.end()
            continue
        before = _WORD.findall(text, begin, candidate.start())[-_MOST_BETWEEN:]
        if near.isdisjoint(word.lower() for word in before):
            continue
        if (found := words.search(text, begin, candidate.end())) is not None:
            listed = candidate.end()
            yield found.span("number")


def _one_by_one(kind: str, spans: list[tuple[int, int]]) -> Iterator[Mark]:
    """A mark for each span; of those that overlap the first, the longest."""
    taken = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= taken:
            taken = end
            yield Mark(kind, start, end)
