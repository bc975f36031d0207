"""Our parser reads from invented telegrams what was put into them, field by field."""

from typing import Any

import pytest

from cableroom.specimen import SpecimenCable, cables
from cableroom.specimen.comparing import alike
from cableroom.telegram import Telegram, marks, parse

COUNT = 200
FIELDS = tuple(Telegram(text="", body_start=0).as_dict())


@pytest.fixture(scope="module")
def parsed() -> list[tuple[SpecimenCable, dict[str, Any]]]:
    return [(cable, parse(cable.text).as_dict()) for cable in cables(COUNT, seed=12)]


@pytest.mark.parametrize("field", FIELDS)
def test_the_field_is_what_was_written(
    parsed: list[tuple[SpecimenCable, dict[str, Any]]], field: str
) -> None:
    wrong = {
        cable.reference_id: (cable.truth[field], read[field])
        for cable, read in parsed
        if alike(read[field], cable.truth[field]) != alike(cable.truth[field], cable.truth[field])
    }
    assert wrong == {}


def test_every_field_is_compared(parsed: list[tuple[SpecimenCable, dict[str, Any]]]) -> None:
    cable, _read = parsed[0]
    assert {*FIELDS, "marks"} == set(cable.truth)


def test_clean_telegrams_have_no_problems(parsed: list[tuple[SpecimenCable, dict[str, Any]]]) -> None:
    assert {cable.reference_id: read["problems"] for cable, read in parsed if read["problems"]} == {}


def found_marks(cable: SpecimenCable) -> list[tuple[str, str, str | None]]:
    """Kind, words and governed name of every mark that ``marks()`` finds, line ends made blanks."""
    text = cable.text
    return [
        (
            mark.kind,
            " ".join(text[mark.start : mark.end].split()),
            " ".join(text[mark.name.start : mark.name.end].split()) if mark.name else None,
        )
        for mark in marks(text)
    ]


def test_the_marks_are_where_they_were_put() -> None:
    """In cables of one section: where a page ends within a name, the name is found in part."""
    wrong = {}
    for cable in cables(COUNT, seed=12):
        if cable.truth["sections"] > 1:
            continue
        expected = [(mark["kind"], mark["words"], mark["name"]) for mark in cable.truth["marks"]]
        if found_marks(cable) != expected:
            wrong[cable.reference_id] = (expected, found_marks(cable))
    assert wrong == {}
