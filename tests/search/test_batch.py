"""A list of questions takes no longer than it may."""

from collections.abc import Iterator

import pytest

from cableroom.public.search import batch
from cableroom.public.search.batch import Counted, in_time


@pytest.mark.parametrize(
    ("seconds", "given", "why"),
    [
        (10.0, 4, "there is time for all"),
        (2.5, 3, "the third is begun in time"),
        (0.0, 1, "one is given always"),
    ],
)
def test_no_line_is_begun_after_its_time(
    seconds: float, given: int, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(batch, "monotonic", lambda: now[0])

    def rows() -> Iterator[Counted]:
        for number in range(4):
            now[0] += 1.0
            yield Counted(str(number), "", number, ())

    assert [row.total for row in in_time(rows(), seconds)] == list(range(given)), why
