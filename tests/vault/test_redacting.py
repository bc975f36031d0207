"""Striking and taking back: which spans are kept, of which edition, and what it voids."""

from pathlib import Path

import pytest

from cableroom.errors import CableroomError
from cableroom.gate.clearing import clear_cables
from cableroom.private.vault.errors import CableWithdrawn
from cableroom.private.vault.models import Cable, Edition, Entry, State
from cableroom.private.vault.redacting import strike_span, strike_words, unstrike
from cableroom.private.vault.releasing import add_editions, new_release
from cableroom.private.vault.states import move
from vault.held import CREATED, body, hold

TEXT = body("The minister met Anselm\nBrandt at home.", "Brandt paid, and BRANDT left.")


def spans(cable: Cable) -> list[tuple[str, int, int]]:
    newest = cable.editions.order_by("number").last()
    assert newest is not None
    return list(newest.redactions.order_by("field", "start").values_list("field", "start", "end"))


def strings(cable: Cable, text: str = TEXT) -> list[str]:
    return [text[start:end] for field, start, end in spans(cable) if field == "text"]


def state(cable: Cable) -> str:
    cable.refresh_from_db()
    return cable.state


@pytest.fixture
def cable(home: Path) -> Cable:
    assert home.is_dir()
    return hold("07BERN901", TEXT, coverage=("https://news.example/brandt", "https://news.example/other"))


def test_a_span_begins_the_first_edition(cable: Cable) -> None:
    start = TEXT.index("Anselm")
    change = strike_span(cable, start, start + 6, "source")

    assert strings(cable) == ["Anselm"]
    assert (change.edition.number, change.voided, change.release) == (1, False, None)
    assert state(cable) == change.edition.state == State.REDACTED


def test_words_are_struck_wherever_they_stand(cable: Cable) -> None:
    strike_words(cable, "brandt", "source")
    assert strings(cable) == ["Brandt", "Brandt", "BRANDT"]
    assert [field for field, _, _ in spans(cable)] == ["coverage", "text", "text", "text"]


def test_words_are_struck_in_the_origin(cable: Cable) -> None:
    strike_words(cable, "Bern", "other")
    assert ("origin", 8, 12) in spans(cable)


def test_words_over_a_line_end_are_one_span(cable: Cable) -> None:
    strike_words(cable, "Anselm Brandt", "source")
    assert strings(cable) == ["Anselm\nBrandt"]


def test_calls_add_up(cable: Cable) -> None:
    strike_words(cable, "Anselm Brandt", "source")
    strike_words(cable, "paid", "other")
    assert strings(cable) == ["Anselm\nBrandt", "paid"]
    assert Edition.objects.count() == 1


def test_a_paragraph_keeps_its_number(cable: Cable) -> None:
    start, end = TEXT.index("at home"), TEXT.index("left")
    change = strike_span(cable, start, end, "other")
    assert strings(cable) == ["at home.", "(C) Brandt paid, and BRANDT"]
    unstrike(cable, start, end)
    assert spans(cable) == []
    assert len(change.spans) == 2


def test_blanks_at_the_ends_are_left(cable: Cable) -> None:
    start = TEXT.index(" paid")
    strike_span(cable, start, start + 6, "other")
    assert strings(cable) == ["paid,"]


BAD_SPANS = [
    (-1, 5, "span-invalid"),
    (0, len(TEXT) + 1, "span-invalid"),
    (5, 5, "span-invalid"),
    (7, 3, "span-invalid"),
    (len(TEXT), len(TEXT) + 1, "span-invalid"),
    (10**15, 10**15 + 1, "span-invalid"),
    (TEXT.index("1. (C)"), TEXT.index("1. (C)") + 2, "span-taken"),
    (TEXT.index("\n\nC O N"), TEXT.index("\n\nC O N") + 2, "span-taken"),
]


