"""The paragraphs of a hit: its mark, and up to three more on request."""

import pytest

from cableroom.public.search.paragraphs import MORE, as_written, extract, others, portion_mark
from cableroom.public.search.query import parse_query
from cableroom.public.search.snippets import sought

MARKS = [
    # paragraph, mark, why
    ("3. (S/NF) Jets.", "S/NF", "the usual shape"),
    ("  3.(C) Jets.", "C", "without a blank"),
    ("¶3. (S/REL\n CHINA) Jets.", "S/REL CHINA", "over a line end, behind a paragraph sign"),
    ("3. Jets (C) left.", None, "what stands within a paragraph is no mark"),
    ("3. Jets.", None, "none"),
    ("Jets.", None, "no number"),
    ("3.", None, "nothing behind the number"),
]


@pytest.mark.parametrize(("paragraph", "mark", "why"), MARKS, ids=[row[2] for row in MARKS])
def test_the_mark(paragraph: str, mark: str | None, why: str) -> None:
    assert portion_mark(f"Opening.\n{paragraph}", [("p3", 9)], "p3") == mark, why


def test_no_mark_of_the_next_paragraph() -> None:
    assert portion_mark("1.\n(C) 2. Jets", [("p1", 0), ("p2", 3)], "p1") is None
    assert portion_mark("1. (C) Jets", [("p1", 0)], None) is None
    assert portion_mark("1. (C) Jets", [("p1", 0)], "p9") is None


def cable(*paragraphs: str) -> tuple[str, list[tuple[str, int]]]:
    """A text of these paragraphs, p1 and so on, and where they begin."""
    text, places = "SUBJECT: JETS\n", []
    for number, paragraph in enumerate(paragraphs, 1):
        places.append((f"p{number}", len(text)))
        text += f"{number}. (C) {paragraph}\n"
    return text, places


def found(query: str, best: str | None, *paragraphs: str) -> list[str]:
    text, places = cable(*paragraphs)
    return [one.anchor for one in others(text, places, best, parse_query(query).node)]


OTHERS = [
    # query, best, paragraphs, anchors, why
    ("jet", "p2", ("a jet", "jet jet", "no", "jets"), ["p1", "p4"], "all but the best, in order"),
    ("jet vane", None, ("jet",) * 4 + ("jet vane",), ["p1", "p2", "p5"], "those with most words"),
    ('"jet vane"', None, ("jet vane", "vane jet", "jet"), ["p1"], "a phrase is whole"),
    ("=jets", None, ("jet", "jets"), ["p2"], "as it is written"),
    ("jet /p iran", None, ("jet", "Iran's jet"), ["p2"], "in one paragraph"),
    ("jet -iran", None, ("iran", "jet"), ["p2"], "not what is excluded"),
    ("tag:PREL", None, ("PREL",), [], "a filter is no word"),
    (
        '"jet vane"',
        None,
        ("jet\n\nBERN 00000881  002 OF 003\n\nvane",),
        ["p1"],
        "a phrase over a section",
    ),
]


@pytest.mark.parametrize(
    ("query", "best", "paragraphs", "anchors", "why"), OTHERS, ids=[row[4] for row in OTHERS]
)
def test_more(
    query: str, best: str | None, paragraphs: tuple[str, ...], anchors: list[str], why: str
) -> None:
    assert found(query, best, *paragraphs) == anchors, why
    assert len(anchors) <= MORE


def test_two_names_of_one_place_are_one_paragraph() -> None:
    text, places = cable("jet", "jet")
    (one,) = others(text, [*places, ("p99", places[1][1])], "p1", parse_query("jet").node)
    assert (one.anchor, one.mark) == ("p2", "C")
    assert ("jet", True) in one.snippet


BREAKS = [
    # what stands between "the jet" and "vanes", why
    ("\n\nBERN 00000881  002 OF 003\n\n", "a section break of the 2000s"),
    (" BERN 00000881  001.2 OF 003 ", "glued into the line"),
    (
        "\nSECRET\n\nPAGE 02        ROME  03067  211833Z\n\n",
        "a page of the 1970s, and the foot above it",
    ),
    ("\nS E C R E T SECTION 02 OF 03 BERN 000881\n", "the head of a later section"),
]


@pytest.mark.parametrize(("between", "why"), BREAKS, ids=[row[1] for row in BREAKS])
def test_an_extract_goes_on_over_a_page(between: str, why: str) -> None:
    text, places = cable(f"Of the jet{between}vanes nothing is known.")
    shown = extract(text, places, "p1", sought(parse_query('"jet vanes"').node))
    assert shown == (
        ("1. (C) Of the ", False),
        ("jet", True),
        (" ", False),
        ("vanes", True),
        (" nothing is known.", False),
    ), why


AS_WRITTEN = [
    # query, best by stems, paragraphs, best, why
    ("=jets", "p1", ("a jet", "two jets"), "p2", "the form is in another"),
    ("=jets", "p2", ("two jets", "jets"), "p2", "the best by stems has it too"),
    ("=jets", "p1", ("a jet", "a jet"), None, "in no paragraph"),
    ("=jets vane", "p1", ("jet vane", "jets", "jets vane"), "p3", "with most of the other words"),
    ('="jet vane"', "p1", ("jet vanes", "jet vane"), "p2", "a phrase"),
    ("=jets", None, (), None, "no paragraphs"),
]


@pytest.mark.parametrize(
    ("query", "by_stems", "paragraphs", "best", "why"), AS_WRITTEN, ids=[row[4] for row in AS_WRITTEN]
)
def test_the_best_as_it_is_written(
    query: str, by_stems: str | None, paragraphs: tuple[str, ...], best: str | None, why: str
) -> None:
    text, places = cable(*paragraphs)
    assert as_written(text, places, by_stems, parse_query(query).node) == best, why
