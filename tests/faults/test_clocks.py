"""The clock is wrong, jumps or says an hour twice: things keep the order in which they were done."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from cableroom.gate.diagnosis import diagnose
from cableroom.gate.publication import publish_release
from cableroom.private.vault.facts import set_fact
from cableroom.private.vault.models import Entry
from cableroom.private.vault.queries import cable, primary_record
from cableroom.private.vault.releasing import find_release, sign, signatures
from cableroom.private.vault.texts import record_text
from cableroom.public.editions import queries
from cableroom.telegram import parse
from cableroom.telegram.dtg import find_dtg
from cableroom.telegram.reference_id import canonical
from gate.archives import EDITORS, Archive
from invented import telegram

OTHERS = ("Ann Bird", "Cid Dow")
NOON = datetime(2010, 11, 28, 12, tzinfo=UTC)
CLOCKS = [
    # what the clock says at the first step and at the second, why
    (NOON, NOON - timedelta(hours=1), "back by an hour"),
    (NOON, NOON + timedelta(days=3653), "ten years ahead"),
    (NOON + timedelta(days=3653), NOON, "ten years ahead, then set"),
    (NOON, datetime(1970, 1, 1, tzinfo=UTC), "the battery is empty"),
    (NOON, NOON, "it stands"),
    (
        datetime(2010, 10, 31, 0, 59, 59, tzinfo=UTC),
        datetime(2010, 10, 31, 0, 0, 1, tzinfo=UTC),
        "summer ends",
    ),
    (
        datetime(2008, 12, 31, 23, 59, 59, 999999, UTC),
        datetime(2008, 12, 31, 23, 59, 59, tzinfo=UTC),
        "leap second",
    ),
    (datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC), NOON, "past 32 bits"),
]
YEARS = [
    ("66", 1966),
    ("67", 1967),
    ("73", 1973),
    ("79", 1979),
    ("99", 1999),
    ("00", 2000),
    ("01", 2001),
    ("10", 2010),
]
LEAPS = [
    # text, what it is, why
    ("P 312359Z DEC 05", datetime(2005, 12, 31, 23, 59, tzinfo=UTC), "the minute that has a leap second"),
    ("P 312360Z DEC 05", None, "a minute 60 is none"),
    ("P 31235960Z DEC 05", None, "groups have no seconds"),
    ("P 290000Z FEB 00", datetime(2000, 2, 29, tzinfo=UTC), "a leap day of a century"),
]


@pytest.mark.parametrize(("first", "second", "why"), CLOCKS, ids=[line[-1] for line in CLOCKS])
def test_order_is_by_number(
    home: Path, monkeypatch: pytest.MonkeyPatch, first: datetime, second: datetime, why: str
) -> None:
    archive = Archive(home)
    monkeypatch.setattr(timezone, "now", lambda: first)
    archive.hold(881)
    release = archive.sign(881)  # by both editors
    monkeypatch.setattr(timezone, "now", lambda: second)
    set_fact("notice", "Another sentence at the head of every page", by="Ilse Brandt")
    archive.hold(881, words="said something else")
    for name in OTHERS:
        sign(release, name)
    publish_release(release.pk)

    assert [(one.name, one.valid) for one in signatures(find_release(release.pk))] == [
        *((name, False) for name in EDITORS),
        *((name, True) for name in OTHERS),
    ], why
    assert "was at home" in record_text(primary_record(cable("07BERN881"))), why
    edition = queries.edition(archive.current(), "07BERN881")
    assert edition is not None
    assert "was at home" in edition.text
    done = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert done == [
        *("init", "import", "clear", "release new", "release add", "release sign", "release sign"),
        *("fact set", "candidate", "import", "release sign", "release sign", "release"),
    ]
    assert not [one for checked in diagnose() for one in checked.findings if one.bars]


@pytest.mark.parametrize(("year", "expected"), YEARS)
def test_two_digits_of_a_year(year: str, expected: int) -> None:
    assert find_dtg(f"R 031200Z NOV {year}").sent_at.year == expected
    assert canonical(f"{year} Bern 881") == f"{year}BERN881"


@pytest.mark.parametrize(("text", "expected", "why"), LEAPS, ids=[line[-1] for line in LEAPS])
def test_a_second_or_a_day_more(text: str, expected: datetime | None, why: str) -> None:
    """A time that is none is a problem of the telegram, never another time."""
    assert parse(telegram(881).replace("P 030503Z NOV 07", text)).sent_at == expected, why
