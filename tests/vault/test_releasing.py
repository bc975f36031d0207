"""Putting a release together, and two people signing exactly what is in it."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from cableroom.errors import CableroomError
from cableroom.gate.clearing import clear_cables
from cableroom.private.vault.models import Cable, Edition, Record, Release, State
from cableroom.private.vault.people import fold_name
from cableroom.private.vault.queries import newest_edition
from cableroom.private.vault.redacting import strike_words, unstrike
from cableroom.private.vault.releasing import (
    add_all_cleared,
    add_editions,
    check_signed,
    content_hash,
    find_release,
    new_release,
    sign,
    signatures,
)
from cableroom.private.vault.states import move
from vault.held import body, hold

pytestmark = pytest.mark.usefixtures("home")
DAY = date(2010, 11, 28)


@pytest.fixture
def cables() -> list[Cable]:
    """Return three cleared cables."""
    held = [hold(f"07BERN90{n}", body(f"Paragraph {n} of Keller at place{n}.")) for n in (1, 2, 3)]
    strike_words(held[0], "Keller", "source")
    strike_words(held[1], "Keller", "source")
    strike_words(held[2], "Keller", "source")
    clear_cables(held)
    return [Cable.objects.get(pk=cable.pk) for cable in held]


@pytest.fixture
def release(cables: list[Cable]) -> Release:
    """Return a release of all three that two people have signed."""
    made = new_release("First", DAY, "A note.")
    add_editions(made, cables)
    sign(made, "Ilse Brandt")
    sign(made, "Tomas Okello")
    return made


def refused(action: Callable[[], object]) -> str:
    with pytest.raises(CableroomError) as caught:
        action()
    assert "Keller" not in f"{caught.value}{caught.value.hint}"
    return caught.value.code


def test_two_people_sign(release: Release) -> None:
    assert check_signed(release) == content_hash(release)
    assert [(one.name, one.valid) for one in signatures(release)] == [
        ("Ilse Brandt", True),
        ("Tomas Okello", True),
    ]
    assert set(Cable.objects.values_list("state", flat=True)) == {State.IN_RELEASE}


SAME_PERSON = [
    ("ilse  brandt", "case and blanks"),
    (" Ilse\u00a0Brandt\t", "other blanks"),
    ("ＩＬＳＥ Brandt", "compatible letters"),
    ("Ilse\u200b Brandt", "letters that nobody sees"),
    ("Ilse\u3164Brandt\uffa0", "fillers"),
    ("Ilse Brandt\u115f\u1160", "other fillers"),
    ("Ilse-Brandt.", "punctuation"),
    ("Ilsé Br\u0308andt\ufe0f", "marks"),
    ("ılse Brandt", "a letter like another"),
    ("IlseBrandt", "no blank"),
]


@pytest.mark.parametrize(("name", "why"), SAME_PERSON, ids=[row[1] for row in SAME_PERSON])
def test_one_person_is_not_two(cables: list[Cable], name: str, why: str) -> None:
    made = new_release("First", DAY)
    add_editions(made, cables)
    sign(made, "Ilse Brandt")
    assert refused(lambda: sign(made, name)) == "signed-already", why
    assert refused(lambda: check_signed(made)) == "release-not-signed"


def test_names_are_compared_composed() -> None:
    assert fold_name("Be\u0301la  SZABÓ") == fold_name("béla szabo\u0301")
    # Whoever leaves an accent out is the same person.
    assert fold_name("Béla") == fold_name("Bela")
    assert fold_name("Béla") != fold_name("Bella")


def change_title(release: Release) -> None:
    Release.objects.filter(pk=release.pk).update(title="Second")


def change_date(release: Release) -> None:
    Release.objects.filter(pk=release.pk).update(date=date(2010, 11, 29))


def change_note(release: Release) -> None:
    Release.objects.filter(pk=release.pk).update(note="")


def change_stated(release: Release) -> None:
    Record.objects.filter(edition__item__release=release).update(origin="Embassy Oslo")


def remove_one(release: Release) -> None:
    item = release.items.order_by("pk").first()
    assert item is not None
    item.delete()


def loosen_and_clear(release: Release) -> None:
    edition = newest_edition(Cable.objects.get(reference_id="07BERN901"))
    assert edition is not None
    assert edition.item.release_id == release.pk
    redaction = edition.redactions.get()
    unstrike(edition.cable, redaction.start, redaction.end)
    # The others strike the same name, and a person would have to accept it; here its state is enough.
    Edition.objects.filter(pk=edition.pk).update(state=State.IN_RELEASE)


CHANGES = [change_title, change_date, change_note, change_stated, remove_one, loosen_and_clear]


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_voids_the_signatures(release: Release, change: Callable[[Release], None]) -> None:
    before = content_hash(release)
    change(release)
    release.refresh_from_db()
    assert content_hash(release) != before
    assert refused(lambda: check_signed(release)) == "release-changed"
    assert [one.valid for one in signatures(release)] == [False, False]
    # The same two people can look again and sign again.
    sign(release, "Ilse Brandt")
    assert refused(lambda: check_signed(release)) == "release-changed"
    sign(release, "Tomas Okello")
    check_signed(release)


def test_a_strike_after_signing_bars_the_release_until_it_is_cleared_and_signed_again(
    release: Release,
) -> None:
    cable = Cable.objects.get(reference_id="07BERN901")
    strike_words(cable, "place1", "other")
    assert refused(lambda: check_signed(release)) == "edition-not-cleared"
    assert refused(lambda: sign(release, "Maria")) == "edition-not-cleared"
    clear_cables([cable])
    assert refused(lambda: check_signed(release)) == "release-changed"


def test_the_hash_has_no_number_of_the_vault(release: Release, cables: list[Cable]) -> None:
    before = content_hash(release)
    release.items.all().delete()
    for cable in reversed(cables):
        move_back(cable)
    new_release("Another", DAY)
    twin = new_release("First", DAY, "A note.")
    add_editions(twin, list(reversed(cables)))
    assert content_hash(twin) == before


def move_back(cable: Cable) -> None:
    cable.editions.update(state=State.CLEARED)


def test_all_that_is_cleared_can_be_added_in_parts(cables: list[Cable]) -> None:
    assert len(cables) == 3
    first, second = new_release("First", DAY), new_release("Second", DAY)
    assert add_all_cleared(first, limit=2) == 2
    assert list(first.items.values_list("edition__cable__reference_id", flat=True)) == [
        "07BERN901",
        "07BERN902",
    ]
    assert add_all_cleared(second) == 1
    assert add_all_cleared(second) == 0


def test_adding_is_all_or_none(cables: list[Cable]) -> None:
    made = new_release("First", DAY)
    raw = hold("07BERN999", body("Nothing."))
    assert refused(lambda: add_editions(made, [cables[0], raw])) == "edition-not-cleared"
    assert made.items.count() == 0
    assert add_editions(made, cables) == 3
    assert add_editions(made, cables) == 0
    assert refused(lambda: add_editions(new_release("Second", DAY), cables)) == "edition-in-release"


def test_a_withdrawn_cable_is_not_released_again(cables: list[Cable]) -> None:
    edition = newest_edition(cables[0])
    assert edition is not None
    for step in ("add", "publish", "withdraw"):
        move(edition, step)
    cables[0].refresh_from_db()
    assert refused(lambda: add_editions(new_release("First", DAY), [cables[0]])) == "cable-withdrawn"


def test_a_published_release_does_not_change(release: Release, cables: list[Cable]) -> None:
    Release.objects.filter(pk=release.pk).update(public_number=1)
    assert refused(lambda: add_editions(release, cables)) == "release-published"
    assert refused(lambda: add_all_cleared(release)) == "release-published"
    assert refused(lambda: sign(release, "Maria")) == "release-published"
    assert refused(lambda: check_signed(release)) == "release-published"


def test_what_is_not_there_is_refused() -> None:
    empty = new_release("First", DAY)
    assert refused(lambda: sign(empty, "Maria")) == "release-empty"
    assert refused(lambda: check_signed(empty)) == "release-empty"
    assert refused(lambda: sign(empty, " \u200b ")) == "name-missing"
    for title in ("  ", "\u3164", "\u200b\u0301", "\u2800", "\ufff9"):
        assert refused(partial(new_release, title, DAY)) == "title-missing"
    for number in (0, -1, empty.pk + 1, 10**30):
        with pytest.raises(CableroomError) as caught:
            find_release(number)
        assert caught.value.code == "release-unknown"
