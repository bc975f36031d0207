"""TAGS lines, one line a shape. Add yours at the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.telegram import parse
from cableroom.telegram.quirks import quirks
from cableroom.telegram.tag_codes import codes_of
from cableroom.telegram.tag_table import TAGS
from cableroom.telegram.tags import kind_of, read_tags
from growth import check_linear

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
    ("TAGS: OVIP (VANCE, CYRUS; ROE, JANE), IS", "OVIP|VANCE, CYRUS|ROE, JANE|IS", "two in one parenthesis"),
    ("TAGS: OVIP (ROE, JANE R., DOE, JOHN C.)", "OVIP|ROE, JANE R.|DOE, JOHN C.", "two, commas only"),
    ("TAGS: OVIP (ROE, JANE AND DOE, JOHN)", "OVIP|ROE, JANE|DOE, JOHN", "two, joined by a word"),
    ("TAGS: OVIP (ROE, JANE) (DOE, JOHN), IZ", "OVIP|ROE, JANE|DOE, JOHN|IZ", "two parentheses"),
    ("TAGS: OVIP (ROE, JANE), OVIP (DOE, JOHN)", "OVIP|ROE, JANE|DOE, JOHN", "the tag before each"),
    ("TAGS: OVIP (ROE, JANE A) EG", "OVIP|ROE, JANE A|EG", "an initial without a point"),
    ("TAGS: OVIP (ROE, JANE, PRESIDENT)", "OVIP|ROE, JANE", "a title"),
    ("TAGS: OVIP (SENATOR JANE ROE), PINT", "OVIP|ROE, JANE|PINT", "a title in front: the given name first"),
    ("TAGS: OTRA (ROE, JOHN, JR.)", "OTRA|ROE, JOHN JR.", "a suffix behind a comma"),
    ("TAGS: OVIP (O'ROE, JANE), PREL", "OVIP|O'ROE, JANE|PREL", "an apostrophe"),
    ("TAGS: OVIP (ROE-DOE, JANE)", "OVIP|ROE-DOE, JANE", "a hyphen"),
    ("TAGS: OVIP (VAN ROE, JANE)", "OVIP|VAN ROE, JANE", "a surname of two words"),
    ("TAGS: OVIP (ROE), IZ", "OVIP|ROE|IZ", "a surname alone"),
    ("TAGS: OVIP (ROE,\nJANE), IZ", "OVIP|ROE, JANE|IZ", "a parenthesis that is wrapped"),
    ("TAGS: OVIP (ROE, JANE", "OVIP|ROE, JANE", "a parenthesis that is never closed"),
    ("TAGS: OVIP ROE, JANE, PREL", "OVIP|ROE, JANE|PREL", "no parentheses, a comma in the name"),
    ("TAGS: OREP (CODEL ROE)", "OREP|ROE", "a delegation by its leader's name"),
    ("TAGS: PREL (UNGA), IZ", "PREL|UNGA|IZ", "a code in parentheses"),
    ("TAGS: AER LINGUS, AFL-CIO, BA'ATH", "AER LINGUS|AFL-CIO|BA'ATH", "organisations with blanks and marks"),
    ("TAGS: WORLD BANK EFIN", "WORLD BANK|EFIN", "an organisation of two words, no commas"),
    ("TAGS: PREL/PGOV/IZ", "PREL|PGOV|IZ", "strokes"),
    ("TAGS: PREL. PGOV. IZ", "PREL|PGOV|IZ", "points"),
    ("TAGS: PREL; PGOV; IZ", "PREL|PGOV|IZ", "semicolons"),
    ("TAGS: PREL - PGOV - IZ", "PREL|PGOV|IZ", "dashes"),
    ("TAGS: PFOR, IZ, UR, US, n/a", "PFOR|IZ|UR|US", "the 1970s, and their n/a"),
    ("TAGS: PREL\nIZ\nSUBJECT: A", "PREL|IZ", "one code on a line of its own"),
    ("TAGS: PRELUNSCIZ", "PREL|UNSC|IZ", "an organisation run into them"),
    ("TAGS: ETRDECONWTOCS, KNNPMNUC", "ETRD|ECON|WTO|CS|KNNP|MNUC", "one of three letters, too"),
    ("TAGS: EUNCH, EINDETRD", "EUN|CH|EIND|ETRD", "by table, and by rule"),
    ("TAGS: PGOVE, PRAM, KIFR, PMARR", "PGOV|PARM|KIRF|MARR", "a letter more, letters that changed places"),
    ("TAGS: PAPER, SOCIAL, PREFER, PLANET", "PAPER|SOCIAL|PREFER|PLANET", "words are not taken apart"),
    ("TAGS: PETER, AHMED", "PETER|AHMED", "nor names"),
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
    ("PFOR", "subject"),  # the 1970s
    ("GW", "geographic"),  # a country that is gone
    ("BA'ATH", "organization"),
    ("PZZZ", "unknown"),  # the shape of a subject is no proof
]


@pytest.mark.parametrize(("text", "expected", "why"), LINES, ids=[row[0] for row in LINES])
def test_reads_tags(text: str, expected: str, why: str) -> None:
    assert "|".join(tag.code for tag in parse(text).tags) == expected, why


@pytest.mark.parametrize(("code", "kind"), KINDS)
def test_says_what_a_tag_names(code: str, kind: str) -> None:
    assert kind_of(code) == kind


def test_a_surname_alone_is_a_person_where_the_tag_before_it_asks_for_one() -> None:
    tags = {tag.code: tag.kind for tag in read_tags("OVIP (ROE), PREL (UNGA), IZ")}
    assert tags == {
        "OVIP": "subject",
        "ROE": "person",
        "PREL": "subject",
        "UNGA": "organization",
        "IZ": "geographic",
    }


@given(
    st.lists(
        st.sampled_from(sorted(code for code in TAGS if code.isalpha())), min_size=1, max_size=9, unique=True
    )
)
def test_any_list_of_codes_comes_back(codes: list[str]) -> None:
    assert [tag.code for tag in read_tags(", ".join(codes))] == codes


@given(st.lists(st.sampled_from(("PREL", "PGOV", "ECON", "KNNP", "MARR", "SNAR")), min_size=2, unique=True))
def test_any_run_of_topics_is_taken_apart(codes: list[str]) -> None:
    assert [tag.code for tag in read_tags("".join(codes))] == codes


@given(st.text(max_size=200))
def test_what_is_read_reads_the_same_again(text: str) -> None:
    once = [tag.code for tag in read_tags(text) if tag.kind in ("subject", "program", "geographic")]
    assert [tag.code for tag in read_tags(", ".join(once))] == once


def test_no_word_is_both_a_slip_and_a_tag() -> None:
    assert not [word for word in quirks().tags if word in TAGS]
    assert not [code for codes in quirks().tags.values() for code in codes if code not in TAGS]
    assert not [word for word in quirks().no_tags if word in TAGS]


def test_every_word_that_is_no_tag_would_be_taken_for_one() -> None:
    assert len(quirks().no_tags) > 300
    assert all(codes_of(word) == (word,) for word in quirks().no_tags)


@pytest.mark.parametrize(
    "piece", ["PREL", "PRELIZ", "OVIP (ROE, ", "(", "OVIP ROE ", "AF", "ROE ROE, ", "A/", "IZ\n"]
)
def test_time_grows_with_the_length(piece: str) -> None:
    check_linear(lambda size: read_tags(piece * (size // len(piece))))
