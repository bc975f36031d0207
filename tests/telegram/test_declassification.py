"""E.O. lines: order, date, words. One line a shape; add yours at the end."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.telegram import parse

DAY = date(2017, 10, 31)
ORDERS = [
    # text, order, date, note, why this line is here
    ("E.O. 12958: DECL: 10/31/2027", "12958", date(2027, 10, 31), None, "the usual shape"),
    ("EO 12958 DECL: 2020/02/23", "12958", date(2020, 2, 23), None, "year first, no stops"),
    ("E.O. 12958: DECL: 6/30/08", "12958", date(2008, 6, 30), None, "two digits of the year"),
    ("E.O. 13526: DECL: 2020-01-02", "13526", date(2020, 1, 2), None, "the order of 2009"),
    ("E.0. 12958: DECL: MARCH 3, 2017", "12958", date(2017, 3, 3), None, "zero for O; in words"),
    ("E.O. 12958 DECL 31 OCT 2017", "12958", DAY, None, "day first, month in letters"),
    ("E.O. 12958: DECL: 31/10/2017", "12958", DAY, None, "day first by mistake"),
    ("E.O. 12065: GDS 1/12/85 (ROE, JANE)", "12065", date(1985, 1, 12), None, "schedule and person"),
    ("E.O. 12958: N/A", "12958", None, None, "not applicable"),
    ("E.O. l2958: DECL: 10/31/2017", "12958", DAY, None, "a small L for a one"),
    ("E.O. ll652: GDS", "11652", None, "GDS", "two of them"),
    ("e.o. 12958: decl: 10/31/2017", "12958", DAY, None, "small letters"),
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
    # The label and the number.
    ("E.O. 12958 AS AMENDED: DECL: 10/31/2017", "12958", DAY, None, "as amended"),
    ("E.O. 12958, AS AMENDED, DECL: 10/31/2017", "12958", DAY, None, "as amended, in commas"),
    ("E.O. 12958 IS AMENDED: DECL: 10/31/2017", "12958", DAY, None, "as amended, misspelt"),
    ("EO 12,958: DECL: 10/31/2017", "12958", DAY, None, "a comma in the number"),
    ("E. O. 12958: DECL: 10/31/2017", "12958", DAY, None, "a blank inside"),
    ("E.O.12958:DECL:10/31/2017", "12958", DAY, None, "no blanks"),
    ("EO12958: DECL: 10/31/2017", "12958", DAY, None, "no stops and no blank"),
    ("EO: 12958 DECL: 10/31/2017", "12958", DAY, None, "a colon before the number"),
    ("E.O.: 12958: DECL: 10/31/2017", "12958", DAY, None, "stops and a colon before the number"),
    ("E.O 12958: DECL: 10/31/2017", "12958", DAY, None, "a stop lost"),
    ("EO. 12958: DECL: 10/31/2017", "12958", DAY, None, "the other stop lost"),
    ("E,O. 12958: DECL: 10/31/2017", "12958", DAY, None, "a comma for a stop"),
    ("E.O. 12958. DECL: 10/31/2017", "12958", DAY, None, "a stop behind the number"),
    ("E.O. 12958; DECL: 10/31/2017", "12958", DAY, None, "a semicolon behind the number"),
    ("E.O. 12958, DECL: 10/31/2017", "12958", DAY, None, "a comma behind the number"),
    ("E.O. 12958 : DECL : 10/31/2017", "12958", DAY, None, "blanks before the colons"),
    ("E.O. 12958:  DECL:  10/31/2017", "12958", DAY, None, "two blanks"),
    ("E.O. 12958 - DECL: 10/31/2017", "12958", DAY, None, "a dash"),
    ("E.O. 12958: 10/31/2017", "12958", DAY, None, "DECL left out"),
    (
        "E.O. 12958:DECL10/31/2017",
        "12958",
        None,
        "DECL10/31/2017",
        "DECL glued to its date is not taken apart",
    ),
    ("E.O. 12958L DECL: 10/31/2017", "12958", DAY, None, "L for the colon"),
    ("E.O. 129588: DECL: 10/31/2017", "129588", DAY, None, "a digit too many, kept as written"),
    ("E.O. 12958:\nDECL: 10/31/2017\nTAGS: PREL", "12958", DAY, None, "DECL on the next line"),
    ("E.O. 12958: DECL:\n10/31/2017\nTAGS: PREL", "12958", DAY, None, "the date on the next line"),
    ("E.O. 12958: DECL:\n\n10/31/2017\n\nTAGS: PREL", "12958", DAY, None, "a blank line between"),
    ("E.O. 12958: DECL: 10/31/\n2017\nTAGS: PREL", "12958", DAY, None, "a date that wraps"),
    ("E.O. 12958: DECL: 10/31/2017\r\nTAGS: PREL\r\n", "12958", DAY, None, "CRLF"),
    ("E.O. 12958: DECL: 10/31/2017 \\\nTAGS: PREL\\\n", "12958", DAY, None, "a dump's line ends"),
    ("E.O. DECL: 10/31/2017", None, DAY, None, "no number"),
    ("E.O.: N/A\nTAGS: PREL", None, None, None, "no number, not applicable"),
    ("DECL: 10/31/2017\nTAGS: PREL", None, DAY, None, "no order"),
    ("TAGS: PREL\nE.O. 12958: DECL: 10/31/2017\nSUBJECT: A", "12958", DAY, None, "behind TAGS"),
    ("TAGS: PREL\nSUBJECT: A TALK\nE.O. 12958: DECL: 10/31/2017", "12958", DAY, None, "behind SUBJECT"),
    ("SIPDIS E.O. 12958: DECL: 10/31/2017 TAGS: PREL", "12958", DAY, None, "in mid-line"),
    ("E.O. 12958: DECL: 10/31/2017 TAGS: PREL SUBJECT: A", "12958", DAY, None, "everything on one line"),
    # DECL, misspelt.
    ("E.O. 12958: DECLAS 10/31/2017", "12958", DAY, None, "DECLAS"),
    ("E.O. 12958: DECLASS: 10/31/2017", "12958", DAY, None, "DECLASS"),
    ("E.O. 12958: DECLASSIFY ON: 10/31/2017", "12958", DAY, None, "declassify on"),
    ("E.O. 12958: DECLASSIFIED ON 10/31/2017", "12958", DAY, None, "declassified on"),
    ("E.O. 12958: DECL ON: 10/31/2017", "12958", DAY, None, "DECL ON"),
    ("E.O. 12958: DECL. 10/31/2017", "12958", DAY, None, "a stop"),
    ("E.O. 12958: DECL; 10/31/2017", "12958", DAY, None, "a semicolon"),
    ("E.O. 12958: DECL:: 10/31/2017", "12958", DAY, None, "two colons"),
    ("E.O. 12958: DELC: 10/31/2017", "12958", DAY, None, "letters changed round"),
    ("E.O. 12958: DEC: 10/31/2017", "12958", DAY, None, "a letter lost"),
    ("E.O. 12958: DCL: 10/31/2017", "12958", DAY, None, "another letter lost"),
    ("E.O. 12958: ECL: 10/31/2017", "12958", DAY, None, "the first letter lost"),
    ("E.O. 12958: DECL: DECL: 10/31/2017", "12958", DAY, None, "said twice"),
    ("E.O. 12958: Decl: 10/31/2017", "12958", DAY, None, "small letters"),
    # Dates.
    ("E.O. 12958: DECL: 10-31-2017", "12958", DAY, None, "dashes"),
    ("E.O. 12958: DECL: 10.31.2017", "12958", DAY, None, "stops"),
    ("E.O. 12958: DECL: 10/31/17", "12958", DAY, None, "short year"),
    ("E.O. 12958: DECL: 10 /31/ 2017", "12958", DAY, None, "blanks at the strokes"),
    ("E.O. 12958: DECL: 10//31/2017", "12958", DAY, None, "a stroke twice"),
    ("E.O. 12958: DECL: 10 31 2017", "12958", DAY, None, "blanks only"),
    ("E.O. 12958: DECL: 10/312017", "12958", DAY, None, "a stroke lost"),
    ("E.O. 12958: DECL: 1031/2017", "12958", DAY, None, "the other stroke lost"),
    ("E.O. 12958: DECL: 10312017", "12958", DAY, None, "both strokes lost"),
    ("E.O. 12958: DECL: 20171031", "12958", DAY, None, "year, month, day without strokes"),
    ("E.O. 12958: DECL: 2017/31/10", "12958", DAY, None, "year, day, month"),
    ("E.O. 12958: DECL: 1O/31/2O17", "12958", DAY, None, "O for zero"),
    ("E.O. 12958: DECL: l0/3l/2017", "12958", DAY, None, "l for one"),
    ("E.O. 12958: DECL: OCT 31, 2017", "12958", DAY, None, "month in three letters"),
    ("E.O. 12958: DECL: OCT. 31, 2017", "12958", DAY, None, "and a stop"),
    ("E.O. 12958: DECL: OCTOBER 31 2017", "12958", DAY, None, "month in full, no comma"),
    ("E.O. 12958: DECL: October 31st, 2017", "12958", DAY, None, "an ordinal"),
    ("E.O. 12958: DECL: 31 OCTOBER 2017", "12958", DAY, None, "day first, month in full"),
    ("E.O. 12958: DECL: 31 Oct 17", "12958", DAY, None, "day first, short year"),
    ("E.O. 12958: DECL: 31-OCT-2017", "12958", DAY, None, "day first, dashes"),
    ("E.O. 12958: DECL: 31OCT2017", "12958", DAY, None, "day first, no blanks"),
    ("E.O. 12958: DEC 31, 2018", "12958", date(2018, 12, 31), None, "December is no DECL"),
    ("E.O. 12958: DECL: DEC 31, 2018", "12958", date(2018, 12, 31), None, "DECL and December"),
    ("E.O. 12958: DECL: 10/31/2017 (ROE)", "12958", DAY, None, "a name behind"),
    ("E.O. 12958: DECL: 10/31/2017, REASON 1.4 (B)", "12958", DAY, None, "a reason behind"),
    ("E.O. 12958: DECL: (10/31/2017)", "12958", DAY, None, "in parentheses"),
    ("E.O. 12958: DECL: 10/31/2017; 25X1", "12958", DAY, None, "an exemption behind"),
    ("E.O. 12065: RDS-1 3/3/11 (ROE, JANE) OR-P", "12065", date(2011, 3, 3), None, "review schedule"),
    ("E.O. 12065: GDS 10/31/86", "12065", date(1986, 10, 31), None, "schedule and date"),
    ("E.O. 12065: GDS, 10/31/86", "12065", date(1986, 10, 31), None, "schedule, comma and date"),
    # Words.
    ("E.O. 11652: GDS", "11652", None, "GDS", "general schedule"),
    ("E.O. 11652: XGDS-2", "11652", None, "XGDS-2", "exempt from it"),
    ("E.O. 11652: XGDS (2)", "11652", None, "XGDS (2)", "exempt, in parentheses"),
    ("E.O. 11652: ADS", "11652", None, "ADS", "advanced schedule"),
    ("E.O. 11652: RR", "11652", None, "RR", "1970s code"),
    ("E.O. 11652: GS", "11652", None, "GS", "another"),
    ("E.O. 11652: X-3", "11652", None, "X-3", "and another"),
    ("EO 11652: NA", "11652", None, None, "not applicable, short"),
    ("E.O. 11652: N.A.", "11652", None, None, "with stops"),
    ("E.O. 11652: N/A.", "11652", None, None, "with a stop behind"),
    ("E.O. 12356: NOT APPLICABLE", "12356", None, None, "in full"),
    ("E.O. 12958: DECL: N/A", "12958", None, None, "behind DECL"),
    ("E.O. 12958: NONE", "12958", None, None, "none"),
    ("E.O. 12958 N/A", "12958", None, None, "no colon"),
    ("E.O. 12958:", "12958", None, None, "nothing behind"),
    ("E.O. 12958", "12958", None, None, "the number alone"),
    ("E.O. 12958: DECL: OADR", "12958", None, "OADR", "originator decides"),
    ("E.O. 12356: OADR", "12356", None, "OADR", "without DECL"),
    ("E.O. 12958: DECL: X1", "12958", None, "X1", "one exemption"),
    ("E.O. 12958: DECL: 1.6X6", "12958", None, "1.6X6", "exemption by section"),
    ("E.O. 12958: DECL: 25X1", "12958", None, "25X1", "exemption after 25 years"),
    ("E.O. 12958: DECL: MR", "12958", None, "MR", "manual review"),
    (
        "E.O. 12958: DECL: after Korean unification",
        "12958",
        None,
        "AFTER KOREAN UNIFICATION",
        "an event, small",
    ),
    ("E.O. 12958: DECL: UPON WITHDRAWAL OF TROOPS", "12958", None, "UPON WITHDRAWAL OF TROOPS", "upon"),
    ("E.O. 12958: DECL: 10 YEARS", "12958", None, "10 YEARS", "a span of years"),
    ("E.O. 12958: DECL: OCTOBER 2017", "12958", None, "OCTOBER 2017", "a month alone is no date"),
    ("E.O. 12958: DECL: X1\nSIPDIS\nTAGS: PREL", "12958", None, "X1", "a caption behind"),
    ("E.O. 12958: DECL: X1 SIPDIS\nTAGS: PREL", "12958", None, "X1", "a caption on the line"),
    ("E.O. 12958: DECL: X1\n-----\nTAGS: PREL", "12958", None, "X1", "a rule behind"),
    ("E.O. 12958: DECL: X1\n\nSUBJECT: A", "12958", None, "X1", "a blank line behind"),
    ("E.O. 12958: DECL: X1\n1. (C) We met.", "12958", None, "X1", "a paragraph behind"),
    (
        "E.O. 12356: DNG: CO 12/10/2034",
        "12356",
        None,
        "DNG: CO 12/10/2034",
        "a downgrade is no declassification",
    ),
    ("E.O. 12065: XDS-4 (ROE, JANE) OR-M", "12065", None, "XDS-4", "a person behind a schedule"),
]
IMPOSSIBLE = [
    ("E.O. 12958: DECL: 02/30/2027", "no such day"),
    ("E.O. 12958: DECL: 13/41/2027", "no such month"),
    ("E.O. 12958: DECL: 10/31/20150", "a year of five digits"),
    ("E.O. 12958: DECL: 10/31/201", "a year of three digits"),
    ("E.O. 12958: DECL: 00/10/2017", "month nought"),
    ("E.O. 12958: DECL: 31 JUNE 2017", "no such day, in words"),
    ("E.O. 12958: DECL: FEBRUARY 30, 2017", "no such day, month first"),
    ("E.O. 12958: DECL: 99/99/9999", "nonsense"),
]


@pytest.mark.parametrize(("text", "order", "day", "note", "why"), ORDERS, ids=[row[4] for row in ORDERS])
def test_reads_the_order(text: str, order: str | None, day: date | None, note: str | None, why: str) -> None:
    telegram = parse(text)
    assert telegram.executive_order == order, why
    assert telegram.declassify_on == day
    assert telegram.declassify_note == note


@pytest.mark.parametrize(("text", "why"), IMPOSSIBLE, ids=[row[1] for row in IMPOSSIBLE])
def test_an_impossible_date_is_a_problem(text: str, why: str) -> None:
    telegram = parse(text)
    assert telegram.executive_order == "12958", why
    assert (telegram.declassify_on, telegram.declassify_note) == (None, None)
    (problem,) = telegram.problems
    assert problem.code == "declassify-impossible"
    assert text[problem.start : problem.end] == text, "the place is the field"


@given(
    st.dates(date(1976, 1, 1), date(2065, 12, 31)),
    st.sampled_from(["%m/%d/%Y", "%Y/%m/%d", "%d %b %Y", "%B %d, %Y"]),
)
def test_any_day_in_any_usual_form_comes_back(day: date, form: str) -> None:
    text = f"UNCLAS BERN 000001\n\nE.O. 12958: DECL: {day.strftime(form).upper()}\nTAGS: PREL\nSUBJECT: A"
    assert parse(text).declassify_on == day
