"""Reading the vault: any spelling, the right record, the newest edition, long lists."""

from pathlib import Path

import pytest

from cableroom.private.vault import journal, queries
from cableroom.private.vault.errors import CableUnknown
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.models import Edition, Entry, State
from invented import reference_id, row, write_csv


def test_the_first_received_is_the_text_for_ever(home: Path) -> None:
    source = home.parent / "cables.csv"
    source.write_bytes(row(1) + row(1, words="was away"))
    import_paths([source])

    cable = queries.cable("07 BERN 0001")

    first, candidate = queries.records(cable)
    assert queries.primary_record(cable) == first
    assert first.pk < candidate.pk


def test_the_newest_edition_is_the_one_with_the_highest_number(home: Path) -> None:
    import_paths([write_csv(home.parent / "cables.csv", range(1, 2))])
    cable = queries.cable("07BERN1")
    assert queries.newest_edition(cable) is None
    record = queries.primary_record(cable)
    for number in (2, 1):
        Edition.objects.create(cable=cable, record=record, number=number)

    newest = queries.newest_edition(cable)

    assert newest is not None
    assert newest.number == 2


@pytest.mark.parametrize(
    "words", ["07BERN2", "", "BERN", "07BERN1\n07BERN2", "\u0660\u0667BERN1", "x" * 10_000]
)
def test_what_is_not_held_is_unknown_and_hardly_repeated(home: Path, words: str) -> None:
    import_paths([write_csv(home.parent / "cables.csv", range(1, 2))])

    with pytest.raises(CableUnknown) as caught:
        queries.cable(words)

    assert str(caught.value).isascii()
    assert len(str(caught.value)) < 200


def test_a_list_longer_than_a_page_is_whole_and_in_order(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_paths([write_csv(home.parent / "cables.csv", range(1, 26))])
    monkeypatch.setattr(queries, "_PAGE", 10)

    lines = list(queries.cable_lines())

    assert [line.reference_id for line in lines] == sorted(reference_id(n) for n in range(1, 26))
    assert all((line.records, line.editions) == (1, 0) for line in lines)
    assert not list(queries.cable_lines(State.RELEASED))


def test_the_journal_is_written_in_order(home: Path) -> None:
    del home

    journal.note("anna", "clear", "07BERN1", edition=1)
    journal.note(journal.actor(), "init", "here")

    entries = list(Entry.objects.order_by("pk").values_list("action", "place", "detail"))
    assert entries[-2:] == [("clear", "07BERN1", {"edition": 1}), ("init", "here", {})]
    assert journal.actor()
