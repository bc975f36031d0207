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
    ("1. (C) Summary of the talks was given.", None, "a sentence that begins so"),
    ("1. (C) SUMMRY: We met. END SUMMRY.", "We met.", "a letter lost"),
    ("1. (C) SUMMMARY. We met. END SUMMARY.", "We met.", "a letter too many"),
    ("1. (C) S U M M A R Y: We met. END SUMMARY.", "We met.", "spaced"),
    ("1. (C) INTRODUCTION AND SUMMARY: We met. END SUMMARY.", "We met.", "with introduction"),
    ("1. (C) Key Points and Summary: We met. End Summary.", "We met.", "with key points"),
    ("1. (C) Summary/Comment: We met. End Summary/Comment.", "We met.", "a slash"),
    ("1. (C) SUMMARY, COMMENT AND ACTION REQUEST: We met. END SUMMARY.", "We met.", "with two others"),
    ("1. (C) SUMMARY: We met. END SUMMARY AND\nCOMMENT.", "We met.", "the end wraps"),
    ("1. BEGIN SUMMARY. WE MET. END OF SUMMARY.", "WE MET.", "begin"),
    ("1. (C) (SUMMARY) We met. (END SUMMARY)", "We met.", "in parentheses"),
    ("1. (C) *** SUMMARY *** We met. *** END SUMMARY ***", "We met.", "stars"),
    ("1. (C) --SUMMARY: We met. --END SUMMARY.", "We met.", "dashes"),
    ("1. (C) SUMMARY We met. END SUMMARY.", "We met.", "no stop, but an end"),
    ("1. (C) SUMMARY: We met. ENDSUMMARY.", "We met.", "the blank lost"),
    ("BEGIN SUMMARY\n\n1. (C) We met.\n\nEND SUMMARY\n\n2. (C) B", "We met.", "on lines of their own"),
    ("1. (C) SUMMARY: We met. SUMMARY ENDS.\n2. (C) B", "We met.", "the words the other way round"),
    (
        "1. (C) Summary: We met.\n2. (C) More.\nSummary ends.\n3. B",
        "We met.\n\nMore.",
        "and on a line of their own",
    ),
    ("1. (C) SUMMARY:\n\n-- We met.\n\nEND SUMMARY.", "-- We met.", "points"),
    ("(U) SUMMARY\n-----------\n\n1. (C) We met.\n\nMORE\n----\n\n2. B", "We met.", "a marked heading"),
    ("1. SUMMARY\n-------\n\nWE MET.\n\n2. B", "WE MET.", "a heading behind the number"),
    ("Summary: ------- 1. (C) We met. End Summary. 2. (C) B.", "We met.", "all on one line"),
    ("1. ACTION REQUEST.\n\n2. SUMMARY: WE MET. END SUMMARY.", "WE MET.", "not the first paragraph"),
]
COMMENTS = [
    ("1. (C) A\n2. (C) COMMENT: We think. END COMMENT.", "We think.", "the usual shape"),
    ("1. (C) A\n2. (C) Comment: We think. End \ncomment.\nROE", "We think.", "wrap in the end"),
    ("1. (C) A\n-------\nCOMMENT\n-------\n2. (C) We think.\n3. (C) Hard.", "We think.\n\nHard.", "heading"),
    ("1. (C) COMMENT: A. END COMMENT.\n2. (C) COMMENT: B.", "B.", "the last of two"),
    ("1. (C) A (Comment: he smiled. End comment.) B", None, "a remark inside a paragraph"),
    ("1. (C) A\n2. (C) COMMENT AND RECOMMENDATION: We think.", "We think.", "with recommendation"),
    ("1. (C) A\n2. (C) Post comment. We think. End post comment.", "We think.", "the post's"),
    ("1. A\n2. CONSULATE GENERAL COMMENT: WE THINK. END COMMENT", "WE THINK.", "the consulate's"),
    ("1. (C) A\n2. (C) COMMENT BY AMBASSADOR: We think. END COMMENT.", "We think.", "whose, behind it"),
    ("1. (C) A\n2. (C) Analysis and Comment: We think.", "We think.", "with analysis"),
    ("1. (C) A\n2. (C) COMENT: We think. END COMENT.", "We think.", "a letter lost"),
    ("1. (C) A\n2. (C) COMMENT: We think.\n3. (C) So. END COMMENT.", "We think.\n\nSo.", "two paragraphs"),
    ("1. (C) A\n\nCOMMENT: We think. END COMMENT.\nROE", "We think.", "its number lost"),
    ("1. (C) A\n2. (C) We think. END COMMENT.", "We think.", "an end only"),
    ("1. (C) A\n2. (C) COMMENT: We think. COMMENT ENDS.", "We think.", "the words the other way round"),
    ("1. (C) A\n2. (C) Comment on the law was scarce.", None, "a sentence that begins so"),
    ("1. (C) SUMMARY AND COMMENT: A. END SUMMARY AND COMMENT.", None, "part of the summary"),
    ("1. (C) A\n\nComment\n\n2. (C) B\n\nBio Notes\n\n3. C", "B", "a heading, up to the next"),
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
    ("GP-3. ROE", "ROE", "behind the downgrading group"),
    ("ROE\nMINIMIZE CONSIDERED.", "ROE", "a remark below"),
    ("ROE\n=======CABLE ENDS========", "ROE", "an end between rules"),
    ("ROE\n----- END OF CABLE -----", "ROE", "another"),
    ("ROE\nBT\n#9881\nNNNN", "ROE", "three marks of the machine"),
    ("ROE\n2", "ROE", "a page number"),
    ("ROE\nVisit Bern's Classified Website: http://example.org", "ROE", "an address of the post"),
    ("Randt", "RANDT", "mixed"),
    ("van Roe", "VAN ROE", "a small particle"),
    ("Jane Roe", "JANE ROE", "two names, mixed"),
    ("\nrandt", "RANDT", "small, alone"),
    ("J.P. ROE", "J.P. ROE", "initials"),
    ("(ROE)", "ROE", "parentheses"),
    ("*ROE*", "ROE", "stars"),
    ("-ROE-", "ROE", "dashes"),
    ("ROE0881", "ROE", "digits stuck on"),
    ("R0E", "R0E", "a zero, as written"),
    ("ROE (ACTING)", "ROE", "what he was is no name"),
    ("/S/ ROE", "ROE", "signed"),
    ("D'ROE", "D'ROE", "another apostrophe"),
    ("KEEGANPAAL", "KEEGANPAAL", "glued, as written"),
    ("END COMMENT ROE", "ROE", "behind an end without stop"),
    ("UNQUOTE ROE", "ROE", "behind a quotation"),
    ("XXXXXXXXXXXX", None, "struck by others"),
    ("xxxxxxxxxxxx", None, "in small letters"),
    ("[REDACTED]", None, "struck"),
    ("ROE\n\nUNCLAS BERN 000900", "ROE", "the classification line again"),
    ("VAN\nVOORST", "VAN VOORST", "a name that wraps"),
    ("DE LA\nROE", "DE LA ROE", "behind two words"),
    ("ROE-\nDOE", "ROE-DOE", "at its hyphen"),
    ("//END//\nROE", "ROE", "a mark of the end above it"),
    ("REGARDS", None, "a greeting"),
    ("He spoke with Mr. ROE", None, "an abbreviation is no sentence"),
    ("He left for\nBERN", None, "the sentence goes on"),
    ("He saw Roe,\nDOE", None, "so does a list"),
    ("-- ROE", None, "a point of a list"),
    ("END TEXT.", None, "an enclosure ends"),
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
