"""The signer: the surname at the end of the text."""

import re
from dataclasses import dataclass

from cableroom.telegram.classification_words import LEVEL_LINE
from cableroom.telegram.lines import Line

# Lines that may follow the signer.
_BEHIND = re.compile(
    r"(?:N{3,4}[A-Z]{0,12}$|BT$|#[0-9]{4}|//?END//?|GP-?[0-9]\.?$|(?:UNQUOTE|Unquote)\.?$|[0-9]{1,3}$"
    r"|[-=*_ ]{0,60}(?:END OF (?:TEXT|MESSAGE|CABLE|DOCUMENT|TELEGRAM)|(?:CABLE|MESSAGE|TEXT) ENDS|END CABLE)"
    r"[-=*_. ]{0,60}$"
    r"|MINIMIZE CONSIDERED\.?$|MINIMIZE FOR |NOTE BY |NOTE: |HEADING AS RECEIVED|DECLASSIFIED|Declassified"
    r"|(?:SIPDIS|NOFORN|NODIS|EXDIS|LIMDIS|STADIS)$"
    r"|(?:END|End) (?:COMMENT|Comment|comment)\.?$|\*+$|https?://|www\.|(?:Visit|VISIT) .{0,60}(?:Web|WEB)"
    r"|CX[A-Z]{3,9}:?$"
    r"|(?:ACTION|INFO|DISSEMINATION|CHARGE|DRAFTED|CLEARED|APPROVED): )",
)
# Behind a level: the classification line stands once more at the foot of a page.
_OWN_ID = re.compile(r" {1,3}[A-Z][A-Z ]{2,24} [0-9]{3,7}$")
# Surnames of several words begin with one of these.
_PARTICLE_WORD = (
    r"(?:VAN|VON|DE|DEL|DELLA|LA|LE|ST\.?|EL|AL|DI|DA|DU|DES|DEN|DER|TER|TEN|SAN"
    r"|van|von|de|del|la|le|di|da|du|der|den|Van|Von|De|La|Le|Di|Du)"
)
_PARTICLE = f"(?:{_PARTICLE_WORD} )"
# A line that can only be the first half of a name.
_FIRST_HALF = re.compile(rf"{_PARTICLE_WORD}(?: {_PARTICLE_WORD})?|[A-Z][A-Z'’]{{1,20}}-")
_INITIALS = r"(?:[A-Z]\. ?){0,3}"
# A zero for O stays as written.
_SURNAME = r"(?:MC|Mc|MAC|Mac|O'|D')? ?[A-Z](?:[A-Z'’`-]|[01](?=[A-Z])){1,24}"
# Marks that operators left around it, and digits stuck on.
_BEFORE = r"(?:[/*_(.]{1,3} ?|(?:/S/|SIGNED|Signed)[: ] ?){0,2}"
_AFTER = r"[0-9]{0,6}(?:, ACTING| ?\((?:ACTING|Acting|A)\))?[ .#*/:\"&_)\\]{0,8}$"
_NAME = re.compile(rf"{_BEFORE}({_INITIALS}{_PARTICLE}{{0,2}}{_SURNAME}(?: (?:JR|SR|II|III|IV)\.?)?){_AFTER}")
_DASHED = re.compile(rf"(-{{1,3}}) ?({_PARTICLE}{{0,2}}{_SURNAME}) ?-{{1,3}}$")
_TWO_WORDS = re.compile(
    rf"{_BEFORE}([A-Z][A-Z'-]{{2,20}} (?:[A-Z]\. )?[A-Z][A-Z'-]{{2,20}}"
    rf"|[A-Z][a-z]{{2,20}} (?:[A-Z]\. )?[A-Z][a-z]{{2,20}}){_AFTER}"
)
_SMALL_LETTERS = re.compile(
    rf"{_BEFORE}({_INITIALS}{_PARTICLE}?(?:Mc|Mac|O'|D')?[A-Z][a-z]{{2,20}}(?:-[A-Z][a-z]{{2,20}})?"
    rf"|[a-z]{{3,20}}){_AFTER}"
)
# Behind the last sentence, on its line; not behind an abbreviation.
_AFTER_SENTENCE = re.compile(
    r"(?:(?<!\b[A-Z])(?i:(?<!\bMR)(?<!\bMRS)(?<!\bMS)(?<!\bDR)(?<!\bGEN)(?<!\bCOL)(?<!\bAMB)(?<!\bSEN)(?<!\bREP)"
    r"(?<!\bGOV)(?<!\bST)(?<!\bNO))[.!?)\"'/]|\bGP-?[0-9]\.?|\bUNQUOTE|\bCONSIDERED"
    r"|\b(?:END|End) (?:OF )?(?:COMMENT|Comment|TEXT|MESSAGE|QUOTE|CABLE)) {1,4}"
    r"((?:(?:VAN|VON|DE|LA|LE) )?(?:MC|Mc)?[A-Z][A-Z'-]{2,24})[.#]{0,4}$"
)
_SENTENCE_END = (".", "!", "?", '"', ")", "”", ":", "'", "*", "/")
# Words in capitals that end a text and are no names.
_NO_NAMES = """
ACTION AND AS BACKGROUND BEGIN BT CABLE COMMENT COMMENTS CONCLUSION CONFIDENTIAL DETAILS END ENDS EXDIS FOR IN
INTRODUCTION LIMDIS MESSAGE NNNN NODIS NOFORN NOT NOTE OF ON OVERVIEW QUOTE REDACTED REGARDS REQUEST SECRET
SENSITIVE SIPDIS STADIS SUMMARY TEXT THANK THANKS THE TO TOTAL UNCLAS UNCLASSIFIED UNQUOTE WITH YOU
"""
_NOT_SIGNERS = frozenset(_NO_NAMES.split())
# A name behind one of these goes on with the sentence.
_SENTENCE_GOES_ON = """
A AN AND AS AT BY FOR FROM IN IS MR MRS OF ON OR THAT THE TO WAS WITH DR HIS HER ITS
"""
_UNFINISHED = frozenset(_SENTENCE_GOES_ON.split())
_BY_OTHERS = re.compile(r"[Xx]{4,}|\[")
_LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, and where."""

    name: str
    """Upper case."""
    start: int
    end: int
    line: int
    """Index of the line, of the first where the name wraps; what follows it is no content."""


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
    return found is not None and (
        found.end() >= len(text) - 1 or _OWN_ID.match(text, found.end()) is not None
    )


def _read(lines: tuple[Line, ...], index: int, first: int) -> Signer | None:
    line = lines[index]
    text = line.text
    span = _on_its_own(lines, index, first)
    if span is None or not _is_name(text[slice(*span)]):
        # Perhaps the name stands behind the last sentence.
        end = len(text) - len(text[-_LOOK_BACK:])
        found = _AFTER_SENTENCE.search(text[-_LOOK_BACK:])
        span = None if found is None else (end + found.start(1), end + found.end(1))
    if span is None or not _is_name(text[slice(*span)]):
        return None
    start, end = line.start + span[0], line.start + span[1]
    name = text[slice(*span)].upper().strip()
    if index > first and start == line.start and (half := _FIRST_HALF.fullmatch(lines[index - 1].text)):
        # The name wraps: "VAN / VOORST", "SMITH- / JONES".
        joint = "" if half[0].endswith("-") else " "
        return Signer(f"{half[0].upper()}{joint}{name}", lines[index - 1].start, end, index - 1)
    return Signer(name, start, end, index)


def _on_its_own(lines: tuple[Line, ...], index: int, first: int) -> tuple[int, int] | None:
    """Where in a line that holds nothing else the name stands."""
    text = lines[index].text
    if index > first and _goes_on(lines, index):
        return None
    if (found := _NAME.match(text)) is not None:
        return found.span(1)
    if (found := _DASHED.match(text)) is not None:
        return found.span(2)
    if index > first and not _ends_sentence(lines, index):
        return None
    found = _TWO_WORDS.match(text) or (_SMALL_LETTERS.match(text) if index > first else None)
    # In small letters throughout it may be the last word of a sentence: only a blank line tells.
    if found is None or (found[1].islower() and lines[index - 1].text):
        return None
    return found.span(1)


def _is_name(words: str) -> bool:
    return _NOT_SIGNERS.isdisjoint(words.upper().split()) and _BY_OTHERS.search(words) is None


def _goes_on(lines: tuple[Line, ...], index: int) -> bool:
    """Tell whether the line above ends in a word that no sentence ends with."""
    above = lines[index - 1].text
    return above.endswith(",") or above[above.rfind(" ") + 1 :].upper().rstrip(".") in _UNFINISHED


def _ends_sentence(lines: tuple[Line, ...], index: int) -> bool:
    """Tell whether the text before a line has come to an end."""
    before = next((lines[i].text for i in range(index - 1, -1, -1) if lines[i].text), "")
    return not before or before.endswith(_SENTENCE_END)
