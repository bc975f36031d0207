"""What holds for every telegram that somebody could send: a grammar of hostile but plausible ones.

Each part of a telegram is drawn from its right and its wrong shapes, in its right place mostly, so that every
reader is reached with something that it nearly knows.
"""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cableroom.telegram import Telegram, marks, parse
from cableroom.telegram.places import with_own_places
from cableroom.telegram.quality import unclaimed

POSTS = st.sampled_from(
    ("BERN", "STATE", "RIO DE JANEIRO", "USUN NEW YORK", "B0GOTA", "MYSTERY", "THE HAGUE", "")
)
SERIALS = st.sampled_from(("1", "000981", "0", "123456789", "O1512", "4525-91", "936/935", ""))
LEVELS = st.sampled_from(
    (
        "S E C R E T",
        "UNCLAS",
        "C O N F I D E N T I A L",
        "SECRET",
        "LIMITED OFFICIAL USE",
        "T O P S E C R E T",
        "",
    )
)
ENDS = st.sampled_from(("\n", "\r\n", "\r", " \n", "\\\n", "\n\n", "\n\n\n", "\u2028", " ", ""))
CITED = st.builds("{} {}".format, POSTS, SERIALS)
LABELS = st.sampled_from(("A. ", "(B) ", "C) ", "D: ", "1. ", "a. ", "A. A) ", "A. REF A ", ""))
REFERENCES = st.lists(st.builds("{}{}".format, LABELS, CITED), max_size=4).map(", ".join)
WORDS = st.sampled_from(
    (
        "The minister saw no need for haste",
        "SUMMARY: ",
        "END SUMMARY.",
        "COMMENT: ",
        "END COMMENT",
        "(ref A)",
        "reftels B and C",
        "SEPTEL",
        "XXXXXXXXXXXX",
        "[REDACTED]",
        "Jane Roe (strictly protect)",
        "1718 and",
        "BEGIN NON-PAPER",
        "END TEXT.",
        "a   b   c",
        "-- a point;",
        "\x00",
        "\x1b[31m",
        "é",
        "\u202e",
        "\ud800",
        "+41 31 357 70 11",
        "Classified By: Jane Roe, reason 1.4(b)",
        "PAGE 02 BERN 03067",
        "1 line not declassified",
    )
)
SENTENCES = st.lists(WORDS, max_size=5).map(" ".join)
NUMBERS = st.builds(
    "{}{}.{}{}".format,
    st.sampled_from(("", "¶", "  ")),
    st.integers(0, 12),
    st.sampled_from((" ", "", "  (C) ", "(S/NF) ", " (U - ENTIRE TEXT) ", " CONFIDENTIAL - ENTIRE TEXT.")),
    SENTENCES,
)
RULES = st.sampled_from(("-------", "=====", "- - - -", "‐‐‐‐‐", "*"))
HEAD = st.one_of(
    st.sampled_from(
        ("VZCZCXRO4549", "PP RUEHC", "ZNY SSSSS ZZH", "BT", "NNNN", "FM ", "TO ", "INFO ", "XMT ")
    ),
    st.builds("DE RUEHSW #{}/01 2540944".format, SERIALS),
    st.builds(
        "{} {}Z {} {}".format,
        st.sampled_from(("O", "P R", "Z", "")),
        st.sampled_from(("110944", "319999")),
        st.sampled_from(("SEP", "FEB", "XXX")),
        st.sampled_from(("07", "66", "65", "2007")),
    ),
    st.builds(
        "{}{} {}{}".format,
        st.sampled_from(("FM ", "TO ", "TO RUEHC/", "INFO ", "XMT/", "RUEHRO/")),
        st.sampled_from(("AMEMBASSY", "SECSTATE", "ALL DIPLOMATIC AND CONSULAR POSTS", "[REDACTED]")),
        POSTS,
        st.sampled_from(("", " IMMEDIATE", " PRIOITY 4460", " NIACT IMMEDIATE 0018")),
    ),
)
OPENING = st.one_of(
    st.builds(
        "{} {}{} {}".format,
        LEVELS,
        st.sampled_from(("", "SECTION 01 OF 02 ", "SECTION 3 OF 2 ")),
        POSTS,
        SERIALS,
    ),
    st.sampled_from(
        (
            "SIPDIS",
            "NOFORN",
            "DEPT FOR EUR/NB,",
            "C O R R E C T E D COPY",
            "E.O. 12958: DECL: 10/31/2027",
            "E.O. 12958:",
            "EO 13526 DECL: 2020/99/99",
            "E.O. 12356: DECL: OADR",
            "TAGS: PREL, OVIP (ROE, JANE), SZ",
            "TAGS: PRELPGOVSZ",
            "TGS; PREL",
            "SUBJECT: (S) LAKE",
            "SUBJ:",
            "SUBJECT: A &#8217; B \\",
            "CLASSIFIED BY: ROE JANE; REASON: 1.5(D)",
        )
    ),
    st.builds("{}{}".format, st.sampled_from(("REF: ", "REFS: ", "REFTEL ", "Ref(s): ")), REFERENCES),
)
BODY = st.one_of(
    NUMBERS,
    SENTENCES,
    RULES,
    st.builds("{}\n{}".format, st.sampled_from(("COMMENT", "THE LAKE")), RULES),
    st.builds("{} 00000981  00{}.1 OF 002".format, POSTS, st.integers(0, 3)),
    st.sampled_from(
        ("ROE", "VAN ROE##", "//END//", "END OF TEXT. ROE", "SECRET", "0 03/13/2008 9871 PGOV,PREL A")
    ),
)


