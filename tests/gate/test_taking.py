"""``take``: another record as the text of a cable, and what becomes of strikes, clearings and releases."""

from pathlib import Path

import pytest

from cableroom.errors import CableroomError
from cableroom.gate.clearing import clear_cables
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.models import Acceptance, Edition
from cableroom.private.vault.queries import cable, text_record
from cableroom.private.vault.redacting import strike_span
from cableroom.private.vault.taking import take
from cableroom.private.vault.texts import record_text
from cableroom.public.editions import queries
from gate.archives import Archive
from invented import row, section_row


def bring(archive: Archive, *rows: bytes) -> None:
    folder = archive.home.parent
    path = folder / f"{len(list(folder.glob('*.csv')))}.csv"
    path.write_bytes(b"".join(rows))
    import_paths([path])


def public_text(archive: Archive, reference_id: str) -> str:
    edition = queries.edition(archive.current(), reference_id)
    assert edition is not None
    return edition.text


def test_a_last_section_after_the_release_changes_nothing_until_it_is_taken(archive: Archive) -> None:
    bring(archive, section_row(881, 1, 2))
    archive.strike(881, "minister")
    archive.release(881)
    before = archive.public_bytes()

    bring(archive, section_row(881, 2, 2))

    assert archive.public_bytes() == before
    assert Edition.objects.count() == 1
    taken = take(cable("07BERN881"), 3)
    assert (taken.change.edition.number, taken.change.edition.state, taken.lost) == (2, "redacted", 0)
    # In the subject, in the part that was public, and in the part that was not there.
    assert len(taken.change.spans) == 3
    assert archive.public_bytes() == before
    archive.release(881, title="The whole")
    text = public_text(archive, "07BERN881")
    assert "Section 2 of the talks" in text
    assert "inister" not in text
    found = queries.edition(archive.current(), "07BERN881")
    assert found is not None
    assert found.number == 2


def test_a_corrected_copy_voids_what_was_cleared(archive: Archive) -> None:
    bring(archive, row(881, words="was at hime"), row(881, words="was at home"))
    clear_cables([cable("07BERN881")])

    taken = take(cable("07BERN881"), 2)

    assert (taken.change.voided, taken.change.edition.number, taken.change.edition.state) == (
        True,
        1,
        "in-review",
    )
    assert "at home" in record_text(text_record(cable("07BERN881")))


def test_a_strike_whose_words_are_gone_is_counted(archive: Archive) -> None:
    bring(archive, row(881, words="met Zubrowka at home"), row(881, words="was at home"))
    archive.strike(881, "Zubrowka")
    text = record_text(text_record(cable("07BERN881")))
    # Half a word: no word of the other record is it.
    start = text.index("inister met")
    strike_span(cable("07BERN881"), start, start + 4, "other")

    taken = take(cable("07BERN881"), 2)

    assert taken.lost == 2
    assert not Acceptance.objects.exists()


def test_a_struck_time_stays_struck(archive: Archive) -> None:
    bring(archive, row(881, words="was at home"), row(881, words="was at hime"))
    strike_span(cable("07BERN881"), 0, 20, "other", field="created")

    taken = take(cable("07BERN881"), 2)

    assert taken.change.spans == (("created", 0, 20),)


REFUSED = [(1, "record-taken"), (3, "record-unknown")]


@pytest.mark.parametrize(("number", "code"), REFUSED)
def test_what_cannot_be_taken(archive: Archive, number: int, code: str) -> None:
    bring(archive, row(881), row(881, words="was away"))
    with pytest.raises(CableroomError) as caught:
        take(cable("07BERN881"), number)
    assert caught.value.code == code
    assert not Edition.objects.exists()


def test_one_that_was_never_reviewed_begins_with_the_taken_record(archive: Archive) -> None:
    bring(archive, row(881), row(881, words="was away"))

    take(cable("07BERN881"), 2)
    archive.release(881)

    assert "was away" in public_text(archive, "07BERN881")


def test_the_same_files_give_the_same_public_bytes(archive: Archive, tmp_path: Path) -> None:
    """What is published of a join depends on its sections, not on how they came."""
    bring(archive, section_row(881, 1, 2), section_row(881, 2, 2))
    archive.release(881)
    first = archive.public_bytes()

    twin = archive.twin(tmp_path / "twin")
    bring(twin, section_row(881, 2, 2), row(882))
    bring(twin, section_row(881, 1, 2))
    twin.release(881)

    assert twin.public_bytes() == first
