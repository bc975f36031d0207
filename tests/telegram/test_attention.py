"""Attention lines, and where captions, they and the fields part. One line a shape; add yours at the end."""

import pytest

from cableroom.telegram import parse

ATTENTION = [
    # lines between the classification line and E.O., what is read, why this line is here
    ("DEPT FOR EUR/NB", ["DEPT FOR EUR/NB"], "one line"),
    (
        "DEPT FOR EUR/NB\nNSC FOR ROE\nPASS TO USTR",
        ["DEPT FOR EUR/NB", "NSC FOR ROE", "PASS TO USTR"],
        "three",
    ),
    (
        "DEPT FOR P (JROE), E, IO/T\n(RDOE), AND EUR/AGS",
        ["DEPT FOR P (JROE), E, IO/T (RDOE), AND EUR/AGS"],
        "a wrap inside a name",
    ),
    ("STATE FOR EUR/AGS AND\n\nINR/EUC", ["STATE FOR EUR/AGS AND INR/EUC"], "a wrap over a blank line"),
    ("STATE PASS USTR", ["STATE PASS USTR"], "pass"),
    (
        "DEPT FOR EUR/AGS AND EUR/ERA TREASURY FOR OASIA STATE PASS USTR FOR JROE PARIS FOR USOECD",
        [
            "DEPT FOR EUR/AGS AND EUR/ERA",
            "TREASURY FOR OASIA",
            "STATE PASS USTR FOR JROE",
            "PARIS FOR USOECD",
        ],
        "several run together",
    ),
    ("DEPT FOR EUR TEL AVIV FOR ROE", ["DEPT FOR EUR", "TEL AVIV FOR ROE"], "the second a post of two words"),
    (
        "STATE PASS TO TREASURY FOR ROE",
        ["STATE PASS TO TREASURY FOR ROE"],
        "whom it is passed to begins none",
    ),
    ("STATE PASS TO USTR", ["STATE PASS TO USTR"], "pass to"),
    ("STATE PLEASE PASS TO USAID", ["STATE PLEASE PASS TO USAID"], "please pass"),
    ("STATE PLS PASS USAID", ["STATE PLS PASS USAID"], "pls pass"),
    ("DEPT ALSO FOR EUR/AGS", ["DEPT ALSO FOR EUR/AGS"], "also for"),
    ("DEPT. FOR EUR/AGS", ["DEPT. FOR EUR/AGS"], "a stop behind DEPT"),
    ("DEPARTMENT FOR EUR/AGS", ["DEPARTMENT FOR EUR/AGS"], "in full"),
    ("DEPARTMENT PASS TREASURY", ["DEPARTMENT PASS TREASURY"], "in full, pass"),
    ("Department for EUR/AGS", ["Department for EUR/AGS"], "title case"),
    ("Dept for EUR/AGS - Roe", ["Dept for EUR/AGS - Roe"], "title case, short"),
    ("State for EUR/AGS", ["State for EUR/AGS"], "title case, STATE"),
    ("State please pass USTR for Roe", ["State please pass USTR for Roe"], "title case, please pass"),
    ("TREASURY FOR OASIA - ROE", ["TREASURY FOR OASIA - ROE"], "another department"),
    ("USDA FOR FAS/OA; ITP; FFAS", ["USDA FOR FAS/OA; ITP; FFAS"], "semicolons"),
    ("USDOC FOR 4212/ITA/MAC/EUR", ["USDOC FOR 4212/ITA/MAC/EUR"], "numbers of an office"),
    ("COMMERCE FOR ITA\nENERGY FOR ROE", ["COMMERCE FOR ITA", "ENERGY FOR ROE"], "two departments"),
    ("VIENNA FOR IAEA", ["VIENNA FOR IAEA"], "a post"),
    ("PARIS FOR USOECD\nROME FOR FODAG", ["PARIS FOR USOECD", "ROME FOR FODAG"], "two posts"),
    ("NEW DELHI FOR ROE", ["NEW DELHI FOR ROE"], "a post of two words"),
    ("LONDON, PARIS FOR AFRICA WATCHERS", ["LONDON, PARIS FOR AFRICA WATCHERS"], "two posts on a line"),
    ("FOR AMBASSADOR FROM ASSISTANT SECRETARY ROE", ["FOR AMBASSADOR FROM ASSISTANT SECRETARY ROE"], "from"),
    ("FOR AMBASSADOR ROE FROM\nTHE SECRETARY", ["FOR AMBASSADOR ROE FROM THE SECRETARY"], "from, wrapped"),
    ("FROM AMBASSADOR ROE", ["FROM AMBASSADOR ROE"], "from alone"),
    ("FOR THE AMBASSADOR", ["FOR THE AMBASSADOR"], "for alone"),
    ("FOR CHARGE AND DCM", ["FOR CHARGE AND DCM"], "for two"),
    ("EYES ONLY FOR AMBASSADOR ROE", ["EYES ONLY FOR AMBASSADOR ROE"], "a caption inside is none"),
    ("PLEASE PASS TO NSC", ["PLEASE PASS TO NSC"], "please pass, to whom only"),
    ("PASS USTR", ["PASS USTR"], "pass, to whom only"),
    ("ATTN: ROE", ["ATTN: ROE"], "attention sign"),
    ("CENTCOM FOR POLAD", ["CENTCOM FOR POLAD"], "a command"),
    ("JOINT STAFF FOR J-5", ["JOINT STAFF FOR J-5"], "two words of a command"),
    ("SECDEF FOR OSD/ISA - ROE", ["SECDEF FOR OSD/ISA - ROE"], "an office and a name"),
    ("NSC FOR ROE AND DOE", ["NSC FOR ROE AND DOE"], "two names"),
    ("SIPDIS\n\nDEPT FOR EUR/AGS", ["DEPT FOR EUR/AGS"], "behind a caption"),
    ("DEPT FOR EUR/AGS\n\nSIPDIS", ["DEPT FOR EUR/AGS"], "before a caption"),
    ("DEPT FOR EUR/AGS AND\nSIPDIS\nINR", ["DEPT FOR EUR/AGS AND INR"], "a caption inside a wrap"),
    ("DEPT FOR EUR/AGS,\nINR/EUC,\nDRL", ["DEPT FOR EUR/AGS, INR/EUC, DRL"], "three lines of one"),
    ("DEPT FOR EUR/AGS\nSTATE PASS USTR", ["DEPT FOR EUR/AGS", "STATE PASS USTR"], "no blank line between"),
    ("DEPT FOR EUR/AGS\n\nSTATE PASS USTR", ["DEPT FOR EUR/AGS", "STATE PASS USTR"], "a blank line between"),
    ("DEPT FOR EUR/AGS\r\nSTATE PASS USTR\r\n", ["DEPT FOR EUR/AGS", "STATE PASS USTR"], "CRLF"),
    ("DEPT FOR EUR/AGS \\\nSTATE PASS USTR \\\n", ["DEPT FOR EUR/AGS", "STATE PASS USTR"], "a dump"),
    ("    DEPT FOR EUR/AGS", ["DEPT FOR EUR/AGS"], "blanks in front"),
    ("DEPT  FOR  EUR/AGS", ["DEPT FOR EUR/AGS"], "two blanks"),
    ("SIPDIS", [], "a caption is none"),
    ("SENSITIVE\nSIPDIS\nNOFORN", [], "nor are three"),
    ("CORRECTED COPY (PARA 2)", [], "nor is a remark"),
    ("-----", [], "nor is a rule"),
    ("", [], "nor is nothing"),
]


