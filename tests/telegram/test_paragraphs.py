"""Paragraphs by the sequence of their numbers, and the headings over them."""

import pytest

from cableroom.telegram import parse

HEAD = "UNCLAS BERN 000900\n\nSUBJECT: A TALK\n\n"
NUMBERS = [
    # text, anchors, why this line is here
    ("1. (C) A\n2. (C) B", "p1 p2", "the usual shape"),
    ("1.(U) A\n2.(U) B", "p1 p2", "no blank"),
    ("¶1. (C) A\n¶2. (C) B", "p1 p2", "a site's marks"),
    ("1. A\n\n2. B", "p1 p2", "no portion marks"),
    ("1 (C) A\n2 (C) B", "p1 p2", "no stops"),
    ("1. (C) UNSCRs 1718 and\n1737.\n2. (C) B", "p1 p2", "a number at a wrap"),
    ("1. (C) 1.5 million\n2.4 percent\n2. (C) B", "p1 p2", "fractions"),
    ("1. (C) A:\n1. x\n2. y\n3. z\n2. (C) B\n3. (C) C", "p1 p2 p3", "a list inside"),
    ("1. (C) A\n2. (C) B\n2. (C) C\n3. (C) D", "p1 p2 p2-2 p3", "a number twice"),
    ("1. (C) A\n3. (C) C", "p1 p3", "a number skipped, with a portion mark"),
    ("1. A\n3. C", "p1", "a number skipped, without anything to prove it"),
    ("1. A [REDACTED]\n4. C", "p1 p4", "numbers lost in a mark"),
    ("1. A [REDACTED]\n8. C", "p1", "more than five lost"),
    ("1. A\nBERN 00000900  002 OF 002\n3. C", "p1 p3", "a number lost at a section break"),
    ("(U) Not numbered.\n\n1. (C) A", "p0 p1", "text before the first number"),
    ("Not numbered at all.", "p0", "no number"),
    ("1. (C) A. 2. (C) B.", "p1 p2", "a line end was lost: sentence, number, portion mark"),
    ("1. (C) A, item 2. (C) B.", "p1", "no sentence ends before the number"),
    ("1. (C) " + "A long line. " * 20 + "2. (C) B.", "p1 p2", "unwrapped: a number in a long line"),
    ("2. (C) A\n3. (C) B", "p2 p3", "a fragment"),
    ("13. (C) A\n14. (C) B\nROE", "p13 p14", "a tail"),
    ("13. A.\n\n14. B.\n\nROE", "p13 p14", "a tail without portion marks"),
    ("8. A sentence.\n\nROE", "p8", "one paragraph alone"),
    ("1) (C) A\n2) (C) B", "p1 p2", "closing parentheses and marks"),
    ("1) A.\n\n2) B.", "p1 p2", "closing parentheses"),
    ("(1) A.\n\n(2) B.", "p1 p2", "numbers in parentheses"),
    ("1. A.\n(1) x\n(2) y\n2. B", "p1 p2", "parentheses are sub-points where stops count"),
    ("1. A.\n1) x\n2) y\n2. B", "p1 p2", "so are closing ones"),
    ("PARA 1. A.\n\nPARA 2. B.", "p1 p2", "named"),
    ("Paragraph 1: A.\n\nParagraph 2: B.", "p1 p2", "named, with a colon"),
    ("(U) 1. A.\n\n(C) 2. B.", "p1 p2", "mark before number"),
    ("1.\n(C) A\n2.\n(C) B", "p1 p2", "the number alone on its line"),
    ("1.A\n2.B", "p1 p2", "glued to the word"),
    ("1 . (C) A\n2.. (C) B\n3- (C) C", "p1 p2 p3", "slips of the operator"),
    ("l. (C) A\n2. (C) B", "p1 p2", "a letter that looks like 1"),
    ("Q1. (C) A\n2. (C) B", "p1 p2", "a letter in the place of a site's mark"),
    ("1. (C) A\nq2. (C) B\n3. (C) C", "p1 p2 p3", "the same, small and inside"),
    ("Q1. How low?\n\nA1. Very.", "p0", "questions and answers have numbers of their own"),
    ("CONTENTS\n\n1. Lakes\n2. Passes\n\n1. (C) A\n\n2. (C) B", "p0 p1 p2", "a list of contents"),
    ("IN THIS ISSUE:\n1. LAKES\n2. PASSES\n\n1. A\n\n2. B\n\n3. C", "p0 p1 p2 p3", "one without marks below"),
    ("1. A.\n2. B:\n\n1. x\n\n2. y\n\n3. C", "p1 p2 p3", "paragraphs of one line, and a list in the second"),
    ("01. (C) A\n02. (C) B", "p1 p2", "leading zeros"),
    ("1 SUMMARY. A.\n\n2 THE LAKE ROSE.", "p1 p2", "no stops at all"),
    ("1. A.\n\n2 THE LAKE ROSE.\n\n3. C.", "p1 p2 p3", "one stop lost"),
    ("1. A.\n2 BOATS SANK.", "p1", "a sum at a line start"),
    ("1. (C) A\n\n    2. (C) B", "p1 p2", "indented"),
    ("1. (C) The total was\n2. No more.\n2. (C) B\n3. (C) C", "p1 p2 p3", "a wrap that would fit"),
    ("1. It was in\n2. No more.\n\n2. B\n\n3. C", "p1 p2 p3", "the same without marks"),
    ("1. A\n\n3. C\n\n4. D\n\n5. E", "p1 p3 p4 p5", "a number left out by the drafter"),
    ("1. A\n\n2. B\n\n2. C\n\n3. D", "p1 p2 p2-2 p3", "a number twice, without marks"),
    ("1. A\n2. B:\n1. x\n2. y\n3. z\n3. C\n4. D", "p1 p2 p3 p4", "a list that ends with the next number"),
    ("1. A\n\n2. B:\n\n1. x\n\n2. y\n\n3. z\n\n3. C", "p1 p2 p3", "a list with blank lines"),
    (
        "1. A.\n\nBEGIN TEXT:\n\n1. x.\n\n2. y.\n\nEND TEXT.\n\n2. B.",
        "p1 p2",
        "an enclosure has numbers of its own",
    ),
    (
        "1. (C) A\n2. (C) B\nUNCLAS SECTION 02 OF 02 BERN 000900\n1. (C) C\n2. (C) D\n3. (C) E",
        "p1 p2 p1-2 p2-2 p3",
        "section 2 begins again",
    ),
    ("-- He said:\n   1. x\n   2. y\n\n5. (C) B", "p0 p5", "a fragment that begins with a list"),
    ("1. (C - ENTIRE TEXT)\n2. A\n3. B", "p1 p2 p3", "one mark for all"),
    ("1718 and\n1737. It was so.", "p0", "resolutions"),
    ("A. One.\n\nB. Two.", "p0", "letters are no numbers"),
    (
        "1. SUMMARY. " + "A LONG LINE. " * 20 + "2. THE LAKE. " + "A LONG LINE. " * 20,
        "p1 p2",
        "unwrapped, no marks",
    ),
]
TAKEN = [
    # text, the texts of its paragraphs, why this line is here
    (
        "1. A:\n1. x\n2. y\n3. z\n2. B\n3. C",
        ["A:\n1. x\n2. y\n3. z", "B", "C"],
        "the list stays in its paragraph",
    ),
    (
        "1. It was in\n2. No.\n\n2. B.\n\n3. C.",
        ["It was in\n2. No.", "B.", "C."],
        "so does a number at a wrap",
    ),
    ("(U) 1. A.\n\n(C) 2. B.", ["A.", "B."], "a mark before the number is no text"),
    ("1. A:\n  -- x\n  a. y\n  o z\n2. B", ["A:\n  -- x\n  a. y\n  o z", "B"], "sub-points"),
    ("1. (C) A text.2. (C) B.", ["A text.", "B."], "glued to the sentence before"),
    (
        "REF: BERN 12  1. (C) A.\n\n2. (C) B.",
        ["A.", "B."],
        "the first on the line of the opening's last field",
    ),
    ("REF: BERN 12   1. WE MET.\n\n2. B.", ["WE MET.", "B."], "the same without portion marks"),
    (
        "1. (U) A:\n\n2. (U) Begin text:\n1. x\n2. y\nEnd text.\n\n3. (U) B.",
        ["A:", "Begin text:\n1. x\n2. y\nEnd text.", "B."],
        "a document that begins on a paragraph's line",
    ),
    ("REASON: 1.4(C)\n\n1. (S) A.", ["A."], "a reason is no number, and no text"),
    ("1. A.\n\n2. B.\n\n//END//\nROE", ["A.", "B."], "a mark of the end is no text"),
    ("1. A.\n\n2. B.\n\nEND OF CABLE", ["A.", "B."], "nor where nobody signed"),
]
MARKINGS = [
    # text, marking, rest, why this line is here
    ("1. (S/REL CHINA) A", "S/REL CHINA", "A", "limits"),
    ("1. (S//NF) A", "S//NF", "A", "double slash"),
    ("1. (SBU/NF) A", "SBU/NF", "A", "sensitive"),
    ("1. (c) A", "c", "A", "as written"),
    ("1. (S/REL\nCHINA) A", "S/REL CHINA", "A", "wrap"),
    ("1. (C - ENTIRE TEXT)", "C - ENTIRE TEXT", "", "nothing else"),
    ("1. CONFIDENTIAL - ENTIRE TEXT.", "CONFIDENTIAL - ENTIRE TEXT", "", "without parentheses"),
    ("1. (LIMITED OFFICIAL USE) A", "LIMITED OFFICIAL USE", "A", "until 1995"),
    ("1. LIMITED OFFICIAL USE - ENTIRE TEXT.", "LIMITED OFFICIAL USE - ENTIRE TEXT", "", "all of it"),
    ("1. CONFIDENTIAL ENTIRE TEXT. A", "CONFIDENTIAL ENTIRE TEXT", "A", "no dash"),
    ("1. (C\\NF) A", "C\\NF", "A", "the other slash"),
    ("1. (C REL UK) A", "C REL UK", "A", "a blank for a slash"),
    ("1. (SBU} A", "SBU", "A", "a slip of the shift key"),
    ("1. (TS//SI//NF) A", "TS//SI//NF", "A", "top secret"),
    ("1. (U/FOUO) A", "U/FOUO", "A", "official use"),
    ("1. (USG) A", None, "(USG) A", "an abbreviation that begins so"),
    ("1. (Swiss) A", None, "(Swiss) A", "a word"),
    ("1. (S Korea) A", None, "(S Korea) A", "a word that begins so"),
]
HEADINGS = [
    # text, heading and the number below it, why this line is here
    ("-----\nTALKS\n-----\n1. (C) A", "TALKS 1", "between two rules"),
    ("----------\nTALKS AND\nMORE TALKS\n----------\n1. (C) A", "TALKS AND MORE TALKS 1", "two lines"),
    ("Talks in Bern\n-------------\n1. (C) A", "Talks in Bern 1", "over a rule"),
    ("Talks in Bern\n=============\n1. (C) A", "Talks in Bern 1", "another rule"),
    ("Talks in Bern\n‐‐‐‐‐‐‐‐‐‐‐‐‐\n1. (C) A", "Talks in Bern 1", "hyphens of a word processor"),
    ("------- TALKS -------\n1. (C) A", "TALKS 1", "on one line"),
    ("TALKS GO ON\n\n1. (C) A", "TALKS GO ON 1", "capitals alone"),
    ("Talks go on\n\n1. (C) A", "Talks go on 1", "alone"),
    ("1. (C) A\n\nComment\n-------\n\n(C) B", "Comment None", "after the last number"),
    ("1. (C) It ends here.\n-----\nTALKS\n-----\n2. (C) A", "TALKS 2", "a sentence above is no title"),
    ("1. (C) A\nWe met Roe,\n----------\n2. (C) B", "", "a sentence above a rule"),
    ("1. (C) Name   Sum\n----   ---\nA      1\nB      2\nC      3\n2. (C) B", "", "a table's rule"),
    ("-- TALKS --\n\n1. (C) A", "TALKS 1", "few dashes, alone"),
    ("*Talks go on*\n\n1. (C) A", "Talks go on 1", "stars"),
    ("#### TALKS ####\n1. (C) A", "TALKS 1", "number signs"),
    ("Talks go on\nand on in Bern\n\n1. (C) A", "Talks go on and on in Bern 1", "wrapped, small letters"),
    (
        "THE TALKS OF THE MINISTER GO ON AND ON IN\nBERN\n\n1. (C) A",
        "THE TALKS OF THE MINISTER GO ON AND ON IN BERN 1",
        "wrapped at a full line",
    ),
    ("Sensitive but unclassified; please protect\n\n1. (C) A", "", "handling is no title"),
    ("1. (C) A\n\nJane Roe\nJohn Doe\n\n2. (C) B", "", "two names are no title"),
    ("(C) Talks go on\n---------------\n1. (C) A", "Talks go on 1", "a portion mark is no word of it"),
    ("---------\n(S/NF) TALKS\n---------\n1. (C) A", "TALKS 1", "nor between two rules"),
    ("--- (SBU) TALKS ---\n1. (C) A", "TALKS 1", "nor between dashes"),
    ("TALKS GO ON\n\n-----------\n\n1. (C) A", "TALKS GO ON 1", "a blank line above its rule"),
    ("...And on\n---------\n1. (C) A", "...And on 1", "goes on from the title before"),
    ("WHAT NOW...\n\n1. (C) A", "WHAT NOW... 1", "ends with dots"),
    ("2010: A NEW LAKE\n\n1. (C) A", "2010: A NEW LAKE 1", "begins with a year"),
    ("Next steps:\n\n1. (C) A", "Next steps: 1", "a colon behind a short one"),
    ("1. (C) A\n\nTalks go on\n\n(C) B", "Talks go on None", "over a mark without number"),
    ("1. (C) A\n\nSIPDIS\n\n2. (C) B", "", "a caption"),
    ("1. (C) A\n\nCONFIDENTIAL\n\n2. (C) B", "", "a classification"),
    ("1. (C) A\n\nEND SUMMARY\n\n2. (C) B", "", "words that end a part"),
    ("1. (C) A\n\nName      Sum\n\n2. (C) B", "", "the head of a table"),
    ("1. (C) A\n-------------\n2006   12   14\n-------------\n2. (C) B", "", "a row between rules"),
]


