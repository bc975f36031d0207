"""Classification line, captions and attention lines: ``S E C R E T STATE 152317``."""

import re
from dataclasses import dataclass

from cableroom.telegram.classification_words import LEVEL_LINE, level
from cableroom.telegram.lines import Line

_SECTION = re.compile(r"SECTION\s{1,3}([0-9]{1,2})\s{1,3}OF\s{1,3}([0-9]{1,2})")
_MRN = re.compile(r"([A-Z][A-Z0-9 .'-]{1,30}?) {1,4}([0-9]{1,7})(?![0-9])")
_LEVEL_SUFFIX = re.compile(r" {0,3}(?://|/)? {0,3}(NOFORN|NF|FOR OFFICIAL USE ONLY|FOUO|SBU)\b")
# Handling words, each a caption of its own. Longer ones first.
# Source: 5 FAH-2 H-443 (captions).
_CAPTION = re.compile(
    r"(?:^|(?<=[ ,;/]))(?:SENSITIVE BUT UNCLASSIFIED|WEBGRAM EXCLUDED ONLY|FOR OFFICIAL USE ONLY"
    r"|NOT FOR INTERNET DISTRIBUTION|(?:AMBASSADOR |DEPT |DEPARTMENT )?EYES ONLY"
    r"|C ?O ?R ?R ?E ?C ?T ?E ?D {0,3}C ?O ?P ?Y|SIPDIS|SIPRNET|NOFORN|NODIS|EXDIS|STADIS|LIMDIS"
    r"|ROGER CHANNEL|DISSENT CHANNEL|TERREP|SENSITIVE|NOCONTRACT|ORCON|SBU|FOUO|EFTO|E F T O|ONLY)"
    r"(?=$|[ ,;/.])"
)
# SECTION stands so near to the classification.
_NEAR = 80
_FOR_OFFICIAL_USE = frozenset(
    {"SENSITIVE", "SENSITIVE BUT UNCLASSIFIED", "SBU", "FOUO", "FOR OFFICIAL USE ONLY"}
)
# Whom the telegram is for: "DEPT FOR EUR/NB", "STATE PASS USTR", "TREASURY PLEASE PASS ...".
_ATTENTION = re.compile(
    r"(?:[A-Z][A-Za-z0-9/&.,'() -]{0,60}? )?(?:FOR|PASS|PLS|PLEASE|ALSO|ATTN|ATTENTION|FROM)\b"
)
_ATTENTION_START = re.compile(
    r"(?:[A-Z][A-Z0-9/&.'-]{1,20},? ){1,4}(?:FOR|PLS PASS|PLEASE PASS|ALSO PASS|PASS)\b"
    r"|(?:FOR|PASS TO|PASS|ATTN)\b"
)
_UNFINISHED = (",", "/", "-", " AND", " FOR", " TO", "(", " PASS", "&", " FROM")


@dataclass(frozen=True, slots=True)
class Classified:
    """What the first line of the body says."""

    classification: str | None
    sections: int
    post: str | None
    """As written, before the serial."""
    serial: str | None
    captions: tuple[str, ...]
    """Those on the line itself."""
    rest: int
    """Where the line goes on behind all this, in characters of the line."""


def read_classification_line(text: str) -> Classified:
    """Return what ``S E C R E T SECTION 01 OF 02 BERN 000881`` says; text: the line, clean."""
    found = LEVEL_LINE.match(text)
    assert found is not None
    position = found.end()
    classification = level(found[0])
    captions: list[str] = []
    while suffix := _LEVEL_SUFFIX.match(text, position):
        captions.append(suffix[1])
        position = suffix.end()
    sections, position, on_line = _sections(text, position)
    captions += on_line
    mrn = _MRN.match(text, position + _blanks(text, position))
    if mrn:
        position = mrn.end()
    return Classified(
        _with_limits(classification, captions),
        sections,
        mrn[1] if mrn else None,
        mrn[2] if mrn else None,
        tuple(_plain_captions(captions)),
        position,
    )


def read_captions(lines: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return captions (each once) and attention lines of the preamble.

    lines: the lines behind the classification line, blank ones as "".
    """
    captions: dict[str, None] = {}
    attention: list[str] = []
    open_entry = False
    for line in lines:
        found, rest = _take_captions(line)
        if not rest:
            captions.update(dict.fromkeys(found))
            open_entry = open_entry and not line.strip() and attention[-1].endswith(_UNFINISHED)
        elif open_entry and (attention[-1].endswith(_UNFINISHED) or not _ATTENTION_START.match(line)):
            attention[-1] = f"{attention[-1]} {line.strip()}"
        elif _ATTENTION.match(line):
            attention.append(line.strip())
            open_entry = True
        else:
            captions.update(dict.fromkeys(found))
            open_entry = False
    return tuple(captions), tuple(" ".join(entry.split()) for entry in attention)


def is_caption(line: str) -> bool:
    """Tell whether a line without outer blanks has captions and nothing else."""
    found, rest = _take_captions(line)
    return bool(found) and not rest


def limited(classification: str | None, captions: tuple[str, ...]) -> str | None:
    """The classification with what the captions add: ``SECRET`` and NOFORN -> ``SECRET//NOFORN``."""
    if classification is None or "//" in classification:
        return classification
    return _with_limits(classification, list(captions))


def preamble_lines(lines: tuple[Line, ...], start: int, end: int, clean: str) -> list[str]:
    """The texts of the lines between two offsets, cut at both."""
    texts = []
    for line in lines:
        if line.end > start or not line.text:
            if line.start >= end:
                break
            texts.append(clean[max(line.start, start) : min(line.end, end)].strip())
    return texts


def _sections(text: str, position: int) -> tuple[int, int, list[str]]:
    """Number of sections, where the line goes on, and the captions in front of SECTION or the post."""
    found = _SECTION.search(text, position, position + _NEAR)
    if found is not None:
        captions, _rest = _take_captions(text[position : found.start()])
        return max(1, int(found[2])), found.end(), captions
    leading = _CAPTION.match(text, position + _blanks(text, position))
    return (1, leading.end(), [leading[0]]) if leading else (1, position, [])


def _blanks(text: str, position: int) -> int:
    return len(text[position : position + 20]) - len(text[position : position + 20].lstrip(" /"))


def _take_captions(line: str) -> tuple[list[str], str]:
    """The captions of a line, and what is left of it."""
    found = _plain_captions(_CAPTION.findall(line))
    if not found:
        return [], line.strip()
    return found, _CAPTION.sub("", line).strip(" ,;/.-")


def _plain_captions(found: list[str]) -> list[str]:
    return ["CORRECTED COPY" if caption.replace(" ", "") == "CORRECTEDCOPY" else caption for caption in found]


def _with_limits(classification: str, captions: list[str]) -> str:
    if classification == "UNCLASSIFIED" and _FOR_OFFICIAL_USE.intersection(captions):
        return "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    if classification != "UNCLASSIFIED" and ("NOFORN" in captions or "NF" in captions):
        return f"{classification}//NOFORN"
    return classification