@st.composite
def telegrams(draw: st.DrawFn) -> str:
    """Head, opening and body, each line with an end of its own; parts may be missing."""
    parts = [(HEAD, 7), (OPENING, 8), (BODY, 9)]
    lines = [line for part, most in parts for line in draw(st.lists(part, max_size=most))]
    if draw(st.integers(0, 5)) == 0:
        lines = draw(st.permutations(lines))
    usual = draw(ENDS)
    return "".join(line + (draw(ENDS) if draw(st.integers(0, 5)) == 0 else usual) for line in lines)


TELEGRAMS = telegrams()


def told(telegram: Telegram) -> dict[str, Any]:
    """What is read, without what the source might state instead."""
    return {name: value for name, value in telegram.as_dict().items() if name != "problems"}


@settings(deadline=None, max_examples=150)
@given(TELEGRAMS)
def test_places_lie_inside_and_what_is_left_lies_between_them(text: str) -> None:
    telegram = parse(text)
    assert telegram.text == text
    places = with_own_places(telegram)
    assert all(0 <= place.start <= place.end <= len(text) for place in places)
    for gap in unclaimed(telegram):
        assert 0 <= gap.start < gap.end <= len(text)
        assert not any(place.start < gap.end and gap.start < place.end for place in places)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks(text))


@settings(deadline=None, max_examples=100)
@given(TELEGRAMS)
def test_parsing_again_gives_the_same(text: str) -> None:
    """From the text that came back, and with the id and the time that were read."""
    first = parse(text)
    assert parse(first.text) == first
    again = parse(first.text, reference_id=first.reference_id, sent_at=first.sent_at)
    assert told(again) == told(first)


@settings(deadline=None, max_examples=100)
@given(TELEGRAMS)
def test_a_paragraph_is_quoted_from_its_place(text: str) -> None:
    for paragraph in parse(text).paragraphs:
        stands = "".join(text[paragraph.start : paragraph.end].replace("¶", "").replace("\\", "").split())
        quoted = "".join(paragraph.text.replace("\\", "").split())
        letters = iter(stands)
        assert all(letter in letters for letter in quoted), "letters of the text, in their order"
