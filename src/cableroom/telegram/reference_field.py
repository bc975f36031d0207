"""Where a REF field ends: it wraps, runs over blank lines, and has no end mark. Lines in, offset out."""

import re
from dataclasses import dataclass

from cableroom.telegram.citation_tails import skip_remarks
from cableroom.telegram.cited_cables import read_cited
from cableroom.telegram.lines import Line
from cableroom.telegram.portions import PORTION
from cableroom.telegram.reference_kinds import names_a_document
from cableroom.telegram.reference_labels import entries, leading_label

# Lines that no longer belong to the field.
_NO_FURTHER = re.compile(
    r"(?:SUMMARY|Summary|COMMENT|Comment|INTRODUCTION|Introduction|BEGIN\b|ACTION REQUEST|Action Request"
    r"|REASONS?:|Reasons?:|SENSITIVE\b|Sensitive [Bb]ut|UNCLASSIFIED|CONFIDENTIAL|SECRET\b|SIPDIS$|NOT FOR"
    r"|T[Hh](?:IS|is)\s|Derive|DERIVE|Derived|CLASSIFIED|Classified|DECL|SUBJ|TAGS|E\.O\.|PLEASE|Please|-{5}|={5}|_{5}|\*{5}|\(SBU)"
)
# Where text begins in mid-line: a paragraph, a heading, a sentence about the cable.
_TEXT_BEGINS = re.compile(
    r"(?<!\S)(?:[0-9]{1,2}\. {0,3}(?=\((?:[SCU]|SBU|TS|LOU|FOUO)\b)|1\. {1,3}(?=[A-Z][a-z])"
    r"|-{4,}|={4,}|(?:BEGIN )?SUMMARY\b(?= ?(?:[:.-]|AND\b|$))|Summary\b(?= ?(?:[:.-]|and\b|$))"
    r"|SENSITIVE BUT UNCLASSIFIED|Sensitive [Bb]ut|SIPDIS$"
    r"|T(?:his|HIS) (?:is|IS|cable|CABLE|message|MESSAGE)\b"
    r"|\(SBU\) |\([CSU]\) (?=[A-Z][a-z]+ [a-z])|REASONS?:|DERIVED FROM)"
)
# The first paragraph in capitals; or the first label of a list: what stands behind it tells.
_FIRST_NUMBER = re.compile(r"(?<=\s)1\. {1,3}(?=[A-Z])")
_LOOK_BEHIND = 60
_NUMBERED_LIST = re.compile(r"[0-9]{1,2}\s?[.):]")
_AGAIN = re.compile(r"(?:REF(?:TEL|ERENCE)?S?|Ref(?:tel|erence)?s?)\b\s?[.:]?\s")
# What may begin a line that goes on with the reference above.
_JOINS = re.compile(r"[,;(/&-]|(?:AND|and|OR|NOTAL|ALL NOTAL|BOTH NOTAL|EXDIS|NODIS|DTG|PARAS?|DATED|OF)\b")
# What a line cannot end with, if it is the last of a reference.
_UNFINISHED = re.compile(
    r"(?:[,;&/(:-]|\b(?:AND|OR|REF|REFS|REFTEL|TO|FROM|OF|ON|IN|BY|THE|FOR|WITH|BETWEEN|A|NO)\b|\b[A-Z][.)]|\([A-Z]\))$",
    re.IGNORECASE,
)
_LAST_WORDS = 16
_LONGEST_NAME = 4
# Operators filled lines up to some 65 columns: a line much shorter than that was ended on purpose.
_FULL_LINE = 58
_LOOK_AHEAD = 3
# Unwrapped telegrams have one line for all: no list is so long.
_LONGEST_LINE = 16_384


@dataclass(slots=True)
class _Field:
    """What has been read of the field so far."""

    label: str | None = None
    last: str = ""
    """The line above, with one blank between words."""
    width: int = 0
    """Columns of the line above."""
    blank: bool = False
    """A blank line stands between."""


def end_of_references(lines: tuple[Line, ...], start: int) -> int:
    """Where the REF field ends whose value begins at ``start``.

    lines: those up to the next field or paragraph. The field goes on while a line begins a reference or goes
    on with the one above; it ends before a heading, a paragraph, and a line that can be neither.
    """
    field = _Field()
    kept = start
    for index, line in enumerate(lines):
        text = line.text if line.start >= start else line.text[start - line.start :].strip()
        if not text:
            field.blank = bool(field.last)
            continue
        flat = " ".join(text[:_LONGEST_LINE].split())
        if field.last and not _belongs(field, flat, lines, index):
            break
        begins = max(start, line.start)
        if (cut := _text_in(line.text, begins - line.start, field)) is not None:
            if cut > begins - line.start or not field.last:
                kept = max(kept, line.start + cut)
            break
        for entry in entries(flat, year=None, previous=field.label):
            field.label = entry.label or field.label
        field.last, field.blank, kept = flat, False, line.end
        field.width = len(line.indent) + len(line.text)
    return kept


