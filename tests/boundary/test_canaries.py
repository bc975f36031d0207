"""A word that was struck, or stands in an unreleased cable, comes out of no public door."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from boundary.canaries import canary, decoded, hits, index_terms
from boundary.conftest import HELD
from boundary.worlds import CONTROLS, DOORS
from processes import Answer, Reader, World

PLACES = (
    "struck-first",
    "struck-last",
    "subject",
    "body",
    "tag",
    "origin",
    "path",
    "file",
    "stater",
    "draft",
    "signer-first",
    "signer-second",
    *(f"held-{serial}" for serial in range(501, 501 + HELD["north"])),
)
SECRETS = {place: canary("north", place) for place in PLACES}


def test_no_canary_in_the_published_files(north: World) -> None:
    assert hits(decoded(north.published), SECRETS) == []


def test_every_control_is_found_in_the_published_files(north: World) -> None:
    found = {place for place, _where in hits(decoded(north.published), CONTROLS)}
    assert found == set(CONTROLS), "the scanner cannot see what it should"


def test_no_canary_in_the_indexes(north: World, scratch: Path) -> None:
    generation = north.published / "current"
    assert index_terms(generation, SECRETS, scratch / "secrets") == []


def test_controls_are_found_in_both_indexes(north: World, scratch: Path) -> None:
    found = index_terms(north.published / "current", CONTROLS, scratch / "controls")
    assert {"subject", "body", "tag"} <= {place for place, _index in found}
    assert {"cables", "paragraphs"} <= {where.split(".")[0] for _place, where in found}


def test_no_door_is_forgotten(north: World) -> None:
    names = (
        "import django; django.setup(); from django.urls import get_resolver;"
        "print(*[pattern.name for pattern in get_resolver().url_patterns])"
    )
    environment = {**north.environment(), "DJANGO_SETTINGS_MODULE": "cableroom.settings.public"}
    done = subprocess.run(
        [sys.executable, "-c", names], env=environment, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) == DOORS.keys()


@pytest.mark.parametrize("door", DOORS)
def test_no_canary_at_the_door(reader: Reader, site: dict[str, Answer], door: str) -> None:
    path = DOORS[door]
    answer = reader.get(next(found for found in site if found.startswith(path)) if door == "asset" else path)
    assert answer.status in (200, 308)
    assert hits([(door, answer.everything())], SECRETS) == []


def test_no_canary_in_any_answer(site: dict[str, Answer]) -> None:
    assert hits(((path, answer.everything()) for path, answer in site.items()), SECRETS) == []


def test_every_control_is_found_in_the_answers(site: dict[str, Answer]) -> None:
    pages = [(path, answer.everything()) for path, answer in site.items()]
    assert {place for place, _where in hits(pages, CONTROLS)} == set(CONTROLS)
    assert any(b"[REDACTED]" in answer.body for answer in site.values())


def test_searching_for_a_canary_is_like_searching_for_a_word_never_written(reader: Reader) -> None:
    never = canary("nowhere", "never")
    expected = json.loads(reader.get(f"/search.json?q={never}").body)
    for secret in SECRETS.values():
        for query in (secret, f"%22{secret}%22", f"tag:{secret}", f"origin:{secret}", f"-{secret}"):
            answer = json.loads(reader.get(f"/search.json?q={query}").body)
            like = json.loads(reader.get(f"/search.json?q={query.replace(secret, never)}").body)
            # The answer says the asker's own word back, as a tag in capitals.
            said = json.dumps(answer).replace(secret, never).replace(secret.upper(), never.upper())
            assert said == json.dumps(like), query
    assert expected["total"] == 0


def test_searching_for_a_control_finds_it(reader: Reader) -> None:
    answer = json.loads(reader.get(f"/search.json?q={CONTROLS['body']}").body)
    assert [hit["reference_id"] for hit in answer["hits"]] == ["07BERN901"]
