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
# "1. CONFIDENTIAL - ENTIRE TEXT." says the same without parentheses.
ENTIRE_TEXT = re.compile(
    rf"\s{{0,4}}(?P<mark>{_LEVEL}(?:/NF|/NOFORN)?"
    r"(?:\s{0,2}[-–—:]{1,2}\s{0,2}|\s{1,2})ENTIRE\s{1,2}(?:TEXT|MESSAGE))\.?(?!\w)",
    re.IGNORECASE,
)


def read_portion(text: str, position: int) -> tuple[str | None, int]:
    """Return the portion mark that stands at ``position``, as written, and where the text goes on."""
    found = PORTION.match(text, position) or ENTIRE_TEXT.match(text, position)
    if found is None:
        return None, position
    return " ".join(found["mark"].split()), found.end()
