"""Requests to protect a source, and the names they govern: text in, marks out.

``(strictly protect)``, ``[please protect source]``, ``- protect -``.
Source: how reporting officers mark those who spoke in confidence.
"""

import re
from collections.abc import Iterator

from cableroom.telegram.furniture import find_furniture
from cableroom.telegram.model import Mark, Span
from cableroom.telegram.persons import is_title

# The words are misspelt under way: "stricly", "proctect".
_STRICTLY = r"stri[a-z]{2,7}y"
_VERB = r"pr[otec]{3,6}t(?:ed)?"
_ASKING = rf"(?:{_STRICTLY}|ss|please|pls|must)"
_BESIDE = (
    rf"(?:{_ASKING}|source|sources|name|names|identity|identities|always|also|both|all|note|contact|be|to\s{{1,2}}be|and"
    r"|strict)"
)
_BEHIND = (
    rf"(?:{_BESIDE}|throughout|his|her|their|as|a|the|this|from|disclosure|end|fully|at\s{{1,2}}request|closely|only"
    r"|accordingly)"
)
_BETWEEN = r"[\s,.:;/-]{1,3}"
_PROTECT = re.compile(
    # In parentheses: asked for, or with nothing but such words around it.
    rf"[(\[]\s{{0,2}}(?:{_BESIDE}{_BETWEEN}){{0,5}}{_VERB}\b(?:{_BETWEEN}{_BEHIND}\b){{0,6}}[\s.,]{{0,3}}[)\]]"
    rf"|[(\[]\s{{0,2}}(?:{_BESIDE}{_BETWEEN}){{0,3}}{_ASKING}{_BETWEEN}{_VERB}\b[^()\[\]]{{0,60}}[)\]]"
    rf"|[-*/]{{1,2}} ?(?:{_ASKING}\s{{1,3}})?{_VERB}(?: source)? ?[-*/]{{1,2}}"
    rf"|\b{_STRICTLY}\s{{1,3}}{_VERB}\b(?:\s{{1,3}}(?:throughout|source|identity)\b)?"
    rf"|\b(?:please|pls)\s{{1,3}}{_VERB}(?:\s{{1,3}}(?:throughout|source|identity))?(?=\s{{0,2}}[,.;)\]-])",
    re.IGNORECASE,
)
# A search for two fixed letters is much quicker than one for a letter in two cases.
_MAY_PROTECT = tuple(re.compile(f"{pr}(?i:[otec]{{3,6}}t)") for pr in ("PR", "Pr", "pR", "pr"))
_WINDOW = 90
"""Code points before and behind the verb that a request takes at the most."""
_SEVERAL = re.compile(r"\b(?:both|all)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’`.-]*")
_PARTICLE_WORDS = "de del van von la al el bin ibn bint da di der den y dos du"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
# Words that are no part of a name, even in a text of capitals or at the head of a sentence.
_COMMON_WORDS = """
A ABOUT ACCORDING AFTER AGAIN ALSO ALTHOUGH AND AS ASKED AT BECAUSE BEFORE BOTH BUT BY CALLED CONTACT
CONTACTS EMBASSY FOR FROM HAD HAS HE HER HIM HIS IF IN IS IT LATER MEETING MET NOTED OF ON OR POST SAID
SAW SEE SHE SINCE SOURCE SOURCES TELLS THAT THE THEN THEY THIS TO TOLD VISITED WAS WERE WHEN WHILE WHO
WITH YESTERDAY TODAY MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY JANUARY FEBRUARY MARCH
APRIL JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER EMBOFF EMBOFFS POLOFF POLOFFS ECONOFF
ECONOFFS CONOFF PAO DCM AMBASSADOR CONGENOFF
"""
_NO_NAMES = frozenset(_COMMON_WORDS.split())
# These are names too, when they are not in capitals.
_ALSO_NAMES = frozenset({"He", "An", "See", "So", "La", "On"})
# Who somebody is, and where: no part of the name, beside the titles.
_ROLE_WORDS = """
ACTIVIST BANK BISHOP BUSINESSMAN CEO CHAIR CHAIRWOMAN COMPANY COMMITTEE DEAN DEPUTIES EDITOR IMAM
JOURNALIST JUDGE LAWYER LEADER MEMBER MINISTRY MP MULLAH NGO OFFICIAL OWNER PARLIAMENT PARLIAMENTARIAN
PARTY PASTOR PRIEST PROSECUTOR RESEARCHER SENATOR SHAYKH SPOKESMAN SPOKESWOMAN UNIVERSITY
"""
_ROLES = frozenset(_ROLE_WORDS.split())
_APPOSITION = frozenset(
    {"a", "an", "the", "who", "his", "her", "former", "head", "chief", "now", "then", "one", "of"}
)
_OF = frozenset({"of", "for", "at", "from"})
# Al-Roe, d'Roe in small letters.
_SMALL_PREFIX = re.compile(r"[a-z]{1,4}[-'’][A-Z]")
# Mr., Gen. and initials end no sentence.
_LONGEST_ABBREVIATION = 3
_LOOK_BACK = 200
_MOST_WORDS = 5
_MOST_NAMES = 6
_JOINED = re.compile(r"[\s,;&]{0,6}(?:\b(?:and|AND|or)\b[\s]{1,4})?\Z")


