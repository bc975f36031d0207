"""REF fields, one line a shape; the citing telegram is 07BERN900. Add yours at the end."""

import pytest

from cableroom.telegram import parse
from citations import told

# A reference is told as "label id" with a star for each inferred part, or as "label kind".
FIELDS = [
    # text, references, why this line is here
    ("REF: (A)STATE 090071, (B)STATE 91", "A 07STATE90071*|B 07STATE91*", "letters in parentheses, no blank"),
    ("REF: A. STATE 91 B. 06 BERN 12", "A 07STATE91*|B 06BERN12", "letters with a stop, a year"),
    ("REF: A) STATE 91; B) BERN 12", "A 07STATE91*|B 07BERN12*", "letters with a parenthesis"),
    ("REFS: A: BERN 1 B: BERN 2", "A 07BERN1*|B 07BERN2*", "letters with a colon"),
    ("REF: 1) STATE 91; 2) BERN 12", "1 07STATE91*|2 07BERN12*", "numbers"),
    ("REF: A. A) SECSTATE 91 B. B) 07 BRASILIA 12", "A 07STATE91*|B 07BRASILIA12", "each letter twice"),
    ("REF: A. REF A STATE 91 B. REF B LONDON 12", "A 07STATE91*|B 07LONDON12*", "twice, with REF"),
    ("A. REF AMMAN 91\nB. STATE 12", "A 07AMMAN91*|B 07STATE12*", "the letter before the label"),
    ("REF: A. ROME 1 B. ROME 2 B. STATE 3", "A 07ROME1*|B 07ROME2*|B 07STATE3*", "a letter again"),
    ("REFTEL: STATE 91", "- 07STATE91*", "label"),
    ("REFTELS: STATE 91", "- 07STATE91*", "label"),
    ("Ref(s): A. STATE 91", "A 07STATE91*", "label"),
    ("REF STATE 91", "- 07STATE91*", "label without colon"),
    ("SUBJECT: A TALKREF: STATE 91", "- 07STATE91*", "label glued to the field before"),
    ("REF: BRASILIA 91 AND 92", "- 07BRASILIA91*|- 07BRASILIA92*", "a post for two serials"),
    ("REF: A) Rome 901/902; B) Rome 93", "A 07ROME901*|A 07ROME902*|B 07ROME93*", "slashes"),
    ("REF: PARIS 1, 2, AND 3", "- 07PARIS1*|- 07PARIS2*|- 07PARIS3*", "a list"),
    ("REF: STATE 91, BERN 12 AND 06 ROME 3", "- 07STATE91*|- 07BERN12*|- 06ROME3", "a list of posts"),
    ("REF: STATE (06) 90001", "- 06STATE90001", "year between"),
    ("REF: MEXICO 06-9001", "- 06MEXICO9001", "year between, hyphen"),
    ("REF: QUITO 9001-91", "- 91QUITO9001", "year behind"),
    ("REF: PANAMA 00901/06", "- 06PANAMA901", "year behind a slash"),
    ("REF: AMMAN 09001 99", "- 99AMMAN9001", "year behind a blank"),
    ("REF: 06CAIRO0901", "- 06CAIRO901", "an id"),
    ("REF: 06-OTTAWA-91", "- 06OTTAWA91", "an id with hyphens"),
    ("REF: 2005PANAMA9001", "- 05PANAMA9001", "an id with the year in full"),
    ("REF: A)STATE 91 B)HK09001", "A 07STATE91*|B 07HONGKONG9001*", "an alias, glued"),
    ("REF: BAGHDAD #9001", "- 07BAGHDAD9001*", "number sign"),
    ("REF: 901 KATHMANDU", "- 07KATHMANDU901*", "serial first"),
    ("REF: PRAGUE, 9001", "- 07PRAGUE9001*", "comma between"),
    ("REF: STATE: 90001", "- 07STATE90001*", "colon between"),
    ("REF: A. ROME 1 B. ROME 2, KUWAIT (C)09001", "A 07ROME1*|B 07ROME2*|C 07KUWAIT9001*", "slipped letter"),
    ("REF: COTON0U 91", "- 07COTONOU91*", "zero for O in the post"),
    ("REF: LAGOS O901", "- 07LAGOS901*", "O for zero in the serial"),
    ("REF: O4 CHENNAI 91", "- 04CHENNAI91", "O for zero in the year"),
    ("REF: PORT A 91", "- 07PORTAUPRINCE91*", "post cut"),
    ("REF: TBLISI 91", "- 07TBILISI91*", "a letter lost"),
    ("REF: A. RIO \n\nDE JANEIRO 91", "A 07RIODEJANEIRO91*", "wrap and blank line inside a name"),
    ("REF: A. TEL\nAVIV 91 B. NEW\n DELHI 92", "A 07TELAVIV91*|B 07NEWDELHI92*", "wraps inside names"),
    ("REF: A. ROME 1\n\n     B. ROME 2\n\nWe met.", "A 07ROME1*|B 07ROME2*", "blank lines between entries"),
    ("REF: A. ROME 1\n     ¶B. ROME 2", "A 07ROME1*|B 07ROME2*", "a site's mark"),
    ("REF: A. ROME\nBERN 00000900  001.2 OF 002\n1 B. PARIS 2", "A 07ROME1*|B 07PARIS2*", "section break"),
    ("REF: A) 6307 B) STATE 12", "A 07BERN6307**|B 07STATE12*", "own post"),
    ("REF: A. ROME 1 (NOTAL) B. ROME 2, NOTAL", "A 07ROME1*|B 07ROME2*", "remarks"),
    ("REF: ROME 1 AND PREVIOUS", "- 07ROME1*", "a remark that is no reference"),
    ("REF: A. ROME 1 - CALL ON ROE B. ROME 2", "A 07ROME1*|B 07ROME2*", "what it was about"),
    ("REF: A. ROE-DOE EMAIL 05/11/07\nB. ROME 2", "A email|B 07ROME2*", "e-mail with a date"),
    ("REF: A. ROE-DOE E-MAIL (07SEP07)", "A email", "e-mail, another spelling"),
    ("REF: ROE/DOE TELCON MAY 3", "- telcon", "telephone"),
    ("REF: ROE LETTER OF MAY 3, 2007", "- letter", "letter, comma in the date"),
    ("REF: A. ROE MEMO B. FAX OF MAY 3", "A memo|B fax", "memo, fax"),
    ("REF: 9 FAM APPENDIX K", "- book", "a manual"),
    ("REF: IIR 6 932 0917 08", "- report", "a report, no post and serial"),
    ("REF: TD-914/91795-05", "- report", "another report"),
    ("REF: STATE CA-9400 NOV 2, 1966", "- other", "airgram"),
    ("REF: USCINCRED 311345Z MAY 73", "- cable", "sender and time: a telegram without id"),
    ("REF: A. ROME 1\n1. (C) ROME 2", "A 07ROME1*", "bounded by a paragraph"),
    ("REF: 1. ROME 1\n2. ROME 2\n\n1. (C) We met.", "1 07ROME1*|2 07ROME2*", "numbers are no paragraphs"),
    ("REF: ROME 1\nThe Story\n---------\n1. (C) A", "- 07ROME1*", "bounded by a heading"),
    ("REF: ROME 1 1. (C) We met.", "- 07ROME1*", "unwrapped: a paragraph on the same line"),
    ("REF:", "", "nothing"),
    ("REF: A AND B: STATE 91 AND ROME 92", "A 07STATE91*|B 07ROME92*", "labels together"),
    ("REFS: (A) AND (B): STATE 91 AND 92", "A 07STATE91*|B 07STATE92*", "in parentheses, one post"),
    ("REF: A. STATE 91\nB AND C: ROME 92, BERN 93", "A 07STATE91*|B 07ROME92*|C 07BERN93*", "further down"),
    ("REF: A. STATE 91 (NOTAL), B. ROME 92", "A 07STATE91*|B 07ROME92*", "a comma joins no labels"),
    ("REF: BERN 12\n\nA. Paris 22 was cold.", "- 07BERN12*", "a sentence below a blank line"),
    ("REF: A. BERN 12\n\nB. Paris 22 of May 3", "A 07BERN12*|B 07PARIS22*", "a date below a blank line"),
    (
        "REF: A. BERN 1\n\nC O N F I D E N T I A L SECTION 01 OF 02 BERN 000900\n\nB. ROME 2",
        "A 07BERN1*|B 07ROME2*",
        "the line of section 1 inside the list",
    ),
    (
        "REF: A. BERN 1\nC-O-N-F-I-D-E-N-T-I-A-L SECTION 02 OF 02 BERN 000900\nB. ROME 2",
        "A 07BERN1*|B 07ROME2*",
        "that of section 2, its letters parted by hyphens",
    ),
    (
        "REF: (A) BERN 1\nSECRET\n\nSECRET\n\nPAGE 02  BERN  00900  251228Z\n\n(B) ROME 2",
        "A 07BERN1*|B 07ROME2*",
        "a page of the 1970s ends and another begins",
    ),
    ("REF: STATE 7I234 AND ROME 1l2", "- 07STATE71234*|- 07ROME112*", "letters for a one"),
    ("REF: A. BERN 12345, 2006\nB. ROME 2", "A 06BERN12345|B 07ROME2*", "a year behind a comma"),
    ("REF: BERN 1998, 2006", "- 07BERN1998*|- 07BERN2006*", "two serials that are near each other"),
    ("ref: a) state 91\nb) rome 92", "A 07STATE91*|B 07ROME92*", "small letters"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected", "why"), FIELDS, ids=[row[2] + ": " + row[0][:20] for row in FIELDS]
)
def test_reads_references(text: str, expected: str, why: str) -> None:
    assert told(text) == expected, why


def test_a_reference_is_quoted_as_written_and_its_span_holds_it() -> None:
    text = "REF: (A)STATE 090071, (B)BEIJING\n9361, (C) ROE-DOE E-MAIL"
    references = parse(text, reference_id="07STATE1").references
    assert [r.text for r in references] == ["STATE 090071", "BEIJING 9361", "ROE-DOE E-MAIL"]
    assert [text[r.start : r.end].replace("\n", " ") for r in references] == [r.text for r in references]


def test_the_year_comes_from_the_time_where_no_id_is_known() -> None:
    text = "R 110944Z SEP 99\nFM AMEMBASSY BERN\nTO ROME\nUNCLAS BERN 1\nSUBJECT: A\nREF: A. ROME 2 B. 3\n"
    assert [r.reference_id for r in parse(text).references] == ["99ROME2", "99BERN3"]


def test_without_a_year_there_is_no_id() -> None:
    telegram = parse("REF: ROME 2")
    assert telegram.references[0].reference_id is None
    assert telegram.references[0].kind == "cable"
    assert [problem.code for problem in telegram.problems] == ["reference-unresolved"]


def test_a_reference_into_the_future_is_a_problem() -> None:
    assert [problem.code for problem in parse("REF: 08 ROME 2", reference_id="07BERN1").problems] == [
        "reference-newer"
    ]


MENTIONS = [
    # text, mentions, why this line is here
    ("as in ref B.", "B 07ROME2", "a letter"),
    ("(reftels A/B)", "A 07BERN1|B 07ROME2", "two letters, slash"),
    ("Refs A,B and C", "A 07BERN1|B 07ROME2|C -", "three letters; C is an e-mail"),
    ("(refs A-B)", "A 07BERN1|B 07ROME2", "two letters, hyphen"),
    ("(refs A-C)", "A 07BERN1|B 07ROME2|C -", "a range names what lies between"),
    ("refs A through C", "A 07BERN1|B 07ROME2|C -", "a range in words"),
    ("(refs a and b)", "A 07BERN1|B 07ROME2", "two small letters"),
    ("ref B's point", "B 07ROME2", "a genitive"),
    ("RefA", "A 07BERN1", "glued"),
    ("Ref. B", "B 07ROME2", "a stop"),
    ("ref A, he", "A 07BERN1", "a comma behind"),
    ("ref A para 3", "A 07BERN1", "a part of it"),
    ("TITLE 18 and BOEING 737", "", "other numbers"),
    ("CHAPTER 7, ROOM 123", "", "other numbers"),
    ("the BEIJING 2008 Games", "", "a year"),
    ("BAGHDAD 5,000 troops", "", "a number of people"),
    ("LONDON 7/7", "", "a date"),
    ("CAIRO 101.5", "", "a fraction"),
    ("PARIS 10 students", "", "few digits and a word"),
    ("2006 ROME 91", "- 06ROME91", "four digits of the year"),
    ("REFTEL A", "A 07BERN1", "capitals"),
    ("refs (A) and (B)", "A 07BERN1|B 07ROME2", "letters in parentheses"),
    ("(ref a)", "A 07BERN1", "a small letter"),
    ("ref a talk", "", "an article"),
    ("refer A reference reform", "", "other words"),
    ("ref\nB", "B 07ROME2", "wrap"),
    ("ref D", "D -", "a letter that is not in the list"),
    ("see STATE 90001 and 06 ROME 91", "- 07STATE90001|- 06ROME91", "post and serial"),
    ("in BAGHDAD 2007", "", "a year"),
    ("UNSCR 1718", "", "no post"),
    ("IN ABUJA.  24 LICENSES", "", "a sentence ends between post and number"),
    ("IN THE HAGUE.\n\n16. (U) ASKED", "", "a paragraph ends there"),
    ("PAY THE STATE 13 PERCENT", "", "a number in a sentence of capitals"),
    ("(STATE 13)", "- 07STATE13", "a short serial that no word follows"),
    ("TO SEND BAGHDAD 500 TROOPS", "", "what is counted in a sentence of capitals"),
    ("TALKS IN NICE 250 DELEGATES MET", "", "a town whose name is a word"),
    ("PARIS 1200 HOURS", "", "an hour"),
    ("SEE BAGHDAD 500 AND", "- 07BAGHDAD500", "a word before it tells a cable"),
    ("BAGHDAD 500 REPORTS THAT", "- 07BAGHDAD500", "so does a verb behind it"),
    ("in BAGHDAD 500 we said", "- 07BAGHDAD500", "and small letters"),
    ("both refs", "", "both of three"),
    ("all reftels", "A 07BERN1|B 07ROME2|C -", "all of the list"),
    ("Ref: A,", "A 07BERN1", "a colon"),
    ("refs (A and B)", "A 07BERN1|B 07ROME2", "both in one parenthesis"),
    ("ref tel A", "A 07BERN1", "two words"),
    ("REF: A TALK", "", "a colon, and an article"),
    ("STATE 90001 ASKED", "- 07STATE90001", "a long one that a word follows"),
    ("BAGHDAD 500 REFER", "- 07BAGHDAD500", "a verb in the plural"),
    ("BAGHDAD 500 REFERENCED", "- 07BAGHDAD500", "a participle"),
    ("BAGHDAD 500 PERTAINS", "- 07BAGHDAD500", "another verb"),
    ("reftels (a and b)", "A 07BERN1|B 07ROME2", "small letters in one parenthesis"),
    ("refs (a,b)", "A 07BERN1|B 07ROME2", "the same, a comma without a blank"),
    ("refs (a/b/c)", "A 07BERN1|B 07ROME2|C -", "three of them"),
    ("refs (a-c)", "A 07BERN1|B 07ROME2|C -", "a range of them"),
    ("refs a and b say", "A 07BERN1|B 07ROME2", "two without a parenthesis"),
    ("refs a, b and c.", "A 07BERN1|B 07ROME2|C -", "three without one"),
    ("ref (a note)", "", "an article in a parenthesis"),
    ("ref a, a talk", "A 07BERN1", "an article behind a label"),
    ("septel", "- -", "yet to come"),
    ("reftel", "- -", "which of three?"),
]


@pytest.mark.parametrize(("text", "expected", "why"), MENTIONS, ids=[row[0] for row in MENTIONS])
def test_reads_mentions(text: str, expected: str, why: str) -> None:
    head = "SUBJECT: A\nREF: A. BERN 1 B. ROME 2 C. ROE E-MAIL\n\n1. (C) He said so "
    mentions = parse(f"{head}{text} today.", reference_id="07BERN9").body_references
    assert "|".join(f"{m.label or '-'} {m.reference_id or '-'}" for m in mentions) == expected, why


def test_a_letter_that_was_left_out_in_front_of_the_first_is_a() -> None:
    text = "SUBJECT: A\nREF: BERN 1, B. ROME 2\n\n1. (C) As in ref A."
    assert [m.reference_id for m in parse(text, reference_id="07BERN9").body_references] == ["07BERN1"]


def test_reftel_alone_means_the_only_reference() -> None:
    text = "SUBJECT: A\nREF: BERN 1\n\n1. (C) As in reftel, so here."
    (mention,) = parse(text, reference_id="07BERN9").body_references
    assert (mention.reference_id, mention.text) == ("07BERN1", "reftel")
    assert text[mention.start : mention.end] == "reftel"


def test_both_refs_are_those_of_a_list_of_two() -> None:
    head = "SUBJECT: A\nREF: A. BERN 1 B. ROME 2\n\n"
    mentions = parse(f"{head}1. (C) As both refs say.", reference_id="07BERN9").body_references
    assert [(m.label, m.reference_id, m.text) for m in mentions] == [
        ("A", "07BERN1", "both refs"),
        ("B", "07ROME2", "both refs"),
    ]