@pytest.mark.parametrize(("text", "expected", "why"), NUMBERS, ids=[row[2] for row in NUMBERS])
def test_numbers(text: str, expected: str, why: str) -> None:
    assert " ".join(p.anchor for p in parse(HEAD + text).paragraphs) == expected, why


@pytest.mark.parametrize(("text", "expected", "why"), TAKEN, ids=[row[2] for row in TAKEN])
def test_every_line_is_in_its_paragraph(text: str, expected: list[str], why: str) -> None:
    assert [p.text for p in parse(HEAD + text).paragraphs] == expected, why


@pytest.mark.parametrize(("text", "marking", "rest", "why"), MARKINGS, ids=[row[3] for row in MARKINGS])
def test_portion_marks(text: str, marking: str | None, rest: str, why: str) -> None:
    (paragraph,) = parse(HEAD + text).paragraphs
    assert (paragraph.marking, paragraph.text) == (marking, rest), why


@pytest.mark.parametrize(("text", "expected", "why"), HEADINGS, ids=[row[2] for row in HEADINGS])
def test_headings(text: str, expected: str, why: str) -> None:
    found = parse(HEAD + text).headings
    assert "|".join(f"{heading.text} {heading.before_paragraph}" for heading in found) == expected, why


def test_a_false_mark_of_a_site_is_a_problem() -> None:
    text = HEAD + "¶1. (C) In violation of UNSCRs 1718 and\n¶1737.\n¶2. (C) B"
    telegram = parse(text)
    (problem,) = telegram.problems
    assert problem.code == "paragraph-mark-false"
    assert text[problem.start : problem.end] == "¶1737."
    assert telegram.paragraphs[0].text.endswith("1718 and\n1737."), "the number stays, the mark goes"


