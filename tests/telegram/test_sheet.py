"""What stands beside the lines of a sheet agrees with them, and a shape with its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cableroom.telegram.lines import BLANK, Sheet, lay_out
from cableroom.telegram.shapes import shape_of

PIECES = st.sampled_from(
    [
        "\n",
        "\r\n",
        "\r",
        "\x0b",
        "\u2028",
        " ",
        "\t",
        "¶",
        "\\",
        "1. (C) A",
        "BERN 00000881  001.2 OF 002",
        "BT",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join))
SHAPES = [
    # text, shape, why this line is here
    ("STATE 12", "AAAAA 99", "capitals, a blank, digits"),
    ("d'Or,1.5", "a'Aa,9,9", "an apostrophe is its own, what joins numbers is a comma"),
    ("A\tB\nC\r\x1f", "A A A  ", "any blank is one"),
    ("A\u2003B\xa0C\u2028", "A A A ", "so is one beyond ASCII"),
    ("É٣(\ud800", "????", "letters and digits beyond ASCII, other signs, half a character"),
]


def agrees(sheet: Sheet) -> bool:
    """Whether initials, breaks and the longest line are those of the lines."""
    return (
        list(sheet.initials) == [line.text[:1] or BLANK for line in sheet.lines]
        and list(sheet.breaks) == [at for at, line in enumerate(sheet.lines) if line.after_break]
        and all(len(line.text) <= sheet.longest for line in sheet.lines)
    )


@given(TEXTS)
def test_what_stands_beside_the_lines_is_theirs(text: str) -> None:
    sheet = lay_out(text)
    assert agrees(sheet)
    for at, line in enumerate(sheet.lines):
        assert sheet.clean[line.start : line.end] == line.text
        assert agrees(sheet.up_to(at))
        if line.text:
            assert agrees(sheet.cut_line(at, line.start + 1))


@pytest.mark.parametrize(("text", "shape", "why"), SHAPES, ids=[row[2] for row in SHAPES])
def test_shapes(text: str, shape: str, why: str) -> None:
    assert shape_of(text) == shape.encode(), why


@given(st.text())
def test_a_shape_is_as_long_as_its_text(text: str) -> None:
    assert len(shape_of(text)) == len(text)
