"""The signer: the surname at the end of the text."""

import re
from dataclasses import dataclass

from cableroom.telegram.classification_words import LEVEL_LINE
from cableroom.telegram.lines import Line

# Lines that may follow the signer.
_BEHIND = re.compile(
    r"(?:N{3,4}[A-Z]{0,12}$|BT$|#[0-9]{4}|//?END//?|END OF (?:TEXT|MESSAGE|CABLE)\.?$|GP-?[0-9]|UNQUOTE\.?$"
    r"|MINIMIZE CONSIDERED\.?$|NOTE BY |HEADING AS RECEIVED|DECLASSIFIED|Declassified|SIPDIS$|NOFORN$"
    r"|(?:END|End) (?:COMMENT|Comment)\.?$|\*+$)",
)
# Surnames of several words begin with one of these.
_PARTICLE = r"(?:(?:VAN|VON|DE|DEL|DELLA|LA|LE|ST\.?|EL|AL|DI|DA|DU|DES|DEN|DER|TER|TEN|SAN) )"
# A surname, perhaps with a suffix; marks that operators left behind it.
_NAME = re.compile(
    rf"(?:/{{1,2}} ?)?({_PARTICLE}{{0,2}}(?:MC|Mc|MAC|Mac|O'|D')? ?[A-Z][A-Z'’`-]{{1,24}}"
    r"(?: (?:JR|SR|II|III|IV)\.?)?)[ .#*/]{0,6}$"
)
_TWO_WORDS = re.compile(r"([A-Z][A-Z'-]{2,20} [A-Z][A-Z'-]{2,20})[ .#*/]{0,6}$")
_SMALL_LETTERS = re.compile(r"((?:Mc|Mac|O'|De|Van )?[A-Z][a-z]{2,20}(?:-[A-Z][a-z]{2,20})?)$")
_AFTER_SENTENCE = re.compile(
    r"[.!?)\"'/] {1,4}((?:(?:VAN|VON|DE|LA|LE) )?(?:MC|Mc)?[A-Z][A-Z'-]{2,24})[.#]{0,4}$"
)
_SENTENCE_END = (".", "!", "?", '"', ")", "”", ":", "'", "*", "/")
# Words in capitals that end a text and are no names.
_NO_NAMES = """
ACTION AND AS BACKGROUND BT COMMENT CONCLUSION CONFIDENTIAL END EXDIS FOR IN INTRODUCTION LIMDIS
MESSAGE NNNN NODIS NOFORN NOT NOTE OF ON QUOTE REDACTED REQUEST SECRET SENSITIVE SIPDIS STADIS
SUMMARY TEXT THE TO UNCLAS UNCLASSIFIED UNQUOTE WITH
"""
_NOT_SIGNERS = frozenset(_NO_NAMES.split())
_LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, and where."""

    name: str
    """Upper case."""
    start: int
    end: int
    line: int
    """Index of the line; what follows it is no content."""


def find_signer(lines: tuple[Line, ...], first: int) -> Signer | None:
    """Return the signer of the text that begins at line ``first``; None where nobody signed."""
    for index in range(len(lines) - 1, max(first - 1, len(lines) - _LOOK_BACK), -1):
        text = lines[index].text
        if not text or _is_behind(text):
            continue
        return _read(lines, index, first)
    return None


def _is_behind(text: str) -> bool:
    if _BEHIND.match(text) or not text.strip("-=_* "):
        return True
    found = LEVEL_LINE.match(text)
    return found is not None and found.end() >= len(text) - 1


def _read(lines: tuple[Line, ...], index: int, first: int) -> Signer | None:
    line = lines[index]
    found = _NAME.match(line.text)
    if found is None and (index == first or _ends_sentence(lines, index)):
        found = _TWO_WORDS.match(line.text) or (_SMALL_LETTERS.match(line.text) if index > first else None)
    if found is None:
        found = _AFTER_SENTENCE.search(line.text[-_LOOK_BACK:])
        offset = max(0, len(line.text) - _LOOK_BACK)
    else:
        offset = 0
    if found is None or not _NOT_SIGNERS.isdisjoint(found[1].upper().split()):
        return None
    start = line.start + offset + found.start(1)
    return Signer(found[1].upper().strip(), start, start + len(found[1]), index)


def _ends_sentence(lines: tuple[Line, ...], index: int) -> bool:
    """Tell whether the text before a line has come to an end."""
    before = next((lines[i].text for i in range(index - 1, -1, -1) if lines[i].text), "")
    return not before or before.endswith(_SENTENCE_END)
