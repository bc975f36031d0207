"""What is struck from a text comes out in no stated field, and the other way round."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cableroom.gate.clearing import clear_cables
from cableroom.gate.publication import publish_release
from cableroom.private.vault.importing import import_paths
from cableroom.private.vault.models import Record
from cableroom.private.vault.queries import cable
from cableroom.private.vault.redacting import strike_span, strike_words, unstrike
from cableroom.private.vault.releasing import add_editions, new_release, sign
from cableroom.private.vault.times import stamps, struck_times
from cableroom.public.editions import queries
from cableroom.public.editions.generation import Generation
from cableroom.public.search.handle import Published
from cableroom.public.search.searching import Question, search
from gate.archives import DAY, EDITORS
from invented import reference_id, row, telegram

SERIAL = 881
ID = reference_id(SERIAL)
GROUP = "030503Z NOV 07"
STAMP = "3070503"
"""The same in the route of the header: day of the year, hour, minute."""


def hold_plain(home: Path) -> None:
    """Import a bare telegram, which states nothing beside its text."""
    path = home.parent / "cable.txt"
    path.write_text(telegram(SERIAL), encoding="utf-8")
    import_paths([path], as_format="plain_text")


def hold_row(home: Path, *, created: bytes = b"11/3/2007 5:03") -> None:
    """Import a row whose source states all fields."""
    path = home.parent / "cable.csv"
    path.write_bytes(row(SERIAL).replace(b"11/3/2007 5:03", created))
    import_paths([path])


def publish(home: Path) -> queries.Edition:
    held = cable(ID)
    outcome = clear_cables([held])
    assert not outcome.refused, outcome.refused
    release = new_release("A release", DAY)
    add_editions(release, [held])
    for name in EDITORS:
        sign(release, name)
    publish_release(release.pk)
    found = queries.edition(Generation.open(home / "published" / "current"), ID)
    assert found is not None
    return found


def refusal() -> str:
    (refused,) = clear_cables([cable(ID)]).refused
    assert refused.error.code == "struck-text-left"
    return str(refused.error)


def test_fields_that_only_the_text_states_go_with_their_words(home: Path) -> None:
    hold_plain(home)
    assert Record.objects.get().derived == ["created", "origin", "classification"]
    for words in (GROUP, "AMEMBASSY BERN", "C O N F I D E N T I A L"):
        strike_words(cable(ID), words, "source")

    public = publish(home)

    assert (public.created, public.origin) == (None, None)
    assert (public.classification or "") != "CONFIDENTIAL"
    assert public.stated == {"created": None, "origin": None, "classification": None, "coverage": []}


def test_fields_that_stand_in_the_public_text_are_read_from_it(home: Path) -> None:
    hold_plain(home)
    public = publish(home)
    assert (public.created, public.origin, public.classification) == (
        "2007-11-03T05:03:00Z",
        "Embassy Bern",
        "CONFIDENTIAL",
    )
    assert public.stated["created"] is None


PRECISIONS = [b"11/3/2007 5:03", b"11/3/2007 5:00", b"11/3/2007 0:00"]
to_the = pytest.mark.parametrize("created", PRECISIONS, ids=["minute", "hour", "day"])


@to_the
def test_a_struck_group_takes_the_stated_time_with_it(home: Path, created: bytes) -> None:
    hold_row(home, created=created)
    strike_words(cable(ID), GROUP, "source")

    public = publish(home)

    assert public.created is None
    assert "2007-11-03" not in str(public)
    assert STAMP not in str(public)
    found = search(Published(home / "published").current(), Question("minister", sort="created"))
    assert [hit["created"] for hit in found.as_dict()["hits"]] == [None]


STAMPS = [
    # what a machine wrote, whether it gives 030503Z NOV 07 away, why this line is here
    ("DE RUEHSW #0881/02 3070507", True, "a later section"),
    ("DE RUEHSW #0881 3080101", True, "filed in the night after"),
    ("DE RUEHSW #0881 3060550", True, "clocks differ"),
    ("DE RUEHSW #0881 3090503", False, "another day"),
    ("------------------043254 030611Z /42", True, "of the 1970s"),
    ("------------------043254 130611Z /42", False, "of another day"),
    ("DE RUEHSW #0881 9999999", False, "no day"),
    ("TELEPHONE 3070503", False, "no route"),
]


@pytest.mark.parametrize(("stamp", "says_it", "why"), STAMPS, ids=[line[2] for line in STAMPS])
def test_stamps_within_a_day(stamp: str, says_it: bool, why: str) -> None:  # noqa: FBT001 - a column
    text = f"R 030503Z NOV 07\n{stamp}\n"
    times = struck_times(text, [(2, 16)])
    assert [text[place.start : place.end] in stamp for place in stamps(text, times)] == [True] * says_it, why


def test_a_time_at_the_end_of_the_calendar_has_no_stamps() -> None:
    assert list(stamps("DE RUEHSW #0881 3650503", [datetime(9999, 12, 31, tzinfo=UTC)])) == []


def test_another_time_that_is_stated_stays(home: Path) -> None:
    hold_row(home, created=b"11/4/2007 7:15")
    strike_words(cable(ID), GROUP, "source")
    assert publish(home).created == "2007-11-04T07:15:00Z"


def test_a_span_of_the_group_bars_the_clearing_until_the_stated_time_is_struck(home: Path) -> None:
    hold_row(home)
    start = telegram(SERIAL).index(GROUP)
    strike_span(cable(ID), start + 2, start + 6, "source")
    assert "created" in refusal()
    strike_span(cable(ID), 0, 20, "source", "created")
    # The route says the day of the year and the minute.
    stamp = telegram(SERIAL).index(STAMP)
    assert f"text {stamp}:{stamp + len(STAMP)}" in refusal()
    strike_span(cable(ID), stamp, stamp + len(STAMP), "source")
    assert publish(home).created is None


@to_the
def test_a_struck_stated_time_bars_the_clearing_while_the_group_stands(home: Path, created: bytes) -> None:
    hold_row(home, created=created)
    strike_span(cable(ID), 0, 4, "source", "created")
    group, stamp = telegram(SERIAL).index(GROUP), telegram(SERIAL).index(STAMP)
    assert f"text {group}:{group + len(GROUP)}, text {stamp}:{stamp + len(STAMP)}" in refusal()
    unstrike(cable(ID), 0, 4, "created")
    assert publish(home).created == "2007-11-03T05:03:00Z"


@pytest.mark.parametrize("hour", [5, 0], ids=["hour", "day"])
def test_the_minutes_come_from_the_public_text_only(home: Path, hour: int) -> None:
    hold_row(home, created=f"11/3/2007 {hour}:00".encode())
    public = publish(home)
    stated = f"2007-11-03T{hour:02}:00:00Z"
    assert (public.created, public.stated["created"]) == ("2007-11-03T05:03:00Z", stated)
