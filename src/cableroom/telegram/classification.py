"""Classification line, captions and attention lines: ``S E C R E T STATE 152317``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cableroom.telegram.classification_words import guess_level, in_capitals, read_level, spaced
from cableroom.telegram.lines import Line
from cableroom.telegram.posts import find_post
from cableroom.telegram.slips import one_slip

_COUNTED = {
    word: number
    for number, word in enumerate(
        ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"), start=1
    )
}
_COUNT = rf"[0-9]{{1,2}}|{'|'.join(_COUNTED)}"
# "SECTION 01 OF 02", "FINAL SECTION OF 03", "SECTIOQ1OF06", "SECTION ONE OF TWO".
_SECTION = re.compile(
    rf"(?:FINAL )?(?:SECTIO[A-Z]|S E C T I O N|SECT?\.?)\s{{0,3}}(?:(?:{_COUNT})\s{{0,3}})?"
    rf"(?:OF|0F|GF|O F|/)\s{{0,3}}({_COUNT})(?![0-9])"
)
# The telegram's own id: a post, then its serial; a sign or nothing may stand between.
_MRN = re.compile(r"([A-Z][A-Z0-9 .'-]{1,30}?)(?: {1,4}#?([0-9]{1,7})|([0-9]{4,7}))(?![0-9A-Z])")
# Handling words, each a caption of its own, with or without blanks between the letters.
# Source: 5 FAH-2 H-443 (captions), H-252 (SPECAT, OFFICIAL INFORMAL); E.O. 12958 (ORCON and its like).
_SPREAD = (
    "SIPDIS", "NOFORN", "NODIS", "EXDIS", "STADIS", "LIMDIS", "SENSITIVE", "EFTO", "CHEROKEE", "TERREP",
    "CORRECTED COPY",
)  # fmt: skip
_WORDS = (
    r"SENSITIVE BUT UNCLASSIFIED|WEBGRAM EXCLUDED ONLY|(?:FOR )?OFFICIAL USE ONLY"
    r"|NOT FOR INTERNET (?:DISTRIBUTION|PUBLICATION)|(?:AMBASSADOR |DEPT |DEPARTMENT )?EYES ONLY"
    r"|[A-Z]{2,10} CHANNEL|SPECAT(?: EXCLUSIVE)?|OFFICIAL[ -]INFORMAL|SIPRNET|AIDAC|VISAS [A-Z]{4,8}"
    r"|NOCONTRACT|ORCON|PROPIN|IMCON|WNINTEL|RELIDO|REL(?: TO)? [A-Z]{3,4}(?:(?:, ?|/)[A-Z]{3,4}){0,30}"
    r"|NF|SBU|FOUO|ONLY"
)
_ANY = "|".join((_WORDS.partition("|")[0], *(spaced(word) for word in _SPREAD), _WORDS))
_CAPTION = re.compile(rf"(?:^|(?<=[ ,;/(]))(?:{_ANY})(?=$|[ ,;/.)])")
_CAPTION_NEXT = re.compile(rf"(?:{_ANY})(?=$|[ ,;/.)])")
# One of these does not begin an attention line, as EYES ONLY does.
_LEADING = re.compile(rf"(?:(?:{'|'.join(spaced(word) for word in _SPREAD)})[ ,;/]{{1,4}})+(?=[A-Z])")
# In small letters a caption is one only where nothing else stands on its line.
_ONLY_SPREAD = re.compile(rf"(?:{'|'.join(_SPREAD)})(?:[ ,;/]{{1,4}}(?:{'|'.join(_SPREAD)})){{0,5}}")
_PLAIN = {word.replace(" ", ""): word for word in _SPREAD} | {"NF": "NOFORN"}
# A caption with one wrong letter, alone on its line.
_SLIPPED = ("SIPDIS", "NOFORN", "SENSITIVE")
# SECTION stands so near to the classification.
_NEAR = 80
_FOR_OFFICIAL_USE = frozenset(
    {"SENSITIVE", "SENSITIVE BUT UNCLASSIFIED", "SBU", "FOUO", "FOR OFFICIAL USE ONLY", "OFFICIAL USE ONLY"}
)
# Whom the telegram is for: "DEPT FOR EUR/NB", "STATE PASS USTR", "TREASURY PLEASE PASS ...".
_SMALL = r"|(?:Dept\.?|Department|State|Treasury|Commerce) (?:also |please |pls )?(?:for|pass)\b"
_ATTENTION = re.compile(
    r"(?:[A-Z][A-Za-z0-9/&.,'() -]{0,60}? )?(?:FOR|PASS|PLS|PLEASE|ALSO|ATTN|ATTENTION|FROM)\b" + _SMALL
)
_ATTENTION_START = re.compile(
    r"(?:[A-Z][A-Z0-9/&.'-]{1,20},? ){1,4}(?:FOR|PLS PASS|PLEASE PASS|ALSO PASS|PASS)\b"
    r"|(?:FOR|PASS TO|PASS|ATTN)\b" + _SMALL
)
ATTENTION_BELOW = re.compile(
    r"(?:DEPT|DEPARTMENT)\.? (?:(?:ALSO|PLEASE|PLS) )?(?:FOR|PASS)\b|STATE (?:PLEASE |PLS )?PASS\b"
    r"|FOR (?:THE )?(?:AMBASSADOR|CHARGE|DCM)S? FROM\b"
)
"""Attention lines so plain that they are known below a subject, too."""
_UNFINISHED = (",", "/", "-", " AND", " FOR", " TO", "(", " PASS", "&", " FROM")
# On a page that lost its line ends: the last word of whom the next line addresses.
_NEXT_ATTENTION = re.compile(r"(?<= )[A-Z]{2,12}(?= (?:(?:ALSO|PLEASE|PLS) )?(?:FOR|PASS)\b)")
_AGENCIES = """
AGRICULTURE COMMERCE DEFENSE DEPARTMENT DEPT DHS DOC DOD DOE DOJ DOL DOT ENERGY FAA HHS INTERIOR JUSTICE LABOR
NSC OPIC OSD TREASURY USAID USDA USDOC USTR
"""
_DEPARTMENTS = frozenset(_AGENCIES.split())
# Behind one of these the words go on with the line.
_GOES_ON = (
    ",",
    ";",
    "/",
    "-",
    "(",
    "&",
    " AND",
    " FOR",
    " TO",
    " PASS",
    " FROM",
    " ALSO",
    " PLEASE",
    " PLS",
    " THE",
)


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
    text = in_capitals(text)
    found = read_level(text) or guess_level(text)
    assert found is not None
    position = _next(text, found.end)
    captions: list[str] = []
    sections = 1
    while word := _SECTION.match(text, position) or _CAPTION_NEXT.match(text, position):
        if word.re is _SECTION:
            sections = _count(word[1])
        else:
            captions.append(word[0])
        position = _next(text, word.end())
    if sections == 1 and (later := _SECTION.search(text, position, position + _NEAR)) is not None:
        # What stands between is no caption that is known.
        sections, position = _count(later[1]), _next(text, later.end())
    if mrn := _MRN.match(text, position):
        position = mrn.end()
    captions = _plain_captions(captions)
    return Classified(
        _with_limits(found.name, captions),
        sections,
        mrn[1] if mrn else None,
        (mrn[2] or mrn[3]) if mrn else None,
        tuple(captions),
        position,
    )


def is_captions(line: str) -> bool:
    """Tell whether nothing but captions stands on a line."""
    found, rest = _take_captions(line)
    return bool(found) and not rest


def read_captions(lines: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return captions (each once) and attention lines of the preamble.

    lines: the lines behind the classification line, blank ones as "".
    """
    captions: dict[str, None] = {}
    attention: list[list[str]] = []
    open_entry = False
    for whole in lines:
        unfinished = open_entry and attention[-1][-1].endswith(_UNFINISHED)
        if not whole:
            open_entry = unfinished
            continue
        led, line = _leading_captions(whole)
        captions.update(dict.fromkeys(led))
        found, rest = _take_captions(line)
        if not rest:
            captions.update(dict.fromkeys(found))
            open_entry = unfinished
        elif open_entry and (unfinished or not _ATTENTION_START.match(line)):
            attention[-1].append(line.strip())
        elif _ATTENTION.match(line):
            attention.append([line.strip()])
            open_entry = True
        else:
            captions.update(dict.fromkeys(found))
            open_entry = False
    written = (" ".join(" ".join(entry).split()) for entry in attention)
    return tuple(captions), tuple(part for entry in written for part in _taken_apart(entry))


