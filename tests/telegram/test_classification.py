"""Classification line, captions, attention lines. One line a shape; add yours at the end."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cableroom.telegram import parse
from cableroom.telegram.agreement import compare_stated

FOUO = "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
LINES = [
    # line, classification, sections, captions, reference id, why this line is here
    ("S E C R E T STATE 900001", "SECRET", 1, (), "07STATE900001", "spread letters"),
    ("C O N F I D E N T I A L BERN 000195", "CONFIDENTIAL", 1, (), "07BERN195", "a longer word"),
    ("T O P  S E C R E T STATE 1", "TOP SECRET", 1, (), "07STATE1", "two words"),
    ("T O P S E C R E T STATE 1", "TOP SECRET", 1, (), "07STATE1", "two words, blanks alike"),
    ("TOP SECRET STATE 1", "TOP SECRET", 1, (), "07STATE1", "two words, not spread"),
    ("U N C L A S BERN 12", "UNCLASSIFIED", 1, (), "07BERN12", "spread UNCLAS"),
    ("U N C L A S S I F I E D BERN 12", "UNCLASSIFIED", 1, (), "07BERN12", "spread, in full"),
    ("UNCLAS BERN 12", "UNCLASSIFIED", 1, (), "07BERN12", "UNCLAS is unclassified"),
    ("unclas section 01 of 02 bern 000012", "UNCLASSIFIED", 2, (), "07BERN12", "small letters"),
    ("C-O-N-F-I-D-E-N-T-I-A-L BERN 12", "CONFIDENTIAL", 1, (), "07BERN12", "hyphens between the letters"),
    ("UNCLASS BERN 12", "UNCLASSIFIED", 1, (), "07BERN12", "UNCLASS too"),
    ("UNCLASSIFIED BERN 12", "UNCLASSIFIED", 1, (), "07BERN12", "in full"),
    ("SECRET BERN 12", "SECRET", 1, (), "07BERN12", "not spread"),
    ("CONFIDENTIAL BERN 12", "CONFIDENTIAL", 1, (), "07BERN12", "not spread, longer"),
    ("LIMITED OFFICIAL USE STATE 917976", "LIMITED OFFICIAL USE", 1, (), "07STATE917976", "1970s"),
    ("LIMITED OFF USE BERN 12", "LIMITED OFFICIAL USE", 1, (), "07BERN12", "1970s, cut"),
    (
        "L I M I T E D  O F F I C I A L  U S E BERN 12",
        "LIMITED OFFICIAL USE",
        1,
        (),
        "07BERN12",
        "spread, 1970s",
    ),
    ("LTD OFFICIAL USE BERN 12", "LIMITED OFFICIAL USE", 1, (), "07BERN12", "shortened"),
    ("LOU BERN 12", "LIMITED OFFICIAL USE", 1, (), "07BERN12", "initials"),
    ("SBU BERN 12", FOUO, 1, ("SBU",), "07BERN12", "initials, sensitive"),
    (
        "SENSITIVE BUT UNCLASSIFIED BERN 12",
        FOUO,
        1,
        ("SENSITIVE BUT UNCLASSIFIED",),
        "07BERN12",
        "as the level",
    ),
    ("S  E  C  R  E  T   BERN   12", "SECRET", 1, (), "07BERN12", "wide"),
    ("S E C R ET BERN 12", "SECRET", 1, (), "07BERN12", "a blank lost"),
    ("SEC RET BERN 12", "SECRET", 1, (), "07BERN12", "a blank too many"),
    ("C O N F I D E N T I ALSECTION 01 OF 02 BERN 12", "CONFIDENTIAL", 2, (), "07BERN12", "glued to SECTION"),
    ("S E C R E TSECTION 01 OF 02 BERN 12", "SECRET", 2, (), "07BERN12", "glued to SECTION, shorter"),
    ("S E C R E TNOFORN BERN 12", "SECRET//NOFORN", 1, ("NOFORN",), "07BERN12", "glued to a caption"),
    # Letters lost, changed, or in another order.
    ("C O N F I D E N T A L BERN 12", "CONFIDENTIAL", 1, (), "07BERN12", "a letter lost"),
    ("C O N F I D E T I A L BERN 12", "CONFIDENTIAL", 1, (), "07BERN12", "another letter lost"),
    ("C O N F I D E N T I A I BERN 12", "CONFIDENTIAL", 1, (), "07BERN12", "a letter misread"),
    ("C Q N F I D E N T I A L BERN 12", "CONFIDENTIAL", 1, (), "07BERN12", "a letter changed on the way"),
    ("O N F I D E N T I A L BERN 12", "CONFIDENTIAL", 1, (), "07BERN12", "the first letter lost"),
    ("C N F I D E T I A L BERN 12", "CONFIDENTIAL", 1, (), "07BERN12", "two letters lost"),
    ("S E C E R T BERN 12", "SECRET", 1, (), "07BERN12", "letters changed round"),
    ("S E C R T BERN 12", "SECRET", 1, (), "07BERN12", "a letter of six lost"),
    ("CONFIDENTAL BERN 12", "CONFIDENTIAL", 1, (), "07BERN12", "not spread, a letter lost"),
    ("CONFIDENITAL BERN 12", "CONFIDENTIAL", 1, (), "07BERN12", "not spread, changed round"),
    ("SERCET BERN 12", "SECRET", 1, (), "07BERN12", "not spread, shorter"),
    ("UNLCAS BERN 12", "UNCLASSIFIED", 1, (), "07BERN12", "UNCLAS changed round"),
    ("UNCLAQ BERN 12", "UNCLASSIFIED", 1, (), "07BERN12", "UNCLAS changed on the way"),
    ("NCLAS BERN 12", "UNCLASSIFIED", 1, (), "07BERN12", "UNCLAS without its first letter"),
    ("UNCLASSIFED BERN 12", "UNCLASSIFIED", 1, (), "07BERN12", "in full, a letter lost"),
    # Sections.
    (
        "C O N F I D E N T I A L SECTION 01 OF 02 REYKJAVIK 000195",
        "CONFIDENTIAL",
        2,
        (),
        "07REYKJAVIK195",
        "sections",
    ),
    ("UNCLAS SECTION 01 OF 04 BERN 000001", "UNCLASSIFIED", 4, (), "07BERN1", "four sections"),
    ("UNCLAS SECTION 1 OF 2 BERN 12", "UNCLASSIFIED", 2, (), "07BERN12", "one digit"),
    ("UNCLAS SECTION 01 OF 12 BERN 12", "UNCLASSIFIED", 12, (), "07BERN12", "twelve sections"),
    ("UNCLAS SECTION01OF03 BERN 12", "UNCLASSIFIED", 3, (), "07BERN12", "no blanks"),
    ("UNCLAS SECTION 01OF 03 BERN 12", "UNCLASSIFIED", 3, (), "07BERN12", "a blank lost"),
    ("UNCLAS SECTION 01 0F 03 BERN 12", "UNCLASSIFIED", 3, (), "07BERN12", "a zero"),
    ("UNCLAS SECTION 01 GF 03 BERN 12", "UNCLASSIFIED", 3, (), "07BERN12", "OF changed on the way"),
    ("UNCLAS SECTIOQ 01 OF 03 BERN 12", "UNCLASSIFIED", 3, (), "07BERN12", "SECTION changed on the way"),
    ("UNCLAS SECTION ONE OF TWO BERN 12", "UNCLASSIFIED", 2, (), "07BERN12", "in words"),
    ("UNCLAS FINAL SECTION OF 03 BERN 12", "UNCLASSIFIED", 3, (), "07BERN12", "the last one"),
    ("UNCLAS FINAL SECTION OF THREE BERN 12", "UNCLASSIFIED", 3, (), "07BERN12", "the last one, in words"),
    ("UNCLAS SECTION 02 OF 03 BERN 12", "UNCLASSIFIED", 3, (), "07BERN12", "a second section alone"),
    ("UNCLAS SECTION 01/02 BERN 12", "UNCLASSIFIED", 2, (), "07BERN12", "a stroke"),
    ("UNCLAS SEC 01 OF 02 BERN 12", "UNCLASSIFIED", 2, (), "07BERN12", "shortened"),
    ("UNCLAS S E C T I O N 01 OF 02 BERN 12", "UNCLASSIFIED", 2, (), "07BERN12", "spread SECTION"),
    ("UNCLAS SECTION 01 OF 02 NEW DELHI 12", "UNCLASSIFIED", 2, (), "07NEWDELHI12", "two words of a post"),
    ("UNCLAS  SECTION  01  OF  02  BERN  12", "UNCLASSIFIED", 2, (), "07BERN12", "two blanks"),
    # The id.
    ("UNCLAS BERN 000012", "UNCLASSIFIED", 1, (), "07BERN12", "zeros"),
    ("UNCLAS BERN000012", "UNCLASSIFIED", 1, (), "07BERN12", "glued to the post"),
    ("UNCLAS BERN #000012", "UNCLASSIFIED", 1, (), "07BERN12", "a sign"),
    ("UNCLAS THE HAGUE 000012", "UNCLASSIFIED", 1, (), "07THEHAGUE12", "an article"),
    ("UNCLAS", "UNCLASSIFIED", 1, (), None, "the level alone"),
    ("S E C R E T", "SECRET", 1, (), None, "the level alone, spread"),
    # Captions on the line.
    ("UNCLAS SENSITIVE SECTION 01 OF 02 BERN 12", FOUO, 2, ("SENSITIVE",), "07BERN12", "before SECTION"),
    ("UNCLAS SECTION 01 OF 02 SENSITIVE BERN 12", FOUO, 2, ("SENSITIVE",), "07BERN12", "behind SECTION"),
    (
        "UNCLAS FOR OFFICIAL USE ONLY BERN 1",
        FOUO,
        1,
        ("FOR OFFICIAL USE ONLY",),
        "07BERN1",
        "in full, for official use",
    ),
    ("UNCLAS OFFICIAL USE ONLY BERN 1", FOUO, 1, ("OFFICIAL USE ONLY",), "07BERN1", "without FOR"),
    ("UNCLAS FOUO BERN 1", FOUO, 1, ("FOUO",), "07BERN1", "initials of for official use"),
    ("UNCLAS//FOUO BERN 1", FOUO, 1, ("FOUO",), "07BERN1", "strokes"),
    ("UNCLAS SBU BERN 1", FOUO, 1, ("SBU",), "07BERN1", "initials behind UNCLAS"),
    ("UNCLAS/SBU BERN 1", FOUO, 1, ("SBU",), "07BERN1", "a stroke before SBU"),
    (
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY BERN 1",
        FOUO,
        1,
        ("FOR OFFICIAL USE ONLY",),
        "07BERN1",
        "as sites write it",
    ),
    ("S E C R E T NOFORN BERN 12", "SECRET//NOFORN", 1, ("NOFORN",), "07BERN12", "before the post"),
    ("S E C R E T N O F O R N BERN 12", "SECRET//NOFORN", 1, ("NOFORN",), "07BERN12", "spread NOFORN"),
    ("S E C R E T//NF BERN 12", "SECRET//NOFORN", 1, ("NOFORN",), "07BERN12", "short"),
    ("S E C R E T // NOFORN BERN 12", "SECRET//NOFORN", 1, ("NOFORN",), "07BERN12", "blanks at the strokes"),
    (
        "CONFIDENTIAL//NOFORN BERN 1",
        "CONFIDENTIAL//NOFORN",
        1,
        ("NOFORN",),
        "07BERN1",
        "confidential, as sites write it",
    ),
    (
        "C O N F I D E N T I A L NOFORN SECTION 01 OF 03 BERN 12",
        "CONFIDENTIAL//NOFORN",
        3,
        ("NOFORN",),
        "07BERN12",
        "and SECTION",
    ),
    (
        "S E C R E T SECTION 01 OF 03 BERN 12 NOFORN",
        "SECRET//NOFORN",
        3,
        ("NOFORN",),
        "07BERN12",
        "behind the serial",
    ),
    ("S E C R E T NODIS STATE 12", "SECRET", 1, ("NODIS",), "07STATE12", "NODIS"),
    (
        "S E C R E T EXDIS NOFORN BERN 12",
        "SECRET//NOFORN",
        1,
        ("EXDIS", "NOFORN"),
        "07BERN12",
        "two captions",
    ),
    ("UNCLAS E F T O BERN 12", "UNCLASSIFIED", 1, ("EFTO",), "07BERN12", "encrypted only, spread"),
    ("UNCLAS EFTO BERN 12", "UNCLASSIFIED", 1, ("EFTO",), "07BERN12", "encrypted only"),
    ("S E C R E T REL AUS BERN 12", "SECRET", 1, ("REL AUS",), "07BERN12", "released to one"),
    (
        "S E C R E T//REL TO USA, GBR BERN 12",
        "SECRET",
        1,
        ("REL TO USA, GBR",),
        "07BERN12",
        "released to two",
    ),
    (
        "LIMITED OFFICIAL USE NOFORN BERN 1",
        "LIMITED OFFICIAL USE//NOFORN",
        1,
        ("NOFORN",),
        "07BERN1",
        "1970s and NOFORN",
    ),
    # Captions below.
    ("UNCLAS BERN 12\n\nSENSITIVE\nSIPDIS", FOUO, 1, ("SENSITIVE", "SIPDIS"), "07BERN12", "below"),
    (
        "UNCLAS BERN 12\n\nSENSITIVE BUT UNCLASSIFIED",
        FOUO,
        1,
        ("SENSITIVE BUT UNCLASSIFIED",),
        "07BERN12",
        "in full, below",
    ),
    ("UNCLAS BERN 12\nS E N S I T I V E", FOUO, 1, ("SENSITIVE",), "07BERN12", "spread, below"),
    ("UNCLAS BERN 12\nSENSITVE", FOUO, 1, ("SENSITIVE",), "07BERN12", "misspelt, below"),
    ("S E C R E T BERN 12\nNOFORN", "SECRET//NOFORN", 1, ("NOFORN",), "07BERN12", "NOFORN below"),
    ("S E C R E T BERN 12\nN O F O R N", "SECRET//NOFORN", 1, ("NOFORN",), "07BERN12", "NOFORN spread below"),
    ("S E C R E T BERN 1\n\nSIPDIS\n\nSIPDIS", "SECRET", 1, ("SIPDIS",), "07BERN1", "each once"),
    ("S E C R E T BERN 1\nS I P D I S", "SECRET", 1, ("SIPDIS",), "07BERN1", "SIPDIS spread"),
    ("S E C R E T BERN 1\nSIPDS", "SECRET", 1, ("SIPDIS",), "07BERN1", "SIPDIS misspelt"),
    ("S E C R E T BERN 1\nSIPDIS,", "SECRET", 1, ("SIPDIS",), "07BERN1", "a comma behind"),
    (
        "S E C R E T BERN 1\nSIPDIS NOFORN",
        "SECRET//NOFORN",
        1,
        ("SIPDIS", "NOFORN"),
        "07BERN1",
        "two on a line",
    ),
    (
        "S E C R E T BERN 1\nSIPDIS/NOFORN",
        "SECRET//NOFORN",
        1,
        ("SIPDIS", "NOFORN"),
        "07BERN1",
        "with a stroke",
    ),
    (
        "S E C R E T BERN 1\nNODIS\nCORRECTED COPY",
        "SECRET",
        1,
        ("NODIS", "CORRECTED COPY"),
        "07BERN1",
        "in order",
    ),
    (
        "S E C R E T BERN 1\nC O R R E C T E D  C O P Y",
        "SECRET",
        1,
        ("CORRECTED COPY",),
        "07BERN1",
        "spread copy",
    ),
    (
        "S E C R E T BERN 1\nC O R R E C T E D COPY//SUBJECT LINE////",
        "SECRET",
        1,
        ("CORRECTED COPY",),
        "07BERN1",
        "with a remark",
    ),
    (
        "UNCLAS BERN 1\nWEBGRAM EXCLUDED ONLY",
        "UNCLASSIFIED",
        1,
        ("WEBGRAM EXCLUDED ONLY",),
        "07BERN1",
        "not ONLY",
    ),
    ("S E C R E T BERN 1\nSTADIS", "SECRET", 1, ("STADIS",), "07BERN1", "STADIS"),
    ("S E C R E T BERN 1\nLIMDIS", "SECRET", 1, ("LIMDIS",), "07BERN1", "LIMDIS"),
    ("S E C R E T BERN 1\nsipdis", "SECRET", 1, ("SIPDIS",), "07BERN1", "a caption in small letters"),
    (
        "S E C R E T BERN 1\nNoforn, sipdis",
        "SECRET//NOFORN",
        1,
        ("NOFORN", "SIPDIS"),
        "07BERN1",
        "two in small",
    ),
    ("S E C R E T BERN 1\nTERREP", "SECRET", 1, ("TERREP",), "07BERN1", "TERREP"),
    ("S E C R E T BERN 1\nNODIS CHEROKEE", "SECRET", 1, ("NODIS", "CHEROKEE"), "07BERN1", "CHEROKEE"),
    ("S E C R E T BERN 1\nROGER CHANNEL", "SECRET", 1, ("ROGER CHANNEL",), "07BERN1", "ROGER CHANNEL"),
    ("S E C R E T BERN 1\nDS CHANNEL", "SECRET", 1, ("DS CHANNEL",), "07BERN1", "DS CHANNEL"),
    ("S E C R E T BERN 1\nDISSENT CHANNEL", "SECRET", 1, ("DISSENT CHANNEL",), "07BERN1", "DISSENT CHANNEL"),
    ("S E C R E T BERN 1\nEYES ONLY", "SECRET", 1, ("EYES ONLY",), "07BERN1", "EYES ONLY"),
    ("UNCLAS BERN 1\nAIDAC", "UNCLASSIFIED", 1, ("AIDAC",), "07BERN1", "aid agency"),
    ("SIPDIS\n\nS E C R E T BERN 1", "SECRET", 1, ("SIPDIS",), "07BERN1", "a caption above"),
    (
        "CORRECTED COPY\n\nS E C R E T BERN 1\nNOFORN",
        "SECRET//NOFORN",
        1,
        ("CORRECTED COPY", "NOFORN"),
        "07BERN1",
        "above and below",
    ),
    ("¶S E C R E T BERN 1", "SECRET", 1, (), "07BERN1", "a site's mark"),
    ("\n\n  S E C R E T BERN 1", "SECRET", 1, (), "07BERN1", "blank lines and blanks first"),
]
NO_LINES = [
    ("SECRETARIES MEET", "a word that only begins so"),
    ("secret talks were held in bern", "small letters without an id"),
    ("SECRETS OF THE LAKES", "another"),
    ("CONFIDENTIALITY IS ALL", "a longer word"),
    ("WE MET IN BERN 12 TIMES", "no level"),
    ("A B C D E F G", "letters that spell nothing"),
    ("SUBJECT: S E C R E T", "a label first"),
    ("1. (C) SECRET", "a paragraph first"),
    ("", "nothing"),
]


@pytest.mark.parametrize(
    ("line", "expected", "sections", "captions", "own_id", "why"), LINES, ids=[row[5] for row in LINES]
)
def test_reads_the_line_and_its_captions(
    line: str, expected: str, sections: int, captions: tuple[str, ...], own_id: str | None, why: str
) -> None:
    header = "R 110944Z SEP 07\nFM AMEMBASSY BERN\nTO SECSTATE WASHDC"
    for text in (f"{header}\n\n{line}\n\nTAGS: PREL\nSUBJECT: A\n", f"{header}\n\n{line}\n\n", line):
        telegram = parse(text)
        assert telegram.classification == expected, why
        assert telegram.sections == sections
        assert telegram.captions == captions
        assert telegram.attention == ()
        if telegram.sent_at:
            assert telegram.reference_id == own_id
            assert [one.name for one in telegram.to] == ["SECSTATE WASHDC"]


@pytest.mark.parametrize(("text", "why"), NO_LINES, ids=[row[1] for row in NO_LINES])
def test_is_no_classification_line(text: str, why: str) -> None:
    assert parse(text).classification is None, why


def test_an_unwrapped_opening_is_read_whole() -> None:
    telegram = parse("S E C R E T BERN 1 SIPDIS NOFORN E.O. 12958: N/A TAGS: PREL SUBJECT: A 1. (S) We met.")
    assert (telegram.classification, telegram.captions) == ("SECRET//NOFORN", ("SIPDIS", "NOFORN"))
    assert telegram.subject == "A"


def test_the_source_and_the_line_may_disagree() -> None:
    telegram = parse("UNCLAS BERN 12\nSUBJECT: A", reference_id="07BERN13")
    assert telegram.reference_id == "07BERN13"
    assert [problem.code for problem in telegram.problems] == ["reference-id-disagrees"]


STATED = [
    # line, what the source states, whether they disagree, why this line is here
    ("S E C R E T BERN 12", "SECRET", "", "the same"),
    ("S E C R E T BERN 12", "secret", "", "small letters"),
    ("S E C R E T BERN 12", None, "", "the source does not say"),
    ("S E C R E T BERN 12", "CONFIDENTIAL", "differs", "a level lower"),
    ("S E C R E T BERN 12", "SECRET//NOFORN", "differs", "a limit that the telegram lacks"),
    ("S E C R E T NOFORN BERN 12", "SECRET", "differs", "a limit that the source lacks"),
    ("S E C R E T NOFORN BERN 12", "SECRET//NOFORN", "", "the same limit"),
    ("S E C R E T NOFORN BERN 12", "SECRET//NF", "", "the same limit, short"),
    ("UNCLAS BERN 12", "UNCLASSIFIED", "", "unclassified"),
    ("UNCLAS SBU BERN 12", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "", "for official use"),
    ("UNCLAS SBU BERN 12", "UNCLASSIFIED//FOUO", "", "for official use, short"),
    ("UNCLAS SBU BERN 12", "UNCLASSIFIED", "differs", "for official use, not stated"),
    ("CORRECTED COPY\nS E C R E T BERN 12", "CONFIDENTIAL", "differs", "a caption above"),
    ("S E C R E T BERN 12", "GEHEIM", "differs", "a word that is none of ours"),
]


@pytest.mark.parametrize(("line", "stated", "disagree", "why"), STATED, ids=[row[3] for row in STATED])
@pytest.mark.parametrize("header", ["", "R 110944Z SEP 07\nFM AMEMBASSY BERN\nTO SECSTATE WASHDC\n\n"])
def test_another_classification_of_the_source_is_a_problem(
    header: str, line: str, stated: str | None, disagree: str, why: str
) -> None:
    text = f"{header}{line}\nSUBJECT: A"
    telegram = parse(text)
    compared = compare_stated(telegram, classification=stated)
    found = [text[one.start : one.end] for one in compared.problems if one.code == "classification-disagrees"]
    assert found == ([line.splitlines()[-1]] if disagree else []), why
    assert compared.classification == telegram.classification, "neither is chosen"


def test_a_telegram_that_says_nothing_does_not_disagree() -> None:
    assert compare_stated(parse("SUBJECT: A"), classification="SECRET").problems == ()


@given(
    st.sampled_from(["SECRET", "CONFIDENTIAL", "UNCLAS", "LIMITED OFFICIAL USE", "TOP SECRET"]),
    st.lists(st.sampled_from(["", " "]), min_size=20, max_size=20),
    st.integers(1, 20),
    st.sampled_from(["BERN", "NEW DELHI", "STATE"]),
    st.integers(1, 999_999),
)
def test_any_line_comes_back(level: str, blanks: list[str], sections: int, post: str, serial: int) -> None:
    spread = "".join(letter + blank for letter, blank in zip(level, blanks, strict=False)).strip()
    assume(not spread.startswith("TO "))  # that is an address
    section = f" SECTION 01 OF {sections:02}" if sections > 1 else ""
    telegram = parse(
        f"{spread}{section} {post} {serial:06}", reference_id=f"07{post.replace(' ', '')}{serial}"
    )
    assert telegram.classification == {"UNCLAS": "UNCLASSIFIED"}.get(level, level)
    assert telegram.sections == sections
    assert telegram.problems == () or {one.code for one in telegram.problems} == {"subject-missing"}
