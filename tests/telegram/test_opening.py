"""Where the parts of a telegram begin and end: whole ones, pieces, and pages that lost their line ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.telegram import Telegram, parse

HEADER = "R 110944Z SEP 07\nFM AMEMBASSY BERN\nTO SECSTATE WASHDC 1234\nINFO AMEMBASSY ROME"
LINE = "C O N F I D E N T I A L SECTION 01 OF 02 BERN 000881"
FIELDS = (
    "SIPDIS",
    "DEPT FOR EUR/AGS",
    "E.O. 12958: DECL: 10/31/2017",
    "TAGS: PREL, SZ",
    "SUBJECT: A TALK ON WATER",
    "REF: A. BERN 7 B. 06 ROME 12",
    "Classified By: CDA Jane Roe, reasons 1.4 (b) and (d).",
)
TEXT = "1. (C) We met."
WHOLE = "\n\n".join((HEADER, LINE, *FIELDS, TEXT))


def read(telegram: Telegram) -> dict[str, object]:
    return {
        "id": telegram.reference_id,
        "to": [one.name for one in telegram.to],
        "info": [one.name for one in telegram.info],
        "classification": (telegram.classification, telegram.sections),
        "captions": telegram.captions,
        "attention": telegram.attention,
        "declassify": (telegram.executive_order, str(telegram.declassify_on)),
        "tags": [tag.code for tag in telegram.tags],
        "subject": telegram.subject,
        "references": [one.reference_id for one in telegram.references],
        "classified": (telegram.classified_by, telegram.reasons),
    }


EXPECTED = {
    "id": "07BERN881",
    "to": ["SECSTATE WASHDC"],
    "info": ["AMEMBASSY ROME"],
    "classification": ("CONFIDENTIAL", 2),
    "captions": ("SIPDIS",),
    "attention": ("DEPT FOR EUR/AGS",),
    "declassify": ("12958", "2017-10-31"),
    "tags": ["PREL", "SZ"],
    "subject": "A TALK ON WATER",
    "references": ["07BERN7", "06ROME12"],
    "classified": ("Jane Roe", ("1.4(b)", "1.4(d)")),
}
SHAPES = [
    # the same telegram, why this shape is here
    (WHOLE, "a blank line between any two parts"),
    (WHOLE.replace("\n\n", "\n"), "no blank line at all"),
    (WHOLE.replace("\n", "\r\n"), "CRLF"),
    (WHOLE.replace("\n", " \\\n"), "a dump's line ends"),
    (WHOLE.replace("\n", " \n"), "blanks behind each line"),
    (WHOLE.replace("\n\n", "\n\n\n\n"), "three blank lines"),
    (WHOLE.replace("\n", "\n   "), "indented"),
    (WHOLE.replace("\n\n", "\n \n"), "blank lines with a blank"),
    ("\n\n".join((HEADER, " ".join((LINE, *FIELDS)), TEXT)), "the opening on one line"),
    ("\n\n".join((HEADER, " ".join((LINE, *FIELDS, TEXT)))), "all but the header on one line"),
    ("\n".join((HEADER, " ".join((LINE, *FIELDS, TEXT)))), "the same, no blank line behind the header"),
    (" ".join((HEADER.replace("\n", " "), LINE, *FIELDS, TEXT)), "everything on one line"),
    (WHOLE.replace("SECTION 01 OF 02 BERN 000881", "SECTION 01 OF\n02 BERN 000881"), "a wrap within SECTION"),
    (WHOLE.replace("SECTION 01 OF 02 BERN 000881", "SECTION 01 OF 02\nBERN 000881"), "a wrap before the id"),
    (WHOLE.replace("\n\nSIPDIS", "").replace(LINE, f"SIPDIS\n\n{LINE}"), "a caption above"),
    (WHOLE.replace("TAGS: PREL, SZ\n\n", "").replace("E.O.", "TAGS: PREL, SZ\nE.O."), "TAGS before E.O."),
    (WHOLE.replace("TAGS: PREL, SZ\n\n", "").replace("REF:", "TAGS: PREL, SZ\nREF:"), "TAGS behind SUBJECT"),
    (
        WHOLE.replace("E.O. 12958: DECL: 10/31/2017\n\nTAGS", "E.O. 12958: DECL: 10/31/2017 TAGS"),
        "E.O. and TAGS",
    ),
    (WHOLE.replace("WATER\n\nREF", "WATERREF"), "REF glued to SUBJECT"),
    (WHOLE.replace("A TALK ON WATER", "(C) A TALK\nON WATER"), "a wrapped subject with its mark"),
    (
        WHOLE.replace("A TALK ON WATER", "A TALK\n\nBERN 00000881  001.2 OF 002\n\nON WATER"),
        "a section break in the subject",
    ),
]


@pytest.mark.parametrize(("text", "why"), SHAPES, ids=[row[1] for row in SHAPES])
def test_the_shape_changes_no_field(text: str, why: str) -> None:
    telegram = parse(text)
    assert read(telegram) == EXPECTED, why
    assert telegram.problems == ()


PIECES = [
    # piece, fields it holds, why this line is here
    (HEADER, {"to", "info"}, "the header alone"),
    (LINE, {"classification"}, "the classification line alone"),
    *(
        (f"{field}\n", {name}, f"{name} alone")
        for name, field in zip(
            ("declassify", "tags", "subject", "classified"), (*FIELDS[2:5], FIELDS[6]), strict=True
        )
    ),
    ("\n".join(FIELDS[2:4]), {"declassify", "tags"}, "E.O. and TAGS"),
    ("\n".join(FIELDS[3:5]), {"tags", "subject"}, "TAGS and SUBJECT"),
    (TEXT, set(), "a paragraph alone"),
    ("We met at noon.", set(), "a sentence alone"),
    ("", set(), "nothing"),
]


@pytest.mark.parametrize(("text", "held", "why"), PIECES, ids=[row[2] for row in PIECES])
def test_a_piece_holds_its_own_fields_only(text: str, held: set[str], why: str) -> None:
    nothing = read(parse(""))
    found = read(parse(text))
    if "classification" in held:
        assert found["classification"] == EXPECTED["classification"]
    assert {name for name in found if found[name] != nothing[name]} == held, why
    assert {name: found[name] for name in held} == {name: EXPECTED[name] for name in held}


def test_a_body_alone_has_all_but_the_header() -> None:
    found = read(parse(WHOLE.removeprefix(HEADER), reference_id="07BERN881"))
    assert found == {**EXPECTED, "to": [], "info": []}


@given(st.permutations(FIELDS[2:]), st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", " \\\n \\\n"]))
def test_the_fields_may_stand_in_any_order(fields: list[str], between: str) -> None:
    text = between.join((HEADER, LINE, *FIELDS[:2], *fields, "", TEXT))
    assert read(parse(text)) == EXPECTED


def test_a_classification_line_behind_the_group_may_be_the_last_of_the_text() -> None:
    telegram = parse("O 110944Z SEP 07 S E C R E T BERN 000981 ")

    assert (telegram.reference_id, telegram.classification) == ("07BERN981", "SECRET")


def test_a_header_that_ran_into_the_body_and_nothing_else() -> None:
    read = parse("000000 SECRET AAA 00")
    assert read.text == "000000 SECRET AAA 00"


def test_one_word_again_and_again_is_no_repeated_body() -> None:
    read = parse("SUBJECT: " + "FORM " * 600 + "\n\n1. (C) The minister was at home.\n")
    assert [paragraph.number for paragraph in read.paragraphs][-1] == 1
