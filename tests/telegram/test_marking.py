"""What an editor must look at, one line a shape. Add yours at the end."""

import pytest

from cableroom.telegram import marks

MARKS = [
    # text, kind, what is marked, the name it governs, why this line is here
    ("met Jane Roe (strictly protect) today", "protect", "(strictly protect)", "Jane Roe", "the usual shape"),
    ("Trade Minister Jane de Roe\n(please protect)", "protect", "(please protect)", "Jane de Roe", "title"),
    ("Jane Roe, a farmer (protect)", "protect", "(protect)", "Jane Roe", "over an apposition"),
    ("HE ALSO MET JANE ROE-DOE (PROTECT) THEN", "protect", "(PROTECT)", "JANE ROE-DOE", "capitals"),
    ("Roe left. Others (protect) stayed", "protect", "(protect)", "Others", "not over a sentence"),
    ("we strictly protect him", "protect", "strictly protect", None, "no name"),
    ("XXXXXXXXXXXX said", "redacted-by-others", "XXXXXXXXXXXX", None, "capitals"),
    ("a gentlexxx", "redacted-by-others", "xxx", None, "glued"),
    ("[1 line not declassified]", "redacted-by-others", "[1 line not declassified]", None, "printed volumes"),
    ("call (202) 555-0188.", "telephone", "(202) 555-0188", None, "American"),
    ("call +41 31 555 01 88", "telephone", "+41 31 555 01 88", None, "international"),
    ("call (202)\n555-0188", "telephone", "(202)\n555-0188", None, "wrap"),
    ("tel: 555-0188", "telephone", "555-0188", None, "a word makes it one"),
    ("to jane.roe@example.org, soon", "email", "jane.roe@example.org", None, "address"),
    ("passport no. AB9123456", "passport", "AB9123456", None, "passport"),
    ("his identity card number: 99-12345", "identity-number", "99-12345", None, "identity card"),
    ("SSN 900-12-3456", "identity-number", "900-12-3456", None, "social security"),
    ("SSN no. 900-12-3456CONFIDENTIAL", "identity-number", "900-12-3456", None, "the next word glued on"),
]  # fmt: skip
NO_MARKS = [
    ("STATE 912345 of 2007-09-11, 07BERN900", "numbers of telegrams and dates"),
    ("reasons 1.4(b) and (d)", "reasons"),
    ("to protect the lake", "a verb"),
    ("XXX Corps", "a Roman number"),
    ("UNSCRs 1718, 1737, and 1747", "resolutions"),
]


@pytest.mark.parametrize(("text", "kind", "words", "name", "why"), MARKS, ids=[row[4] for row in MARKS])
def test_marks(text: str, kind: str, words: str, name: str | None, why: str) -> None:
    (mark,) = marks(text)
    assert (mark.kind, text[mark.start : mark.end]) == (kind, words), why
    assert (text[mark.name.start : mark.name.end] if mark.name else None) == name


@pytest.mark.parametrize(("text", "why"), NO_MARKS, ids=[row[1] for row in NO_MARKS])
def test_leaves_alone(text: str, why: str) -> None:
    assert marks(text) == [], why