def test_text_keeps_its_breaks_and_loses_what_is_no_content() -> None:
    text = HEAD + (
        "1. (C) We met the minister \\\n"
        " \\\n"
        "BERN 00000900  002 OF 002 \\\n"
        " \\\n"
        "at noon.\n"
        "   -- He had no time.\n"
        "\n"
        "-------\n"
        "HISTORY\n"
        "-------\n"
        "\n"
        "Years ago he had. SIPDIS\n"
        "SIPDIS\n"
        "2. (U) A BERN 00000900 003 OF 003 sentence.\n"
        "ROE\n"
    )
    telegram = parse(text)
    assert [p.text for p in telegram.paragraphs] == [
        "We met the minister\nat noon.\n   -- He had no time.\n\nYears ago he had. SIPDIS",
        "A sentence.",
    ]
    assert [h.before_paragraph for h in telegram.headings] == [2]
    assert telegram.sections == 3
    first = telegram.paragraphs[0]
    assert text[first.start : first.end].startswith("1. (C) We met")
    assert text[first.start : first.end].endswith("SIPDIS")


def test_a_heading_below_the_number_leaves_no_blank_line_at_the_head_of_the_text() -> None:
    telegram = parse("1. (C)\n-------\nHISTORY\n-------\nYears ago he had.\n2. (C) He has none.\n")
    assert [p.text for p in telegram.paragraphs] == ["Years ago he had.", "He has none."]


