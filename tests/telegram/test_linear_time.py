"""The time that parsing takes grows with the length of the text and no faster.

Each shape is the worst one for some reader.
"""

from collections.abc import Callable

import pytest

from cableroom.telegram import marks, parse
from cableroom.telegram.quality import unclaimed
from growth import check_linear

HEAD = "S E C R E T BERN 000001\nTAGS: PREL\nSUBJECT: "
HEADER = "O 110944Z SEP 07\nFM AMEMBASSY BERN\nTO "
PARSED = [
    # what is repeated, what stands before it, why this line is here
    (" ", HEAD, "blanks without end"),
    ("A ", HEAD, "many short words as subject"),
    ("TAGS:\n", "", "labels only"),
    ("REF A REF A ", "", "labels in mid-line"),
    ("A. B. ", "REF: ", "reference labels only"),
    ("(A) STATE 1, ", "REF: ", "references on one line"),
    ("A, ", "REF: ", "separators only"),
    ("ROE EMAIL, ", "REF: ", "documents on one line"),
    ("STATE 1\n", "REF: ", "references, a line each"),
    ("A. ROE\n\n", "REF: A. ROME 1\n", "labels with words, a blank line each"),
    ("JANE ROE, ", "Classified By: ", "names without end"),
    ("1.4 (b) ", "Classified By: DCM ", "reasons without end"),
    ("PREL, ", "TAGS: ", "tags on one line"),
    ("RIO ", "TAGS: ", "unknown tags"),
    ("\n", HEAD, "empty lines"),
    ("1. (C)\n", "", "the same paragraph again"),
    ("9. (C) [REDACTED]\n7.\n", "", "numbers that lead nowhere"),
    ("ABC\n---\n", HEAD, "headings over rules"),
    ("a   b   c\n", "1. (C) x\n", "a table"),
    ("BEGIN TEXT\n-----\n", "1. (C) x\n", "headed enclosures that do not end"),
    ("END TEXT\n", "BEGIN TEXT\n", "enclosures that never began"),
    ("BERN 00000881  002 OF 002\n", HEAD, "section breaks only"),
    (" 00000881  002 OF 002", HEAD, "section breaks on one line"),
    ("PAGE 02 ROME 03067\n", HEAD, "page breaks only"),
    ("S E C R E T ", "", "classifications only"),
    ("ACTION A-01\n", HEAD, "offices without a time of receipt"),
    ("ACTION A-01\n------ 123456\n", HEAD, "offices, each received"),
    ("RUEHC/A\n", "FM A\nTO ", "addressees"),
    ("ref A, B and ", "1. (C) ", "mentions"),
    ("ABC DEF ", "1. (C) ", "capitals that may be posts"),
    ("CLASSIFIED BY ", "", "classified by, again and again"),
    ("END SUMMARY ", "1. (C) SUMMARY ", "summaries"),
    ("\\", HEAD, "backslashes"),
    ("(", "1. (C) ", "open parentheses"),
    ("DECL: ", "E.O. 12958: ", "a declassification again and again"),
    ("O 111111Z SEP 07\n", "", "groups only"),
    ("PASS TO ", "UNCLAS BERN 1\n\n", "an attention line without end"),
    ("NOFORN ", "UNCLAS BERN 1\n\n", "captions only"),
    ("DE RUEHSW #", "FM A\nTO ", "routes"),
    ("VZCZCXRO1\n", "", "lines of the network"),
    ("SECTION 02 OF 03 ", "UNCLAS ", "sections on one line"),
    ("SUMMARY: ", HEAD, "the word of a summary within a subject"),
    ("COMMENT: ", "1. (C) ", "comments that do not end"),
    ("ROE\n", "1. (C) x\n", "signers only"),
    ("Declassified/Released US ", "1. (C) x\n", "half a stamp"),
    ("1. (C) x\n2. (C) y\n", "", "two paragraphs again and again"),
    ("STATE 12 ", "1. (C) ", "mentions of cables"),
    ("\r", HEAD, "line ends of one character"),
    ("\u2028", HEAD, "line ends of another sort"),
    ("\x00", HEAD, "control characters"),
    ("PRELPGOV", "TAGS: ", "tags without an end"),
    ("A\n", HEAD, "a subject of many short lines"),
    ("A THE\n\n", HEAD, "a subject that goes on over blank lines"),
    ("SUMMARY A ", HEAD, "summaries within the line of a subject"),
    ("&amp;amp;", HEAD, "entities"),
    ("SUJBECT:\n", "", "misspelt labels"),
    ("1. (", "SUBJECT: A ", "paragraphs within a line that are none"),
    ("E.O. ", "E.O. 12958: ", "orders without a number"),
    ("1/", "E.O. 12958: DECL: ", "dates without an end"),
    ("X1\n", "E.O. 12958: DECL: ", "exemptions"),
    ("C O N F I D E ", "", "a spread level that is none"),
    ("S E C R T BERN 12\n", HEADER, "misspelt levels in a header"),
    ("SIPDIS\n", "S E C R E T BERN 1\n", "captions"),
    ("REL AAA,", "S E C R E T BERN 1\n", "releases to others"),
    ("DEPT FOR A AND\n", "S E C R E T BERN 1\n", "an attention line that goes on and on"),
    ("A AND\n", HEADER, "a name that goes on and on"),
    ("1234 ", HEADER, "serials without a name"),
    ("O P 1", "FM A\n", "date-time groups that break off"),
    ("110944Z SEP ", "FM A\n", "date-time groups without a year"),
    ("1. ", "1. (C) ", "numbers on one line"),
    ("a. 2. (C) ", "1. (C) ", "paragraphs on one line"),
    ("1.\n2.\n3.\n", "", "lists without end"),
    ("BEGIN TEXT\nQUOTE\n", "1. (C) x\n", "enclosures one in the other"),
    ("BEGIN TEXT\nx\nEND QUOTE\n", "1. (C) x\n", "ends that close nothing"),
    ("Talks go on\n\n", "1. (C) x\n", "lines alone"),
    ("COMMENT AND ", "1. (C) ", "labels joined to labels"),
    ("\n\nCOMMENT: x", "1. (C) ", "comments within a paragraph"),
    ("O 111111Z SEP 07\nFM A\nTO B\n", "1. (C) x\n", "headers of sections"),
]
MARKED = [
    ("X", "", "a long redaction"),
    ("(protect ", "", "protections that do not close"),
    ("Roe(protect)", "", "protections"),
    ("0 ", "+", "telephone digits"),
    ("tel ", "", "telephones without a number"),
    ("a@b.", "", "addresses"),
    ("a.", "@", "a long host"),
    ("passport no ", "", "passports without a number"),
    ("[", "", "open brackets"),
    ("strictly protect ", "", "bare protections"),
    ("Roe, (all protect) ", "", "protections of several"),
    ("please ", "(", "asking for nothing"),
    ("12345 and ", "passport ", "a list of passports"),
    ("(at)a", "a", "obfuscated addresses"),
    ("(12) ", "", "numbers in parentheses"),
]
PLACED = [
    ("A ", HEAD, "a subject over the limit"),
    ("RUEHC/A\n", "FM A\nTO ", "addressees"),
    ("A ", "FM A\nTO ", "one addressee without end"),
    ("SIPDIS ", "UNCLAS BERN 1\n\n", "one caption again and again"),
    ("we met. ", "1. (C) SUMMARY: ", "a summary without end"),
    ("1. (C) COMMENT: we met.\n", "", "comments"),
    ("odd words\n\n", "", "text that nobody claims"),
    ("TAGS: PREL\n", "", "labels"),
]


def explained(text: str) -> None:
    """Find the places, and what nobody claimed."""
    list(unclaimed(parse(text)))


CASES: list[tuple[Callable[[str], object], str, str, str]]
CASES = [(explained, *shape) for shape in PLACED]
CASES += [(parse, *shape) for shape in PARSED] + [(marks, *shape) for shape in MARKED]


@pytest.mark.parametrize(
    ("call", "piece", "before", "why"), CASES, ids=[f"{case[0].__name__}: {case[3]}" for case in CASES]
)
def test_time_grows_with_the_length(call: Callable[[str], object], piece: str, before: str, why: str) -> None:
    assert why
    check_linear(lambda size: call(before + piece * (size // len(piece))))
