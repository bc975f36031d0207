"""Sections that come as records of their own: joined when the last is there, and kept as they came."""

from itertools import permutations
from pathlib import Path

import pytest

from cableroom.errors import CableroomError
from cableroom.gate.clearing import clear_all, clear_cables
from cableroom.private.vault import joining
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.joining import choose, join_all, join_cable, rejoin
from cableroom.private.vault.models import JOINED, Cable, Entry, Original, Piece, Record, Section
from cableroom.private.vault.queries import cable, cable_lines, primary_record
from cableroom.private.vault.redacting import strike_words
from cableroom.private.vault.texts import digest, original_bytes, record_text
from cableroom.telegram import parse
from cableroom.telegram.sections import join
from invented import reference_id, row, section, section_row
from vault.test_importing import Recorder


def bring(home: Path, *rows: bytes) -> Recorder:
    """Import the rows as one file."""
    path = home.parent / f"{len(list(home.parent.glob('*.csv')))}.csv"
    path.write_bytes(b"".join(rows))
    watcher = Recorder()
    import_paths([path], watcher=watcher)
    return watcher


def joins() -> list[Record]:
    return list(Record.objects.filter(format=JOINED).order_by("pk"))


def test_sections_of_one_file_are_joined_and_stay(home: Path) -> None:
    rows = [section_row(5, number, 3) for number in (1, 2, 3)]

    told = bring(home, *rows)

    assert [(one.reference_id, one.total, one.is_text) for one in told.joins] == [("07BERN5", 3, True)]
    assert (told.accounts[-1].read, told.accounts[-1].stored, told.accounts[-1].joined) == (3, 3, 1)
    assert [original_bytes(record) + b"\n" for record in Record.objects.exclude(format=JOINED)] == rows
    (joined,) = joins()
    assert primary_record(cable("07BERN5")) == joined
    assert [p.number for p in parse(record_text(joined)).paragraphs] == [1, 2, 3, 4, 5, 6]
    assert original_bytes(joined).decode() == record_text(joined)
    assert Entry.objects.get(action="join").place == "07BERN5"


def test_the_pieces_give_the_join_again(home: Path) -> None:
    bring(home, *(section_row(5, number, 3) for number in (3, 1, 2)))

    (joined,) = joins()
    pieces = list(joined.pieces.order_by("place"))

    assert rejoin(pieces) == record_text(joined)
    assert [piece.record.section.first for piece in pieces] == [1, 2, 2, 3, 3]


@pytest.mark.parametrize("order", list(permutations((1, 2, 3))), ids=str)
def test_the_order_of_arrival_makes_no_difference(home: Path, order: tuple[int, ...]) -> None:
    for number in order[:-1]:
        assert bring(home, section_row(5, number, 3)).joins == []
    assert len(bring(home, section_row(5, order[-1], 3)).joins) == 1

    (joined,) = joins()
    assert joined.original_id == _expected()


def _expected() -> str:
    return digest(join([section(5, number, 3) for number in (1, 2, 3)]).encode())


def test_again_makes_nothing_new(home: Path) -> None:
    rows = [section_row(5, number, 2) for number in (1, 2)]
    bring(home, *rows)

    again = bring(home, *rows)

    assert (again.joins, again.accounts[-1].duplicates) == ([], 2)
    assert (Record.objects.count(), Section.objects.count(), Piece.objects.count()) == (3, 2, 3)


def test_one_that_is_missing_joins_nothing_and_is_not_cleared_unseen(home: Path) -> None:
    told = bring(home, section_row(5, 1, 3), section_row(5, 3, 3), row(6))

    assert (told.joins, joins()) == ([], [])
    outcome = clear_all()
    assert (outcome.quarantined, outcome.cleared) == (["07BERN5"], ["07BERN6"])
    assert clear_cables([cable("07BERN5")]).cleared == ["07BERN5"]


def test_a_later_section_alone_is_not_cleared_unseen_a_first_one_is(home: Path) -> None:
    """A first section alone is most often a whole telegram that lost its page lines."""
    bring(home, section_row(5, 2, 3), section_row(6, 1, 3))

    assert clear_all().quarantined == ["07BERN5"]


TWICE = "Section 2 of the talks on the pass of canton 5 was lonq and"


def test_of_a_section_that_came_twice_the_first_is_taken(home: Path) -> None:
    bring(home, section_row(5, 2, 2), section_row(5, 2, 2, words=TWICE), section_row(5, 1, 2))
    (joined,) = joins()
    assert "was long and" in record_text(joined)
    assert "was lonq and" not in record_text(joined)

    later = bring(home, section_row(5, 1, 2, words="Another section 1 of the talks came and"))

    assert later.joins == []
    assert len(joins()) == 1


