"""Rows 14 to 19: subjects, blanks, labels, references, tags and paragraph signs beyond all measure.

Time is judged by how it grows, see growth.py; more shapes are in tests/telegram/test_linear_time.py
and tests/sources/test_linear.py.  What the page makes of them is in test_20_to_22_on_the_page.py.
"""

import json

import pytest

from bad_input.offering import BODY, HEADER, TELEGRAM, Desk, table, table_row
from cableroom.telegram import parse
from growth import check_linear

SUBJECT = "SUBJECT: AN INVENTED CALL\n"
NO_SUBJECTS = [
    ("", "none"),
    ("SUBJECT:\n", "nothing behind the label"),
    ("SUBJECT: -----------------------------\n", "only dashes"),
    ("SUBJECT: " + "THE WORDS GO ON\n" * 10_000, "10,000 lines"),
    ("SUBJECT: " + "ON AND ON " * 10_000 + "\n", "a line of 100,000 letters"),
]


@pytest.mark.parametrize(("subject", "why"), NO_SUBJECTS, ids=[each[1] for each in NO_SUBJECTS])
def test_row_14_without_a_subject_a_cable_waits_for_a_person(desk: Desk, subject: str, why: str) -> None:
    data = TELEGRAM.replace(SUBJECT, subject).encode()
    assert desk.offer(data).status == 0

    assert desk.original("07BERN1") == data
    shown = json.loads(desk.run("show", "07BERN1", "--json").out)
    assert "subject-unreadable" in shown["records"][0]["problems"], why
    assert "skipped: 07BERN1" in desk.run("clear", "--all").err
    listed = desk.run("list").out
    assert max(map(len, listed.splitlines())) < 200, "what is shown of it is bounded"
    assert desk.run("clear", "07BERN1").out == "1 cleared\n"  # by its name: somebody has looked at it


LONGEST = 2_048


@pytest.mark.parametrize(("size", "kept"), [(LONGEST - 1, True), (LONGEST, True), (LONGEST + 1, False)])
def test_row_14_the_limit_of_a_subject(size: int, *, kept: bool) -> None:
    subject = ("WORDS " * size)[: size - 1] + "X"
    read = parse(TELEGRAM.replace(SUBJECT, f"SUBJECT: {subject}\n"))
    assert read.subject == (subject if kept else None)
    assert ("subject-over-limit" in [problem.code for problem in read.problems]) is not kept
    assert read.paragraphs[-1].number == 1


SLOW = [
    ("1. (C) At home.", " ", "row 15: blanks at a line's end"),
    ("SUBJECT: ", "A", "row 16: one long word, and a digit"),
    (SUBJECT + "\n", "\u00b61. ", "row 19: paragraph signs"),
]


@pytest.mark.parametrize(("start", "repeated", "why"), SLOW, ids=[each[2] for each in SLOW])
def test_row_15_to_19_time_grows_with_the_text(start: str, repeated: str, why: str) -> None:
    assert why
    top = f"{HEADER}\n\nC O N F I D E N T I A L BERN 000001\n\n{start}"

    def read(size: int) -> None:
        parse(top + (repeated * (size // len(repeated)))[:size] + "1\n")

    check_linear(read)


def test_row_15_to_19_all_of_them_are_imported_whole(desk: Desk) -> None:
    bodies = [
        BODY.replace("at home.", "at home." + " " * 40_000),
        BODY.replace("AN INVENTED CALL", "A" * 26 + "1"),
        BODY.replace("TAGS: PREL, SZ\n", "TAGS: PREL\n" * 8_000),
        BODY.replace("1. (C)", "REF: " + "".join(f"{n}. STATE {n}\n" for n in range(1, 10_001)) + "\n1. (C)"),
        BODY.replace("TAGS: PREL, SZ", "TAGS: " + ", ".join(f"Q{n:04}" for n in range(5_000))),
        BODY.replace("was", "\u00b6" * 100_000 + "was"),
    ]
    rows = [table_row(reference_id=f"07BERN{n}", body=body) for n, body in enumerate(bodies, 1)]
    assert desk.offer(table(rows)).account == "6 cables read = 6 stored + 0 duplicates + 0 rejected"
    for number, row in enumerate(rows, 1):
        assert desk.original(f"07BERN{number}") == row
        assert desk.run("show", f"07BERN{number}").status == 0


def test_row_17_a_reference_to_itself_or_to_a_cable_of_another_year_is_only_text() -> None:
    read = parse(
        TELEGRAM.replace(SUBJECT, SUBJECT + "REF: A. BERN 1\n     B. 99 STATE 2\n     C. 07 BERN 1\n")
    )
    assert [(one.reference_id, one.text) for one in read.references] == [
        ("07BERN1", "BERN 1"),
        ("99STATE2", "99 STATE 2"),
        ("07BERN1", "07 BERN 1"),
    ]


@pytest.mark.parametrize(("count", "kept"), [(63, 63), (64, 64), (65, 64)])
def test_row_18_the_limit_of_tags(count: int, kept: int) -> None:
    codes = [
        "PREL",
        "SZ",
        *(f"K{n // 676 % 26 + 65:c}{n // 26 % 26 + 65:c}{n % 26 + 65:c}" for n in range(count)),
    ]
    read = parse(TELEGRAM.replace("PREL, SZ", ", ".join(codes[:count])))
    assert [tag.code for tag in read.tags] == codes[:kept]
    assert ("tags-over-limit" in [problem.code for problem in read.problems]) is (count != kept)


@pytest.mark.parametrize(("size", "kept"), [(31, True), (32, True), (33, False), (5_000, False)])
def test_row_18_the_limit_of_a_tag(size: int, *, kept: bool) -> None:
    long = "Q7" * (size // 2) + "Q" * (size % 2)
    read = parse(TELEGRAM.replace("PREL, SZ", f"PREL, {long}, SZ"))
    assert [tag.code for tag in read.tags] == (["PREL", long, "SZ"] if kept else ["PREL", "SZ"])
    assert ("tags-over-limit" in [problem.code for problem in read.problems]) is not kept


def test_row_18_a_formula_is_a_word_like_another() -> None:
    read = parse(TELEGRAM.replace("PREL, SZ", "PREL, =1+1, SZ"))
    assert [(tag.code, tag.kind) for tag in read.tags] == [
        ("PREL", "subject"),
        ("=1+1", "unknown"),
        ("SZ", "geographic"),
    ]


def test_row_19_anchors_are_unique_and_what_is_no_number_stays_text() -> None:
    body = "".join(
        f"\u00b6{n}. (C) Text {n} with a sign in\u00b6side.\n\n" for n in (1, 2, 2, 7, 3, 1, 99_999, 4, 4)
    )
    text = TELEGRAM.replace("1. (C) The minister was at home.\n", body + "\u00b6" * 100_000 + "\n")
    read = parse(text)
    anchors = [paragraph.anchor for paragraph in read.paragraphs]
    assert len(anchors) == len(set(anchors))
    assert [paragraph.number for paragraph in read.paragraphs if paragraph.number] == sorted(
        paragraph.number for paragraph in read.paragraphs if paragraph.number
    )
    assert sum(paragraph.text.count("with a sign in") for paragraph in read.paragraphs) == 9
