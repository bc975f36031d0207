"""TAGS lines, one line a shape. Add yours at the end."""

import pytest

from cableroom.telegram import parse
from cableroom.telegram.tags import kind_of

LINES = [
    # text, codes, why this line is here
    ("TAGS: PREL, PGOV, CH", "PREL|PGOV|CH", "commas"),
    ("TAGS: PREL PGOV CH", "PREL|PGOV|CH", "blanks"),
    ("TAGS PREL PGOV\nSUBJECT: A", "PREL|PGOV", "no colon"),
    ("TAGES: PREL, PGOV", "PREL|PGOV", "misspelt label"),
    ("TAS: PREL", "PREL", "misspelt label"),
    ("TABS: PREL", "PREL", "misspelt label"),
    ("TGS: PREL", "PREL", "misspelt label"),
    ("AGS: PREL", "PREL", "first letter lost"),
    ("TAGS; PREL", "PREL", "semicolon"),
    ("TAGS, PREL, IZ", "PREL|IZ", "comma"),
    ("Tags: prel, kdem", "PREL|KDEM", "small letters"),
    ("EFIN, ECON, CH\nSUBJECT: A", "EFIN|ECON|CH", "label lost"),
    ("E.O. 12958: DECL: 1/1/20 TAGS: PREL, MARR SUBJECT: A TALK", "PREL|MARR", "all on one line"),
    ("TAGS: PREL, PGOV,\nIZ, US\nSUBJECT: A", "PREL|PGOV|IZ|US", "comma at the line's end"),
    ("TAGS: PREL\nKNNP, IR\nSUBJECT: A", "PREL|KNNP|IR", "next line looks like tags"),
    ("TAGS: PREL\nDEPT FOR EUR\nSUBJECT: A", "PREL", "next line does not"),
    ("TAGS: PREL, PREL, IT", "PREL|IT", "repeated"),
    ("TAGS: KFRDCVISCMGTEG", "KFRD|CVIS|CMGT|EG", "run together"),
    ("TAGS: ITPHUM, PGOVLO", "IT|PHUM|PGOV|LO", "a country at either end"),
    ("TAGS: OVIP (ROE, JANE), PREL", "OVIP|ROE, JANE|PREL", "a person in parentheses"),
    ("TAGS: OVIP ROE JANE PREL", "OVIP|ROE, JANE|PREL", "a person without marks"),
    ("TAGS: OVIP (ROE, JANE Q.) IS, SY", "OVIP|ROE, JANE Q.|IS|SY", "an initial; no comma behind"),
    ("TAGS: PHUM, HUMAN RIGHTS", "PHUM|HUMAN RIGHTS", "two words"),
    ("TAGS: PREL COUNTER TERRORISM IZ", "PREL|COUNTER TERRORISM|IZ", "two words that a site took apart"),
    ("TAGS: UNGA/C-6, ZANU-PF", "UNGA/C-6|ZANU-PF", "marks inside"),
    ("TAGS: MOPPS, POGOV, RU, SYR", "MOPS|PGOV|RS|SY", "usual slips"),
    ("TAGS: PREL, SIPDIS", "PREL", "a caption leaked in"),
    ("TAGS: PREL, PE      SECRET   PAGE 02   LIMA  02475  01 OF 03", "PREL|PE", "a page break leaked in"),
    ("TAGS: POLITICS", "POLITICS", "four countries in a row are a word"),
    ("TAGS:", "", "nothing"),
]
KINDS = [
    ("PREL", "subject"),
    ("CH", "geographic"),
    ("QQ", "geographic"),  # two letters are a country's, even of one that we do not know
    ("NATO", "organization"),
    ("KDEM", "program"),
    ("KQQQ", "program"),  # four letters with a K in front
    ("ROE, JANE", "person"),
    ("HUMAN RIGHTS", "unknown"),
]


@pytest.mark.parametrize(("text", "expected", "why"), LINES, ids=[row[0] for row in LINES])
def test_reads_tags(text: str, expected: str, why: str) -> None:
    assert "|".join(tag.code for tag in parse(text).tags) == expected, why


@pytest.mark.parametrize(("code", "kind"), KINDS)
def test_says_what_a_tag_names(code: str, kind: str) -> None:
    assert kind_of(code) == kind
