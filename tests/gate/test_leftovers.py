"""Struck strings that still stand: in the same cable they bar it, in others a person answers for each."""

import pytest

from cableroom.gate.clearing import Acceptor, Outcome, clear_all, clear_cables
from cableroom.gate.leftovers import leftovers, sought
from cableroom.gate.preparing import prepare
from cableroom.private.vault.models import Acceptance, Cable, Entry, State
from cableroom.private.vault.queries import newest_edition
from cableroom.private.vault.redacting import strike_span, strike_words
from cableroom.private.vault.states import move
from cableroom.private.vault.words import WordSet
from vault.held import body, hold

pytestmark = pytest.mark.usefixtures("home")

ILSE = Acceptor("Ilse Brandt", "a public figure")


def strike_first(cable: Cable, text: str, words: str) -> None:
    start = text.index(words)
    strike_span(cable, start, start + len(words), "source")


def codes(outcome: Outcome) -> dict[str, str]:
    return {refusal.reference_id: refusal.error.code for refusal in outcome.refused}


SAME_CABLE = [
    # what is struck first, what is left elsewhere, why this line is here
    ("Anselm Keller", "ANSELM KELLER", "capitals"),
    ("Anselm Keller", "Anselm\nKeller", "a line end"),
    ("Anselm Keller", "Anselm Kel-\nler", "a divided word"),
    ("Anselm Keller", "Anselm-Keller", "a hyphen"),
    ("Anselm Keller", "Anselm\n\nBERN 00000901  002 OF 002\n\n\nKeller", "the end of a page"),
    ("Anselm\n\nBERN 00000901  002 OF 002\n\n\nKeller", "Anselm Keller", "struck at the end of a page"),
    ("Béla Szabó", "Bela Szabo", "dropped accents"),
    ("Bela Szabo", "Be\u0301la Szabó", "accents of both kinds"),
    ("O'Brien", "O’Brien", "another apostrophe"),
    ("Keller", "Keller's", "a genitive"),
    ("O'Brien", "O&#8217;Brien", "an entity"),
    ("Anselm Müller", "ANSELM MUELLER", "the telegraph's spelling"),
    ("Anselm Mueller", "Anselm Müller", "a newspaper's spelling"),
]


@pytest.mark.parametrize(("struck", "left", "why"), SAME_CABLE, ids=[row[2] for row in SAME_CABLE])
def test_a_string_left_in_the_same_cable_bars_it(struck: str, left: str, why: str) -> None:
    text = body(f"We met {struck} today.", f"Then {left} went home.")
    cable = hold("07BERN901", text)
    strike_first(cable, text, struck)

    assert codes(clear_cables([cable], acceptor=ILSE)) == {"07BERN901": "struck-text-left"}, why

    strike_words(cable, struck, "source")
    assert clear_cables([cable]).cleared == ["07BERN901"], why


def test_a_string_left_in_the_coverage_bars_it() -> None:
    text = body("We met Keller today.")
    cable = hold("07BERN901", text, coverage=("https://news.example/keller-affair",))
    strike_first(cable, text, "Keller")
    outcome = clear_cables([cable])
    assert codes(outcome) == {"07BERN901": "struck-text-left"}
    assert "coverage 21:27" in str(outcome.refused[0].error)


def test_a_string_escaped_in_the_address_of_its_coverage_bars_it_and_is_struck_there() -> None:
    text = body("We met José García today.")
    cable = hold("07BERN901", text, coverage=("https://news.example/Jos%C3%A9_Garc%C3%ADa",))
    strike_first(cable, text, "José García")
    outcome = clear_cables([cable])
    assert codes(outcome) == {"07BERN901": "struck-text-left"}
    assert "coverage 21:42" in str(outcome.refused[0].error)

    strike_words(cable, "Jose Garcia", "source")
    assert clear_cables([cable]).cleared == ["07BERN901"]
    edition = newest_edition(cable)
    assert edition is not None
    assert prepare(edition).coverage == ()


@pytest.mark.parametrize("left", ["Kellerman", "McKeller", "K. Eller", "Anselm", "Keller Anselm"])
def test_near_misses_do_not(left: str) -> None:
    text = body("We met Anselm Keller today.", f"Then {left} went home.")
    cable = hold("07BERN901", text)
    strike_first(cable, text, "Anselm Keller")
    assert clear_cables([cable]).cleared == ["07BERN901"]


def test_a_single_letter_is_not_sought() -> None:
    assert sought(("A", "7", "--", "AB")) == ("AB",)


