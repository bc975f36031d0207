"""What was withdrawn stays so: no draft, release or step brings it back, and it locks nobody else out."""

from datetime import date
from pathlib import Path

import pytest

from cableroom.errors import CableroomError
from cableroom.gate.clearing import clear_all, clear_cables
from cableroom.gate.diagnosis import diagnose
from cableroom.gate.publication import publish_release, withdraw
from cableroom.private.vault.errors import CableWithdrawn
from cableroom.private.vault.models import Cable, Edition, Release, ReleaseItem, State, Withdrawal
from cableroom.private.vault.queries import cable
from cableroom.private.vault.redacting import strike_span, strike_words, unstrike
from cableroom.private.vault.releasing import add_all_cleared, add_editions, new_release, sign
from cableroom.private.vault.states import move
from cableroom.public.editions import queries
from gate.archives import DAY, EDITORS, Archive

ID = "07BERN881"


@pytest.fixture
def archive(home: Path) -> Archive:
    return Archive(home)


@pytest.fixture
def waiting(archive: Archive) -> Release:
    """Return a signed release with a second edition of a public cable, and with another cable."""
    archive.hold(881, words="met Zebulon Quarrington at home")
    archive.hold(882)
    archive.release(881)
    archive.strike(881, "Zebulon")
    return archive.sign(881, 882)


def take_back() -> list[str]:
    done = withdraw(ID, reason="harm", names=EDITORS, on=date(2010, 12, 24))
    return [f"{told.place} {told.what}" for told in done.told]


def faults() -> list[str]:
    return [f"{one.place} {one.what}" for checked in diagnose() for one in checked.findings if one.bars]


def test_a_withdrawal_takes_the_drafts_with_it(archive: Archive, waiting: Release) -> None:
    take_back()

    assert set(Edition.objects.filter(cable__reference_id=ID).values_list("state", flat=True)) == {
        State.WITHDRAWN
    }
    for step in (
        lambda: strike_words(cable(ID), "minister", "source"),
        lambda: strike_span(cable(ID), 0, 4, "source"),
        lambda: unstrike(cable(ID), 0, 4),
        lambda: add_editions(waiting, [cable(ID)]),
        lambda: move(Edition.objects.filter(cable__reference_id=ID)[0], "clear"),
    ):
        with pytest.raises(CableWithdrawn):
            step()
    assert [one.error.code for one in clear_cables([cable(ID)]).refused] == ["cable-withdrawn"]
    clear_all()
    assert add_all_cleared(waiting) == 0
    assert [grave.reference_id for grave in queries.tombstones(archive.current())] == [ID]
    assert faults() == []


def test_the_other_cables_of_its_release_are_not_locked(archive: Archive, waiting: Release) -> None:
    said = take_back()

    assert said == [
        f"release {waiting.pk} does not hold {ID} any more; its signatures are void, sign it again"
    ]
    with pytest.raises(CableroomError) as caught:
        publish_release(waiting.pk)
    assert caught.value.code == "release-changed"
    for name in EDITORS:
        sign(waiting, name)
    publish_release(waiting.pk)
    assert archive.public_ids() == ["07BERN882"]
    assert [grave.reference_id for grave in queries.tombstones(archive.current())] == [ID]


def test_a_copy_that_stays_public_is_told(archive: Archive) -> None:
    words = " ".join(f"said word{chr(97 + n)} of the pump" for n in range(24))
    archive.hold(881, 882, words=words)
    archive.hold(883)
    archive.release(881, 882, 883)
    assert take_back() == [f"07BERN882 has nearly the same words as {ID}, and stays public"]
    assert archive.public_ids() == ["07BERN882", "07BERN883"]


def test_a_row_of_a_withdrawal_bars_whatever_the_states_say(waiting: Release) -> None:
    take_back()
    # As an older version, or a hand in the database, could have left it.
    Cable.objects.filter(reference_id=ID).update(state=State.CLEARED)
    newest = Edition.objects.filter(cable__reference_id=ID).order_by("number").last()
    assert newest is not None
    Edition.objects.filter(pk=newest.pk).update(state=State.CLEARED)

    assert f"{ID} was withdrawn, and is cleared" in faults()
    assert f"{ID} edition 2 is cleared, its cable was withdrawn" in faults()
    assert add_all_cleared(waiting) == 0
    with pytest.raises(CableWithdrawn):
        add_editions(waiting, [cable(ID)])
    with pytest.raises(CableWithdrawn):
        strike_words(cable(ID), "minister", "source")
    Edition.objects.filter(pk=newest.pk).update(state=State.IN_RELEASE)
    ReleaseItem.objects.create(release=waiting, edition=newest)
    with pytest.raises(CableWithdrawn):
        publish_release(waiting.pk)
    assert Withdrawal.objects.count() == 1


def test_a_release_of_the_withdrawn_cable_alone_is_empty(archive: Archive) -> None:
    archive.hold(881, words="met Zebulon Quarrington at home")
    archive.release(881)
    archive.strike(881, "Zebulon")
    alone = archive.sign(881)
    take_back()
    with pytest.raises(CableroomError) as caught:
        publish_release(alone.pk)
    assert caught.value.code == "release-empty"
    with pytest.raises(CableWithdrawn):
        add_editions(new_release("Again", DAY), [cable(ID)])
