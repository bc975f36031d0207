"""Which sections a record holds, and what of each belongs into the whole."""

import pytest

from cableroom.telegram import parse
from cableroom.telegram.sections import Sections, join, own_spans, sections_of
from growth import check_linear
from invented import section

LINE = "C O N F I D E N T I A L SECTION 02 OF 03 CAIRO 001416\n\nSIPDIS\n\n"
FOUND = [
    # text, sections, why this line is here
    (LINE, (2, 2, 3), "the classification line of a later section"),
    ("UNCLAS SECTION 01 OF 02 CAIRO 001416\n\n1. Text.\n", (1, 1, 2), "a first section names no other"),
    ("S E C R E T SECTION 3 OF 3 LIMA 2475", (3, 3, 3), "1970s: no zeros"),
    ("S E C R E T FINAL SECTION OF 3 LIMA 2475", (3, 3, 3), "the last one may have no number"),
    ("SECRET FINAL SECTION OF THREE LIMA 2475", (3, 3, 3), "ACP 121: in words"),
    ("SECRET FIRST SECTION OF TWO ROME 1", (1, 1, 2), "ACP 121: in words, the first"),
    ("CONFIDENTIAL SECTION TWO OF TWO ROME 1", (2, 2, 2), "a number in words"),
    ("UNCLAS SECTION 01 OF\n02 CAIRO 001416", (1, 1, 2), "the line was wrapped"),
    ("SECTION 2 OF 3 CAIRO 2222\n\nTEXT", (2, 2, 3), "the classification is lost"),
    ("PAGE 01        LIMA  02475  02 OF 03  251228Z\n\nTEXT", (2, 2, 3), "1970s: the page line alone"),
    (f"{LINE}x\n\nCAIRO 00001416  002.2 OF 003\n\ny", (2, 2, 3), "a page line within the section"),
    (f"{LINE}x\n\nCAIRO 00001416  003 OF 003\n\ny", (2, 3, 3), "a record may hold two sections of three"),
    (f"DE RUEHEG #1416/02 1951234\n{LINE}", (2, 2, 3), "route and line agree"),
]
NOTHING = [
    ("1. Text.\n", "one section"),
    ("UNCLAS CAIRO 001416\n\nSee section 2 of 3 of the law.", "prose"),
    ("UNCLAS CAIRO 001416\n\nSECTION 2 OF 3 OF THE LAW SAYS", "prose in capitals"),
    ("S E C R E T SECTION 01 OF 02 LIMA 1\nx\nS E C R E T SECTION 02 OF 02 LIMA 1\ny", "a whole telegram"),
    ("UNCLAS SECTION 01 OF 02 LIMA 1\nx\nLIMA 00000001  002 OF 002\ny", "whole, by its page lines"),
    (f"{LINE}S E C R E T SECTION 01 OF 02 LIMA 1", "two totals"),
    ("SECRET SECTION 04 OF 03 LIMA 1", "a number above the total"),
    ("SECRET SECTION 00 OF 03 LIMA 1", "a number below 1"),
    ("SECRET SECTION 01 OF 01 LIMA 1", "all there is"),
    ("SECRET SECTION 001 OF 900 LIMA 1", "no telegram has so many"),
    ("DE RUEHEG #1416/02 1951234", "the route alone names no total"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("text", "expected", "why"), FOUND, ids=[row[2] for row in FOUND])
def test_a_section_is_known(text: str, expected: tuple[int, int, int], why: str) -> None:
    assert sections_of(text) == Sections(*expected), why
    assert sections_of(text.replace("\n", "\r\n")) == Sections(*expected), why


@pytest.mark.parametrize(("text", "why"), NOTHING, ids=[row[1] for row in NOTHING])
def test_what_is_no_section(text: str, why: str) -> None:
    assert sections_of(text) is None, why


def test_paragraphs_run_on_and_later_headers_do_not_stand_there() -> None:
    whole = join([section(5, number, 3) for number in (1, 2, 3)])
    telegram = parse(whole)

    assert [paragraph.number for paragraph in telegram.paragraphs] == [1, 2, 3, 4, 5, 6]
    assert telegram.problems == ()
    assert (telegram.sections, telegram.signed_by, telegram.subject) == (
        3,
        "SMITH",
        "CALL NUMBER 5 ON THE INVENTED MINISTER",
    )
    for words in ("FM AMEMBASSY BERN", "SUBJECT:", "E.O. 12958", "SIPDIS", "NNNN"):
        assert whole.count(words) == 1, words
    assert sections_of(whole) is None


HEADS = [
    # what stands between the classification line and the text, what of it stays, why
    ("", "", "nothing"),
    ("SIPDIS\n\nNOFORN\n\n", "", "captions"),
    ("SIPDIS\n\nSTATE FOR EUR/NB\n\nTAGS: PREL\nSUBJECT: A CALL\n\n", "", "captions, attention, opening"),
    (
        "E.O. 12958: DECL: 11/03/2017\nTAGS: PREL, SZ\nSUBJECT: A CALL\n  ON HIM\nREF: BERN 12\n\n",
        "",
        "opening",
    ),
    ("FOR THE FIRST TIME HE SAID NO.\n", "FOR THE FIRST TIME HE SAID NO.\n", "a sentence in capitals"),
    ("REF A SAYS OTHERWISE.\n", "REF A SAYS OTHERWISE.\n", "a sentence that begins like a label"),
]


@pytest.mark.parametrize(("head", "stays", "why"), HEADS, ids=[row[2] for row in HEADS])
def test_only_an_opening_is_left_out(head: str, stays: str, why: str) -> None:
    line = "C O N F I D E N T I A L SECTION 02 OF 02 BERN 000005"
    text = f"FM AMEMBASSY BERN\nTO SECSTATE WASHDC\n{line}\n\n{head}went on.\n\n7. (C) The end.\nSMITH\n"

    first, second = own_spans(text, is_first=False, is_last=True)

    assert text[first.start : first.end] == line
    assert text[second.start :] == f"{stays}went on.\n\n7. (C) The end.\nSMITH\n", why


def test_a_section_without_a_classification_line_keeps_its_text() -> None:
    text = "PAGE 01        LIMA  02475  02 OF 03  251228Z\n\nHE WENT ON.\n"
    (span,) = own_spans(text, is_first=False, is_last=True)
    assert "HE WENT ON." in text[span.start : span.end]


HOSTILE = ["SECTION 01 OF 02 ", "SECRET ", "00000001  001 OF 002 ", "PAGE 01 LIMA ", "OF 01", "\n", "FINAL "]


@pytest.mark.parametrize("repeated", HOSTILE)
def test_reading_is_linear(repeated: str) -> None:
    def work(size: int) -> None:
        text = f"SECRET SECTION 01 OF 02 LIMA 1 {repeated * (size // len(repeated))}"
        sections_of(text)
        own_spans(text, is_first=True, is_last=False)

    check_linear(work)
