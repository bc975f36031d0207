"""Summary, comment and signer, one line a shape. Add yours at the end."""

import pytest

from cableroom.telegram import parse

HEAD = "UNCLAS BERN 000900\n\nSUBJECT: A TALK\n\n"
SUMMARIES = [
    # text, summary, why this line is here
    ("1. (C) SUMMARY: We met. END SUMMARY.\n2. (C) B", "We met.", "the usual shape"),
    ("1. (C) Summary and Comment. We met. End summary and comment.", "We met.", "with comment"),
    ("1. (C) SUMMARY AND ACTION REQUEST -- We met. END SUMMARY.", "We met.", "with action request"),
    ("1. (C) Summay: We met. END SUMMARY", "We met.", "misspelt"),
    ("1. (C) SUMMARY: We met.\n2. (C) More. END SUMMARY.\n3. (C) B", "We met.\n\nMore.", "two paragraphs"),
    ("1. (C) SUMMARY: We met.\n2. (C) B", "We met.", "no end: the paragraph"),
    (
        "-------\nSUMMARY\n-------\n1. (C) We met.\n2. (C) B\n\nDETAILS\n-------\n3. (C) C",
        "We met.\n\nB",
        "heading",
    ),
    ("Summary\n\n1. (C) We met.\n\nDetails\n\n2. (C) B", "We met.", "heading without rules"),
    ("SUMMARY: We met. END SUMMARY.\n1. (C) B", "We met.", "not numbered"),
    ("1. (C) We met. END SUMMARY.\n2. (C) B", "We met.", "an end only"),
    ("1. (C) SUMMARY: We\nmet. END\nSUMMARY.", "We\nmet.", "wraps"),
    ("1. (C) We met in summary court.", None, "another word"),
]
COMMENTS = [
    ("1. (C) A\n2. (C) COMMENT: We think. END COMMENT.", "We think.", "the usual shape"),
    ("1. (C) A\n2. (C) Comment: We think. End \ncomment.\nROE", "We think.", "wrap in the end"),
    ("1. (C) A\n-------\nCOMMENT\n-------\n2. (C) We think.\n3. (C) Hard.", "We think.\n\nHard.", "heading"),
    ("1. (C) COMMENT: A. END COMMENT.\n2. (C) COMMENT: B.", "B.", "the last of two"),
    ("1. (C) A (Comment: he smiled. End comment.) B", None, "a remark inside a paragraph"),
]
SIGNERS = [
    # text below the last sentence, signer, why this line is here
    ("ROE", "ROE", "the usual shape"),
    ("VAN ROE", "VAN ROE", "two words, one name"),
    ("DE LA ROE", "DE LA ROE", "two particles"),
    ("ROE-DOE", "ROE-DOE", "hyphen"),
    ("O'ROE", "O'ROE", "apostrophe"),
    ("MCROE.", "MCROE", "a stop"),
    ("ROE##", "ROE", "number signs"),
    ("McRoe", "MCROE", "small letters"),
    ("JANE ROE", "JANE ROE", "two names"),
    ("END OF TEXT. ROE", "ROE", "behind a sentence"),
    ("ROE\n//END//", "ROE", "an end mark"),
    ("ROE\n\n\nNNNN\n", "ROE", "end of message"),
    ("GP-3\nROE\nCONFIDENTIAL", "ROE", "classification below"),
    ("ROE\nNOTE BY OC/T: HEADING AS RECEIVED.", "ROE", "a note below"),
    (
        "ROE\nDeclassified/Released US Department of State EO Systematic Review 20 Mar 2014",
        "ROE",
        "a stamp below",
    ),
    ("MINIMIZE CONSIDERED.\nROE", "ROE", "a remark above"),
    ("ROE 0 03/13/2008 9871 PGOV,PREL A TALK We met again.", "ROE", "a catalogue row behind"),
    ("END COMMENT", None, "no name"),
    ("We leave BERN", None, "a sentence"),
    ("", None, "nobody"),
]


@pytest.mark.parametrize(("text", "expected", "why"), SUMMARIES, ids=[row[2] for row in SUMMARIES])
def test_reads_the_summary(text: str, expected: str | None, why: str) -> None:
    assert parse(HEAD + text).summary == expected, why


@pytest.mark.parametrize(("text", "expected", "why"), COMMENTS, ids=[row[2] for row in COMMENTS])
def test_reads_the_comment(text: str, expected: str | None, why: str) -> None:
    assert parse(HEAD + text).comment == expected, why


@pytest.mark.parametrize(("text", "expected", "why"), SIGNERS, ids=[row[2] for row in SIGNERS])
def test_reads_the_signer(text: str, expected: str | None, why: str) -> None:
    telegram = parse(f"{HEAD}1. (C) The talks ended.\n{text}")
    assert telegram.signed_by == expected, why
    if expected is not None:
        assert not any(expected in paragraph.text for paragraph in telegram.paragraphs)


def test_a_catalogue_row_behind_the_signer_gives_the_lost_subject() -> None:
    text = "UNCLAS BERN 000900\n\n1. (C) It ended. ROE 0 03/13/2008 9871 PGOV,PREL A TALK ENDS We met again."
    telegram = parse(text)
    assert telegram.subject == "A TALK ENDS"
    assert telegram.signed_by == "ROE"
    assert [p.text for p in telegram.paragraphs] == ["It ended."]
    assert [problem.code for problem in telegram.problems] == ["subject-from-catalogue"]
