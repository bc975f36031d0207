"""The gate itself: only a ClearedEdition passes, and only its text and stated fields are read."""

import dataclasses
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from cableroom.gate.clearance import ClearedEdition, clear
from cableroom.gate.publish import publish
from cableroom.private.vault.models import Edition, State
from cableroom.private.vault.queries import cable
from cableroom.private.vault.redacting import strike_words
from cableroom.public.editions.marks import MARK
from cableroom.public.editions.packing import unpack_json, unpack_text
from cableroom.public.editions.projection import Content, Stamp, TextNotUnicode, project
from gate.archives import Archive

STAMP = Stamp(number=1, release=1, released=date(2010, 11, 28), nonce="00" * 32)


def cleared(archive: Archive, *struck: str) -> ClearedEdition:
    """Return a cleared edition of an invented cable, with these words struck."""
    archive.hold(881, words="met Zebulon Quarrington at home")
    for words in struck:
        strike_words(cable("07BERN881"), words, "person")
    edition, _made = Edition.objects.get_or_create(
        cable=cable("07BERN881"), defaults={"record": cable("07BERN881").records.get(), "number": 1}
    )
    edition.state = State.CLEARED
    edition.save()
    return clear(edition)


@pytest.mark.parametrize("what", [None, "text", SimpleNamespace(text="1. X")])
def test_nothing_but_a_cleared_edition_is_published(what: object) -> None:
    with pytest.raises(TypeError, match="only a ClearedEdition"):
        publish(what, STAMP)  # type: ignore[arg-type]


def test_not_even_something_that_looks_like_one(archive: Archive) -> None:
    class Almost(ClearedEdition):
        """A ClearedEdition with a way back."""

    real = cleared(archive)
    almost = object.__new__(Almost)
    for field in dataclasses.fields(real):
        object.__setattr__(almost, field.name, getattr(real, field.name))
    with pytest.raises(TypeError, match="only a ClearedEdition"):
        publish(almost, STAMP)


def test_a_public_row_says_what_its_text_says(archive: Archive) -> None:
    row = publish(cleared(archive, "Zebulon Quarrington"), STAMP)

    assert row.reference_id == "07BERN881"
    assert row.subject == "CALL NUMBER 881 ON THE INVENTED MINISTER"
    assert row.tags == ["PREL", "SZ"]
    assert (row.created, row.origin, row.classification) == (
        "2007-11-03T05:03:00Z",
        "Embassy Bern",
        "CONFIDENTIAL",
    )
    assert (row.number, row.release, row.released) == (1, 1, "2010-11-28")
    text = unpack_text(row.text)
    assert [text[start:end] for start, end in row.marks] == [MARK]
    telegram = unpack_json(row.telegram)
    assert telegram["subject"] == row.subject
    assert [name for name, _start in row.anchors] == ["p1"]
    assert text[row.anchors[0][1] :].startswith("1. (C)")


def test_a_struck_subject_is_in_no_column(archive: Archive) -> None:
    row = publish(cleared(archive, "invented minister"), STAMP)
    assert row.subject == "CALL NUMBER 881 ON THE [REDACTED]"
    everything = f"{unpack_text(row.text)} {unpack_json(row.telegram)} {row.subject} {row.tags}".casefold()
    assert "invented" not in everything


def test_the_same_edition_gives_the_same_row(archive: Archive) -> None:
    one = cleared(archive)
    first, second = publish(one, STAMP), publish(one, STAMP)
    for field in ("text", "telegram", "anchors", "commitment", "subject"):
        assert getattr(first, field) == getattr(second, field)


def test_the_salt_changes_the_commitment_and_nothing_else(archive: Archive) -> None:
    one = cleared(archive)
    first, second = publish(one, STAMP), publish(one, dataclasses.replace(STAMP, nonce="11" * 32))
    assert first.commitment != second.commitment
    assert first.text == second.text


ANCHORS = [
    # text, frozen with this text, frozen with an earlier text, expected names and where they lead
    ("1. A\n2. B\n", (), (), [("p1", "1. A"), ("p2", "2. B")], "found by the parser"),
    ("1. A\n2. B\n", (("p2", 0),), (), [("p1", "1. A"), ("p2", "1. A")], "a frozen one never moves"),
    ("1. A\n2. B\n", (("p7", 5),), (), [("p1", "1. A"), ("p2", "2. B"), ("p7", "2. B")], "none is lost"),
    ("1. A\n2. B\n", (), (("p2", 900),), [("p1", "1. A"), ("p2", "2. B")], "a new text: by name"),
    ("1. A\n2. B\n", (), (("p1", 3), ("p9", 900)), [("p1", "1. A"), ("p2", "2. B"), ("p9", "1. A")], "gone"),
]


@pytest.mark.parametrize(
    ("text", "frozen", "earlier", "expected", "why"), ANCHORS, ids=[a[4] for a in ANCHORS]
)
def test_anchors(
    text: str,
    frozen: tuple[tuple[str, int], ...],
    earlier: tuple[tuple[str, int], ...],
    expected: list[tuple[str, str]],
    why: str,
) -> None:
    stamp = dataclasses.replace(STAMP, anchors=frozen, earlier_anchors=earlier)
    row = project(Content(reference_id="07BERN1", text=text), stamp)
    assert (
        sorted((name, text[start:].split("\n", maxsplit=1)[0]) for name, start in row.anchors) == expected
    ), why


def test_half_a_character_cannot_be_published() -> None:
    with pytest.raises(TextNotUnicode, match="07BERN1 public edition 1"):
        project(Content(reference_id="07BERN1", text="1. A \ud800 B\n"), STAMP)


def test_a_time_in_another_zone_is_published_in_utc() -> None:
    created = datetime.fromisoformat("2007-11-03T06:03:00+01:00")
    row = project(Content(reference_id="07BERN1", text="1. A\n", created=created), STAMP)
    assert row.created == created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") == "2007-11-03T05:03:00Z"