@pytest.mark.parametrize(("start", "end", "code"), BAD_SPANS)
def test_a_span_that_cannot_be_is_refused(cable: Cable, start: int, end: int, code: str) -> None:
    with pytest.raises(CableroomError) as caught:
        strike_span(cable, start, end, "source")
    assert caught.value.code == code
    assert Edition.objects.count() == Entry.objects.filter(action="redact").count() == 0
    assert "Brandt" not in str(caught.value)


def test_a_stated_field_has_spans_of_its_own(cable: Cable) -> None:
    strike_span(cable, 8, 12, "other", "origin")
    assert spans(cable) == [("origin", 8, 12)]
    with pytest.raises(CableroomError, match="12 code points"):
        strike_span(cable, 8, 13, "other", "origin")
    with pytest.raises(CableroomError, match="there is no field"):
        strike_span(cable, 0, 1, "other", "subject")
    unstrike(cable, 8, 12, "origin")
    assert spans(cable) == []


def test_what_is_not_there_cannot_be_struck(cable: Cable) -> None:
    for words in ("Nobody", "Brand", "--", ""):
        with pytest.raises(CableroomError) as caught:
            strike_words(cable, words, "source")
        assert caught.value.code == "words-missing"
    strike_words(cable, "paid", "source")
    with pytest.raises(CableroomError) as caught:
        strike_words(cable, "paid", "source")
    assert caught.value.code == "span-taken"
    with pytest.raises(CableroomError) as caught:
        strike_words(cable, "home", "because")
    assert caught.value.code == "reason-unknown"


def test_only_what_was_struck_can_be_taken_back(cable: Cable) -> None:
    with pytest.raises(CableroomError) as caught:
        unstrike(cable, 0, 4)
    assert caught.value.code == "redaction-unknown"
    change = strike_words(cable, "home", "other")
    (_, start, end) = change.spans[0]
    with pytest.raises(CableroomError):
        unstrike(cable, start, end - 1)
    unstrike(cable, start, end)
    assert state(cable) == State.IN_REVIEW


def test_a_change_voids_the_clearing_and_stays_in_its_release(cable: Cable) -> None:
    strike_words(cable, "Anselm Brandt", "source")
    strike_words(cable, "Brandt", "source")
    clear_cables([cable])
    release = new_release("First", CREATED.date())
    cable.refresh_from_db()
    add_editions(release, [cable])

    change = strike_words(cable, "home", "other")

    assert (change.voided, change.release) == (True, release.pk)
    assert state(cable) == State.REDACTED
    assert release.items.count() == 1
    clear_cables([cable])
    assert state(cable) == State.IN_RELEASE  # back where it was, but not signed


def test_a_released_cable_gets_a_new_edition_with_the_same_strikes(cable: Cable) -> None:
    first = strike_words(cable, "Anselm Brandt", "source").edition
    for step in ("clear", "add", "publish"):
        move(first, step)
    with pytest.raises(CableroomError) as caught:
        unstrike(cable, *first.redactions.values_list("start", "end")[0])
    assert caught.value.code == "edition-released"

    second = strike_words(cable, "paid", "other").edition

    assert (second.number, second.state) == (2, State.REDACTED)
    assert strings(cable) == ["Anselm\nBrandt", "paid"]
    first.refresh_from_db()
    assert (first.state, first.redactions.count()) == (State.RELEASED, 1)


def test_a_withdrawn_cable_is_let_be(cable: Cable) -> None:
    edition = strike_words(cable, "Anselm Brandt", "source").edition
    for step in ("clear", "add", "publish", "withdraw"):
        move(edition, step)
    with pytest.raises(CableWithdrawn):
        strike_words(cable, "paid", "other")
    with pytest.raises(CableWithdrawn):
        strike_span(cable, 0, 3, "other")


def test_the_journal_names_places_only(cable: Cable) -> None:
    strike_words(cable, "Anselm Brandt", "source")
    entry = Entry.objects.get(action="redact")
    assert entry.place == "07BERN901 edition 1"
    assert entry.detail["spans"][0][0] == "text"
    assert "Anselm" not in str(entry.detail)
