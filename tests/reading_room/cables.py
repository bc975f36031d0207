"""The invented cables of these tests; each stands for something that a page must get right."""

from datetime import UTC, date, datetime
from typing import Final

from reading_room.rooms import Cable

HEADER: Final = """\
VZCZCXRO3112
PP RUEHGV
DE RUEHSW #0901/01 2541012
ZNY CCCCC ZZH
P 111012Z SEP 07
FM AMEMBASSY BERN
TO RUEHC/SECSTATE WASHDC PRIORITY 4460
INFO RUEHBS/USEU BRUSSELS

"""
GLACIER: Final = f"""{HEADER}\
C O N F I D E N T I A L BERN 000901

SIPDIS

E.O. 12958: DECL: 09/10/2017
TAGS: ECON, PREL, SZ
SUBJECT: THE GLACIER TOLL: WHAT [REDACTED] TOLD THE
AMBASSADOR ABOUT THE PASS

REF: A. BERN 881
     B. STATE 777777

Classified By: Ambassador Anselm Brandt for reasons 1.4 (b) and (d).

1. (C) SUMMARY: Over lunch on September 10, [REDACTED] told the
Ambassador that the toll on the pass would rise before the autumn
session, and asked for time-
sensitive advice (ref A). End summary.

THE PASS

2. (C) The following points were made:

-- The toll is too low and has been so since the road was opened
to lorries.
-- The cantons will agree if the assembly does.

THE TARIFF

3. (SBU) The tariff that was laid before the assembly:

CLASS        TOLL 2007    TOLL 2008
----------   ----------   ----------
Lorry              40           55
Car                12           14

WHAT COMES NEXT

4. (C) Both sides will meet again in the spring.

A WORD ON THE WEATHER

5. (U) It snowed.

COMMENT

6. (C) Comment: The toll will rise. End comment.
BRANDT
"""
TOWER: Final = "\u0301" * 40
HOSTILE: Final = f"""{HEADER}\
C O N F I D E N T I A L BERN 000902

TAGS: ECON, SZ
SUBJECT: <script>alert(1)</script> & </title><img src=x> "QUOTED" {{{{7*7}}}}

REF: BERN 901

1. (C) He said <b>no</b>, </pre></section><script>alert(2)</script> and {{% raw %}},
then rang \x07 and hid \u202etxet\u202c.

2. (C) An imitation of a mark is [ REDACTED ] and javascript:alert(3) is no link; \u200bnothing is.

3. (C) A tower: a{TOWER}b. A page sign \x0c and an escape \x1b[31m red.
BRANDT
"""
LUNCH: Final = f"""{HEADER.replace("P 111012Z", "O 111012Z")}\
C O N F I D E N T I A L BERN 000881

NODIS

TAGS: PREL, SZ
SUBJECT: LUNCH

1. (C) Lunch was had, and nothing said.
BRANDT
"""
BARE: Final = "A fragment without header, number or subject.\n"
SWISS: Final = datetime(2007, 9, 11, 10, 12, tzinfo=UTC)
HERRINGS: Final = 120
"""More than two pages of a list."""


def herring(number: int) -> Cable:
    """One of many cables of Oslo."""
    text = (
        f"UNCLAS OSLO 000{number}\n\nTAGS: EFIS, NO\nSUBJECT: HERRING QUOTA, TALK {number}\n\n"
        f"1. (U) Talk {number} was about herring.\n\n2. (U) The quota stood.\nLUND\n"
    )
    when = datetime(2008, 1 + number % 12, 1 + number % 28, 9, 0, tzinfo=UTC)
    return Cable(
        f"08OSLO{number}", text, when, "Embassy Oslo", "UNCLASSIFIED", released=date(2010, 12, 1), release=2
    )


CABLES: Final = (
    Cable(
        "07BERN901",
        GLACIER,
        SWISS,
        coverage=(
            "https://www.example.org/2010/11/28/the-glacier-toll?a=1&b=2",
            "javascript:alert(1)",
            "http://not",
            'https://evil.example/"onmouseover="alert(1)',
        ),
        anchors=(("p99", 0),),
    ),
    Cable("07BERN902", HOSTILE, SWISS, classification="SECRET"),
    Cable("07BERN881", LUNCH, datetime(2007, 9, 1, 12, 0, tzinfo=UTC)),
    Cable("66BERN1", BARE, None, None, None),
    *(herring(number) for number in range(100, 100 + HERRINGS)),
)