@pytest.mark.parametrize(("lines", "expected", "why"), ATTENTION, ids=[row[2] for row in ATTENTION])
def test_reads_attention_lines(lines: str, expected: list[str], why: str) -> None:
    telegram = parse(
        f"UNCLAS BERN 000001\n\n{lines}\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: A\n\n1. We met."
    )
    assert list(telegram.attention) == expected, why
    assert (telegram.executive_order, telegram.subject) == ("12958", "A")


@pytest.mark.parametrize(
    ("behind", "expected", "why"),
    [
        ("TAGS: PREL", ["DEPT FOR EUR/AGS"], "TAGS end the lines"),
        ("SUBJECT: A", ["DEPT FOR EUR/AGS"], "SUBJECT ends the lines"),
        ("REF: BERN 7", ["DEPT FOR EUR/AGS"], "REF ends the lines"),
        ("DECL: 10/31/2017", ["DEPT FOR EUR/AGS"], "DECL ends the lines"),
        ("1. (C) We met.", ["DEPT FOR EUR/AGS"], "a paragraph ends the lines"),
        ("", ["DEPT FOR EUR/AGS"], "the text ends with the lines"),
    ],
)
def test_any_field_ends_them(behind: str, expected: list[str], why: str) -> None:
    assert list(parse(f"UNCLAS BERN 000001\nDEPT FOR EUR/AGS\n{behind}").attention) == expected, why


@pytest.mark.parametrize(
    ("text", "expected", "subject", "why"),
    [
        ("SUBJECT: A TALK\nDEPT PASS USTR\n1. We met.", ["DEPT PASS USTR"], "A TALK", "right below"),
        (
            "SUBJECT: A TALK\nREF: BERN 12\n\nFOR AMBASSADOR FROM ROE\n\n1. We met.",
            ["FOR AMBASSADOR FROM ROE"],
            "A TALK",
            "below the references, right above the text",
        ),
        ("SUBJECT: A TALK\n\nDEPT FOR EUR\n\n1. We met.", ["DEPT FOR EUR"], "A TALK", "below a blank line"),
        (
            "SUBJECT: A TALK\nFOR AMBASSADOR FROM ROE\n1. We met.",
            ["FOR AMBASSADOR FROM ROE"],
            "A TALK",
            "from whom",
        ),
        (
            "DEPT FOR EUR\nTAGS: PREL\nSUBJECT: A TALK\nDEPT PASS USTR\n1. We met.",
            ["DEPT FOR EUR", "DEPT PASS USTR"],
            "A TALK",
            "above and below",
        ),
        ("SUBJECT: A TALK\nFOR THE LAKES\n1. We met.", [], "A TALK FOR THE LAKES", "a word of the subject"),
        ("SUBJECT: A TALK\n\n1. DEPT FOR EUR.", [], "A TALK", "in the text"),
    ],
)
def test_they_may_stand_below_the_subject(text: str, expected: list[str], subject: str, why: str) -> None:
    telegram = parse(f"UNCLAS BERN 000001\n{text}")
    assert (list(telegram.attention), telegram.subject) == (expected, subject), why
