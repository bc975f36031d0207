"""Line breaks of the wire become running text: one line per shape.  Add yours at the end."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.public.site.reflow import Overlay, Setting, overlays
from growth import check_linear

FULL = "The minister said at length that the toll on the pass would rise and"
SHAPES = [
    # text, (kind, words) of each part, why
    (f"{FULL}\nthat was all.", [("prose", f"{FULL} that was all.")], "a wrapped sentence"),
    ("One.\n\nTwo.", [("prose", "One."), ("prose", "Two.")], "an empty line"),
    (f"{FULL[:59]} time-\nsensitive", [("prose", f"{FULL[:59]} time-sensitive")], "a hyphen at the line end"),
    (
        f"{FULL[:59]} time- \nsensitive",
        [("prose", f"{FULL[:59]} time-sensitive")],
        "and a blank after the hyphen",
    ),
    (f"{FULL} --\nat last", [("prose", f"{FULL} -- at last")], "a dash at the line end is no hyphen"),
    ("Points:\n-- one\n-- two", [("prose", "Points:"), ("point", "-- one"), ("point", "-- two")], "points"),
    (
        f"-- {FULL}\nwill stay so.\n-- Two.",
        [("point", f"-- {FULL} will stay so."), ("point", "-- Two.")],
        "a point of two lines",
    ),
    ("A. one\nB. two", [("point", "A. one"), ("point", "B. two")], "lettered points"),
    (
        f"{FULL}\n- so he said - would stay.",
        [("prose", f"{FULL} - so he said - would stay.")],
        "a dash that a wrapped line begins with",
    ),
    (
        "Ministry of Tolls\nPass Road 1\nBern",
        [("prose", "Ministry of Tolls"), ("line", "Pass Road 1"), ("line", "Bern")],
        "short lines",
    ),
    (
        f"{FULL}.\nBRANDT",
        [("prose", f"{FULL}."), ("signer", "BRANDT")],
        "the signer stands alone",
    ),
    ("", [], "nothing"),
    ("\n \n\t\n", [], "nothing but blanks"),
]


def parts(text: str, spans: list[Overlay] | None = None) -> list[tuple[str, str]]:
    made = Setting(text, spans or [], "BRANDT").parts(0, len(text))
    return [(part.kind, " ".join("".join(piece.text for piece in part.pieces).split())) for part in made]


@pytest.mark.parametrize(("text", "expected", "why"), SHAPES, ids=[row[2] for row in SHAPES])
def test_sets(text: str, expected: list[tuple[str, str]], why: str) -> None:
    assert parts(text) == expected, why


def test_a_page_break_in_a_sentence_does_not_end_it() -> None:
    text = "The family had no objection to a\n\n\nBERN 00000901 002 OF 003\n\n\nvisit by the Consul."
    start = text.index("BERN")
    page = Overlay(start, start + len("BERN 00000901 002 OF 003"), "furniture")
    assert parts(text, [page]) == [("prose", " ".join(text.split()))]
    kinds = [piece.kind for piece in Setting(text, [page]).parts(0, len(text))[0].pieces]
    assert kinds == ["text", "furniture", "text"]


def test_a_rule_is_not_shown() -> None:
    text = "One.\n----------\nTwo."
    rule = Overlay(5, 15, "drop")
    assert [words for _kind, words in parts(text, [rule])] == ["One.", "Two."]


def telegram(**fields: object) -> dict[str, object]:
    empty: dict[str, object] = {"references": [], "body_references": [], "paragraphs": [], "furniture": []}
    return empty | fields


def test_a_mark_wins_over_the_reference_that_it_stands_in() -> None:
    text = "REF: BERN [REDACTED] and BERN 881"
    references = [
        {"reference_id": "07BERN881", "start": 5, "end": 20},
        {"reference_id": "07BERN881", "start": 25, "end": 33},
    ]
    links = {"07BERN881": "/cable/07BERN881"}
    assert overlays(text, telegram(references=references), [(10, 20)], links) == [
        Overlay(10, 20, "redacted"),
        Overlay(25, 33, "link", "/cable/07BERN881"),
    ]


def test_a_reference_without_a_published_target_is_plain() -> None:
    references = [
        {"reference_id": "07BERN881", "start": 0, "end": 8},
        {"reference_id": None, "start": 9, "end": 12},
    ]
    assert overlays("BERN 881 FAX", telegram(references=references), [], {}) == []


def test_the_paragraph_signs_of_an_older_publisher_are_not_shown() -> None:
    text = "¶1. (S/REL CHINA) These shipments are violations of UNSCRs 1718 and\n¶1737. End."
    paragraph = {"number": 1, "marking": "S/REL CHINA", "start": 0, "end": len(text)}
    spans = overlays(text, telegram(paragraphs=[paragraph]), [], {})
    assert [(span.kind, text[span.start : span.end]) for span in spans] == [
        ("drop", "¶"),
        ("number", "1."),
        ("marking", "(S/REL CHINA)"),
        ("drop", "¶"),
    ]
    assert parts(text, spans) == [("prose", text.replace("¶", "").replace("\n", " "))]


lines = st.lists(st.text(alphabet="aB1 -.(¶\t", max_size=90), max_size=12).map("\n".join)


@given(text=lines, cuts=st.lists(st.integers(0, 200), max_size=8))
def test_every_letter_is_kept_once_and_in_order(text: str, cuts: list[int]) -> None:
    places = sorted({min(cut, len(text)) for cut in cuts})
    kinds = ("redacted", "link", "furniture", "number")
    spans = [
        Overlay(start, end, kinds[number % 4])
        for number, (start, end) in enumerate(zip(places[::2], places[1::2], strict=False))
        if end > start
    ]
    setting = Setting(text, spans)
    shown = "".join(piece.text for part in setting.parts(0, len(text)) for piece in part.pieces)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", text)
    raw = "".join(piece.text for piece in setting.raw([]))
    assert raw == text


@pytest.mark.parametrize("unit", ["a ", "\n", "- \n", "-\n", "¶1", "a-\n", " ", "(", "1. "])
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    def show(size: int) -> None:
        text = unit * (size // len(unit))
        Setting(text, overlays(text, telegram(), [], {})).parts(0, len(text))

    check_linear(show)