def _taken_apart(entry: str) -> Iterator[str]:
    """Each attention line of several run together: ``DEPT FOR EUR TREASURY FOR OASIA``."""
    begin = 0
    for found in _NEXT_ATTENTION.finditer(entry):
        first = entry.rfind(" ", 0, found.start() - 1) + 1
        start = next((at for at in (first, found.start()) if _is_addressed(entry[at : found.end()])), begin)
        if start > begin and not entry[max(begin, start - _NEAR) : start].rstrip().endswith(_GOES_ON):
            yield entry[begin:start].rstrip()
            begin = start
    yield entry[begin:]


def _is_addressed(words: str) -> bool:
    return words in _DEPARTMENTS or find_post(words) is not None


def read_attention_below(lines: tuple[Line, ...], start: int) -> tuple[tuple[str, ...], int]:
    """Return the attention lines right behind ``start``, the subject's end, and where they end."""
    attention: list[str] = []
    for line in lines:
        if not line.text or line.start < start:
            continue
        if not ATTENTION_BELOW.match(line.text):
            break
        attention.append(" ".join(line.text.split()))
        start = line.end
    return tuple(attention), start


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


def _count(written: str) -> int:
    return max(1, _COUNTED.get(written) or int(written))


def _next(text: str, position: int) -> int:
    """Where the next word begins: strokes and blanks part them."""
    return position + len(text[position : position + 20]) - len(text[position : position + 20].lstrip(" /"))


