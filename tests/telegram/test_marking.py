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
    ("Jane Roe (strictly\nprotect) said", "protect", "(strictly\nprotect)", "Jane Roe", "the mark wraps"),
    ("Jane\nRoe (protect source)", "protect", "(protect source)", "Jane\nRoe", "the name wraps"),
    ("Jane Roe [strictly protect]", "protect", "[strictly protect]", "Jane Roe", "brackets"),
    ("Jane Roe - protect -", "protect", "- protect -", "Jane Roe", "dashes"),
    ("Jane Roe, strictly protect throughout,", "protect", "strictly protect throughout", "Jane Roe", "bare"),
    ("Jane Roe (ss protect)", "protect", "(ss protect)", "Jane Roe", "abbreviated"),
    ("Jane Roe (stricly proctect)", "protect", "(stricly proctect)", "Jane Roe", "misspelt"),
    ("Roe (please protect throughout)", "protect", "(please protect throughout)", "Roe", "how far"),
    ("Roe (note: strictly protect. end note)", "protect", "(note: strictly protect. end note)", "Roe",
     "a note"),
    ("Roe (please protect as a contact)", "protect", "(please protect as a contact)", "Roe",
     "as what"),
    ("Roe (Lake Party, strictly protect)", "protect", "strictly protect", "Roe", "with the party"),
    ("Jane Roe, Chairman of the Lake Board (protect)", "protect", "(protect)", "Jane Roe", "a role behind"),
    ("Jane Roe, the head of the Lake Board (protect)", "protect", "(protect)", "Jane Roe", "a role in words"),
    ("Lake Board Director Jane Roe (protect)", "protect", "(protect)", "Jane Roe", "a role before"),
    ("Foreign Ministry Official Jane Roe (protect)", "protect", "(protect)", "Jane Roe", "another"),
    ("On Monday Jane Roe (protect)", "protect", "(protect)", "Jane Roe", "a day is no name"),
    ("ON MONDAY POLOFF MET WITH JANE ROE (PROTECT)", "protect", "(PROTECT)", "JANE ROE", "nor in capitals"),
    ("Jane van der Roe (protect)", "protect", "(protect)", "Jane van der Roe", "particles in"),
    ("Abd al-Roe bin Doe (protect)", "protect", "(protect)", "Abd al-Roe bin Doe", "other particles"),
    ("Jane\n\nBERN 00000900  002 OF 002\n\n\nRoe (protect)", "protect", "(protect)",
     "Jane\n\nBERN 00000900  002 OF 002\n\n\nRoe", "over a section break"),
    ("Roe(protect)", "protect", "(protect)", "Roe", "glued"),
    ("Mr. J. P. Roe (protect)", "protect", "(protect)", "J. P. Roe", "initials"),
    ("XXXXX said", "redacted-by-others", "XXXXX", None, "five"),
    ("[name not declassified]", "redacted-by-others", "[name not declassified]", None, "a name"),
    ("[1 line\nnot declassified]", "redacted-by-others", "[1 line\nnot declassified]", None,
     "a wrap in it"),
    ("[name removed]", "redacted-by-others", "[name removed]", None, "removed"),
    ("call +41-31-555-0188", "telephone", "+41-31-555-0188", None, "dashes"),
    ("call +41315550188", "telephone", "+41315550188", None, "run together"),
    ("call +41 (0)31 555 0188", "telephone", "+41 (0)31 555 0188", None, "a zero in parentheses"),
    ("call (41-31) 555-0188", "telephone", "(41-31) 555-0188", None, "country and town"),
    ("call 011-41-31-555-0188", "telephone", "011-41-31-555-0188", None, "from America"),
    ("call 031 555 01 88", "telephone", "031 555 01 88", None, "at home"),
    ("call 202-555-0188 ext. 123.", "telephone", "202-555-0188 ext. 123", None, "extension"),
    ("call 202-555-0188 x123", "telephone", "202-555-0188 x123", None, "extension, short"),
    ("IVG 955-0188", "telephone", "955-0188", None, "the Department's net"),
    ("DSN: 314-555-0188", "telephone", "314-555-0188", None, "the forces' net"),
    ("STE 955 0188", "telephone", "955 0188", None, "secure"),
    ("ext. 50188", "telephone", "50188", None, "an extension alone"),
    ("Tel. (31) 5550188", "telephone", "(31) 5550188", None, "few digits behind a word"),
    ("roej@state.sgov.gov.", "email", "roej@state.sgov.gov", None, "classified net"),
    ("jane.roe(at)example.org", "email", "jane.roe(at)example.org", None, "obfuscated"),
    ("jane.roe [at] example [dot] org", "email", "jane.roe [at] example [dot] org", None, "more so"),
    ("[email protected]", "email", "[email protected]", None, "by the site"),
    ("jane.roe@\nexample.org", "email", "jane.roe@\nexample.org", None, "wrapped"),
    ("Swiss passport number X9123456", "passport", "X9123456", None, "in words"),
    ("PPT NO. 912345678", "passport", "912345678", None, "abbreviated"),
    ("passport (no. X9123456)", "passport", "X9123456", None, "in parentheses"),
    ("bearer of passport X9123456,", "passport", "X9123456", None, "nothing between"),
    ("national ID number 912.345-6", "identity-number", "912.345-6", None, "national"),
    ("CNIC: 91234-5678901-2", "identity-number", "91234-5678901-2", None, "named by the country"),
    ("visa foil number 91234567", "identity-number", "91234567", None, "visa"),
    ("alien registration number A91234567", "identity-number", "A91234567", None, "alien"),
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
    ("(the law to protect the lake)", "a verb in parentheses"),
    ("(Protected areas of the lake)", "an adjective"),
    ("(protest)", "another word"),
    ("(project)", "and another"),
    ("DECL: 05/12/2018, 09-11-2007, 01 02 2008", "dates"),
    ("111111Z SEP 07 and 2540944", "groups"),
    ("BERN 00000900  002 OF 003", "section breaks"),
    ("1,000,000 or 10 000 000 francs", "sums"),
    ("from 0900-1000 and 1100-1200 hours", "hours"),
    ("2005 2006 2007 2008", "years in a table"),
    ("0.12 0.34 0.56 0.78", "fractions in a table"),
    ("IIR 6 832 0617 08, TD-314/21795-05", "reports"),
    ("the passport was valid in 2007", "a passport and a year"),
    ("an exxon station, xx and XX", "letters"),
    ("at example. Then", "no address"),
    ("[Comment: he left.]", "brackets"),
    ("the visa number was lost in 2007", "a visa and a year"),
    ("SUBJECT: 50-50", "a proportion"),
]


@pytest.mark.parametrize(("text", "kind", "words", "name", "why"), MARKS, ids=[row[4] for row in MARKS])
def test_marks(text: str, kind: str, words: str, name: str | None, why: str) -> None:
    (mark,) = marks(text)
    assert (mark.kind, text[mark.start : mark.end]) == (kind, words), why
    assert (text[mark.name.start : mark.name.end] if mark.name else None) == name


def test_a_mark_for_several_governs_each_of_them() -> None:
    text = "met Jane Roe, John Doe and Max Moe (all strictly protect) today"
    assert [text[m.name.start : m.name.end] for m in marks(text) if m.name] == [
        "Jane Roe",
        "John Doe",
        "Max Moe",
    ]
    both = "Jane Roe and Doe (both protect)"
    assert [both[m.name.start : m.name.end] for m in marks(both) if m.name] == ["Jane Roe", "Doe"]


@pytest.mark.parametrize(("text", "why"), NO_MARKS, ids=[row[1] for row in NO_MARKS])
def test_leaves_alone(text: str, why: str) -> None:
    assert marks(text) == [], why
