"""E.O., TAGS, SUBJECT and Classified By, one line a shape. Add yours at the end."""

from datetime import date

import pytest

from cableroom.telegram import parse

ORDERS = [
    # text, order, date, note, why this line is here
    ("E.O. 12958: DECL: 10/31/2027", "12958", date(2027, 10, 31), None, "the usual shape"),
    ("EO 12958 DECL: 2020/02/23", "12958", date(2020, 2, 23), None, "year first, no stops"),
    ("E.O. 12958: DECL: 6/30/08", "12958", date(2008, 6, 30), None, "two digits of the year"),
    ("E.O. 13526: DECL: 2020-01-02", "13526", date(2020, 1, 2), None, "the order of 2009"),
    ("E.0. 12958: DECL: MARCH 3, 2017", "12958", date(2017, 3, 3), None, "zero for O; in words"),
    ("E.O. 12958 DECL 31 OCT 2017", "12958", date(2017, 10, 31), None, "day first"),
    ("E.O. 12958: DECL: 31/10/2017", "12958", date(2017, 10, 31), None, "day first by mistake"),
    ("E.O. 12065: GDS 1/12/85 (ROE, JANE)", "12065", date(1985, 1, 12), None, "schedule and person"),
    ("E.O. 12958: N/A", "12958", None, None, "not applicable"),
    ("E.O. 12958: DECL: X1, X5", "12958", None, "X1, X5", "exemptions"),
    ("E.O. 12958: DECL: after the treaty ends", "12958", None, "AFTER THE TREATY ENDS", "an event"),
    (
        "E.O. 12958: DECL: CLOSURE OF\nTHE POST\nTAGS: PREL",
        "12958",
        None,
        "CLOSURE OF THE POST",
        "a wrapped event",
    ),
    ("E.O. 12356: DECL:  OADR", "12356", None, "OADR", "1980s"),
    ("E.O. 11652: XGDS-1", "11652", None, "XGDS-1", "1970s"),
    ("E.O. 1295: DECL: 1/2/2015", "1295", date(2015, 1, 2), None, "a digit lost, kept as written"),
    ("SUBJECT: ON E.O. 12958\nTAGS: PREL", None, None, None, "a subject that names an order"),
]
SUBJECTS = [
    ("SUBJECT: A TALK\nON WATER\n\nREF: BERN 1", "A TALK ON WATER", "wrapped"),
    ("SUBJECT: (S) A TALK", "A TALK", "portion mark"),
    ("SUBJECT: (C/NF) A TALK\n1. (C) text", "A TALK", "portion mark with limits; bounded by a paragraph"),
    ("SUBJ: US- \nSWISS TALK", "US-SWISS TALK", "a hyphen at the line's end holds"),
    ("SUBJECT: TALK - \nAND MORE", "TALK - AND MORE", "a dash does not"),
    ("UBJECT: A TALK", "A TALK", "first letter lost"),
    ("SUBJECT A TALK", "A TALK", "no colon"),
    ("SUBJECT:\n\nA TALK", "A TALK", "blank line first"),
    ("SUBJECT: A TALK ON PRIMEREF: A. LONDON 1", "A TALK ON PRIME", "next field glued"),
    ("SUBJECT: A TALK IN CAIROClassified By: CDA Jane Roe", "A TALK IN CAIRO", "next field glued"),
    ("SUBJECT: A TALK \\\nON WATER\\\n\nREF: A", "A TALK ON WATER", "escaped line ends of a dump"),
    ("SUBJECT: BERN&#8217;S LAKE", "BERN’S LAKE", "entity that survived"),
    ("C O R R E C T E D COPY//SUBJECT LINE////\nSUBJECT: TRUE", "TRUE", "a remark about the subject is none"),
    ("SUBJECT: A TALK\n-------\nSUMMARY\n-------", "A TALK", "bounded by a rule"),
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
]
PERSONS = [
    # value, name, reasons, why this line is here
    ("Ambassador Jane Q. Roe for reasons 1.4 (b) and (d)", "Jane Q. Roe", "bd", "the usual shape"),
    ("Roe Jane, Ambassador; REASON: 1.4(B)", "Roe Jane", "b", "surname first, as written"),
    ("EAP DAS JANE Q. ROE: 1.4 (B) AND (D).", "JANE Q. ROE", "bd", "offices in front"),
    ("Charge d'Affaires, a.i., Jane Roe, for reasons 1.4(b and d)", "Jane Roe", "bd", "title in commas"),
    ("Classified by DCM Jane Roe, 1.4 (b,d)", "Jane Roe", "bd", "said twice"),
    ("POL/ECON Chief Jane Roe. REA SONS 1.4 (B) a nd (d).", "Jane Roe", "bd", "split words"),
    ("JANE 0. ROE, DCM. REASON 1.4 (B)", "JANE 0. ROE", "b", "misread initial, as written"),
    ("Ambassador Jon T. Roe, Jr. Reasons 1.4 (b/d)", "Jon T. Roe, Jr.", "bd", "suffix"),
    ("Jon T. Roe III, Ambassador, reasons 1.4 b, d", "Jon T. Roe III", "bd", "suffix without comma"),
    ("Ambassador for reasons 1.4 (b) (d)", None, "bd", "nobody is named"),
    (
        "Acting Assistant Secretary for East Asian and Pacific Affairs Jane Roe; 1.4 (a), (c)",
        "Jane Roe",
        "ac",
        "a long office",
    ),
    ("A/DCM Jon van Roe. Reason: E.O. 12958 1.4 (B)", "Jon van Roe", "b", "particle; order again"),
    ("Charge Jon O'Roe for reasons 1.4 (b) and (d))", "Jon O'Roe", "bd", "closing parenthesis"),
    ("Jane Roe, CDA, Embassy Bern, Dept of State. REASON: 1.4 (b), (d)", "Jane Roe", "bd", "with post"),
    ("Jane Roe; reasons 1.4(b) and ( \\\nd). \\\n", "Jane Roe", "bd", "wrap inside a letter"),
    ("Jane Roe\n\nREASON: 1.4 (b), (d)\n", "Jane Roe", "bd", "reasons below a blank line"),
    ("Jane Roe, reasons 1.4 (b).\n\nA Frank Talk\n-----\n", "Jane Roe", "b", "a heading is no reason"),
]


