"""From an edition to a ClearedEdition: each check with an edition that fails it."""

import copy
import dataclasses

import pytest

from cableroom.errors import CableroomError
from cableroom.gate.clearance import CHECKS, ClearedEdition, clear
from cableroom.gate.clearing import clear_cables
from cableroom.private.vault.models import Cable, Edition, State
from cableroom.private.vault.queries import newest_edition
from cableroom.private.vault.redacting import strike_span, strike_words
from vault.held import CREATED, body, hold

TEXT = body("The minister met Anselm Brandt at home.", "Brandt paid.")

pytestmark = pytest.mark.usefixtures("home")


def edition_of(cable: Cable) -> Edition:
    edition = newest_edition(cable)
    assert edition is not None
    return edition


def cleared(cable: Cable) -> ClearedEdition:
    outcome = clear_cables([cable])
    assert outcome.refused == []
    return clear(edition_of(cable))


def test_a_cleared_edition_is_redacted_text_and_stated_fields() -> None:
    cable = hold("07BERN901", TEXT, coverage=("https://news.example/brandt", "https://news.example/other"))
    strike_words(cable, "Brandt", "source")

    result = cleared(cable)

    assert result.reference_id == "07BERN901"
    assert "Brandt" not in result.text
    assert [result.text[start:end] for start, end in result.marks] == ["[REDACTED]"] * 2
    assert (result.created, result.origin, result.classification) == (CREATED, "Embassy Bern", "CONFIDENTIAL")
    assert result.coverage == ("https://news.example/other",)


def test_nothing_but_clear_makes_one() -> None:
    fields = {"reference_id": "07BERN901", "text": "", "marks": (), "created": CREATED, "origin": None}
    with pytest.raises(TypeError, match=r"only clear\(\)"):
        ClearedEdition(**fields, classification=None, coverage=(), key=object())  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        ClearedEdition(**fields, classification=None, coverage=())  # type: ignore[arg-type]
    made = cleared(hold("07BERN901", TEXT))
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(made, text="something else")  # type: ignore[call-arg]
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.text = "something else"  # type: ignore[misc]


def test_there_is_no_way_back() -> None:
    cable = hold("07BERN901", TEXT)
    strike_words(cable, "Brandt", "source")
    result = cleared(cable)
    assert "Brandt" not in repr(result)
    assert {field.name for field in dataclasses.fields(result)} == {
        "reference_id",
        "text",
        "marks",
        "created",
        "origin",
        "classification",
        "coverage",
    }
    assert not hasattr(result, "__dict__")
    assert copy.copy(result) == result


@pytest.mark.parametrize("state", sorted(set(State) - {State.CLEARED, State.IN_RELEASE, State.RELEASED}))
def test_only_a_cleared_state_passes(state: State) -> None:
    cable = hold("07BERN901", TEXT)
    cleared(cable)
    edition = edition_of(cable)
    edition.state = state
    with pytest.raises(CableroomError) as caught:
        clear(edition)
    assert caught.value.code == "edition-not-cleared"


def failing(code: str) -> Edition:
    """Return an edition that says it is cleared, and fails the check with ``code``."""
    text = body("The minister met \ud800.") if code == "surrogate-in-text" else TEXT
    cable = hold("07BERN901", text, created=None if code == "created-unknown" else CREATED)
    if code == "struck-text-left":
        start = TEXT.index("Brandt at home")
        strike_span(cable, start, start + len("Brandt"), "source")
    edition = newest_edition(cable) or Edition.objects.create(
        cable=cable, record=cable.records.get(), number=1
    )
    Edition.objects.filter(pk=edition.pk).update(state=State.CLEARED)
    if code == "cable-withdrawn":
        Cable.objects.filter(pk=cable.pk).update(state=State.WITHDRAWN)
    return Edition.objects.get(pk=edition.pk)


CODES = ["cable-withdrawn", "created-unknown", "struck-text-left", "surrogate-in-text"]


@pytest.mark.parametrize("code", CODES)
def test_each_check_refuses_its_example(code: str) -> None:
    with pytest.raises(CableroomError) as caught:
        clear(failing(code))
    assert caught.value.code == code
    assert "Brandt" not in f"{caught.value} {caught.value.hint}"


def test_every_check_has_an_example_and_a_sentence() -> None:
    # A surrogate is refused while the text is made, before there is anything to check.
    assert len(CHECKS) == len(CODES) - 1
    assert all(check.sentence.endswith(".") for check in CHECKS)