def test_words_do_not_join_across_a_mark() -> None:
    text = body("We met Anselm Georg Keller today.", "Anselm Keller")
    cable = hold("07BERN901", text)
    strike_first(cable, text, "Georg")
    edition = newest_edition(cable)
    assert edition is not None
    assert leftovers(prepare(edition), WordSet(["Anselm Keller", "redacted"])) == {"anselmkeller"}
    strike_words(cable, "Keller", "source")
    edition.refresh_from_db()
    assert leftovers(prepare(edition), WordSet(["Anselm Keller", "redacted"])) == set()


@pytest.fixture
def two() -> tuple[Cable, Cable]:
    """Return a cable in which Keller is struck, and one that names him."""
    first, second = hold("07BERN901", body("We met Keller today.")), hold("07BERN902", body("KELLER paid."))
    strike_words(first, "Keller", "source")
    return first, second


def test_a_string_in_another_cable_bars_the_other(two: tuple[Cable, Cable]) -> None:
    first, second = two

    outcome = clear_cables([first, second])

    assert outcome.cleared == ["07BERN901"]
    assert codes(outcome) == {"07BERN902": "leftovers-not-accepted"}
    (hit,) = outcome.hits
    (field, start, end) = hit.places[0]
    assert (hit.struck_in, hit.stands_in, field) == (("07BERN901",), "07BERN902", "text")
    assert body("KELLER paid.")[start:end] == "KELLER"


def test_whoever_clears_second_meets_the_hit(two: tuple[Cable, Cable]) -> None:
    first, second = two
    # The strike is not there yet when the second is cleared.
    first.editions.all().delete()
    assert clear_cables([second]).cleared == ["07BERN902"]
    strike_words(first, "Keller", "source")

    outcome = clear_cables([first])

    assert codes(outcome) == {"07BERN901": "leftovers-not-accepted"}
    assert outcome.hits[0].stands_in == "07BERN902"


def test_a_cable_that_is_cleared_already_is_looked_through_too(two: tuple[Cable, Cable]) -> None:
    first, second = two
    first.editions.all().delete()
    clear_cables([second])
    strike_words(first, "Keller", "source")
    assert codes(clear_cables([first, second])) == {"07BERN901": "leftovers-not-accepted"}


def test_what_is_replaced_does_not_bar_its_replacement(two: tuple[Cable, Cable]) -> None:
    for cable in two:
        cable.editions.all().delete()
    clear_cables(two)
    for cable in two:
        edition = newest_edition(cable)
        assert edition is not None
        move(edition, "add")
        move(edition, "publish")
        strike_words(cable, "Keller", "source")
    assert clear_cables(two).cleared == ["07BERN901", "07BERN902"]


def test_a_person_answers_for_each_hit_once(two: tuple[Cable, Cable]) -> None:
    first, second = two

    outcome = clear_cables([first, second], acceptor=ILSE)

    assert outcome.cleared == ["07BERN901", "07BERN902"]
    assert len(outcome.hits) == 1
    accepted = Acceptance.objects.get()
    assert (accepted.edition.cable, accepted.name, accepted.reason) == (second, ILSE.name, ILSE.reason)
    strike_words(second, "paid", "other")
    assert clear_cables([second]).hits == []


def test_clear_all_skips_what_is_in_doubt_and_what_is_cleared() -> None:
    hold("07BERN901", body("One."))
    hold("07BERN902", body("Two."), problems=("page-truncated",))
    hold("07BERN903", body("Three."), problems=("line-long",))
    hold("07BERN904", body("Four."), created=None)

    outcome = clear_all()

    assert outcome.cleared == ["07BERN901", "07BERN903"]
    assert outcome.quarantined == ["07BERN902"]
    assert codes(outcome) == {"07BERN904": "created-unknown"}
    assert clear_all().cleared == []
    assert clear_cables(list(Cable.objects.filter(reference_id="07BERN902"))).cleared == ["07BERN902"]


def test_a_second_clearing_changes_nothing() -> None:
    cable = hold("07BERN901", body("One."))
    clear_cables([cable, cable])
    outcome = clear_cables([cable])
    assert (outcome.cleared, outcome.already) == ([], ["07BERN901"])
    assert Entry.objects.filter(action="clear").count() == cable.editions.count() == 1
    cable.refresh_from_db()
    assert cable.state == State.CLEARED


def test_nothing_is_said_of_the_words(two: tuple[Cable, Cable]) -> None:
    outcome = clear_cables(list(two))
    said = f"{outcome} {[str(refusal.error) for refusal in outcome.refused]}"
    assert "keller" not in said.lower()
    assert "keller" not in str(list(Entry.objects.values())).lower()
