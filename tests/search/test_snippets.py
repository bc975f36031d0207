"""Snippets: around the hits, in whole words, no mark cut, nothing unseen."""

import pytest
from hypothesis import given, strategies

from cableroom.public.search.query import parse_query
from cableroom.public.search.snippets import LENGTH, Segment, one_line, snippet, sought
from growth import check_linear

FILLER = " ".join(f"filler{number}" for number in range(200))


def cut(passage: str, query: str) -> tuple[Segment, ...]:
    return snippet(passage, sought(parse_query(query).node))


def plain(segments: tuple[Segment, ...]) -> str:
    return "".join(text for text, _is_hit in segments)


def hits(segments: tuple[Segment, ...]) -> list[str]:
    return [text for text, is_hit in segments if is_hit]


MARKED = [
    # passage, query, hits, why
    ("The jets left the harbor.", "jet harbor", ["jets", "harbor"], "stems"),
    ("HARBOR Harbor harbor", "harbor", ["HARBOR", "Harbor", "harbor"], "case"),
    ("The air in Air Koryo.", '"air koryo"', ["Air", "Koryo"], "a phrase as a whole"),
    ("Air, then Koryo.", '"air koryo"', ["Air", "Koryo"], "its words where it is not whole"),
    ("An AK-47 of 47.", "AK-47", ["AK-47"], "a code, as the cable's page marks it"),
    ("An AK-47.", "ak47", ["AK-47"], "joined in the query"),
    ("An ak47 of 47.", "AK-47", ["ak47"], "joined in the text"),
    ("STATE 071143, the", "71143", ["071143"], "zeros in front"),
    ("UNSCR 1718 was", "unscr1718", ["UNSCR 1718"], "capitals and a number"),
    ("reasons 1.4(b) and 1.4", "14b", ["1.4(b"], "parentheses within"),
    ("an S/NF annex", "snf", ["S/NF"], "letters alone"),
    ("the Non-Papers were", "nonpaper", ["Non-Papers"], "a stem joined"),
    (
        "COMMUNICA- TIONS and a poli- cy",
        "communication policies",
        ["COMMUNICA- TIONS", "poli- cy"],
        "a line end",
    ),
    ("a-k 4 7, xak-47, ak-47x", "ak47", [], "what is not that code"),
    ("vanes, a vane", "=vane", ["vane"], "as it is written"),
    ("a jet vane, jet vanes", '="jet vanes"', ["jet", "vanes"], "a phrase as it is written"),
    ("vanes, a vane", "=vane /p a", ["vanes", "a", "vane"], "by stems within a paragraph"),
    ("Bogotá's cafés", "bogota cafe", ["Bogotá", "cafés"], "accents"),
    ("ＨＡＲＢＯＲ town", "harbor", ["ＨＡＲＢＯＲ"], "full width"),
    ("jet -vane", "jet -vane", ["jet"], "what is excluded is no hit"),
    ("nothing of it", "zebra", [], "no hit"),
    ("any text", "tag:PREL", [], "no word"),
    ("", "zebra", [], "no text"),
]


@pytest.mark.parametrize(("passage", "query", "expected", "why"), MARKED, ids=[row[3] for row in MARKED])
def test_marks_the_hits(passage: str, query: str, expected: list[str], why: str) -> None:
    segments = cut(passage, query)
    assert hits(segments) == expected, why
    assert plain(segments) == passage


def test_cuts_around_the_hits() -> None:
    segments = cut(f"{FILLER} the zebra crossed {FILLER}", "zebra")
    assert hits(segments) == ["zebra"]
    assert plain(segments).startswith("…filler")
    assert plain(segments).endswith("…")
    assert len(plain(segments)) <= LENGTH + 20


@pytest.mark.parametrize("last", ["zebra", "zebra.", "(zebra)"])
def test_shows_a_hit_that_ends_a_long_passage(last: str) -> None:
    for length in range(2, 12):
        segments = cut(f"{FILLER} {'x' * length} {last}", "zebra")
        assert hits(segments) == ["zebra"]
        assert plain(segments).endswith(last)


def test_takes_the_stretch_with_most_hits() -> None:
    segments = cut(f"zebra {FILLER} a zebra met a zebra {FILLER}", "zebra")
    assert hits(segments) == ["zebra", "zebra"]


def test_without_hits_it_is_the_beginning() -> None:
    assert plain(cut(FILLER, "zebra")).startswith("filler0 filler1")


def test_lines_are_joined_and_rules_left_out() -> None:
    assert one_line("SUMMARY\n-------\n\n1.  The -- harbor\r\n===\n") == "SUMMARY 1. The -- harbor"


def test_unseen_characters_are_shown() -> None:
    assert plain(cut("a\x1b[31mb \x7f c\N{RIGHT-TO-LEFT OVERRIDE}d", "zebra")) == "a␛[31mb ␡ c⟨U+202E⟩d"


MARK = "[REDACTED]"


@given(
    words=strategies.lists(strategies.sampled_from(["zebra", MARK, f"({MARK},", "a", "x" * 30]), max_size=80),
    query=strategies.sampled_from(["zebra", "a", "redacted", "none"]),
)
def test_no_mark_and_no_word_is_ever_cut(words: list[str], query: str) -> None:
    passage = " ".join(words)
    text = plain(cut(passage, query))
    assert set(text.strip("…").split()) <= set(passage.split())


@given(strategies.text(max_size=2000), strategies.text(max_size=30))
def test_any_text_has_a_short_printable_snippet(passage: str, query: str) -> None:
    segments = cut(passage, query)
    assert plain(segments).isprintable()
    assert all(text for text, _is_hit in segments)
    assert len(one_line(passage)) > LENGTH or "…" not in plain(segments) or "…" in passage


@pytest.mark.parametrize("unit", ["a", "a ", "zebra ", MARK, f"{MARK} ", "-", "- ", "é", "\x00"])
def test_a_very_long_passage_takes_linear_time(unit: str) -> None:
    check_linear(lambda size: cut(unit * (size // len(unit)), "zebra a"))
    assert len(plain(cut(unit * (300_000 // len(unit)), "zebra a"))) < 12 * LENGTH