def test_a_section_with_a_header_of_its_own_does_not_part_a_paragraph() -> None:
    telegram = parse(
        "1. (C) The minister went\nNNNN\n\nVZCZCXRO9024\nPP RUEHDE\nDE RUEHSW #0900/02 0731503\n"
        "ZNY CCCCC ZZH\nP 131503Z MAR 08\nFM AMEMBASSY BERN\nTO RUEHC/SECSTATE WASHDC PRIORITY 9217\n"
        "RUEHLO/AMEMBASSY LONDON 0855\nBT\nC O N F I D E N T I A L SECTION 02 OF 02 BERN 000900\n\nSIPDIS\n\n"
        "home.\n\n2. (C) B\nROE\n"
    )
    assert [p.text for p in telegram.paragraphs] == ["The minister went\nhome.", "B"]


BODY = (
    "1. (C) " + "The minister and his deputy met us at noon. " * 6 + "\n\n2. (C) They had no time.\n\nROE\n"
)
REPEATED = [
    # the text before the copy, the copy, why this line is here
    (HEAD + BODY, BODY, "the body alone"),
    (HEAD + BODY, HEAD + BODY, "with its head"),
    (HEAD + BODY, BODY.replace("and his", "and\nhis"), "wrapped anew"),
    (HEAD + BODY, BODY[:280], "cut off"),
]


