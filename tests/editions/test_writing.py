"""Writing a generation's database: the same rows, the same bytes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cableroom.public.editions import queries, writing
from cableroom.public.editions.generation import DATABASE, Generation
from cableroom.public.editions.models import FacetCount, PublicEdition
from cableroom.public.editions.writing import write_database
from editions.rows import row


def write(folder: Path, *editions: PublicEdition) -> bytes:
    folder.mkdir()
    write_database(folder / DATABASE, editions=editions)
    assert [path.name for path in folder.iterdir()] == [DATABASE], "no journal is left"
    return (folder / DATABASE).read_bytes()


def test_two_builds_have_the_same_bytes(tmp_path: Path) -> None:
    def rows() -> Iterator[PublicEdition]:
        return (row(f"07BERN{serial}", cites=["07BERN1000"]) for serial in range(1000, 2200))

    assert write(tmp_path / "a", *rows()) == write(tmp_path / "b", *rows())


def test_another_row_gives_other_bytes(tmp_path: Path) -> None:
    assert write(tmp_path / "a", row("07BERN1")) != write(tmp_path / "b", row("07BERN2"))


def test_facet_counts_may_follow_from_the_editions(tmp_path: Path) -> None:
    seen = []

    def passing() -> Iterator[PublicEdition]:
        for serial in (1, 2):
            seen.append(serial)
            yield row(f"07BERN{serial}")

    def counts() -> Iterator[FacetCount]:
        yield FacetCount(
            ordinal=0, facet="origin", value="embassy-bern", label="Embassy Bern", count=len(seen)
        )

    write_database(tmp_path / DATABASE, editions=passing(), facet_counts=counts())

    assert queries.facet_counts(Generation.open(tmp_path), "origin")[0].count == 2


def test_the_copy_says_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_STEPS_BETWEEN_LOOKS", 10)
    told: list[tuple[int, int]] = []
    rows = [row(f"07BERN{serial}") for serial in range(100, 400)]

    write_database(tmp_path / DATABASE, editions=rows, copied=lambda *what: told.append(what))

    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 0


def test_an_empty_generation_can_be_written(tmp_path: Path) -> None:
    write(tmp_path / "a")
    assert queries.count(Generation.open(tmp_path / "a")) == 0


@pytest.mark.parametrize("second", ["07BERN1", "06BERN9"])
def test_rows_must_come_in_order(tmp_path: Path, second: str) -> None:
    with pytest.raises(ValueError, match="comes after"):
        write(tmp_path / "a", row("07BERN1"), row(second))


def test_an_existing_file_is_never_appended_to(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"")
    with pytest.raises(FileExistsError):
        write_database(tmp_path / DATABASE, editions=[row("07BERN1")])
