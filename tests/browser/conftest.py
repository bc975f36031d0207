"""A reading room over the invented cables, and one browser for all tests here."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from processes import Reader, World
from reading_room.cables import CABLES
from reading_room.rooms import publish

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Browser]:
    """Debian's Chromium; on CI its absence is a failure.

    Playwright runs an event loop in this thread, beside which Django makes no query: so the reading
    room's folder is made first, and the loop ends with the module.
    """
    del address
    if not CHROMIUM.exists() and os.environ.get("CI") != "true":
        pytest.skip("there is no Chromium at /usr/bin/chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[Reader]:
    """The reading room."""
    home = tmp_path_factory.mktemp("room")
    facts = {"total": "251287", "notice": "Every cable here is invented.", "title": "The Glacier Papers"}
    with django_db_blocker.unblock():
        publish(home / "published", CABLES, facts=facts, graves=["05LIMA7"])
    with World(home).reader() as running:
        yield running


@pytest.fixture(scope="session")
def address(reader: Reader) -> str:
    """Where the reading room is."""
    return f"http://127.0.0.1:{reader.port}"