def test_sections_of_another_total_are_not_of_this_telegram(home: Path) -> None:
    assert bring(home, section_row(5, 1, 2), section_row(5, 2, 3)).joins == []


def test_a_whole_telegram_without_page_lines_is_not_joined_with_its_own_section(home: Path) -> None:
    second = section(5, 2, 2).split("SIPDIS\n\n")[1].split("\n\n", 1)[1]
    words = f"Section 1 was long.\n\n{second.removesuffix(chr(10))}"

    assert bring(home, section_row(5, 1, 2, words=words), section_row(5, 2, 2)).joins == []


def test_what_disagrees_is_said_and_not_cleared_unseen(home: Path) -> None:
    bring(home, section_row(5, 1, 2), section_row(5, 2, 2, level="S E C R E T"))

    (joined,) = joins()

    assert joined.problems == ["sections-classified-differently"]
    assert joined.classification == "SECRET"
    assert clear_all().quarantined == ["07BERN5"]


def test_another_date_time_group_is_said(home: Path) -> None:
    bring(home, section_row(5, 1, 2), section_row(5, 2, 2).replace(b"030503Z", b"030511Z"))

    assert joins()[0].problems == ["sections-sent-differently"]


def test_review_goes_on_with_its_text_when_the_last_section_comes(home: Path) -> None:
    bring(home, section_row(5, 1, 2))
    edition = strike_words(cable("07BERN5"), "minister", "person").edition

    told = bring(home, section_row(5, 2, 2))

    assert [one.is_text for one in told.joins] == [False]
    edition.refresh_from_db()
    assert (edition.record.section.first, edition.state) == (1, "redacted")


def test_the_list_shows_the_join(home: Path) -> None:
    bring(home, section_row(5, 2, 2, level="S E C R E T"), section_row(5, 1, 2))

    assert [(line.classification, line.records) for line in cable_lines()] == [("SECRET", 3)]


def test_too_long_a_telegram_is_not_joined(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "LARGEST_TEXT", 100)

    assert bring(home, section_row(5, 1, 2), section_row(5, 2, 2)).joins == []


def test_the_very_text_of_a_join_is_held_already(home: Path) -> None:
    bring(home, section_row(5, 1, 2), section_row(5, 2, 2))
    path = home.parent / "whole.txt"
    path.write_bytes(original_bytes(joins()[0]))

    account = import_paths([path])

    assert (account.stored, account.duplicates, Original.objects.count()) == (0, 1, 3)


def test_a_vault_from_before_is_looked_through_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cableroom.private.vault import incoming  # noqa: PLC0415 - it names the vault's tables

    with monkeypatch.context() as patch:
        patch.setattr(incoming, "sections_of", lambda _text: None)
        bring(home, *(section_row(serial, number, 2) for number in (1, 2) for serial in (5, 6)), row(7))
    assert not Section.objects.exists()

    assert join_cable(cable("07BERN5")).total == 2
    assert [one.reference_id for one in join_all()] == ["07BERN6"]
    assert list(join_all()) == []
    with pytest.raises(CableroomError, match="07BERN7 has no whole set") as caught:
        join_cable(cable(reference_id(7)))
    assert caught.value.code == "sections-missing"


CHOICES = [
    # (first, last) as received, which of them make the whole of 4, why
    ([(1, 1), (2, 2), (3, 3), (4, 4)], [0, 1, 2, 3], "one each"),
    ([(3, 4), (1, 2)], [1, 0], "two each, the later first"),
    ([(1, 2), (1, 1), (2, 4)], [1, 2], "the first received leads nowhere"),
    ([(1, 1), (1, 1), (2, 4), (2, 4)], [0, 2], "each twice"),
    ([(1, 2), (4, 4)], [], "the third is missing"),
    ([(1, 3), (3, 4)], [], "the third twice and no way around"),
    ([], [], "none"),
]


@pytest.mark.parametrize(("held", "expected", "why"), CHOICES, ids=[row[2] for row in CHOICES])
def test_choosing(held: list[tuple[int, int]], expected: list[int], why: str) -> None:
    sections = [Section(first=first, last=last, total=4) for first, last in held]
    assert [id(one) for one in choose(sections)] == [id(sections[place]) for place in expected], why


def test_many_copies_of_a_section_are_no_trouble(home: Path) -> None:
    rows = [section_row(5, 1, 2, words=f"Copy {number} of the section came and") for number in range(300)]
    bring(home, *rows, section_row(5, 2, 2))

    assert (len(joins()), Cable.objects.count()) == (1, 1)
