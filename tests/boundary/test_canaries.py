"""A word that was struck, or stands in an unreleased cable, comes out of no public door."""

import json
from pathlib import Path

from boundary.canaries import canary, decoded, hits, index_terms
from boundary.conftest import HELD
from boundary.worlds import CONTROLS
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
            assert json.dumps(answer).replace(secret, never) == json.dumps(like), query
    assert expected["total"] == 0


def test_searching_for_a_control_finds_it(reader: Reader) -> None:
    answer = json.loads(reader.get(f"/search.json?q={CONTROLS['body']}").body)
    assert [hit["reference_id"] for hit in answer["hits"]] == ["07BERN901"]
