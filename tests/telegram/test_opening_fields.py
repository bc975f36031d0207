"""Classified By, one line a shape. Add yours at the end."""

import pytest

from cableroom.telegram import parse

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


def test_an_id_that_lacks_its_serial_is_completed_from_the_telegram() -> None:
    text = "UNCLAS BERN 000123\n\nSUBJECT: A TALK\n"
    read = parse(text, reference_id="06BERN")
    assert read.reference_id == "06BERN123", "year of the source, post and serial of the line"
    assert "reference-id-serial-missing" in [problem.code for problem in read.problems]
    assert parse("SUBJECT: A TALK\n", reference_id="06BERN").reference_id is None
