"""Held and never-existing look the same."""

import pytest

from processes import Reader

HELD = ("/cable/07BERN902", "/cable/06LIMA501", "/cable/06LIMA503")
NEVER = ("/cable/07BERN904", "/cable/06LIMA999", "/cable/99NOWHERE1")
SUFFIXES = ("", ".json", ".txt", "?view=raw")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_held_and_never_give_the_same_answer(reader: Reader, suffix: str) -> None:
    answers = [reader.get(path + suffix) for path in HELD + NEVER]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.everything() for answer in answers}) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/origin/embassy-lima",
        "/tag/PINR",
        "/created/2006",
        "/created/2006-02-03",
        "/released/2011-03-03",
        "/admin",
        "/metrics",
        "/.git/HEAD",
        "/.env",
        "/openapi.json",
        "/vault.sqlite3",
        "/cable/../../vault/vault.sqlite3",
        "/cable/..%2f..%2fvault%2fvault.sqlite3",
        "/cable/07BERN901%00",
        "/static/../../vault/secret",
    ],
)
def test_everything_else_not_there_is_the_same_404(reader: Reader, path: str) -> None:
    answer = reader.get(path)
    assert answer.status == 404
    assert answer.body == reader.get("/cable/07BERN904").body


def test_a_reference_to_a_held_cable_looks_like_one_to_no_cable(reader: Reader) -> None:
    page = reader.get("/cable/07BERN903").body.decode()
    assert 'href="/cable/07BERN901"' in page  # published: a link
    assert "/cable/07BERN902" not in page  # held: plain text
    assert "/cable/07BERN777777" not in page  # never existed: plain text