@pytest.mark.parametrize(("text", "copy", "why"), REPEATED, ids=[row[2] for row in REPEATED])
def test_a_body_that_stands_twice_is_read_once(text: str, copy: str, why: str) -> None:
    telegram = parse(f"{text}\n{copy}")
    assert [p.anchor for p in telegram.paragraphs] == ["p1", "p2"], why
    assert telegram.signed_by == "ROE"
    (problem,) = telegram.problems
    assert problem.code == "body-repeated"
    assert telegram.text[problem.start : problem.end] == copy.strip()


def test_a_text_that_begins_its_paragraphs_alike_is_no_repeated_body() -> None:
    again = BODY.replace("They had no time.", "The minister and his deputy met us at noon.")
    assert parse(HEAD + again).problems == ()


OPENING = "E.O. 12958: DECL: 10/31/2017\nTAGS: PREL, SZ\nSUBJECT: A TALK\n"
REPEATED_OPENINGS = [
    # what stands below the line of section 2, what of it is text, why this line is here
    (f"SIPDIS\n\n{OPENING}\nwent on.", "went on.", "the usual shape"),
    (f"{OPENING}REF: BERN 12\n     ROME 34\n\nwent on.", "went on.", "with references"),
    (f"{OPENING}went on.", "went on.", "no blank line below"),
    ("SUBJECT: A TALK ABOUT\nTHE LAKE\nREF: BERN 12\nwent on.", "went on.", "a subject that wraps"),
    ("REF A says that they\nwent on.", "REF A says that they\nwent on.", "one label is no opening"),
]


