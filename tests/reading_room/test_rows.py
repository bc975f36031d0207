"""Copies on a page of results stand below each other, and none is lost."""

import pytest

from cableroom.public.editions.copies import Copy
from cableroom.public.editions.queries import Summary
from cableroom.public.search.searching import FoundCable
from cableroom.public.site.rows import Row, rows


def hit(name: str, *copies: str) -> FoundCable:
    summary = Summary(
        ordinal=0, reference_id=name, created=None, released="2010-11-28", release=1, number=1, origin=None,
        classification=None, subject=None, tags=(), captions=(), precedence=None, has=(), languages=(),
    )  # fmt: skip
    same = tuple(Copy(copy, 100, is_corrected=False, is_older=False) for copy in copies)
    return FoundCable(summary, None, (), 0.0, copies=same)


def laid_out(*shown: Row) -> list[tuple[str, list[str], int]]:
    """(cable, copies below it with a star where they are hits of the page, how many more) of each row."""
    return [
        (
            row.hit.summary.reference_id,
            [
                f"{one.copy.reference_id}{'*' if one.hit else ''}"
                for _kind, some, _left in row.copies
                for one in some
            ],
            sum(left for _kind, _some, left in row.copies),
        )
        for row in shown
    ]


PAGES = [
    ([hit("A", "C"), hit("B"), hit("C", "A")], [("A", ["C*"], 0), ("B", [], 0)], "a later copy stands below"),
    ([hit("A", "Z"), hit("B")], [("A", ["Z"], 0), ("B", [], 0)], "one that is not on the page is named"),
    ([hit("B", "A", "C"), hit("A", "B"), hit("C", "B")], [("B", ["A*", "C*"], 0)], "two below one"),
    (
        [hit("A", "B"), hit("B", "A", "C"), hit("C", "B")],
        [("A", ["B*"], 0), ("C", ["B"], 0)],
        "a copy of a copy is none: its words were not compared with the first",
    ),
    (
        [hit("A", *"BCDEFGHI"), hit("I", "A")],
        [("A", ["I*", "B", "C", "D", "E", "F"], 2)],
        "those on the page first, and of the others not all",
    ),
    ([], [], "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("hits", "expected", "why"), PAGES, ids=[page[2] for page in PAGES])
def test_rows(hits: list[FoundCable], expected: list[tuple[str, list[str], int]], why: str) -> None:
    shown = rows(hits, apart=False)
    assert laid_out(*shown) == expected, why
    assert sum(1 + row.folded for row in shown) == len(hits)


def test_each_apart_on_request() -> None:
    shown = rows([hit("A", "B"), hit("B", "A")], apart=True)
    assert laid_out(*shown) == [("A", ["B"], 0), ("B", ["A"], 0)]