def _leading_captions(line: str) -> tuple[tuple[str, ...], str]:
    """The captions before an attention line, on a page that lost its line ends, and the rest of the line."""
    found = _LEADING.match(line)
    if found is None or not _ATTENTION_START.match(line, found.end()):
        return (), line
    captions, _rest = _take_captions(found[0].strip())
    return captions, line[found.end() :]


def _take_captions(line: str) -> tuple[tuple[str, ...], str]:
    """The captions of a line, and what is left of it."""
    return _remembered(line) if len(line) <= _LONGEST_REMEMBERED else _taken(line)


def _taken(line: str) -> tuple[tuple[str, ...], str]:
    found = _plain_captions(_CAPTION.findall(line))
    if found:
        return tuple(found), _CAPTION.sub("", line).strip(" ,;/.()-")
    if (small := line.upper()) != line and _ONLY_SPREAD.fullmatch(small.strip(" .()")):
        return _taken(small)  # sipdis
    meant = next((right for right in _SLIPPED if one_slip(line.strip(" ,.;"), right)), None)
    return ((meant,), "") if meant else ((), line.strip())


# The same few stand in most telegrams.
_remembered = lru_cache(maxsize=4_096)(_taken)
_LONGEST_REMEMBERED = 80
"""Code points of a line."""


def _plain_captions(found: list[str]) -> list[str]:
    return list(dict.fromkeys(_PLAIN.get(caption.replace(" ", ""), caption) for caption in found))


def _with_limits(classification: str, captions: list[str]) -> str:
    if classification == "UNCLASSIFIED" and _FOR_OFFICIAL_USE.intersection(captions):
        return "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    if classification != "UNCLASSIFIED" and "NOFORN" in captions:
        return f"{classification}//NOFORN"
    return classification
