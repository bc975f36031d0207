"""The two worlds, made once for all tests of the boundary."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from boundary.worlds import make_world
from processes import Answer, Reader, World

HELD = {"north": 3, "south": 8}


@pytest.fixture(scope="session")
def north(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world with a few held cables."""
    return make_world(tmp_path_factory.mktemp("north") / "home", world="north", held=HELD["north"])


@pytest.fixture(scope="session")
def south(tmp_path_factory: pytest.TempPathFactory, north: World) -> World:
    """Its twin: the same released set, other secrets, more of them."""
    home = tmp_path_factory.mktemp("south") / "home"
    return make_world(home, world="south", held=HELD["south"], vault_secret=north.home / "vault" / "secret")


@pytest.fixture(scope="session")
def reader(north: World) -> Iterator[Reader]:
    """The reading room of the northern world."""
    with north.reader() as running:
        yield running


@pytest.fixture(scope="session")
def site(reader: Reader) -> dict[str, Answer]:
    """Every page of the northern reading room."""
    return reader.crawl()


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A folder to copy indexes into."""
    return tmp_path / "scratch"
