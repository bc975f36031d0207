"""Date-time groups, one line per shape ever seen. Add yours at the end."""

from datetime import UTC, datetime

import pytest

from cableroom.telegram.dtg import find_dtg
from cableroom.telegram.errors import FieldError
from cableroom.telegram.model import Precedence

READABLE = [
    # text, UTC time, why this line is here
    ("O 030503Z NOV 07", datetime(2007, 11, 3, 5, 3, tzinfo=UTC), "the usual shape"),
    ("R 311530Z DEC 66", datetime(1966, 12, 31, 15, 30, tzinfo=UTC), "1966 is 19xx"),
    ("P 010030B JAN 09", datetime(2008, 12, 31, 22, 30, tzinfo=UTC), "zone B crosses a year"),
    ("P 010030R JAN 09", datetime(2009, 1, 1, 5, 30, tzinfo=UTC), "zone R is five hours west"),
    ("P 010030Z JANUARY 2009", datetime(2009, 1, 1, 0, 30, tzinfo=UTC), "month and year written out"),
    ("P 010030ZJAN09", datetime(2009, 1, 1, 0, 30, tzinfo=UTC), "run together"),
    ("010030Z JAN 09", datetime(2009, 1, 1, 0, 30, tzinfo=UTC), "no precedence"),
]
UNREADABLE = [
    ("FM SECSTATE WASHDC", "dtg-missing"),
    ("R 311200Z FEB 08", "dtg-impossible"),
    ("R 311200Z FOO 08", "dtg-impossible"),
    ("R 010030J JAN 09", "dtg-missing"),  # J (local time) names no instant
    ("R 012360Z JAN 09", "dtg-impossible"),  # a minute too many
]


@pytest.mark.parametrize(("text", "expected", "why"), READABLE, ids=[row[2] for row in READABLE])
def test_reads(text: str, expected: datetime, why: str) -> None:
    group = find_dtg(text)
    assert group.sent_at == expected, why
    assert (group.span.start, group.span.end) == (0, len(text))


@pytest.mark.parametrize(("text", "code"), UNREADABLE)
def test_refuses_and_says_where(text: str, code: str) -> None:
    with pytest.raises(FieldError) as caught:
        find_dtg(text)
    assert caught.value.code == code
    assert text not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Z 010030Z JAN 09", Precedence("FLASH", None)),
        ("P R 010030Z JAN 09", Precedence("PRIORITY", "ROUTINE")),
        ("010030Z JAN 09", Precedence(None, None)),
    ],
)
def test_precedence_of_action_and_information(text: str, expected: Precedence) -> None:
    assert find_dtg(text).precedence == expected
