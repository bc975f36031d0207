"""Generations of invented rows in a fresh folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from editions.rows import Publisher


@pytest.fixture(autouse=True)
def _databases_may_be_made(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let ``write_database`` make its own files; pytest-django would guard a test database."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def build(tmp_path: Path) -> Publisher:
    """Return a function: ``build(row(...), number=2)`` makes and opens a generation."""
    return Publisher(tmp_path / "published")
