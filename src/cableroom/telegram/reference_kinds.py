"""What a reference is that is no cable: its words in, its kind out."""

import re

# Words that say what an entry is, if it is no cable. The first that fits wins.
_KINDS = (
    ("other", re.compile(r"\bWWW\.|\bHTTPS?:", re.IGNORECASE)),
    (
        "email",
        re.compile(r"(?<![A-Z])E-?\s?-?MAIL(?:S|ED|ING)?(?![A-Z])|\bELECTRONIC MAIL\b|\S@\S", re.IGNORECASE),
    ),
    (
        "telcon",
        re.compile(
            r"\b(?:TELE?-?\s?CONS?|TELECOMS|PHONE-?\s?CONS?|FONECONS?|(?:TELE)?PHONE|CALLS?|CONVERSATIONS?|CONVOS?|S?DVC"
            r"|(?:TELE|VIDEO)-?CONFERENCES?|CONFERENCE CALL)\b",
            re.IGNORECASE,
        ),
    ),
    ("fax", re.compile(r"\b(?:FAX(?:ES|ED)?|TELEFAX|FACSIMILES?|DATAFAX)\b", re.IGNORECASE)),
    (
        "letter",
        re.compile(
            r"\b(?:LETTERS?|LTRS?|DIP(?:LOMATIC)?\.?\s?NOTES?|NOTES? VERBALES?|(?:EMBASSY|MFA) NOTES?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "memo",
        re.compile(r"\b(?:MEMOS?|MEMORAND(?:UM|A|UMS)|MEMCONS?|AIDES?-?\s?MEMOIRES?|AIDE)\b", re.IGNORECASE),
    ),
    ("book", re.compile(r"\b(?:BOOKS?|FAM|FAH(?:-[0-9]+)?|HANDBOOK|MANUAL)\b", re.IGNORECASE)),
    (
        "report",
        re.compile(
            r"\b(?:REPORTS?|REPORTING|IIRS?|TDX?|OSC|FBIS|CIR|CRS|INR|SPOT|SITREPS?|DAILY|BRIEF|NIE|INTSUM)\b"
            r"|\b(?:EUP|GMP|AFP|SAP|CPP|KPP|JPP|CEP|LAP|FEA|TD|IIR|NC|DI)[- /]?[0-9]",
            re.IGNORECASE,
        ),
    ),
)
# A telegram named by its sender and time: "USCINCRED 311345Z MAY 73".
_SENDER_AND_TIME = re.compile(r"\b[0-9]{6,7}Z\s?[A-Z]{3}", re.IGNORECASE)
# Words that in a title of a cable mean something else.
_ALSO_IN_TITLES = re.compile(
    r"\b(?:CALLS?|CONVERSATIONS?|BOOKS?|REPORTS?|REPORTING|DAILY|BRIEF|SPOT|AIDE)\b", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"\b(?:UNSCR|UNGA|RES(?:OLUTION)?|CFR|USC|P\.?L|PUBLIC LAW|STAT|A|CA|CERP|OM)[\s-][0-9]"
)
_QUOTES = ('"', "'", "“", "‘", "``")


def kind_of_reference(text: str) -> str:
    """The kind that the words of a reference say: email, telcon, letter, memo, report, book, fax, other.

    A telegram that is named by sender and time is a cable without an id.
    """
    kind = next((name for name, pattern in _KINDS if pattern.search(text)), "other")
    return "cable" if kind == "other" and _SENDER_AND_TIME.search(text) else kind


def names_a_document(text: str) -> bool:
    """Tell whether words behind a cable are one more reference, and not what the cable is about."""
    if text.lstrip().startswith(_QUOTES):
        return False
    kind = kind_of_reference(_ALSO_IN_TITLES.sub("", text))
    return kind != "other" or _NUMBERED.search(text) is not None
