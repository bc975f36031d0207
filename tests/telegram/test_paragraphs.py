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
    ("1. (C) A. 2. (C) B.", "p1", "a number in a short line"),
    ("1. (C) " + "A long line. " * 20 + "2. (C) B.", "p1 p2", "unwrapped: a number in a long line"),
    ("2. (C) A\n3. (C) B", "p2 p3", "a fragment"),
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
]


@pytest.mark.parametrize(("text", "expected", "why"), NUMBERS, ids=[row[2] for row in NUMBERS])
def test_numbers(text: str, expected: str, why: str) -> None:
    assert " ".join(p.anchor for p in parse(HEAD + text).paragraphs) == expected, why


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
]


@pytest.mark.parametrize(("text", "kind"), KINDS_OF_FURNITURE)
def test_furniture(text: str, kind: str) -> None:
    telegram = parse(text)
    assert [piece.kind for piece in telegram.furniture] == [kind]
    (piece,) = telegram.furniture
    for paragraph in telegram.paragraphs:
        assert text[piece.start : piece.end] not in paragraph.text


BLOCKS = [
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
    ("1. (C) A\nBEGIN TEXT\nDear", "", "no end and no heading"),
]


@pytest.mark.parametrize(("text", "expected", "why"), BLOCKS, ids=[row[2] for row in BLOCKS])
def test_blocks(text: str, expected: str, why: str) -> None:
    assert "|".join(f"{block.kind} {block.title}" for block in parse(text).blocks) == expected, why
