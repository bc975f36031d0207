"""TAGS field: ``TAGS: PREL PGOV, OVIP (CLINTON, HILLARY), IZ`` -> tags with their kinds."""

import re
from collections.abc import Iterator
from typing import Final

from cableroom.telegram.model import Tag
from cableroom.telegram.struck import MARK
from cableroom.telegram.tag_codes import codes_of, is_code, looks_like_code
from cableroom.telegram.tag_persons import BEFORE_PERSON, bare_person, is_name, persons_in
from cableroom.telegram.tag_table import TAGS, tag_entry

# The label once more, among the tags.
_LABELS: Final = frozenset({"TAGS", "TAG", "TAGES", "TAGGS", "TAGS/TERMS", "TASG", "TABS", "TGS", "ATGS"})
# A person or an explanation: "OVIP (ROE, JANE)", "PREL (UNGA)"; also where it is never closed.
_PARENTHESES: Final = re.compile(r"\(([^()]{0,200})\)?")
_CHUNK: Final = re.compile(r"[^,;]+")
_WORD: Final = re.compile(r"[^\s,;]+")
# A page break that was glued into the list, with all that follows it on its line.
_PAGE: Final = re.compile(r"\bPAGE\s{1,8}[0-9]{2,3}\b.*|\bSECTION\s{1,4}[0-9]{2}\s{1,4}OF\b.*")
# Words that another line or mark leaked into the list.
_NOT_TAGS: Final = _LABELS | {
    *(
        "SIPDIS",
        "SECRET",
        "CONFIDENTIAL",
        "UNCLAS",
        "UNCLASSIFIED",
        "LIMITED",
        "OFFICIAL",
        "USE",
        "SENSITIVE",
    ),
    *("NOFORN", "NODIS", "EXDIS", "LIMDIS", "STADIS", "N/A", "NA/", "AND", "NONE"),
}
_MOST_WORDS: Final = 4
_LONGEST_NAME: Final = 6
# A word so long that is no code goes with its neighbour: COUNTER TERRORISM.
_SHORTEST_PLAIN: Final = 5
_MARKED_LIST: Final = re.compile(r"[A-Z]{2,8}(?:[ ,]{1,3}[A-Z]{2,8})*[ ,]*$")
_LISTED: Final = re.compile(r"[A-Z][A-Z/-]{1,11} ?,")
_WITH_PERSON: Final = re.compile(r"[A-Z]{4,8} ?\([A-Z]")
_FEWEST_WORDS: Final = 2
MOST_TAGS: Final = 64
LONGEST_TAG: Final = 32
"""Letters of a tag that is no person; what is more or longer is text, and no tag."""


def read_tags(region: str) -> tuple[Tag, ...]:
    """Return the tags of a TAGS field, each once, in order.

    region: the text behind the label, up to the next field.
    """
    value = " ".join(_value_lines(region.upper()))
    found: dict[str, str] = {}
    position = 0
    last = ""
    for group in _PARENTHESES.finditer(value):
        for code, kind in _codes(value[position : group.start()]):
            found.setdefault(code, kind)
            last = code
        for code, kind in _in_parentheses(group[1], behind=last):
            found.setdefault(code, kind)
        position = group.end()
    for code, kind in _codes(value[position:]):
        found.setdefault(code, kind)
    return tuple(Tag(code, kind) for code, kind in found.items())


