"""What a reference is that is no cable: its words in, its kind out."""

import re

# Words that say what an entry is, if it is no cable. The first that fits wins.
_KINDS = (
    ("email", re.compile(r"\bE-? ?MAILS?\b", re.IGNORECASE)),
    (
        "telcon",
        re.compile(
            r"\b(?:TELE?-?CONS?|PHONE-?CONS?|(?:TELE)?PHONE|CALL|CONVERSATIONS?|CONVOS?|DVC)\b", re.IGNORECASE
        ),
    ),
    ("fax", re.compile(r"\b(?:FAX(?:ES)?|TELEFAX|FACSIMILE)\b", re.IGNORECASE)),
    ("letter", re.compile(r"\b(?:LETTERS?|LTR)\b", re.IGNORECASE)),
    ("memo", re.compile(r"\b(?:MEMOS?|MEMORAND(?:UM|A)|MEMCONS?|AIDE)\b", re.IGNORECASE)),
    ("book", re.compile(r"\b(?:BOOKS?|FAM|FAH|HANDBOOK|MANUAL)\b", re.IGNORECASE)),
    (
        "report",
        re.compile(
            r"\b(?:REPORTS?|IIR|TDX?|OSC|FBIS|CIR|CRS|SPOT|DAILY|BRIEF)\b"
            r"|\b(?:EUP|GMP|TD|IIR)[- /]?[0-9]",
            re.IGNORECASE,
        ),
    ),
)
# A telegram named by its sender and time: "USCINCRED 311345Z MAY 73".
_SENDER_AND_TIME = re.compile(r"\b[0-9]{6}Z [A-Z]{3}")


def kind_of_reference(text: str) -> str:
    """The kind that the words of a reference say: email, telcon, letter, memo, report, book, fax, other.

    A telegram that is named by sender and time is a cable without an id.
    """
    kind = next((name for name, pattern in _KINDS if pattern.search(text)), "other")
    return "cable" if kind == "other" and _SENDER_AND_TIME.search(text) else kind
