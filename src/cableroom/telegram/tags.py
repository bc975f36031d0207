"""TAGS field: ``TAGS: PREL PGOV, OVIP (CLINTON, HILLARY), IZ`` -> tags with their kinds."""

import re
from functools import cache

from cableroom.telegram.model import Tag
from cableroom.telegram.struck import MARK
from cableroom.telegram.tag_table import TAGS, tag_entry

# A person in parentheses behind OVIP and its like.
_PERSON = re.compile(r"\(\s{0,3}([A-Z][A-Z .'-]{0,40}),\s{0,3}([A-Z][A-Z .,'-]{0,40}?)\s{0,3}\)")
_CHUNK = re.compile(r"[^,;]+")
_WORD = re.compile(r"[^ ,;]+")
# Codes that another line or mark leaked into the list.
_NOT_TAGS = frozenset(
    {
        "SIPDIS",
        "SECRET",
        "CONFIDENTIAL",
        "UNCLAS",
        "UNCLASSIFIED",
        "NOFORN",
        "SENSITIVE",
        "N/A",
        "NA/",
        "AND",
        "NONE",
    }
)
# Slips that were made often enough to be known. Source: tag codes of the 251,287-cable set.
_MISSPELT = {
    "MOPPS": "MOPS",
    "POGOV": "PGOV",
    "PGOVE": "PGOV",
    "PGGV": "PGOV",
    "PGOC": "PGOV",
    "PRGOV": "PGOV",
    "PTERE": "PTER",
    "PARMS": "PARM",
    "PRAM": "PARM",
    "PRL": "PREL",
    "KWWMN": "KWMN",
    "KRFD": "KFRD",
    "KIFR": "KIRF",
    "KNPP": "KNNP",
    "ENGR": "ENRG",
    "SEVN": "SENV",
    "ENIV": "SENV",
    "UNDESCO": "UNESCO",
    "MUCN": "MNUC",
    "SYR": "SY",
    "RU": "RS",
}
# People whose tag is OVIP and a bare name.
_BEFORE_PERSON = frozenset({"OVIP", "CODEL", "OTRA"})
_LONGEST_NAME = 4
_SHORTEST_PLAIN = 5
_SHORTEST_GLUED, _LONGEST_GLUED = 6, 80
_MARKED_LIST = re.compile(r"[A-Z]{2,8}(?:[ ,]{1,3}[A-Z]{2,8})*[ ,]*$")
_LISTED = re.compile(r"[A-Z][A-Z/-]{1,11} ?,")
_CLOSE_ENOUGH = 2
MOST_TAGS = 64
LONGEST_TAG = 32
"""Letters of a tag that is no person; what is more or longer is text, and no tag."""


def read_tags(region: str) -> tuple[Tag, ...]:
    """Return the tags of a TAGS field, each once, in order.

    region: the text behind the label, up to the next field.
    """
    value = " ".join(_value_lines(region)).upper()
    codes: list[str] = []
    position = 0
    for person in _PERSON.finditer(value):
        codes += _codes(value[position : person.start()])
        codes.append(f"{person[1].strip()}, {person[2].strip()}")
        position = person.end()
    codes += _codes(value[position:])
    return tuple(Tag(code, kind_of(code)) for code in dict.fromkeys(codes))


