"""Where each field was found: an invented telegram, and the words that each place must hold."""

from typing import Final

import pytest

from cableroom.telegram import parse
from cableroom.telegram.places import find_places, with_own_places
from cableroom.telegram.quality import unclaimed
from invented_telegrams import WHOLE

PLACES: Final = [
    # field, what stands there (blanks and line ends made one), why
    ("transmission", ["VZCZCXRO9549"], "the first line"),
    ("precedence", ["P R"], "the letters before the group"),
    ("sent_at", ["110944Z SEP 07"], "the group without them"),
    ("from", ["FM AMEMBASSY BERN"], "with its label"),
    ("to", ["TO RUEHC/SECSTATE WASHDC PRIORITY 9460"], "route, precedence and serial belong to it"),
    ("info", ["INFO RUEHRO/AMEMBASSY ROME 0118"], "one for each addressee"),
    ("classification", ["S E C R E T"], "spaced letters"),
    ("sections", ["SECTION 01 OF 02"], "on the classification line"),
    ("reference_id", ["BERN 000981"], "as written there"),
    ("captions", ["SIPDIS", "NOFORN"], "one for each"),
    ("attention", ["DEPT FOR EUR/AGS AND OES"], "one for each line"),
    ("executive_order", ["E.O. 12958"], "up to the number"),
    ("declassify_on", [": DECL: 09/10/2017"], "behind it"),
    ("tags", ["TAGS: PREL, SENV, OVIP (ROE, JANE), SZ"], "from the label on"),
    ("subject", ["SUBJECT: LAKE LEVELS: MINISTER SEES NO NEED FOR HASTE"], "over a line end"),
    ("classified_by", ["Classified By: DCM Jon van Roe"], "up to the name"),
    ("reasons", ["; reasons 1.4 (b) and (d)."], "behind it"),
    ("summary", ["The minister saw no need for haste (ref A) and spoke of next year."], "without its words"),
    ("comment", ["We have heard this before."], "the paragraph under the heading"),
    ("signed_by", ["ROE"], "not the ROE of the TAGS"),
]
ODD: Final = [
    # telegram, field, what stands there, why
    ("FM A\nTO RUEHC/B\nRUEHX/C 12\n\nUNCLAS A 1\n", "to", ["TO RUEHC/B", "RUEHX/C 12"], "two lines"),
    (
        "FM A\nTO RUEHC/BERN RUEHX/ROME 1234\nINFO X\n\nUNCLAS A 1\n",
        "to",
        ["TO RUEHC/BERN ", "RUEHX/ROME 1234"],
        "two on one line",
    ),
    ("FM A\nTO B PRIOITY\n\nUNCLAS A 1\n", "to", ["TO B PRIOITY"], "a word read as a precedence"),
    ("UNCLAS A 1\n\nPREL, SENV, SZ\nSUBJECT: A TALK\n", "tags", ["PREL, SENV, SZ"], "no label"),
    (
        "UNCLAS A 1\n\nSUBJECT: A TALK\n\n1. (U) CLASSIFIED BY JANE ROE. REASON: 1.5(D). We met.\n",
        "classified_by",
        ["CLASSIFIED BY JANE ROE"],
        "inside the first paragraph",
    ),
    (
        "E.O. 12958: N/A\nSUBJECT: A TALK\n",
        "executive_order",
        ["E.O. 12958: N/A"],
        "no date, all the same read",
    ),
    (
        "SUBJECT: A TALK&#8217;S END\n",
        "subject",
        ["SUBJECT: A TALK&#8217;S END"],
        "other letters than the value",
    ),
    ("SUBJECT:\n\n1. (U) We met.\n", "subject", [], "nothing was read"),
    ("SUBJECT: [REDACTED]\n\n1. (U) We met.\n", "subject", ["SUBJECT: [REDACTED]"], "it was struck"),
]


def words(text: str, field: str) -> list[str]:
    places = find_places(parse(text))
    return [" ".join(text[place.start : place.end].split()) for place in places if place.field == field]


@pytest.mark.parametrize(("field", "expected", "why"), PLACES, ids=[row[0] for row in PLACES])
def test_the_place_holds_the_value(field: str, expected: list[str], why: str) -> None:
    assert words(WHOLE, field) == expected, why


@pytest.mark.parametrize(("text", "field", "expected", "why"), ODD, ids=[row[3] for row in ODD])
def test_odd_places(text: str, field: str, expected: list[str], why: str) -> None:
    assert words(text, field) == [" ".join(one.split()) for one in expected], why


def test_every_field_with_a_value_has_a_place() -> None:
    telegram = parse(WHOLE)
    there = {name for name, value in telegram.as_dict().items() if value}
    assert there - {place.field for place in with_own_places(telegram)} == set()


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        (WHOLE, [], "all of it was read"),
        (WHOLE.replace("NNNN", "strange words\nNNNN"), [], "text behind a name in capitals is text"),
        (
            WHOLE.replace("SIPDIS", "SIPDIS\n\nodd words here"),
            ["odd words here"],
            "no caption, no attention line",
        ),
        (WHOLE.replace("VZCZCXRO9549", "QZX 12"), ["QZX 12"], "above the header"),
        ("--\n\n==\n", [], "no letter and no digit"),
        ("", [], "nothing there"),
    ],
)
def test_what_nobody_took_for_anything(text: str, expected: list[str], why: str) -> None:
    assert [text[gap.start : gap.end] for gap in unclaimed(parse(text))] == expected, why
