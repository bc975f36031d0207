"""The mark for what was struck is no value of a field: one line a field. Add yours at the end."""

from typing import Any

import pytest

from cableroom.public.editions import marks
from cableroom.telegram import parse
from cableroom.telegram.struck import MARK, is_struck

FIELDS = [
    # text, field, value, why this line is here
    ("TAGS: PREL, [REDACTED]", "tags", ["PREL"], "a tag"),
    (
        "TAGS: OVIP ([REDACTED]), SZ [REDACTED] PGOV",
        "tags",
        ["OVIP", "SZ", "PGOV"],
        "no commas",
    ),
    ("TAGS: PREL, P[REDACTED]", "tags", ["PREL"], "half a tag"),
    ("TAGS: [REDACTED]", "tags", [], "all tags"),
    ("FM AMEMBASSY BERN\nTO [REDACTED]\nINFO [REDACTED] PRIORITY", "to", [], "an addressee"),
    ("FM AMEMBASSY BERN\nTO [REDACTED]\nINFO [REDACTED] PRIORITY", "info", [], "with its precedence"),
    ("FM AMEMBASSY BERN\nTO RUEHC/[REDACTED] 1234", "to", [], "with its route"),
    ("FM AMEMBASSY BERN\nTO AMEMBASSY [REDACTED]", "to", ["AMEMBASSY [REDACTED]"], "a part is kept"),
    ("FM [REDACTED]\nTO SECSTATE WASHDC", "from", None, "the sender"),
    ("REF: [REDACTED]", "references", [], "a reference"),
    ("REF: A. [REDACTED] B. BERN 12, [REDACTED]", "references", ["BERN 12"], "some of them"),
    ("REF: [REDACTED] MEMO", "references", ["[REDACTED] MEMO"], "a part is kept"),
    ("Classified By: [REDACTED], reasons 1.4 (b)", "classified_by", None, "who classified"),
    ("Classified By: Ambassador [REDACTED] for reasons 1.4 (b)", "classified_by", None, "with a title"),
    ("E.O. 12958: DECL: [REDACTED]", "declassify_note", None, "when it is declassified"),
    ("SUBJECT: [REDACTED]", "subject", None, "the subject"),
    ("SUBJECT: (C) [REDACTED].", "subject", None, "with its marking"),
    ("SUBJECT: A TALK WITH [REDACTED]", "subject", "A TALK WITH [REDACTED]", "a part is kept"),
    ("1. (U) We met.\n\n[REDACTED]", "signed_by", None, "the signer"),
]


def plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    names = ("code", "name", "text")
    return (
        [next(one[name] for name in names if name in one) for one in value]
        if isinstance(value, list)
        else value
    )


@pytest.mark.parametrize(("text", "field", "value", "why"), FIELDS, ids=[row[3] for row in FIELDS])
def test_the_mark_is_no_value(text: str, field: str, value: Any, why: str) -> None:  # noqa: ANN401 - any JSON value
    header = "R 110944Z SEP 07\n" if text.startswith("FM") else ""
    assert plain(parse(header + text).as_dict()[field]) == value, why


def test_a_struck_subject_is_none_of_the_text() -> None:
    telegram = parse("TAGS: PREL\nSUBJECT: [REDACTED]\n\n1. (U) We met.")
    assert [paragraph.number for paragraph in telegram.paragraphs] == [1]


def test_there_is_one_mark() -> None:
    assert marks.MARK == MARK
    assert [is_struck(value) for value in ("", "()", MARK, f"({MARK}) {MARK}.", f"A {MARK}")] == [
        False,
        False,
        True,
        True,
        False,
    ]
