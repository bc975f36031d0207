"""One generation of invented cables with its indexes, made once for all tests of the search."""

from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from cableroom.public.editions import manifest
from cableroom.public.search.building import build_index
from search.invented import CABLES, point, write_generation


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """A folder of generations whose current one holds CABLES."""
    folder = tmp_path_factory.mktemp("search") / "published"
    with django_db_blocker.unblock():
        generation = write_generation(folder, CABLES)
    build_index(generation)
    manifest.write(generation, 1)
    point(folder, generation)
    return folder
