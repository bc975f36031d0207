"""Portion marks: ``(S/REL CHINA)`` in front of a paragraph or a subject."""

import re

# The level, then what limits or widens it, or "ENTIRE TEXT".
# Source: 5 FAH-3 H-700; the set U, SBU, FOUO, LOU, C, S, TS with /NF, /REL, /FGI.
PORTION = re.compile(
    r"\s{0,4}\(\s{0,2}(?P<mark>"
    r"(?:TS|SBU|FOUO|LOU|UNCLASSIFIED|UNCLASS?|CONFIDENTIAL|SECRET|SENSITIVE|[UCS])"
    r"(?:\s{0,2}(?:/{1,2}|,|-{1,2}|–|—|:)\s{0,2}[A-Z0-9][A-Z0-9 /,.&\r\n-]{0,50}"
    r"|\s{1,2}(?:ENTIRE|REL|NF|NOFORN|NOTAL)\b[A-Z0-9 /,\r\n-]{0,50})?"
    r")\s{0,2}\)",
    re.IGNORECASE,
)
# "1. CONFIDENTIAL - ENTIRE TEXT." says the same without parentheses.
ENTIRE_TEXT = re.compile(
    r"\s{0,4}(?P<mark>(?:TOP SECRET|SECRET|CONFIDENTIAL|UNCLASSIFIED|LOU|SBU|[CSU])"
    r"\s{0,2}[-–—:]{1,2}\s{0,2}ENTIRE\s{1,2}(?:TEXT|MESSAGE))\.?(?!\w)",
    re.IGNORECASE,
)


def read_portion(text: str, position: int) -> tuple[str | None, int]:
    """Return the portion mark that stands at ``position``, as written, and where the text goes on."""
    found = PORTION.match(text, position) or ENTIRE_TEXT.match(text, position)
    if found is None:
        return None, position
    return " ".join(found["mark"].split()), found.end()