def within_limits(tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
    """Return the tags that a page can list: not too long, and not too many."""
    return tuple(tag for tag in tags if len(tag.code) <= LONGEST_TAG or tag.kind == "person")[:MOST_TAGS]


def kind_of(code: str) -> str:
    """What sort of thing ``code`` names: subject, geographic, organization, person, program, unknown.

    Of a code that is not in ``tags.toml`` its shape decides: a comma is a person's, two letters are a
    country's, four with a K in front a program's; everything else is unknown, never guessed.
    """
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
    return len(words) >= _FEWEST_WORDS and all(word in TAGS for word in words)


def _value_lines(region: str) -> list[str]:
    """The first line that holds something, and those that the list runs on to."""
    lines: list[str] = []
    for line in region.splitlines():
        text = _PAGE.sub("", line).strip()
        open_end = bool(lines) and (
            lines[-1].endswith((",", "(")) or lines[-1].count("(") > lines[-1].count(")")
        )
        if not text:
            if lines and not open_end:
                break
            continue
        if lines and not (open_end or _goes_on(text)):
            break
        lines.append(text)
    return lines


def _goes_on(text: str) -> bool:
    """Tell whether a line below the first is a part of the list, though nothing above it says so."""
    if _LISTED.match(text) or is_bare_tags(text):
        return True
    return text in TAGS or (_WITH_PERSON.match(text) is not None and text.partition("(")[0].strip() in TAGS)


def _in_parentheses(words: str, *, behind: str) -> Iterator[tuple[str, str]]:
    """What stands in parentheses: persons, or more codes."""
    inner = _WORD.findall(words)
    known = all(map(is_code, inner))
    if not known and ("," in words or behind in BEFORE_PERSON):
        yield from ((person, "person") for person in persons_in(words))
    else:
        yield from _codes(words)


def _codes(value: str) -> Iterator[tuple[str, str]]:
    """Codes with their kinds."""
    chunks = [_words(chunk) for chunk in _CHUNK.findall(value)]
    for index, words in enumerate(chunks):
        if len(words) == 1 and (known := TAGS.get(words[0])) is not None:
            yield known.code, known.kind
            continue
        following = chunks[index + 1] if index + 1 < len(chunks) else []
        yield from _from_words(words, following)


def _words(chunk: str) -> list[str]:
    """The words of a chunk that may be tags; most chunks are one code, and need not be cleaned."""
    word = chunk.strip()
    if word in TAGS and word not in _NOT_TAGS:
        return [word]
    words = [word if word == MARK else word.strip("().:\"'-") for word in _WORD.findall(chunk)]
    return [
        word for word in words if word and word not in _NOT_TAGS and MARK not in word and not word.isdigit()
    ]


def _from_words(words: list[str], following: list[str]) -> Iterator[tuple[str, str]]:
    """The tags of one comma's worth of words; a name may take the word behind the comma."""
    if len(words) > 1 and not any(map(looks_like_code, words)):
        name = " ".join(words)
        yield name, kind_of(name)
        return
    position = 0
    while position < len(words):
        length = _tag_length(words, position)
        codes = codes_of(" ".join(words[position : position + length]))
        yield from ((code, kind_of(code)) for code in codes)
        position += length
        if codes and codes[-1] in BEFORE_PERSON:
            rest = words[position : position + _LONGEST_NAME]
            if _half_a_name(rest) and _half_a_name(following):
                rest = [*rest, ",", following.pop(0)]
            person, used = bare_person(_up_to_code(rest)) if rest else (None, 0)
            if person is not None:
                yield person, "person"
                position += used


def _half_a_name(words: list[str]) -> bool:
    return len(words) == 1 and is_name(words[0]) and not looks_like_code(words[0])


def _up_to_code(words: list[str]) -> list[str]:
    """The words before the next code; a country's two letters are one, an initial is none."""
    end = next((at for at, word in enumerate(words) if is_code(word)), len(words))
    return words[:end] or [""]


def _tag_length(words: list[str], position: int) -> int:
    """How many words from ``position`` make one tag: a known name, or long words that are no codes."""
    for length in range(min(_MOST_WORDS, len(words) - position), 1, -1):
        if " ".join(words[position : position + length]) in TAGS:
            return length
    length = 0
    while length < _MOST_WORDS and position + length < len(words) and _is_plain(words[position + length]):
        length += 1
    return max(1, length)


def _is_plain(word: str) -> bool:
    """Tell whether a word is longer than any code and none: COUNTER, TERRORISM."""
    return len(word) >= _SHORTEST_PLAIN and word.isalpha() and not is_code(word)