def _text_in(text: str, position: int, field: _Field) -> int | None:
    """Where text begins inside a line of the field; None where it does not."""
    found = _TEXT_BEGINS.search(text, position)
    first = _FIRST_NUMBER.search(text, position + 1)
    if first is not None and not (field.label or "").isdigit():
        behind = " ".join(text[first.end() : first.end() + _LOOK_BEHIND].split())
        if read_cited(behind) is None and not names_a_document(behind):
            return min(first.start(), found.start()) if found else first.start()
    return found.start() if found else None


def _belongs(field: _Field, flat: str, lines: tuple[Line, ...], index: int) -> bool:
    """Tell whether a line below the first still belongs to the field."""
    if _begins_reference(field, flat):
        return True
    paragraph = _NUMBERED_LIST.match(flat) and not (field.label or "").isdigit()
    if paragraph or PORTION.match(flat) or _NO_FURTHER.match(flat) or _is_headed(lines, index):
        return False
    if _is_unfinished(field.last, flat):
        return True
    if field.blank:
        return bool(lines[index].indent) and _list_goes_on(field, lines, index)
    return bool(_JOINS.match(flat)) or _list_goes_on(field, lines, index) or _wraps(field, flat)


def _wraps(field: _Field, flat: str) -> bool:
    """Tell whether the line above was full, and no reference ended with it."""
    first_word = flat.partition(" ")[0]
    return field.width + 1 + len(first_word) > _FULL_LINE and not _ends_with_cable(field.last)


def _begins_reference(field: _Field, flat: str) -> bool:
    """Tell whether a line begins with a label that continues the list, or with nothing but a citation."""
    flat = flat[again.end() :] if (again := _AGAIN.match(flat)) else flat
    label = leading_label(flat, previous=field.label)
    if label is not None:
        name, behind, cites = label
        if cites:
            if field.blank and _is_sentence(flat, behind):
                return False
            return not name.isdigit() or (field.label or "").isdigit()
        if PORTION.match(flat) or not field.label:
            return field.label is not None and names_a_document(flat[behind:]) and not field.blank
        return True
    if _cites_only(flat):
        return True
    return not field.blank and names_a_document(flat) and len(flat.split()) < 2 * _LONGEST_NAME


def _is_sentence(flat: str, position: int) -> bool:
    """Tell whether a cable behind a label is a city with which a sentence begins: "A. Paris 22 was ..."."""
    cited = read_cited(flat, position + (flat[position : position + 1] == " "))
    if cited is None:
        return False
    rest = flat[skip_remarks(flat, cited.end) :].lstrip()
    return rest[:1].islower() and _JOINS.match(rest) is None


def _cites_only(flat: str) -> bool:
    """Tell whether a line begins with a citation that no sentence follows."""
    cited = read_cited(flat)
    if cited is None or (cited.post is None and cited.whose is None and not flat[: cited.end].isupper()):
        return False
    rest = flat[skip_remarks(flat, cited.end) :].lstrip(" .")
    return not rest or _JOINS.match(rest) is not None or rest[1:2] in ".):" or read_cited(rest) is not None


def _is_unfinished(last: str, flat: str) -> bool:
    """Tell whether the line above ends in the middle: with a separator, a label, half of a name."""
    if _UNFINISHED.search(last[-_LAST_WORDS:]) or last.count("(") > last.count(")") + last.count("),"):
        return True
    words = last.split()[-_LONGEST_NAME:]
    for first in range(len(words)):
        begin = " ".join(words[first:])
        cited = read_cited(f"{begin} {flat}")
        if cited is not None and cited.post is not None and cited.end > len(begin) + 1:
            return True
    return False


def _ends_with_cable(last: str) -> bool:
    """Tell whether the line above ends with a whole citation."""
    return last.rstrip(" .)")[-1:].isdigit()


def _list_goes_on(field: _Field, lines: tuple[Line, ...], index: int) -> bool:
    """Tell whether the next label of the list stands a few lines below."""
    if field.label is None:
        return False
    for line in lines[index + 1 : index + 1 + _LOOK_AHEAD]:
        label = leading_label(" ".join(line.text.split()), previous=field.label)
        if label is not None and label.cites and label.name != field.label:
            return True
    return False


def _is_headed(lines: tuple[Line, ...], index: int) -> bool:
    return index + 1 < len(lines) and lines[index + 1].is_rule
