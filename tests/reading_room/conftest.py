"""One published folder and one running reading room for all tests here; both are only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from processes import Reader, World
from reading_room.cables import CABLES
from reading_room.rooms import publish

FACTS = {"total": "251287", "notice": "Every cable here is <invented>.", "title": "The Glacier Papers"}


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> World:
    """A home without a vault, whose published folder holds CABLES."""
    home = tmp_path_factory.mktemp("room")
    with django_db_blocker.unblock():
        publish(
            home / "published",
            CABLES,
            facts=FACTS,
            graves=["05LIMA7"],
            notes={1: "With a note \x0b & a <sign>."},
        )
    return World(home)


@pytest.fixture(scope="session")
def reader(room: World) -> Iterator[Reader]:
    """The reading room over it, in a process of its own."""
    with room.reader() as running:
        yield running


@pytest.fixture
def shelf(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """A home without anything published; generations may be made in it."""
    (tmp_path / "published").mkdir()
    with django_db_blocker.unblock():
        yield World(tmp_path)
