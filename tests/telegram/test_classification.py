"""Classification line, captions, attention lines."""

import pytest

from cableroom.telegram import parse

CLASSIFICATIONS = [
    # text, classification, sections, why this line is here
    ("S E C R E T STATE 900001", "SECRET", 1, "spaced letters"),
    ("C O N F I D E N T I A L SECTION 01 OF 02 REYKJAVIK 000195", "CONFIDENTIAL", 2, "sections"),
    ("UNCLAS SECTION 01 OF 04 BERN 000001", "UNCLASSIFIED", 4, "UNCLAS is unclassified"),
    (
        "UNCLAS SENSITIVE SECTION 01 OF 02 BERN 12",
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        2,
        "caption before SECTION",
    ),
    (
        "UNCLAS BERN 12\n\nSENSITIVE\nSIPDIS\n",
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        1,
        "caption on its own line",
    ),
    ("UNCLAS BERN 12\n\nSENSITIVE BUT UNCLASSIFIED\n", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", 1, "in full"),
    ("UNCLAS FOR OFFICIAL USE ONLY BERN 1", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", 1, "on the line"),
    ("S E C R E T NOFORN BERN 12", "SECRET//NOFORN", 1, "caption before the post"),
    ("S E C R E T BERN 12\nNOFORN\n", "SECRET//NOFORN", 1, "caption below"),
    ("CONFIDENTIAL//NOFORN BERN 1", "CONFIDENTIAL//NOFORN", 1, "as sites write it"),
    ("LIMITED OFFICIAL USE STATE 917976", "LIMITED OFFICIAL USE", 1, "1970s"),
    ("T O P  S E C R E T STATE 1", "TOP SECRET", 1, "two words"),
    ("SECRETARIES MEET", None, 1, "a word that only begins so"),
]
CAPTIONS = [
    ("S E C R E T BERN 1\n\nSIPDIS\n\nSIPDIS\n\nTAGS: PREL", ("SIPDIS",), "each once"),
    ("S E C R E T BERN 1\nNODIS\nCORRECTED COPY\nTAGS: PREL", ("NODIS", "CORRECTED COPY"), "in order"),
    (
        "S E C R E T BERN 1\nC O R R E C T E D COPY//SUBJECT LINE////\nTAGS: PREL",
        ("CORRECTED COPY",),
        "with a remark",
    ),
    ("S E C R E T BERN 1 SIPDIS E.O. 12958: N/A", ("SIPDIS",), "unwrapped: all on one line"),
    ("S E C R E T BERN 1\nSIPDIS NOFORN\nTAGS: PREL", ("SIPDIS", "NOFORN"), "two on a line"),
    ("UNCLAS BERN 1\nWEBGRAM EXCLUDED ONLY\nTAGS: PREL", ("WEBGRAM EXCLUDED ONLY",), "not the caption ONLY"),
]
ATTENTION = [
    ("DEPT FOR EUR/NB", ("DEPT FOR EUR/NB",), "one line"),
    (
        "DEPT FOR EUR/NB\nNSC FOR ROE\nPASS TO USTR",
        ("DEPT FOR EUR/NB", "NSC FOR ROE", "PASS TO USTR"),
        "three",
    ),
    (
        "DEPT FOR P (JROE), E, IO/T\n(RDOE), AND EUR/AGS",
        ("DEPT FOR P (JROE), E, IO/T (RDOE), AND EUR/AGS",),
        "wrap",
    ),
    ("STATE FOR EUR/AGS AND\n\nINR/EUC", ("STATE FOR EUR/AGS AND INR/EUC",), "a wrap over a blank line"),
    ("STATE PASS USTR", ("STATE PASS USTR",), "pass"),
    ("SIPDIS", (), "a caption is none"),
]


@pytest.mark.parametrize(
    ("text", "expected", "sections", "why"), CLASSIFICATIONS, ids=[row[3] for row in CLASSIFICATIONS]
)
def test_reads_the_classification(text: str, expected: str | None, sections: int, why: str) -> None:
    telegram = parse(text)
    assert telegram.classification == expected, why
    assert telegram.sections == sections


@pytest.mark.parametrize(("text", "expected", "why"), CAPTIONS, ids=[row[2] for row in CAPTIONS])
def test_reads_captions(text: str, expected: tuple[str, ...], why: str) -> None:
    assert parse(text).captions == expected, why


@pytest.mark.parametrize(("lines", "expected", "why"), ATTENTION, ids=[row[2] for row in ATTENTION])
def test_reads_attention_lines(lines: str, expected: tuple[str, ...], why: str) -> None:
    telegram = parse(f"UNCLAS BERN 000001\n\n{lines}\n\nE.O. 12958: N/A\nTAGS: PREL\n")
    assert telegram.attention == expected, why


def test_the_source_and_the_line_may_disagree() -> None:
    telegram = parse("UNCLAS BERN 12\nSUBJECT: A", reference_id="07BERN13")
    assert telegram.reference_id == "07BERN13"
    assert [problem.code for problem in telegram.problems] == ["reference-id-disagrees"]