@pytest.mark.parametrize(("text", "order", "day", "note", "why"), ORDERS, ids=[row[4] for row in ORDERS])
def test_reads_the_order(text: str, order: str | None, day: date | None, note: str | None, why: str) -> None:
    telegram = parse(text)
    assert telegram.executive_order == order, why
    assert telegram.declassify_on == day
    assert telegram.declassify_note == note


def test_an_impossible_date_is_a_problem() -> None:
    telegram = parse("E.O. 12958: DECL: 02/30/2027")
    assert telegram.executive_order == "12958"
    assert telegram.declassify_on is None
    assert [problem.code for problem in telegram.problems] == ["declassify-impossible"]


@pytest.mark.parametrize(("text", "expected", "why"), SUBJECTS, ids=[row[2] for row in SUBJECTS])
def test_reads_the_subject(text: str, expected: str, why: str) -> None:
    assert parse(text).subject == expected, why


def test_an_empty_subject_is_a_problem() -> None:
    telegram = parse("SUBJECT:\n\nREF: BERN 1")
    assert telegram.subject is None
    assert "subject-missing" in [problem.code for problem in telegram.problems]


@pytest.mark.parametrize(("text", "name", "reasons", "why"), PERSONS, ids=[row[3] for row in PERSONS])
def test_reads_who_classified_and_why(text: str, name: str | None, reasons: str, why: str) -> None:
    telegram = parse(f"Classified By: {text}")
    assert telegram.classified_by == name, why
    assert telegram.reasons == tuple(f"1.4({letter})" for letter in reasons)


def test_reasons_of_the_older_order() -> None:
    assert parse("Classified By: Jane Roe, reasons 1.5 (b) and (d)").reasons == ("1.5(b)", "1.5(d)")


def test_classified_by_may_stand_inside_the_first_paragraph() -> None:
    telegram = parse("1. (U)  CLASSIFIED BY JANE Q. ROE, DEPUTY CHIEF. REASON: 1.4 (D)")
    assert telegram.classified_by == "JANE Q. ROE"
    assert telegram.reasons == ("1.4(d)",)
