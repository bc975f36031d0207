"""Portion marks: ``(S/REL CHINA)`` in front of a paragraph or a subject."""

import re

# The level, then what limits or widens it, or "ENTIRE TEXT"; operators hit neighbouring keys for parentheses.
# Source: 5 FAH-3 H-700; the set U, SBU, FOUO, LOU, C, S, TS with /NF, /REL, /FGI; LOU until 1995.
_LEVEL = (
    r"(?:TS|TOP SECRET|SBU|FOUO|OUO|LOU|LIMITED\s{1,2}OFFICIAL\s{1,2}USE"
    r"|SENSITIVE\s{1,2}BUT\s{1,2}UNCLASSIFIED|UNCLASSIFIED|UNCLASS?|CONFIDENTIAL|CONF|SECRET|SENSITIVE|[UCS])"
)
PORTION = re.compile(
    rf"\s{{0,4}}[(\[{{]{{1,2}}\s{{0,2}}(?P<mark>{_LEVEL}"
    r"(?:\s{0,2}(?:/{1,2}|\\|,|;|-{1,2}|–|—|:)\s{0,2}[A-Z0-9][A-Z0-9 /,.&\r\n-]{0,50}"
    r"|\s{1,2}(?:ENTIRE|REL|NF|NOFORN|NOTAL)\b[A-Z0-9 /,\r\n-]{0,50})?"
    r")\s{0,2}\.?[)\]}]{1,2}",
    re.IGNORECASE,
)
# Nearly all marks are one of these; the whole pattern, which knows no case, takes many times as long.
_USUAL = re.compile(r" ?\(([CSU]|SBU)\)(?![)\]}])")
_LONGEST_GAP = 4
# What may begin either, behind the blanks: an opening mark, or the first letter of a level in any case.
_OPENS, _SPELT = frozenset("([{"), frozenset("CFLOSTUcflostuſ")
# "1. CONFIDENTIAL - ENTIRE TEXT." says the same without parentheses.
ENTIRE_TEXT = re.compile(
    rf"\s{{0,4}}(?P<mark>{_LEVEL}(?:/NF|/NOFORN)?"
    r"(?:\s{0,2}[-–—:]{1,2}\s{0,2}|\s{1,2})ENTIRE\s{1,2}(?:TEXT|MESSAGE))\.?(?!\w)",
    re.IGNORECASE,
)


def read_portion(text: str, position: int) -> tuple[str | None, int]:
    """Return the portion mark that stands at ``position``, as written, and where the text goes on."""
    if (usual := _USUAL.match(text, position)) is not None:
        return usual[1], usual.end()
    first = text[position : position + _LONGEST_GAP + 1].lstrip()[:1]
    pattern = PORTION if first in _OPENS else ENTIRE_TEXT if first in _SPELT else None
    if pattern is None or (found := pattern.match(text, position)) is None:
        return None, position
    return " ".join(found["mark"].split()), found.end()
