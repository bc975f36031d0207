"""Labels of the opening as operators wrote them: ``E.O. 12958``, ``TAGS:``, ``SUBJ :``, ``Ref(s):``.

Text in; a label's name and place out.  Whether it counts where it stands is the opening's business.
"""

import re
from functools import lru_cache
from typing import Final

from cableroom.telegram.slips import one_slip

# At a line start a label may be misspelt or lack the colon ...
LABEL: Final = re.compile(
    r"(?<!\S)(?:"
    r"(?P<order>E ?[.,/]? ?[O0] ?[.,]{0,2} ?[:;]? ?"
    r"(?:(?:[0-9]{4,6}|[0-9]{2},[0-9]{3}|[lI]{1,2}[0-9]{3,4})(?![0-9])|(?=DECL|N/A))"
    r"|e\. ?o\. ?(?:[0-9]{4,6}(?![0-9])|(?=decl|n/a))"
    r"|DECL(?:ASS?(?:IFY)?)?(?: ON)?:)"
    r"|(?P<tags>(?:TAGS?|Tags?|TAGES|TAGGS|TASG|TAS|TABS|TGS|AGS|ATGS|T A G S)"
    r"(?: {0,3}[:;,.]|(?= [A-Z]{2,5}(?:[, ]|$)))|tags ?:)"
    r"|(?P<subject>(?:SUBJECTS?|SUBJ|Subject|Subj|S U B J(?: E C T)?|UBJECT|SUBECT|SUJECT|SUBJET|SUBJCT"
    r"|SUBEJCT)"
    r"(?: ?\([A-Z/]{1,8}\))?(?: {0,3}[:;.]|-(?= )|(?= [A-Z(\"])(?! LINE\b)|$)|(?:subject|subj) ?:)"
    r"|(?P<ref>(?:[A-Z]\. ?)?(?:REFE?(?:RENCE| ?TEL|F|L)?S?|Ref(?:erence| ?tel)?s?)(?:\([Ss]\))?"
    r"(?![A-Za-z](?!:))(?: (?:TEL(?:EGRAM)?|CABLE|MESSAGE)S?(?= ?:))?"
    r" ?(?:[:;.]| -{1,2} |(?= {0,3}[(\[]?[A-Z0-9]))"
    r"|refs? ?: ?(?=\S)"
    r"|RE: (?=[(]?(?:[A-Z][.)] ?)?(?:[0-9]{2} )?[A-Z]{4,} [A-Z]{0,12} ?[0-9]{2}))"
    r"|(?P<classified>\(?(?:CLASSIFIED|Classified|CLASSIFED|Classifed)\s{1,4}(?:BY|By|by)\b ?[:;]?)"
    r")"
    # ... and a colon makes them sure in mid-line, even glued to the word before.
    r"|(?P<glued_ref>REFS?(?:TELS?)?: ?(?=\(?[A-Z0-9]))"
    r"|(?P<glued_classified>(?:CLASSIFIED BY|Classified By|Classified by):)",
    re.MULTILINE,
)
GLUED: Final = {"glued_ref": "ref", "glued_classified": "classified"}
"""Groups of LABEL that count wherever they stand -> name of the field."""
# In mid-line only these shapes count.
SURE: Final = re.compile(
    r"(?:E[.,]? ?O[.,]{0,2} ?(?:[0-9]{4,6}|[0-9]{2},[0-9]{3})(?:,? AS AMENDED,?)? ?(?:[:;]|DECL|N/A)"
    r"|TAGS? ?:|SUBJ(?:ECT)? ?:|REFS?:|REFTELS?:|\(?CLASSIFIED BY)",
    re.IGNORECASE,
)
DERIVED: Final = re.compile(
    r"(?:DERIVED FROM|Derived [Ff]rom)\b|(?:REASONS?|Reasons?) ?: ?(?:E\.?O\.? ?[0-9]{5},? ?)?1 ?\. ?[45]"
)
"""What stands in the place of CLASSIFIED BY where nobody is named."""
_WORD = re.compile(r"([A-Z]{3,9}) ?[:;]")
_RIGHT = {"SUBJECT": "subject", "TAGS": "tags"}
# More than one letter was lost; no other word of an opening has a colon and looks so.
_CUT = {"BJECT": "subject", "JECT": "subject", "SUB": "subject", "SUBJE": "subject"}


def slipped_label(line: str) -> tuple[str, int] | None:
    """Name of the field and length of a label with one wrong letter at the head of a line: ``SUJBECT:``."""
    found = _WORD.match(line)
    name = _meant(found[1]) if found else None
    return (name, found.end()) if found and name else None


@lru_cache(maxsize=512)
def _meant(word: str) -> str | None:
    for right, name in _RIGHT.items():
        if one_slip(word, right):
            return name
    return _CUT.get(word)
