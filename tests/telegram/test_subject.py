"""SUBJECT: never cut, and never running into the next field. One line a shape; add yours at the end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cableroom.telegram import parse, subject_of

ON_ONE_LINE = (
    "C O N F I D E N T I A L SECTION 01 OF 02 STATE 000284 SIPDIS E.O. 12958: DECL: 01/04/2020 TAGS: PREL "
    "SUBJECT: A TALK ON WATER REF: A. 09 BERN 3 B. BERN 4 Classified By: Jane Roe, reasons 1.4 (b) "
    "1. (C) We met."
)
SUBJECTS = [
    # text, subject, why this line is here
    ("SUBJECT: A TALK\nON WATER\n\nREF: BERN 1", "A TALK ON WATER", "wrapped"),
    ("SUBJECT: (S) A TALK", "A TALK", "portion mark"),
    ("SUBJECT: A TALK:\n-        ON WATER", "A TALK: ON WATER", "a dash that holds an indent"),
    ("SUBJECT: (C/NF) A TALK\n1. (C) text", "A TALK", "portion mark with limits; bounded by a paragraph"),
    ("SUBJ: US- \nSWISS TALK", "US-SWISS TALK", "a hyphen at the line's end holds"),
    ("SUBJECT: TALK - \nAND MORE", "TALK - AND MORE", "a dash does not"),
    ("UBJECT: A TALK", "A TALK", "first letter lost"),
    ("SUBJECT A TALK", "A TALK", "no colon"),
    ("SUBJECT:\n\nA TALK", "A TALK", "blank line first"),
    ("SUBJECT: A TALK ON PRIMEREF: A. LONDON 1", "A TALK ON PRIME", "REF glued"),
    ("SUBJECT: A TALK IN CAIROClassified By: CDA Jane Roe", "A TALK IN CAIRO", "Classified By glued"),
    ("SUBJECT: A TALK \\\nON WATER\\\n\nREF: A", "A TALK ON WATER", "escaped line ends of a dump"),
    ("SUBJECT: BERN&#8217;S LAKE", "BERN’S LAKE", "entity that survived"),
    ("C O R R E C T E D COPY//SUBJECT LINE////\nSUBJECT: TRUE", "TRUE", "a remark about the subject is none"),
    ("SUBJECT: A TALK\n-------\nSUMMARY\n-------", "A TALK", "bounded by a rule"),
    ("SUBJECT: VISA FRAUD SUMMARY: BERN\n\n1. (U) We met.", "VISA FRAUD SUMMARY: BERN", "called so"),
    ("SUBJECT: VISA FRAUD\nSUMMARY: BERN\n\n1. (U) We met.", "VISA FRAUD SUMMARY: BERN", "so, wrapped"),
    ("SUBJECT: A TALK\nSUMMARY: WE MET.\n\n1. (U) We met.", "A TALK", "a sentence is no title"),
    ("SUBJECT: A TALK\nSUMMARY: WE MET\nAGAIN.\n\n1. (U) We met.", "A TALK", "nor is one that wraps"),
    (
        "SUBJECT: A\nTALK ON\nWORRIES\n-------\nSUMMARY\n-------\n1. A",
        "A TALK ON WORRIES",
        "no blank line, rule as long",
    ),
    ("SUBJECT: A TALK\nThe Story So Far\n----------------\n", "A TALK", "bounded by a heading"),
    (
        "SUBJECT: A TALK\nBERN 00000881  001.2 OF 002\nON WATER\nREF: A",
        "A TALK ON WATER",
        "section break inside",
    ),
    ("SUBJECT: A TALK\nSummary: We met.", "A TALK", "bounded by the text"),
    ("SUBJECT: A TALK\nWe met the minister at noon.", "A TALK", "capitals, then text"),
    ("Subject: Roe meets\nDoe and others\n\n1. text", "Roe meets Doe and others", "small letters"),
    ("SUBJECT: SWISS SCIEN...", "SWISS SCIEN...", "cut by others, kept"),
    # Labels.
    ("SUBJECT : A TALK", "A TALK", "a blank before the colon"),
    ("SUBJ: A TALK", "A TALK", "short"),
    ("SUBJ : A TALK", "A TALK", "short, blank before the colon"),
    ("SUBJ:A TALK", "A TALK", "no blank behind the colon"),
    ("SUBJECT;A TALK", "A TALK", "semicolon"),
    ("SUBJECT. A TALK", "A TALK", "full stop"),
    ("SUBJECT- A TALK", "A TALK", "hyphen for the colon"),
    ("SUBJECT:: A TALK", "A TALK", "colon twice"),
    ("SUBJECT: : A TALK", "A TALK", "colon twice, apart"),
    ("SUBJECT: SUBJECT: A TALK", "A TALK", "label twice"),
    ("S U B J E C T: A TALK", "A TALK", "spaced letters"),
    ("S U B J: A TALK", "A TALK", "spaced letters, short"),
    ("SUB: A TALK", "A TALK", "shorter"),
    ("SBJECT: A TALK", "A TALK", "a vowel lost"),
    ("SUBJEC: A TALK", "A TALK", "last letter lost"),
    ("SUJBECT: A TALK", "A TALK", "two letters changed round"),
    ("SUBJCET: A TALK", "A TALK", "two letters changed round, later"),
    ("SUBJECTT: A TALK", "A TALK", "a letter twice"),
    ("SUBBJECT: A TALK", "A TALK", "a letter twice, inside"),
    ("SUBJEQT: A TALK", "A TALK", "a letter changed on the way, as in 2006 to 2010"),
    ("SUBIECT: A TALK", "A TALK", "another letter changed on the way"),
    ("GUBJECT: A TALK", "A TALK", "the first letter changed on the way"),
    ("BJECT: A TALK", "A TALK", "two letters lost"),
    ("subject: a talk", "a talk", "small letters throughout"),
    ("Subj: A Talk", "A Talk", "short, title case"),
    ("SUBJECT:\tA TALK", "A TALK", "a tab"),
    ("  SUBJECT: A TALK", "A TALK", "blanks in front"),
    ("¶SUBJECT: A TALK", "A TALK", "a site's mark in front"),
    ("SUBJECT:   A    TALK", "A TALK", "blanks inside are made single"),
    ("SUBJECT\n\nA TALK", "A TALK", "no colon, and the words below a blank line"),
    ("SUBJECT:\nA TALK\nON WATER", "A TALK ON WATER", "words on the next line"),
    ("SUBJECT: \\\n\\\nA TALK\\\nON WATER\\\n", "A TALK ON WATER", "a dump's blank line first"),
    ('SUBJECT: "A TALK" ON WATER', '"A TALK" ON WATER', "begins with a quotation"),
    ('SUBJECT "A TALK"', '"A TALK"', "no colon before a quotation"),
    ("SUBJECT: 2008 HARVEST: A TALK", "2008 HARVEST: A TALK", "begins with a year"),
    ("SUBJECT: 1. HARVEST 2. LAKES", "1. HARVEST 2. LAKES", "begins with a number, on the line"),
    ("SUBJECT:\n1. HARVEST\n2. LAKES\n\n1. (C) We met.", "1. HARVEST 2. LAKES", "numbered subjects"),
    ("SUBJECT: A TALK\n50 YEARS ON\n\n1. We met.", "A TALK 50 YEARS ON", "a line that begins with a number"),
    (
        "SUBJECT: THE NUMBERS OF\n2008. A TALK\n\n1. We met.",
        "THE NUMBERS OF 2008. A TALK",
        "a year and a stop",
    ),
    # Portion marks in front.
    ("SUBJECT: (U) A TALK", "A TALK", "unclassified"),
    ("SUBJECT: (C) A TALK", "A TALK", "confidential"),
    ("SUBJECT: (SBU) A TALK", "A TALK", "sensitive"),
    ("SUBJECT: (S/NF) A TALK", "A TALK", "secret"),
    ("SUBJECT: (S//NF) A TALK", "A TALK", "two strokes"),
    ("SUBJECT: (LOU) A TALK", "A TALK", "limited official use"),
    ("SUBJECT: (U//FOUO) A TALK", "A TALK", "for official use only"),
    ("SUBJECT: (C//REL GBR) A TALK", "A TALK", "released to others"),
    ("SUBJECT: (C)A TALK", "A TALK", "no blank behind the mark"),
    ("SUBJECT: (C):A TALK", "A TALK", "a colon behind the mark"),
    ("SUBJECT: (C): A TALK", "A TALK", "a colon and a blank behind the mark"),
    ("SUBJECT: (C) (U) A TALK", "A TALK", "two marks"),
    ("SUBJECT:\n(C) A TALK", "A TALK", "the mark on the next line"),
    ("(C) SUBJECT: A TALK", "A TALK", "the mark before the label"),
    ("SUBJECT (C): A TALK", "A TALK", "the mark before the colon"),
    ("SUBJECT (U) A TALK", "A TALK", "the mark, no colon"),
    ("SUBJECT: (CUBA) A TALK", "(CUBA) A TALK", "words in parentheses are no mark"),
    ("SUBJECT: A TALK (C)", "A TALK", "a mark behind the words"),
    # Wraps.
    (
        "SUBJECT: ONE\nTWO\nTHREE\nFOUR\nFIVE\nSIX\nSEVEN\n\nREF: A",
        "ONE TWO THREE FOUR FIVE SIX SEVEN",
        "seven lines",
    ),
    ("SUBJECT: A TALK\r\nON WATER\r\n\r\nREF: A", "A TALK ON WATER", "CRLF"),
    ("SUBJECT: A TALK  \n         ON WATER  \n\nREF: A", "A TALK ON WATER", "hanging indent"),
    ("SUBJECT: A LAKE-\nSIDE TALK", "A LAKE-SIDE TALK", "a hyphen inside a word"),
    ("SUBJECT: THE SO-\nCALLED TALK", "THE SO-CALLED TALK", "a hyphen inside another word"),
    ("SUBJECT: TALK --\nAND MORE", "TALK -- AND MORE", "two dashes are no hyphen"),
    ("SUBJECT: WATER/\nLAND TALK", "WATER/ LAND TALK", "a stroke is joined by a blank, as any line end"),
    (
        "SUBJECT: A TALK ON THE\n\nWATER OF THE LAKES\n\nREF: A",
        "A TALK ON THE WATER OF THE LAKES",
        "a blank line after an article",
    ),
    (
        "SUBJECT: A TALK ON LAND,\n\nWATER AND AIR\n\nREF: A",
        "A TALK ON LAND, WATER AND AIR",
        "a blank line after a comma",
    ),
    ("SUBJECT: A TALK AND\n\nREF: A. BERN 1", "A TALK AND", "a blank line before a label ends it even so"),
    ("SUBJECT: A TALK ON THE\n\n1. (C) WE MET.", "A TALK ON THE", "and before a paragraph"),
    ("SUBJECT: A TALK ON THE\n\nSUMMARY\n-------\n", "A TALK ON THE", "and before a heading"),
    ("SUBJECT: A TALK ON THE\n\nWe met at noon.", "A TALK ON THE", "and before text"),
    ("SUBJECT: A TALK\n\nWATER\n\nREF: A", "A TALK", "a blank line ends one that says all"),
    (
        "SUBJECT: A TALK WITH\nroe and doe\n\nREF: A",
        "A TALK WITH roe and doe",
        "a line in another case, after an open one",
    ),
    (
        "SUBJECT: ROE MEETS DOE\nThe talk (part 1)\n\nREF: A",
        "ROE MEETS DOE",
        "a line in another case, after a whole one",
    ),
    (
        "SUBJECT: Roe Meets Doe:\nWhat Next for the Lakes\n\nREF: A",
        "Roe Meets Doe: What Next for the Lakes",
        "title case",
    ),
    (
        "SUBJECT: A TALK ON WATER. WHAT NEXT?\nTHE LAKES\n\n1. A",
        "A TALK ON WATER. WHAT NEXT? THE LAKES",
        "stops inside",
    ),
    (
        "SUBJECT: A TALK\nPAGE 02        BERN  03067  211833Z\nON WATER\nREF: A",
        "A TALK ON WATER",
        "page break inside",
    ),
    (
        "SUBJECT: A TALK\n\nCONFIDENTIAL\n\nPAGE 02        BERN  03067  211833Z\n\nON WATER\n\nREF: A",
        "A TALK ON WATER",
        "page break with its classification inside",
    ),
    (
        "SUBJECT: A TALK ON BERN 00000881  001.2 OF 002 WATER\nREF: A",
        "A TALK ON WATER",
        "section break in the line",
    ),
    # What follows.
    ("SUBJECT: A TALK\nREF: BERN 1", "A TALK", "REF on the next line"),
    ("SUBJECT: A TALK\nREFS: A. BERN 1", "A TALK", "REFS"),
    ("SUBJECT: A TALK\nREF A. BERN 1", "A TALK", "REF without colon"),
    ("SUBJECT: A TALK\nREF(S): BERN 1", "A TALK", "REF(S)"),
    ("SUBJECT: A TALK\nREFTEL: BERN 1", "A TALK", "REFTEL"),
    ("SUBJECT: A TALK\nReftel: BERN 1", "A TALK", "Reftel"),
    ("SUBJECT: A TALK\nREFERENCES: BERN 1", "A TALK", "REFERENCES"),
    ("SUBJECT: A TALK\nREF  BERN 1", "A TALK", "REF and two blanks"),
    ("SUBJECT: A TALK\nREFS (A) BERN 1", "A TALK", "REFS and a letter"),
    ("SUBJECT: A TALK\nTAGS: PREL", "A TALK", "TAGS behind the subject"),
    ("SUBJECT: A TALK\nTAGS PREL, SZ", "A TALK", "TAGS without colon"),
    ("SUBJECT: A TALK\nE.O. 12958: N/A", "A TALK", "E.O. behind the subject"),
    ("SUBJECT: A TALK\nClassified By: Jane Roe", "A TALK", "Classified By"),
    ("SUBJECT: A TALK\n(U) Classified by Jane Roe", "A TALK", "Classified by with a mark"),
    ("SUBJECT: A TALK\nCLASSIFIED BY CDA JANE ROE", "A TALK", "Classified by without colon"),
    ("SUBJECT: A TALK\nDERIVED FROM: DSCG 05-1", "A TALK", "derived"),
    ("SUBJECT: A TALK\nREASON: 1.4 (B)", "A TALK", "reason"),
    ("SUBJECT: A TALK\nDECL: 10/31/2017", "A TALK", "declassification"),
    ("SUBJECT: A TALK\n1. (C) WE MET.", "A TALK", "paragraph 1"),
    ("SUBJECT: A TALK\n1.(C) WE MET.", "A TALK", "paragraph 1 without a blank"),
    ("SUBJECT: A TALK\n1. WE MET.\n2. WE LEFT.", "A TALK", "paragraph 1 without a mark"),
    ("SUBJECT: A TALK\n1.  SUMMARY: WE MET.", "A TALK", "paragraph 1 is the summary"),
    ("SUBJECT: A TALK\n(C) WE MET.", "A TALK", "a paragraph without number"),
    ("SUBJECT: A TALK\n(SBU) SUMMARY. WE MET.", "A TALK", "a paragraph without number, sensitive"),
    ("SUBJECT: A TALK\nSUMMARY: WE MET.", "A TALK", "summary"),
    ("SUBJECT: A TALK\nSUMMARY\n-------\nWE MET.", "A TALK", "headed summary"),
    ("SUBJECT: A TALK\nSUMMARY AND COMMENT\n-------------------\n", "A TALK", "headed summary and comment"),
    ("SUBJECT: A TALK\n----------\n", "A TALK", "dashes under it"),
    ("SUBJECT: A TALK\n\n----------\nSUMMARY\n----------\n", "A TALK", "dashes below a blank line"),
    ("SUBJECT: A TALK\n==========\n", "A TALK", "a double rule under it"),
    ("SUBJECT: A TALK\nINTRODUCTION\n------------\n1. WE MET.", "A TALK", "a heading over dashes"),
    ("SUBJECT: A TALK\nSIPDIS\n1. WE MET.", "A TALK", "a caption behind it"),
    ("SUBJECT: A TALK\nThis is an action request.", "A TALK", "a sentence"),
    ("SUBJECT: A TALK\nACTION REQUEST: SEE PARA 4", "A TALK", "action request"),
    ("SUBJECT: A TALK\n(ACTION REQUEST)\n\n1. WE MET.", "A TALK (ACTION REQUEST)", "but not in parentheses"),
    ("SUBJECT: A TALK\nSENSITIVE BUT UNCLASSIFIED. PLEASE PROTECT.", "A TALK", "handling"),
    ("SUBJECT: A TALK Classified By: CDA Jane Roe", "A TALK", "Classified By in the line"),
    ("SUBJECT: A TALK REF: BERN 1", "A TALK", "REF in the line"),
    ("SUBJECT: A TALK REF: A. BERN 1 B. ROME 2", "A TALK", "REFs in the line"),
    ("SUBJECT: A TALK REFS: A. BERN 1", "A TALK", "REFS in the line"),
    ("SUBJECT: A TALK REFTEL: BERN 1", "A TALK", "REFTEL in the line"),
    ("SUBJECT: A TALK TAGS: PREL", "A TALK", "TAGS in the line"),
    ("SUBJECT: A TALK 1. (C) We met.", "A TALK", "paragraph 1 in the line"),
    ("SUBJECT: A TALK 1. (SBU) SUMMARY: We met.", "A TALK", "paragraph 1, sensitive, in the line"),
    ("SUBJECT: A TALKREF: (A) BERN 1", "A TALK", "REF glued, with a letter"),
    ("SUBJECT: A TALKREFTEL: BERN 1", "A TALK", "REFTEL glued"),
    ("SUBJECT: A TALKCLASSIFIED BY: JANE ROE", "A TALK", "CLASSIFIED BY glued"),
    # Words that look like labels.
    ("SUBJECT: A TALK ON\nREFUGEES AND LAKES\n\nREF: BERN 1", "A TALK ON REFUGEES AND LAKES", "refugees"),
    ("SUBJECT: A TALK ON\nREFORM OF WATER\n\nREF: BERN 1", "A TALK ON REFORM OF WATER", "reform"),
    (
        "SUBJECT: THE PLANNED\nREFERENDUM ON WATER\n\nREF: BERN 1",
        "THE PLANNED REFERENDUM ON WATER",
        "referendum",
    ),
    ("SUBJECT: A TALK ON\nREFINERY WORK", "A TALK ON REFINERY WORK", "refinery"),
    ("SUBJECT: Roe Talks of\nReferendum\n\nREF: BERN 1", "Roe Talks of Referendum", "referendum, title case"),
    ("SUBJECT: THE NEW TAGS AND HOW TO USE THEM", "THE NEW TAGS AND HOW TO USE THEM", "TAGS in prose"),
    ("SUBJECT: TALK ON THE SUBJECT OF WATER", "TALK ON THE SUBJECT OF WATER", "SUBJECT in prose"),
    ("TAGS: PREL\nSUBJECT: NEW TAGS: A TALK", "NEW TAGS: A TALK", "TAGS and a colon, after TAGS"),
    ("SUBJECT: NEW TAGS: A TALK\nTAGS: PREL", "NEW TAGS: A TALK", "TAGS and a colon, before TAGS"),
    ("SUBJECT: A TALK REF BERN 1", "A TALK REF BERN 1", "REF without colon in the line is no label"),
    ("SUBJECT: CLASSIFIED BYLAWS: A TALK", "CLASSIFIED BYLAWS: A TALK", "not Classified by"),
    ("SUBJECT: EO\nHOLDERS MEET", "EO HOLDERS MEET", "EO without a number"),
    ("SUBJECT: TALK: WATER; LAND: AIR", "TALK: WATER; LAND: AIR", "colons"),
    ("SUBJECT: SUMMARY OF A TALK", "SUMMARY OF A TALK", "summary as its first word"),
    ("SUBJECT: COMMENT ON WATER", "COMMENT ON WATER", "comment as its first word"),
    (
        "SUBJECT: A SHORT\nSUMMARY OF THE TALK ON LAKES\n\nREF: BERN 1",
        "A SHORT SUMMARY OF THE TALK ON LAKES",
        "summary of",
    ),
    ("SUBJECT: SECRETARY'S\nCOMMENTS ON WATER\n\nREF: BERN 1", "SECRETARY'S COMMENTS ON WATER", "comments"),
    ("SUBJECT: A TALK ON\nCLASSIFIED FILES\n\nREF: BERN 1", "A TALK ON CLASSIFIED FILES", "classified files"),
    ("SUBJECT: ROE ON\nREASONS: WHY WATER\n\nREF: BERN 1", "ROE ON", "reasons and a colon are the field"),
    # Entities and other remains of pages and dumps.
    ("SUBJECT: LAND &amp; WATER", "LAND & WATER", "ampersand"),
    ("SUBJECT: BERN&amp;#8217;S LAKE", "BERN’S LAKE", "escaped twice"),
    ("SUBJECT: &quot;A TALK&quot;", '"A TALK"', "quotes"),
    ("SUBJECT: &amp;quot;A TALK&amp;quot;", '"A TALK"', "quotes escaped twice"),
    ("SUBJECT: BERN&#x2019;S LAKE", "BERN’S LAKE", "hexadecimal"),
    ("SUBJECT: A TALK&#x000A;ON WATER", "A TALK ON WATER", "a line end as an entity"),
    ("SUBJECT: A&nbsp;TALK", "A TALK", "a blank as an entity"),
    ("SUBJECT: AT&T; A TALK", "AT&T; A TALK", "no entity"),
    ("SUBJECT: A TALK\\", "A TALK", "trailing backslash"),
    ("SUBJECT: A TALK \\", "A TALK", "trailing backslash behind a blank"),
    ("SUBJECT: BERNQS LAKE", "BERNQS LAKE", "a letter for a sign stays as received"),
    # Whole openings on one line.
    (ON_ONE_LINE, "A TALK ON WATER", "everything on one line"),
    (
        "UNCLAS BERN 000284 E.O. 12958: N/A TAGS: PREL SUBJECT: Roe on Water 1. (U) We met. 2. (U) We left.",
        "Roe on Water",
        "everything on one line, no references",
    ),
    ("E.O. 12958: N/A SUBJECT: A TALK TAGS: PREL REF: BERN 1", "A TALK", "SUBJECT before TAGS on one line"),
    ("TAGS: PREL SUBJ: A TALK", "A TALK", "SUBJ in the line"),
    ("TAGS: PREL\nSUBJECT: A TALK SUMMARY: We met.", "A TALK", "summary in the line"),
    # 1970s.
    (
        "LIMITED OFFICIAL USE BERN 2475\nE.O. 11652: N/A\nTAGS: PFOR\nSUBJ: A TALK ON WATER\n1. WE MET.",
        "A TALK ON WATER",
        "no blank lines",
    ),
    (
        "E.O. 11652: GDS\nTAGS: PFOR, SZ\nSUBJECT : A TALK\nREF : BERN 1\n1. WE MET.",
        "A TALK",
        "blanks before colons",
    ),
    ("SUBJ: A TALK\nREF: (A) STATE 1; (B) BERN 2\n1. WE MET.", "A TALK", "short label and references"),
    (
        "SUBJ: A TALK ON\n     WATER\n\nDEPT PASS USTR\n1. WE MET.",
        "A TALK ON WATER",
        "an attention line behind",
    ),
    ("SUBJECT: A TALK\nDEPT PASS USTR\n1. WE MET.", "A TALK", "an attention line behind, no blank line"),
    ("SUBJECT: A TALK\nFOR AMBASSADOR FROM ROE\n1. WE MET.", "A TALK", "another"),
    (
        "SUBJECT: A TALK\nFOR WATER AND LAND\n1. WE MET.",
        "A TALK FOR WATER AND LAND",
        "FOR may be a word of the subject",
    ),
    ("SUBJECT: A TALK\nPASS THE LAKES\n1. WE MET.", "A TALK PASS THE LAKES", "PASS too"),
    ("SUBJECT: A TALK\n(S/NF)", "A TALK", "one on the next line"),
    ("SUBJECT: (C) A TALK ON\nWATER (C/NF)", "A TALK ON WATER", "one at each end"),
    ("SUBJECT: A TALK: (SBU)", "A TALK", "one behind a colon"),
    ("SUBJECT: PARTS (B) AND (C)", "PARTS (B) AND (C)", "a letter of a list is none"),
    ("SUBJECT: PARTS (A), (B), (C)", "PARTS (A), (B), (C)", "nor behind commas"),
    ("SUBJECT: ARTICLE 5 (C)", "ARTICLE 5 (C)", "nor behind a number"),
    ("SUBJECT: TALKS WITH THE LAKE PARTY (LP)", "TALKS WITH THE LAKE PARTY (LP)", "letters of a name"),
]


@pytest.mark.parametrize(("text", "expected", "why"), SUBJECTS, ids=[row[2] for row in SUBJECTS])
def test_reads_the_subject(text: str, expected: str, why: str) -> None:
    assert parse(text).subject == expected, why


def test_each_line_of_the_table_has_its_own_reason() -> None:
    assert len({row[2] for row in SUBJECTS}) == len(SUBJECTS)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("SUBJECT:\n\nREF: BERN 1", "nothing behind the label"),
        ("SUBJECT: \\\n\\\nREF: BERN 1", "nothing but ends of lines"),
        ("SUBJECT: (C)\n\n1. (C) We met.", "nothing but a portion mark"),
        ("SUBJECT:\n1. (C) We met.", "text on the next line"),
        ("SUBJECT: -----\n1. (C) We met.", "a rule"),
        ("UNCLAS BERN 000001\n\n1. We met.", "a whole telegram without the label"),
    ],
)
def test_no_subject_is_a_problem(text: str, why: str) -> None:
    telegram = parse(text)
    assert telegram.subject is None, why
    assert "subject-missing" in [problem.code for problem in telegram.problems]


WORDS = st.text("ABCDEGHIKLMNOPRTUVWZ", min_size=3, max_size=9).filter(
    lambda word: not word.startswith(("REF", "TAG", "SUB", "DECL", "DERIVED", "REASON", "EO"))
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(WORDS, min_size=1, max_size=40), st.integers(20, 70), st.sampled_from(["\n", "\r\n", " \\\n"])
)
def test_a_subject_of_any_length_comes_back_whole(words: list[str], width: int, end: str) -> None:
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    text = end.join(
        ["UNCLAS BERN 000001", "TAGS: PREL, SZ", f"SUBJECT: {lines[0]}", *lines[1:], "", "REF: BERN 7", ""]
    )
    assert parse(text).subject == " ".join(words)


@pytest.mark.parametrize(
    "text", ["", "SUBJECT: A TALK\n\n1. (U) It rained.", "1. (U) It rained.", "SUBJECT:\n\n1. (U) No."]
)
def test_the_subject_alone_is_that_of_the_whole_parse(text: str) -> None:
    assert subject_of(text) == parse(text).subject