@pytest.mark.parametrize(("section", "text", "why"), REPEATED_OPENINGS)
def test_an_opening_repeated_in_a_later_section_is_no_text(section: str, text: str, why: str) -> None:
    line = "UNCLAS SECTION 02 OF 02 BERN 000900"
    telegram = parse(f"{HEAD}1. (U) They\n\n{line}\n\n{section}\n\n2. (U) B\n")
    assert [p.text for p in telegram.paragraphs] == [f"They\n{text}", "B"], why


def test_the_opening_of_a_quoted_telegram_below_a_page_break_is_text() -> None:
    quoted = "E.O. 11652: GDS\nTAGS: PFOR\nSUBJ: A TALK"
    telegram = parse(f"{HEAD}1. IT SAYS:\n\nPAGE 02  BERN  00900  251228Z\n\n{quoted}\n\n2. B.\n")
    assert telegram.paragraphs[0].text == f"IT SAYS:\n{quoted}"


KINDS_OF_FURNITURE = [
    ("VZCZCXRO9549", "transmission"),
    ("DE RUEHSW #0981/01 2540944", "transmission"),
    ("1. (C) A\nNNNN", "transmission"),
    ("1. (C) A\nBERN 00000900  002 OF 002\nB", "section"),
    ("1. (C) A\r\nBERN 00000900  002 OF\r\n002\r\nB", "section"),
    ("1. (C) A\nC O N F I D E N T I A L SECTION 02 OF 02 BERN 000900\nB", "section"),
    ("1. (C) A\n                  PAGE 02        ROME  09067  211833Z\nB", "page"),
    ("1. (C) A\nSECRET\nPAGE 02 ROME 09067\nB", "page"),
    ("1. (C) A\n-----\nB", "rule"),
    ("1. (C) A\nSIPDIS\nB", "stamp"),
    ("1. (C) A\nDeclassified/Released US Department of State EO Systematic Review 20 Mar 2014\nB", "stamp"),
    ("1. A\nJane P. Roe    Declassified/Released    US Department of State    05 JUL 2006\nB", "stamp"),
    ("1. (C) A\nRELEASED IN PART B1,1.4(B)\nB", "stamp"),
    ("1. (C) A\nMRN: 1973BERN000900 SEGMENT NUMBER: 000001\nB", "stamp"),
    ("1. (C) A\n<< END OF DOCUMENT >>", "stamp"),
    ("1. (C) A\nSECRET//NOFORN\nB", "stamp"),
    ("1. A\nPAGE 02 OF 03 STATE 917976 041623Z\nB", "page"),
    ("1. A\nC O N F I D E N T I A L SECTION 2 OF 2 LIMA 9545\nB", "section"),
    ("1. A\nCONFIDENTIAL SECTION TWO OF TWO LIMA 9545\nB", "section"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS_OF_FURNITURE)
def test_furniture(text: str, kind: str) -> None:
    telegram = parse(text)
    assert [piece.kind for piece in telegram.furniture] == [kind]
    (piece,) = telegram.furniture
    for paragraph in telegram.paragraphs:
        assert text[piece.start : piece.end] not in paragraph.text


BLOCKS = [
    ("1. A:\nWheat  100\nBarley and oats  300\nCorn  4.5%\n2. B", "table None", "columns two blanks apart"),
    ("1. (C) A\nName   Sum\n----   ---\nA      1\nB      2\n2. (C) B", "table None", "a table"),
    ("1. (C) A   b\n2. (C) B   c", "", "two lines are none"),
    ("1. (C) A\nBEGIN TEXT:\nDear\nEND TEXT.\n2. (C) B", "enclosure TEXT", "an enclosure"),
    (
        "1. (C) A\nBegin unofficial translation\nDear\nEnd translation",
        "enclosure UNOFFICIAL TRANSLATION",
        "titled",
    ),
    (
        "1. (C) A\n-----\nBEGIN NON-PAPER\n-----\n2. (C) B\n-----\nTHE END\n-----\n3. (C) C",
        "enclosure NON-PAPER",
        "headed",
    ),
    ("1. (C) A\nBEGIN TEXT\nDear", "enclosure TEXT", "no end: all of the rest"),
    ("1. (C) A\nBEGIN TEXT\nDear\n2. (C) B", "enclosure TEXT", "no end: up to the next number"),
    ("1. (C) Begin points:\n-- a\n2. (C) B", "", "no end, and a paragraph's own words"),
    ("1. A   b\nBEGIN SUMMARY: c. END SUMMARY.", "", "a summary is no enclosure"),
    ("BEGIN TEXT OF LETTER:\nDear\nEND TEXT OF LETTER.", "enclosure TEXT OF LETTER", "of what"),
    (
        "1. A: BEGIN TEXT OF LETTER: " + "Dear Jane. " * 15 + "END TEXT OF LETTER. 2. (C) B",
        "enclosure TEXT OF LETTER",
        "unwrapped",
    ),
    ("1. (C) It says: BEGIN TEXT:\nDear\nEND TEXT.", "enclosure TEXT", "behind a sentence"),
    ("1. (U) Begin text:\nDear\nEnd text.", "enclosure TEXT", "behind a number"),
    ("BEGIN U.S. NON-PAPER\nDear\nEND U.S. NON-PAPER", "enclosure U.S. NON-PAPER", "whose"),
    ("QUOTE:\nDear friend.\nUNQUOTE", "enclosure QUOTE", "telegram words"),
    (
        "BEGIN TEXT:\nDear\nBEGIN QUOTE\nx\nEND QUOTE\nEND TEXT.",
        "enclosure TEXT|enclosure QUOTE",
        "one in the other",
    ),
    ("Wheat ..... 12\nRye ....... 13\nOats ...... 14", "table None", "dotted leaders"),
    ("Name | Sum\n---- | ---\nRoe | 2\nDoe | 3", "table None", "pipes"),
    ("Name    Sum\n\nRoe     2\n\nDoe     3", "table None", "blank lines between the rows"),
    ("Year  Sum  Rate\n2006  12  1.5\n2007  13  1.6", "table None", "two blanks, twice"),
    ("1.   A.\n2.   B.\n3.   C.", "", "wide numbers"),
    ("-   a point\n-   b point\n-   c point", "", "wide bullets"),
    ("It is.  So it is.  Yes\nand no.  We saw.  Then\nhe.  She.  They", "", "two blanks behind stops"),
]


@pytest.mark.parametrize(("text", "expected", "why"), BLOCKS, ids=[row[2] for row in BLOCKS])
def test_blocks(text: str, expected: str, why: str) -> None:
    assert "|".join(f"{block.kind} {block.title}" for block in parse(text).blocks) == expected, why