def find_protections(text: str) -> Iterator[Mark]:
    """Yield a mark for each request; where it is for several, one for each name."""
    clean = None
    done = 0
    # The verb is sought first: a text has few, and the pattern of what stands around it is slow.
    verbs = (verb for pattern in _MAY_PROTECT for verb in pattern.finditer(text))
    for verb in sorted(verbs, key=lambda verb: verb.start()):
        found = _PROTECT.search(text, max(done, verb.start() - _WINDOW), verb.end() + _WINDOW)
        if found is None or found.start() > verb.start() or found.end() < verb.end():
            continue
        done = found.end()
        clean = clean or _without_breaks(text)
        name = _name_before(clean, _outside(clean, found.start()))
        several = name is not None and _SEVERAL.search(found[0]) is not None
        for each in _names_before(clean, name) if several and name is not None else (name,):
            yield Mark("protect", found.start(), found.end(), each)


def _without_breaks(text: str) -> str:
    """The text with blanks for page and section breaks: a name may go on behind one."""
    parts, position = [], 0
    for piece in find_furniture(text):
        parts += [text[position : piece.start], " " * (piece.end - piece.start)]
        position = piece.end
    return "".join((*parts, text[position:])) if parts else text


def _outside(text: str, position: int) -> int:
    """Before the parenthesis that ``position`` stands in: "Roe (Lake Party, strictly protect)"."""
    begin = max(0, position - _LOOK_BACK)
    opened = text.rfind("(", begin, position)
    return opened if opened > text.rfind(")", begin, position) else position


def _names_before(text: str, last: Span) -> list[Span]:
    """The names of a list that ends with ``last``, in order."""
    names = [last]
    while len(names) < _MOST_NAMES:
        joint = _JOINED.search(text, max(0, names[0].start - _MOST_WORDS * 2), names[0].start)
        if joint is None or not joint[0].strip():
            break
        words = list(_WORD.finditer(text, max(0, joint.start() - _LOOK_BACK), joint.start()))
        before = _run(text, words, len(words) - 1) if words and words[-1].end() == joint.start() else None
        if before is None:
            break
        names.insert(0, before)
    return names


def _name_before(text: str, end: int) -> Span | None:
    """The name that stands before ``end``; over an apposition that of the person, else the nearest."""
    begin = max(0, end - _LOOK_BACK)
    words = list(_WORD.finditer(text, begin, end))
    nearest = None
    for last in range(len(words) - 1, -1, -1):
        if last + 1 < len(words) and _sentence_ends(text, words[last], words[last + 1]):
            return nearest
        name = _run(text, words, last)
        if name is None:
            continue
        if nearest is None:
            nearest = name
            if last == len(words) - 1 and not _is_role(words[last][0]) and not _is_of(text, words, name):
                return nearest
        elif last + 1 < len(words) and _has_apposition(text, words, last):
            return name
    return nearest


def _is_of(text: str, words: list[re.Match[str]], name: Span) -> bool:
    """Tell whether a name is what somebody is of: "Chairman of the Lake Board"."""
    before = [word[0] for word in words if word.end() <= name.start][-2:]
    if before and before[-1] == "the":
        before.pop()
    return bool(before) and before[-1] in _OF and "," not in text[max(0, name.start - 2) : name.start]


def _has_apposition(text: str, words: list[re.Match[str]], last: int) -> bool:
    """Tell whether what stands behind word ``last`` says who that is: a comma, and a role or an article."""
    if not text[words[last].end() : words[last + 1].start()].lstrip().startswith(","):
        return False
    if last == 0 or not _capital(words[last - 1][0]):
        return False
    following = words[last + 1][0]
    return following.lower() in _APPOSITION or any(_is_role(word[0]) for word in words[last + 1 :])


def _is_role(word: str) -> bool:
    return is_title(word) or word.strip(".,").upper() in _ROLES


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
    while last > first and _is_role(words[last][0]):
        last -= 1
    # In a text of capitals the words before a name are capitals too; titles and roles stand before it.
    first = next(
        (i + 1 for i in range(last - 1, first - 1, -1) if _is_common(words[i][0]) or _is_role(words[i][0])),
        first,
    )
    while first <= last and words[first][0].lower() in _PARTICLES and words[first][0].islower():
        first += 1
    if (
        first > last
        or _is_role(words[last][0])
        or (_is_common(words[last][0]) and not words[last][0].istitle())
    ):
        return None
    return Span(words[first].start(), words[last].end())


def _is_common(word: str) -> bool:
    return word.upper() in _NO_NAMES and word not in _ALSO_NAMES


def _joins(text: str, before: re.Match[str], word: re.Match[str]) -> bool:
    """Tell whether ``before`` can belong to the same name as ``word``."""
    if text[before.end() : word.start()].strip(" \r\n\t\\¶") or _sentence_ends(text, before, word):
        return False
    return _capital(before[0]) or before[0].lower() in _PARTICLES


def _capital(word: str) -> bool:
    return word[0].isupper() or _SMALL_PREFIX.match(word) is not None
