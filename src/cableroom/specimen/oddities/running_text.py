"""Oddities of the numbered text and of what stands below it.

In: a clean cable. Out: an odd one, or None where no paragraph suits. Summary and comment, whose words
the truth holds, and paragraphs with something to protect are left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Final

from cableroom.specimen.cables import SpecimenCable

_BLOCK: Final = re.compile(r"(?<=\n\n)[0-9]{1,3}\. [^\n]+(?:\n[^\n]+)*")
_LABEL: Final = re.compile("(?:summary|comment):", re.IGNORECASE)
_PAGE_LINE: Final = re.compile(r"^([A-Z ]+) ([0-9]{8})  [0-9.]+ OF [0-9]{3}$", re.MULTILINE)
_PAGE_LINE_ALONE: Final = re.compile(r"\n\n([A-Z ]+ [0-9]{8}  [0-9.]+ OF [0-9]{3})\n\n")
_CONTROLS: Final = "\x00\x07\x0c\x1a\x1b"
_FALSE: Final = (
    ("The matter touches on UNSCRs 1718 and", "1737.  Post will report again."),
    ("Nothing of the kind has been seen since the winter of", "1981.  Post will report again."),
    ("This goes beyond what was agreed in article", "208.  Post will report again."),
)
_GARBLED_YEARS: Final = range(2006, 2011)
_SUBSTITUTES: Final = "QIG"
_BELOW: Final = {
    # what stands below the signer -> what kind of furniture it is
    "NNNN": "transmission",
    "END OF MESSAGE": "transmission",
    "NOTE BY OC/T: HEADING AS RECEIVED.": "transmission",
    "Declassified/Released US Department of State EO Systematic Review 20 Mar 2014": "stamp",
}
_SIGNED: Final = ("{}##", "{}.", "END OF TEXT. {}", "//END//\n{}")


def break_badly(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """A paragraph whose last line begins with a number and a full stop."""
    whole = [at for at in _paragraphs(cable) if at[0].endswith(".")]
    if not whole:
        return None
    chosen = random.choice(whole)
    first, second = random.choice(_FALSE)
    added = f"\n{first}\n{second}"
    return _with(cable, chosen, chosen[0] + (added.upper() if _is_upper(chosen[0]) else added))


def drop_blank(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """``4.(C) ...``."""
    marked = [found for found in _BLOCK.finditer(cable.body) if ". (" in found[0][:6]]
    if not marked:
        return None
    chosen = random.choice(marked)
    return _with(cable, chosen, chosen[0].replace(". (", ".(", 1))


def add_controls(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """Some control characters between the letters of a paragraph."""
    suited = list(_paragraphs(cable))
    if not suited:
        return None
    chosen = random.choice(suited)
    letters = list(chosen[0])
    for control in random.sample(_CONTROLS, 3):
        letters.insert(random.randrange(12, len(chosen[0]) - 2), control)
    return _with(cable, chosen, "".join(letters))


def garble(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """Some capitals of a paragraph became Q, I or G on the way."""
    suited = list(_paragraphs(cable))
    if not suited or cable.created.year not in _GARBLED_YEARS:
        return None
    chosen = random.choice(suited)
    letters = list(chosen[0])
    capitals = [place for place in range(12, len(letters)) if letters[place].isupper()]
    if not capitals:
        return None
    for place in random.sample(capitals, 1 + len(capitals) // 20):
        letters[place] = random.choice(_SUBSTITUTES.replace(letters[place], ""))
    return _with(cable, chosen, "".join(letters))


def curl_quotes(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """The quotation marks of a paragraph are those of Windows-1252, and so are the bytes of the cable."""
    suited = [found for found in _paragraphs(cable) if "'" in found[0]]
    if not suited:
        return None
    chosen = random.choice(suited)
    curled = chosen[0].replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    curled = re.sub('"([^"]*)"', "\N{LEFT DOUBLE QUOTATION MARK}\\1\N{RIGHT DOUBLE QUOTATION MARK}", curled)
    return replace(_with(cable, chosen, curled), encoding="cp1252")


def mistake_apostrophes(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """``GeorgiaQs``, ``Georgia?s``, ``Georgia,s`` in a paragraph."""
    suited = [found for found in _paragraphs(cable) if "'" in found[0]]
    if not suited:
        return None
    chosen = random.choice(suited)
    return _with(cable, chosen, chosen[0].replace("'", random.choice("Q?,")))


def misspell_summary(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """``SUMMAY: ...``."""
    for right, wrong in (("SUMMARY:", "SUMMAY:"), ("Summary:", "Summay:")):
        if right in cable.body:
            return replace(cable, body=cable.body.replace(right, wrong, 1))
    return None


def age_page_lines(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """The heads of pages as the older network wrote them: ``PAGE 02        ROME  03067  211833Z``."""
    lines = list(_PAGE_LINE.finditer(cable.body))
    if not lines:
        return None
    level = cable.body.partition(" SECTION ")[0]
    body = cable.body
    for number, line in reversed(list(enumerate(lines, 2))):
        page = f"PAGE {number:02}        {line[1]}  {line[2][-5:]}  {cable.created:%d%H%M}Z"
        body = f"{body[: line.start()]}{' ' * 20}{level}\n\n\n{page}{body[line.end() :]}"
    furniture = [
        {"kind": "page"} if piece["kind"] == "section" else piece for piece in cable.truth["furniture"]
    ]
    return replace(cable, body=body, truth={**cable.truth, "furniture": furniture})


def glue_page_lines(cable: SpecimenCable, _random: Random) -> SpecimenCable | None:
    """The heads of pages stand without blank lines around them, within the paragraph that they cut."""
    body = _PAGE_LINE_ALONE.sub(r"\n\1\n", cable.body)
    return None if body == cable.body else replace(cable, body=body)


def lose_signer(cable: SpecimenCable, _random: Random) -> SpecimenCable:
    """Nobody signs."""
    body = cable.body.removesuffix(cable.truth["signed_by"]).rstrip("\n")
    return replace(cable, body=body, truth={**cable.truth, "signed_by": None})


def write_after_signer(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """A line of the network or of a reviewer below the signer."""
    line = random.choice(list(_BELOW))
    furniture = [*cable.truth["furniture"], {"kind": _BELOW[line]}]
    return replace(cable, body=f"{cable.body}\n{line}", truth={**cable.truth, "furniture": furniture})


def decorate_signer(cable: SpecimenCable, random: Random) -> SpecimenCable | None:
    """``BAKER##``, ``END OF TEXT. BAKER``."""
    signed = cable.truth["signed_by"]
    form = random.choice(_SIGNED)
    marks = [{"kind": "stamp"}] if form.startswith("//END//") else []
    truth = {**cable.truth, "furniture": [*cable.truth["furniture"], *marks]}
    return replace(cable, body=cable.body.removesuffix(signed) + form.format(signed), truth=truth)


def _paragraphs(cable: SpecimenCable) -> Iterator[re.Match[str]]:
    """The paragraphs, each up to a blank line, whose words may be changed."""
    kept = [mark["name"] or mark["words"] for mark in cable.truth["marks"]]
    for found in _BLOCK.finditer(cable.body):
        flowing = " ".join(found[0].split())
        if len(flowing) > 150 and not _LABEL.search(flowing) and not any(name in flowing for name in kept):  # noqa: PLR2004 - about two lines
            yield found


def _with(cable: SpecimenCable, found: re.Match[str], words: str) -> SpecimenCable:
    return replace(cable, body=cable.body[: found.start()] + words + cable.body[found.end() :])


def _is_upper(text: str) -> bool:
    return text.upper() == text