def within_limits(tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
    """Return the tags that a page can list: not too long, and not too many."""
    return tuple(tag for tag in tags if len(tag.code) <= LONGEST_TAG or tag.kind == "person")[:MOST_TAGS]


def kind_of(code: str) -> str:
    """What sort of thing ``code`` names: subject, geographic, organization, person, program, unknown."""
    entry = tag_entry(code)
    if entry is not None:
        return entry.kind
    if "," in code:
        return "person"
    if not code.isalpha():
        return "unknown"
    if len(code) == 2:  # noqa: PLR2004 - two letters are a country's
        return "geographic"
    if len(code) == 4 and code[0] == "K":  # noqa: PLR2004 - four letters with K in front are a program's
        return "program"
    return "unknown"


def find_bare_tags(lines: list[str]) -> tuple[Tag, ...]:
    """The tags of a list whose label was lost; empty where no line is one."""
    listed = next((line for line in lines if is_bare_tags(line)), None)
    return read_tags(listed) if listed else ()


def is_bare_tags(text: str) -> bool:
    """Tell whether a line without a label is a list of tags."""
    if not _MARKED_LIST.match(text):
        return False
    words = _WORD.findall(text)
    return len(words) >= _CLOSE_ENOUGH and all(word in TAGS for word in words)


def _value_lines(region: str) -> list[str]:
    """The first line that holds something, and those that the list runs on to."""
    lines: list[str] = []
    for text in region.splitlines():
        if not text:
            if lines and not lines[-1].endswith(","):
                break
            continue
        if lines and not (lines[-1].endswith(",") or _LISTED.match(text) or is_bare_tags(text)):
            break
        lines.append(text)
    return lines


def _codes(value: str) -> list[str]:
    codes: list[str] = []
    for chunk in _CHUNK.findall(value):
        words = [word.strip("().:\"'") for word in _WORD.findall(chunk)]
        codes += _from_words([word for word in words if word and word not in _NOT_TAGS and MARK not in word])
    return codes


def _from_words(words: list[str]) -> list[str]:
    """The tags of one comma's worth of words."""
    if len(words) > 1 and not any(_known(word) or _looks_like_code(word) for word in words):
        return [" ".join(words)]
    codes: list[str] = []
    position = 0
    while position < len(words):
        length = _tag_length(words, position)
        codes += _one(" ".join(words[position : position + length]))
        position += length
        if codes and codes[-1] in _BEFORE_PERSON:
            name = _bare_name(words, position)
            if name:
                codes.append(f"{name[0]}, {' '.join(name[1:])}")
                position += len(name)
    return codes


def _tag_length(words: list[str], position: int) -> int:
    """How many words from ``position`` make one tag: a known name, or long words that are no codes."""
    for length in range(min(_LONGEST_NAME, len(words) - position), 1, -1):
        if " ".join(words[position : position + length]) in TAGS:
            return length
    length = 0
    while length < _LONGEST_NAME and position + length < len(words) and _is_plain(words[position + length]):
        length += 1
    return max(1, length)


def _is_plain(word: str) -> bool:
    """Tell whether a word is longer than any code and none: COUNTER, TERRORISM."""
    return len(word) >= _SHORTEST_PLAIN and word.isalpha() and not _known(word) and not _glued(word)


def _bare_name(words: list[str], position: int) -> list[str]:
    """``CLINTON HILLARY`` behind OVIP: surname first; empty where no two words of a name follow."""
    name = words[position : position + 2]
    if len(name) < 2 or any(_known(word) or not word.isalpha() for word in name):  # noqa: PLR2004 - two names
        return []
    return name


def _known(word: str) -> bool:
    return word in TAGS or word in _MISSPELT


def _looks_like_code(word: str) -> bool:
    return (len(word) == 4 and word[0] == "K") or len(_glued(word)) > 1  # noqa: PLR2004 - a program's code


def _one(code: str) -> list[str]:
    if code in TAGS:
        return [code]
    if code in _MISSPELT:
        return [_MISSPELT[code]]
    if "/" in code and all(part in TAGS for part in code.split("/")):
        return code.split("/")
    return _glued(code) or [code]


def _glued(word: str) -> list[str]:
    """Take run-together codes apart: ``KFRDKIRFCVIS`` -> KFRD, KIRF, CVIS; empty where that fails.

    One topic of four letters at least must be in it, organisations of four beside it, and countries at either
    end only, two at the most; else POLITICS would be four countries.
    """
    if not (_SHORTEST_GLUED <= len(word) <= _LONGEST_GLUED) or not word.isalpha():
        return []
    for lead in (0, 2):
        for tail in (0, 2, 4):
            middle = word[lead : len(word) - tail]
            codes = [middle[i : i + 4] for i in range(0, len(middle), 4)]
            ends = [word[:lead], *(word[i : i + 2] for i in range(len(word) - tail, len(word), 2))]
            if _countries().issuperset(filter(None, ends)) and _are_topics(codes):
                return [code for code in (ends[0], *codes, *ends[1:]) if code]
    return []


def _are_topics(codes: list[str]) -> bool:
    """Tell whether all are topics or organisations of four letters, and one at least is a topic."""
    return not _topics().isdisjoint(codes) and all(
        code in _topics() or (len(code) == 4 and code in TAGS)  # noqa: PLR2004 - as topics have
        for code in codes
    )


@cache
def _countries() -> frozenset[str]:
    return frozenset(code for code, entry in TAGS.items() if entry.kind == "geographic")


@cache
def _topics() -> frozenset[str]:
    return frozenset(
        code
        for code, entry in TAGS.items()
        if entry.kind in ("subject", "program") and len(code) == 4  # noqa: PLR2004 - of all topics
    )
