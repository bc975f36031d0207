"""The reading room over a cluster that does not answer; tests/search has one that does."""

import subprocess

import pytest

from cableroom.errors import EXIT_REFUSED
from cableroom.public.editions import manifest
from processes import World
from reading_room.cables import CABLES
from reading_room.rooms import publish

pytest.importorskip("opensearchpy", reason="the extra opensearch is not installed")
NOBODY = "http://user:secretword@127.0.0.1:1"


def test_a_search_is_refused_whole_and_everything_else_is_served(shelf: World) -> None:
    publish(shelf.published, CABLES)
    manifest.write((shelf.published / "current").resolve(), 1)

    with shelf.reader(CABLEROOM_OPENSEARCH=NOBODY) as reader:
        page = reader.get("/search?q=harborword")
        cable = reader.get("/cable/07BERN901")

    assert (page.status, cable.status) == (503, 200)
    assert ("retry-after", "10") in page.headers
    assert b"The search does not answer" in page.body
    assert b"harborword" not in page.everything()
    assert b"secretword" not in page.everything()


def test_a_load_says_what_it_lacks(shelf: World) -> None:
    publish(shelf.published, CABLES)
    manifest.write((shelf.published / "current").resolve(), 1)

    def said(**variables: str) -> str:
        done = subprocess.run(
            shelf.reader_command("load-index"),
            env={**shelf.environment(), **variables},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == EXIT_REFUSED
        assert "Traceback" not in done.stderr
        return done.stderr

    assert "opensearch-not-stated: no cluster is stated" in said()
    nobody = said(CABLEROOM_OPENSEARCH=NOBODY)
    assert "search-unavailable: the cluster did not answer: no node answers" in nobody
    assert "secretword" not in nobody
