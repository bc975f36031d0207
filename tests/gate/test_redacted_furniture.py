"""Page and section furniture, and other statements of size, in a text that holds a mark."""

import pytest

from cableroom.gate.redacted import redact
from growth import check_linear

# original (its last word is struck), public, why this line is here
ROWS = [
    (
        "text by\n \nBERN 00000881  002 OF 002\n \n \nstates X",
        "text by states [REDACTED]\n",
        "as the machine sends it",
    ),
    ("a b.\n\n\nBERN 00000881  002 OF 002\n\n\n2. c X", "a b.\n\n2. c [REDACTED]\n", "between paragraphs"),
    ("a\nBERN 00000881  002 OF 002\nb X", "a b [REDACTED]\n", "without blank lines"),
    (
        "a \\\n \\\nBERN 00000881  001.2 OF 002 \\\n \\\n \\\nb X",
        "a b [REDACTED]\n",
        "section, page, line-end signs",
    ),
    (
        "objection to a TRIPOLI 00000220 002 OF 003 visit by X",
        "objection to a visit by [REDACTED]\n",
        "in prose",
    ),
    (
        "C O N F I D E N T I A L SECTION 01 OF 03 TEL AVIV 000220\n\nIN TEL AVIV 00000220  002 OF 003 TO X",
        "C O N F I D E N T I A L TEL AVIV 000220\n\nIN TO [REDACTED]\n",
        "the sender's name tells where the sentence ends",
    ),
    (
        "UNCLAS SECTION 01 OF 06 BUENOS AIRES 000220\n\nMET\nBUENOS AIR 00000220  002 OF 006\nX",
        "UNCLAS BUENOS AIRES 000220\n\nMET [REDACTED]\n",
        "a name cut to ten",
    ),
    ("a BERN 00000881  002 OF\n002 b X", "a b [REDACTED]\n", "wrapped itself"),
    ("REF: A BERN\n00000881  002 OF 002\nSTATE X", "REF: A STATE [REDACTED]\n", "glued into a reference"),
    ("a\nS E C R E T SECTION 02 OF 02 BERN 000881\nb X", "a b [REDACTED]\n", "heading of a later section"),
    ("a\nC O N F I D E N T I A L FINAL SECTION OF 03 BERN 000881\nb X", "a b [REDACTED]\n", "of the last"),
    ("CONFIDENTIAL\n\nPAGE 02        ROME  03067  211833Z\n\na X", "a [REDACTED]\n", "page of the seventies"),
    (
        "a\n\nCONFIDENTIAL\n\n\n\nCONFIDENTIAL\n\nPAGE 02        ROME  03067  211833Z\n\nb X",
        "a b [REDACTED]\n",
        "with the foot of the page before",
    ),
    (
        "a\nLIMITED OFFICIAL USE\nPAGE 03  LIMA  02475  01 OF 03  251228Z\n2. b X",
        "a\n2. b [REDACTED]\n",
        "no blanks",
    ),
    (
        "SECRET\nPAGE 01 STATE 1797\nORIGIN SS-15\nFM X Y\nTO Z",
        "SECRET\nORIGIN SS-15\nFM [REDACTED] Y\nTO Z\n",
        "of page one only the line",
    ),
    (
        "TO PAGE 02        STATE   015113  182333Z\nX",
        "TO\n[REDACTED]\n".replace("\n[", " ["),
        "glued behind TO",
    ),
    (
        "TAGS: PE      SECRET   PAGE 02   LIMA  02475  01 OF 03 X",
        "TAGS: PE SECRET [REDACTED]\n",
        "behind TAGS",
    ),
    (
        "a\nPAGE 2 OF 5\nb X",
        "a\nb [REDACTED]\n".replace("\nb", " PAGE 2 OF 5 b"),
        "prose of pages is no furniture",
    ),
    ("see PAGE 02 of it X", "see PAGE 02 of it [REDACTED]\n", "nor is this"),
    ("DE RUEHSW #0881/01 2540944\nX", "DE RUEHSW #0881 2540944\n[REDACTED]\n", "the number of the section"),
    (
        "a X\nLine Count: 123\nPage Count: 4\nSubject: b",
        "a [REDACTED]\nSubject: b\n",
        "sizes an archive states",
    ),
    ("a\x0cb X", "ab [REDACTED]\n", "form feeds"),
]


@pytest.mark.parametrize(("original", "public", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_furniture_goes(original: str, public: str, why: str) -> None:
    start = original.index("X")
    assert redact(original, [(start, start + 1)]).text == public, why


@pytest.mark.parametrize("original", [row[0] for row in ROWS])
def test_it_stays_where_nothing_is_struck(original: str) -> None:
    assert redact(original, []).text == original


HOSTILE = [
    "BERN 00000881 002 OF ",
    "PAGE 02 A B C D ",
    "SECTION 01 OF 02 S E C R E T ",
    "A " * 20,
    " " * 40,
    "\n",
    " \\\n",
    "-",
    "=-",
    "1. ",
    "¶",
    "(",
    "[REDACTED",
    "\u0301",
    "🇨",
    "BERN 00000881  002 OF 002\n",
    "CONFIDENTIAL\nPAGE 02 A 12345\n",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_length(unit: str) -> None:
    check_linear(lambda size: redact("x" + unit * (size // len(unit)), [(0, 1)]))
