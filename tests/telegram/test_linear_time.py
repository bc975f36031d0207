"""The time that parsing takes grows with the length of the text and no faster.

Each shape is the worst one for some reader.
"""

from collections.abc import Callable

import pytest

from cableroom.telegram import marks, parse
from growth import check_linear

HEAD = "S E C R E T BERN 000001\nTAGS: PREL\nSUBJECT: "
PARSED = [
    # what is repeated, what stands before it, why this line is here
    (" ", HEAD, "blanks without end"),
    ("A ", HEAD, "many short words as subject"),
    ("TAGS:\n", "", "labels only"),
    ("REF A REF A ", "", "labels in mid-line"),
    ("A. B. ", "REF: ", "reference labels only"),
    ("(A) STATE 1, ", "REF: ", "references on one line"),
    ("A, ", "REF: ", "separators only"),
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
    ("RUEHC/A\n", "FM A\nTO ", "addressees"),
    ("ref A, B and ", "1. (C) ", "mentions"),
    ("ABC DEF ", "1. (C) ", "capitals that may be posts"),
    ("CLASSIFIED BY ", "", "classified by, again and again"),
    ("END SUMMARY ", "1. (C) SUMMARY ", "summaries"),
    ("\\", HEAD, "backslashes"),
    ("(", "1. (C) ", "open parentheses"),
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
]
CASES = [(parse, *shape) for shape in PARSED] + [(marks, *shape) for shape in MARKED]


@pytest.mark.parametrize(("call", "piece", "before", "why"), CASES, ids=[case[3] for case in CASES])
def test_time_grows_with_the_length(call: Callable[[str], object], piece: str, before: str, why: str) -> None:
    assert why
    check_linear(lambda size: call(before + piece * (size // len(piece))))
